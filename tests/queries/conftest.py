"""Graphs to ask (`making`), in memory, in a store and behind a server."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest

from cetu.graph.background import read_background
from cetu.graph.dataset import Graph
from cetu.graph.indexing import INDEX, write_index
from cetu.graph.store import writing
from cetu.ontology.iri import mint
from cetu.ontology.terms import Cetu
from cetu.ontology.vocabularies import Skos
from tests.queries.making import compared, monitored, shipped_quads, written_quads

Serve = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="session")
def shipped() -> tuple[ox.Quad, ...]:
    return shipped_quads()


@pytest.fixture(scope="session")
def written() -> tuple[ox.Quad, ...]:
    return written_quads()


@pytest.fixture(scope="session")
def liaoning(shipped: tuple[ox.Quad, ...], tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The plan that ships, with the ontology and thesauri, compared with a plan above it and monitored."""
    return Graph.of([*shipped, *read_background().quads, *compared(tmp_path_factory.mktemp("above")), *monitored()])


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
