"""Which plans are in a generation, from which files, made of what: how the next build knows what is unchanged.

A file of JSON lines beside the database, written before the generation counts.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cetu.graph.shelf import Made

NAME = "plans.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """A plan that the store knows: the file it came from, and what was made of it. `repost_of` is the key under which
    the text of a repost is in the graph."""

    path: str
    made: Made
    repost_of: str | None = None
    work: str = ""
    """The key of the first plan of the work that it is a version of."""
    line: str = field(default="", compare=False, repr=False)
    """What the manifest says of it, where it was read from one: an entry that stays is written as it was read."""

    @property
    def stands(self) -> bool:
        return self.repost_of is None


@dataclass(frozen=True, slots=True)
class Manifest:
    """All plans by key, and the versions of what else the generation holds, by name."""

    plans: dict[str, Entry]
    parts: dict[str, str]


def read_manifest(folder: Path | None) -> Manifest:
    """The manifest in the files of a generation; an empty one where there is none or an older version wrote it: then
    every plan is laid anew."""
    try:
        if folder is None:
            return Manifest({}, {})
        head, *rest = (folder / NAME).read_text(encoding="utf-8").split("\n")
        entries = (_entry(line) for line in rest if line)
        return Manifest({entry.made.key: entry for entry in entries}, dict(json.loads(head)))
    except (OSError, ValueError, KeyError, TypeError):
        return Manifest({}, {})


def write_manifest(folder: Path, entries: Iterable[Entry], parts: dict[str, str]) -> None:
    """Write the manifest, on disk when this returns."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / NAME).open("w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(json.dumps(parts, ensure_ascii=False, sort_keys=True) + "\n")
        for entry in sorted(entries, key=lambda one: one.made.key):
            file.write((entry.line or _line(entry)) + "\n")
        file.flush()
        os.fsync(file.fileno())


def _line(entry: Entry) -> str:
    said = {"path": entry.path, "repost_of": entry.repost_of, "work": entry.work, **entry.made.as_json()}
    return json.dumps(said, separators=(",", ":"))


def _entry(line: str) -> Entry:
    said: dict[str, Any] = json.loads(line)
    path, repost_of, work = said.pop("path"), said.pop("repost_of"), said.pop("work", "")
    return Entry(path, Made.of_json(said), repost_of, work, line)
