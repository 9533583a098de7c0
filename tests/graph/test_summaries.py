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
SUMMED = """SELECT ?t ?manner ?who ?support WHERE {
  ?row a cetu:SupportSummary ; cetu:summaryTechnology ?t ; cetu:summaryManner ?manner ;
    cetu:summarySupporter ?who ; cetu:summaryOf ?support . ?support cetu:supporter ?who .
}"""
STRONGEST = """SELECT ?class ?strength ?route ?reading ?coverage ?stage ?support WHERE {
  VALUES ?class { cetu:Region cetu:Cluster cetu:Industry cetu:Institution cetu:Project }
  ?support cetu:strongestOf ?p ; cetu:supporter ?who ; cetu:strength ?strength ; cetu:reading ?reading ;
    cetu:coverage ?coverage ; cetu:routeKind ?route . ?who a ?class . OPTIONAL { ?support cetu:stage ?stage }
}"""
STAGES = ["none", "research", "develop", "demonstrate", "deploy"]


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


def local(term: Any) -> str:
    return str(term.value).rpartition("#")[2]


def test_summaries_hold_just_the_supports_that_are_alike(graph: Graph) -> None:
    there: defaultdict[tuple[str, ...], set[ox.NamedNode]] = defaultdict(set)
    for t, *how, _, support in rows(graph, ALIKE):
        kind, strength, reading, coverage, route = map(local, how)
        there[t.value, f"{strength} {kind} {route} {reading} {coverage}"].add(support)
    summed: defaultdict[tuple[str, ...], set[ox.NamedNode]] = defaultdict(set)
    for t, manner, _, support in rows(graph, SUMMED):
        summed[t.value, manner.value].add(support)
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
    said = rows(graph, "SELECT ?support ?clause { ?support cetu:clause ?clause }")
    assert len(said) == len(rows(graph, "SELECT ?one { ?one a cetu:Support }"))
    clauses = {support.value: "".join(clause.value.split()) for support, clause in said}
    assert all(clause in plain for clause in clauses.values())
    cited = rows(graph, "SELECT ?row ?excerpt ?support { ?row cetu:excerpt ?excerpt ; cetu:summaryOf ?support }")
    summed = rows(graph, "SELECT ?row { ?row a cetu:SupportSummary }")
    assert {row.value for row, _, _ in cited} == {row.value for (row,) in summed}
    held: defaultdict[str, bool] = defaultdict(bool)
    for row, excerpt, support in cited:
        marked = "".join(excerpt.value.split()).strip("…")
        assert marked.replace("【", "").replace("】", "") in plain
        held[row.value] |= marked.split("【")[1].split("】")[0] in clauses[support.value]
    assert all(held.values())


def test_one_support_of_each_pair_is_the_strongest(graph: Graph) -> None:
    best: defaultdict[tuple[str, str], int] = defaultdict(int)
    for who, t, strength in rows(
        graph, "SELECT ?w ?t ?n { ?s cetu:supporter ?w ; cetu:technology ?t ; cetu:strength ?n }"
    ):
        best[who.value, t.value] = max(best[who.value, t.value], int(strength.value))
    query = "SELECT ?w ?t ?n { ?s cetu:strongestOf ?p ; cetu:supporter ?w ; cetu:technology ?t ; cetu:strength ?n }"
    strongest = [((who.value, t.value), int(strength.value)) for who, t, strength in rows(graph, query)]
    assert dict(strongest) == best and len(strongest) == len(best)


def test_the_strongest_are_told_in_what_manner(graph: Graph) -> None:
    furthest: dict[tuple[str, str], int] = {}
    for *how, stage, support in rows(graph, STRONGEST):
        kind, strength, route, reading, coverage = map(local, how)
        key = support.value, f"{strength} {kind} {route} {reading} {coverage}"
        furthest[key] = max(furthest.get(key, 0), STAGES.index(local(stage)) if stage else 0)
    told = rows(graph, "SELECT ?support ?manner { ?support cetu:manner ?manner ; cetu:strongestOf ?p }")
    expected = {(support, f"{how} {STAGES[stage]}") for (support, how), stage in furthest.items()}
    assert {(support.value, manner.value) for support, manner in told} == expected
    assert len(told) == len(expected) > 100


def test_instruments_stand_in_the_sentence_of_the_technology(graph: Graph) -> None:
    found = rows(graph, "SELECT ?sentence ?tool { ?place cetu:besideInstrument ?tool ; cetu:sentence ?sentence }")
    assert {tool.value.rsplit("/", 1)[1] for _, tool in found} >= {"示范工程", "中试基地"}
    assert all(tool.value in instruments_in(sentence.value) for sentence, tool in found)
