"""A task against the box that belongs to it: technologies that one of the two names and the other does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from cetu.extract.extraction import Entity
from cetu.queries.alignment.naming import bare_name, concept_named, kinship
from cetu.queries.alignment.openlists import kinds_of, roots
from cetu.queries.alignment.paper import Paper, heading
from cetu.queries.alignment.wording import pairs_of
from cetu.queries.checking.findings import Finding, Place, finding, place

ALIKE = 0.5
"""Share of the character pairs of a box's heading that the task's heading has, for the box to belong to the task."""
NEAR, ANY = 0.5, 0.2
"""Share of the character pairs of two names from which one may mean the other; and from which it may touch on it."""
WORKS = re.compile(r"工程|项目|行动|示范|试点|计划$|标准")
"""Boxes of works and of standards: they list what is built or written, not what the task speaks of."""
MEANS = ("信息技术", "智能制造")
"""Fields whose technologies serve all others."""
CARBON = re.compile(r"CO[2₂]|二氧化碳")
SHOWN = 6
"""Technologies that a message names; the others are among its further places."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A box and the task that it stands in: indexes of their sections."""

    task: int
    box: int


def check_boxes(paper: Paper) -> Iterator[Finding]:
    """Findings of the rules box-lacks and body-lacks.

    box-lacks, one a box: technologies of the task's own text that the box has neither by name nor as a kind of what it
    has, where it has at least half of them: a box of other things (projects, measures) lacks nothing. body-lacks, one
    an entry of a box: neither its label nor any technology of it is in the task's text; a box that tells more than the
    task is what boxes are for.
    """
    for pair in _pairs(paper):
        task, box = (paper.plan.sections[index] for index in (pair.task, pair.box))
        boxes = [paper.plan.sections[index] for index in _boxes(paper)]
        inside = _technologies(paper, box.start, box.end)
        body = [
            one
            for one in _technologies(paper, task.start, task.end)
            if not any(other.start <= one.start < other.end for other in boxes) and not _general(paper, one, box.title)
        ]
        if len(inside) < 2 or len(body) < 2:
            continue
        lacking = _lacking(body, inside, paper.plan.text[box.start : box.end])
        if lacking and 2 * len(lacking) <= len(body) and not WORKS.search(box.title):
            message = f"“{task.title}”正文提到、{heading(box)}没有列入：{_named(lacking)}"
            yield finding("box-lacks", message, *_places(paper, lacking))
        yield from _entries(paper, pair, body)


def _entries(paper: Paper, pair: Pair, body: Sequence[Entity]) -> Iterator[Finding]:
    """Entries of the box that the task's text does not touch."""
    sections = paper.plan.sections
    task, box = sections[pair.task], sections[pair.box]
    text = paper.plan.text[task.start : box.start]
    entries = [section for section in sections if section.kind == "entry" and section.parent == pair.box]
    numbers = [section.number for section in entries if section.number]
    if len(numbers) > len(set(numbers)):  # it counts anew: other boxes whose captions are lost
        return
    for section in entries:
        if not section.title:
            continue
        inside = _technologies(paper, section.start, section.end)
        label = set(pairs_of(section.title))
        spoken = len(label & set(pairs_of(text))) >= 0.5 * len(label)
        if not spoken and len(inside) > 1 and len(_lacking(inside, body, text, ANY)) == len(inside):
            message = f"{heading(box)}的条目“{section.title}”（{len(inside)}项技术）在“{task.title}”正文里没有提到"
            end = max(section.heading_end, section.heading_start + 1)
            yield finding("body-lacks", message, place(paper, section.heading_start, end))


def _pairs(paper: Paper) -> Iterator[Pair]:
    """Every box with the task whose heading says what the box's heading says, among those that it stands under."""
    for index in _boxes(paper):
        words = set(pairs_of(paper.plan.sections[index].title))
        fits = [
            (len(words & set(pairs_of(paper.plan.sections[above].title))), -above)
            for above in paper.chain(paper.plan.sections[index].parent)
            if paper.plan.sections[above].kind == "section"
        ]
        shared, task = max(fits, default=(0, 0))
        if shared >= ALIKE * len(words) > 0:
            yield Pair(-task, index)


def _boxes(paper: Paper) -> Sequence[int]:
    return [index for index, section in enumerate(paper.plan.sections) if section.kind == "box"]


def _technologies(paper: Paper, start: int, end: int) -> list[Entity]:
    """Technologies named there, each once."""
    found: dict[str, Entity] = {}
    for one in paper.extraction.entities:
        if one.type == "Technology" and start <= one.start < end and one.stage:
            found.setdefault(bare_name(one.name), one)
    return list(found.values())


def _general(paper: Paper, one: Entity, title: str) -> bool:
    """Whether a technology is a means for everything (人工智能, 互联网) where the box is not about such, or only a bare
    modifier with words of its list (陆上技术 of 陆上和海洋地质封存技术)."""
    own = paper.plan.text[one.start : one.end]
    if "".join(own.split()) != one.name and len(own) <= 2:
        return True
    fields = roots(kinds_of(bare_name(one.name), one.concept))
    return bool(fields & _means()) and not fields & roots(kinds_of(bare_name(title), None))


@cache
def _means() -> frozenset[str]:
    return roots(concept for name in MEANS if (concept := concept_named(bare_name(name))))


def _lacking(mine: Sequence[Entity], theirs: Sequence[Entity], text: str, least: float = NEAR) -> list[Entity]:
    bare = "".join(text.split())
    return [
        one
        for one in mine
        if bare_name(one.name) not in bare
        and "的" not in one.name
        and not any(kinship(one.name, other.name, one.concept, other.concept) for other in theirs)
        and not any(_shared(one.name, other.name) >= least for other in theirs)
    ]


def _shared(one: str, other: str) -> float:
    """Share of the character pairs of the poorer name that the other has too; CO₂ and 二氧化碳 are 碳.

    >>> _shared("碳直接空气捕集", "CO₂直接空气捕集") > 0.8
    True
    """
    a, b = (set(pairs_of(CARBON.sub("碳", bare_name(name)))) for name in (one, other))
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _named(found: Sequence[Entity]) -> str:
    names = "、".join(one.name for one in found[:SHOWN])
    return names + (f"，等{len(found)}项" if len(found) > SHOWN else "")


def _places(paper: Paper, found: Sequence[Entity]) -> list[Place]:
    return [place(paper, one.start, one.end, one.name) for one in found]
