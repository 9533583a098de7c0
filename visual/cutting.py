"""A text cut at every edge of the spans that lie over it, so that each piece is under the same spans throughout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol, TypeVar


class Spanning(Protocol):
    """Anything with a half-open range of the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Over = TypeVar("Over", bound=Spanning)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the indexes of the spans over it, the longest first."""

    start: int
    end: int
    over: tuple[int, ...]


def cut(length: int, spans: Sequence[Over], edges: Iterable[int] = ()) -> Iterator[Piece]:
    """The pieces of a text of that length, in order, none of them empty; also cut at the given edges.

    >>> from cetu.extract.extraction import Span
    >>> [(one.start, one.end, one.over) for one in cut(9, [Span(0, 6), Span(3, 8)])]
    [(0, 3, (0,)), (3, 6, (0, 1)), (6, 8, (1,)), (8, 9, ())]
    """
    order = sorted(range(len(spans)), key=lambda at: (spans[at].start, -spans[at].end, at))
    cuts = sorted({0, length, *edges, *(edge for one in spans for edge in (one.start, one.end))})
    over: list[int] = []
    coming = 0
    for start, end in pairwise(at for at in cuts if 0 <= at <= length):
        over = [at for at in over if spans[at].end > start]
        while coming < len(order) and spans[order[coming]].start <= start:
            if spans[order[coming]].end > start:
                over.append(order[coming])
            coming += 1
        yield Piece(start, end, tuple(sorted(over, key=lambda at: (spans[at].start - spans[at].end, at))))
