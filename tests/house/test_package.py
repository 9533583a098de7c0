"""The wheel and the source distribution hold everything, and what they install works outside the repository."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("corpus", "ontology", "extract", "graph", "queries", "visual")


def wanted() -> set[str]:
    """Every file of the rooms and of the public face, as a wheel names it."""
    files = {f"cetu/{path.relative_to(ROOT / 'src/cetu')}" for path in (ROOT / "src/cetu").rglob("*")}
    for room in ROOMS:
        files |= {f"cetu/{room}/{path.relative_to(ROOT / room)}" for path in (ROOT / room).rglob("*") if path.is_file()}
    return {name for name in files if not re.search(r"/(\.|__pycache__)|/visual/app/", name)}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both distributions, the wheel built from the source distribution."""
    folder = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--outdir", folder, ROOT], capture_output=True, encoding="utf-8", timeout=600
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return folder


def test_the_wheel_holds_every_file_of_the_rooms(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if name.startswith("cetu/")}
        notices = {Path(name).name for name in archive.namelist() if "dist-info/licenses/" in name}
    assert names == wanted()
    assert {f"cetu/visual/dist/{name}" for name in ("index.html", "explorer.js", "query.html", "query.js")} <= names
    assert notices == {"LICENSE", "NOTICE"}


def test_the_source_distribution_holds_the_tests_too(built: Path) -> None:
    (source,) = built.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert {"Makefile", "README.md", "CHANGELOG.md", "NOTICE", "pyproject.toml", "tests/conftest.py"} <= names
    assert {f"{room}/__init__.py" for room in ROOMS} <= names
    app = {str(path.relative_to(ROOT)) for path in (ROOT / "visual/app").rglob("*.*") if path.is_file()}
    assert {name for name in app if not re.search("/(node_modules|__pycache__)/", name)} - names == set()
    here = {str(path.relative_to(ROOT)) for path in (ROOT / "tests").rglob("*") if path.is_file()}
    assert {name for name in here if "__pycache__" not in name} - names == set()


def test_what_the_wheel_installs_works_elsewhere(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    target = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    done = subprocess.run(
        [sys.executable, "-m", "cetu", "build"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(target), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "辽宁省科技支撑碳达峰碳中和实施方案" in done.stdout
