"""Judgements in the graph: who says what of which Statement, target or support, and when, in `id:graph/judgements`.

What was judged wrong is gone from its plan's graph (`judging`); the judgement stays and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Quad

from cetu.graph.judgements import CORRECTING, Judgement, latest
from cetu.graph.literals import Triple, as_quads, chinese, lines, link, say, text
from cetu.graph.naming import digest
from cetu.graph.store import Writer
from cetu.ontology.iri import ID, mint
from cetu.ontology.terms import Cetu
from cetu.ontology.vocabularies import Prov, Rdf, Rdfs

JUDGEMENTS_GRAPH = mint("graph", "judgements")
VERDICTS = {"right": Cetu.accepted, "wrong": Cetu.rejected, "corrected": Cetu.amended}


def judgement_quads(judgements: Iterable[Judgement]) -> tuple[Quad, ...]:
    """Those that count, in order."""
    triples = {triple for one in latest(judgements).values() for triple in _judgement(one)}
    return tuple(as_quads(sorted(lines(triples, JUDGEMENTS_GRAPH))))


def _judgement(one: Judgement) -> Iterator[Triple]:
    node, person = mint("judgement", digest(one.statement, one.by, one.on)), mint("person", one.by)
    yield link(node, Rdf.type, Cetu.Judgement)
    yield link(node, Cetu.judges, ID + one.statement)
    yield link(node, Cetu.verdict, VERDICTS[one.verdict])
    yield say(node, Cetu.judgedBy, text(one.by))
    yield link(node, Prov.wasAttributedTo, person)
    yield link(person, Rdf.type, Prov.Agent)
    yield say(person, Rdfs.label, chinese(one.by))
    if one.on:
        yield say(node, Cetu.judgedOn, text(one.on))
    if one.note:
        yield say(node, Cetu.remark, text(one.note))
    for name, value in one.as_json().items():
        if name in CORRECTING:
            yield say(node, Cetu.amendment, text(f"{name} {value}"))


class Judged:
    """The step of every build that puts the judgements into the new generation (`laying.Finish`)."""

    name = "judgements"

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        self._quads = judgement_quads(judgements)

    @property
    def version(self) -> str:
        return digest(*map(str, self._quads)) if self._quads else ""

    def __call__(self, writer: Writer) -> None:
        writer.replace((JUDGEMENTS_GRAPH,), self._quads)
