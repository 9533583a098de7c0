"""Targets of two plans side by side: the same indicator found under its names, and its figures compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cetu.queries.alignment.commitments import Commitment, commitments, place_name, within
from cetu.queries.alignment.comparing import Verdict, compare
from cetu.queries.alignment.decisions import Decisions
from cetu.queries.alignment.indicators import likeness
from cetu.queries.alignment.paper import Paper
from cetu.queries.alignment.rows import Row
from cetu.queries.alignment.thirdfigures import Figure, third_figures
from cetu.queries.alignment.wording import best_pairs

LEAST_LIKENESS = 0.6
"""Below this, two wordings that no thesaurus knows are not taken for one indicator."""


@dataclass(frozen=True, slots=True)
class Match:
    """Two commitments to one indicator, and how sure that is."""

    left: Commitment
    right: Commitment
    score: float


def align_targets(left: Paper, right: Paper, decisions: Decisions) -> Iterator[Row]:
    """Rows of kind "target": every commitment of either plan stands in at least one of them."""
    ours, theirs = commitments(left), commitments(right)
    matches = match(ours, theirs, decisions)
    figures = third_figures((left, right)) if matches else ()
    for found in matches:
        yield _row(found, figures, ours, theirs, decisions)
    matched = {id(side) for found in matches for side in (found.left, found.right)}
    for one in ours:
        if id(one) not in matched:
            yield _alone(one, theirs, right, left_side=True)
    for one in theirs:
        if id(one) not in matched:
            yield _alone(one, ours, left, left_side=False)


def match(ours: Sequence[Commitment], theirs: Sequence[Commitment], decisions: Decisions) -> tuple[Match, ...]:
    """One to one: first the same indicator in the same year, then likely ones, then the same in other years."""
    scores = {}
    for i, one in enumerate(ours):
        for j, other in enumerate(theirs):
            score = decisions.score("target", one.side, other.side, _score(one, other))
            if score > 0:
                scores[i, j] = score
    return tuple(Match(ours[i], theirs[j], scores[i, j]) for i, j in best_pairs(scores))


def _score(one: Commitment, other: Commitment) -> float:
    """0 where the two are not of one indicator; less the more of year, baseline and kind of figure differ."""
    if one.indicator.key == other.indicator.key:
        score = 1.0 if one.indicator.iri else 0.95
    elif one.indicator.iri and other.indicator.iri:
        return 0.0
    else:
        score = likeness(one.side.name, other.side.name)
        if score < LEAST_LIKENESS or (one.span and other.span and one.unit != other.unit):
            return 0.0
    if None in (one.year, other.year):
        score *= 0.9 if one.year == other.year else 0.8
    elif one.year != other.year and one.year and other.year:
        comparable = score >= 0.95 and one.span and other.span and one.change == other.change
        return 0.5 * score - _apart(one.year, other.year) if comparable else 0.0
    if one.span and other.span:
        score *= 1.0 if one.change == other.change else 0.9
        score *= 1.0 if one.baseline == other.baseline else 0.97
    return round(score, 3)


def _apart(year: int, other: int) -> float:
    """What two years count less the further they lie apart; of two as far, the earlier of the right plan is nearer."""
    return min(0.05, 0.001 * abs(year - other) + (0.0005 if other > year else 0.0))


def _row(
    one: Match,
    figures: Sequence[Figure],
    ours: Sequence[Commitment],
    theirs: Sequence[Commitment],
    decisions: Decisions,
) -> Row:
    found: Verdict = compare(one.left, one.right, figures)
    reason = f"{_identity(one)}；{found.reason}{_course(one, ours, theirs)}"
    verdict = decisions.verdict("target", one.left.side, one.right.side)
    return Row(
        "target",
        found.relation,
        one.left.side,
        one.right.side,
        reason,
        found.rule,
        min(1.0, one.score),
        found.further,
        verdict,
    )


def _identity(one: Match) -> str:
    left, right = one.left, one.right
    if left.indicator.key != right.indicator.key:
        return f"指标名称相近（{left.side.name} / {right.side.name}），叙词表未收，请核对"
    same = f"同一指标“{left.indicator.label}”"
    return same if left.side.name == right.side.name else f"{same}（{left.side.name} / {right.side.name}）"


def _course(one: Match, ours: Sequence[Commitment], theirs: Sequence[Commitment]) -> str:
    """The figures of the other years, where either plan sets several."""
    said = []
    for word, mine, all_ in (("左", one.left, ours), ("右", one.right, theirs)):
        steps = [c for c in all_ if c.indicator.key == mine.indicator.key and c.year and c.span]
        if len({c.year for c in steps}) > 1:
            said.append(f"{word}：" + "，".join(c.side.said for c in sorted(steps, key=lambda c: c.year or 0)))
    return f"。各年安排 {'；'.join(said)}" if said else ""


def _alone(one: Commitment, others: Sequence[Commitment], other: Paper, *, left_side: bool) -> Row:
    """A commitment without its counterpart; other years of the same indicator are said."""
    years = sorted({c.side.said for c in others if c.indicator.key == one.indicator.key})
    reason = f"《{other.title}》没有“{one.indicator.label}”的指标"
    if years:
        reason = f"《{other.title}》有“{one.indicator.label}”，但不对应这一年或这一口径：{'，'.join(years)}"
    if within(other.plan.document.jurisdiction or "", one.scope) and one.indicator.additive:
        reason += f"（{place_name(one.scope)}的总量，未见分解）"
    if left_side:
        return Row("target", "missing", one.side, None, reason, "target.missing", 0.9)
    return Row("target", "extra", None, one.side, reason, "target.extra", 0.9)
