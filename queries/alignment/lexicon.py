"""The words that the comparison knows, from `lexicon/*.tsv` and `lexicon/*.txt`; `#` opens a comment there.

They are words of the language of plans and of the field, never wording of one plan.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources


def table(name: str, columns: int) -> list[list[str]]:
    """The rows of `lexicon/NAME.tsv`, each with this many columns; `-` is an empty cell."""
    found = []
    for line in _lines(f"{name}.tsv"):
        cells = ["" if cell == "-" else cell.strip() for cell in line.split("\t")]
        if len(cells) != columns:
            raise ValueError(f"{name}.tsv: {columns} columns wanted: {line}")
        found.append(cells)
    return found


@cache
def words(name: str) -> frozenset[str]:
    """The words of `lexicon/NAME.txt`, one a line."""
    return frozenset(line.strip() for line in _lines(f"{name}.txt"))


@cache
def either(name: str) -> str:
    """Alternation of the words of `lexicon/NAME.txt`, longer ones first, to build a pattern from."""
    return "|".join(map(re.escape, sorted(words(name), key=lambda word: (-len(word), word))))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The pattern of this name in `lexicon/patterns.tsv`; `<<list>>` in it stands for the words of that list."""
    (source,) = (row[1] for row in table("patterns", 2) if row[0] == name)
    return re.compile(re.sub("<<([a-z]+)>>", lambda found: f"(?:{either(found[1])})", source))


def _lines(name: str) -> list[str]:
    text = resources.files("cetu.queries.alignment").joinpath("lexicon", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
