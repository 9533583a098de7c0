"""Graphs to ask: the plan that ships, in memory, in a store and behind a server, and with it four small plans of other
places, levels and years.

`plans/NAME.txt` is a plan written for these tests, `plans/NAME.json` what it says, read by a person: so these tests ask
about the graph and the questions, whatever becomes of the rules of extraction.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib import resources
from pathlib import Path

import pyoxigraph as ox
import pytest

from cetu.corpus.reading import read_plan
from cetu.extract.exchange import read_extraction
from cetu.extract.extracting import extract
from cetu.graph.assembling import plan_graph
from cetu.graph.background import read_background
from cetu.graph.dataset import Graph
from cetu.graph.indexing import INDEX, write_index
from cetu.graph.store import writing
from cetu.ontology.iri import mint
from cetu.ontology.terms import Cetu
from cetu.ontology.vocabularies import Skos
from cetu.queries.alignment.aligning import align
from cetu.queries.alignment.mapping import alignment_quads
from cetu.queries.alignment.paper import read_paper
from cetu.queries.monitoring.goals import duties, goals
from cetu.queries.monitoring.progress import Reading
from cetu.queries.monitoring.recording import observation_quads
from cetu.queries.monitoring.sheet import Progress, Sheet

Serve = Callable[..., AbstractContextManager[str]]

PLANS = Path(__file__).parent / "plans"
SHIPPED = Path(str(resources.files("cetu.corpus").joinpath("liaoning-2023.txt")))


def quads_of(path: Path) -> tuple[ox.Quad, ...]:
    return plan_graph(read_plan(path), read_extraction(path.with_suffix(".json"))).quads


ABOVE = (
    "国务院关于加快低碳科技创新的意见（2021—2030年）\n\n一、目标\n\n到2025年，单位GDP能耗比2020年下降13.5%，建成加氢站1000座。\n\n"
    "二、任务\n\n（一）加强固碳增汇技术创新。研发二氧化碳捕集的吸收剂、二氧化碳管道运输技术。\n\n"
    "（二）制定氢能国际标准。参与国际氢能标准制定，推动标准互认。\n"
)
"""A plan above the one that ships, which the questions about alignment compare it with."""


@pytest.fixture(scope="session")
def shipped() -> tuple[ox.Quad, ...]:
    plan = read_plan(SHIPPED)
    return plan_graph(plan, extract(plan)).quads


@pytest.fixture(scope="session")
def written() -> tuple[ox.Quad, ...]:
    return tuple(quad for path in sorted(PLANS.glob("*.txt")) for quad in quads_of(path))


@pytest.fixture(scope="session")
def liaoning(shipped: tuple[ox.Quad, ...], tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The plan that ships, with the ontology and thesauri, compared with a plan above it and monitored."""
    above = tmp_path_factory.mktemp("above") / "above.txt"
    above.write_text(ABOVE, encoding="utf-8")
    compared = alignment_quads([align(read_plan(above), read_plan(SHIPPED))])
    return Graph.of([*shipped, *read_background().quads, *compared, *monitored()])


def monitored() -> tuple[ox.Quad, ...]:
    """What a person filled into the task sheet of the plan that ships: a value of one target, the state of one task."""
    paper = read_paper(read_plan(SHIPPED))
    goal = next(one for one in goals(paper) if one.printed == "14.5")
    duty = next(one for one in duties(paper) if one.title == "超前部署碳中和前沿颠覆性技术")
    told = Progress(duty.id, "进行中", "已立项5项", "")
    sheet = Sheet((Reading(goal.id, 2023, 7.3, "7.3", "统计公报", "初步数"),), {}, (told,))
    return observation_quads(paper, sheet, "任务分解表.xlsx")


@pytest.fixture(scope="session")
def plans(shipped: tuple[ox.Quad, ...], written: tuple[ox.Quad, ...]) -> Graph:
    """All five plans, with the ontology and thesauri."""
    return Graph.of([*shipped, *written, *read_background().quads])


@pytest.fixture(scope="session")
def few(written: tuple[ox.Quad, ...]) -> tuple[ox.Quad, ...]:
    """The four small plans with what the thesauri say of their things and of what lies around: little enough for
    rdflib's own engine."""
    return (*written, *_around(written))


def _around(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """The ontology's labels, the stages, and of the thesauri what the quads point to and what that lies within."""
    background = read_background().quads
    wanted = {quad.object for quad in quads} | {quad.predicate for quad in quads}
    wanted |= {ox.NamedNode(one) for one in (Cetu.research, Cetu.develop, Cetu.demonstrate, Cetu.deploy, Cetu.restrict)}
    provinces = {ox.NamedNode(mint("region", code)) for code in ("210000", "370000")}
    within, broader = ox.NamedNode(Cetu.within), ox.NamedNode(Skos.broader)
    wanted |= {quad.subject for quad in background if quad.predicate == within and quad.object in provinces}
    for _ in range(4):
        wanted |= {quad.object for quad in background if quad.subject in wanted and quad.predicate in (within, broader)}
    return (quad for quad in background if quad.subject in wanted)


@pytest.fixture(scope="session")
def store(liaoning: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same graph in a store on disk."""
    folder = tmp_path_factory.mktemp("库") / "store"
    with writing(folder) as writer:
        writer.replace((), liaoning)
        writer.files.mkdir(parents=True, exist_ok=True)
        write_index(liaoning, writer.files / INDEX)
    return folder


@contextmanager
def serving(store: Path | str, *options: str) -> Iterator[str]:
    """`cetu serve` as a process of its own; its address without the last slash."""
    command = [sys.executable, "-m", "cetu", "serve", "--from", str(store), "--port", "0", *options]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"})
    try:
        assert server.stdout
        yield server.stdout.readline().strip().rstrip("/")
    finally:
        server.terminate()
        server.wait(10)
        assert server.stdout
        server.stdout.close()


@pytest.fixture(scope="session")
def serve() -> Serve:
    """`cetu serve` over a store, with options, as a context manager that gives its address."""
    return serving


@pytest.fixture(scope="session")
def server(store: Path) -> Iterator[str]:
    """The address of a server over the graph, with short limits."""
    with serving(store, "--timeout", "3", "--result", "2", "--memory", "400") as address:
        yield address
