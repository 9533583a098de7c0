"""Gaps in a text: white space, line ends, markup and what cannot be seen; and names spelt without them."""

from __future__ import annotations

import re

SPACE = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
LINE = "\n\r\f\v\x1c-\x1e\x85\u2028\u2029"
# Zero width, bidi marks, soft hyphen, byte-order marks, variation selectors, tags, lone surrogates, controls.
HIDDEN = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e01ef"
)
REST = r"(?:\s[^<>]{0,300})?\s{0,3}/?>"
BLOCK_TAG = rf"</?(?:p|br|div|li|ul|ol|td|th|tr|table|tbody|thead|h[1-6]|section|center){REST}"
INLINE_TAG = rf"</?(?:span|b|i|u|strong|em|font|a|sub|sup){REST}"
GAP = re.compile(rf"(?:[{SPACE}{LINE}{HIDDEN}]|{BLOCK_TAG}|{INLINE_TAG})+", re.IGNORECASE)
TAGS = re.compile(rf"(?:{BLOCK_TAG}|{INLINE_TAG})(?:\s*(?:{BLOCK_TAG}|{INLINE_TAG}))*", re.IGNORECASE)
SPACED = re.compile(f"[{SPACE}]")
BROKEN = re.compile(rf"[{LINE}]|{BLOCK_TAG}", re.IGNORECASE)
BLOCK = re.compile(BLOCK_TAG, re.IGNORECASE)
INDENT = re.compile(f"\u3000[{SPACE}]*\u3000[{SPACE}{HIDDEN}]*$")
WORD = re.compile(r"[A-Za-z0-9\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")


def spelling(text: str, start: int, end: int) -> str:
    """Source slice without white space and tags, one space kept between two Latin words: what a name is made of.

    >>> spelling("研发 CO₂ 直接空\\n\\n气捕集", 3, 16), spelling("Photovoltaic  system", 0, 20)
    ('CO₂直接空气捕集', 'Photovoltaic system')
    """
    part = text[start:end]
    pieces = []
    at = 0
    for gap in GAP.finditer(part):
        pieces.append(part[at : gap.start()])
        if parts_words(part, *gap.span()):
            pieces.append(" ")
        at = gap.end()
    pieces.append(part[at:])
    return "".join(pieces).strip()


def parts_words(text: str, start: int, end: int) -> bool:
    """Whether the gap stands between two Latin or digit words and is one that can be seen."""
    if start == 0 or end >= len(text) or not (WORD.match(text, start - 1) and WORD.match(text, end)):
        return False
    return bool(SPACED.search(text, start, end) or BROKEN.search(text, start, end))
