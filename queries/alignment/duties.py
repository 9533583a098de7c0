"""The same task under other bodies or another deadline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from cetu.extract.extraction import Entity
from cetu.queries.alignment.counterparts import Counterparts, Outline
from cetu.queries.alignment.lexicon import pattern
from cetu.queries.alignment.parties import by_office
from cetu.queries.alignment.rows import Row, Side
from cetu.queries.alignment.units import Unit


@dataclass(frozen=True, slots=True)
class Deadline:
    """A year by which a task is due, where it is said."""

    year: int
    side: Side


def align_duties(counterparts: Counterparts, *, everywhere: bool = False) -> Iterator[Row]:
    """Rows of kinds "body" and "deadline" for every pair of tasks that answer to each other.

    Where one plan names no bodies at all, that is said of the whole and not at every task, unless `everywhere`.
    """
    left, right = counterparts.left, counterparts.right
    bodies = _bodies(left), _bodies(right)
    told = everywhere or (bool(bodies[0]) and bool(bodies[1]))
    found, pairs = counterparts.tasks
    dated = {one.left for one in pairs if deadlines(right, found.right[one.right])}
    for one in pairs:
        ours, theirs = found.left[one.left], found.right[one.right]
        row = _body_row(ours, theirs, bodies[0].get(ours.section, []), bodies[1].get(theirs.section, []))
        if row and told:
            yield row
        due = deadlines(left, ours), deadlines(right, theirs)
        if due[1] or one.left not in dated:  # another counterpart of the same task says its year
            yield from _deadline_rows(*due)


def _bodies(outline: Outline) -> Mapping[int, list[tuple[Entity, str]]]:
    """The responsible bodies of each task with their role, by the task's section."""
    paper = outline.paper
    sections = {task.id: paper.names.task_section(task) for task in paper.extraction.tasks}
    found: dict[int, list[tuple[Entity, str]]] = {}
    for one in paper.extraction.relations:
        section = sections.get(one.task or "")
        if one.type in ("leads", "takes_part") and section is not None and one.head in paper.entities:
            found.setdefault(section, []).append((paper.entities[one.head], one.type))
    return found


def _body_row(ours: Unit, theirs: Unit, left: list[tuple[Entity, str]], right: list[tuple[Entity, str]]) -> Row | None:
    """Which offices are responsible in one plan and not in the other; offices of two levels for one thing are one."""
    if not left and not right:
        return None
    sides = _said(ours, left), _said(theirs, right)
    if not left or not right:
        relation, word = ("missing", "右侧") if left else ("extra", "左侧")
        reason = f"{word}相应的任务“{theirs.title if left else ours.title}”没有写责任单位"
        kept = [side if side.said else None for side in sides]
        return Row("body", relation, kept[0], kept[1], reason, f"body.{relation}", 0.8)
    offices = by_office([one for one, _ in left]), by_office([one for one, _ in right])
    less = [found[0].name for office, found in offices[0].items() if office not in offices[1]]
    more = [found[0].name for office, found in offices[1].items() if office not in offices[0]]
    leads = {word: _lead(side) for word, side in (("左", left), ("右", right))}
    parts = []
    if less:
        parts.append(f"左侧有、右侧没有相应部门：{'、'.join(less)}")
    if more:
        parts.append(f"右侧有、左侧没有相应部门：{'、'.join(more)}")
    if leads["左"] and leads["右"] and not by_office([leads["左"]]).keys() & by_office([leads["右"]]).keys():
        parts.append(f"牵头单位不同：{leads['左'].name} / {leads['右'].name}")
    relation = "other-body" if parts else "same"
    return Row(
        "body", relation, sides[0], sides[1], "；".join(parts) or "责任单位相同（按职能对应）", "body.offices", 0.8
    )


def _lead(bodies: list[tuple[Entity, str]]) -> Entity | None:
    return next((one for one, role in bodies if role == "leads"), None)


def _said(unit: Unit, bodies: list[tuple[Entity, str]]) -> Side:
    names = [f"{one.name}（牵头）" if role == "leads" else one.name for one, role in bodies]
    return replace(unit.side, said="、".join(dict.fromkeys(names)))


def deadlines(outline: Outline, unit: Unit) -> list[Deadline]:
    """The years by which something of the task is due, in order of place, each year once."""
    paper, found = outline.paper, dict[int, Deadline]()
    for sentence in unit.sentences:
        for match in pattern("deadline").finditer(sentence.text):
            year = int(match["year"] or match["by"])
            clause = re.split(r"[，。；：]", sentence.text[match.start() :])[0:2]
            side = paper.side(
                sentence.start,
                sentence.end,
                id=unit.side.id,
                iri=unit.side.iri,
                name=unit.title,
                said=f"{match[0]}{'，' + clause[1] if len(clause) > 1 and clause[1] else ''}",
            )
            found.setdefault(year, Deadline(year, side))
    return list(found.values())


def _deadline_rows(left: list[Deadline], right: list[Deadline]) -> Iterator[Row]:
    """One row a pair of tasks: the last deadlines compared, or which side has none."""
    if not left and not right:
        return
    ours, theirs = (max(side, key=lambda one: one.year, default=None) for side in (left, right))
    if ours is None or theirs is None:
        relation, word = ("missing", "右侧") if theirs is None else ("extra", "左侧")
        sides = (ours.side if ours else None, theirs.side if theirs else None)
        yield Row("deadline", relation, *sides, f"{word}没有写完成期限", f"deadline.{relation}", 0.7)
        return
    gap = theirs.year - ours.year
    relation = "same" if gap == 0 else "later" if gap > 0 else "earlier"
    words = "相同" if gap == 0 else f"右侧{'晚' if gap > 0 else '早'}{abs(gap)}年"
    reason = f"期限：左 {ours.year}年，右 {theirs.year}年，{words}"
    yield Row("deadline", relation, ours.side, theirs.side, reason, "deadline.year", 0.7)
