"""Figures that bring two baselines together: what either plan says of an indicator in an earlier year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cetu.queries.alignment.indicators import identify
from cetu.queries.alignment.paper import Paper
from cetu.queries.alignment.rows import Side

FIGURE = r"(?P<num>\d+(?:\.\d+)?)\s*[%％]"
CHANGED = re.compile(
    rf"(?P<what>[^，。；：、]{{2,30}}?)(?:比|较)(?P<base>(?:19|20)\d\d)年(?:累计|共|实际|分别)?(?P<dir>下降|降低|减少|提高|增长|增加)了?{FIGURE}"
)
LEVEL = re.compile(rf"(?P<what>[^，。；：、]{{2,30}}?)(?:达到|为|达|升至|提高到|降至|占)(?:了)?{FIGURE}")
YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)年|[“\"]?(?P<five>十[二三四])五[”\"]?(?:期间|时期|末)")
FIVE_END = {"十二": 2015, "十三": 2020, "十四": 2025}


@dataclass(frozen=True, slots=True)
class Figure:
    """What an indicator was in a year: a level in per cent, or the factor by which it changed since `base`."""

    key: str
    year: int
    base: int | None
    value: float
    side: Side


def third_figures(papers: Iterable[Paper]) -> tuple[Figure, ...]:
    """All that the plans say of levels and changes with both years known, told of the past included.

    Each is only used where it names the same indicator, so that what is read here needs no target.
    """
    return tuple(figure for paper in papers for figure in _of(paper))


def _of(paper: Paper) -> Iterator[Figure]:
    for sentence in paper.sentences:
        if "%" not in sentence.text and "％" not in sentence.text:
            continue
        year: int | None = None
        for clause in re.finditer(r"[^，；。：]+", sentence.text):
            year = _year(clause[0]) or year
            changed, level = CHANGED.search(clause[0]), LEVEL.search(clause[0])
            found = changed or level
            if year is None or found is None:
                continue
            indicator = identify(re.sub(r"^.*?年(?:底|末)?", "", found["what"]))
            side = paper.side(sentence.start, sentence.end, id="", iri="", name=indicator.label, said=found[0])
            value = float(found["num"])
            if changed:
                falls = changed["dir"] in ("下降", "降低", "减少")
                yield Figure(indicator.key, year, int(changed["base"]), 1 + (-value if falls else value) / 100, side)
            else:
                yield Figure(indicator.key, year, None, value, side)


def _year(clause: str) -> int | None:
    """The year that a clause speaks of, baselines (比2020年) left out."""
    for found in YEAR.finditer(clause):
        if clause[max(0, found.start() - 1) : found.start()] not in ("比", "较"):
            return int(found["year"]) if found["year"] else FIVE_END[found["five"]]
    return None


def factor_between(figures: Iterable[Figure], key: str, base: int, year: int) -> Figure | None:
    """The figure that says how the indicator changed from `base` to `year`."""
    return next((one for one in figures if one.key == key and one.base == base and one.year == year), None)


def level_in(figures: Iterable[Figure], key: str, year: int) -> Figure | None:
    """The figure that says what the indicator was in that year."""
    return next((one for one in figures if one.key == key and one.base is None and one.year == year), None)
