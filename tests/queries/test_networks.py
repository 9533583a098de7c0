"""What is worked out in arrays against networkx's own functions."""

from __future__ import annotations

import networkx as nx
import pytest

from cetu.queries.networks import _betweenness

NETWORKS = {
    "random": nx.gnm_random_graph(60, 90, seed=1),
    "star": nx.star_graph(5),
    "pair": nx.Graph([("甲", "乙")]),
    "empty": nx.Graph(),
    "two parts": nx.disjoint_union(nx.cycle_graph(7), nx.path_graph(4)),
}


@pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)
def test_betweenness_is_that_of_networkx(network: nx.Graph) -> None:
    assert _betweenness(network, None) == pytest.approx(nx.betweenness_centrality(network))


@pytest.mark.parametrize(
    "network", [one for one in NETWORKS.values() if one], ids=[n for n, g in NETWORKS.items() if g]
)
def test_betweenness_from_some_pivots_is_that_of_networkx(network: nx.Graph) -> None:
    assert _betweenness(network, 2) == pytest.approx(nx.betweenness_centrality(network, k=2, seed=0))
