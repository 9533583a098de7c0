"""The version of everything that decides what a plan's graph says: code, word lists, vocabularies, rules, models.

A plan is built anew when this changes, whatever the version number says; a build on another machine is the same build
only where this is the same.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import import_module
from pathlib import Path

ROOMS = ("ontology", "corpus", "extract", "graph")


@cache
def fingerprint() -> str:
    """sha256 over the rooms' files by name and content, 64 hex digits."""
    digest = hashlib.sha256()
    for room in ROOMS:
        folder = Path(str(import_module(f"cetu.{room}").__file__)).parent
        for path in sorted(folder.rglob("*")):
            if path.suffix != ".pyc" and path.is_file():
                name = f"{room}/{path.relative_to(folder).as_posix()}"
                digest.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()
