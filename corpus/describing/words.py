"""The words that a document is known by (words.tsv): ends of names, kinds of documents, how a place calls itself."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    text = resources.files("cetu.corpus.describing").joinpath("words.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))


def any_of(group: str) -> str:
    """Source of a pattern for any word of a group, in the order of the file. KeyError for a group without one."""
    words = [row[1] for row in _rows() if row[0] == group]
    if not words:
        raise KeyError(group)
    return f"(?:{'|'.join(words)})"


def pairs_of(group: str) -> tuple[tuple[str, str], ...]:
    """Pairs of a group whose rows have two words."""
    return tuple((row[1], row[2] if len(row) > 2 else "") for row in _rows() if row[0] == group)
