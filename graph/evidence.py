"""The evidence graph: the source text, mentions with their sentences, Statements, and the run that made them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from cetu.corpus.plan import Plan
from cetu.extract.extraction import Entity, Extraction, Span
from cetu.graph.content import PREDICATES, once
from cetu.graph.instruments import instruments_in
from cetu.graph.literals import Triple, decimal, integer, link, say, text
from cetu.graph.naming import PlanNames
from cetu.graph.statements import Said, statement_iri
from cetu.ontology.iri import mint
from cetu.ontology.terms import MODALITIES, READINGS, STAGES, Cetu
from cetu.ontology.vocabularies import Oa, Prov, Rdf

CONTEXT = 16
"""Code points of a quote selector's prefix and suffix."""

SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)]*|\n+")


class Places:
    """Where things stand in one plan: sentences and innermost sections by offset of the source text."""

    def __init__(self, plan: Plan, names: PlanNames) -> None:
        self.plan = plan
        self.names = names
        self._breaks = _sentence_breaks(plan)
        self._innermost = _innermost_sections(plan)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The sentence (or run of sentences) around a span, without white space at its ends."""
        first = self._breaks[bisect_right(self._breaks, start) - 1]
        last = self._breaks[bisect_right(self._breaks, end - 1)]
        sentence = self.plan.text[first:last]
        first += len(sentence) - len(sentence.lstrip())
        return first, first + len(sentence.strip())

    def section(self, start: int) -> str | None:
        """The innermost section that holds an offset."""
        index = self._innermost[start]
        return None if index is None else self.names.section(index)


def _innermost_sections(plan: Plan) -> list[int | None]:
    """For each offset of the text the index of the innermost section there: the small ones laid over the large."""
    laid: list[int | None] = [None] * len(plan.text)
    for index, section in sorted(enumerate(plan.sections), key=lambda one: (one[1].start - one[1].end, -one[0])):
        laid[section.start : section.end] = [index] * (section.end - section.start)
    return laid


def _sentence_breaks(plan: Plan) -> list[int]:
    """Offsets where sentences begin, the text's two ends included; breaks that the view has mended end nothing."""
    view = plan.view
    starts = (view.offsets[found.end()] for found in SENTENCE_END.finditer(view.text) if found.end() < len(view.text))
    headings = (edge for section in plan.sections for edge in (section.start, section.heading_end))
    inside = {edge for edge in (*starts, *headings) if 0 < edge < len(plan.text)}
    return sorted({0, *inside, len(plan.text)})


def evidence_triples(plan: Plan, extraction: Extraction, names: PlanNames, found: Iterable[Said]) -> Iterator[Triple]:
    """All that shows where the plan says what it says."""
    places = Places(plan, names)
    said = tuple(found)
    yield from _source(plan, names)
    yield from _run(extraction, names)
    for span in sorted(_spans(extraction, said)):
        yield from mention(span, places)
    for entity in extraction.entities:
        yield from _entity(entity, places)
    yield from _targets(extraction, places)
    for one in extraction.lists:
        yield link(names.span("list", one.start, one.end), Cetu.evidence, names.span("mention", one.start, one.end))
    for task in extraction.tasks:
        if task.start < task.end:
            yield link(names.span("mention", task.start, task.end), Cetu.refersTo, names.task(task))
    for one_fact in said:
        yield from _statement(one_fact, extraction, places)


def _spans(extraction: Extraction, said: Iterable[Said]) -> set[Span]:
    """Every place that something stands at."""
    entities = {Span(one.start, one.end) for one in extraction.entities}
    parts = {part for one in extraction.entities for part in one.parts}
    targets = {Span(one.start, one.end) for one in extraction.targets}
    lists = {Span(one.start, one.end) for one in extraction.lists}
    tasks = {Span(one.start, one.end) for one in extraction.tasks if one.start < one.end}
    return entities.union(parts, targets, lists, tasks, (span for one in said for span in one.evidence))


def mention(span: Span, places: Places) -> Iterator[Triple]:
    """A place in the source text: position, exact quote with what stands around it, sentence and section."""
    names, source = places.names, places.plan.text
    node = names.span("mention", span.start, span.end)
    exact = source[span.start : span.end]
    yield link(node, Rdf.type, Cetu.Mention)
    yield link(node, Rdf.type, Oa.SpecificResource)
    yield link(node, Oa.hasSource, names.text)
    yield say(node, Cetu.quote, text(exact))
    position, quote = f"{node}/position", f"{node}/quote"
    yield link(node, Oa.hasSelector, position)
    yield link(position, Rdf.type, Oa.TextPositionSelector)
    yield say(position, Oa.start, integer(span.start))
    yield say(position, Oa.end, integer(span.end))
    yield link(node, Oa.hasSelector, quote)
    yield link(quote, Rdf.type, Oa.TextQuoteSelector)
    yield say(quote, Oa.exact, text(exact))
    yield say(quote, Oa.prefix, text(source[max(0, span.start - CONTEXT) : span.start]))
    yield say(quote, Oa.suffix, text(source[span.end : span.end + CONTEXT]))
    yield from _around(node, span, places)
    yield from _printed(node, span, places)


