"""The graph of the plan that ships, in memory, in a store and behind a server, with the ontology and thesauri."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib import resources
from pathlib import Path

import pytest

from cetu.corpus.reading import read_plan
from cetu.extract.extracting import extract
from cetu.graph.assembling import plan_graph
from cetu.graph.background import read_background
from cetu.graph.dataset import Graph
from cetu.graph.store import writing
from cetu.queries.alignment.aligning import align
from cetu.queries.alignment.mapping import alignment_quads

Serve = Callable[..., AbstractContextManager[str]]


ABOVE = (
    "国务院关于加快低碳科技创新的意见（2021—2030年）\n\n一、目标\n\n到2025年，单位GDP能耗比2020年下降13.5%，建成加氢站1000座。\n\n"
    "二、任务\n\n（一）加强固碳增汇技术创新。研发二氧化碳捕集的吸收剂、二氧化碳管道运输技术。\n\n"
    "（二）制定氢能国际标准。参与国际氢能标准制定，推动标准互认。\n"
)
"""A plan above the one that ships, which the questions about alignment compare it with."""


@pytest.fixture(scope="session")
def liaoning(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    plan = read_plan(Path(str(resources.files("cetu.corpus").joinpath("liaoning-2023.txt"))))
    above = tmp_path_factory.mktemp("above") / "above.txt"
    above.write_text(ABOVE, encoding="utf-8")
    compared = alignment_quads([align(read_plan(above), plan)])
    return Graph.of([*plan_graph(plan, extract(plan)).quads, *read_background().quads, *compared])


@pytest.fixture(scope="session")
def store(liaoning: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same graph in a store on disk."""
    folder = tmp_path_factory.mktemp("库") / "store"
    with writing(folder) as writer:
        writer.replace((), liaoning)
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
