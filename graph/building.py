"""Files become a graph: read, extract, say in quads, infer, validate, store. One bad file does not stop the rest."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from cetu.corpus.reading import read_plan
from cetu.extract.extracting import extract
from cetu.graph.assembling import InvalidPlan, plan_graph
from cetu.graph.background import ONTOLOGY_GRAPH, THESAURUS_GRAPH, read_background
from cetu.graph.store import Writer, writing
from cetu.graph.violations import Violation
from cetu.ontology.errors import CetuError


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


Report = Callable[[int, int, Built | Failure], None]
"""Called after each file: how many are done, of how many, and what became of this one."""


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
    return Built(path, plan.key, plan.document.title or plan.key, graph.counts, perf_counter() - start)


def _lay_background(writer: Writer) -> None:
    """Ontology and thesauri, as this version has them, where the store has others or none."""
    background = read_background()
    if writer.background != background.fingerprint:
        writer.replace((ONTOLOGY_GRAPH, THESAURUS_GRAPH), background.quads)
        writer.background = background.fingerprint
