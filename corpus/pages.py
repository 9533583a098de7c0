"""Where on which page the characters of a text are printed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

Box = tuple[float, float, float, float]
"""Left, top, right and bottom edge in points (1/72 inch) from the page's upper left corner."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page by its number in the file, from 1, with width and height in points (0 where the file does not say)."""

    number: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Run:
    """Characters `[start, end)` of the text that stand side by side on a page.

    `box` is None where only the page is known (DOCX); `edges` are the left edges of the characters and the right edge
    of the last, () where there is no box.
    """

    start: int
    end: int
    page: int
    box: Box | None
    edges: tuple[float, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Place:
    """A box on a page; None for a place on it that is not known."""

    page: int
    box: Box | None


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a file and the printed runs of its text, in order of the text, none inside another."""

    pages: tuple[Page, ...]
    runs: tuple[Run, ...]
    _starts: list[int] = field(init=False, repr=False, compare=False, hash=False, default_factory=list)

    def __post_init__(self) -> None:
        self._starts.extend(run.start for run in self.runs)

    def places(self, start: int, end: int) -> tuple[Place, ...]:
        """Boxes that the characters `[start, end)` are printed in, one a run; () where none of them is printed.

        >>> pages = Pages((Page(1, 595, 842),), (Run(0, 4, 1, (10, 10, 50, 20), (10, 20, 30, 40, 50)),))
        >>> pages.places(1, 3)
        (Place(page=1, box=(20, 10, 40, 20)),)
        """
        return tuple(self._places(start, end))

    def page_of(self, offset: int) -> int | None:
        """Number of the page that the character at an offset is printed on, None for one that is not printed."""
        found = next(self._places(offset, offset + 1), None)
        return found.page if found else None

    def _places(self, start: int, end: int) -> Iterator[Place]:
        at = max(0, bisect_right(self._starts, start) - 1)
        while at < len(self.runs) and self.runs[at].start < end:
            run = self.runs[at]
            at += 1
            first, last = max(start, run.start) - run.start, min(end, run.end) - run.start
            if first >= last:
                continue
            box = run.box
            if box is not None and run.edges:
                box = run.edges[first], box[1], run.edges[last], box[3]
            yield Place(run.page, box)
