"""Printed lines become the text of a plan: lines that go on are put together, every character keeps its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from cetu.corpus.headings import ends_sentence, is_contents, is_date, is_row, read_mark
from cetu.corpus.pages import Page, Pages, Run
from cetu.corpus.printed.printing import Line

FULL = 1.3
"""A line that ends within so many ems of the right margin is full."""
INDENTED = 1.2
"""A line that begins so many ems right of the left margin opens a paragraph."""
SHORT = 8
"""A line that ends in a comma goes on though it is so many ems short, as for a formula that does not break."""
CLOSES = re.compile(r"^[^（(]{0,12}[）)]")
APART = 1.2
"""Ems between the words of two cells."""
WINDOW = 4
"""Lines above and below that show the margins of a line: a box has its own."""
LATIN = re.compile(r"[A-Za-z]")
HANGING = re.compile(r"[，、；（《“]$")


@dataclass(slots=True)
class _Writer:
    """The text so far, with the printed run of each piece of it."""

    pieces: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    length: int = 0

    def add(self, line: Line, page: int) -> None:
        text = line.text
        edges = (*(round(left, 1) for left in line.lefts), round(line.rights[-1], 1))
        self.runs.append(Run(self.length, self.length + len(text), page, line.box, edges))
        self.put(text)

    def put(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


def write_text(pages: Sequence[Page], lines: Sequence[Sequence[Line]]) -> tuple[str, Pages]:
    """The text of printed lines, a paragraph a line, and where its characters stand."""
    writer = _Writer()
    printed = [(page, line) for page, there in zip(pages, lines, strict=True) for line in there]
    margins = [_margins(printed, at) for at in range(len(printed))]
    indents = _uses_indents(printed, margins)
    for at, (page, line) in enumerate(printed):
        if at:
            before = printed[at - 1][1]
            goes_on = _goes_on(before, line, margins[at - 1], margins[at], indents)
            both = LATIN.match(before.text[-1]) and LATIN.match(line.text[0])
            writer.put((" " if both else "") if goes_on else "\n")
        writer.add(line, page.number)
    return "".join(writer.pieces), Pages(tuple(pages), tuple(writer.runs))


Margin = tuple[float, float]
"""Left and right margin of the block that a line stands in."""


def _margins(printed: Sequence[tuple[Page, Line]], at: int) -> Margin:
    """The margins that the lines around show: the outermost that another line comes near, or the line's own."""
    page, line = printed[at]
    around = [
        one
        for where, one in printed[max(0, at - WINDOW) : at + WINDOW + 1]
        if where is page and abs(one.size - line.size) < 0.25 * line.size and _over(one, line)
    ]
    left = min(one.left for one in around)
    right = max(one.right for one in around)
    return left, right


def _over(one: Line, other: Line) -> bool:
    """Whether two lines stand over each other rather than side by side."""
    return min(one.right, other.right) > max(one.left, other.left)


def _uses_indents(printed: Sequence[tuple[Page, Line]], margins: Sequence[Margin]) -> bool:
    """Whether paragraphs open with an indent: so many lines do that begin right of their margin and are full."""
    long = [(line, margin) for (_, line), margin in zip(printed, margins, strict=True) if _is_full(line, margin)]
    opened = [line for line, margin in long if INDENTED < (line.left - margin[0]) / _em(line) < 4]
    return len(opened) >= max(2, 0.04 * len(long))


def _em(line: Line) -> float:
    boxes = zip(line.lefts, line.rights, line.chars, strict=True)
    widths = [right - left for left, right, char in boxes if "\u3400" <= char <= "\u9fff"]
    return max(median(widths) if widths else line.size * 0.8, 1.0)


def _is_full(line: Line, margin: Margin) -> bool:
    return line.right >= margin[1] - FULL * _em(line)


def _is_open(text: str) -> bool:
    """Whether a short line leaves a bracket open, as a title may: …实施方案（2023—2030 / 年）."""
    return len(text) <= 60 and sum(text.count(mark) for mark in "（(") > sum(text.count(mark) for mark in "）)")


def _is_cells(line: Line) -> bool:
    """Whether a line is a row of a table: figures, and words set apart from each other."""
    least = APART * _em(line)
    gaps = [b - a for a, b in zip(line.rights, line.lefts[1:], strict=False) if b - a > least]
    return len(gaps) >= 2 or (bool(gaps) and is_row(line.text))


def _goes_on(before: Line, line: Line, above: Margin, here: Margin, indents: bool) -> bool:
    """Whether `line` goes on the paragraph of the line before it."""
    em = _em(before)
    if any(is_contents(one.text) or _is_cells(one) for one in (before, line)) or is_date(line.text.strip()):
        return False
    if abs(before.size - line.size) > 0.3 * max(before.size, line.size):
        return False
    indented = line.left - here[0] > INDENTED * em
    if _is_open(before.text) and CLOSES.search(line.text):
        return True
    if HANGING.search(before.text) and not indented and before.right >= above[1] - SHORT * em:
        return True
    if not _is_full(before, above) or before.right - before.left < 8 * em:
        return False
    if indented:
        return False
    if read_mark(line.text) is not None and not HANGING.search(before.text):
        return False
    return indents or not ends_sentence(before.text.rstrip())
