"""What holds of the graph of any plan, however odd its text and whatever was read from it."""

from __future__ import annotations

import hashlib
from array import array
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from cetu.corpus.plan import Document, Plan, Section, Source, View
from cetu.extract.extraction import (
    MODALITIES,
    OPENNESS,
    OPERATORS,
    STAGES,
    Entity,
    Extraction,
    MentionList,
    Relation,
    Span,
    Target,
    Task,
)
from cetu.graph.dataset import Graph
from cetu.graph.inferring import infer
from cetu.graph.literals import in_graph, link
from cetu.graph.naming import PlanNames
from cetu.graph.quads import plan_quads
from cetu.graph.serialising import nquads
from cetu.graph.store import open_graph, writing
from cetu.ontology.iri import mint
from cetu.ontology.terms import RELATIONS, Cetu

NAMES = [
    "固态电池",
    "CO₂捕集",
    "a b",
    "<风>/光",
    "e\u0301",
    "ＣＣＵＳ",
    "𠮷田%20",
    "“无废”#1",
    "储能\n装置",
    ".",
    "\\x\"'",
]
ENDS = {
    "cluster_technology": (("Cluster", "Industry"), "Technology"),
    "region_technology": (("Region",), "Technology"),
    "region_project": (("Region",), "Project"),
    "region_cluster": (("Region",), "Cluster"),
    "institution_technology": (("Institution",), "Technology"),
    "project_technology": (("Project",), "Technology"),
    "broader": (("Technology",), "Technology"),
}
REGIONS = ("210000", "210200", "210281", None)
WITHIN = [
    in_graph(link(mint("region", inner), Cetu.within, mint("region", outer)), mint("graph", "thesaurus"))
    for inner, outer in (("210281", "210200"), ("210200", "210000"))
]
LAWFUL = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def spans(draw: st.DrawFn, size: int) -> Span:
    start = draw(st.integers(0, size - 1))
    return Span(start, draw(st.integers(start + 1, min(size, start + 12))))


@st.composite
def plans(draw: st.DrawFn) -> tuple[Plan, Extraction]:
    """A plan of odd text with sections in one another, and an extraction of it that keeps to the types."""
    text = draw(st.text('在大连、营口等地区，建设。研发\n 电池CO₂<>"\\𠮷\u0301', min_size=8, max_size=120))
    size = len(text)
    half = size // 2
    sections = (
        Section("section", 1, "一", "任务", 0, 0, min(4, half), size, None),
        Section("box", "box", "专栏1", "", half, half, half, size, 0),
    )
    source = Source("odd 文.txt", "utf-8", hashlib.sha256(text.encode()).hexdigest())
    document = Document(title=draw(st.sampled_from(NAMES)), jurisdiction=draw(st.sampled_from(REGIONS)))
    plan = Plan("odd 文", text, View(text, array("i", range(size))), sections, document, source)
    entities = tuple(
        draw(entity(plan, number, kind))
        for number, kind in enumerate(
            draw(st.lists(st.sampled_from(sorted({*_kinds(), "Document"})), min_size=2, max_size=9))
        )
    )
    return plan, draw(extraction(plan, entities))


def _kinds() -> set[str]:
    return {kind for heads, tail in ENDS.values() for kind in (*heads, tail)}


@st.composite
def entity(draw: st.DrawFn, plan: Plan, number: int, kind: str) -> Entity:
    at = draw(spans(len(plan.text)))
    return Entity(
        f"e{number}",
        kind,
        at.start,
        at.end,
        plan.text[at.start : at.end],
        draw(st.sampled_from(NAMES)),
        "law",
        draw(st.floats(0, 1)),
        parts=tuple(draw(st.lists(spans(len(plan.text)), max_size=2))),
        stage=draw(st.sampled_from((None, *STAGES))) if kind == "Technology" else None,
        code=draw(st.sampled_from(REGIONS)) if kind == "Region" else None,
    )


@st.composite
def extraction(draw: st.DrawFn, plan: Plan, entities: tuple[Entity, ...]) -> Extraction:
    size, ids = len(plan.text), [one.id for one in entities]
    lists = []
    for number in range(draw(st.integers(0, 2))):
        at = draw(spans(size))
        members = tuple(draw(st.lists(st.sampled_from(ids), min_size=1, max_size=4, unique=True)))
        count = draw(st.none() | st.integers(1, 6))
        lists.append(MentionList(f"l{number}", at.start, at.end, draw(st.sampled_from(OPENNESS)), count, members))
    found = [
        relation
        for number in range(draw(st.integers(0, 10)))
        if (relation := draw(relations(number, plan, entities, lists))) is not None
    ]
    again = draw(st.lists(st.sampled_from(found), max_size=3)) if found else []  # one fact that several rules found
    found += [
        replace(one, id=f"x{n}", rule=f"rule {n}", confidence=draw(st.floats(0, 1))) for n, one in enumerate(again)
    ]
    return Extraction(
        plan.key,
        plan.source.sha256,
        "cetu 0 rules 0",
        {},
        entities,
        tuple(lists),
        tuple(found),
        tuple(draw(st.lists(targets(plan), max_size=2))),
        (Task("t0", 1, "一", "任务", 0, 1),),
    )


