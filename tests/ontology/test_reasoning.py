"""HermiT on the ontology and a sample; the generated rules against what it infers."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest
from rdflib import OWL, RDF, Graph, URIRef

from cetu.ontology.iri import mint
from cetu.ontology.reasoning import (
    Consistency,
    check_consistency,
    infer,
    java_present,
    load_world,
    read_ontology,
)
from cetu.ontology.rules import Rule, entailment_rules, generate
from cetu.ontology.terms import Cetu

PLAN = Path(__file__).with_name("plan.ttl").read_text(encoding="utf-8")
FORBIDDEN_TO_SKIP = os.environ.get("CETU_NO_SKIP") == "1"
needs_java = pytest.mark.skipif(not FORBIDDEN_TO_SKIP and not java_present(), reason="there is no Java")

SAMPLE = """
@prefix cetu: <https://w3id.org/cetu/ontology#> .
@prefix id: <https://w3id.org/cetu/id/> .
<https://w3id.org/cetu/id/region/大连> cetu:hasProject <https://w3id.org/cetu/id/plan/甲/project/示范> ;
    cetu:within <https://w3id.org/cetu/id/region/210000> .
<https://w3id.org/cetu/id/region/210000> cetu:within <https://w3id.org/cetu/id/region/000000> .
<https://w3id.org/cetu/id/plan/甲/project/示范> cetu:demonstrates <https://w3id.org/cetu/id/technology/全钒液流电池> .
<https://w3id.org/cetu/id/cluster/乙> a cetu:Cluster ; cetu:mustDevelop <https://w3id.org/cetu/id/technology/储能> .
<https://w3id.org/cetu/id/institution/所> cetu:leads <https://w3id.org/cetu/id/plan/甲/section/1> ;
    cetu:worksOn <https://w3id.org/cetu/id/technology/储能> .
<https://w3id.org/cetu/id/plan/甲> a cetu:Plan ; cetu:basedOn <https://w3id.org/cetu/id/document/乙> ;
    cetu:hasSection <https://w3id.org/cetu/id/plan/甲/section/1> ;
    cetu:restricts <https://w3id.org/cetu/id/technology/土法炼焦> .
<https://w3id.org/cetu/id/project/丙> a cetu:Project ; cetu:sameThing <https://w3id.org/cetu/id/project/丁> .
"""

# one triple more makes the sample inconsistent
CONTRADICTIONS = [
    "<https://w3id.org/cetu/id/region/大连> a cetu:Technology .",
    "<https://w3id.org/cetu/id/technology/储能> cetu:groupedUnder <https://w3id.org/cetu/id/technology/储能> .",
    "<https://w3id.org/cetu/id/s> cetu:reading cetu:each , cetu:collective .",
    '<https://w3id.org/cetu/id/region/大连> cetu:regionKind "town" .',
]


@cache
def inferred() -> Graph:
    return infer(Graph().parse(data=SAMPLE))


def closure(data: Graph, rules: tuple[Rule, ...]) -> Graph:
    """The data with all that the rules add, run again until they add nothing."""
    graph, before = Graph() + data, -1
    while before != len(graph):
        before = len(graph)
        for rule in rules:
            for triple in list(graph.query(rule.construct)):
                graph.add(triple)  # type: ignore[arg-type]
    return graph


@needs_java
def test_the_ontology_is_consistent_and_every_class_can_have_members() -> None:
    assert check_consistency() == Consistency(consistent=True)


@needs_java
def test_a_plan_s_graph_is_consistent() -> None:
    assert check_consistency(Graph().parse(data=PLAN)).consistent is True


@needs_java
@pytest.mark.parametrize("triple", CONTRADICTIONS)
def test_a_contradiction_is_found(triple: str) -> None:
    assert check_consistency(Graph().parse(data=SAMPLE + triple)) == Consistency(consistent=False)


@needs_java
def test_chinese_iris_survive_hermit_where_the_locale_is_c(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "C")
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-Dcetu.test=1")
    data = f"<{mint('region', '大连')}> <{Cetu.hasProject}> <{mint('project', '“甲”示范·Ⅱ期𬭩')}> .\n"
    data += f"<{mint('project', '“甲”示范·Ⅱ期𬭩')}> <{Cetu.demonstrates}> <{mint('technology', 'CO₂捕集')}> ."
    found = infer(Graph().parse(data=data, format="nt"))
    assert (URIRef(mint("region", "大连")), URIRef(Cetu.supports), URIRef(mint("technology", "CO₂捕集"))) in found
    assert "?" not in "".join(str(node) for node in found.all_nodes())
    assert os.environ["JAVA_TOOL_OPTIONS"] == "-Dcetu.test=1"


@needs_java
def test_the_rules_infer_what_hermit_infers() -> None:
    by_rules = set(closure(Graph().parse(data=SAMPLE), generate(read_ontology())))
    by_hermit = {triple for triple in inferred() if triple[2] != OWL.Thing}
    assert by_rules == by_hermit


@needs_java
def test_support_follows_through_a_project_and_not_from_a_restriction() -> None:
    supports = set(inferred().subject_objects(URIRef(Cetu.supports)))
    dalian, battery = URIRef(mint("region", "大连")), URIRef(mint("technology", "全钒液流电池"))
    assert (dalian, battery) in supports
    assert URIRef(mint("technology", "土法炼焦")) not in {technology for _, technology in supports}


def test_without_java_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert check_consistency() == Consistency(consistent=None, java=False)


def test_owlready_reads_every_class_and_property() -> None:
    graph = read_ontology()
    world = load_world(graph)
    named = {str(term) for term in graph.subjects(RDF.type, OWL.Class) if isinstance(term, URIRef)}
    assert {found.iri for found in world.classes()} == named
    properties = {str(term) for term in graph.subjects(RDF.type, OWL.ObjectProperty)}
    assert {found.iri for found in world.object_properties()} == properties


@pytest.mark.parametrize(
    "kind", ["subclass", "union", "subproperty", "inverse", "transitive", "chain", "domain", "range"]
)
def test_there_are_rules_of_every_kind(kind: str) -> None:
    assert any(rule.kind == kind for rule in entailment_rules())


def test_own_rules_conclude_our_terms_alone() -> None:
    rules = generate(read_ontology(), own=True)
    assert 0 < len(rules) < len(generate(read_ontology()))
    assert not any("schema.org" in rule.head for rule in rules)
