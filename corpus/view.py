"""The repaired view: stray spaces, page breaks inside words and markup left out, width folded, nothing invented.

Three passes, each a regular expression over the whole text: gaps (runs of white space, invisible characters and tags)
become nothing, a space or a line end; width is folded one to one; line ends inside a paragraph are taken out.
"""

from __future__ import annotations

import re
from array import array

from cetu.corpus.gaps import BLOCK, BROKEN, GAP, INDENT, SPACED, WORD, parts_words
from cetu.corpus.lines import joins
from cetu.corpus.plan import View

# Full-width digits, letters and ％＋／＜＝＞; ratio and guillemets; punctuation that a GBK font left in the Yi block
# (its bytes A3 AC taken for a code point); the decimal point that such a font keeps in a private-use plane.
WIDE = re.compile(
    "[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a％＋／＜＝＞．∶«»\ua3a1\ua3a8\ua3a9\ua3ac\ua3ae\ua3ba\ua3bb\ua3bf]"
    "|(?<=[0-9\uff10-\uff19])[\U00100000-\U0010fffd](?=[0-9\uff10-\uff19])"
)
OTHER = {"∶": "：", "«": "《", "»": "》", "\ua3ae": "。"}
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
CJK = f"\u3001-\u3029{HAN}！-～“”‘’—…"
NARROW_TO_WIDE = str.maketrans(",;:()!?", "，；：（）！？")
NARROW = re.compile(rf"(?<=[{CJK}])[,;:()!?]+|[,;:()!?]{{1,4}}(?=[{CJK}])")
UNEVEN = re.compile(r"（[^（）()\n]{1,80}\)|\([^（）()\n]{1,80}）")
FULL_STOP = re.compile(rf"(?<=[{HAN}”》）%])(?<![一二三四五六七八九十][.．])[.．](?=[{HAN}“《（]|\n|$)")
HEADED = re.compile(r"专\s?栏\s?[一二三四五六七八九十]{1,3}$")

Run = tuple[int, int]
"""Half-open range of source offsets that are kept, one view character each."""


def repair(text: str) -> View:
    """The repaired view of a text.

    >>> repair("到 2025 年，建成10个降碳效\\n\\n果突出的工程。").text
    '到2025年，建成10个降碳效果突出的工程。'
    >>> repair("<p>Photovoltaic system：研究</p> <p>储能,氢能(绿氢)</p>").text
    'Photovoltaic system：研究\\n储能，氢能（绿氢）'
    """
    pieces, runs, hard = _squeeze(text)
    lines = _fold("".join(pieces)).split("\n")
    return _join(lines, runs, set(joins(lines, hard)))


def _squeeze(text: str) -> tuple[list[str], list[list[Run]], list[bool]]:
    """Pieces of text with "\\n" for each line end, the runs of every line (its "\\n" last), and whether a tag or an
    indent stands in front of each line."""
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
        if kind:
            pieces.append(" " if kind == "space" else "\n")
            runs[-1].append((place, place + 1))
        if kind in ("line", "hard"):
            runs.append([])
            hard.append(kind == "hard")
    if at < len(text):
        pieces.append(text[at:])
        runs[-1].append((at, len(text)))
    return pieces, runs, hard


def _read_gap(text: str, start: int, end: int) -> tuple[str, int]:
    """What a gap is ("", "space", "line", "hard") and the source offset that stands for it."""
    if end - start == 1:
        if text[start] == "\n":
            return "line", start
        if text[start] != " ":
            return _read_space(text, start, end)
    if broken := BROKEN.search(text, start, end):
        hard = BLOCK.search(text, start, end) or INDENT.search(text, max(start, end - 12), end)
        # A tag is left at its ">", which is one character like any other that a fold may stand for.
        place = broken.end() - 1
        return ("hard" if hard else "line"), place
    return _read_space(text, start, end)


def _read_space(text: str, start: int, end: int) -> tuple[str, int]:
    # 专栏一 一体化技术: without its space the number of the box would run into the words.
    numbered = text[start - 1] in "一二三四五六七八九十" and HEADED.search(text, max(0, start - 8), start)
    if numbered or parts_words(text, start, end):
        space = SPACED.search(text, start, end) or BROKEN.search(text, start, end)
        return ("space", space.start()) if space else ("", start)
    return "", start


def _fold(text: str) -> str:
    """Width folded, one character for one character."""
    text = WIDE.sub(_narrow, text)
    return _widen(text)


def _narrow(match: re.Match[str]) -> str:
    char = match.group()
    if char == "．":
        return _point(match)
    if char in OTHER:
        return OTHER[char]
    code = ord(char)
    if code >= 0x100000:
        return "."
    return chr(code - 0xA3A1 + 0xFF01) if code < 0xFF00 else chr(code - 0xFEE0)


def _point(match: re.Match[str]) -> str:
    at, text = match.start(), match.string
    beside = text[at - 1 : at] + text[at + 1 : at + 2]
    return "." if any(c.isdigit() for c in beside) else "．"


def _widen(text: str) -> str:
    """Half-width punctuation beside Chinese to full width, brackets as their partners, a full stop to 。."""
    text = NARROW.sub(lambda match: match.group().translate(NARROW_TO_WIDE), text)
    text = UNEVEN.sub(lambda match: f"（{match.group()[1:-1]}）", text)
    return FULL_STOP.sub("。", text)


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
    text = "".join(pieces)
    return View(_widen(text) if drop else text, offsets)
