"""What holds a task down: technologies, bodies, places, deadlines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cetu.corpus.plan import Section
from cetu.corpus.structure import responsibility_brackets
from cetu.queries.alignment.counterparts import Outline
from cetu.queries.alignment.duties import deadlines
from cetu.queries.alignment.lexicon import pattern
from cetu.queries.alignment.paper import Paper
from cetu.queries.alignment.units import Unit
from cetu.queries.checking.findings import Finding, Place, finding, place

USUAL = 0.6
"""Share of a plan's tasks that have a body (a deadline) from which one without is worth a word."""
LEAST_TEXT = 5
"""Characters that a task's own text needs to be one that could have said more."""
LEAST = 5
"""Tasks that a plan needs for anything to be usual."""
PERIOD = re.compile(r"“?十[三四五六]五”?(?:规划)?(?:期间|时期|期末|末)")
"""A period of planning by which something is due (力争“十四五”期间), a deadline like a year."""
CARRYING = re.compile(
    r"保障|支持政策|政策支持|组织(?:实施|领导|保障)|规划实施|附则|监督|考核|宣传|实施机制|督促|统筹协调|落实"
)
"""Headings of chapters that say how the plan is carried out: they need no technology, place or deadline."""
NAMED = ("Technology", "Project", "Cluster", "Industry")
CONCRETE = re.compile(
    r"\d|技术|工艺|装备|设备|系统|工程|项目|基地|平台|中心|示范|试点|园区|计划|标准|制度|目录|名录|基金|机制"
    r"|(?:机构|部门|单位)(?:应|要|须|负责|为)|由[^，。；]{2,12}(?:机构|部门|单位)"
)
"""Words of something or somebody that a task can be held to, named or not: a task that has one is not bare."""
SHARED_OUT = re.compile(r"(?:责任|牵头|负责)单位|(?:厅|委|局|部|办|政府|部门)等?(?:[^，。；\n]{0,6})?(?:负责|牵头)")
APPENDED = re.compile(
    r"附录|附件|附表|附则|名词解释|施行|解释|影响|定位|要求|纲要|提纲|模板|编制说明|主体|方式$|对象|范围|条件|程序"
)
"""Headings of what belongs to no task: annexes, an outline to fill in, an assessment, a place's role."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A task and what holds it: whether it has a body, a deadline, a place inside, anything named."""

    unit: Unit
    body: bool
    deadline: bool
    region: bool
    thing: bool
    figure: bool
    carrying: bool


def check_duties(outline: Outline) -> Iterator[Finding]:
    """Findings of the rules task-bare, task-no-body, task-no-deadline and no-body.

    A plan whose tasks all lack a body is told once; a task is told of what most tasks of its plan have.
    """
    found = holds(outline)
    carrying = _carrying_chapters(outline, found)
    ordered = [one for one in found if not one.carrying and _chapter(outline, one) not in carrying]
    with_body = sum(one.body for one in ordered)
    plan = outline.paper.plan
    silent = not _bodies(outline) and not responsibility_brackets(plan) and not SHARED_OUT.search(plan.view.text)
    if len(found) >= LEAST and silent:
        message = f"全文{len(found)}项任务都没有写责任单位"
        yield finding("no-body", message, _at(outline, found[0].unit))
    if len(ordered) < LEAST:
        return
    dated = sum(one.deadline for one in ordered)
    for one in ordered:
        if one.body or one.deadline or one.region or one.thing or one.figure:
            continue
        if not CONCRETE.search(one.unit.title + one.unit.body) and _orders(one.unit):
            message = f"任务“{one.unit.title}”没有写技术、责任单位、地点，也没有写期限"
            yield finding("task-bare", message, _at(outline, one.unit))
    for one in ordered:
        if not one.body and with_body >= USUAL * len(ordered):
            message = f"任务“{one.unit.title}”没有写责任单位（全文{len(ordered)}项任务中{with_body}项写了）"
            yield finding("task-no-body", message, _at(outline, one.unit))
        elif not one.deadline and dated >= USUAL * len(ordered):
            message = f"任务“{one.unit.title}”没有写完成时限（全文{len(ordered)}项任务中{dated}项写了）"
            yield finding("task-no-deadline", message, _at(outline, one.unit))


def _chapter(outline: Outline, one: Hold) -> int | None:
    """The section that a task stands under."""
    return outline.paper.plan.sections[one.unit.section].parent


def _carrying_chapters(outline: Outline, found: Sequence[Hold]) -> set[int | None]:
    """Chapters that say how the plan is carried out by what stands in them: half of their tasks do (加强组织领导…)."""
    chapters = [_chapter(outline, one) for one in found]
    carrying = Counter(chapter for chapter, one in zip(chapters, found, strict=True) if one.carrying)
    return {at for at, count in carrying.items() if at is not None and 2 * count >= chapters.count(at) > 1}


def _orders(unit: Unit) -> bool:
    """Whether the unit is a task by its words: its title opens with a verb, text follows, and it is in no annex."""
    appended = any(APPENDED.search(title) for title in (unit.title, *unit.above))
    return bool(pattern("opening").search(unit.title)) and len(unit.body) > LEAST_TEXT and not appended


def holds(outline: Outline) -> list[Hold]:
    """Every task that has no task below it, with what is said in it and in the boxes under it."""
    paper = outline.paper
    spans = [paper.plan.sections[unit.section] for unit in outline.units]
    bodies = _bodies(outline)
    own = paper.plan.document.jurisdiction or ""
    found = []
    for at in outline.of("task"):
        unit, section = outline.units[at], spans[at]
        if _has_task_below(outline, at):
            continue
        inside = [one for one in paper.extraction.entities if section.start <= one.start < section.end]
        found.append(
            Hold(
                unit,
                any(section.start <= start < section.end for start in bodies) or _shared_out(paper, section),
                bool(deadlines(outline, unit)) or bool(PERIOD.search(unit.body)),
                any(one.type == "Region" and one.code != own for one in inside),
                any(one.type in NAMED for one in inside),
                any(section.start <= one.start < section.end for one in paper.extraction.targets),
                any(CARRYING.search(title) for title in (unit.title, *unit.above)),
            )
        )
    return found


def _shared_out(paper: Paper, section: Section) -> bool:
    """Whether the words of a section say who is responsible, though no body was made out."""
    return bool(SHARED_OUT.search("".join(paper.plan.text[section.start : section.end].split())))


def _has_task_below(outline: Outline, at: int) -> bool:
    section = outline.units[at].section
    tasks = {outline.units[one].section for one in outline.of("task")} - {section}
    return any(section in outline.paper.chain(one) for one in tasks)


def _bodies(outline: Outline) -> Sequence[int]:
    """Offsets at which somebody is said to be responsible."""
    relations = outline.paper.extraction.relations
    return sorted(span.start for one in relations if one.type in ("leads", "takes_part") for span in one.evidence)


def _at(outline: Outline, unit: Unit) -> Place:
    return place(outline.paper, unit.side.start, unit.side.end)
