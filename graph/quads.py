"""An extraction as triples: what the plan says, and where it says it; as lines and quads of its named graphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Quad

from cetu.corpus.plan import Plan
from cetu.extract.extraction import Extraction
from cetu.graph.content import Labels, content_triples
from cetu.graph.evidence import evidence_triples
from cetu.graph.literals import Triple, as_quads, lines
from cetu.graph.naming import PlanNames
from cetu.graph.statements import statements


@dataclass(frozen=True, slots=True)
class Triples:
    """One plan's triples, each once a graph, in the order they are said in; `names` knows the IRIs of the graphs."""

    names: PlanNames
    content: tuple[Triple, ...]
    evidence: tuple[Triple, ...]

    def __iter__(self) -> Iterator[Triple]:
        yield from self.content
        yield from self.evidence

    def lines(self) -> list[str]:
        """N-Quads, content first."""
        return [*lines(self.content, self.names.content), *lines(self.evidence, self.names.evidence)]


def plan_triples(plan: Plan, extraction: Extraction, labels: Labels | None = None) -> Triples:
    """Content and evidence of one plan.

    `labels` gives the Chinese name of things that a thesaurus holds, by IRI; other things are called what the plan
    calls them. Raises ShapeError where the extraction contradicts itself or the text.
    """
    names = PlanNames(plan)
    found = statements(extraction, names)
    content = dict.fromkeys(content_triples(plan, extraction, names, found, labels or {}))
    evidence = dict.fromkeys(evidence_triples(plan, extraction, names, found))
    return Triples(names, tuple(content), tuple(evidence))


def plan_quads(plan: Plan, extraction: Extraction, labels: Labels | None = None) -> tuple[Quad, ...]:
    """The same as Oxigraph's quads, each once, in the order of their N-Quads lines."""
    return tuple(as_quads(sorted(plan_triples(plan, extraction, labels).lines())))


def in_order(quads: Iterable[Quad]) -> tuple[Quad, ...]:
    """Each quad once, sorted by its N-Quads line."""
    return tuple(sorted(set(quads), key=str))
