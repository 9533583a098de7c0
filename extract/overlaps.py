"""Spans that do not overlap: which of them another meets; the first come stay. Spans of any kind: what lies in one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from itertools import accumulate


def met(spans: Sequence[tuple[int, int]], start: int, end: int) -> Sequence[tuple[int, int]]:
    """Those of spans in order, none of which overlaps another, that overlap `start:end`.

    >>> met([(0, 2), (4, 6), (6, 9)], 5, 7)
    [(4, 6), (6, 9)]
    """
    first = bisect_left(spans, (start, end))
    first -= first > 0 and spans[first - 1][1] > start
    return spans[first : bisect_left(spans, (end, end), first)]


class Taken:
    """Spans `start:end` that have been taken, none of which overlaps another."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int]] = []

    def take(self, start: int, end: int) -> bool:
        """Whether the span overlaps none before it; then it is taken.

        >>> taken = Taken()
        >>> taken.take(2, 6), taken.take(5, 8), taken.take(6, 8)
        (True, False, True)
        """
        if met(self._spans, start, end):
            return False
        insort(self._spans, (start, end))
        return True


class Cover:
    """Spans of which some may overlap or lie in others."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = [0, *accumulate((end for _, end in ordered), max)]

    def holds(self, start: int, end: int) -> bool:
        """Whether `start:end` lies within one of the spans.

        >>> cover = Cover([(4, 6), (0, 9), (8, 12)])
        >>> cover.holds(5, 9), cover.holds(5, 10)
        (True, False)
        """
        return self._reach[bisect_right(self._starts, start)] >= end
