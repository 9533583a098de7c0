"""A Review for a terminal: line and column, severity, message, the source line with carets, and the finding's id."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import east_asian_width

from cetu.queries.checking.findings import SEVERITY_NAMES, Finding, Place, Review

WIDEST = 72
"""Columns of a source line that are shown around the words."""


def lines(review: Review, name: str) -> Iterator[str]:
    """The review line by line; `name` is what the plan's file is called."""
    yield f"{name}：{review.plan.title}"
    yield from review.remarks
    for one in review.heard:
        yield from _finding(one, name)
    yield summary(review)


def summary(review: Review) -> str:
    """How many findings there are, by severity, and how many were silenced."""
    counts = "，".join(f"{SEVERITY_NAMES[severity]} {count}" for severity, count in review.counts.items())
    silenced = len(review.findings) - len(review.heard)
    return counts + (f"；已静默 {silenced}" if silenced else "")


def _finding(one: Finding, name: str) -> Iterator[str]:
    at = f"{name}:{one.place.line}:{one.place.column}"
    yield f"{at}: {SEVERITY_NAMES[one.severity]} {one.message} [{one.rule} {one.id}]"
    yield from (f"  {line}" for line in pointed(one.place))
    for further in one.further[:1] if one.rule not in ("box-lacks",) else ():
        yield f"  又见 第{further.line}行："
        yield from (f"  {line}" for line in pointed(further))


def pointed(place: Place) -> tuple[str, str]:
    """The source line around the words, and carets under them.

    >>> here = Place("氢能", 2, 4, 1, 3, "发展氢能。", ())
    >>> pointed(here)
    ('发展氢能。', '    ^^^^')
    """
    context = place.context.replace("\t", " ")
    start = place.column - 1
    quote = place.quote.split("\n")[0]
    before, words = context[:start], context[start : start + len(quote)]
    room = max(12, (WIDEST - _width(words)) // 2)
    before = before if _width(before) <= room else "…" + _last(before, room)
    words = words if _width(words) <= WIDEST else _first(words, WIDEST - 2) + "…"
    after = context[start + len(quote) :]
    after = after if _width(after) <= room else _first(after, room) + "…"
    return before + words + after, " " * _width(before) + "^" * max(1, _width(words))


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _last(text: str, columns: int) -> str:
    return text[-(columns // 2) :]


def _first(text: str, columns: int) -> str:
    return text[: columns // 2]
