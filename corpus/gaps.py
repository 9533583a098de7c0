"""Gaps in a text: white space, line ends, markup and what cannot be seen; and names spelt without them."""

from __future__ import annotations

import re

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
WORD = re.compile(r"[A-Za-z0-9]")


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
        if between_words(part, gap.start(), gap.end()):
            pieces.append(" ")
        at = gap.end()
    pieces.append(part[at:])
    return "".join(pieces).strip()


def between_words(text: str, start: int, end: int) -> bool:
    """Whether the gap parts two Latin or digit words, by something that can be seen."""
    if start == 0 or end >= len(text):
        return False
    before, after = text[start - 1], text[end]
    return bool(WORD.match(fold(before)) and WORD.match(fold(after)) and not _hidden(text, start, end))


def _hidden(text: str, start: int, end: int) -> bool:
    return not GAP_SPACE.search(text, start, end) and not GAP_LINE.search(text, start, end)


def fold(char: str) -> str:
    """An ASCII character for a full-width one, any other as it is."""
    code = ord(char)
    return chr(code - 0xFEE0) if 0xFF01 <= code <= 0xFF5E else char
