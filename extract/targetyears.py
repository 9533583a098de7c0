"""The years of a sentence's targets: by when, and against when. View offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from cetu.extract.lexicon import pattern

Span = tuple[int, int]
YEAR = pattern("targets.year")
FIVE = pattern("targets.five")
BASE, BASE_FIVE = pattern("targets.base"), pattern("targets.base_five")
FIVE_END = {"十二": 2015, "十三": 2020, "十四": 2025, "十五": 2030, "十六": 2035}
HIDDEN = re.compile(r"[“\"][^”\"]{1,80}[”\"]|（[^（）]{1,80}）|\([^()]{1,80}\)|《[^《》]{1,60}》")
FOUNDATION = re.compile(r"[^，。；]{0,40}?(?:奠定|打下|打牢|打好|夯实|筑牢|创造|提供|积累)")
AGAINST = pattern("targets.against")
LIST = re.compile(r"(?:到|至|力争|争取|确保)?(?P<years>20\d\d年?(?:[、和及与]+20\d\d年?)+)(?<=年)")
SPAN = re.compile(r"(20\d\d)年?[至到—-](20\d\d)年")


@dataclass(frozen=True, slots=True)
class Years:
    """Years by which, each from its place on; `several` are those of a list of years (2025年、2030年)."""

    places: tuple[int, ...]
    values: tuple[int, ...]
    before: int | None
    several: tuple[int, ...] = ()

    @property
    def listed(self) -> int:
        return len(self.several)

    @property
    def last(self) -> int | None:
        """The year that is being spoken of at the end."""
        return self.values[-1] if self.values else self.before

    def at(self, place: int) -> int | None:
        """The year that is being spoken of at a place."""
        i = bisect_right(self.places, place)
        return self.values[i - 1] if i else self.before

    def nth(self, place: int, i: int, of: int) -> int | None:
        """The year of the i-th of `of` figures side by side: of a list of as many years its i-th."""
        return self.several[i] if of > 1 and of == self.listed else self.at(place)


def read_years(text: str, start: int, end: int, before: int | None) -> Years:
    """The years by which in a sentence; baselines and what is told of the past are none.

    >>> s = "到2025年，占比比2020年提高5个百分点，2030年达到30%"
    >>> years = read_years(s, 0, len(s), None)
    >>> years.values, years.at(20), years.last
    ((2025, 2030), 2025, 2030)
    """
    found: dict[int, int] = {}
    for match in YEAR.finditer(text, start, end):
        if not _is_baseline(text, start, match):
            found[match.end()] = int(match.group("year"))
    for five in FIVE.finditer(text, start, end):
        if five.group("what") and text[max(start, five.start() - 1) : five.start()] not in ("比", "较"):
            found[five.end()] = FIVE_END[five.group(1)]
    listed = LIST.search(text, start, end)
    several = tuple(int(y) for y in re.findall(r"20\d\d", listed.group("years"))) if listed else ()
    span = SPAN.search(text, start, end)
    if span and not several:
        several = tuple(range(int(span.group(1)), int(span.group(2)) + 1))
    places = tuple(sorted(found))
    return Years(places, tuple(found[place] for place in places), before, several)


def _is_baseline(text: str, start: int, match: re.Match[str]) -> bool:
    """比2020年, 较2020年, 以2020年为基期, 由2020年的…, 与2020年相比; 为2030年碳达峰奠定基础 is for a later year."""
    head = text[max(start, match.start() - 2) : match.start()]
    if head.endswith("为") and FOUNDATION.match(text, match.end()):
        return True
    if re.match(r"的(?:[\d.]+倍|[一两二三四五]倍|[\d.]+%?(?:左右)?水平|水平)", text[match.end() : match.end() + 10]):
        return True
    if match.group().startswith("在") and re.match(r"(?:的?(?:水平|基础))", text[match.end() : match.end() + 4]):
        return True
    return head.endswith(("比", "较", "于", "与", "以", "由", "从", "自", "同"))


def baseline_of(subject: str) -> tuple[int | None, str]:
    """The year that a subject compares with, and the subject without it (能耗较2020年 is of 2020, and 能耗).

    >>> baseline_of("单位产品能耗较2020年"), baseline_of("用水量比“十三五”末")
    ((2020, '单位产品能耗'), (2020, '用水量'))
    """
    match = BASE.search(subject)
    if match:
        return int(match.group("base")), subject[: match.start()] + subject[match.end() :].lstrip("，相比")
    five = BASE_FIVE.search(subject)
    if five:
        return FIVE_END["十" + five.group("five")], subject[: five.start()] + subject[five.end() :]
    return None, subject


def against(clause: str) -> int | None:
    """The year that a clause opens with as what the whole sentence compares with.

    >>> against("在2020年的基础上"), against("与2020年相比，"), against("能耗比2020年下降")
    (2020, 2020, None)
    """
    match = AGAINST.match(clause)
    return int(match.group("base")) if match else None


def hidden_spans(text: str, start: int, end: int) -> list[Span]:
    """What stands in quotes, brackets or book marks: no figure in it is a target of the sentence."""
    return [match.span() for match in HIDDEN.finditer(text, start, end)]
