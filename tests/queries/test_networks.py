"""What is worked out in arrays against networkx's own functions."""

from __future__ import annotations

import networkx as nx
import pytest

from cetu.queries.networks import _betweenness


@pytest.mark.parametrize(
    "network",
    [
        nx.gnm_random_graph(60, 90, seed=1),
        nx.star_graph(5),
        nx.Graph([("甲", "乙")]),
        nx.Graph(),
        nx.disjoint_union(nx.cycle_graph(7), nx.path_graph(4)),
    ],
    ids=["random", "star", "pair", "empty", "two parts"],
)
@pytest.mark.parametrize("pivots", [None, 2])
def test_betweenness_is_that_of_networkx(network: nx.Graph, pivots: int | None) -> None:
    if pivots and len(network) < pivots:
        pytest.skip("fewer nodes than pivots")
    expected = nx.betweenness_centrality(network, k=pivots, seed=0)
    assert _betweenness(network, pivots) == pytest.approx(expected)
