"""Which line ends are no paragraph ends: page breaks inside a word or a sentence, lines wrapped at a fixed width."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cetu.corpus.headings import DOCUMENT_NUMBER, ends_sentence, is_contents, is_date, is_row, read_mark

SHORT = 16
"""A shorter line without an end mark is a cell, a name or a label rather than the first half of a sentence."""
HEADING_LINE, ITEM_LINE = 45, 28
"""A numbered line of fewer characters without a full stop is a heading of its own (一、 and （一）; 1. and below)."""
LIKELY_WIDTHS = range(16, 75)
TITLE_END = re.compile(
    r"(?:方案|规划|意见|通知|计划|纲要|办法|措施|报告|决定|细则|规定|指南|要点|清单|目录|批复|函|条例)"
    r"(?:[（(][^（）()]{0,30}[）)])?[》”]?$"
)
YEARS = re.compile(r"[（(][^（）()]{0,12}(?:19|20)\d\d[^（）()]{0,16}[）)]$")
ORGAN = re.compile(r"[^，、。；：]{2,60}(?:部|委|委员会|局|厅|院|会|办公室|政府|银行)$")
LABEL = re.compile(r"[^，。；：、“”（）]{2,12}：(?=.)|[注表图]\s?\d{0,2}[：:]|表\s?\d")
HANGING = re.compile(r"[，、,和与及或的等在为将对以从由]$|[—\-–]$")
TAIL = re.compile(r"[，。、；：）》”,;的]")


def joins(lines: Sequence[str], hard: Sequence[bool]) -> Iterator[int]:
    """Numbers of the lines that go on the paragraph of the line before.

    `lines` are squeezed (no stray spaces); `hard[i]` says that a tag or an indent parts line i from the one before.
    """
    width = wrap_width(lines)
    for number in range(1, len(lines)):
        before, after = lines[number - 1], lines[number]
        if hard[number] or not before or not after:
            continue
        if _goes_on_wrapped(before, after, width) if width else _goes_on(before, after):
            yield number


def breadth(line: str) -> float:
    """Width of a line in full-width characters (Latin letters, digits and spaces take half).

    >>> breadth("2025年CO₂"), breadth("储能")
    (5.0, 2.0)
    """
    return len(line) - len(re.findall(r"[\x20-\x7e]", line)) / 2


def wrap_width(lines: Sequence[str]) -> float:
    """The width at which a file was wrapped, in full-width characters; 0 where its lines are paragraphs.

    Wrapped files have nearly no line beyond the width and half of their longer lines within three characters of it.
    """
    sample = lines[:5000]
    widths = sorted(w for w in (breadth(line) for line in sample if len(line) < 200) if w >= LIKELY_WIDTHS.start)
    beyond = sum(1 for line in sample if len(line) >= 200)
    if len(widths) < 5 or beyond * 20 > len(widths):
        return 0
    top = widths[int(len(widths) * 0.95)] if len(widths) > 20 else widths[-1]
    full = sum(1 for w in widths if top - 3 <= w <= top + 2)
    return top if top <= LIKELY_WIDTHS.stop and full * 2 >= len(widths) else 0


def _begins_part(line: str) -> bool:
    """Whether a line begins something of its own: a number, a box, a label, a table, a date."""
    return read_mark(line) is not None or is_contents(line) or is_date(line) or LABEL.match(line) is not None


def _stands_alone(line: str) -> bool:
    """Whether a line without an end mark is a heading, a title, a date, an organ, a row of a table: none goes on."""
    if is_contents(line) or is_date(line) or is_row(line):
        return True
    if "。" in line:
        return False
    mark = read_mark(line)
    if mark is not None and mark.style not in ("dash", "bullet"):
        if mark.style in ("box", "annex"):
            return True
        high = mark.style in ("part", "chapter", "division", "han", "han_bracket")
        return len(line) <= (HEADING_LINE if high else ITEM_LINE) and line[-1] not in "，、"
    if len(line) >= 60:
        return False
    return any(pattern.search(line) for pattern in (TITLE_END, YEARS, DOCUMENT_NUMBER)) or bool(ORGAN.fullmatch(line))


def _goes_on(before: str, after: str) -> bool:
    """In a file whose lines are paragraphs: whether `before` was cut by a page break."""
    if ends_sentence(before) or _begins_part(after) or _stands_alone(before):
        return False
    if len(before) >= SHORT or HANGING.search(before) or TAIL.match(after):
        return not is_row(after)
    return len(after) < 8 and after.endswith("。")


def _goes_on_wrapped(before: str, after: str, width: float) -> bool:
    """In a file wrapped at `width`: whether `before` is full, so that `after` goes on with it."""
    if read_mark(after) is not None or is_contents(after) or is_contents(before) or is_date(before):
        return False
    if breadth(before) < width - 3:
        return bool(HANGING.search(before)) and not ends_sentence(before)
    return not ends_sentence(before)
