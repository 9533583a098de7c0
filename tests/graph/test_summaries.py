"""What supports are shown with, held against the supports and the text themselves."""

from __future__ import annotations

from collections import defaultdict
from importlib import resources
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from cetu.corpus.reading import read_plan
from cetu.extract.extracting import extract
from cetu.graph.assembling import plan_graph
from cetu.graph.background import read_background
from cetu.graph.dataset import Graph
from cetu.graph.instruments import instruments_in
from cetu.ontology.vocabularies import Rdf, Rdfs

ALIKE = """SELECT ?t ?class ?strength ?reading ?coverage ?route ?who ?support WHERE {
  VALUES ?class { cetu:Region cetu:Cluster } VALUES ?route { "direct" "project" "cluster" "institution" }
  ?support cetu:technology ?t ; cetu:supporter ?who ; cetu:strength ?strength ; cetu:reading ?reading ;
    cetu:coverage ?coverage ; cetu:routeKind ?route . ?who a ?class .
}"""
SUMMED = """SELECT ?row ?t ?kind ?strength ?reading ?coverage ?route ?who ?support WHERE {
  ?row a cetu:SupportSummary ; cetu:summaryTechnology ?t ; cetu:summaryKind ?kind ; cetu:summaryStrength ?strength ;
    cetu:summaryReading ?reading ; cetu:summaryCoverage ?coverage ; cetu:summaryRoute ?route ;
    cetu:summarySupporter ?who ; cetu:summaryOf ?support . ?support cetu:supporter ?who .
}"""


@pytest.fixture(scope="module")
def text() -> str:
    return read_plan(Path(str(resources.files("cetu.corpus").joinpath("liaoning-2023.txt")))).text


@pytest.fixture(scope="module")
def graph() -> Graph:
    plan = read_plan(Path(str(resources.files("cetu.corpus").joinpath("liaoning-2023.txt"))))
    types = (quad for quad in read_background().quads if quad.predicate.value in (Rdf.type, Rdfs.label))
    return Graph.of([*plan_graph(plan, extract(plan)).quads, *types])


def rows(graph: Graph, query: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in graph.select(query)]


def test_summaries_hold_just_the_supports_that_are_alike(graph: Graph) -> None:
    there: defaultdict[tuple[str, ...], set[ox.NamedNode]] = defaultdict(set)
    for t, kind, strength, reading, coverage, route, _, support in rows(graph, ALIKE):
        there[t.value, kind.value.rpartition("#")[2], strength.value, reading.value, coverage.value, route.value].add(
            support
        )
    summed: defaultdict[tuple[str, ...], set[ox.NamedNode]] = defaultdict(set)
    for _, t, kind, strength, reading, coverage, route, _, support in rows(graph, SUMMED):
        summed[t.value, kind.value, strength.value, reading.value, coverage.value, route.value].add(support)
    assert summed == there
    assert len(summed) == len(rows(graph, "SELECT ?row { ?row a cetu:SupportSummary }")) > 20


def test_names_are_those_of_the_supporters(graph: Graph) -> None:
    names: defaultdict[str, set[str]] = defaultdict(set)
    query = """SELECT ?row ?names ?label {
      ?row cetu:supporterNames ?names ; cetu:summarySupporter ?who . ?who rdfs:label ?label }"""
    joined = {}
    for row, together, label in rows(graph, query):
        names[row.value].add(label.value)
        joined[row.value] = together.value
    assert {row: set(together.split("；")) for row, together in joined.items()} == names


def test_excerpts_and_clauses_are_words_of_the_text(graph: Graph, text: str) -> None:
    plain = "".join(text.split())
    cited = rows(graph, "SELECT ?support ?excerpt ?clause { ?support cetu:excerpt ?excerpt ; cetu:clause ?clause }")
    assert len(cited) == len(rows(graph, "SELECT ?one { ?one a cetu:Support }"))
    for _, excerpt, clause in cited:
        marked = "".join(excerpt.value.split()).strip("…")
        assert marked.replace("【", "").replace("】", "") in plain
        assert marked.split("【")[1].split("】")[0] in "".join(clause.value.split())
        assert "".join(clause.value.split()) in plain


def test_one_support_of_each_pair_is_the_strongest(graph: Graph) -> None:
    best: defaultdict[tuple[str, str], int] = defaultdict(int)
    for who, t, strength in rows(
        graph, "SELECT ?w ?t ?n { ?s cetu:supporter ?w ; cetu:technology ?t ; cetu:strength ?n }"
    ):
        best[who.value, t.value] = max(best[who.value, t.value], int(strength.value))
    query = "SELECT ?w ?t ?n { ?s cetu:strongestOf ?p ; cetu:supporter ?w ; cetu:technology ?t ; cetu:strength ?n }"
    strongest = [((who.value, t.value), int(strength.value)) for who, t, strength in rows(graph, query)]
    assert dict(strongest) == best and len(strongest) == len(best)


def test_instruments_stand_in_the_sentence_of_the_technology(graph: Graph) -> None:
    found = rows(graph, "SELECT ?sentence ?tool { ?place cetu:besideInstrument ?tool ; cetu:sentence ?sentence }")
    assert {tool.value.rsplit("/", 1)[1] for _, tool in found} >= {"示范工程", "中试基地"}
    assert all(tool.value in instruments_in(sentence.value) for sentence, tool in found)
