"""What an edited task sheet says, in a store: observations and progress, in the graph `id:graph/observations`.

Nothing of it goes into the graphs of the plan: those hold what the plan says. A sheet that is read again replaces what
was known of its plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from cetu.graph.literals import Triple, as_quads, chinese, decimal, integer, lines, link, say, text
from cetu.graph.store import read_marker, writing
from cetu.ontology.iri import mint
from cetu.ontology.terms import Cetu
from cetu.ontology.vocabularies import Rdf, Rdfs
from cetu.queries.alignment.paper import Paper
from cetu.queries.monitoring.goals import CHANGES, Goal, duties, goals
from cetu.queries.monitoring.progress import Reading
from cetu.queries.monitoring.sheet import Progress, Sheet

GRAPH = mint("graph", "observations")
"""The named graph that holds every observation."""


def write_observations(paper: Paper, sheet: Sheet, name: str, store: Path) -> int:
    """Put what the sheet says into the store; the number of quads that were written. name: of the sheet's file.

    Raises StoreError where there is no store, or another build holds it.
    """
    read_marker(store)
    fresh = observation_quads(paper, sheet, name)
    prefix = mint("observation", paper.key) + "/"
    with writing(store) as writer:
        for quad in list(writer.store.quads_for_pattern(None, None, None, ox.NamedNode(GRAPH))):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(prefix):
                writer.store.remove(quad)
        writer.store.extend(fresh)
    return len(fresh)


def observation_quads(paper: Paper, sheet: Sheet, name: str) -> tuple[ox.Quad, ...]:
    """All statements of the sheet, each once, in order."""
    found = dict.fromkeys(_triples(paper, sheet, name))
    return tuple(as_quads(sorted(lines(found, GRAPH))))


def _triples(paper: Paper, sheet: Sheet, name: str) -> Iterator[Triple]:
    wanted = {one.id: one for one in goals(paper)}
    for reading in sheet.readings:
        yield from _observation(paper, wanted[reading.goal], reading, name)
    sections = {one.id: one.section for one in duties(paper)}
    for one in sheet.progress:
        yield from _progress(paper, one, sections[one.duty], name)


def _observation(paper: Paper, goal: Goal, one: Reading, name: str) -> Iterator[Triple]:
    node = mint("observation", paper.key, goal.id, str(one.year))
    quantity = f"{node}/quantity"
    yield link(node, Rdf.type, Cetu.Observation)
    change = "" if goal.change == "level" else f"比{goal.baseline or '起点'}年{CHANGES[goal.change]}"
    yield say(node, Rdfs.label, chinese(f"{goal.name} {one.year}年{change} {one.printed}{goal.unit}"))
    yield link(node, Cetu.observedFor, goal.target)
    yield link(node, Cetu.indicator, goal.indicator)
    yield link(goal.indicator, Rdf.type, Cetu.Indicator)
    yield say(node, Cetu.year, integer(one.year))
    if goal.scope:
        yield link(node, Cetu.scope, mint("region", goal.scope))
    yield link(node, Cetu.quantity, quantity)
    yield link(quantity, Rdf.type, Cetu.Quantity)
    yield say(quantity, Cetu.value, decimal(one.value))
    yield say(quantity, Cetu.printed, text(one.printed))
    if goal.unit:
        yield link(quantity, Cetu.unit, mint("unit", goal.unit))
    yield say(node, Cetu.reportedIn, text(name))
    for predicate, words in ((Cetu.dataSource, one.source), (Cetu.remark, one.remark)):
        if words:
            yield say(node, predicate, text(words))


def _progress(paper: Paper, one: Progress, section: str, name: str) -> Iterator[Triple]:
    node = mint("observation", paper.key, "progress", one.duty)
    yield link(node, Rdf.type, Cetu.Progress)
    yield link(node, Cetu.progressOf, section)
    yield say(node, Cetu.reportedIn, text(name))
    for predicate, words in (
        (Cetu.progressState, one.state),
        (Cetu.accomplished, one.done),
        (Cetu.remark, one.remark),
    ):
        if words:
            yield say(node, predicate, text(words))
