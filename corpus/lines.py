"""Which line ends are no paragraph ends: page breaks inside a word or a sentence, lines wrapped at a fixed width."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cetu.corpus.headings import DOCUMENT_NUMBER, ends_sentence, is_contents, is_date, is_row, read_mark

SHORT = 16
"""A shorter line without an end mark is a cell, a name or a label rather than the first half of a sentence."""
SCRAP = 8
"""A last line of fewer characters is no sentence of its own."""
COUNTED = re.compile(r"\d(?:个|项|家|座|处|条|套|批|台|支|名|人|%|万|亿)")
"""What is counted is said in a sentence: a short line with it (建成10个降碳效) is no heading and no name."""
HEADING_LINE, ITEM_LINE = 45, 28
"""A numbered line of fewer characters without a full stop is a heading of its own (一、 and （一）; 1. and below)."""
LIKELY_WIDTHS = range(16, 75)
TITLE_END = re.compile(
    r"(?:方案|规划|意见|通知|计划|纲要|办法|措施|报告|决定|细则|规定|指南|要点|清单|目录|批复|函|条例|公告|通告)"
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
    page = read_page(lines, hard)
    for number in range(1, len(lines)):
        before, after = lines[number - 1], lines[number]
        if hard[number] or not before or not after:
            continue
        if _goes_on_wrapped(before, after, page) if page else _goes_on(before, after):
            yield number


def breadth(line: str) -> float:
    """Width of a line in full-width characters (Latin letters, digits and spaces take half).

    >>> breadth("2025年CO₂"), breadth("储能")
    (5.0, 2.0)
    """
    return len(line) - len(re.findall(r"[\x20-\x7e]", line)) / 2


@dataclass(frozen=True, slots=True)
class Page:
    """How a file was wrapped: the width of its full lines in full-width characters and in characters, and whether
    an indent opens its paragraphs."""

    width: float
    chars: int
    indented: bool

    def fills(self, line: str, slack: int) -> bool:
        """Whether a line comes within `slack` of the width, measured either way."""
        return len(line) >= self.chars - slack or breadth(line) >= self.width - slack


def read_page(lines: Sequence[str], hard: Sequence[bool]) -> Page | None:
    """The page of a wrapped file; None where lines are paragraphs.

    Wrapped files have nearly no line beyond the width, and half of their longer lines within three characters of it.
    """
    sample = [line for line in lines[:5000] if len(line) >= LIKELY_WIDTHS.start]
    widths = _usual([breadth(line) for line in sample])
    chars = _usual([len(line) for line in sample])
    if not widths and not chars:
        return None
    indented = sum(hard[:5000]) * 20 >= len(lines[:5000])
    return Page(widths or 1000.0, int(chars) or 1000, indented)


def _usual(sizes: list[float] | list[int]) -> float:
    """The size that half of the lines come near and nearly none goes beyond; 0 where there is none."""
    sizes = sorted(sizes)
    if len(sizes) < 5:
        return 0
    top = sizes[int(len(sizes) * 0.95)] if len(sizes) > 20 else sizes[-1]
    full = sum(1 for size in sizes if top - 3 <= size <= top + 2)
    return top if top <= LIKELY_WIDTHS.stop and full * 2 >= len(sizes) else 0


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
    if len(after) < SCRAP:
        return after.endswith("。")
    return bool(COUNTED.search(before)) and ("，" in after or "。" in after)


def _goes_on_wrapped(before: str, after: str, page: Page) -> bool:
    """In a wrapped file: whether `before` is full, so that `after` goes on with it.

    Where no indent tells, a full stop at the end of a line that is not full to the last character ends a paragraph.
    """
    if read_mark(after) is not None or any(is_contents(line) or is_date(line) for line in (before, after)):
        return False
    if not page.fills(before, 3):
        return before[-1] in "，、" and not is_row(after)
    if not ends_sentence(before):
        return True
    return page.fills(before, 2 if page.indented else 0) and before[-1] != "：" and not LABEL.match(after)
