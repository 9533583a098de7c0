"""The outline of a plan: a flat tuple of sections in document order, each knowing its parent.

Levels. A style means the same level all through a plan: 一、 is 1, （一） 2, 1. 3, （1） 4, also where a plan leaves
one out (一、 over 1.) or an excerpt begins inside. Where there are parts, chapters or divisions, the styles that the
plan uses are put in the order in which Chinese documents nest them and counted from 1: 第一章 is 1, 第一节 2 and 一、
one deeper; and so where a plan numbers by 1. alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from cetu.corpus.boxes import Line, end_boxes
from cetu.corpus.headings import STYLES, Mark, read_mark
from cetu.corpus.margins import find_annex_list, find_contents, find_tail, find_title, may_be_title
from cetu.corpus.plan import Section, View
from cetu.corpus.titles import Heading, read_title

LINE = re.compile(r"[^\n]+")
UNNUMBERED = re.compile(r"(?:前|引|序)\s?言|结\s?语|附\s?则|后\s?记")
ITEM_STYLES = frozenset(("dash", "bullet", "circle", "digit_half"))
"""Marks of items: what they open is a section of kind "item" without a level, whether it has a title or not."""
RANK = {style: rank for rank, style in enumerate(STYLES, 2)}
RANK |= {"annex": 0, "unnumbered": 1, "box": 20, "dash": 30, "entry": 30}


def outline(text: str, view: View) -> tuple[Section, ...]:
    """Sections of a plan in source offsets, in document order, parents before children; () for a text without lines."""
    lines = [match.span() for match in LINE.finditer(view.text)]
    words = [view.text[start:end] for start, end in lines]
    skip = find_contents(words)
    listed = find_annex_list(words)
    headings = [_name_annex(h, words, lines) for h in _headings(words, lines, skip) if h.line not in listed]
    if not _uses_decimals(headings):
        headings = [h for h in headings if h.style != "decimal"]
    headings = end_boxes(headings, [_line(text, view, *span) for span in lines])
    first = min((h.line for h in headings if h.kind in ("section", "box")), default=len(lines))
    title = find_title(words, skip, first)
    headings = [h for h in headings if h.line not in title and not (h.kind == "annex" and h.line < first)]
    spans = _margins(words, skip, title, headings, first)
    return _sections(view, lines, headings, spans)


def _line(text: str, view: View, start: int, end: int) -> Line:
    a, b = view.to_source(start, end)
    return Line(view.text[start:end], start, tuple(filter(None, text[a:b].split("\n"))))


def _headings(words: Sequence[str], lines: Sequence[tuple[int, int]], skip: set[int]) -> Iterator[Heading]:
    for number, line in enumerate(words):
        if number in skip:
            continue
        mark = read_mark(line)
        if mark is not None:
            yield _heading(mark, line, number, lines[number][0])
        elif UNNUMBERED.fullmatch(line):
            title = line.replace(" ", "")
            yield Heading("section", "unnumbered", "", title, number, lines[number][0], lines[number][1])


def _heading(mark: Mark, line: str, number: int, start: int) -> Heading:
    title, end = read_title(mark, line)
    kind = "section" if title and mark.style not in ITEM_STYLES else "item"
    if mark.style in ("box", "annex"):
        kind = mark.style
    printed = mark.number.rstrip("、") if kind in ("section", "box", "annex") else mark.number
    style = "dash" if mark.style == "bullet" else mark.style
    return Heading(kind, style, printed, title, number, start, start + end)


def _name_annex(heading: Heading, words: Sequence[str], lines: Sequence[tuple[int, int]]) -> Heading:
    """An annex whose word has a line to itself takes its title from the line below."""
    below = heading.line + 1
    if heading.kind != "annex" or heading.title or below >= len(words) or not may_be_title(words[below]):
        return heading
    return replace(heading, title=words[below], end=lines[below][1])


def _uses_decimals(headings: Sequence[Heading]) -> bool:
    """Whether 1.1, 1.2 number headings, and are not figures of a table at the beginning of a line."""
    numbers = [h.number.rstrip(".、") for h in headings if h.style == "decimal"]
    return len(numbers) >= 3 and any(number.endswith(".1") for number in numbers)


Margin = tuple[str, int, int]
"""Kind, first line and line behind the last."""


def _margins(
    words: Sequence[str], skip: set[int], title: Sequence[int], headings: Sequence[Heading], first: int
) -> list[Margin]:
    """Title, contents, preamble and tail: stretches of lines that no heading opens."""
    spans: list[Margin] = []
    opened = {h.line for h in headings}
    top = min(opened, default=len(words))
    for number in range(len(words)):
        kind = "title" if number in title else "contents" if number in skip else "preamble" if number < top else ""
        if not kind:
            continue
        if spans and spans[-1][0] == kind and spans[-1][2] == number:
            spans[-1] = (kind, spans[-1][1], number + 1)
        else:
            spans.append((kind, number, number + 1))
    for stop in [*sorted(h.line for h in headings if h.kind == "annex"), len(words)]:
        tail = find_tail(words, max((h.line for h in headings if h.line < stop), default=first) + 1, stop)
        if tail < stop:
            spans.append(("tail", tail, stop))
    return sorted(spans, key=lambda span: span[1])


def _levels(headings: Sequence[Heading]) -> dict[str, int]:
    """Level of each numbering style that titles headings outside boxes."""
    used = {h.style for h in headings if h.kind == "section" and h.style in STYLES}
    if used & {"han", "han_bracket"} and not used & {"part", "chapter", "division"}:
        levels = {"han": 1, "han_bracket": 2, "digit": 3}
        deeper = [style for style in STYLES if style in used and style not in levels]
        return levels | {style: level for level, style in enumerate(deeper, 4)} | {"unnumbered": 1}
    return {style: level for level, style in enumerate((s for s in STYLES if s in used), 1)} | {"unnumbered": 1}


def _sections(
    view: View, lines: Sequence[tuple[int, int]], headings: Sequence[Heading], margins: Sequence[Margin]
) -> tuple[Section, ...]:
    """Sections with their ends and parents, in order of place."""
    pile = _Pile(levels=_levels(headings))
    marks: list[tuple[int, Heading | Margin]] = [(heading.line, heading) for heading in headings]
    marks.extend((margin[1], margin) for margin in margins)
    for _, mark in sorted(marks, key=lambda pair: pair[0]):
        if isinstance(mark, Heading):
            pile.open(view, mark)
        else:
            pile.lay(view, lines, mark)
    pile.close(-1, view.offsets[-1] + 1)
    return tuple(pile.found)


@dataclass(slots=True)
class _Pile:
    """Sections found so far, and (rank, index) of those still open, the innermost last."""

    levels: dict[str, int]
    found: list[Section] = field(default_factory=list)
    ranks: list[tuple[int, int]] = field(default_factory=list)

    def close(self, rank: int, at: int) -> None:
        """End at source offset `at` whatever is open and does not stand above `rank`."""
        while self.ranks and self.ranks[-1][0] >= rank:
            index = self.ranks.pop()[1]
            section = self.found[index]
            self.found[index] = replace(section, end=max(at, section.heading_end))

    def open(self, view: View, heading: Heading) -> None:
        """Begin the section of a heading; a heading of kind "out" only ends a box."""
        rank = RANK["box" if heading.kind == "out" else heading.style]
        start, behind = view.to_source(heading.start, max(heading.end, heading.start + 1))
        self.close(rank, start)
        if heading.kind == "out":
            return
        level = {"box": "box", "section": self.levels.get(heading.style)}.get(heading.kind)
        self.found.append(
            Section(heading.kind, level, heading.number, heading.title, start, start, behind, behind, self.parent)
        )
        # An unnumbered 前言 closes all that is open and is closed by any numbered heading.
        self.ranks.append((RANK["box"] - 1 if heading.style == "unnumbered" else rank, len(self.found) - 1))

    def lay(self, view: View, lines: Sequence[tuple[int, int]], margin: Margin) -> None:
        """Put in a stretch of lines that nothing lies in."""
        kind, first, last = margin
        start, end = view.to_source(lines[first][0], lines[last - 1][1])
        if kind != "contents":
            self.close(-1, start)
        title = "".join(view.text[a:b] for a, b in lines[first:last]) if kind == "title" else ""
        heading_end = end if kind == "title" else start
        self.found.append(Section(kind, None, "", title, start, start, heading_end, end, self.parent))

    @property
    def parent(self) -> int | None:
        return self.ranks[-1][1] if self.ranks else None
