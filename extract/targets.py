"""Targets: what a plan commits to in figures, and what it commits to without one.

A target is an indicator, a comparator, a value with its unit, the year by which and the baseline year. Thresholds in
conditions (5000吨标准煤以上的用能单位), dates, ordinals and what is told of the past are no targets. Every figure is
read with the words of its own clause before and behind it. View offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cetu.corpus.headings import is_row
from cetu.extract.commitments import PICKS, Figure, Run, State, read_multiple, read_without_number, run_targets
from cetu.extract.lexicon import pattern
from cetu.extract.quantities import Quantity, bare_number, read_quantities
from cetu.extract.targetyears import Span, against, hidden_spans, read_years

__all__ = ["Figure", "find_targets"]

HINT = pattern("targets.hint")
PAST, FUTURE = pattern("targets.past"), pattern("targets.future")
LEVEL, JOINER, SOURCE = pattern("targets.level"), pattern("targets.joiner"), pattern("targets.source")
MULTIPLE, NUMBERLESS = pattern("targets.multiple"), pattern("targets.numberless")
CLAUSE = re.compile(r"[，；：。]")
TABLE = re.compile(r"\d[约束预期性%）\d.]*(?:约束性|预期性)")
OF_YEAR = re.compile(r"20\d\d年的?$")
UNITLESS = re.compile(r"\d[\d.]*(?:及?以上|及?以下|左右|以内)?$")


def find_targets(
    text: str, start: int, end: int, year: int | None = None, *, told: bool = False
) -> tuple[list[Figure], int | None]:
    """Targets of one sentence of the view, and the year that is being spoken of at its end.

    `told` says that the sentence stands in a part that looks back; there only what is said of a year to come is read.

    >>> def said(s):
    ...     found = find_targets(s, 0, len(s))[0]
    ...     return [(f.indicator, f.op, f.value, f.unit, f.year, f.baseline_year) for f in found]
    >>> said("到2025年，非化石能源消费比重达到13.7%左右")
    [('非化石能源消费比重', 'approx', 13.7, '%', 2025, None)]
    >>> said("到2025年，单位地区生产总值能源消耗比2020年下降14.5%")
    [('单位地区生产总值能源消耗', 'decrease', 14.5, '%', 2025, 2020)]
    >>> said("年综合能耗5000吨标准煤以上的重点用能单位")
    []
    """
    if not HINT.search(text, start, end):
        return [], year
    years = read_years(text, start, end, year)
    if (told or PAST.search(text, start, end)) and not FUTURE.search(text, start, end):
        return [], years.last
    if is_row(text[start:end]) or TABLE.search(text, start, end):
        return [], years.last
    hidden = hidden_spans(text, start, end)
    state = State(years, lambda: _ahead(text, start))
    figures = [q for q in read_quantities(text, start, end) if not any(a < q.start < b for a, b in hidden)]
    found: list[Figure] = []
    for a, b in _clauses(text, start, end, hidden):
        inside = [q for q in figures if a <= q.start < b]
        state.against = against(text[a:b]) or state.against
        found.extend(_clause_targets(text, (a, b), inside, state, hidden))
        state.clause = text[a:b]
    return found, years.last


def _ahead(text: str, start: int) -> str:
    """Indicator of what stands before a ；, where the sentence behind it goes on with it."""
    if start == 0 or text[start - 1] != "；":
        return ""
    before = max(text.rfind(mark, 0, start - 1) for mark in "；\n。") + 1
    found, _ = find_targets(text, before, start - 1)
    return found[-1].indicator if found else ""


def _clauses(text: str, start: int, end: int, hidden: list[Span]) -> Iterator[Span]:
    """Clauses between commas; a comma in brackets or quotes divides none."""
    at = start
    for match in CLAUSE.finditer(text, start, end):
        here = match.start()
        if any(a < here < b for a, b in hidden):
            continue
        if here > at:
            yield at, here
        at = match.end()
    if at < end:
        yield at, end


def _clause_targets(
    text: str, clause: Span, figures: list[Quantity], state: State, hidden: list[Span]
) -> Iterator[Figure]:
    """Targets of one clause: a multiple, one without a number, or one for each figure that commits to something."""
    start, end = clause
    multiple = MULTIPLE.search(text, start, end)
    if multiple and any(a < multiple.start("how") < b for a, b in hidden):
        multiple = None
    if multiple and (multiple.start() > start or state.indicator):
        yield from read_multiple(text, start, multiple, state)
        return
    if not figures:
        numberless = NUMBERLESS.search(text, start, end)
        if numberless:
            yield from read_without_number(text, start, numberless, state)
            return
        figures = _unitless(text, start, end)
    yield from _figure_targets(text, clause, figures, state)


def _unitless(text: str, start: int, end: int) -> list[Quantity]:
    """系数达到0.52: a number without a unit that closes its clause behind a verb that says a level."""
    number = UNITLESS.search(text, start, end)
    if number is None or not LEVEL.search(text[start : number.start()]):
        return []
    bare = bare_number(text, number.start(), end)
    return [] if bare is None or re.fullmatch(r"20\d\d", bare.printed) else [bare]


def _figure_targets(text: str, clause: Span, figures: list[Quantity], state: State) -> Iterator[Figure]:
    """Targets of the figures of a clause; one that only picks out what is meant (2500吨以上的企业) stays a part of the
    words before the next."""
    groups = _groups(text, clause[0], figures)
    left = clause[0]
    for i, group in enumerate(groups):
        stop = groups[i + 1][0].start if i + 1 < len(groups) else clause[1]
        before = OF_YEAR.sub("", text[left : group[0].start])
        tail = text[groups[-1][-1].end : clause[1]] if i + 1 < len(groups) else ""
        run = Run(left, before, tuple(group), text[group[-1].end : stop], first=i == 0, tail=tail)
        said = list(run_targets(text, run, state))
        if said or not PICKS.match(run.behind):
            left = run.end
        yield from said


def _groups(text: str, start: int, figures: list[Quantity]) -> list[list[Quantity]]:
    """Figures with nothing but a joint between them, together; one that only says from where (由20%) is left out."""
    groups: list[list[Quantity]] = []
    for figure in figures:
        if _is_source(text, start, figure):
            continue
        if groups and JOINER.fullmatch(text, groups[-1][-1].end, figure.start):
            groups[-1].append(figure)
        else:
            groups.append([figure])
    return groups


def _is_source(text: str, start: int, figure: Quantity) -> bool:
    match = SOURCE.search(text, max(start, figure.start - 16), figure.end + 8)
    return bool(match and match.start() < figure.start < match.end())
