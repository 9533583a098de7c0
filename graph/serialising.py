"""A graph as a file: Turtle, TriG, N-Quads and JSON-LD of the triples, GraphML, GEXF and CSV of the network.

The same graph gives the same bytes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from itertools import takewhile
from typing import Any

import networkx as nx
import pyoxigraph as ox

from cetu.graph.dataset import Graph
from cetu.graph.network import Network, project
from cetu.graph.quads import in_order
from cetu.ontology.errors import StoreError
from cetu.ontology.iri import PREFIXES

READABLE = {prefix: namespace for prefix, namespace in PREFIXES.items() if prefix != "id"}
"""Prefixes for Turtle; our own IRIs have slashes, which no prefixed name may hold unescaped."""

EDGE_COLUMNS = ("reading", "coverage", "stage", "route", "strength", "plan")


def nquads(quads: Iterable[ox.Quad]) -> bytes:
    """Sorted N-Quads, each line once."""
    lines = _serialize(quads, format=ox.RdfFormat.N_QUADS).splitlines(keepends=True)
    return b"".join(sorted(set(lines)))


def trig(quads: Iterable[ox.Quad]) -> bytes:
    """TriG, one block a named graph, in order of the N-Quads."""
    ordered = sorted(in_order(quads), key=lambda quad: str(quad.graph_name))
    return _in_order(_serialize(ordered, format=ox.RdfFormat.TRIG, prefixes=READABLE))


def turtle(quads: Iterable[ox.Quad]) -> bytes:
    """Turtle of the union of all named graphs."""
    triples = {ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads}
    return _in_order(_serialize(sorted(triples, key=str), format=ox.RdfFormat.TURTLE, prefixes=READABLE))


def json_ld(quads: Iterable[ox.Quad]) -> bytes:
    """Expanded JSON-LD 1.0 with named graphs."""
    ordered = sorted(in_order(quads), key=lambda quad: str(quad.graph_name))
    return _serialize(ordered, format=ox.RdfFormat.JSON_LD)


def graphml(network: Network) -> bytes:
    buffer = io.BytesIO()
    nx.write_graphml(_plain(network), buffer, encoding="utf-8")
    return buffer.getvalue()


def gexf(network: Network) -> bytes:
    buffer = io.BytesIO()
    nx.write_gexf(_plain(network), buffer, encoding="utf-8")
    return buffer.getvalue()


def edges_csv(network: Network) -> bytes:
    """One row an edge, with a byte-order mark so that Excel reads the Chinese."""
    buffer = io.StringIO(newline="")
    rows = csv.writer(buffer)
    rows.writerow(("source", "source_label", "predicate", "target", "target_label", *EDGE_COLUMNS, "said_in"))
    label = network.nodes(data="label")
    for start, end, key, data in sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        values = (data.get(name, "") for name in EDGE_COLUMNS)
        rows.writerow((start, label[start], data["predicate"], end, label[end], *values, key))
    return buffer.getvalue().encode("utf-8-sig")


TRIPLES: dict[str, Callable[[Iterable[ox.Quad]], bytes]] = {
    "turtle": turtle,
    "trig": trig,
    "nquads": nquads,
    "jsonld": json_ld,
}
NETWORKS: dict[str, Callable[[Network], bytes]] = {"graphml": graphml, "gexf": gexf, "csv": edges_csv}
FORMATS = (*TRIPLES, *NETWORKS)


def export(graph: Graph, form: str) -> bytes:
    """The graph in one of FORMATS. StoreError for another."""
    if form in TRIPLES:
        return TRIPLES[form](graph.quads())
    if form in NETWORKS:
        return NETWORKS[form](project(graph))
    raise StoreError(f"没有格式 {form}；no format {form}: choose one of {', '.join(FORMATS)}")


def _serialize(statements: Iterable[ox.Quad] | Iterable[ox.Triple], **options: Any) -> bytes:
    return ox.serialize(statements, **options) or b""


def _in_order(turtle_text: bytes) -> bytes:
    """The prefixes at its head sorted: Oxigraph writes them in an order of the moment."""
    lines = turtle_text.splitlines(keepends=True)
    head = sum(1 for _ in takewhile(lambda line: line.startswith(b"@prefix"), lines))
    return b"".join([*sorted(lines[:head]), *lines[head:]])


def _plain(network: Network) -> Network:
    """The network in order of its names, edges numbered: GEXF wants ids of edges, not keys."""
    plain: Network = nx.MultiDiGraph()
    plain.add_nodes_from(sorted(network.nodes(data=True), key=lambda node: node[0]))
    ordered = sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3])
    for number, (start, end, key, data) in enumerate(ordered):
        plain.add_edge(start, end, key=number, said=key, **data)
    return plain
