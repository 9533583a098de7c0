"""What of a plan is monitored: its targets as goals, its tasks with who, by when and on what basis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cetu.extract.extraction import Target
from cetu.graph.naming import digest
from cetu.queries.alignment.commitments import Commitment, commitments
from cetu.queries.alignment.counterparts import outline
from cetu.queries.alignment.duties import deadlines
from cetu.queries.alignment.paper import Paper
from cetu.queries.alignment.rows import Side

CHANGES = {"decrease": "累计下降", "increase": "累计增加", "multiple": "倍数"}


@dataclass(frozen=True, slots=True)
class Goal:
    """A target to be measured. id: of its rows on the sheet, a function of what the plan says, not of where.

    value: as printed, in `unit`; None where the plan gives none. change: "level", or how it is counted from `baseline`.
    better: 1 where more is better, -1 where less is, 0 where nothing says.
    """

    id: str
    target: str
    indicator: str
    name: str
    said: str
    change: str
    op: str
    value: float | None
    printed: str
    unit: str
    year: int | None
    baseline: int | None
    better: int
    scope: str
    side: Side

    @property
    def counted(self) -> str:
        """How an observed value is to be given, in words."""
        unit = f"（{self.unit}）" if self.unit else ""
        if self.change == "level":
            return f"当年实际值{unit}"
        return f"比{self.baseline or '起点'}年{CHANGES[self.change]}{unit}"


@dataclass(frozen=True, slots=True)
class Duty:
    """A task to be done: its bodies, its deadlines and the documents that it cites, in words; "" where it says none."""

    id: str
    section: str
    number: str
    title: str
    bodies: str
    due: str
    basis: str
    wording: str
    side: Side


def goals(paper: Paper) -> tuple[Goal, ...]:
    """The plan's targets in order of place, each once."""
    targets = {one.id: one for one in paper.extraction.targets}
    found: dict[str, Goal] = {}
    for one in commitments(paper):
        goal = _goal(paper, one, targets[one.side.id])
        found.setdefault(goal.id, goal)
    return tuple(found.values())


def _goal(paper: Paper, one: Commitment, target: Target) -> Goal:
    better = {"ge": 1, "le": -1}.get(one.op, one.indicator.better) if one.change == "level" else 1
    printed = target.printed or ("" if target.value is None else str(target.value))
    return Goal(
        id="T" + digest(one.side.iri, one.side.name)[:7],
        target=one.side.iri,
        indicator=one.indicator.iri or paper.names.indicator(target),
        name=one.side.name,
        said=one.side.said,
        change=one.change,
        op=one.op,
        value=None if target.value is None else float(target.value),
        printed=printed,
        unit=target.unit or "",
        year=one.year,
        baseline=one.baseline,
        better=better,
        scope=one.scope,
        side=one.side,
    )


def duties(paper: Paper) -> tuple[Duty, ...]:
    """The plan's tasks in order of place; a heading that only opens the tasks below it is one where it names bodies."""
    return tuple(_duties(paper))


def _duties(paper: Paper) -> Iterator[Duty]:
    units = outline(paper)
    sections = {task.id: paper.names.task_section(task) for task in paper.extraction.tasks}
    for at in units.of("task"):
        unit = units.units[at]
        section = paper.plan.sections[unit.section]
        bodies = [
            f"{paper.entities[one.head].name}{'（牵头）' if one.type == 'leads' else ''}"
            for one in paper.extraction.relations
            if one.type in ("leads", "takes_part")
            and sections.get(one.task or "") == unit.section
            and one.head in paper.entities
        ]
        if unit.holds and not bodies:
            continue
        cited = [
            one.name
            for one in paper.extraction.entities
            if one.type == "Document" and section.start <= one.start < section.end
        ]
        yield Duty(
            id="R" + digest(paper.key, section.number, section.title)[:7],
            section=unit.side.iri,
            number=section.number,
            title=unit.title,
            bodies="、".join(dict.fromkeys(bodies)),
            due="；".join(one.side.said for one in deadlines(units, unit)),
            basis="、".join(f"《{one}》" for one in dict.fromkeys(cited)),
            wording=unit.body,
            side=unit.side,
        )
