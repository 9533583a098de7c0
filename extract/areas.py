"""Areas that have no code: rivers, mountains and parts of the country, by their names or by their last word.

Spans of the view.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from cetu.extract.lexicon import only, pattern, words
from cetu.extract.overlaps import Taken, met

Span = tuple[int, int]

LISTED, LISTING, NO_AREA = pattern("places.listed"), pattern("places.listing"), pattern("places.no_area")
NATURE, NAMED_NATURE = pattern("places.nature"), pattern("places.named_nature")
AREA_INSIDE = pattern("places.area_inside")
SHAPES = tuple(pattern(f"places.{name}") for name in ("chartered", "climate", "letters", "belt", "compass", "directed"))
SIDE, NO_NAME = pattern("places.side"), pattern("places.no_name")
LONGEST_LIST = 130


def goes_on(text: str, start: int, end: int) -> Span:
    """The span of a place with the natural feature that its name goes on with, and the side of the compass before it.

    >>> [goes_on("辽东山区和东南沿海", *span) for span in ((0, 2), (7, 9))]
    [(0, 4), (5, 9)]
    """
    feature = NATURE.match(text, end)
    end = feature.end() if feature else end
    if text.startswith(("西部", "东部"), start) and text[start - 1 : start] == "中":
        return start - 1, end
    return (start - 2, end) if text.startswith("沿海", start) and SIDE.match(text, max(0, start - 2)) else (start, end)


def is_no_name(said: str) -> bool:
    """Whether words that look like a region name none (国家高新区, 偏远地区)."""
    return said in words("notplaces") or bool(NO_NAME.fullmatch(said))


def areas(text: str, taken: Sequence[Span]) -> list[Span]:
    """Areas in order, none in or across a span of `taken` (in order, too); they may hold some.

    >>> text = "中国（广西）自由贸易试验区，长江上游，夏热冬冷地区"
    >>> [text[a:b] for a, b in areas(text, [])]
    ['中国（广西）自由贸易试验区', '长江上游', '夏热冬冷地区']
    """
    free, found = Taken(), []
    for start, end in (*_shaped(text), *_listed(text, taken)):
        over = met(taken, start, end)
        holds = all(start <= a and b <= end and (a, b) != (start, end) for a, b in over)
        if holds and free.take(start, end):
            found.append((start, end))
    return sorted(found)


def _shaped(text: str) -> Iterator[Span]:
    for shape in SHAPES:
        yield from (goes_on(text, *match.span()) for match in shape.finditer(text))
    for _, start, end in _names().find_matches_as_indexes(text):
        if text[start:end] not in words("notplaces") and not AREA_INSIDE.match(text, end):
            yield goes_on(text, start, end)
    own = only("verbs", "adverbs", "actions", "modifiers", "newness")
    yield from (one.span() for one in NAMED_NATURE.finditer(text) if not own.fullmatch(one["own"]))


@cache
def _names() -> AhoCorasick:
    return AhoCorasick(sorted(words("naturalareas") | words("notplaces")), matchkind=MatchKind.LeftmostLongest)


def _listed(text: str, taken: Sequence[Span]) -> Iterator[Span]:
    """Members of 在A、B、C等区域 that no gazetteer knows, where it knows one of them."""
    for close in LISTED.finditer(text):
        match = LISTING.search(text, max(0, close.start() - LONGEST_LIST), close.start())
        if match is None:
            continue
        at, members = match.start("items"), []
        for item in match.group("items").split("、"):
            members.append((at, at + len(item)))
            at += len(item) + 1
        known = [m for m in members if met(taken, *m)]
        if known and not NO_AREA.search(match.group("items")):
            yield from (m for m in members if m not in known)
