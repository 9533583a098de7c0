"""Documents that a text names without 《》, by what is done with them: 落实国家石化规划布局方案, 制定氢冶金方案.

Those that are only to be drawn up (制定…), or of which nothing says whose they are, are told apart: they are named, and
not cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cetu.extract.lexicon import pattern, words
from cetu.ontology.thesaurus import read_thesaurus

SHORTEST = 7
"""Characters of a name that says which document it is."""


def find_unquoted(text: str) -> dict[tuple[int, int], bool]:
    """Spans of documents named without brackets, in order, and whether the text cites them: one that there is already,
    and whose name says whose or of which years it is.

    A name begins behind a verb, ends with a kind of document, and holds more than words that fit any document; a
    plan, programme or set of measures (制定产业规划, 实施科普行动计划) is one only where the name says whose it is.

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
            owned = _says_whose(name["name"])
            if _says_which(name["name"]) and (owned or not pattern("unquoted.loose").search(name["name"])):
                yield start, end, not made and owned
            joined = pattern("unquoted.join").match(text, end)
            at = joined.end() if joined else None


def _says_whose(name: str) -> bool:
    """Whether a name begins with whom or what years it is for: a government, a place, a period."""
    if pattern("unquoted.one").match(name):
        return True
    return any(name[:n] in words("naturalareas") or read_thesaurus("regions").by_name(name[:n]) for n in (2, 3, 4))


def _says_which(name: str) -> bool:
    return len(name) >= SHORTEST and not pattern("unquoted.fits_any").fullmatch(name)


@cache
def _name() -> re.Pattern[str]:
    return pattern("unquoted.name")
