"""Words that members of a list may have left out: every stretch of the list that a name could take.

In 推进秸秆肥料化、饲料化利用 these are 利用 for a head and 秸秆 for a modifier. Which of them a member takes is told
elsewhere (`extract/sharing.py`). Offsets are of the view.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from cetu.extract.lexicon import only
from cetu.extract.segmentation import cut

Span = tuple[int, int]
CLOSING, LAST, FIRST = "closing", "last", "first"
LONG = 4
"""Characters from which on a word may be two for the list: 海洋生态 shares 生态 with 陆地."""

STARTS, WORDS = 5, 4
"""Among the closing words: how many places a head may begin at, and how many words it may have."""


@dataclass(frozen=True, slots=True)
class Option:
    """Words that may be shared: `span`; what stands beside them in their own place (`beside`, may be empty); whether
    they are closing words of the list, the end of its last member or the beginning of its first one (`source`)."""

    span: Span
    beside: Span
    source: str


def heads(text: str, members: Sequence[Span], closing: Span | None) -> list[Option]:
    """Stretches of the closing words and ends of the last member; of those that read the same, the first.

    What says of every name the same and changes none (技术, 领域) is no option.

    >>> s = "海上风电、光伏等新能源设备"
    >>> [s[slice(*o.span)] for o in heads(s, [(0, 4), (5, 7)], (8, 13))]
    ['新能源', '新能源设备', '设备']
    """
    found = [*_of_closing(text, closing)] if closing else []
    if len(members) > 1:
        start, end = members[-1]
        found += [Option((at, end), (start, at), LAST) for at in _inside(text, start, end)]
    return _distinct(text, found)


def modifiers(text: str, members: Sequence[Span]) -> list[Option]:
    """Beginnings of the first member, but for those in 的; of those that read the same, the first."""
    if len(members) < 2:
        return []
    start, end = members[0]
    places = [at for at in _inside(text, start, end) if text[at - 1] != "的"]
    return _distinct(text, (Option((start, at), (at, end), FIRST) for at in places))


def _of_closing(text: str, closing: Span) -> Iterator[Option]:
    start, end = closing
    start += text.startswith("的", start)
    cuts = [start + at for at in _cuts(text[start:end])]
    for first, at in enumerate(cuts[:STARTS]):
        for stop in cuts[first + 1 : first + 1 + WORDS]:
            if not only("foldedheads").fullmatch(text[stop:end]):  # 固碳技术 is not parted
                yield Option((at, stop), (start, at), CLOSING)


def _inside(text: str, start: int, end: int) -> list[int]:
    return [start + at for at in _cuts(text[start:end]) if 0 < at < end - start]


@lru_cache(maxsize=1 << 14)
def _cuts(phrase: str) -> tuple[int, ...]:
    """Where a phrase may be parted: between its words, and in the middle of long ones."""
    bounds = [*accumulate(map(len, cut(phrase)), initial=0)]
    middles = (a + 2 for a, b in pairwise(bounds) if b - a >= LONG and not phrase[a:b].isascii())
    return tuple(sorted({*bounds, *middles}))


def _distinct(text: str, options: Iterator[Option] | list[Option]) -> list[Option]:
    found: dict[str, Option] = {}
    for option in options:
        said = "".join(text[slice(*option.span)].split())
        if said and not only("foldedheads").fullmatch(said):
            found.setdefault(said, option)
    return list(found.values())
