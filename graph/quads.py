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
from cetu.graph.naming import NAMES_GRAPH, PlanNames
from cetu.graph.statements import statements
from cetu.ontology.iri import ID
from cetu.ontology.terms import Cetu
from cetu.ontology.vocabularies import Rdf, Rdfs, Skos

FROM_THESAURUS = frozenset({f"<{Rdf.type}>", f"<{Skos.prefLabel}>"})
"""What the thesaurus says of its things already."""

NAMING = FROM_THESAURUS | {f"<{Rdfs.label}>", f"<{Cetu.plainTitle}>", f"<{Cetu.software}>", f"<{Cetu.ruleVersion}>"}
"""What a thing is and is called. Of things that plans share it is said once, in a graph of its own: said once a plan,
every question would find it a thousand times in a thousand plans."""

OWN = (f"<{ID}plan/", f"<{ID}text/")
"""Where the IRIs of things that are one plan's own begin."""


@dataclass(frozen=True, slots=True)
class Triples:
    """One plan's triples, each once a graph, in the order they are said in; `names` knows the IRIs of the graphs.

    naming: what the things are and are called that the plan shares with others; of these a thesaurus holds `known`
    (IRIs), and says all but the label itself.
    """

    names: PlanNames
    content: tuple[Triple, ...]
    evidence: tuple[Triple, ...]
    naming: tuple[Triple, ...]
    known: Labels

    def __iter__(self) -> Iterator[Triple]:
        yield from self.content
        yield from self.evidence
        yield from self.naming

    def lines(self) -> list[str]:
        """N-Quads, content first."""
        named = [one for one in self.naming if one[1] not in FROM_THESAURUS or one[0][1:-1] not in self.known]
        own = (*lines(self.content, self.names.content), *lines(self.evidence, self.names.evidence))
        return [*own, *lines(named, NAMES_GRAPH)]


def plan_triples(plan: Plan, extraction: Extraction, labels: Labels | None = None) -> Triples:
    """Content and evidence of one plan.

    `labels` gives the Chinese name of things that a thesaurus holds, by IRI; other things are called what the plan
    calls them. Raises ShapeError where the extraction contradicts itself or the text.
    """
    names = PlanNames(plan)
    found = statements(extraction, names)
    content = dict.fromkeys(content_triples(plan, extraction, names, found, labels or {}))
    evidence = dict.fromkeys(evidence_triples(plan, extraction, names, found))
    shared = dict.fromkeys(one for one in (*content, *evidence) if _is_naming(one))
    what, where = (tuple(one for one in said if one not in shared) for said in (content, evidence))
    return Triples(names, what, where, tuple(shared), labels or {})


def _is_naming(triple: Triple) -> bool:
    return triple[1] in NAMING and not triple[0].startswith(OWN)


def plan_quads(plan: Plan, extraction: Extraction, labels: Labels | None = None) -> tuple[Quad, ...]:
    """The same as Oxigraph's quads, each once, in the order of their N-Quads lines."""
    return tuple(as_quads(sorted(plan_triples(plan, extraction, labels).lines())))


def in_order(quads: Iterable[Quad]) -> tuple[Quad, ...]:
    """Each quad once, sorted by its N-Quads line."""
    return tuple(sorted(set(quads), key=str))
