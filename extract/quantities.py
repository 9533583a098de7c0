"""Quantities as plans print them: digits or Chinese numerals, a range, a unit, 以上 or 左右 behind it. View offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cetu.extract.lexicon import pattern

QUANTITY = pattern("quantities.figure")
SPELT = pattern("quantities.spelt")
LISTED = pattern("quantities.listed")
BARE = pattern("quantities.bare")
DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
NO_UNIT_BEHIND = ("月", "工作日", "自然日", "小时", "学时", "学分", "法定")
SCALES = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its unit. `printed` and `value` as the text has them, `most` the upper end of a range, `after`
    what stands behind the unit (以上, 左右, …) or between figure and unit (余, 多)."""

    start: int
    end: int
    printed: str
    value: float | int
    unit: str | None
    after: str = ""
    most: str | None = None


def read_quantities(text: str, start: int, end: int) -> list[Quantity]:
    """Every quantity in `text[start:end]`, in order.

    >>> def said(s): return [(q.printed, q.value, q.most, q.unit, q.after) for q in read_quantities(s, 0, len(s))]
    >>> said("建成3—5个基地，占比六成以上，投资13.70亿元左右")
    [('3', 3, '5', '个', ''), ('六成', 60, None, '%', '以上'), ('13.70', 13.7, None, '亿元', '左右')]
    >>> said("2025年起，第3批CO2试点用12个月"), said("分别达到30、40万千瓦")
    ([], [('30', 30, None, '万千瓦', ''), ('40', 40, None, '万千瓦', '')])
    """
    found = [q for match in QUANTITY.finditer(text, start, end) for q in _digits(text, start, match)]
    found.extend(_spelt(text, start, end))
    return sorted(found, key=lambda q: q.start)


def bare_number(text: str, start: int, end: int) -> Quantity | None:
    """A number without a unit at `start` that closes the clause which ends at `end` (系数达到0.52)."""
    match = BARE.fullmatch(text, start, end)
    if match is None:
        return None
    printed = match.group("num")
    return Quantity(start, end, printed, number_of(printed), None, match.group("after") or "")


def _digits(text: str, start: int, match: re.Match[str]) -> Iterator[Quantity]:
    """The quantity of a match, with those before it in a list that names the unit once (30、40万千瓦)."""
    at = match.start()
    unit = match.group("unit")
    if at > start and (text[at - 1] in ".第-—/~～" or (text[at - 1].isascii() and text[at - 1].isalnum())):
        return
    if unit == "年" and len(match.group("num")) == 4:
        return
    if text.startswith(NO_UNIT_BEHIND, match.end("unit")) and unit[-1] in "个天":
        return
    after = match.group("after") or ("余" if match.group("odd") or match.group("odd2") else "")
    last = Quantity(
        at, match.end(), match.group("num"), number_of(match.group("num")), unit, after, match.group("num2")
    )
    listed = LISTED.search(text, max(start, at - 40), at)
    if listed and last.most is None:
        place = listed.start()
        for printed in listed.group().replace("和", "、").split("、")[:-1]:
            yield replace(
                last, start=place, end=place + len(printed), printed=printed, value=number_of(printed), after=""
            )
            place += len(printed) + 1
    yield last


def _spelt(text: str, start: int, end: int) -> Iterator[Quantity]:
    """百分之二十, 六成以上, 三家以上."""
    for match in SPELT.finditer(text, start, end):
        after = match.group("after") or ""
        if match.group("percent"):
            yield Quantity(
                match.start(), match.end(), match.group("percent"), count_of(match.group("percent")), "%", after
            )
        elif match.group("tenths"):
            whole = match.group("tenths") + "成"
            yield Quantity(match.start(), match.end(), whole, 10 * count_of(match.group("tenths")), "%", after)
        else:
            printed = match.group("han")
            yield Quantity(match.start(), match.end(), printed, count_of(printed), match.group("unit"), after)


def number_of(printed: str) -> float | int:
    """Value of digits as printed, thousands separated or not."""
    bare = printed.replace(",", "")
    return float(bare) if "." in bare else int(bare)


def count_of(han: str) -> int | float:
    """Value of a Chinese numeral below ten thousand, or of digits.

    >>> count_of("二十"), count_of("两"), count_of("十五"), count_of("一百二十"), count_of("7.5")
    (20, 2, 15, 120, 7.5)
    """
    if han[0].isdigit():
        return number_of(han)
    total, last = 0, 0
    for mark in han:
        if mark in SCALES:
            total, last = total + (last or 1) * SCALES[mark], 0
        else:
            last = DIGITS[mark]
    return total + last
