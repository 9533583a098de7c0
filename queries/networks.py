"""Questions that networkx answers: the query gives edges, the function that `# by:` names works the answer out of them.

Each function takes the answer of the query, the question, and the values that its parameters were bound to; it gives
the rows of the question's own columns, in full order. The same edges give the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

import networkx as nx
import numpy as np
import pyoxigraph as ox

from cetu.ontology.vocabularies import Xsd
from cetu.queries.asking import Answer, Row, plain
from cetu.queries.library import Question, Value

MANY, PIVOTS = 1000, 200
"""Nodes past which betweenness is estimated, and from how many of them."""

MOST = 5000
"""Pairs that are given at most, the closest first."""

Cell = str | int | Decimal
Values = Mapping[str, Value]


def cooccurrence(found: Answer, posed: Question, values: Values) -> Answer:
    """Pairs of technologies by the sections that hold both."""
    return _pairs(found, posed, _asked(values, "technology"), ("section", "t", "name"))


def overlap(found: Answer, posed: Question, values: Values) -> Answer:
    """Pairs of plans by the technologies that both name."""
    return _pairs(found, posed, _asked(values, "plan"), ("t", "p", "title"))


def communities(found: Answer, posed: Question, values: Values) -> Answer:
    """Technologies that share sections, by Louvain's method with a fixed seed; the largest community first."""
    least = _number(found, "least")
    names = _column(found, "t", "name")
    network: nx.Graph = nx.Graph()
    for first, second, shared, _ in _projected(found, "section", "t", least, None):
        network.add_edge(first, second, weight=shared)
    groups = [sorted(group) for group in nx.community.louvain_communities(network, seed=0) if len(group) > 1]
    rows: list[tuple[Cell, ...]] = []
    for number, group in enumerate(sorted(groups, key=lambda one: (-len(one), one)), 1):
        links = {one: sum(data["weight"] for _, _, data in network.edges(one, data=True)) for one in group}
        leader = min(group, key=lambda one: (-links[one], names[one]))
        rows.append((number, len(group), names[leader], "；".join(sorted(names[one] for one in group))))
    return _answer(posed, rows)


def centrality(found: Answer, posed: Question, values: Values) -> Answer:
    """The things with most neighbours, with their betweenness."""
    names = _column(found, "s", "first") | _column(found, "o", "second")
    kinds = _column(found, "s", "kind") | _column(found, "o", "sort")
    network: nx.Graph = nx.Graph()
    network.add_nodes_from(sorted(names))
    network.add_edges_from(sorted({tuple(sorted(pair)) for pair in _cells(found, "s", "o") if pair[0] != pair[1]}))
    pivots = PIVOTS if len(network) > MANY else None
    between = nx.betweenness_centrality(network, k=pivots, seed=0)
    rows = [
        (names[one], kinds[one], int(network.degree(one)), round(Decimal(between[one]), 4).normalize() + 0)
        for one in network
    ]
    ordered = sorted(rows, key=lambda row: (-row[2], -row[3], row[0], row[1]))
    return _answer(posed, ordered[: _number(found, "top")])


METHODS: dict[str, Callable[[Answer, Question, Values], Answer]] = {
    "centrality": centrality,
    "communities": communities,
    "cooccurrence": cooccurrence,
    "overlap": overlap,
}


def _pairs(found: Answer, posed: Question, asked: frozenset[str] | None, columns: tuple[str, str, str]) -> Answer:
    """Rows of two names, what they share and how close they are; the asked one first."""
    holder, member, called = columns
    names, least = _column(found, member, called), _number(found, "least")
    rows = []
    for first, second, shared, closeness in _projected(found, holder, member, least, asked):
        if asked is not None and first not in asked:
            first, second = second, first
        rows.append((names[first], names[second], shared, closeness))
    return _answer(posed, sorted(rows, key=lambda row: (-row[2], -row[3], row[0], row[1]))[:MOST])


def _projected(
    found: Answer, holder: str, member: str, least: int, asked: frozenset[str] | None
) -> Iterator[tuple[str, str, int, Decimal]]:
    """Pairs of members that at least so many holders join, the asked ones with any other: how many hold both, and the
    Jaccard coefficient of their holders. Counted in arrays: a large graph has millions of pairs."""
    joined = sorted(set(_cells(found, holder, member)))
    members = sorted({other for _, other in joined})
    place = {name: at for at, name in enumerate(members)}
    wanted = np.array([asked is None or name in asked for name in members])
    held = np.zeros(len(members), np.int64)
    codes = [np.empty(0, np.int64)]
    for _, group in groupby(joined, key=itemgetter(0)):
        inside = np.array(sorted(place[other] for _, other in group))
        held[inside] += 1
        one, other = (inside[side] for side in np.triu_indices(len(inside), 1))
        kept = wanted[one] | wanted[other]
        codes.append(one[kept] * len(members) + other[kept])
    pairs, shared = np.unique(np.concatenate(codes), return_counts=True)
    for code, both in zip(pairs[shared >= least].tolist(), shared[shared >= least].tolist(), strict=True):
        first, second = divmod(code, len(members))
        closeness = Decimal(both / int(held[first] + held[second] - both))
        yield members[first], members[second], both, round(closeness, 3).normalize() + 0


def _cells(found: Answer, *columns: str) -> Iterable[tuple[str, ...]]:
    places = [found.columns.index(column) for column in columns]
    return (tuple(plain(row[place]) or "" for place in places) for row in found.rows)


def _column(found: Answer, key: str, value: str) -> dict[str, str]:
    """What a column says of the things in another one."""
    return {one: told for one, told in sorted(_cells(found, key, value), reverse=True)}


def _number(found: Answer, column: str) -> int:
    """A number that the query carries in every row."""
    return max((int(cell) for (cell,) in _cells(found, column)), default=0)


def _asked(values: Values, name: str) -> frozenset[str] | None:
    """IRIs of the things that were asked about; None where all are."""
    given = values.get(name)
    return frozenset(one.value for one in given) if isinstance(given, tuple) else None


def _answer(posed: Question, rows: Iterable[tuple[Cell, ...]]) -> Answer:
    terms: tuple[Row, ...] = tuple(tuple(_term(cell) for cell in row) for row in rows)
    return Answer(tuple(name for name, _ in posed.headings), terms)


def _term(cell: Cell) -> ox.Literal:
    if isinstance(cell, Decimal):
        return ox.Literal(format(cell, "f"), datatype=ox.NamedNode(Xsd.decimal))
    return ox.Literal(cell)
