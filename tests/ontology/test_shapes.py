"""shapes.ttl: one shape a class, each saying in two languages what is wrong; a plan's graph is held to them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import OWL, RDF, SH, Graph, Literal, URIRef

from cetu.ontology.iri import ONTOLOGY
from cetu.ontology.terms import RELATIONS, Cetu
from cetu.ontology.thesaurus import thesaurus_path

SHAPES = Graph().parse(thesaurus_path("shapes"))
CETU = Graph().parse(thesaurus_path("cetu"))
PLAN = Path(__file__).with_name("plan.ttl").read_text(encoding="utf-8")

# what is changed in plan.ttl, into what, and words of the message that must come of it
BROKEN = [
    ("cetu:subject region:210200 , region:210800 ; ", "", "at least one subject"),
    ("cetu:predicate cetu:hasTechnology", "cetu:predicate cetu:within", "exactly one predicate"),
    ("cetu:predicate cetu:hasTechnology", "cetu:predicate cetu:leads", "not of the type that its predicate takes"),
    ("cetu:predicate cetu:hasTechnology", "cetu:predicate cetu:hasCluster", "not of the type that its predicate takes"),
    ("cetu:predicate cetu:hasTechnology", "cetu:predicate cetu:basedOn", "not of the type that its predicate takes"),
    ("    cetu:object technology:全钒液流电池 ; ", "    ", "exactly one object"),
    ("region:210800 a cetu:Region ;", "region:210800", "points to has no type"),
    ("cetu:reading cetu:collective ; cetu:modality", "cetu:reading cetu:named ; cetu:modality", "exactly one reading"),
    ("cetu:reading cetu:collective ; cetu:modality", "cetu:reading cetu:each ; cetu:modality", "is collective"),
    ("cetu:confidence 0.9", "cetu:confidence 1.1", "confidence from 0 to 1"),
    ("cetu:confidence 0.9", 'cetu:confidence "high"', "confidence from 0 to 1"),
    ('cetu:rule "place_list" ; cetu:evidence p:m1', 'cetu:rule "place_list"', "statement has no evidence"),
    ('cetu:rule "place_list" ; ', "", "the one rule"),
    ("oa:start 1 ; oa:end 6", "oa:start 6 ; oa:end 6", "less than the end"),
    ("oa:start 1 ; oa:end 6", 'oa:start "1" ; oa:end 6', "less than the end"),
    ("oa:hasSelector p:m1p , p:m1q", "oa:hasSelector p:m1q", "exactly one position selector"),
    ("oa:hasSelector p:m1p , p:m1q", "oa:hasSelector p:m1p", "exactly one quote selector"),
    (' ; cetu:quote "大连、营口"', "", "one exact quote"),
    ("oa:hasSource <https://w3id.org/cetu/id/text/a> ; ", "", "exactly one source text"),
    ("cetu:step p:step ; ", "", "no step that it rests on"),
    ("cetu:supporter region:210200", "cetu:supporter <https://w3id.org/cetu/id/document/乙>", "A supporter is"),
    ("cetu:strength 3", "cetu:strength 6", "integer from 1 to 5"),
    ("cetu:stage cetu:demonstrate ; cetu:step", "cetu:stage cetu:restrict ; cetu:step", "never support"),
    ('cetu:routeKind "direct"', 'cetu:routeKind "hearsay"', "kind of route"),
    ("cetu:statement p:st1", "cetu:statement p:m1", "points to exactly one statement"),
    ("cetu:year 2025", 'cetu:year "2025"', "year of a target"),
    ("cetu:quantity p:quantity ; ", "", "neither a quantity nor the words"),
    ('cetu:printed "100"', "cetu:printed 100", "keeps the figure as printed"),
    ("cetu:periodStart 2023", "cetu:periodStart 2031", "not after the last"),
    ('cetu:issuedOn "2023-03-01"', 'cetu:issuedOn "二〇二三年三月"', "YYYY-MM-DD"),
    ("cetu:jurisdiction region:210000", "cetu:jurisdiction p:s1", "jurisdiction is one IRI of a region"),
    ('cetu:regionKind "prefecture"', 'cetu:regionKind "town"', "one of the six"),
    ("cetu:demonstrates technology:全钒液流电池", "cetu:demonstrates region:210200", "demonstrates is no technology"),
    ("cetu:restricts technology:土法炼焦", "cetu:restricts region:210200", "restricts is no technology"),
    ("cetu:leads p:s1", "cetu:leads p:project", "no section or task"),
    ("cetu:role cetu:lead ", "cetu:role cetu:each ", "lead or participant"),
    ("cetu:openness cetu:open ; ", "", "one openness"),
    ("cetu:listMember p:m1 ; ", "", "names no member"),
    ('rdfs:label "示范电站"@zh', 'cetu:name "示范电站"', "project has no label"),
    ('89abcdef" .', 'XYZ" .', "64 lower-case"),
    ("cetu:openness cetu:open ; ", "cetu:openness cetu:each ; ", "one openness"),
]


def variant(number: int, turtle: str) -> str:
    """The same graph about other things, so that many can be validated as one."""
    return re.sub(r"(cetu/id/[a-z]+/)", rf"\g<1>{number}-", turtle)


@cache
def messages() -> dict[int, str]:
    """The messages about plan.ttl (number -1) and about every broken copy of it, all validated in one go."""
    graph = Graph().parse(data=variant(-1, PLAN), format="turtle")
    for number, (old, new, _) in enumerate(BROKEN):
        assert old in PLAN, old
        graph.parse(data=variant(number, PLAN.replace(old, new, 1)), format="turtle")
    _, report, _ = pyshacl.validate(graph, shacl_graph=SHAPES)
    assert isinstance(report, Graph)
    found: dict[int, str] = {}
    for result in report.subjects(RDF.type, SH.ValidationResult):
        named = f"{report.value(result, SH.focusNode)} {report.value(result, SH.value)}"
        match = re.search(r"cetu/id/[a-z]+/(-?\d+)-", named)
        assert match, named
        said = "\n".join(str(message) for message in report.objects(result, SH.resultMessage))
        found[int(match[1])] = found.get(int(match[1]), "") + said
    return found


def test_a_plan_conforms() -> None:
    assert -1 not in messages()


@pytest.mark.parametrize("number", range(len(BROKEN)), ids=lambda number: BROKEN[number][2])
def test_what_is_broken_is_named(number: int) -> None:
    assert BROKEN[number][2] in messages()[number]


def test_a_message_is_in_chinese_too() -> None:
    number = [message for _, _, message in BROKEN].index("statement has no evidence")
    assert "陈述没有证据" in messages()[number]


def test_every_class_has_a_shape() -> None:
    classes = {term for term in CETU.subjects(RDF.type, OWL.Class) if str(term).startswith(ONTOLOGY)}
    assert classes - set(SHAPES.objects(None, SH.targetClass)) == set()


def test_every_direct_relation_has_a_shape_for_its_subject() -> None:
    targets = {str(target) for target in SHAPES.objects(None, SH.targetSubjectsOf)}
    assert {*RELATIONS.values(), Cetu.restricts, Cetu.supports} <= targets


def test_shapes_speak_of_terms_that_exist() -> None:
    used = {str(node) for node in SHAPES.all_nodes() if str(node).startswith(ONTOLOGY) and str(node) != ONTOLOGY}
    assert used - {str(term) for term in CETU.subjects()} == set()


def test_every_shape_has_a_severity_and_messages_in_both_languages() -> None:
    nested = {item for either in SHAPES.objects(None, SH["or"]) for item in SHAPES.items(either)}
    shapes = set(SHAPES.subjects(RDF.type, SH.NodeShape)) | set(SHAPES.objects(None, SH.sparql))
    shapes |= {
        part for part in SHAPES.objects(None, SH.property) if not set(SHAPES.subjects(SH.property, part)) & nested
    }
    assert len(shapes) > 100
    for shape in shapes:
        said = [text for text in SHAPES.objects(shape, SH.message) if isinstance(text, Literal)]
        carried = [part for part in SHAPES.objects(shape, SH.property) if (part, SH.message, None) in SHAPES]
        carried += list(SHAPES.objects(shape, SH.sparql))
        assert sorted(text.language or "" for text in said) == ["en", "zh"] or (not said and carried), shape
        assert (shape, SH.severity, None) in SHAPES or carried, shape


def test_the_shapes_are_shacl() -> None:
    """The shapes graph conforms to SHACL's own shapes."""
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=SHAPES, meta_shacl=True)
    assert conforms, text


def test_the_predicates_of_statements_are_the_relations() -> None:
    shape = next(
        part
        for part in SHAPES.objects(URIRef("https://w3id.org/cetu/shapes#Statement"), SH.property)
        if (part, SH.path, URIRef(Cetu.predicate)) in SHAPES
    )
    listed = SHAPES.value(shape, SH["in"])
    assert listed is not None
    assert {str(node) for node in SHAPES.items(listed)} == {*RELATIONS.values(), Cetu.restricts}
