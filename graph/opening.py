"""Which version of a store counts now."""

from __future__ import annotations

from pathlib import Path
from time import time

from cetu.graph.endpoint import is_address
from cetu.graph.store import MARKER


def store_version(place: str) -> tuple[int, int]:
    """What changes when a build into the store has ended: the identity and the time of its marker; for a server, which
    tells nobody, the minute.

    Raises FileNotFoundError where there is no store (any more).
    """
    if is_address(place):
        return 0, int(time() // 60)
    seen = (Path(place) / MARKER).stat()
    return seen.st_ino, seen.st_mtime_ns
