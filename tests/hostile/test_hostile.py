"""No file crashes a build, leaves part of a graph, writes outside the store, or takes more than its share."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cetu.corpus.collection import open_corpus
from cetu.graph.building import build
from cetu.graph.limits import PATIENCE, POLL, Limits, Spent
from cetu.graph.making import Job, Outcome
from cetu.graph.store import open_graph
from cetu.graph.workers import _Worker, describing, work
from tests.hostile.files import OUTSIDE

Hostile = Callable[[Path, int, int], Iterator[Path]]
PLAN = "海东省储能实施方案\n一、重点任务\n（一）支持大连建设储能示范基地。\n"
SECONDS, MEMORY = 30.0, 1_000_000_000
STARTING = 4.0
"""Seconds of the processor that a worker takes to start and to be ended."""


@pytest.mark.parametrize("number", [24, pytest.param(2000, marks=pytest.mark.soak)])
def test_hostile_files_cost_themselves_alone(hostile: Hostile, tmp_path: Path, number: int) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(PLAN, encoding="utf-8")
    seed = int(os.environ.get("CETU_SEED", "20261130"))
    paths = [*hostile(folder, number, seed), folder / "good.txt"]
    around = {path for path in tmp_path.rglob("*")}
    done = build(paths, tmp_path / "store", limits=Limits(SECONDS, MEMORY))
    assert len(done.plans) + len(done.reposts) + len(done.failures) == len(paths)
    assert "good" in {one.key for one in done.plans}
    assert all(failure.why and "\n" not in failure.why for failure in done.failures)
    defects = [failure.why for failure in done.failures if "defect" in failure.why]
    assert defects == []
    graph = open_graph(tmp_path / "store")
    assert len(graph.plans()) == len(done.plans)
    asked = "SELECT ?plan { ?plan a cetu:Plan . FILTER NOT EXISTS { ?plan cetu:hasSourceText/cetu:sha256 ?s } }"
    assert list(graph.select(asked)) == []
    new = {path for path in tmp_path.rglob("*")} - around
    assert all((tmp_path / "store") in (path, *path.parents) for path in new)
    assert not OUTSIDE.exists()


@pytest.mark.skipif(os.name != "posix", reason="the highest use of memory is asked of the system as POSIX has it")
def test_the_limits_hold(hostile: Hostile, tmp_path: Path) -> None:
    """Of every kind one, each in a worker of its own whose time and highest memory are measured from outside."""
    import resource

    folder = tmp_path / "in"
    folder.mkdir()
    limits = Limits(seconds=8, memory=500_000_000)
    for path in hostile(folder, 12, 7):
        worker = _Worker(limits)
        try:
            before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
            outcome = worker.do(Job(str(path), str(tmp_path / "made")))
            taken = time.monotonic() - start
            assert isinstance(outcome, Outcome) and taken < PATIENCE * limits.seconds + 4, path.name
            assert worker.gone or highest(worker.pid) < limits.memory * 1.2, path.name
        finally:
            worker.close()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        assert spent < limits.seconds + STARTING, path.name


@pytest.mark.skipif(os.name != "posix", reason="a process that is stopped is POSIX's")
@pytest.mark.parametrize(
    "script",
    ["import time; time.sleep(9)", "while True: pass", "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)"],
    ids=["asleep", "busy", "stopped"],
)
def test_time_counts_while_a_process_runs_or_waits(script: str) -> None:
    process = subprocess.Popen([sys.executable, "-c", script])
    try:
        spent, start = Spent(process.pid), time.monotonic()
        while spent.seconds() < 0.5 and time.monotonic() - start < 20:
            time.sleep(POLL)
        assert spent.seconds() >= 0.5
    finally:
        process.kill()
        process.wait()


def test_what_is_read_into_a_corpus_is_within_the_limits_too(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "long.txt").write_bytes(b"a" * 150_000_000)
    with describing(Limits(seconds=20, memory=200_000_000)) as describe:
        corpus = open_corpus(tmp_path / "corpus", make=True, describe=describe)
        long, _ = corpus.add(tmp_path / "long.txt")
        good, _ = corpus.add(tmp_path / "good.txt")
    assert "memory" in long.unread and good.card.title == "海东省储能实施方案" and not good.unread


def highest(pid: int) -> int:
    """Bytes that a process took at most, as Linux keeps them; 0 elsewhere."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return 0
    line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def test_a_worker_that_dies_is_replaced(tmp_path: Path) -> None:
    """Killed from outside in the middle of its work, as the system does that runs out of memory."""
    paths = []
    for number in range(4):
        paths.append(tmp_path / f"plan-{number}.txt")
        paths[-1].write_text(PLAN.replace("海东", f"海{number}"), encoding="utf-8")
    outcomes: list[Outcome] = []
    for outcome in work([Job(str(path), str(tmp_path / "made")) for path in paths], number=1):
        if not outcomes:
            kill_workers()
        outcomes.append(outcome)
    assert len(outcomes) == 4 and sum(one.made is not None for one in outcomes) >= 2


def kill_workers() -> None:
    import psutil

    for child in psutil.Process().children():
        if "cetu.graph.workers" in " ".join(child.cmdline()):
            child.kill()
