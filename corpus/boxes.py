"""Where a box (专栏) ends, and what its entries are.

A box runs to the next heading of the plan. What is numbered inside it is an entry of it: its first line bears the first
number of a style, and the count goes on without a break. Once a box has labelled entries, a paragraph without a label
is running text again and ends it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cetu.corpus.headings import STYLES, count, ends_sentence
from cetu.corpus.titles import Heading

LABEL = re.compile(r"(?P<label>[^。；：！？\n]{2,60})：(?=.)")
LEAD = re.compile(r"(?P<label>[^。；：，！？\n]{2,30})。(?=.)")
HIGH = frozenset(("part", "chapter", "division", "han", "annex", "box", "unnumbered"))
ITEM_STYLES = frozenset(("circle", "digit_half"))
DASHED = frozenset(("dash", "bullet"))
CAPTION = 3
"""The first numbered entry of a box stands within so many lines."""
LONG = 80
"""A paragraph of so many characters that closes with a full stop is running text, not a cell or a list item."""


def end_boxes(headings: Sequence[Heading], words: Sequence[str], starts: Sequence[int]) -> list[Heading]:
    """The headings, with entries put in below each box and a mark of kind "out" where running text ends a box.

    `words` are the lines, `starts` their view offsets.
    """
    by_line = {heading.line: heading for heading in headings}
    found: list[Heading] = []
    outside: dict[str, Heading] = {}
    at = 0
    for heading in headings:
        if heading.line < at:
            continue
        found.append(heading)
        outside[heading.style] = heading
        if heading.kind == "box":
            inside = list(_inside(heading, by_line, outside, words, starts))
            found.extend(inside)
            at = inside[-1].line + 1 if inside else at
    return found


def _inside(
    box: Heading,
    by_line: dict[int, Heading],
    outside: dict[str, Heading],
    words: Sequence[str],
    starts: Sequence[int],
) -> Iterator[Heading]:
    """Entries of one box in order, then the mark that ends it where no heading does."""
    counts: dict[str, Heading] = {}
    labelled = False
    for number in range(box.line + 1, len(words)):
        heading = by_line.get(number)
        if heading is not None and heading.style not in DASHED:
            if heading.style in ITEM_STYLES:
                yield replace(heading, kind="entry" if heading.title else "item", style="entry")
                continue
            if heading.style in HIGH or labelled or _goes_on_outside(heading, counts, outside, words):
                return
            if not _counts_on(heading, counts, near=number - box.line <= CAPTION):
                return
            yield replace(heading, kind="entry" if heading.title else "item", style="entry")
            continue
        if heading is not None:
            yield replace(heading, style="entry")
            continue
        line = words[number]
        label = (LABEL.match(line) or LEAD.match(line)) if not counts else None
        start = starts[number]
        if label:
            labelled = True
            yield replace(box, kind="entry", style="entry", number="", title=label.group("label").strip(),
                          line=number, start=start, end=start + label.end())  # fmt: skip
        elif labelled and not counts and len(line) >= LONG and ends_sentence(line):
            yield replace(box, kind="out", title="", line=number, start=start, end=start)
            return


def _counts_on(heading: Heading, counts: dict[str, Heading], *, near: bool) -> bool:
    """Whether a number goes on a count of the box, or begins one below; keeps the counts.

    `near` says that the box has only begun, so that its first count may begin.
    """
    if heading.style in counts:
        goes_on = _follows(heading, counts[heading.style])
    else:
        below = all(STYLES.index(heading.style) > STYLES.index(style) for style in counts)
        goes_on = count(heading.number) == 1 and (near or bool(counts)) and below
    if goes_on:
        for style in [s for s in counts if STYLES.index(s) > STYLES.index(heading.style)]:
            del counts[style]
        counts[heading.style] = heading
    return goes_on


def _goes_on_outside(
    heading: Heading, counts: dict[str, Heading], outside: dict[str, Heading], words: Sequence[str]
) -> bool:
    """Whether a number that fits the count of the box fits the headings around it too, and is written like those:
    with the line to itself where theirs have it and the entries of the box do not, or the other way round."""
    inner, outer = counts.get(heading.style), outside.get(heading.style)
    if inner is None or outer is None or not _follows(heading, outer):
        return False
    alone = _alone(heading, words)
    return alone == _alone(outer, words) and alone != _alone(inner, words)


def _follows(heading: Heading, last: Heading) -> bool:
    value, before = count(heading.number), count(last.number)
    return value is not None and before is not None and value == before + 1


def _alone(heading: Heading, words: Sequence[str]) -> bool:
    """Whether a heading has its line to itself."""
    return bool(heading.title) and heading.end - heading.start >= len(words[heading.line])
