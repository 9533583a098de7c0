"""Numbers of headings in their order: 一、二、四 leaves one out, （三）（三） has one twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from cetu.corpus.plan import Section
from cetu.queries.alignment.paper import Paper, heading
from cetu.queries.checking.findings import Finding, finding, place

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
SHAPE = re.compile(r"(?:\d+|[一二三四五六七八九十百零]+)")


def check_headings(paper: Paper) -> Iterator[Finding]:
    """Findings of the rule heading-order: among the headings of one parent, or of the boxes of the plan.

    A series that starts anew at one is another series (each chapter counts its boxes, an annex its headings); where
    a shape of number goes on through the plan (1. to 30. over all chapters), it is compared through the plan.
    """
    sections = paper.plan.sections
    series: dict[tuple[int | str | None, str], list[Section]] = defaultdict(list)
    for section in sections:
        if section.kind in ("section", "box") and section.number and value_of(section.number):
            series[section.level, shape_of(section.number)].append(section)
    for found in series.values():
        yield from _breaks(paper, found)


def _breaks(paper: Paper, found: list[Section]) -> Iterator[Finding]:
    """Where no series that is open goes on with the number. A few breaks count; a series that is broken all over was
    not read well (its numbers are those of a table or of another text), and nothing is said of it."""
    breaks = []
    open_: list[int] = []
    for before, section in zip([None, *found], found, strict=False):
        number = _value(section)
        fits = [at for at, last in enumerate(open_) if last == number - 1]
        if number == 1:
            open_.append(1)
        elif fits:
            del open_[fits[-1] + 1 :]
            open_[-1] = number
        else:
            if before is not None and _value(before) <= number and not _passed_over(paper, before, section):
                breaks.append((before, section))
            open_.append(number)
    if len(breaks) > max(1, len(found) // 8):
        return
    for before, section in breaks:
        yield _break(paper, before, section)


def _break(paper: Paper, before: Section, section: Section) -> Finding:
    why = "重号" if _value(section) == _value(before) else "缺号"
    message = f"{why}：“{heading(before)[:16]}”之后是“{heading(section)[:16]}”"
    here, there = (
        place(paper, one.heading_start, max(one.heading_end, one.heading_start + 1)) for one in (section, before)
    )
    return finding("heading-order", message, here, there)


def _passed_over(paper: Paper, before: Section, section: Section) -> bool:
    """Whether the number that seems to lack stands in the text between, where it was not read as a heading; or the
    same box goes on under its heading again."""
    if _value(before) == _value(section):
        return before.title[:6] == section.title[:6] or before.parent != section.parent
    between = "".join(paper.plan.text[before.heading_start : section.heading_start].split())
    wanted = SHAPE.sub(lambda match: _spelled(_value(section) - 1, match[0]), "".join(section.number.split()), count=1)
    bare = re.sub(r"[^\w]", "", wanted)
    spelled = re.sub(r"[（(]\s*", "（", between.replace(")", "）"))
    return wanted in spelled or bool(re.search(rf"(?<!\w){bare}[、.．）]", spelled))


def _spelled(number: int, like: str) -> str:
    """The number in the figures of another one.

    >>> _spelled(21, "二"), _spelled(10, "九"), _spelled(3, "7")
    ('二十一', '十', '3')
    """
    if like.isdigit():
        return str(number)
    names = "零一二三四五六七八九"
    if number < 10:
        return names[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else names[tens]) + "十" + (names[ones] if ones else "")


def _value(section: Section) -> int:
    return value_of(section.number) or 0


def shape_of(number: str) -> str:
    """How a number is written, with 0 for Arabic and 一 for Chinese figures.

    >>> shape_of("（十二）"), shape_of("12."), shape_of("专栏3")
    ('（一）', '0.', '专栏0')
    """
    return SHAPE.sub(lambda match: "0" if match[0].isdigit() else "一", "".join(number.split()), count=1)


def value_of(number: str) -> int | None:
    """The number that a heading's number stands for; None where it has several (1.2) or none.

    >>> value_of("（十二）"), value_of("二十"), value_of("3."), value_of("1.2")
    (12, 20, 3, None)
    """
    found = SHAPE.findall(number)
    if len(found) != 1:
        return None
    said: str = found[0]
    if said.isdigit():
        return int(said)
    tens, ten, ones = said.rpartition("十")
    if not ten:
        return DIGITS.get(said) if len(said) == 1 else None
    if len(tens) > 1 or len(ones) > 1:
        return None
    return (DIGITS.get(tens, 0) if tens else 1) * 10 + (DIGITS.get(ones, 0) if ones else 0)
