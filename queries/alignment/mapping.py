"""Alignments in RDF: mapping statements after SSSOM, with evidence, in the graph `id:graph/alignment`.

A row with both sides is a mapping: subject, SKOS predicate, object, why and how surely. A row with one side says that
the other plan has no counterpart, or that nobody can say. Both are `cetu:Correspondence`, and both have the words that
they rest on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Quad

from cetu.graph.literals import Triple, as_quads, chinese, decimal, integer, lines, link, say, text
from cetu.graph.serialising import turtle
from cetu.ontology.iri import PREFIXES, mint
from cetu.ontology.terms import Cetu
from cetu.ontology.vocabularies import Oa, Rdf, Rdfs, Semapv, Sssom
from cetu.queries.alignment.rows import Alignment, Party, Relation, Row, Side, relations

GRAPH = mint("graph", "alignment")
"""The named graph that holds every alignment."""


def to_turtle(alignments: Iterable[Alignment]) -> bytes:
    """The mapping statements as Turtle."""
    return turtle(alignment_quads(alignments))


def alignment_quads(alignments: Iterable[Alignment]) -> tuple[Quad, ...]:
    """All statements of the alignments, each quad once, in order."""
    found = dict.fromkeys(triple for one in alignments for triple in _alignment(one))
    return tuple(as_quads(sorted(lines(found, GRAPH))))


def _alignment(one: Alignment) -> Iterator[Triple]:
    called = relations()
    parties = {one.left.key: one.left, one.right.key: one.right}
    for row in one.rows:
        yield from _row(one, row, called[row.relation], parties)


def _row(one: Alignment, row: Row, relation: Relation, parties: dict[str, Party]) -> Iterator[Triple]:
    node = mint("alignment", one.left.key, one.right.key, row.id)
    yield link(node, Rdf.type, Cetu.Correspondence)
    yield link(node, Cetu.leftPlan, mint("plan", one.left.key))
    yield link(node, Cetu.rightPlan, mint("plan", one.right.key))
    yield say(node, Cetu.comparedKind, text(row.kind))
    yield say(node, Cetu.relation, text(row.relation))
    yield say(node, Rdfs.label, chinese(relation.zh))
    yield say(node, Cetu.reason, text(row.reason))
    yield say(node, Cetu.rule, text(row.rule))
    yield say(node, Cetu.confidence, decimal(row.score))
    for side, name, thing, evidence in (
        (row.left, "left", Cetu.leftThing, Cetu.leftEvidence),
        (row.right, "right", Cetu.rightThing, Cetu.rightEvidence),
    ):
        if side:
            yield link(node, thing, side.iri)
            yield link(node, evidence, f"{node}/{name}")
            yield from _mention(f"{node}/{name}", side, parties[side.plan])
    for number, further in enumerate(row.further, 1):
        yield link(node, Cetu.evidence, f"{node}/further/{number}")
        yield from _mention(f"{node}/further/{number}", further, parties[further.plan])
    if row.left and row.right and relation.predicate:
        yield from _mapping(node, row.left, row.right, row, relation)


def _mapping(node: str, left: Side, right: Side, row: Row, relation: Relation) -> Iterator[Triple]:
    """What SSSOM says of a mapping."""
    prefix, name = relation.predicate.split(":")
    yield link(node, Sssom.subject_id, left.iri)
    yield say(node, Sssom.subject_label, text(left.name))
    yield link(node, Sssom.predicate_id, PREFIXES[prefix] + name)
    yield link(node, Sssom.object_id, right.iri)
    yield say(node, Sssom.object_label, text(right.name))
    by_hand = row.verdict == "confirmed"
    yield link(node, Sssom.mapping_justification, Semapv.ManualMappingCuration if by_hand else Semapv.LexicalMatching)


def _mention(node: str, side: Side, party: Party) -> Iterator[Triple]:
    """The words of a side with their place in the source text: a mention of the alignment's own, so that it can be
    shown without the plan's graph and puts nothing into it."""
    yield link(node, Rdf.type, Cetu.Mention)
    yield say(node, Cetu.quote, text(side.quote))
    yield say(node, Cetu.name, text(side.name))
    yield say(node, Cetu.sentence, text(side.sentence))
    yield say(node, Cetu.sentenceStart, integer(side.sentence_start))
    yield link(node, Oa.hasSource, mint("text", party.sha256))
    yield link(node, Oa.hasSelector, f"{node}/position")
    yield link(f"{node}/position", Rdf.type, Oa.TextPositionSelector)
    yield say(f"{node}/position", Oa.start, integer(side.start))
    yield say(f"{node}/position", Oa.end, integer(side.end))
