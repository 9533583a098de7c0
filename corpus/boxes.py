"""Where a box (专栏) ends, and what its entries are.

A box runs to the next heading of the plan. What is numbered inside it is an entry of it: its first line bears the first
number of a style, and the count goes on without a break. Once a box has labelled entries, a paragraph without a label
is running text again and ends it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cetu.corpus.headings import count, ends_sentence

if TYPE_CHECKING:
    from cetu.corpus.outline import Heading

LABEL = re.compile(r"(?P<label>[^。；：！？\n]{2,60})：(?=.)")
LEAD = re.compile(r"(?P<label>[^。；：，！？\n]{2,30})。(?=.)")
HIGH = frozenset(("part", "chapter", "division", "han", "annex", "box", "unnumbered"))
LONG = 80
"""A paragraph of so many characters that closes with a full stop is running text, not a cell or a list item."""


def end_boxes(headings: Sequence[Heading], words: Sequence[str], starts: Sequence[int]) -> list[Heading]:
    """The headings, with entries put in below each box and a mark of kind "out" where running text ends a box.

    `words` are the lines, `starts` their view offsets.
    """
    by_line = {heading.line: heading for heading in headings}
    found: list[Heading] = []
    at = 0
    for heading in headings:
        if heading.line < at:
            continue
        found.append(heading)
        if heading.kind == "box":
            inside = list(_inside(heading, by_line, words, starts))
            found.extend(inside)
            at = inside[-1].line + 1 if inside else at
    return found


def _inside(box: Heading, by_line: dict[int, Heading], words: Sequence[str], starts: Sequence[int]) -> Iterator[Heading]:
    """Entries of one box in order, then the mark that ends it where no heading does."""
    style, last, labelled = "", 0, False
    for number in range(box.line + 1, len(words)):
        heading = by_line.get(number)
        if heading is not None and heading.style != "dash":
            if heading.style in HIGH:
                return
            value = count(heading.number)
            if number == box.line + 1 and value == 1:
                style = heading.style
            if not style or (heading.style == style and value != last + 1) or _above(heading.style, style):
                return
            last = (value or 0) if heading.style == style else last
            yield replace(heading, kind="entry" if heading.title else "item", style="entry")
            labelled = True
            continue
        if heading is not None:
            yield replace(heading, style="entry")
            continue
        line = words[number]
        label = (LABEL.match(line) or LEAD.match(line)) if not style else None
        start = starts[number]
        if label:
            labelled = True
            yield replace(box, kind="entry", style="entry", number="", title=label.group("label").strip(),
                          line=number, start=start, end=start + label.end())  # fmt: skip
        elif labelled and not style and len(line) >= LONG and ends_sentence(line):
            yield replace(box, kind="out", title="", line=number, start=start, end=start)
            return


def _above(style: str, other: str) -> bool:
    """Whether a style stands above another in the order of nesting."""
    from cetu.corpus.headings import STYLES

    return style in STYLES and STYLES.index(style) < STYLES.index(other)
