"""Where a target holds, and which figures of a plan only tell what has been reached. Source offsets."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cetu.corpus.plan import Plan
from cetu.extract.lexicon import pattern
from cetu.extract.places import Place
from cetu.extract.targets import Figure

TOLD = pattern("targets.told_title")
WHOLE = pattern("targets.whole")
MUNICIPALITIES = ("11", "12", "31", "50")
CLAUSE_MARKS = "，。；：\n"


def committed(plan: Plan, figures: Iterable[Figure]) -> list[Figure]:
    """The figures without those of sections that look back (发展基础, 工作回顾), unless they are of a year to come."""
    told = [(s.heading_end, s.end) for s in plan.sections if s.kind == "section" and looks_back(s.title)]
    if not told:
        return list(figures)
    now = _speaks(plan)
    return [f for f in figures if not _inside(plan, f, told) or (f.year is not None and f.year > now)]


def looks_back(title: str) -> bool:
    """Whether a heading opens what has been reached and not what is to be.

    >>> looks_back("“十三五”发展回顾"), looks_back("发展基础"), looks_back("夯实发展基础")
    (True, True, False)
    """
    return bool(TOLD.search(title))


def _inside(plan: Plan, figure: Figure, spans: list[tuple[int, int]]) -> bool:
    start, _ = plan.view.to_source(figure.start, figure.end)
    return any(a <= start < b for a, b in spans)


def _speaks(plan: Plan) -> int:
    """The year in which a plan speaks, 0 where it does not say."""
    document = plan.document
    if document.date:
        return int(document.date[:4])
    return document.period[0] if document.period else 0


def scope_of(plan: Plan, figure: Figure, places: dict[tuple[int, int], Place]) -> str | None:
    """Code of the region that a figure holds for, as far as its own clause says.

    A place right before or at the head of the target (沈阳市森林覆盖率), else the plan's own where 全省, 全市 … stand
    before it and the plan is of that level.
    """
    text = plan.view.text
    start = max(text.rfind(mark, 0, figure.start) for mark in CLAUSE_MARKS) + 1
    for (a, b), place in places.items():
        code = place.concept.notation if place.concept else None
        if code and re.fullmatch(r"\d{6}", code) and start <= a and figure.start in (a, b):
            return code
    said = WHOLE.search(text, start, figure.end)
    own = plan.document.jurisdiction
    if said is None or own is None:
        return None
    if said.group() in ("全国", "我国"):
        return "000000" if own == "000000" else None
    level = (
        "省"
        if own.endswith("0000") and own[:2] not in ("11", "12", "31", "50")
        else "市"
        if own.endswith("00")
        else "县"
    )
    return own if said.group()[-1] in {"省": "省区", "市": "市", "县": "县区市"}[level] else None
