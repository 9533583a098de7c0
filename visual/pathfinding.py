"""A path between two things of a graph of any size, found from both ends, and the links along it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from cetu.graph.dataset import Graph
from cetu.visual.bundle import ENDS, links_bundle
from cetu.visual.descriptions import about, long, pointing, short

Json = dict[str, Any]

REACH = 6
"""Links in the longest path that is looked for."""
WIDTH = 3000
"""Things on one side of the search; with more the two are not related in a way that anybody could follow."""

Parents = dict[str, str | None]


def find_path(graph: Graph, start: str, end: str, plans: frozenset[str] = frozenset()) -> Json:
    """The bundle of the links along a shortest path, with `path`, the things on it in order; [] where there is none.

    A support or a Statement joins its subject and its object; members of one group are not joined to one another.
    """
    first, last = long(start), long(end)
    sides: tuple[Parents, Parents] = ({first: None}, {last: None})
    fronts = [{first}, {last}]
    path: list[str] = [first] if first == last else []
    for _ in range(REACH):
        side = 0 if len(fronts[0]) <= len(fronts[1]) else 1
        if path or not fronts[side] or len(sides[side]) > WIDTH:
            break
        fronts[side] = _step(graph, fronts[side], sides[side])
        met = sorted(fronts[side] & set(sides[1 - side]))
        if met:
            path = [*reversed(list(_back(met[0], sides[0]))), *list(_back(met[0], sides[1]))[1:]]
    links = _along(graph, path)
    return links_bundle(graph, links, more=path) | {"path": [short(node) for node in path]}


def _step(graph: Graph, front: set[str], parents: Parents) -> set[str]:
    fresh: set[str] = set()
    for node, neighbour in _neighbours(graph, front):
        if neighbour not in parents:
            parents[neighbour] = node
            fresh.add(neighbour)
    return fresh


def _neighbours(graph: Graph, nodes: set[str]) -> Iterator[tuple[str, str]]:
    """Pairs of a node and a thing at the other end of one of its links, in order."""
    touching = {node: found for node, found in _touching(graph, nodes).items()}
    described = about(graph, sorted({link for links in touching.values() for link, _ in links}))
    for node in sorted(touching):
        for link, end in touching[node]:
            other = ("object", "technology") if end in ("subject", "supporter") else ("subject", "supporter")
            for name in other:
                yield from ((node, value.value) for value in described.get(link, {}).get(name, ()))


def _touching(graph: Graph, nodes: set[str]) -> Mapping[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for end in ENDS:
        for node, links in pointing(graph, end, sorted(nodes)).items():
            found.setdefault(node, []).extend((link, end) for link in links)
    return found


def _back(node: str, parents: Parents) -> Iterator[str]:
    step: str | None = node
    while step is not None:
        yield step
        step = parents[step]


def _along(graph: Graph, path: list[str]) -> list[str]:
    """Links that join neighbours on the path."""
    touching = {node: {link for link, _ in found} for node, found in _touching(graph, set(path)).items()}
    return sorted(
        {link for one, other in pairwise(path) for link in touching.get(one, set()) & touching.get(other, set())}
    )


def between(graph: Graph, things: list[str]) -> Json:
    """The bundle of all links among some things, none of them a Statement whose group is not there."""
    iris = [long(thing) for thing in things]
    counts: dict[str, int] = {}
    for found in _touching(graph, set(iris)).values():
        for link, _ in found:
            counts[link] = counts.get(link, 0) + 1
    return links_bundle(graph, sorted(link for link, count in counts.items() if count > 1), more=iris)
