"""The graph as a network: things as nodes, what plans say between them and who supports what as edges.

One projection serves pictures, paths, centrality and the export to GraphML and GEXF. Attributes are strings and
integers, which every one of them can hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import networkx as nx
import pyoxigraph as ox

from cetu.graph.dataset import Graph
from cetu.ontology.iri import ONTOLOGY, segments_of
from cetu.ontology.terms import ENTITIES
from cetu.ontology.vocabularies import Rdf, Rdfs, Skos

Network: TypeAlias = nx.MultiDiGraph

OTHERS = ("Plan", "Task", "Section", "Region")
"""Classes of nodes that no mention names, the telling one first."""

_TYPE = ox.NamedNode(Rdf.type)
_LABELS = (ox.NamedNode(Skos.prefLabel), ox.NamedNode(Rdfs.label))

THINGS = f"""
SELECT DISTINCT ?plan ?thing ?type ?label WHERE {{
  ?plan cetu:mentions ?thing . ?thing a ?type ; rdfs:label ?label .
  VALUES ?type {{ {" ".join(f"<{iri}>" for iri in ENTITIES.values())} }}
  FILTER(LANG(?label) = "zh")
}} ORDER BY ?thing ?type ?label ?plan"""

SAID = """
SELECT ?plan ?subject ?predicate ?object ?reading ?stage ?statement WHERE {
  ?statement a cetu:Statement ; cetu:saidBy ?plan ; cetu:subject ?subject ; cetu:predicate ?predicate ;
    cetu:object ?object ; cetu:reading ?reading .
  OPTIONAL { ?statement cetu:stage ?stage }
} ORDER BY ?statement ?subject"""

SUPPORTED = """
SELECT ?plan ?supporter ?technology ?reading ?coverage ?route ?strength ?support WHERE {
  ?support a cetu:Support ; cetu:saidBy ?plan ; cetu:supporter ?supporter ; cetu:technology ?technology ;
    cetu:reading ?reading ; cetu:coverage ?coverage ; cetu:routeKind ?route ; cetu:strength ?strength .
} ORDER BY ?support"""


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a path, the way it is walked; `forward` where the edge points the same way. `node` is the Statement
    or Support that the edge stands for."""

    start: str
    end: str
    predicate: str
    node: str
    forward: bool


@dataclass(frozen=True, slots=True)
class Centrality:
    """degree: how many neighbours; betweenness: share of shortest paths that run through, from 0 to 1."""

    degree: int
    betweenness: float


def project(graph: Graph, *, plans: Iterable[str] | None = None, supports: bool = True) -> Network:
    """The network of all plans, or of those whose IRIs are given; with inferred supports or without.

    Node: IRI, with `label` and `type` (local name of the class). Edge: keyed by the IRI of its Statement or Support,
    with `predicate` (local name), `plan`, `reading`, and `stage`, or `coverage`, `route` and `strength` (1 to 5).
    """
    wanted = None if plans is None else frozenset(plans)
    network: Network = nx.MultiDiGraph()
    for row in _rows(graph, THINGS, wanted):
        network.add_node(row["thing"], label=row["label"], type=_local(row["type"]))
    for row in _rows(graph, SAID, wanted):
        _join(network, row["subject"], row["object"], row["statement"], _local(row["predicate"]), row)
    for row in _rows(graph, SUPPORTED, wanted) if supports else ():
        _join(network, row["supporter"], row["technology"], row["support"], "supports", row)
    _name_others(graph, network)
    return network


def path(network: Network, start: str, end: str) -> tuple[Hop, ...]:
    """A shortest path between two things, whichever way the edges point; () where there is none.

    Of parallel edges the first by IRI is told, what is said before what is inferred. KeyError for an unknown thing.
    """
    for thing in (start, end):
        if thing not in network:
            raise KeyError(f"no such thing in the network: {thing}")
    try:
        nodes = nx.shortest_path(_simple(network), start, end)
    except nx.NetworkXNoPath:
        return ()
    return tuple(_hop(network, first, second) for first, second in pairwise(nodes))


def centrality(network: Network) -> dict[str, Centrality]:
    """Degree and betweenness of every thing in the undirected network without parallel edges."""
    simple = _simple(network)
    between = nx.betweenness_centrality(simple)
    return {node: Centrality(simple.degree(node), between[node]) for node in simple}


def _simple(network: Network) -> nx.Graph:
    """Undirected, without parallel edges and loops, nodes in order: the same network gives the same answers."""
    simple: nx.Graph = nx.Graph()
    simple.add_nodes_from(sorted(network))
    simple.add_edges_from(sorted({tuple(sorted(edge)) for edge in network.edges() if edge[0] != edge[1]}))
    return simple


def _hop(network: Network, first: str, second: str) -> Hop:
    ahead = network[first].get(second, {}).items()
    back = network[second].get(first, {}).items()
    ranked = [
        (data["predicate"] == "supports", backward, key)
        for backward, edges in ((False, ahead), (True, back))
        for key, data in edges
    ]
    _, backward, key = min(ranked)
    data = network.edges[(second, first, key) if backward else (first, second, key)]
    return Hop(first, second, data["predicate"], key, not backward)


def _join(network: Network, start: str, end: str, key: str, predicate: str, row: dict[str, str]) -> None:
    kept = {name: _local(row[name]) for name in ("reading", "coverage", "stage", "route") if name in row}
    strength = {"strength": int(row["strength"])} if "strength" in row else {}
    network.add_edge(start, end, key=key, predicate=predicate, plan=row["plan"], **kept, **strength)


def _name_others(graph: Graph, network: Network) -> None:
    """Label and type of what stands in edges without being mentioned: plans, tasks, regions that hold others."""
    for thing in sorted(node for node, data in network.nodes(data=True) if "type" not in data):
        node = ox.NamedNode(thing)
        kinds = {_local(_text(one.object)) for one in graph.store.quads_for_pattern(node, _TYPE, None, None)}
        labels = {
            _text(one.object)
            for name in _LABELS
            for one in graph.store.quads_for_pattern(node, name, None, None)
            if isinstance(one.object, ox.Literal) and one.object.language == "zh"
        }
        kind = next((kind for kind in OTHERS if kind in kinds), "Thing")
        network.add_node(thing, type=kind, label=min(labels, default=segments_of(thing)[-1]))


def _rows(graph: Graph, sparql: str, plans: frozenset[str] | None) -> Iterator[dict[str, str]]:
    found = graph.select(sparql)
    names = [variable.value for variable in found.variables]
    for solution in found:
        row = {name: _text(term) for name in names if (term := solution[name]) is not None}
        if plans is None or row["plan"] in plans:
            yield row


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _local(iri: str) -> str:
    return iri.removeprefix(ONTOLOGY)
