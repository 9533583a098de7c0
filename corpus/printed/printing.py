"""The characters of a PDF page put together to printed lines, in the order in which they are read."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage, PdfTextPage

from cetu.corpus.pages import Box

HYPHEN = 2
"""What pdfium gives for a hyphen at the end of a line."""
OVERLAP = 0.45
"""Two characters stand on one line when they share so much of the height of the smaller one."""
GUTTER = 1.2
"""Ems between two columns of running text."""


@dataclass(slots=True)
class Line:
    """A printed line: its characters with the left and right edge of each, and its box; top-left origin, points."""

    chars: list[str]
    lefts: list[float]
    rights: list[float]
    top: float
    bottom: float
    size: float
    measured: bool = False
    """Whether its height is that of a Chinese character, the box of which is the same in every font."""

    @property
    def text(self) -> str:
        return "".join(self.chars)

    @property
    def left(self) -> float:
        return self.lefts[0]

    @property
    def right(self) -> float:
        return max(self.rights)

    @property
    def box(self) -> Box:
        return round(self.left, 1), round(self.top, 1), round(self.right, 1), round(self.bottom, 1)

    @property
    def height(self) -> float:
        return self.bottom - self.top


Glyph = tuple[str, float, float, float, float]
"""Character, left, top, right, bottom."""


def read_lines(page: PdfPage) -> list[Line]:
    """The lines of a page in reading order: that of the file, but for columns that the file writes across."""
    lines = list(_lines(_glyphs(page.get_textpage(), page)))
    lines = [line for line in map(_trimmed, lines) if line is not None]
    if not lines:
        return []
    return _in_columns(lines, page.get_width())


def _glyphs(text: PdfTextPage, page: PdfPage) -> Iterator[Glyph]:
    """Every character that is printed or that pdfium puts in for a gap, with its box in the page as one sees it."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    loose = pdfium.FS_RECTF()
    width, height = page.get_width(), page.get_height()
    turned = page.get_rotation() // 90 % 4
    high = 0
    for at in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if code in (0, 10, 13, 0xFFFE, 0xFEFF):
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code, high = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD, 0
        char = "-" if code == HYPHEN else chr(code)
        if char != " " and char.isspace():
            char = " "
        pdfium.FPDFText_GetCharBox(text, at, left, right, bottom, top)
        a, b, c, d = left.value, right.value, bottom.value, top.value
        # The loose box has the height of the type, so that 一 is as high as 国; the tight one has that of the ink.
        if pdfium.FPDFText_GetLooseCharBox(text, at, loose):
            high_enough = d - c <= loose.top - loose.bottom <= 3 * (b - a + d - c)
            c, d = (loose.bottom, loose.top) if high_enough else (c, d)
        if turned == 1:
            yield char, c, a, d, b
        elif turned == 2:
            yield char, width - b, c, width - a, d
        elif turned == 3:
            yield char, width - d, height - b, width - c, height - a
        else:
            yield char, a, height - d, b, height - c


def _lines(glyphs: Iterator[Glyph]) -> Iterator[Line]:
    line: Line | None = None
    for char, left, top, right, bottom in glyphs:
        blank = char == " " or bottom - top < 0.1
        if line is not None and (blank or _on(line, left, top, right, bottom)):
            line.chars.append(char)
            line.lefts.append(line.rights[-1] if blank else left)
            line.rights.append(line.rights[-1] if blank else right)
            if not blank:
                _measure(line, char, top, bottom)
            continue
        if line is not None:
            yield line
        line = None if blank else Line([char], [left], [right], top, bottom, bottom - top, _is_han(char))
    if line is not None:
        yield line


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _measure(line: Line, char: str, top: float, bottom: float) -> None:
    """Take the height of one more character into a line's."""
    if _is_han(char) and not line.measured:
        line.top, line.bottom, line.size, line.measured = top, bottom, bottom - top, True
    elif _is_han(char) or (not line.measured and bottom - top > 0.55 * line.size):
        line.top, line.bottom = min(line.top, top), max(line.bottom, bottom)
        line.size = max(line.size, bottom - top)


def _on(line: Line, left: float, top: float, right: float, bottom: float) -> bool:
    """Whether a character goes on a line: at its height, and not far back to the left."""
    shared = min(line.bottom, bottom) - max(line.top, top)
    # A comma or a dash is low: its middle within the line is enough.
    middle = (top + bottom) / 2
    level = shared >= OVERLAP * min(line.height, bottom - top) or line.top <= middle <= line.bottom
    if not level and bottom - top < 0.5 * line.size:
        level = line.top - 0.2 * line.size <= middle <= line.bottom + 0.35 * line.size
    return level and left >= line.rights[-1] - 1.2 * max(line.size, bottom - top)


def _trimmed(line: Line) -> Line | None:
    """A line without the spaces at its end; None for one of spaces alone."""
    while line.chars and line.chars[-1] == " ":
        line.chars.pop()
        line.lefts.pop()
        line.rights.pop()
    return line if line.chars else None


def _in_columns(lines: list[Line], width: float) -> list[Line]:
    """Two columns that the file writes line by line across, put one under the other; other pages as they are."""
    split = _gutter(lines, width)
    if split is None:
        return lines
    out: list[Line] = []
    block: tuple[list[Line], list[Line]] = ([], [])
    for line in lines:
        halves = _cut(line, split)
        if halves is None and line.left < split < line.right:
            out += [*block[0], *block[1], line]  # a heading over both columns
            block = ([], [])
        elif halves is None:
            block[0 if line.right <= split else 1].append(line)
        else:
            block[0].append(halves[0])
            block[1].append(halves[1])
    return [*out, *block[0], *block[1]]


def _gutter(lines: Sequence[Line], width: float) -> float | None:
    """The middle of a gap that most lines of running text share, both sides of which hold running text."""
    wide = [line for line in lines if line.right - line.left > 0.5 * width and len(line.chars) >= 16]
    if len(wide) < 6:
        return None
    cuts = [gap for line in wide if (gap := _middle_gap(line)) is not None]
    if len(cuts) < 0.6 * len(wide):
        return None
    split = median(cuts)
    halves = [_cut(line, split) for line in wide]
    full = [two for two in halves if two and min(len(two[0].chars), len(two[1].chars)) >= 8]
    return split if len(full) >= 0.6 * len(wide) else None


def _middle_gap(line: Line) -> float | None:
    """Middle of the widest gap in the middle third of a line, if it is as wide as a gutter."""
    first, last = line.left + (line.right - line.left) / 3, line.right - (line.right - line.left) / 3
    best = 0.0
    place = None
    for right, left in zip(line.rights, line.lefts[1:], strict=False):
        if first <= (left + right) / 2 <= last and left - right > max(best, GUTTER * line.size):
            best, place = left - right, (left + right) / 2
    return place


def _cut(line: Line, at: float) -> tuple[Line, Line] | None:
    """A line in two where nothing is printed at `at`."""
    cut = next((i for i, left in enumerate(line.lefts) if left >= at and line.chars[i] != " "), None)
    if not cut or line.rights[cut - 1] > at:
        return None
    parts = [
        Line(line.chars[a:b], line.lefts[a:b], line.rights[a:b], line.top, line.bottom, line.size, line.measured)
        for a, b in ((0, cut), (cut, len(line.chars)))
    ]
    one, two = (_trimmed(part) for part in parts)
    return (one, two) if one and two else None
