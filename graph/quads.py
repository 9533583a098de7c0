"""An extraction as quads: the plan's content graph and its evidence graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Quad, Triple

from cetu.corpus.plan import Plan
from cetu.extract.extraction import Extraction
from cetu.graph.content import Labels, content_triples
from cetu.graph.evidence import evidence_triples
from cetu.graph.literals import in_graph
from cetu.graph.naming import PlanNames
from cetu.graph.statements import statements


def plan_quads(plan: Plan, extraction: Extraction, labels: Labels | None = None) -> tuple[Quad, ...]:
    """Content and evidence of one plan, each quad once, in the order of their N-Quads lines.

    `labels` gives the Chinese name of things that a thesaurus holds, by IRI; other things are called what the plan
    calls them. Raises ShapeError where the extraction contradicts itself or the text.
    """
    names = PlanNames(plan)
    found = statements(extraction, names)
    content = content_triples(plan, extraction, names, found, labels or {})
    evidence = evidence_triples(plan, extraction, names, found)
    return in_order([*_in_graph(content, names.content), *_in_graph(evidence, names.evidence)])


def in_order(quads: Iterable[Quad]) -> tuple[Quad, ...]:
    """Each quad once, sorted by its N-Quads line."""
    return tuple(sorted(set(quads), key=str))


def _in_graph(triples: Iterable[Triple], graph: str) -> Iterator[Quad]:
    for triple in triples:
        yield in_graph(triple, graph)
