"""Files become a graph: read, extract, say in quads, infer, validate, store. One bad file does not stop the rest."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import pyoxigraph as ox

from cetu.corpus.plan import Plan
from cetu.corpus.reading import read_plan
from cetu.extract.extracting import extract
from cetu.extract.extraction import Extraction
from cetu.graph.background import ONTOLOGY_GRAPH, THESAURUS_GRAPH, read_background
from cetu.graph.inferring import infer
from cetu.graph.naming import PlanNames
from cetu.graph.quads import plan_quads
from cetu.graph.store import Writer, writing
from cetu.graph.validating import Violation, validate
from cetu.ontology.errors import CetuError, ShapeError
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


@dataclass(frozen=True, slots=True)
class Built:
    """A plan that is in the graph. counts: how many things of each kind, quads included; seconds: of all steps."""

    path: Path
    key: str
    title: str
    counts: dict[str, int]
    seconds: float


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that is not: why in one line, and what the shapes found wrong where it was they."""

    path: Path
    why: str
    violations: tuple[Violation, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    plans: tuple[Built, ...]
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class PlanGraph:
    """One plan's quads in its three graphs, valid."""

    plan: Plan
    extraction: Extraction
    graphs: tuple[str, str, str]
    quads: tuple[ox.Quad, ...]


Report = Callable[[int, int, Built | Failure], None]
"""Called after each file: how many are done, of how many, and what became of this one."""


class InvalidPlan(ShapeError):
    """A plan whose graph breaks shapes; `violations` says where."""

    def __init__(self, key: str, violations: list[Violation]) -> None:
        more = f" (and {len(violations) - 1} more)" if len(violations) > 1 else ""
        super().__init__(f"{key} is not stored, its graph breaks a shape: {violations[0]}{more}")
        self.violations = tuple(violations)


def build(
    paths: Iterable[str | os.PathLike[str]], store: str | os.PathLike[str], *, report: Report | None = None
) -> BuildReport:
    """Put the plans in the files into the graph at `store`, each in the place of what it was before.

    A file that fails is named in the report and the graph goes without it. Where every file fails, nothing is written.
    Raises StoreError where the store cannot be written; it is then as it was.
    """
    files = [Path(path) for path in paths]
    done: list[Built | Failure] = []
    taken: dict[str, Path] = {}
    with writing(store) as writer:
        _lay_background(writer)
        for path in files:
            done.append(_build_one(path, writer, taken))
            if report:
                report(len(done), len(files), done[-1])
        if not taken:
            writer.give_up()
    plans = tuple(one for one in done if isinstance(one, Built))
    return BuildReport(plans, tuple(one for one in done if isinstance(one, Failure)))


def plan_graph(plan: Plan, extraction: Extraction) -> PlanGraph:
    """Everything that is stored of one plan. InvalidPlan where it breaks a shape."""
    background, names = read_background(), PlanNames(plan)
    said = plan_quads(plan, extraction, background.labels)
    quads = (*said, *infer(said, background.links, names.inferred))
    violations = validate(quads)
    if violations:
        raise InvalidPlan(plan.key, violations)
    return PlanGraph(plan, extraction, (names.content, names.evidence, names.inferred), quads)


def _build_one(path: Path, writer: Writer, taken: dict[str, Path]) -> Built | Failure:
    start = perf_counter()
    try:
        plan = read_plan(path)
        if plan.key in taken:
            return Failure(path, f"{taken[plan.key]} has the same name {plan.key}: rename one of the two")
        graph = plan_graph(plan, extract(plan))
    except InvalidPlan as error:
        return Failure(path, str(error), error.violations)
    except CetuError as error:
        return Failure(path, str(error))
    except Exception as error:  # a defect of ours in one plan of a thousand must not cost the others
        return Failure(path, f"{path} could not be built, by a defect of cetu: {type(error).__name__}: {error}")
    writer.replace(graph.graphs, graph.quads)
    writer.software = graph.extraction.software
    taken[plan.key] = path
    return Built(path, plan.key, plan.document.title or plan.key, counts(graph.quads), perf_counter() - start)


def _lay_background(writer: Writer) -> None:
    """Ontology and thesauri, as this version has them, where the store has others or none."""
    background = read_background()
    if writer.background != background.fingerprint:
        writer.replace((ONTOLOGY_GRAPH, THESAURUS_GRAPH), background.quads)
        writer.background = background.fingerprint


def counts(quads: Iterable[ox.Quad]) -> dict[str, int]:
    """How many things of each kind the quads speak of, and how many quads there are."""
    kept = tuple(quads)
    typed = {(quad.subject, quad.object) for quad in kept if quad.predicate.value == Rdf.type}
    found = Counter(COUNTED.get(kind.value) for _, kind in typed if isinstance(kind, ox.NamedNode))
    return {name: found[name] for name in COUNTED.values()} | {"quads": len(kept)}
