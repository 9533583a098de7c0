"""Builds of many plans, killed at random moments: the store opens, holds whole plans only, and the next build ends
with the same bytes as an undisturbed one."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cetu.graph.building import build
from cetu.graph.making import make
from cetu.graph.serialising import nquads
from cetu.graph.store import MARKER, open_graph
from cetu.ontology.iri import mint

NUMBER = 6


def text(number: int, version: int) -> str:
    return (
        f"海{number}市储能发展实施方案\n一、重点任务\n（一）支持大连建设第{version}储能示范基地。\n"
        f"（二）到2025年，新型储能装机达到{100 + number}万千瓦以上。\n"
    )


def write(folder: Path, version: int) -> list[Path]:
    paths = [folder / f"plan-{number}.txt" for number in range(NUMBER)]
    for number, path in enumerate(paths):
        path.write_text(text(number, version), encoding="utf-8")
    return paths


def plans_of(store: Path) -> dict[str, bytes]:
    """The quads of each plan of a store, all of its graphs."""
    graph = open_graph(store)
    return {plan: nquads(quad for name in graph.graphs() if name.startswith(f"{plan}/") for quad in graph.quads(name))
            for plan in graph.plans()}  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX's")
@pytest.mark.parametrize("times", [5, pytest.param(200, marks=pytest.mark.soak)])
def test_killed_at_any_moment_and_run_again(tmp_path: Path, times: int) -> None:
    chance = random.Random(20261130)
    folder, store = tmp_path / "in", tmp_path / "store"
    folder.mkdir()
    whole = []
    for version in range(2):
        paths = write(folder, version)
        build(paths, tmp_path / f"whole-{version}", run=lambda jobs: map(make, jobs))
        whole.append(plans_of(tmp_path / f"whole-{version}"))
    took = 4.0
    for turn in range(times):
        paths = write(folder, turn % 2)
        start = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", "cetu", "build", str(folder), "--to", str(store), "--workers", "2"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(chance.uniform(0.1, 1.1 * took))
            took = time.monotonic() - start
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        if (store / MARKER).exists():
            for plan, quads in plans_of(store).items():
                assert quads in (whole[0][plan], whole[1][plan])
    last = (times - 1) % 2
    build(paths, store, run=lambda jobs: map(make, jobs))
    assert plans_of(store) == whole[last]
    assert nquads(open_graph(store)) == nquads(open_graph(tmp_path / f"whole-{last}"))
    assert mint("plan", "plan-0") in open_graph(store).plans()
