"""SPARQL servers as processes of their own: Oxigraph's and Virtuoso."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from cetu.corpus.reading import read_plan
from cetu.extract.extracting import extract
from cetu.graph.assembling import plan_graph
from cetu.graph.background import read_background
from cetu.graph.dataset import Graph
from tests.queries.making import compared, monitored, shipped_quads, written_quads

TEXT = (
    "海东省氢能产业发展实施方案（2024—2030年）\n\n一、重点任务\n\n（一）推进示范。在大连、营口建设海上风电制氢示范工程。"
    "到2025年，建成加氢站30座以上。\n\n（二）加强攻关。氢能产业集群：研发固体氧化物电解制氢技术、CO₂加氢制甲醇技术。\n"
)

INI = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = {sql}
DisableUnixSocket = 1
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = {http}
ServerRoot = {folder}
ServerThreads = 8
MaxClientConnections = 8
Charset = UTF-8
[SPARQL]
DefaultQuery = select distinct ?c where {{ [] a ?c }} limit 10
"""
"""Debian's settings without its ResultSetMaxRows of 10,000, which cuts answers short (docs/stores.md)."""


@pytest.fixture(scope="session")
def several(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The plan that ships, compared with a plan above it and monitored, and four small plans of other places and years,
    so that every question has an answer; with the ontology and what they name of the thesauri."""
    aligned = compared(tmp_path_factory.mktemp("above"))
    return with_background([*shipped_quads(), *written_quads(), *aligned, *monitored()])


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The graph of a plan of a few lines, with the ontology and what the plan names of the thesauri."""
    path = tmp_path_factory.mktemp("plan") / "haidong-2024.txt"
    path.write_text(TEXT, encoding="utf-8")
    plan = read_plan(path)
    return with_background(list(plan_graph(plan, extract(plan)).quads))


def with_background(quads: list[ox.Quad]) -> Graph:
    named = {quad.object for quad in quads}
    known = (one for one in read_background().quads if one.subject in named or "ontology" in str(one.graph_name))
    return Graph.of([*quads, *known])


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def running(command: list[str], address: str, **more: object) -> Iterator[str]:
    """A server, once it answers at the address; ended at the end."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)  # type: ignore[call-overload]
    try:
        for _ in range(300):
            assert process.poll() is None, f"{command[0]} ended with {process.returncode}"
            try:
                httpx.get(address, params={"query": "ASK {}"}, timeout=5)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an empty `oxigraph serve`."""
    program = Path(sys.executable).parent / "oxigraph"
    port = free_port()
    command = [
        str(program),
        "serve",
        "--location",
        str(tmp_path_factory.mktemp("oxigraph")),
        "--bind",
        f"127.0.0.1:{port}",
    ]
    with running(command, f"http://127.0.0.1:{port}/query") as address:
        yield address


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an empty Virtuoso, with its administrator's name in it."""
    if not shutil.which("virtuoso-t"):
        pytest.skip("there is no Virtuoso: apt-get install virtuoso-opensource")
    folder, sql, http = tmp_path_factory.mktemp("virtuoso"), free_port(), free_port()
    (folder / "virtuoso.ini").write_text(INI.format(folder=folder, sql=sql, http=http), encoding="utf-8")
    command = ["virtuoso-t", "+foreground", "+configfile", str(folder / "virtuoso.ini"), "+wait"]
    with running(command, f"http://127.0.0.1:{http}/sparql", cwd=folder):
        grant = "GRANT SPARQL_UPDATE TO SPARQL_ANON; DB.DBA.RDF_DEFAULT_USER_PERMS_SET ('dba', 7);"
        isql = ["isql-vt", str(sql), "dba", "dba", "exec=" + grant]
        subprocess.run(isql, check=False, stdout=subprocess.DEVNULL, timeout=60)
        yield f"http://dba:dba@127.0.0.1:{http}/sparql-auth"
