"""What follows from the Statements of one plan: who supports which technology, by which route and how strongly.

The rules are the SPARQL files in `rules/`, each with its meaning in Chinese and English at its head; here is only the
order they are applied in. A route runs within one plan, so the rules see one plan's quads and the thesauri's links.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from cetu.graph.quads import in_order
from cetu.ontology.iri import PREFIXES
from cetu.ontology.terms import Cetu
from cetu.ontology.vocabularies import Oa

RULES = Path(__file__).parent / "rules"

ROUTES = ("direct", "via", "project", "cluster", "institution")
QUALITIES = ("reading", "coverage", "stage", "strength")
BROADER = ("grouped", "narrower")
LARGER = ("within",)
TRIPLES = ("supports",)

UNSEEN = frozenset({Oa.hasSource, Oa.hasSelector, Oa.start, Oa.end, Oa.exact, Oa.prefix, Oa.suffix})
UNSEEN |= {Cetu.quote, Cetu.sentence, Cetu.sentenceStart, Cetu.content}
"""What no rule asks for: half of a plan's quads."""


@cache
def rule(name: str) -> str:
    """The SPARQL CONSTRUCT of a rule."""
    return (RULES / f"{name}.rq").read_text(encoding="utf-8")


def infer(quads: Iterable[ox.Quad], links: Iterable[ox.Quad], graph: str) -> tuple[ox.Quad, ...]:
    """The quads of one plan's inferred graph (IRI `graph`), in order.

    `quads` are the plan's content and evidence; `links` what the thesauri say of broader technologies, of regions
    within regions and of the seats of institutions.
    """
    seen = (quad for quad in quads if quad.predicate.value not in UNSEEN)
    work = _Work([*seen, *links], ox.NamedNode(graph))
    work.apply(ROUTES)
    work.apply(QUALITIES)
    while sum(work.apply((name,)) + work.apply(QUALITIES) for name in BROADER):
        pass
    work.apply(LARGER)
    work.apply(QUALITIES)
    work.apply(TRIPLES)
    return in_order(work.store.quads_for_pattern(None, None, None, work.graph))


class _Work:
    """A store in memory that rules add to."""

    def __init__(self, quads: Sequence[ox.Quad], graph: ox.NamedNode) -> None:
        self.store = ox.Store()
        self.store.extend(quads)
        self.graph = graph

    def apply(self, names: Iterable[str]) -> int:
        """Apply rules one after another; how many new triples they gave."""
        before = len(self.store)
        for name in names:
            found = self.store.query(rule(name), prefixes=PREFIXES, use_default_graph_as_union=True)
            assert isinstance(found, ox.QueryTriples)
            self.store.extend([ox.Quad(one.subject, one.predicate, one.object, self.graph) for one in found])
        return len(self.store) - before