def _around(node: str, span: Span, places: Places) -> Iterator[Triple]:
    """The sentence as it stands in the source and where it begins, so that an answer can mark the words in it."""
    start, end = places.sentence(span.start, span.end)
    yield say(node, Cetu.sentence, text(places.plan.text[start:end]))
    yield say(node, Cetu.sentenceStart, integer(start))
    section = places.section(span.start)
    if section:
        yield link(node, Cetu.inSection, section)


def _printed(node: str, span: Span, places: Places) -> Iterator[Triple]:
    """Pages that a mention is printed on, and where on them, for a file that has pages."""
    pages = places.plan.source.pages
    found = pages.places(span.start, span.end) if pages else ()
    for number in sorted({place.page for place in found}):
        yield say(node, Cetu.page, integer(number))
    for place in found:
        if place.box:
            left, top, right, bottom = place.box
            view = ",".join(f"{one:.1f}" for one in (left, top, right - left, bottom - top))
            yield say(node, Cetu.printedAt, text(f"page={place.page}&viewrect={view}"))


def _source(plan: Plan, names: PlanNames) -> Iterator[Triple]:
    node, source = names.text, plan.source
    yield link(node, Rdf.type, Cetu.SourceText)
    yield say(node, Cetu.sha256, text(source.sha256))
    yield say(node, Cetu.length, integer(len(plan.text)))
    yield say(node, Cetu.content, text(plan.text))
    if source.encoding:
        yield say(node, Cetu.encoding, text(source.encoding))
    if source.name:
        file = names.own("file", source.name)
        yield link(node, Prov.wasDerivedFrom, file)
        yield link(file, Rdf.type, Cetu.File)
        yield say(file, Cetu.fileName, text(source.name))


def _run(extraction: Extraction, names: PlanNames) -> Iterator[Triple]:
    node = run(extraction)
    yield link(node, Rdf.type, Cetu.Run)
    yield link(node, Rdf.type, Prov.Activity)
    software, _, rules = extraction.software.partition(" rules ")
    yield say(node, Cetu.software, text(software))
    if rules:
        yield say(node, Cetu.ruleVersion, text(rules))


def run(extraction: Extraction) -> str:
    """The run of one version of the software: the same for every plan that it read, for no clock time is kept."""
    return mint("run", extraction.software)


def _entity(entity: Entity, places: Places) -> Iterator[Triple]:
    names = places.names
    node = names.span("mention", entity.start, entity.end)
    yield link(node, Cetu.refersTo, names.thing(entity))
    yield say(node, Cetu.name, text(entity.name))
    if entity.stage:
        yield link(node, Cetu.stage, STAGES[entity.stage])
    if entity.type == "Technology":
        first, last = places.sentence(entity.start, entity.end)
        for instrument in instruments_in(places.plan.text[first:last]):
            yield link(node, Cetu.besideInstrument, instrument)
    for part in entity.parts:
        if (part.start, part.end) != (entity.start, entity.end):
            yield link(node, Cetu.part, names.span("mention", part.start, part.end))


def _targets(extraction: Extraction, places: Places) -> Iterator[Triple]:
    names = places.names
    for target in extraction.targets:
        node = names.target(target)
        place = names.span("mention", target.start, target.end)
        yield link(node, Cetu.evidence, place)
        yield link(place, Cetu.refersTo, node)
        section = places.section(target.start)
        if section:
            yield link(node, Cetu.inSection, section)
    for target in once(extraction.targets, names):
        yield say(names.target(target), Cetu.rule, text(target.rule))
        yield say(names.target(target), Cetu.confidence, decimal(target.confidence))


def _statement(said: Said, extraction: Extraction, places: Places) -> Iterator[Triple]:
    names = places.names
    node = statement_iri(said, names)
    yield link(node, Rdf.type, Cetu.Statement)
    yield link(node, Cetu.saidBy, names.plan)
    yield link(node, Cetu.predicate, PREDICATES[said.type])
    for subject in said.subjects:
        yield link(node, Cetu.subject, subject)
    yield link(node, Cetu.object, said.object)
    yield link(node, Cetu.reading, READINGS[said.reading])
    yield say(node, Cetu.confidence, decimal(said.confidence))
    yield say(node, Cetu.rule, text(said.rule))
    yield link(node, Prov.wasGeneratedBy, run(extraction))
    yield from _manner(node, said, extraction, names)
    for span in said.evidence:
        yield link(node, Cetu.evidence, names.span("mention", span.start, span.end))
    section = places.section(said.evidence[0].start)
    if section:
        yield link(node, Cetu.inSection, section)


def _manner(node: str, said: Said, extraction: Extraction, names: PlanNames) -> Iterator[Triple]:
    """Modality, stage, the thing in between and the lists that it came from."""
    if said.modality:
        yield link(node, Cetu.modality, MODALITIES[said.modality])
    if said.stage:
        yield link(node, Cetu.stage, STAGES[said.stage])
    if said.via:
        yield link(node, Cetu.via, said.via)
    for one in extraction.lists:
        if one.id in said.lists:
            yield link(node, Cetu.fromList, names.span("list", one.start, one.end))
