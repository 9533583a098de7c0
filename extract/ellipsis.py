"""Words that members of a list may have left out: every stretch of it, and of what follows, that a name could take.

In 推进秸秆肥料化、饲料化利用 these are 利用 for a head and 秸秆 for a modifier. Which of them a member takes is told
elsewhere (`extract/sharing.py`). Offsets are of the view.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from cetu.extract.lexicon import only, pattern
from cetu.extract.segmentation import cut

Span = tuple[int, int]
CLOSING, BEHIND, LAST, FIRST = "closing", "behind", "last", "first"
LONG = 4
"""Characters from which on a word may be two for the list: 海洋生态 shares 生态 with 陆地."""

STARTS, FARTHER, WORDS = 5, 2, 5
"""Among the words behind a list: how many places a head may begin at (fewer if it ends behind the closing words and
begins among them), and how many words it may have."""

REACH = 24
"""Characters behind a list within which words may be shared that its closing words do not hold."""

MANNER = pattern("ellipsis.manner")
CLAUSE = "，。；：！？、（）()“”\n"
"""Where the words behind a list end that it may share."""


@dataclass(frozen=True, slots=True)
class Option:
    """Words that may be shared: `span`; what stands beside them in their own place (`beside`, may be empty); whether
    they are closing words of the list, go on behind these (or behind a list that none close), are the end of its last
    member or the beginning of its first one (`source`)."""

    span: Span
    beside: Span
    source: str


def heads(text: str, members: Sequence[Span], closing: Span | None) -> list[Option]:
    """Stretches of the words behind the list and ends of the last member; of those that read the same, the first.

    What says of every name the same and changes none (技术, 领域) is no option.

    >>> s = "海上风电、光伏等新能源设备"
    >>> [s[slice(*o.span)] for o in heads(s, [(0, 4), (5, 7)], (8, 13))]
    ['新能源', '新能源设备', '设备']
    """
    found = [*_behind(text, closing or (members[-1][1], members[-1][1]))]
    if len(members) > 1:
        start, end = members[-1]
        found += [Option((at, end), (start, at), LAST) for at in _inside(text, start, end)]
    return _distinct(text, found)


def modifiers(text: str, members: Sequence[Span]) -> list[Option]:
    """Beginnings of the first member; of those that read the same, the first."""
    if len(members) < 2:
        return []
    start, end = members[0]
    return _distinct(text, [Option((start, at), (at, end), FIRST) for at in _inside(text, start, end)])


def _behind(text: str, closing: Span) -> Iterator[Option]:
    start, closed = closing
    start += text.startswith("的", start)
    end = _clause_end(text, start, closed)
    cuts = [start + at for at in _cuts(text[start:end])]
    for first, at in enumerate(cuts[:STARTS]):
        for stop in cuts[first + 1 : first + 1 + WORDS]:
            source = CLOSING if stop <= closed else BEHIND
            folds = only("foldedheads").fullmatch(text[stop:closed])  # 固碳技术 is not parted
            manner = MANNER.search(text, at, stop)  # 公铁、铁水等联运模式 speaks of 公铁联运
            if not folds and not manner and (source == CLOSING or first < FARTHER or at == closed):
                yield Option((at, stop), (start, at), source)


def _clause_end(text: str, start: int, closed: int) -> int:
    """Where the clause ends in which a list closes, or is cut."""
    stops = (at for at in range(closed, min(len(text), start + REACH)) if text[at] in CLAUSE)
    return next(stops, max(closed, min(len(text), start + REACH)))


def _inside(text: str, start: int, end: int) -> list[int]:
    return [start + at for at in _cuts(text[start:end]) if 0 < at < end - start]


@lru_cache(maxsize=1 << 14)
def _cuts(phrase: str) -> tuple[int, ...]:
    """Where a phrase may be parted: between its words, and in the middle of long ones."""
    bounds = [*accumulate(map(len, cut(phrase)), initial=0)]
    middles = (a + 2 for a, b in pairwise(bounds) if b - a >= LONG and not phrase[a:b].isascii())
    return tuple(sorted({*bounds, *middles}))


def _distinct(text: str, options: Sequence[Option]) -> list[Option]:
    found: dict[str, Option] = {}
    for option in options:
        said = "".join(text[slice(*option.span)].split())
        if said and not only("foldedheads").fullmatch(said):
            found.setdefault(said, option)
    return list(found.values())
