"""A plan as units that can be set against those of another: its tasks, and the labelled entries of its boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from cetu.corpus.headings import count
from cetu.corpus.plan import Section
from cetu.queries.alignment.lexicon import pattern
from cetu.queries.alignment.paper import Paper, Sentence
from cetu.queries.alignment.rows import Side

LEAST_OWN = 40
"""Characters of its own text that a heading with headings below needs, to be a task beside them."""

MANY = 8
"""Children of a chapter that are more than aims, principles and stages come to."""


@dataclass(frozen=True)
class Unit:
    """One heading that orders something with the text that is its own, or one entry of a box.

    kind: "task" or "entry". section: index into `Plan.sections`. title: without its number. above: the titles that it
    stands under, outermost first. sentences: its own, those of tasks and boxes below left out. holds: whether there are
    tasks below it, so that its own text only opens them.
    """

    kind: str
    section: int
    title: str
    above: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    side: Side
    holds: bool = False
    leads: tuple[int, ...] = ()
    """Which of the sentences open a paragraph and say what it orders, as a heading would (健全绿色设计推行机制。)."""

    @cached_property
    def body(self) -> str:
        """Its own text, without the brackets that name who is responsible."""
        return pattern("duty").sub("", "".join(one.text for one in self.sentences))

    @cached_property
    def passages(self) -> tuple[tuple[str, str], ...]:
        """What such a sentence opens: its words and the text behind it; the whole unit where there is none."""
        if not self.leads:
            return ((self.title, self.body),)
        ends = (*self.leads[1:], len(self.sentences))
        return tuple(
            (self.sentences[at].text.rstrip("。"), "".join(one.text for one in self.sentences[at + 1 : end]))
            for at, end in zip(self.leads, ends, strict=True)
        )


def units(paper: Paper) -> tuple[Unit, ...]:
    """All tasks and entries in order of place."""
    return tuple(_units(paper))


def _units(paper: Paper) -> Iterator[Unit]:
    sections = paper.plan.sections
    own: dict[int, list[Sentence]] = {}
    for sentence in paper.sentences:
        for index in paper.chain(sentence.section):
            if sections[index].kind in ("section", "entry", "box"):
                own.setdefault(index, []).append(sentence)
                break
    parents = {section.parent for section in sections if section.kind == "section"}
    for index, section in enumerate(sections):
        kind = {"section": "task", "entry": "entry"}.get(section.kind)
        if kind is None or not section.title or _orders_nothing(paper, index):
            continue
        mine = tuple(one for one in own.get(index, ()) if not _only_heading(one, section))
        text = "".join(one.text for one in mine)
        if kind == "task" and index in parents and len(text) < LEAST_OWN:
            continue
        holds = kind == "task" and index in parents
        leads = tuple(at for at, one in enumerate(mine[:-1]) if _leads(paper, one)) if kind == "task" else ()
        yield Unit(kind, index, section.title, _above(paper, index), mine, _side(paper, index), holds, leads)


def _leads(paper: Paper, sentence: Sentence) -> bool:
    """Whether a sentence opens a paragraph and is as short as a heading: 健全绿色设计推行机制。强化全生命周期理念…"""
    before = paper.plan.text[: sentence.start].rstrip(" \t\u3000")[-1:]
    return before in ("", "\n") and bool(pattern("lead").fullmatch(sentence.text))


def _orders_nothing(paper: Paper, index: int) -> bool:
    """Whether the heading, or one that it stands under, opens aims, principles or a look back.

    Where the numbers under such a heading begin anew, or go on further than those of aims do, the heading of the next
    chapter was lost: what follows is no longer its own.
    """
    sections, below = paper.plan.sections, index
    for one in paper.chain(index):
        if sections[one].kind == "section" and pattern("aims").search(sections[one].title):
            return one == below or not _begun_anew(paper, one, below)
        below = one
    return False


def _begun_anew(paper: Paper, parent: int, child: int) -> bool:
    """Whether the numbers of the parent's children begin at one again, at this child or before it; or the parent has
    so many that they cannot all be aims, and this one's title orders something."""
    sections = paper.plan.sections
    children = [at for at, one in enumerate(sections) if one.parent == parent and one.kind == "section"]
    numbers = [count(sections[at].number) for at in children if at <= child]
    return 1 in numbers[1:] or (len(children) >= MANY and bool(pattern("opening").search(sections[child].title)))


def _only_heading(sentence: Sentence, section: Section) -> bool:
    return sentence.end <= section.heading_end


def _above(paper: Paper, index: int) -> tuple[str, ...]:
    sections = paper.plan.sections
    return tuple(reversed([sections[one].title for one in paper.chain(sections[index].parent) if sections[one].title]))


def _side(paper: Paper, index: int) -> Side:
    section = paper.plan.sections[index]
    end = max(section.heading_end, section.heading_start + 1)
    return paper.side(
        section.heading_start, end, id=f"s{index}", iri=paper.names.section(index), name=section.title, said=""
    )


def core(title: str) -> str:
    """The title without its opening verb and degree, which say how and not what.

    >>> core("加快建立绿色贸易体系"), core("能源绿色低碳转型科技支撑行动")
    ('绿色贸易', '能源绿色低碳转型科技支撑')
    """
    bare = re.sub(pattern("opening"), "", title)
    return re.sub(pattern("closing"), "", bare) or title
