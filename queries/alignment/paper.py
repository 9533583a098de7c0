"""A plan as it is compared: the Plan, its Extraction, and where in it everything stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from cetu.corpus.plan import Plan, Section
from cetu.corpus.structure import sentences
from cetu.extract.extracting import extract
from cetu.extract.extraction import Entity, Extraction, MentionList
from cetu.graph.naming import PlanNames
from cetu.ontology.errors import AlignError
from cetu.queries.alignment.rows import Party, Side


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its span of the source and of the view, its readable text, the index of its section."""

    start: int
    end: int
    view_start: int
    view_end: int
    text: str
    section: int | None


class Paper:
    """Holds a plan with its extraction and the indexes that are made of them when first asked for."""

    def __init__(self, plan: Plan, extraction: Extraction) -> None:
        self.plan = plan
        self.extraction = extraction
        self.names = PlanNames(plan)

    @property
    def key(self) -> str:
        return self.plan.key

    @property
    def title(self) -> str:
        return self.plan.document.title or self.plan.key

    @property
    def headed(self) -> bool:
        """Whether the text has headings such as 一、 or boxes, as that of a plan has and a table of figures has not."""
        return any(section.kind in ("section", "box") for section in self.plan.sections)

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """Entities by id."""
        return {entity.id: entity for entity in self.extraction.entities}

    @cached_property
    def list_of(self) -> dict[str, MentionList]:
        """The innermost list that an entity is a member of, by the entity's id."""
        found: dict[str, MentionList] = {}
        for one in sorted(self.extraction.lists, key=lambda one: one.start - one.end):
            found.update(dict.fromkeys(one.members, one))
        return found

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence in order of place, those of a table of contents left out."""
        view, found = self.plan.view, []
        for a, b in sentences(view, 0, len(view.text)):
            start, end = view.to_source(a, b)
            section = self.section_at(start)
            if section is None or self.plan.sections[section].kind != "contents":
                found.append(Sentence(start, end, a, b, view.text[a:b].strip(), section))
        return tuple(found)

    def sentence_at(self, position: int) -> Sentence | None:
        """The sentence that the source offset stands in, None outside all."""
        at = bisect_right(self._starts, position) - 1
        return self.sentences[at] if at >= 0 else None

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.sentences]

    def section_at(self, position: int) -> int | None:
        """Index of the innermost section that the source offset stands in."""
        sections = self.plan.sections
        at = bisect_right(self._section_starts, position) - 1
        index = at if at >= 0 else None
        while index is not None and sections[index].end <= position:
            index = sections[index].parent
        return index

    @cached_property
    def _section_starts(self) -> list[int]:
        return [section.start for section in self.plan.sections]

    def chain(self, index: int | None) -> Iterator[int]:
        """The section and all that hold it, innermost first."""
        while index is not None:
            yield index
            index = self.plan.sections[index].parent

    def headings(self, index: int | None) -> tuple[str, ...]:
        """The headings above, outermost first, with their numbers."""
        found = (heading(self.plan.sections[one]) for one in self.chain(index))
        return tuple(reversed([one for one in found if one]))

    def line_at(self, position: int) -> int:
        """Line of the source text, from 1."""
        return bisect_right(self._line_starts, position)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.plan.text))]

    def side(self, start: int, end: int, *, id: str, iri: str, name: str, said: str = "") -> Side:
        """What stands at `start:end` as one side of a row."""
        sentence = self.sentence_at(start)
        if sentence is None:
            sentence = Sentence(start, end, 0, 0, self.plan.text[start:end], self.section_at(start))
        return Side(
            plan=self.key,
            id=id,
            iri=iri,
            name=name,
            said=said,
            quote=self.plan.text[start:end],
            start=start,
            end=end,
            sentence=sentence.text,
            sentence_start=sentence.start,
            sentence_end=sentence.end,
            headings=self.headings(self.section_at(start)),
            line=self.line_at(start),
        )

    def party(self) -> Party:
        """What the report says of the plan."""
        document, extraction = self.plan.document, self.extraction
        counts = (
            ("target", len(extraction.targets)),
            ("task", len(extraction.tasks)),
            ("technology", len({one.name for one in extraction.entities if one.type == "Technology"})),
        )
        return Party(self.key, self.title, document.issuers, document.period, self.plan.source.sha256, counts)


Comparable: TypeAlias = Plan | tuple[Plan, Extraction]
"""A plan, with its extraction where one has been made."""


def as_paper(given: Comparable) -> Paper:
    """The plan as it is compared. Raises AlignError where the text is no plan."""
    return read_paper(given) if isinstance(given, Plan) else read_paper(*given)


def heading(section: Section) -> str:
    """The heading of a section with its number, "" for a stretch without one."""
    if not section.title or section.kind == "title":
        return ""
    mark = "" if not section.number or section.number.endswith(("）", ")", ".", "．", "、")) else "、"
    if section.kind == "box":
        mark = " "
    return f"{section.number}{mark if section.number else ''}{section.title}"


def read_paper(plan: Plan, extraction: Extraction | None = None) -> Paper:
    """The plan as it is compared; its extraction is made where none is given.

    Raises AlignError, which says why, where the text is no plan.
    """
    paper = Paper(plan, extraction or extract(plan))
    if not paper.headed and not paper.extraction.targets:
        raise AlignError(
            f"{plan.source.name}: 不像一份规划：没有“一、”“（一）”一类的标题，也没有带数字的指标，无法对照；"
            "no plan: it has neither numbered headings nor targets. Give a policy plan, whole and as text"
        )
    return paper
