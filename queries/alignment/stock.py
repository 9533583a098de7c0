"""What a plan names of technologies: each once with its mentions, and the lists of them that 等 leaves open."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from cetu.extract.extraction import Entity, MentionList
from cetu.extract.lexicon import STAGE_ORDER, furthest
from cetu.extract.phrases import is_generic
from cetu.queries.alignment.lexicon import pattern
from cetu.queries.alignment.naming import bare_name, concept_named
from cetu.queries.alignment.paper import Paper
from cetu.queries.alignment.rows import Side
from cetu.queries.alignment.units import Unit

STAGES = {"restrict": "限制", "research": "研究", "develop": "开发", "demonstrate": "示范", "deploy": "推广"}
OPEN = frozenset({"open", "counted"})
HEAD, LABEL = "broader.head", "broader.label"
"""Rules of relations whose tail names a group: the head of a list, the label of an entry."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A place where 等 leaves a list of technologies open: what stands before it, as a span of the source."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Named:
    """One technology of a plan with all its mentions. stage: the furthest that the plan asks for. group: whether it is
    only ever the head of a list or the label of an entry, so that it names no single technology. names: its names
    without what does not tell technologies apart."""

    name: str
    concept: str | None
    stage: str | None
    group: bool
    mentions: tuple[Entity, ...]
    names: frozenset[str]

    @property
    def best(self) -> Entity:
        """The mention that asks for the furthest stage, the first of them."""
        return max(self.mentions, key=lambda one: (STAGE_ORDER[one.stage], -one.start))


class Stock:
    """The technologies of a plan, its open lists, and the units that both stand in."""

    def __init__(self, paper: Paper, units: Sequence[Unit]) -> None:
        self.paper = paper
        self.units = units
        self._unit_of_section = {unit.section: at for at, unit in enumerate(units)}

    @cached_property
    def technologies(self) -> tuple[Named, ...]:
        """Every technology once, in order of place; different names of one concept are one."""
        groups: dict[str, list[Entity]] = defaultdict(list)
        for one in self.paper.extraction.entities:
            if one.type == "Technology":
                bare = bare_name(one.name)
                groups[one.concept or concept_named(bare) or bare].append(one)
        return tuple(self._named(found) for found in groups.values())

    def _named(self, found: list[Entity]) -> Named:
        concept = next((one.concept for one in found if one.concept), concept_named(bare_name(found[0].name)))
        stage = furthest([one.stage for one in found])
        group = all(one.id in self._heads or one.id in self.labels for one in found)
        return Named(
            found[0].name, concept, stage, group, tuple(found), frozenset(bare_name(one.name) for one in found)
        )

    @cached_property
    def labels(self) -> frozenset[str]:
        """Ids of the mentions that label an entry, and so only say what it is about."""
        return frozenset(one.tail for one in self.paper.extraction.relations if one.rule == LABEL)

    @cached_property
    def _heads(self) -> dict[str, str | None]:
        """Ids of the mentions that are heads of lists (…等储能技术), with a list each."""
        return {one.tail: one.list for one in self.paper.extraction.relations if one.rule == HEAD}

    def unit_at(self, position: int) -> int | None:
        """Index of the unit that the offset stands in."""
        for section in self.paper.chain(self.paper.section_at(position)):
            if section in self._unit_of_section:
                return self._unit_of_section[section]
        return None

    @cached_property
    def _open_lists(self) -> dict[str, MentionList]:
        """Lists that 等 leaves open and whose last member is a technology, by id."""
        entities = self.paper.entities
        return {
            one.id: one
            for one in self.paper.extraction.lists
            if one.openness in OPEN
            and one.members
            and (last := entities.get(one.members[-1])) is not None
            and last.type == "Technology"
        }

    def _ending(self, found: MentionList) -> Ending:
        view = self.paper.plan.view
        return Ending(found.start, found.end, view.text[slice(*view.from_source(found.start, found.end))])

    @cached_property
    def endings(self) -> dict[int, list[Ending]]:
        """Lists of technologies that end in 等, by unit; those whose 等 has a head (等储能技术), or that list fields of
        study, are left out."""
        found = defaultdict[int, list[Ending]](list)
        headed = {at for entity, at in self._heads.items() if not is_generic(self.paper.entities[entity].name)}
        for one in self._open_lists.values():
            if one.id not in headed and not pattern("notended").match(self._behind(one)):
                self._add(found, self._ending(one))
        for ending in self._unlisted():
            self._add(found, ending)
        return found

    def _behind(self, found: MentionList) -> str:
        view = self.paper.plan.view
        return view.text[view.from_source(found.start, found.end)[1] :][:12]

    def _add(self, found: dict[int, list[Ending]], ending: Ending) -> None:
        unit = self.unit_at(ending.start)
        if unit is not None:
            found[unit].append(ending)

    def _unlisted(self) -> Iterator[Ending]:
        """Clauses that end in 等 and name a technology, where the extraction made out no list that ends there."""
        view, listed = self.paper.plan.view, {one.end for one in self._open_lists.values()}
        starts = sorted(one.start for one in self.paper.extraction.entities if one.type == "Technology")
        for sentence in self.paper.sentences:
            text = view.text[sentence.view_start : sentence.view_end]
            for etc in pattern("ending").finditer(text):
                before = max(text.rfind(mark, 0, etc.start()) for mark in "。；：")
                start, end = view.to_source(sentence.view_start + before + 1, sentence.view_start + etc.start())
                if listed.isdisjoint(range(end - 2, end + 2)) and bisect_left(starts, start) < bisect_left(starts, end):
                    yield Ending(start, end, text[before + 1 : etc.start()])

    @cached_property
    def open_heads(self) -> dict[str, Ending]:
        """Open lists that a head closes (…等储能技术), by the head's bare name."""
        found: dict[str, Ending] = {}
        for entity, at in self._heads.items():
            if at in self._open_lists:
                found.setdefault(bare_name(self.paper.entities[entity].name), self._ending(self._open_lists[at]))
        return found

    def concept_of_head(self, head: str) -> str | None:
        """The concept of a head by its bare name."""
        return self._head_concepts.get(head)

    @cached_property
    def _head_concepts(self) -> dict[str, str | None]:
        heads = (self.paper.entities[entity] for entity in self._heads)
        return {bare_name(one.name): one.concept for one in heads}

    def side(self, one: Named, mention: Entity | None = None) -> Side:
        """The technology as a side of a row."""
        best = mention or one.best
        said = STAGES.get(one.stage or "", "")
        iri = self.paper.names.thing(best)
        return self.paper.side(best.start, best.end, id=best.id, iri=iri, name=best.name, said=said)

    def ending_side(self, found: Ending) -> Side:
        """An open list as evidence."""
        iri = self.paper.names.span("list", found.start, found.end)
        return self.paper.side(found.start, found.end, id="", iri=iri, name=f"{found.words[-20:]}等", said="等")