@st.composite
def relations(
    draw: st.DrawFn, number: int, plan: Plan, entities: tuple[Entity, ...], lists: list[MentionList]
) -> Relation | None:
    kind = draw(st.sampled_from(sorted(ENDS)))
    heads, tail = ENDS[kind]
    starts = [one.id for one in entities if one.type in heads]
    stops = [one.id for one in entities if one.type == tail]
    if not starts or not stops:
        return None
    between = [one.id for one in entities if one.type == "Project"] if kind == "region_technology" else []
    return Relation(
        f"r{number}",
        kind,
        draw(st.sampled_from(starts)),
        draw(st.sampled_from(stops)),
        draw(st.sampled_from(("rule a", "rule b"))),
        draw(st.floats(0, 1)),
        tuple(draw(st.lists(spans(len(plan.text)), min_size=1, max_size=2))),
        draw(st.sampled_from(("each", "collective"))),
        draw(st.sampled_from([None, *between])),
        draw(st.sampled_from((None, *MODALITIES))),
        draw(st.sampled_from([None, *(one.id for one in lists)])),
    )


@st.composite
def targets(draw: st.DrawFn, plan: Plan) -> Target:
    at = draw(spans(len(plan.text)))
    value = draw(st.none() | st.integers(0, 10**6) | st.floats(0, 10**6, allow_nan=False))
    return Target(
        "g",
        at.start,
        at.end,
        plan.text[at.start : at.end],
        draw(st.sampled_from(NAMES)),
        draw(st.sampled_from((None, *OPERATORS))),
        value,
        draw(st.sampled_from((None, "%", "万千瓦"))),
        draw(st.none() | st.integers(2020, 2060)),
        None,
        "law",
        draw(st.floats(0, 1)),
    )


def graph_of(plan: Plan, extraction: Extraction) -> Graph:
    said = plan_quads(plan, extraction)
    return Graph.of([*said, *infer(said, WITHIN, PlanNames(plan).inferred)])


