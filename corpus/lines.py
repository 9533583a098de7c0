"""Which line ends are no paragraph ends: page breaks inside a word or a sentence, lines wrapped at a fixed width."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cetu.corpus.headings import DOCUMENT_NUMBER, ends_sentence, is_contents, is_date, read_mark

SHORT = 16
"""A line of fewer characters that no mark ends is a cell, a name or a label rather than the first half of a sentence."""
LIKELY_WIDTHS = range(16, 75)
TITLE_END = re.compile(r"(?:方案|规划|意见|通知|计划|纲要|办法|措施|报告|决定|细则|规定|指南|要点|清单|目录|批复|函|条例)(?:[（(][^（）()]{0,30}[）)])?[》”]?$")
YEARS = re.compile(r"[（(][^（）()]{0,12}(?:19|20)\d\d[^（）()]{0,16}[）)]$")
ADDRESS = re.compile(r"(?:各|有关|直属).{0,200}[:：]$")
HANGING = re.compile(r"[，、,和与及或的等在为将对以从由]$|[—\-–]$")
TAIL = re.compile(r"[，。、；：）》”,;的]")


def joins(lines: Sequence[str], hard: Sequence[bool]) -> Iterator[int]:
    """Numbers of the lines that go on the paragraph of the line before.

    `lines` are squeezed (no stray spaces); `hard[i]` says that a tag or an indent parts line i from the one before.
    """
    width = wrap_width(lines)
    for number in range(1, len(lines)):
        if hard[number]:
            continue
        before, after = lines[number - 1], lines[number]
        if width:
            yes = _goes_on_wrapped(before, after, width)
        else:
            yes = _goes_on(before, after)
        if yes:
            yield number


def breadth(line: str) -> float:
    """Width of a line in full-width characters (Latin letters and digits take half)."""
    narrow = sum(map(line.count, " .,")) if line.isascii() else len(re.findall(r"[\x20-\x7e]", line))
    return len(line) - narrow / 2


def wrap_width(lines: Sequence[str]) -> float:
    """The width at which a file was wrapped, in full-width characters; 0 where its lines are paragraphs."""
    widths = [breadth(line) for line in lines[:5000] if len(line) < 200]
    long = sorted(w for w in widths if w >= LIKELY_WIDTHS.start)
    if len(long) < 5 or len(long) * 20 < 19 * sum(1 for line in lines[:5000] if len(line) >= LIKELY_WIDTHS.start):
        return 0
    top = long[int(len(long) * 0.95)] if len(long) > 20 else long[-1]
    if top > LIKELY_WIDTHS.stop:
        return 0
    full = sum(1 for w in long if top - 3 <= w <= top + 2)
    return top if full * 2 >= len(long) else 0


def _begins_part(line: str) -> bool:
    return read_mark(line) is not None or is_contents(line) or is_date(line)


def _stands_alone(line: str) -> bool:
    """Whether a line without an end mark is one that none follows: a heading, a title, a date, a number of a document."""
    mark = read_mark(line)
    if mark is not None and mark.style != "dash" and "。" not in line and (mark.style in ("box", "annex") or "，" not in line):
        return True
    if is_contents(line) or is_date(line):
        return True
    if len(line) < 60 and "。" not in line and (TITLE_END.search(line) or YEARS.search(line) or DOCUMENT_NUMBER.search(line)):
        return True
    return False


def _goes_on(before: str, after: str) -> bool:
    """In a file whose lines are paragraphs: whether `before` was cut by a page break."""
    if not before or ends_sentence(before) or _begins_part(after) or _stands_alone(before):
        return False
    if len(before) >= SHORT or HANGING.search(before) or TAIL.match(after):
        return True
    return len(after) < 8 and after.endswith("。")


def _goes_on_wrapped(before: str, after: str, width: float) -> bool:
    """In a file wrapped at `width`: whether `before` is full, so that `after` goes on with it."""
    if _begins_part(after) or is_contents(before) or is_date(before):
        return False
    if breadth(before) < width - 3:
        return bool(HANGING.search(before))
    return not ends_sentence(before)
