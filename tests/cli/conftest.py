"""The command line as a process of its own, in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[bytes]]
SHIPPED = Path(str(resources.files("cetu.corpus").joinpath("liaoning-2023.txt")))
PLAN = (
    "海东省氢能产业发展实施方案（2024—2030年）\n\n一、重点任务\n\n（一）推进示范。在大连、营口建设海上风电制氢示范工程。"
    "到2025年，建成加氢站30座以上。\n\n（二）加强攻关。氢能产业集群：研发固体氧化物电解制氢技术、CO₂加氢制甲醇技术。\n"
)


def cetu(
    *arguments: str | Path, cwd: Path, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m cetu` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "cetu", *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        timeout=120,
        check=False,
    )


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """The command line in an empty folder."""
    return lambda *arguments, **more: cetu(*arguments, cwd=more.pop("cwd", tmp_path), **more)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A small plan in a file whose name is Chinese and holds a space."""
    path = tmp_path / "规划 方案.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the plan that ships, built once."""
    folder = tmp_path_factory.mktemp("库") / "store"
    done = cetu("build", "--to", folder, cwd=folder.parent)
    assert done.returncode == 0, done.stderr.decode()
    return folder
