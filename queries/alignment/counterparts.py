"""Which units of two plans answer to each other: tasks to tasks, entries of boxes to entries, and entries to tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from cetu.queries.alignment.decisions import Decisions
from cetu.queries.alignment.likeness import NEAR, Likeness
from cetu.queries.alignment.paper import Paper, Sentence
from cetu.queries.alignment.rows import Row
from cetu.queries.alignment.tasks import Pair, pair_units, sentence_side, task_rows
from cetu.queries.alignment.units import Unit, units
from cetu.queries.alignment.wording import cosines, rarity

LEAST_ACROSS = 0.22
"""Least likeness of an entry and a sentence of a task, for the entry to be said there."""


@dataclass(frozen=True)
class Outline:
    """A plan's units, and by the index of each the index of the task that holds it (its own where it is one)."""

    paper: Paper
    units: tuple[Unit, ...]

    @cached_property
    def holders(self) -> tuple[int | None, ...]:
        at_section = {unit.section: at for at, unit in enumerate(self.units) if unit.kind == "task"}
        return tuple(
            next((at_section[one] for one in self.paper.chain(unit.section) if one in at_section), None)
            for unit in self.units
        )

    def of(self, kind: str) -> list[int]:
        """Indexes of the units of one kind."""
        return [at for at, unit in enumerate(self.units) if unit.kind == kind]

    def family(self, at: int) -> int | None:
        """The section that holds a task of the third level or deeper, by which boxes behind the last of several
        sibling tasks belong to all of them; None for the others."""
        section = self.paper.plan.sections[self.units[at].section]
        return section.parent if isinstance(section.level, int) and section.level >= 3 else None


def outline(paper: Paper) -> Outline:
    """The plan's units with what holds them."""
    return Outline(paper, units(paper))


class Counterparts:
    """The pairs of two plans' units, made once and used by every kind of row."""

    def __init__(self, left: Outline, right: Outline, decisions: Decisions) -> None:
        self.left, self.right, self._decisions = left, right, decisions

    @cached_property
    def tasks(self) -> tuple[Likeness, tuple[Pair, ...]]:
        return self._pairs("task", frozenset())

    @cached_property
    def entries(self) -> tuple[Likeness, tuple[Pair, ...]]:
        near = frozenset(
            (i, j)
            for i, a in enumerate(self.left.of("entry"))
            for j, b in enumerate(self.right.of("entry"))
            if self._held_alike(a, b)
        )
        return self._pairs("entry", near)

    def _pairs(self, kind: str, near: frozenset[tuple[int, int]]) -> tuple[Likeness, tuple[Pair, ...]]:
        left = tuple(self.left.units[at] for at in self.left.of(kind))
        right = tuple(self.right.units[at] for at in self.right.of(kind))
        found = Likeness(left, right, near)
        return found, pair_units(found, kind, self._decisions)

    @cached_property
    def _tasks_answering(self) -> dict[int, set[int]]:
        """By the index of a left task among all units, those of the right tasks that answer to it."""
        ours, theirs = self.left.of("task"), self.right.of("task")
        found: dict[int, set[int]] = defaultdict(set)
        for one in self.tasks[1]:
            found[ours[one.left]].add(theirs[one.right])
        return found

    def _held_alike(self, a: int, b: int) -> bool:
        """Whether the tasks that hold two units answer to each other, or belong to one family of siblings."""
        ours, theirs = self.left.holders[a], self.right.holders[b]
        if ours is None or theirs is None:
            return False
        answering = self._tasks_answering.get(ours, set())
        family = self.right.family(theirs)
        return theirs in answering or (family is not None and family in {self.right.family(at) for at in answering})

    @cached_property
    def across(self) -> tuple[tuple[int, int, float, Sentence], ...]:
        """Entries of one side that only a sentence of the other side's tasks says: indexes of left and right units, and
        the sentence."""
        ours = {self.left.of("entry")[one.left] for one in self.entries[1]}
        theirs = {self.right.of("entry")[one.right] for one in self.entries[1]}
        found = list(_said_in(self.left, self.right, ours, self._held_alike))
        found += [
            (a, b, score, one)
            for b, a, score, one in _said_in(self.right, self.left, theirs, lambda b, a: self._held_alike(a, b))
        ]
        return tuple(found)

    @cached_property
    def partners(self) -> tuple[Mapping[int, set[int]], Mapping[int, set[int]]]:
        """By the index of a left unit the right units that answer to it, and the other way round; one paragraph that
        answers does not make its unit the place where the other plan would say all that this one says."""
        forth: dict[int, set[int]] = defaultdict(set)
        back: dict[int, set[int]] = defaultdict(set)
        for kind, pairs in (("task", self.tasks[1]), ("entry", self.entries[1])):
            ours, theirs = self.left.of(kind), self.right.of(kind)
            for one in (pair for pair in pairs if pair.rule != "task.passage"):
                forth[ours[one.left]].add(theirs[one.right])
                back[theirs[one.right]].add(ours[one.left])
        for a, b, _, _ in self.across:
            forth[a].add(b)
            back[b].add(a)
        return forth, back

    def rows(self) -> Iterator[Row]:
        """Rows of kinds "task" and "entry"."""
        papers = (self.left.paper, self.right.paper)
        yield from task_rows(*self.tasks, "task", papers, self._decisions)
        said = {self.left.units[a].side for a, _, _, _ in self.across} | {
            self.right.units[b].side for _, b, _, _ in self.across
        }
        for row in task_rows(*self.entries, "entry", papers, self._decisions):
            if row.matched or (row.left or row.right) not in said:
                yield row
        for a, b, score, said_by in self.across:
            left, right = self.left.units[a].side, self.right.units[b].side
            entry, task = ("左侧条目", "右侧任务") if self.left.units[a].kind == "entry" else ("右侧条目", "左侧任务")
            reason = f"{entry}在{task}的正文中有相近的句子（相似{score:.2f}），对方没有单列条目"
            verdict = self._decisions.verdict("entry", left, right)
            sure, paper = round(min(1.0, score), 3), papers[self.left.units[a].kind == "entry"]
            further = (sentence_side(paper, said_by),)
            yield Row("entry", "partial", left, right, reason, "entry.in-task", sure, further, verdict)


def _said_in(
    mine: Outline, other: Outline, done: set[int], held_alike: Callable[[int, int], bool]
) -> Iterator[tuple[int, int, float, Sentence]]:
    """Entries that no entry answers to, with the task of the other plan in which a sentence says the like."""
    entries = [at for at in mine.of("entry") if at not in done]
    sentences = [(at, one) for at in other.of("task") for one in other.units[at].sentences]
    if not entries or not sentences:
        return
    texts = [mine.units[at].title + mine.units[at].body for at in entries]
    said = [one.text for _, one in sentences]
    alike = cosines(texts, said, rarity([*texts, *said]))
    for row, at in enumerate(entries):
        scores = [
            (alike[row, column] + (NEAR if held_alike(at, task) else 0), -task, -column)
            for column, (task, _) in enumerate(sentences)
        ]
        score, task, column = max(scores)
        if score >= LEAST_ACROSS:
            yield at, -task, float(score), sentences[-column][1]
