"""The rows of an `Overview`, kept beside the graph that they were read from: reading those of a thousand plans takes
half a minute, finding them here a second. Kept for one version of the store; whoever finds another's reads anew.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import zstandard

from cetu import __version__
from cetu.graph.endpoint import is_address
from cetu.graph.store import FILES, read_marker
from cetu.ontology.errors import StoreError

Json = dict[str, Any]

FILE = "overview.json.zst"
"""The file's name among the files of a generation."""
FORMAT = 1
"""Of the rows: those of another format are read anew."""


def kept_rows(store: str, version: object) -> Json | None:
    """What was kept for this version of a store: links, things and plans. None where nothing was, or for another."""
    with suppress(OSError, StoreError, ValueError, KeyError, TypeError, zstandard.ZstdError):
        with zstandard.open(_path(store), "rt", encoding="utf-8") as file:
            kept = json.load(file)
        if kept["of"] == _mark(version):
            return {name: kept[name] for name in ("links", "things", "plans")}
    return None


def keep_rows(store: str, version: object, rows: Json) -> None:
    """Keep links, things and plans for who comes next; nothing happens where the store cannot be written."""
    if is_address(store):
        return
    with suppress(OSError, StoreError):
        path = _path(store)
        path.parent.mkdir(exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}")
        with zstandard.open(unfinished, "wt", encoding="utf-8") as file:
            json.dump({"of": _mark(version), **rows}, file, ensure_ascii=False, separators=(",", ":"))
        unfinished.replace(path)


def _path(store: str) -> Path:
    """Raises StoreError where there is no store."""
    return Path(store) / f"{read_marker(Path(store)).generation}{FILES}" / FILE


def _mark(version: object) -> str:
    return f"cetu {__version__} rows {FORMAT} {version}"
