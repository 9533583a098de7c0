"""Imports point one way between the rooms, and everything that is code is packaged."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("ontology", "corpus", "extract", "graph", "queries", "visual")
MAY_IMPORT = {
    "ontology": {"ontology"},
    "corpus": {"corpus", "ontology"},
    "extract": {"extract", "corpus", "ontology"},
    "graph": {"graph", "extract", "corpus", "ontology"},
    # The alignment compares plans as they were read, with their spans, not what a store kept of them.
    "queries": {"queries", "graph", "extract", "corpus", "ontology"},
    "visual": set(ROOMS),
}
PARTS = {
    "corpus.describing": "corpus/describing",
    "corpus.printed": "corpus/printed",
    "corpus.readers": "corpus/readers",
    "queries.alignment": "queries/alignment",
    "queries.checking": "queries/checking",
    "queries.monitoring": "queries/monitoring",
    "queries.names": "queries/names",
    "visual.reports": "visual/reports",
}
"""Packages inside a room, where one subject needs more modules than lie flat."""
PUBLIC = "__version__"
"""The one name that a room may take from the public face."""


def settings() -> dict[str, Any]:
    said: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    return said


def modules() -> list[Path]:
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def imported_rooms(path: Path) -> Iterator[str]:
    """Rooms that a module takes something from; "cetu" for the public face."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (room_of(alias.name) for alias in node.names if alias.name.split(".")[0] == "cetu")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "cetu":
            names = {alias.name for alias in node.names} - {PUBLIC}
            yield from (room_of(f"{node.module}.{name}") for name in names)


def room_holding(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]


def room_of(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in ROOMS else "cetu"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_imports_only_the_rooms_below_it(path: Path) -> None:
    assert set(imported_rooms(path)) <= MAY_IMPORT[room_holding(path)]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_are_absolute(path: Path) -> None:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    assert not [node.lineno for node in nodes if isinstance(node, ast.ImportFrom) and node.level]


def test_the_arrows_are_seen_where_they_are_broken(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text("from cetu.visual.page import draw\nfrom cetu import graph\nfrom cetu import __version__\n")
    assert set(imported_rooms(bad)) == {"visual", "graph"}


def test_every_folder_of_code_is_a_package() -> None:
    folders = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert folders == set(ROOMS)
    assert {str(path.parent.relative_to(ROOT)) for path in ROOT.glob("*/*/__init__.py")} - {"src/cetu"} == set(
        PARTS.values()
    )
    places = {**{room: room for room in ROOMS}, **PARTS}
    assert set(settings()["packages"]) == {"cetu", *(f"cetu.{place}" for place in places)}
    assert settings()["package-dir"] == {
        "cetu": "src/cetu",
        **{f"cetu.{name}": place for name, place in places.items()},
    }


def test_every_file_of_data_is_packaged() -> None:
    data = settings()["package-data"]
    left_out = [
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
        if not re.search(r"/(\.|__pycache__)|/visual/app/", str(path))
        if not any(
            fnmatch(str(path.relative_to(ROOT / room)), glob) for glob in [*data["*"], *data.get(f"cetu.{room}", [])]
        )
        and not any(
            fnmatch(str(path.relative_to(ROOT)), f"{place}/{glob}")
            for name, place in PARTS.items()
            for glob in data.get(f"cetu.{name}", [])
        )
    ]
    assert left_out == []


def test_no_module_is_longer_than_400_lines_and_no_function_than_50() -> None:
    long = []
    for path in [*modules(), *(ROOT / "src/cetu").glob("*.py")]:
        text = path.read_text(encoding="utf-8")
        if len(text.splitlines()) > 400:
            long.append(f"{path.name}: {len(text.splitlines())} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno and node.end_lineno - node.lineno >= 50:
                long.append(f"{path.name}:{node.name}: {node.end_lineno - node.lineno + 1} lines")
    assert long == []
