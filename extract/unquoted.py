"""Documents that a text names without 《》, by what is done with them: 落实国家石化规划布局方案, 制定氢冶金方案.

Those that are only to be drawn up (制定…), or of which nothing says whose they are, are told apart: they are named, and
not cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cetu.extract.lexicon import pattern

SHORTEST = 7
"""Characters of a name that says which document it is."""


def find_unquoted(text: str) -> dict[tuple[int, int], bool]:
    """Spans of documents named without brackets, in order, and whether the text cites them: one that there is already,
    and whose name says whose or of which years it is.

    A name begins behind a verb, ends with a kind of document, and holds more than words that fit any document.

    >>> text = "落实国家石化规划布局方案和钢铁行业降碳方案，制定实施氢冶金行动方案。制定工作方案，实施产业规划。"
    >>> {text[a:b]: cited for (a, b), cited in find_unquoted(text).items()}
    {'国家石化规划布局方案': True, '钢铁行业降碳方案': False, '氢冶金行动方案': False}
    """
    found: dict[tuple[int, int], bool] = {}
    for start, end, cited in sorted(_found(text)):
        found.setdefault((start, end), cited)
    return found


def _found(text: str) -> Iterator[tuple[int, int, bool]]:
    for verb in pattern("unquoted.verb").finditer(text):
        made = verb["makes"] is not None
        at: int | None = verb.end()
        while at is not None and (name := _name().match(text, at)):
            start, end = name.span("name")
            if _says_which(name["name"]):
                yield start, end, not made and pattern("unquoted.one").match(name["name"]) is not None
            joined = pattern("unquoted.join").match(text, end)
            at = joined.end() if joined else None


def _says_which(name: str) -> bool:
    return len(name) >= SHORTEST and not pattern("unquoted.fits_any").fullmatch(name)


@cache
def _name() -> re.Pattern[str]:
    return pattern("unquoted.name")
