"""The repaired view: stray spaces, page breaks inside words and markup left out, width folded, nothing invented.

Three passes, each a regular expression over the whole text: gaps (runs of white space, invisible characters and tags)
become nothing, a space or a line end; width is folded one to one; line ends inside a paragraph are taken out.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator

from cetu.corpus.lines import joins
from cetu.corpus.plan import View

SPACE = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
LINE = "\n\r\f\v\x1c-\x1e\x85\u2028\u2029"
# Zero width, bidi marks, soft hyphen, byte-order marks, variation selectors, tags, lone surrogates, C0 and C1 controls.
HIDDEN = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e01ef"
)
TAG = (
    r"</?(?:p|br|div|span|li|ul|ol|td|th|tr|table|tbody|thead|h[1-6]|b|i|u|strong|em|font|a|sub|sup|section|center)"
    r"(?:\s[^<>]{0,300})?\s{0,3}/?>"
)
INLINE_TAG = re.compile(r"</?(?:span|b|i|u|strong|em|font|a|sub|sup)[\s/>]", re.IGNORECASE)
GAP = re.compile(rf"(?:[{SPACE}{LINE}{HIDDEN}]|{TAG})+", re.IGNORECASE)
GAP_LINE = re.compile(rf"[{LINE}]|{TAG}", re.IGNORECASE)
GAP_SPACE = re.compile(f"[{SPACE}]")
INDENT = re.compile(f"\u3000[{SPACE}]*\u3000[{SPACE}{HIDDEN}]*$")
PLAIN_GAPS = frozenset("\n")

WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff05\uff0b\uff0f\uff0e]")
CJK = "\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60“”‘’—…"
NARROW_TO_WIDE = str.maketrans(",;:()!?", "，；：（）！？")
NARROW = re.compile(rf"(?<=[{CJK}])[,;:()!?]+|[,;:()!?]+(?=[{CJK}])")
CLOSING = re.compile(r"（[^（）()\n]{1,80}(\))")
WORD = re.compile(r"[A-Za-z0-9]")


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


def spelling(text: str, start: int, end: int) -> str:
    """Source slice without white space and tags, one space kept between two Latin words: what a name is made of.

    >>> spelling("研发 CO₂ 直接空\\n\\n气捕集", 3, 16)
    'CO₂直接空气捕集'
    """
    part = text[start:end]
    pieces = []
    at = 0
    for gap in GAP.finditer(part):
        pieces.append(part[at : gap.start()])
        if _between_words(part, gap.start(), gap.end()):
            pieces.append(" ")
        at = gap.end()
    pieces.append(part[at:])
    return "".join(pieces).strip()


def _between_words(text: str, start: int, end: int) -> bool:
    """Whether the gap parts two Latin or digit words, by something that can be seen."""
    if start == 0 or end >= len(text):
        return False
    before, after = text[start - 1], text[end]
    return bool(WORD.match(_fold(before)) and WORD.match(_fold(after)) and not _hidden(text, start, end))


def _hidden(text: str, start: int, end: int) -> bool:
    return not GAP_SPACE.search(text, start, end) and not GAP_LINE.search(text, start, end)


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
    if not _between_words(text, start, end):
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


def _fold(char: str) -> str:
    code = ord(char)
    return chr(code - 0xFEE0) if 0xFF01 <= code <= 0xFF5E else char


def _narrow(match: re.Match[str]) -> str:
    char = match.group()
    if char == "．":
        at, text = match.start(), match.string
        beside = text[at - 1 : at] + text[at + 1 : at + 2]
        return "." if any(c.isdigit() for c in beside) else char
    return _fold(char)


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


def sentences(view: View, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentence spans of a view span, in view offsets, line ends and surrounding spaces left out.

    A sentence closes at 。；！？ or a line end; inside brackets or quotes none of them closes, unless the line ends.
    """
    for match in LINE_SPAN.finditer(view.text, start, end):
        yield from _split(view.text, match.start(), match.end())


LINE_SPAN = re.compile(r"[^\n]+")
STOP = re.compile(r"[。；！？!?][”’」』）》\"]*|[（〔【《“「『(]|[）〕】》”」』)]")
PAIRS = {"（": "）", "〔": "〕", "【": "】", "《": "》", "“": "”", "「": "」", "『": "』", "(": ")"}
LONGEST_INSIDE = 400
"""An opening mark without its closing mark within so many characters is a misprint and hides nothing."""


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at, inside = start, start
    for match in STOP.finditer(text, start, end):
        if match.start() < inside:
            continue
        mark = match.group()
        if mark in PAIRS:
            close = text.find(PAIRS[mark], match.end(), min(end, match.end() + LONGEST_INSIDE))
            inside = close + 1 if close >= 0 else inside
        elif mark[0] in "。；！？!?":
            yield at, match.end()
            at = match.end()
    if at < end:
        yield at, end


def spans_of(views: Iterable[View]) -> Iterator[tuple[int, int]]:
    """First and last source offset of each view; for checks."""
    for view in views:
        if view.offsets:
            yield view.offsets[0], view.offsets[-1]
