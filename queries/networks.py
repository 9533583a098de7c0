"""Questions that networkx answers: the query gives edges, the function that `# by:` names works the answer out of them.

Each function takes the answer of the query, the question, and the values that its parameters were bound to; it gives
the rows of the question's own columns, in full order. The same edges give the same rows.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, TypeAlias

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

Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]
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
    joined = _projected(found, "section", "t", least, None)
    ends = ([joined.members[one] for one in side.tolist()] for side in (joined.first, joined.second))
    network.add_weighted_edges_from(zip(*ends, joined.shared.tolist(), strict=True))
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
    between = _betweenness(network, pivots)
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
    for first, second, shared, closeness in _projected(found, holder, member, least, asked).closest(MOST):
        if asked is not None and first not in asked:
            first, second = second, first
        rows.append((names[first], names[second], shared, closeness))
    return _answer(posed, sorted(rows, key=lambda row: (-row[2], -row[3], row[0], row[1]))[:MOST])


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Members that share holders, as arrays over pairs: places in `members`, and how many holders have both."""

    members: list[str]
    held: Array
    """How many holders each member has."""
    first: Array
    second: Array
    shared: Array

    def closest(self, most: int) -> _Pairs:
        """At least the first so many pairs by what they share and then by closeness, and what ties with the last."""
        if len(self.shared) <= most:
            return self
        union = self.held[self.first] + self.held[self.second] - self.shared
        rated = self.shared + np.round(self.shared / union, 3) / 2
        kept = rated >= np.partition(rated, -most)[-most] - 0.001
        return replace(self, first=self.first[kept], second=self.second[kept], shared=self.shared[kept])

    def __iter__(self) -> Iterator[tuple[str, str, int, Decimal]]:
        """Each pair with what it shares and the Jaccard coefficient of its holders."""
        union = self.held[self.first] + self.held[self.second] - self.shared
        for first, second, both, all_ in zip(
            *(one.tolist() for one in (self.first, self.second, self.shared, union)), strict=True
        ):
            closeness = round(Decimal(both / all_), 3).normalize() + 0
            yield self.members[first], self.members[second], both, closeness


def _projected(found: Answer, holder: str, member: str, least: int, asked: frozenset[str] | None) -> _Pairs:
    """Pairs of members that at least so many holders join, the asked ones with any other. Counted in arrays: a large
    graph has millions of pairs."""
    cells = [*_cells(found, holder, member)]
    holders, members = (
        {one: at for at, one in enumerate(sorted(set(side)))}
        for side in (zip(*cells, strict=True) if cells else ((), ()))
    )
    joined = np.unique(np.array([holders[one] * len(members) + members[other] for one, other in cells], np.int64))
    whose, who = np.divmod(joined, max(len(members), 1))
    wanted = np.array([asked is None or name in asked for name in members], bool)
    codes = [np.empty(0, np.int64)]
    for inside in np.split(who, np.flatnonzero(np.diff(whose)) + 1):
        one, other = (inside[side] for side in np.triu_indices(len(inside), 1))
        kept = wanted[one] | wanted[other]
        codes.append(one[kept] * len(members) + other[kept])
    pairs, shared = np.unique(np.concatenate(codes), return_counts=True)
    first, second = np.divmod(pairs[shared >= least], max(len(members), 1))
    held = np.bincount(who, minlength=len(members))
    return _Pairs([*members], held, first, second, shared[shared >= least])


def _betweenness(network: nx.Graph, pivots: int | None) -> dict[str, float]:
    """Betweenness as `networkx.betweenness_centrality(network, k=pivots, seed=0)` has it, worked out level by level in
    arrays (Brandes): several times as fast for thousands of nodes."""
    nodes, count = [*network], len(network)
    place = {one: at for at, one in enumerate(nodes)}
    ends = np.array([(place[one], place[other]) for one, other in network.edges], np.int64).reshape(-1, 2)
    tails, heads = np.concatenate([ends, ends[:, ::-1]])[np.argsort(ends.T.ravel(), kind="stable")].T
    starts = np.searchsorted(tails, np.arange(count + 1))
    sources = nodes if pivots in (None, count) else random.Random(0).sample(nodes, pivots)
    total = np.zeros(count)
    for source in sources:
        total += _dependencies(place[source], starts, heads, count)
    asked = np.full(count, len(sources))
    asked[[place[one] for one in sources]] -= 1  # no path that counts begins at the node itself
    return dict(zip(nodes, (total / np.maximum(asked * (count - 2), 1)).tolist(), strict=True))


def _dependencies(source: int, starts: Array, heads: Array, count: int) -> Array:
    """How much of the shortest paths from one node passes through each other one."""
    depth, paths = np.full(count, -1), np.zeros(count)
    depth[source], paths[source] = 0, 1
    level = np.array([source])
    steps: list[tuple[Array, Array]] = []
    while len(level):
        sizes = starts[level + 1] - starts[level]
        tail = np.repeat(level, sizes)
        head = heads[np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes - starts[level], sizes)]
        ahead = (depth[head] < 0) | (depth[head] > depth[level[0]])
        tail, head = tail[ahead], head[ahead]
        level = np.unique(head)
        depth[level] = len(steps) + 1
        paths += np.bincount(head, paths[tail], count)
        steps.append((tail, head))
    passing = np.zeros(count)
    for tail, head in reversed(steps):
        passing += np.bincount(tail, paths[tail] / paths[head] * (1 + passing[head]), count)
    passing[source] = 0
    return passing


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
