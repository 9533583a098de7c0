"""One plan's graph, whole: what it says, where, and what follows, held to the shapes. The unit that a store keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import pyoxigraph as ox

from cetu.corpus.plan import Plan
from cetu.extract.extraction import Extraction
from cetu.graph.background import read_background
from cetu.graph.checking import check
from cetu.graph.inferring import inferred, unnamed
from cetu.graph.literals import Triple, as_quads, lines
from cetu.graph.naming import NAMES_GRAPH
from cetu.graph.quads import plan_triples
from cetu.graph.summaries import summaries
from cetu.graph.violations import Violation
from cetu.ontology.errors import ShapeError
from cetu.ontology.terms import Cetu
from cetu.ontology.vocabularies import Rdf

COUNTED = {
    Cetu.Technology: "technologies",
    Cetu.Industry: "industries",
    Cetu.Cluster: "clusters",
    Cetu.Region: "regions",
    Cetu.Institution: "institutions",
    Cetu.Project: "projects",
    Cetu.Target: "targets",
    Cetu.Task: "tasks",
    Cetu.Statement: "statements",
    Cetu.Support: "supports",
}


class InvalidPlan(ShapeError):
    """A plan whose graph breaks shapes; `violations` says where."""

    def __init__(self, key: str, violations: Iterable[Violation]) -> None:
        self.violations = tuple(violations)
        more = f" (and {len(self.violations) - 1} more)" if len(self.violations) > 1 else ""
        super().__init__(f"{key} is not stored, its graph breaks a shape: {self.violations[0]}{more}")


@dataclass(frozen=True, slots=True)
class PlanGraph:
    """One plan's N-Quads lines, each once, in its three graphs and in that of names, valid.

    counts: things of each kind, and the quads of the three."""

    plan: Plan
    extraction: Extraction
    graphs: tuple[str, str, str]
    lines: tuple[str, ...]
    counts: dict[str, int]

    @property
    def quads(self) -> tuple[ox.Quad, ...]:
        """The same as Oxigraph's quads, in order."""
        return tuple(as_quads(sorted(self.lines)))


def plan_graph(plan: Plan, extraction: Extraction, rejected: frozenset[str] = frozenset()) -> PlanGraph:
    """Everything that is stored of one plan; `rejected`: supports (IRIs) that people found wrong.

    InvalidPlan where it breaks a shape."""
    background = read_background()
    said = plan_triples(plan, extraction, background.labels)
    inference = inferred(said, background.links_of, rejected)
    named = unnamed(said, inference, background.labels)
    follows = sorted({*inference, *summaries(chain(said, named), inference, said.names.plan)})
    if violations := check(chain(said, named, follows)):
        raise InvalidPlan(plan.key, violations)
    names = said.names
    told = (*said.lines(), *lines(named, NAMES_GRAPH), *lines(follows, names.inferred))
    own = sum(not line.endswith(f"<{NAMES_GRAPH}> .\n") for line in told)
    return PlanGraph(plan, extraction, names.graphs, told, counts(chain(said, follows)) | {"quads": own})


def counts(triples: Iterable[Triple]) -> dict[str, int]:
    """How many things of each kind the triples speak of."""
    typed = {(thing, kind) for thing, predicate, kind in triples if predicate == f"<{Rdf.type}>"}
    kinds = Counter(kind for _, kind in typed)
    return {name: kinds[f"<{kind}>"] for kind, name in COUNTED.items()}
