"""Spans that do not overlap: the first come stay."""

from __future__ import annotations

from bisect import bisect_left, insort


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
        at = bisect_left(self._spans, (start, end))
        if at and self._spans[at - 1][1] > start:
            return False
        if at < len(self._spans) and self._spans[at][0] < end:
            return False
        insort(self._spans, (start, end))
        return True
