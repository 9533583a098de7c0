"""What one plan becomes in RDF: goldens that a reader can check, and the promises that goldens do not show."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from cetu.extract.extraction import Entity, Span
from cetu.graph.dataset import Graph
from cetu.graph.naming import NAMES_GRAPH, PlanNames
from cetu.graph.quads import plan_quads
from cetu.graph.serialising import nquads, turtle
from cetu.ontology.errors import ShapeError
from cetu.ontology.iri import ID
from cetu.ontology.terms import Cetu

GOLDEN = Path(__file__).parent / "golden"


def rows(graph: Graph, sparql: str) -> list[tuple[str, ...]]:
    return [tuple(term.value for term in row) for row in graph.select(sparql)]


def test_content_of_the_small_plan_is_the_golden(made: Any) -> None:
    names = PlanNames(made.plan)
    homes = {f"<{names.content}>", f"<{NAMES_GRAPH}>"}
    said = [quad for quad in plan_quads(made.plan, made.extraction) if str(quad.graph_name) in homes]
    content = [quad for quad in said if not str(quad.subject).startswith(f"<{ID}run/")]
    assert turtle(content).decode() == (GOLDEN / "content.ttl").read_text(encoding="utf-8")


def test_a_statement_of_a_group_has_several_subjects_and_gives_its_members_no_triple(made: Any) -> None:
    graph = Graph.of(plan_quads(made.plan, made.extraction))
    said = rows(
        graph,
        """SELECT ?subject ?object WHERE {
           ?s cetu:reading cetu:collective ; cetu:subject ?subject ; cetu:object ?object ;
             cetu:fromList/cetu:openness cetu:open } ORDER BY ?object ?subject""",
    )
    regions = ["https://w3id.org/cetu/id/region/210200", "https://w3id.org/cetu/id/region/210800"]
    technologies = [f"https://w3id.org/cetu/id/technology/{name}" for name in ("渔光互补", "漂浮式风电")]
    assert said == [(region, technology) for technology in technologies for region in regions]
    assert not set(technologies) & {row[1] for row in rows(graph, "SELECT ?s ?t { ?s cetu:hasTechnology ?t }")}


def test_evidence_is_the_slice_of_the_text_with_its_sentence(made: Any) -> None:
    graph = Graph.of(plan_quads(made.plan, made.extraction))
    found = rows(
        graph,
        """SELECT ?start ?end ?quote ?exact ?sentence ?from WHERE {
           ?m a cetu:Mention ; cetu:quote ?quote ; cetu:sentence ?sentence ; cetu:sentenceStart ?from ;
             oa:hasSelector ?p, ?q . ?p oa:start ?start ; oa:end ?end . ?q oa:exact ?exact }""",
    )
    assert len(found) > 20
    for start, end, quote, exact, sentence, sentence_start in found:
        assert made.plan.text[int(start) : int(end)] == quote == exact
        at = int(start) - int(sentence_start)
        assert sentence[at : at + len(quote)] == quote
    sentences = {row[4] for row in found}
    assert "支持沈阳建设氢冶金中试基地，开展氢冶金示范。" in sentences
    assert "在大连、营口等地区，建设漂浮式风电、渔光互补示范工程。" in sentences


def test_what_is_forbidden_is_restricted_by_the_plan_and_supported_by_nobody(made: Any) -> None:
    coking = made.entities[-3]
    assert coking.text == "土法炼焦"
    shenyang = made.entities[0].id
    made.relation("region_technology", shenyang, coking.id, "严禁新增土法炼焦")
    graph = Graph.of(plan_quads(made.plan, made.extraction))
    triples = rows(graph, "SELECT ?s ?p WHERE { ?s ?p <https://w3id.org/cetu/id/technology/土法炼焦> } ORDER BY ?p ?s")
    assert {(p) for _, p in triples} == {Cetu.mentions, Cetu.object, Cetu.refersTo, Cetu.restricts}
    assert (PlanNames(made.plan).plan, Cetu.restricts) in triples
    assert not graph.query("ASK { ?s cetu:predicate cetu:hasTechnology ; cetu:stage cetu:restrict }")


def test_a_name_put_back_keeps_the_places_it_came_from(made: Any) -> None:
    head = made.span("示范工程")
    made.entities[5] = replace(made.entities[5], name="漂浮式风电示范工程", parts=(made.span("漂浮式风电"), head))
    graph = Graph.of(plan_quads(made.plan, made.extraction))
    parts = rows(graph, 'SELECT ?quote { ?m cetu:name "漂浮式风电示范工程" ; cetu:part/cetu:quote ?quote }')
    assert parts == [("示范工程",)]


def test_figures_stay_as_printed_beside_the_number(made: Any) -> None:
    graph = Graph.of(plan_quads(made.plan, made.extraction))
    assert rows(graph, "SELECT ?p ?v { ?q cetu:printed ?p ; cetu:value ?v }") == [("13.70", "13.7")]


def test_a_target_said_twice_is_one_target_with_two_places(made: Any) -> None:
    twice = replace(made.targets[0], id="g3", start=0, end=5, text=made.plan.text[:5], confidence=0.1)
    made.targets.append(twice)
    graph = Graph.of(plan_quads(made.plan, made.extraction))
    found = rows(
        graph, "SELECT ?t ?m ?c { ?t a cetu:Target ; cetu:quantity [] ; cetu:evidence ?m ; cetu:confidence ?c }"
    )
    assert len({t for t, _, _ in found}) == 1 and len({m for _, m, _ in found}) == 2
    assert {c for _, _, c in found} == {"0.9"}


def test_the_same_pair_at_one_place_is_one_statement_the_surest(made: Any) -> None:
    first = made.relations[0]
    made.relations.append(replace(first, id="r99", confidence=0.95, rule="surer"))
    graph = Graph.of(plan_quads(made.plan, made.extraction))
    assert rows(graph, "SELECT ?r { ?s cetu:predicate cetu:hasProject ; cetu:rule ?r }") == [("surer",)]


def test_names_are_composed_but_never_folded(made: Any) -> None:
    at = Span(0, 2)
    names = PlanNames(made.plan)
    for name, iri in (("CO₂ 捕集/利用", "CO₂%20捕集%2F利用"), ("e\u0301", "\u00e9"), ("ＣＣＵＳ", "ＣＣＵＳ")):
        entity = Entity("x", "Technology", at.start, at.end, "海东", name, "hand", 1.0)
        assert names.thing(entity) == f"https://w3id.org/cetu/id/technology/{iri}"


def test_things_of_the_thesaurus_are_called_what_it_calls_them(made: Any) -> None:
    called = {"https://w3id.org/cetu/id/region/210100": "沈阳市"}
    graph = Graph.of(plan_quads(made.plan, made.extraction, called))
    assert rows(graph, "SELECT ?l { <https://w3id.org/cetu/id/region/210100> rdfs:label ?l }") == [("沈阳市",)]
    linked = replace(made.entities[2], concept="https://w3id.org/cetu/id/technology/氢冶炼")
    made.entities[2] = linked
    graph = Graph.of(plan_quads(made.plan, made.extraction))
    assert rows(graph, "SELECT ?t { ?p cetu:demonstrates ?t }") == [("https://w3id.org/cetu/id/technology/氢冶炼",)]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"tail": "e99"}, "names no entity of it: e99"),
        ({"list": "l99"}, "names no list of it: l99"),
        ({"evidence": ()}, "has no evidence"),
    ],
)
def test_a_relation_that_points_nowhere_is_named(made: Any, change: Any, complaint: Any) -> None:
    made.relations[0] = replace(made.relations[0], **change)
    with pytest.raises(ShapeError, match=complaint):
        plan_quads(made.plan, made.extraction)


def test_no_blank_node_and_every_quad_survives_the_store(made: Any, tmp_path: Path) -> None:
    quads = plan_quads(made.plan, made.extraction)
    assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object))
    store = ox.Store(str(tmp_path / "db"))
    store.extend(quads)
    assert nquads(store) == nquads(quads)


SEEDED = """
import sys; sys.path.insert(0, {here!r})
from conftest import small
from cetu.graph.background import read_background
from cetu.graph.inferring import infer
from cetu.graph.naming import NAMES_GRAPH, PlanNames
from cetu.graph.quads import plan_quads
from cetu.graph.serialising import FORMATS, export, nquads
from cetu.graph.dataset import Graph
import hashlib
m, b = small(), read_background()
said = plan_quads(m.plan, m.extraction, b.labels)
quads = [*said, *infer(said, b.links, PlanNames(m.plan).inferred)]
print(hashlib.sha256(nquads([*quads, *b.quads])).hexdigest())
for form in FORMATS:
    print(form, hashlib.sha256(export(Graph.of(quads), form)).hexdigest())
"""


def test_the_same_bytes_under_any_hash_seed() -> None:
    script = SEEDED.format(here=str(Path(__file__).parent))
    runs = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            encoding="utf-8",
        ).stdout
        for seed in ("0", "4711")
    ]
    assert runs[0] == runs[1] and len(runs[0].splitlines()) == 8


def test_who_leads_a_task_does_not_take_part_in_it_too(made: Any) -> None:
    office = next(one.id for one in made.extraction.entities if one.name == "科技局")
    made.relation("takes_part", office, "重点任务", "科技局牵头", task="t1")
    graph = Graph.of(plan_quads(made.plan, made.extraction))
    roles = rows(graph, "SELECT ?role { ?r cetu:body/rdfs:label ?b ; cetu:role ?role FILTER(STR(?b) = '科技局') }")
    assert [role.rsplit("#")[-1].rsplit("/")[-1] for (role,) in roles] == ["lead"]
