"""The network of the small plan: nodes, edges, paths and centrality, and its files."""

from __future__ import annotations

import csv
import io
from typing import Any

import networkx as nx
import pytest
import rdflib
from rdflib.compare import isomorphic

from cetu.graph.background import read_background
from cetu.graph.dataset import Graph
from cetu.graph.inferring import infer
from cetu.graph.naming import PlanNames
from cetu.graph.network import Network, centrality, path, project
from cetu.graph.quads import plan_quads
from cetu.graph.serialising import FORMATS, NETWORKS, export, nquads
from cetu.graph.validating import as_rdflib
from cetu.ontology.errors import StoreError
from cetu.ontology.iri import mint


@pytest.fixture
def graph(made: Any) -> Graph:
    background = read_background()
    said = plan_quads(made.plan, made.extraction, background.labels)
    follows = infer(said, background.links, PlanNames(made.plan).inferred)
    return Graph.of([*said, *follows, *background.quads])


@pytest.fixture
def network(graph: Graph) -> Network:
    return project(graph)


def test_nodes_have_a_label_and_a_type(network: Network) -> None:
    assert network.nodes[mint("region", "210100")] == {"label": "沈阳市", "type": "Region"}
    assert network.nodes[mint("plan", "haidong-2023")]["type"] == "Plan"
    assert network.nodes[mint("plan", "haidong-2023", "section", "2")] == {"label": "重点任务", "type": "Task"}
    assert all(set(data) == {"label", "type"} for _, data in network.nodes(data=True))


def test_edges_are_what_is_said_and_what_follows(graph: Graph, network: Network) -> None:
    edges = {
        (network.nodes[s]["label"], data["predicate"], network.nodes[t]["label"], data.get("strength"), data["reading"])
        for s, t, data in network.edges(data=True)
    }
    assert ("沈阳市", "hasProject", "氢冶金中试基地", None, "each") in edges
    assert ("沈阳市", "supports", "氢冶金", 4, "each") in edges
    assert ("大连市", "hasTechnology", "漂浮式风电", None, "collective") in edges
    assert not any(data["predicate"] == "supports" for *_, data in project(graph, supports=False).edges(data=True))


def test_a_network_may_be_of_some_plans_only(graph: Graph) -> None:
    whole, some = project(graph), project(graph, plans=[mint("plan", "haidong-2023")])
    assert nx.utils.graphs_equal(whole, some)
    assert len(project(graph, plans=[mint("plan", "elsewhere")])) == 0


def test_a_path_tells_each_statement_and_the_way_it_is_walked(graph: Graph) -> None:
    network = project(graph, supports=False)
    start, end = mint("region", "210100"), mint("technology", "氢冶金")
    hops = path(network, start, end)
    assert [(hop.predicate, hop.forward) for hop in hops] == [("hasProject", True), ("demonstrates", True)]
    assert all("/statement/" in hop.node for hop in hops)
    back = path(network, end, start)
    assert [(hop.predicate, hop.forward) for hop in back] == [("demonstrates", False), ("hasProject", False)]
    assert path(network, start, mint("technology", "地热供暖")) == ()
    with pytest.raises(KeyError, match="no such thing"):
        path(network, start, mint("technology", "没有"))


def test_centrality_counts_neighbours_and_what_lies_between(graph: Graph) -> None:
    found = centrality(project(graph, supports=False))
    base = found[mint("plan", "haidong-2023", "project", "氢冶金中试基地")]
    assert base.degree == 2 and base.betweenness > found[mint("region", "210100")].betweenness == 0


@pytest.mark.filterwarnings("ignore:.* deprecated:DeprecationWarning:rdflib")  # rdflib's parsers use its old classes
@pytest.mark.parametrize("form", ["turtle", "trig", "nquads", "jsonld"])
def test_triples_written_are_read_as_the_same_graph(graph: Graph, form: str) -> None:
    data = export(graph, form).decode()
    kind = {"jsonld": "json-ld"}.get(form, form)
    if form == "turtle":
        read = rdflib.Graph().parse(data=data, format=kind)
    else:
        read = rdflib.Graph()
        for s, p, o, _ in rdflib.Dataset().parse(data=data, format=kind).quads():
            read.add((s, p, o))
    assert isomorphic(read, as_rdflib(graph.quads()))


def test_nquads_are_sorted(graph: Graph) -> None:
    lines = export(graph, "nquads").splitlines()
    assert lines == sorted(lines) and len(lines) == len(graph)


def test_graphml_and_gexf_are_read_as_the_same_network(graph: Graph, network: Network) -> None:
    for form, reader in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        read = reader(io.BytesIO(export(graph, form)))
        assert set(read.nodes) == set(network.nodes) and read.number_of_edges() == network.number_of_edges()
        assert read.nodes[mint("region", "210100")]["label"] == "沈阳市"


def test_the_table_of_edges_opens_in_excel(graph: Graph, network: Network) -> None:
    data = export(graph, "csv")
    assert data.startswith("\ufeff".encode())
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == network.number_of_edges()
    assert {"source_label": "沈阳市", "predicate": "supports", "target_label": "氢冶金", "strength": "4"}.items() <= {
        key: value for row in rows if row["predicate"] == "supports" and row["source_label"] == "沈阳市"
        for key, value in row.items()
    }.items()  # fmt: skip


def test_an_unknown_format_says_which_there_are(graph: Graph) -> None:
    with pytest.raises(StoreError, match="turtle, trig, nquads, jsonld, graphml, gexf, csv"):
        export(graph, "docx")
    assert set(NETWORKS) < set(FORMATS)


def test_exports_come_out_the_same_from_memory_and_from_disk(graph: Graph, tmp_path: Any) -> None:
    from cetu.graph.store import open_graph, writing

    with writing(tmp_path / "store") as writer:
        writer.replace([], graph.quads())
    stored = open_graph(tmp_path / "store")
    assert nquads(stored) == nquads(graph)
    for form in FORMATS:
        assert export(stored, form) == export(graph, form), form