@LAWFUL
@given(plans(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_were_found_does_not_matter(made: tuple[Plan, Extraction], chance: object) -> None:
    plan, found = made
    mixed: Any = {
        name: tuple(chance.sample(values, len(values)))  # type: ignore[attr-defined]
        for name in ("entities", "lists", "relations", "targets")
        if (values := getattr(found, name))
    }
    assert nquads(graph_of(plan, found)) == nquads(graph_of(plan, replace(found, **mixed)))


@LAWFUL
@given(plans())
def test_a_statement_has_one_reading_one_rule_and_one_confidence(made: tuple[Plan, Extraction]) -> None:
    for row in graph_of(*made).select(
        """SELECT ?s (COUNT(DISTINCT ?reading) AS ?a) (COUNT(DISTINCT ?rule) AS ?b) (COUNT(DISTINCT ?sure) AS ?c)
             (COUNT(DISTINCT ?object) AS ?d) WHERE {
           ?s a cetu:Statement ; cetu:reading ?reading ; cetu:rule ?rule ; cetu:confidence ?sure ; cetu:object ?object
           } GROUP BY ?s"""
    ):
        assert [row[name].value for name in "abcd"] == ["1"] * 4


@LAWFUL
@given(plans())
def test_every_quote_is_the_slice_of_the_text(made: tuple[Plan, Extraction]) -> None:
    plan, found = made
    rows = graph_of(plan, found).select(
        """SELECT ?start ?end ?quote ?exact ?prefix ?suffix ?sentence ?from WHERE {
           ?m a cetu:Mention ; cetu:quote ?quote ; oa:hasSelector ?p, ?q ; cetu:sentence ?sentence ;
             cetu:sentenceStart ?from . ?p oa:start ?start ; oa:end ?end .
           ?q oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix }"""
    )
    spans_seen = set()
    for row in rows:
        start, end, sentence_start = (int(row[name].value) for name in ("start", "end", "from"))
        quote, sentence = row["quote"].value, row["sentence"].value
        assert plan.text[start:end] == quote == row["exact"].value
        assert plan.text[:start].endswith(row["prefix"].value) and plan.text[end:].startswith(row["suffix"].value)
        assert plan.text[sentence_start : sentence_start + len(sentence)] == sentence
        assert quote.strip() in sentence
        spans_seen.add((start, end))
    assert {(one.start, one.end) for one in found.entities} <= spans_seen
    assert {(span.start, span.end) for one in _told(plan, found) for span in one.evidence} <= spans_seen


def _told(plan: Plan, found: Extraction) -> list[Relation]:
    """The relations that the graph states: none that forbids, none of a thing with itself under another name."""
    names = PlanNames(plan)
    things = {one.id: names.thing(one) for one in found.entities}
    return [
        one
        for one in found.relations
        if not _forbids(found, one) and things.get(one.head, one.head) != things.get(one.tail, one.tail)
    ]


def _forbids(found: Extraction, relation: Relation) -> bool:
    stages = {one.id: one.stage for one in found.entities}
    return relation.type != "broader" and stages.get(relation.tail) == "restrict"


@LAWFUL
@given(plans())
def test_no_member_of_a_group_gets_a_triple_from_what_is_said_of_the_group(made: tuple[Plan, Extraction]) -> None:
    plan, found = made
    names = PlanNames(plan)
    things = {one.id: names.thing(one) for one in found.entities}
    said = {
        (things[one.head], RELATIONS[one.type], things[one.tail]) for one in _told(plan, found) if one.reading == "each"
    }
    direct = {
        tuple(term.value for term in (quad.subject, quad.predicate, quad.object) if isinstance(term, NamedNode))
        for quad in graph_of(plan, found).quads(names.content)
        if quad.predicate.value in {RELATIONS[kind] for kind in ENDS}
    }
    assert direct == said


@LAWFUL
@given(plans())
def test_every_supports_triple_rests_on_a_support_that_names_its_steps(made: tuple[Plan, Extraction]) -> None:
    graph = graph_of(*made)
    assert not graph.query(
        """ASK { ?s cetu:supports ?t FILTER NOT EXISTS {
           ?support cetu:supporter ?s ; cetu:technology ?t ; cetu:reading cetu:each ; cetu:coverage cetu:named ;
             cetu:routeKind ?kind ; cetu:step/cetu:statement/cetu:evidence/cetu:quote ?quote .
           FILTER(?kind IN ("direct", "project")) } }"""
    )
    for row in graph.select(
        """SELECT ?support (COUNT(DISTINCT ?step) AS ?steps) (COUNT(DISTINCT ?order) AS ?orders)
             (COUNT(DISTINCT ?strength) AS ?strengths) (MIN(?strength) AS ?least) (MAX(?strength) AS ?most) WHERE {
           ?support a cetu:Support . OPTIONAL { ?support cetu:strength ?strength }
           OPTIONAL { ?support cetu:step ?step . ?step cetu:order ?order ; cetu:statement/a cetu:Statement }
           } GROUP BY ?support"""
    ):
        assert int(row["steps"].value) == int(row["orders"].value) >= 1
        assert int(row["strengths"].value) == 1 and 1 <= int(row["least"].value) <= int(row["most"].value) <= 5


@LAWFUL
@given(plans())
def test_a_support_is_collective_just_where_a_step_is_and_only_then_possible(made: tuple[Plan, Extraction]) -> None:
    graph = graph_of(*made)
    for row in graph.select(
        "SELECT ?s ?reading ?coverage { ?s a cetu:Support ; cetu:reading ?reading ; cetu:coverage ?coverage }"
    ):
        collective = graph.query(f"ASK {{ <{row['s'].value}> cetu:step/cetu:statement/cetu:reading cetu:collective }}")
        assert (row["reading"].value == Cetu.collective) == bool(collective)
        assert row["coverage"].value == Cetu.named or collective


@LAWFUL
@given(plans())
def test_what_is_restricted_is_supported_by_no_statement(made: tuple[Plan, Extraction]) -> None:
    plan, found = made
    graph = graph_of(plan, found)
    assert not graph.query("ASK { ?s a cetu:Support ; cetu:step/cetu:statement/cetu:stage cetu:restrict }")
    restricted = {PlanNames(plan).thing(one) for one in found.entities if one.stage == "restrict"}
    assert {row["t"].value for row in graph.select("SELECT ?t { ?p cetu:restricts ?t }")} == restricted


@settings(LAWFUL, max_examples=12)
@given(plans(), plans())
def test_what_is_stored_is_read_back_and_a_second_plan_changes_nothing(
    first: tuple[Plan, Extraction], second: tuple[Plan, Extraction]
) -> None:
    other = replace(second[0], key="second"), second[1]
    with TemporaryDirectory() as folder:
        for plan, found in (first, other):
            names = PlanNames(plan)
            with writing(Path(folder) / "store") as writer:
                writer.replace((names.content, names.evidence, names.inferred), graph_of(plan, found))
        stored = open_graph(Path(folder) / "store")
        for plan, found in (first, other):
            names = PlanNames(plan)
            for graph in (names.content, names.evidence, names.inferred):
                assert nquads(stored.quads(graph)) == nquads(graph_of(plan, found).quads(graph))
