"""A draft and its revision, or two periods of one plan: what was added, dropped, moved, changed.

The comparison is that of two plans; what is the same is left out, and "missing" and "new" are facts here (no list is
asked whether it is open: the revision is the whole text that there is).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cetu import __version__
from cetu.queries.alignment.aligning import RULES, SAME, in_order
from cetu.queries.alignment.basis import align_basis
from cetu.queries.alignment.counterparts import Counterparts, Outline, outline
from cetu.queries.alignment.decisions import Decisions
from cetu.queries.alignment.duties import align_duties
from cetu.queries.alignment.measures import align_strength
from cetu.queries.alignment.paper import Comparable, Paper, Sentence, as_paper
from cetu.queries.alignment.parties import align_parties
from cetu.queries.alignment.rows import Alignment, Row
from cetu.queries.alignment.stock import Stock
from cetu.queries.alignment.targets import align_targets
from cetu.queries.alignment.tasks import Pair
from cetu.queries.alignment.technologies import align_technologies
from cetu.queries.alignment.wording import best_pairs, cosines, rarity

REWRITTEN = 0.4
"""Likeness from which a sentence counts as rewritten, not as dropped here and added there."""
FATE = {"missing": "dropped", "extra": "added", "cannot-say": ""}
UNTOUCHED = frozenset({"same", "equal", "counterpart", "partial", "rests-on", "related", "in-corpus", "not-at-hand"})


def diff(old: Comparable, new: Comparable, *, decisions: Decisions | None = None) -> Alignment:
    """The new text as compared with the old; without rows, and a remark that says so, where nothing changed.

    Raises AlignError for a text that is no plan.
    """
    left, right = as_paper(old), as_paper(new)
    if left.plan.text == right.plan.text:
        rows: tuple[Row, ...] = ()
        remarks: tuple[str, ...] = (SAME,)
    else:
        rows = in_order(_rows(left, right, decisions or Decisions()))
        remarks = () if rows else ("只有排版不同，任务、指标、措辞都没有变。Only the layout differs.",)
    software = f"cetu {__version__} alignment rules {RULES}"
    return Alignment("diff", left.party(), right.party(), rows, remarks, software)


def _rows(left: Paper, right: Paper, decisions: Decisions) -> Iterator[Row]:
    yield from _targets(left, right, decisions)
    counterparts = Counterparts(outline(left), outline(right), decisions)
    yield from _units(counterparts)
    yield from _sentences(counterparts)
    yield from align_strength(counterparts)
    ours, theirs = (Stock(one.paper, one.units) for one in (counterparts.left, counterparts.right))
    yield from _technologies(list(align_technologies(ours, theirs, None, decisions)))
    duties = align_duties(counterparts, everywhere=True)
    for found in (align_parties(left, right, decisions), duties, align_basis(left, right, ())):
        for row in found:
            yield from _changed(row)


def _changed(row: Row) -> Iterator[Row]:
    """The row as a change, nothing where nothing changed."""
    relation = FATE.get(row.relation, row.relation)
    if row.kind == "basis":
        relation = "" if row.matched else "dropped" if row.left else "added"
    if relation and relation not in UNTOUCHED:
        word = {"dropped": "新稿没有", "added": "旧稿没有"}.get(relation)
        yield replace(row, relation=relation, reason=word or row.reason, further=() if word else row.further)


def _technologies(rows: list[Row]) -> Iterator[Row]:
    """A technology that is only narrower or broader than one that stayed is itself added or dropped."""
    stayed = [row for row in rows if row.relation in ("same", "moved-stage")]
    left = {row.left.name for row in stayed if row.left}
    right = {row.right.name for row in stayed if row.right}
    for row in rows:
        if row.relation in ("narrower", "broader") and row.left and row.right:
            yield from _changed(_apart(row, row.left.name in left, row.right.name in right))
        else:
            yield from _changed(row)


def _apart(row: Row, left_stayed: bool, right_stayed: bool) -> Row:
    """The side that did not stay, alone."""
    if left_stayed:
        return replace(row, relation="extra", left=None)
    return replace(row, relation="missing", right=None) if right_stayed else row


def _targets(left: Paper, right: Paper, decisions: Decisions) -> Iterator[Row]:
    for row in align_targets(left, right, decisions):
        if not row.left or not row.right:
            yield from _changed(row)
        elif row.left.said != row.right.said:
            trend = {"stricter": "，比旧稿更严", "looser": "，比旧稿更松"}.get(row.relation, "")
            reason = f"旧稿 {row.left.said}，新稿 {row.right.said}{trend}"
            yield replace(row, relation="number-changed", reason=reason, rule=f"diff.{row.rule}")


def _units(counterparts: Counterparts) -> Iterator[Row]:
    """Tasks and entries: dropped, added, renamed, moved to another heading or place in the order."""
    for kind, (found, pairs) in (("task", counterparts.tasks), ("entry", counterparts.entries)):
        main = [one for one in pairs if one.rule != "task.sentences"]
        settled = _in_sequence(main)
        for one in main:
            ours, theirs = found.left[one.left], found.right[one.right]
            changes = []
            if ours.title != theirs.title:
                changes.append(("renamed", f"标题由“{ours.title}”改为“{theirs.title}”"))
            if ours.above != theirs.above and (ours.above[-1:] != theirs.above[-1:]):
                places = (" > ".join(unit.above) or "顶层" for unit in (ours, theirs))
                changes.append(("moved", "由“{}”移到“{}”".format(*places)))
            elif one not in settled:
                changes.append(("moved", f"次序改变：由第{one.left + 1}位移到第{one.right + 1}位"))
            for relation, reason in changes:
                yield Row(
                    kind, relation, ours.side, theirs.side, reason, f"diff.{relation}", round(min(1.0, one.score), 3)
                )
        for i, unit in enumerate(found.left):
            if all(one.left != i for one in main):
                yield Row(kind, "dropped", unit.side, None, "新稿没有", "diff.dropped", 0.8)
        for j, unit in enumerate(found.right):
            if all(one.right != j for one in main):
                yield Row(kind, "added", None, unit.side, "旧稿没有", "diff.added", 0.8)


def _in_sequence(pairs: list[Pair]) -> set[Pair]:
    """The largest set of pairs that stand in the same order in both texts; the others have moved."""
    chains: list[tuple[Pair, ...]] = [()]
    for one in sorted(pairs, key=lambda pair: (pair.left, pair.right)):
        before = [chain for chain in chains if not chain or chain[-1].right < one.right]
        chains.append((*_longest(before), one))
    return set(_longest(chains))


def _longest(chains: list[tuple[Pair, ...]]) -> tuple[Pair, ...]:
    return max(chains, key=len)


def _sentences(counterparts: Counterparts) -> Iterator[Row]:
    """Sentences of both texts: the same ones left out, the others rewritten, moved, dropped or added."""
    left, right = counterparts.left, counterparts.right
    ours, theirs = _all_sentences(left), _all_sentences(right)
    kept = {one.text for _, one in ours} & {one.text for _, one in theirs}
    partners = counterparts.partners[0]
    yield from _moved_sentences(counterparts, ours, theirs, kept)
    mine = [(unit, one) for unit, one in ours if one.text not in kept]
    other = [(unit, one) for unit, one in theirs if one.text not in kept]
    texts = [one.text for _, one in mine], [one.text for _, one in other]
    alike = cosines(*texts, rarity([*texts[0], *texts[1]]))
    scores = {
        (i, j): float(alike[i, j]) + (0.1 if other[j][0] in partners.get(mine[i][0], ()) else 0)
        for i in range(len(mine))
        for j in range(len(other))
        if alike[i, j] >= REWRITTEN
    }
    pairs = best_pairs(scores)
    for i, j in pairs:
        reason = f"改写（相似{float(alike[i, j]):.2f}）"
        yield _row("reworded", left, mine[i][1], right, other[j][1], reason, float(alike[i, j]))
    for at, (_, one) in enumerate(mine):
        if all(i != at for i, _ in pairs):
            yield _row("dropped", left, one, right, None, "新稿没有这一句", 0.9)
    for at, (_, one) in enumerate(other):
        if all(j != at for _, j in pairs):
            yield _row("added", left, None, right, one, "旧稿没有这一句", 0.9)


def _moved_sentences(
    counterparts: Counterparts, ours: list[tuple[int, Sentence]], theirs: list[tuple[int, Sentence]], kept: set[str]
) -> Iterator[Row]:
    """Sentences that stand word for word in both texts, but under tasks that do not answer to each other but for it."""
    partners = _main_partners(counterparts)
    places = {one.text: (unit, one) for unit, one in reversed(theirs) if one.text in kept}
    for unit, one in ours:
        if one.text in kept and unit in partners and places[one.text][0] not in partners[unit]:
            there = counterparts.right.units[places[one.text][0]].title
            reason = f"由“{counterparts.left.units[unit].title}”移到“{there}”，文字未变"
            yield _row("moved", counterparts.left, one, counterparts.right, places[one.text][1], reason, 1.0)


def _main_partners(counterparts: Counterparts) -> dict[int, set[int]]:
    """By the index of a left unit those of the right units that answer to it, not merely by sentences in common."""
    found: dict[int, set[int]] = {}
    for kind, (_, pairs) in (("task", counterparts.tasks), ("entry", counterparts.entries)):
        ours, theirs = counterparts.left.of(kind), counterparts.right.of(kind)
        for one in pairs:
            if one.rule != "task.sentences":
                found.setdefault(ours[one.left], set()).add(theirs[one.right])
    return found


def _all_sentences(found: Outline) -> list[tuple[int, Sentence]]:
    return [(at, one) for at, unit in enumerate(found.units) for one in unit.sentences]


def _row(
    relation: str,
    left: Outline,
    one: Sentence | None,
    right: Outline,
    other: Sentence | None,
    reason: str,
    score: float,
) -> Row:
    sides = [
        found.paper.side(
            sentence.start,
            sentence.end,
            id="",
            iri=found.paper.names.span("sentence", sentence.start, sentence.end),
            name=sentence.text[:40],
        )
        if sentence
        else None
        for found, sentence in ((left, one), (right, other))
    ]
    return Row("measure", relation, sides[0], sides[1], reason, f"diff.{relation}", round(min(1.0, score), 3))
