"""Running heads, running feet and page numbers: what a page says of itself and not of the plan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from cetu.corpus.printed.printing import Line

BAND = 0.13
"""Share of a page's height, at its top and its bottom, in which running heads and numbers stand."""
NUMBER = re.compile(
    r"(?:[-—–―−·•~～_\s]*|第\s*)(\d{1,4}|[ivxlcIVXLC]{1,6})\s*(?:[-—–―−·•~～_\s]*|页(?:\s*[,，/]?\s*共\s*\d+\s*页)?|[/／]\s*\d{1,4})"
)
BARE = re.compile(r"[\d\s\-—–―−·•]+")
WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
REPEATED = 3
"""Pages on which the same words at the same height are a running head."""
NEAR = 6.0
"""Points between the heights of what is called the same height."""


def drop_margins(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The lines of every page without its number and its running heads and feet."""
    edges = [_edge_lines(lines, height) for lines, height in zip(pages, heights, strict=True)]
    numbers = _numbers(edges)
    heads = _running(edges)
    kept: list[list[Line]] = []
    for page, lines in enumerate(pages):
        out = {id(line) for line in edges[page] if _is_number(line, page, numbers) or _is_running(line, heads)}
        kept.append([line for line in lines if id(line) not in out])
    return kept


def _edge_lines(lines: Sequence[Line], height: float) -> list[Line]:
    """Lines in the bands at the top and the bottom of a page, and a number that is the page's lowest line."""
    edge = [line for line in lines if line.top < BAND * height or line.bottom > (1 - BAND) * height]
    lowest = max(lines, key=lambda line: line.top, default=None)
    return edge if lowest is None or lowest in edge else [*edge, lowest]


def _value(line: Line) -> int | None:
    """The number of a line that is a page number and nothing else; 0 for a Roman one."""
    found = NUMBER.fullmatch(line.text.translate(WIDE).strip())
    if not found:
        return None
    return int(found[1]) if found[1].isdigit() else 0


def _numbers(edges: Sequence[Sequence[Line]]) -> frozenset[int]:
    """Differences between printed and real numbers that hold for more pages than chance, most of all for one."""
    values = ((page, _value(line)) for page, lines in enumerate(edges) for line in lines)
    found = Counter(value - page for page, value in values if value)
    return frozenset(shift for shift, times in found.items() if times >= 2)


def _is_number(line: Line, page: int, shifts: frozenset[int]) -> bool:
    value = _value(line)
    if value is None:
        return False
    decorated = not line.text.strip().isalnum()
    return value == 0 or decorated or value - page in shifts


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+|\s+", "", line.text.translate(WIDE)), round(line.top / NEAR)


def _running(edges: Sequence[Sequence[Line]]) -> frozenset[tuple[str, int]]:
    """Words without their figures, with the height, that stand in the same place on several pages."""
    found: Counter[tuple[str, int]] = Counter()
    for lines in edges:
        found.update({_key(line) for line in lines})
    least = max(REPEATED, len(edges) // 4)
    return frozenset(key for key, times in found.items() if times >= least and key[0] and not BARE.fullmatch(key[0]))


def _is_running(line: Line, heads: frozenset[tuple[str, int]]) -> bool:
    words, height = _key(line)
    return any((words, near) in heads for near in (height - 1, height, height + 1))
