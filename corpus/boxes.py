"""Where a box (专栏) ends, and what its entries are.

A box runs to the next heading of the plan. What is numbered inside it is an entry of it: its first line bears the first
number of a style, and the count goes on without a break. Once a box has labelled entries, a paragraph without a label
is running text again and ends it. A box may float between a heading and its paragraphs, which may be labelled as its
entries are: they end it where the box breaks its lines and they do not, or where their labels order something and those
of the box only name things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from cetu.corpus.describing.words import any_of
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
WRAPPED, SLACK = 20, 3
"""Lines that a box breaks are so long at least, and equally long but for so many characters."""
OPENING = re.compile(any_of("opening"))
"""How a label begins that orders something."""


class Line(NamedTuple):
    """A line of the view, where it starts, and the lines that it was printed in."""

    text: str
    start: int
    printed: tuple[str, ...]


def end_boxes(headings: Sequence[Heading], lines: Sequence[Line]) -> list[Heading]:
    """The headings, with entries put in below each box and a mark of kind "out" where running text ends a box."""
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
            inside = list(_inside(heading, by_line, outside, lines))
            found.extend(inside)
            at = inside[-1].line + 1 if inside else at
    return found


def _inside(
    box: Heading,
    by_line: dict[int, Heading],
    outside: dict[str, Heading],
    lines: Sequence[Line],
) -> Iterator[Heading]:
    """Entries of one box in order, then the mark that ends it where no heading does."""
    counts: dict[str, Heading] = {}
    labels: list[str] = []
    for number in range(box.line + 1, len(lines)):
        heading = by_line.get(number)
        if heading is not None and heading.style not in DASHED:
            if heading.style in ITEM_STYLES:
                yield replace(heading, kind="entry" if heading.title else "item", style="entry")
                continue
            if heading.style in HIGH or labels or _goes_on_outside(heading, counts, outside, lines):
                return
            if not _counts_on(heading, counts, near=number - box.line <= CAPTION):
                return
            yield replace(heading, kind="entry" if heading.title else "item", style="entry")
            continue
        if heading is not None:
            yield replace(heading, style="entry")
            continue
        line = lines[number]
        label = (LABEL.match(line.text) or LEAD.match(line.text)) if not counts else None
        title = label.group("label").strip() if label else ""
        above = [printed for one in lines[box.line + 1 : number] for printed in one.printed]
        if not counts and _is_running(line, title, labels, above):
            yield replace(box, kind="out", title="", line=number, start=line.start, end=line.start)
            return
        if label:
            labels.append(title)
            yield replace(box, kind="entry", style="entry", number="", title=title,
                          line=number, start=line.start, end=line.start + label.end())  # fmt: skip


def _is_running(line: Line, label: str, labels: Sequence[str], above: Sequence[str]) -> bool:
    """Whether a line is a paragraph of running text below a box whose labels and printed lines are known.

    >>> text = f"发展海上风电。{'推进深远海风电示范，' * 8}建成基地。"
    >>> line, broken = Line(text, 0, (text,)), Line(text, 0, (text[:38], text[38:76], text[76:]))
    >>> [_is_running(one, "发展海上风电", [], broken.printed) for one in (line, broken)]
    [True, False]
    >>> _is_running(line, "发展海上风电", ["降碳技术", "节水技术"], [text, text])
    True
    """
    if len(line.text) < LONG or not ends_sentence(line.text):
        return False
    if len(line.printed[0]) >= LONG and _breaks_lines(above):
        return True
    if not label:
        return bool(labels)
    return len(labels) > 1 and bool(OPENING.match(label)) and not any(map(OPENING.match, labels))


def _breaks_lines(printed: Sequence[str]) -> bool:
    """Whether a box breaks its lines: none is long, and several that stop within a sentence are equally long."""
    widths = sorted(len(line) for line in printed if not ends_sentence(line))
    equal = any(b - a <= SLACK for a, b in pairwise(widths) if a >= WRAPPED)
    return equal and max(map(len, printed)) < LONG


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
    heading: Heading, counts: dict[str, Heading], outside: dict[str, Heading], lines: Sequence[Line]
) -> bool:
    """Whether a number that fits the count of the box fits the headings around it too, and is written like those:
    with the line to itself where theirs have it and the entries of the box do not, or the other way round."""
    inner, outer = counts.get(heading.style), outside.get(heading.style)
    if inner is None or outer is None or not _follows(heading, outer):
        return False
    alone = _alone(heading, lines)
    return alone == _alone(outer, lines) and alone != _alone(inner, lines)


def _follows(heading: Heading, last: Heading) -> bool:
    value, before = count(heading.number), count(last.number)
    return value is not None and before is not None and value == before + 1


def _alone(heading: Heading, lines: Sequence[Line]) -> bool:
    """Whether a heading has its line to itself."""
    return bool(heading.title) and heading.end - heading.start >= len(lines[heading.line].text)
