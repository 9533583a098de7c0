"""The repaired view: stray spaces, page breaks inside words and markup left out, width folded, nothing invented.

Three passes, each a regular expression over the whole text: gaps (runs of white space, invisible characters and tags)
become nothing, a space or a line end; width is folded one to one; line ends inside a paragraph are taken out.
"""

from __future__ import annotations

import re
from array import array

from cetu.corpus.gaps import GAP, GAP_LINE, GAP_SPACE, INDENT, INLINE_TAG, WORD, between_words, fold
from cetu.corpus.lines import joins
from cetu.corpus.plan import View

WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff05\uff0b\uff0f\uff0e]")
CJK = "\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60“”‘’—…"
NARROW_TO_WIDE = str.maketrans(",;:()!?", "，；：（）！？")
NARROW = re.compile(rf"(?<=[{CJK}])[,;:()!?]+|[,;:()!?]+(?=[{CJK}])")
CLOSING = re.compile(r"（[^（）()\n]{1,80}(\))")


def repair(text: str) -> View:
    """The repaired view of a text.

    >>> repair("到 2025 年，建成10个降碳效\\n\\n果突出的工程。").text
    '到2025年，建成10个降碳效果突出的工程。'
    >>> repair("<p>Photovoltaic system：研究</p> <p>储能,氢能(绿氢)</p>").text
    'Photovoltaic system：研究\\n储能，氢能（绿氢）'
    """
    pieces, runs, hard = _squeeze(text)
    squeezed = WIDE.sub(_narrow, "".join(pieces))
    lines = squeezed.split("\n")
    drop = set(joins(lines, hard))
    return _join(lines, runs, drop)


Run = tuple[int, int]
"""Half-open range of source offsets that are kept, one view character each."""


def _squeeze(text: str) -> tuple[list[str], list[list[Run]], list[bool]]:
    """Pieces of text with "\\n" for each line end, the runs of every line (its "\\n" last), and whether the line end
    in front of each line is hard (a tag, an indent)."""
    pieces: list[str] = []
    runs: list[list[Run]] = [[]]
    hard = [True]
    at = 0
    for gap in GAP.finditer(text):
        start, end = gap.span()
        if start > at:
            pieces.append(text[at:start])
            runs[-1].append((at, start))
        at = end
        if not pieces or end == len(text):
            continue
        kind, place = _read_gap(text, start, end)
        if kind == "line" or kind == "hard":
            pieces.append("\n")
            runs[-1].append((place, place + 1))
            runs.append([])
            hard.append(kind == "hard")
        elif kind == "space":
            pieces.append(" ")
            runs[-1].append((place, place + 1))
    if at < len(text):
        pieces.append(text[at:])
        runs[-1].append((at, len(text)))
    return pieces, runs, hard


def _read_gap(text: str, start: int, end: int) -> tuple[str, int]:
    """What a gap is ("", "space", "line", "hard") and the source offset that stands for it."""
    if end - start == 1 and text[start] == "\n":
        return "line", start
    line = _line_end(text, start, end)
    if line is not None:
        tag = text[line] == "<"
        place = text.index(">", line) if tag else line
        return ("hard" if tag or INDENT.search(text, max(start, end - 12), end) else "line"), place
    if not between_words(text, start, end):
        return "", start
    space = GAP_SPACE.search(text, start, end)
    return ("space", space.start()) if space else ("", start)


def _line_end(text: str, start: int, end: int) -> int | None:
    """The first line end or block tag of a gap."""
    tag = None
    for match in GAP_LINE.finditer(text, start, end):
        if match.group()[0] != "<":
            tag = match.start() if tag is None else tag
        elif not INLINE_TAG.match(match.group()):
            return match.start()
    return tag


def _narrow(match: re.Match[str]) -> str:
    char = match.group()
    if char == "．":
        at, text = match.start(), match.string
        beside = text[at - 1 : at] + text[at + 1 : at + 2]
        return "." if any(c.isdigit() for c in beside) else char
    return fold(char)


def _join(lines: list[str], runs: list[list[Run]], drop: set[int]) -> View:
    """The view, without the line ends in front of the lines of `drop` (a space stays between two Latin words)."""
    pieces: list[str] = []
    offsets = array("I")
    for number, line in enumerate(lines):
        if number and number not in drop:
            pieces.append("\n")
        elif number:
            if WORD.match(lines[number - 1][-1:]) and WORD.match(line):
                pieces.append(" ")
            else:
                offsets.pop()
        pieces.append(line)
        for start, end in runs[number]:
            offsets.extend(range(start, end))
    return View(_widen("".join(pieces)), offsets)


def _widen(text: str) -> str:
    """Half-width punctuation beside Chinese to full width."""
    text = NARROW.sub(lambda match: match.group().translate(NARROW_TO_WIDE), text)
    return CLOSING.sub(lambda match: match.group()[:-1] + "）", text)
