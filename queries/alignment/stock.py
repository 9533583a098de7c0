"""What a plan names of technologies: each once with its mentions, and the lists of them that 等 leaves open."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from cetu.extract.extraction import Entity, MentionList
from cetu.extract.lexicon import STAGE_ORDER, furthest
from cetu.extract.phrases import is_generic
from cetu.queries.alignment.lexicon import pattern
from cetu.queries.alignment.naming import WIDE, bare_name, concept_named, concept_of, extent
from cetu.queries.alignment.openlists import (
    Ending,
    Sought,
    above,
    head_behind,
    head_kind,
    kind_behind,
    kinds_of,
    named_in,
    roots,
    said_of,
    sectors_addressed,
    sectors_of,
    telling,
)
from cetu.queries.alignment.paper import Paper, Sentence
from cetu.queries.alignment.rows import Side
from cetu.queries.alignment.units import Unit, core

STAGES = {"restrict": "限制", "research": "研究", "develop": "开发", "demonstrate": "示范", "deploy": "推广"}
OPEN = frozenset({"open", "counted"})
HEAD, LABEL = "broader.head", "broader.label"
"""Rules of relations whose tail names a group: the head of a list, the label of an entry."""


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
    def kinds(self) -> frozenset[str]:
        """All that it is a kind of, itself and the roots of the thesaurus with it; empty where that is unknown."""
        return kinds_of(bare_name(self.name), self.concept)

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
        self._sought: dict[str, Sought] = {}

    @cached_property
    def technologies(self) -> tuple[Named, ...]:
        """Every technology once, in order of place; different names of one concept are one."""
        groups: dict[str, list[Entity]] = defaultdict(list)
        for one in self._named:
            groups[one.concept or concept_of(one.name) or bare_name(one.name)].append(one)
        return tuple(self._technology(found) for found in groups.values())

    @cached_property
    def _named(self) -> tuple[Entity, ...]:
        sections, at = self.paper.plan.sections, self.paper.section_at
        return tuple(
            one
            for one in self.paper.extraction.entities
            if one.type == "Technology" and ((section := at(one.start)) is None or sections[section].kind != "contents")
        )

    def _kinds_of_words(self, one: Entity) -> frozenset[str]:
        """What the words of a mention alone say, where the name that a list's members share with it is unknown."""
        return kinds_of(bare_name(self.paper.plan.text[one.start : one.end]), None)

    def _technology(self, found: list[Entity]) -> Named:
        concept = next((one.concept for one in found if one.concept), concept_of(found[0].name))
        stage = furthest([one.stage for one in found])
        group = all(one.id in self._heads or one.id in self.labels for one in found)
        names = frozenset(bare_name(one.name) for one in found)
        return Named(found[0].name, concept, stage, group, tuple(found), names.union(*map(self._terms_at, found)))

    def _terms_at(self, one: Entity) -> frozenset[str]:
        """What the words of a mention say without what a list shares (储氢、机械储能等储能技术), if it is a term."""
        bare = bare_name(self.paper.plan.view.text[slice(*self.paper.plan.view.from_source(one.start, one.end))])
        return frozenset({bare} if concept_named(bare) else ())

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

    def in_text(self, mention: Entity) -> bool:
        """Whether a mention stands below the heading of its section."""
        section = self.paper.section_at(mention.start)
        return section is not None and self.paper.plan.sections[section].heading_end <= mention.start

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

    def sought(self, one: Named) -> Sought:
        """The technology as the other plan may mean it: its heading says its field, too, or else what is named beside
        it."""
        if (known := self._sought.get(one.best.id)) is not None:
            return known
        units = {at for mention in one.mentions if (at := self.unit_at(mention.start)) is not None}
        titles = sorted({self.units[at].title for at in units})
        heading = frozenset().union(*(self._field_of(title) for title in titles))
        field = roots(one.kinds) | sectors_of(one.name) | heading
        around = frozenset().union(*(found for at in units for found in self._fields.get(at, ())))
        goods = any(found.goods for found in self._holding(one))
        industry = self._industry_at(one.best.start)
        made = Sought(bare_name(one.name), one.kinds, field or around, not field, goods, industry)
        return self._sought.setdefault(one.best.id, made)

    def _field_of(self, title: str) -> frozenset[str]:
        """The fields that a heading says."""
        return sectors_of(title) | roots(kinds_of(bare_name(core(title)), None))

    def _industry_at(self, position: int) -> frozenset[str]:
        """The fields of the industry that a clause is said to be about (水泥行业推广…), or else its heading."""
        sentence, unit, view = self.paper.sentence_at(position), self.unit_at(position), self.paper.plan.view
        before = view.text[sentence.view_start : view.from_source(position, position)[0]] if sentence else ""
        headings = (*self.units[unit].above, self.units[unit].title) if unit is not None else ()
        said = (*headings, *(found[1] for found in pattern("industry").finditer(before)))
        return next(filter(None, map(sectors_of, reversed(said))), frozenset())

    def _topic_of(self, unit: int | None) -> frozenset[str]:
        """What the heading of a unit is about, narrower than a field (制氢)."""
        kinds = kinds_of(bare_name(core(self.units[unit].title)), None) if unit is not None else frozenset()
        return frozenset(filter(telling, kinds - above(kinds)))

    def of_field(self, field: frozenset[str]) -> dict[int, int]:
        """The units that name several technologies of a field, with how many."""
        found = {at: sum(n for one, n in fields.items() if field & one) for at, fields in self._fields.items()}
        return {at: count for at, count in found.items() if count > 1}

    @cached_property
    def _fields(self) -> dict[int, Counter[frozenset[str]]]:
        """By unit the fields of the technologies in it that the plan asks for, with how many have the same."""
        found = defaultdict[int, Counter[frozenset[str]]](Counter)
        for one in self.technologies:
            places = {self.unit_at(mention.start) for mention in one.mentions if mention.stage}
            for at in sorted(at for at in places if at is not None):
                found[at][roots(one.kinds) or self._field_of(self.units[at].title)] += 1
        return found

    def _ending(self, start: int, end: int) -> Ending:
        view, unit = self.paper.plan.view, self.unit_at(start)
        a, b = view.from_source(start, end)
        sentence = self.paper.sentence_at(start)
        inside = [one for one in self._named if start <= one.start and one.end <= end]
        members = tuple(kinds_of(bare_name(one.name), one.concept) or self._kinds_of_words(one) for one in inside)
        sectors = sectors_addressed(sentence.text if sentence else "")
        if sentence and not any(members):
            sectors |= self._fields_beside(sentence, view.text[a:b])
        if unit is not None and (self.units[unit].kind == "entry" or not any(members)):
            sectors |= self._field_of(self.units[unit].title)
        behind = view.text[b : b + 30]
        label = self.units[unit].title if unit is not None and self.units[unit].kind == "entry" else ""
        listed = named_in(bare_name(kind_behind(behind) or label))
        return Ending(
            start,
            end,
            view.text[a:b],
            members,
            sectors,
            head_behind(behind),
            any(one.stage for one in inside),
            bool(pattern("apparatus").match(behind)),
            said_of(frozenset(kind for kind in listed if extent(kind) < WIDE), members),
            bool(pattern("goods").match(behind)),
            self._industry_at(start),
            self._topic_of(unit),
            bool(pattern("materials").match(behind)),
        )

    def _fields_beside(self, sentence: Sentence, words: str) -> frozenset[str]:
        """The fields of a list of which no member is known: what its words name, or what else its sentence names."""
        named = roots(kinds_of(words, None))
        beside = (one for one in self._named if sentence.start <= one.start and one.end <= sentence.end)
        return named or frozenset().union(*(roots(kinds_of(bare_name(one.name), one.concept)) for one in beside))

    @cached_property
    def endings(self) -> dict[int, list[Ending]]:
        """Lists of technologies that end in 等, by unit; those whose 等 has a head that says what they are
        (等储能技术), or that list fields of study, are left out."""
        found = defaultdict[int, list[Ending]](list)
        names = ((self.paper.entities[entity].name, at) for entity, at in self._heads.items())
        headed = {at for name, at in names if not is_generic(name) and self.head_kinds(bare_name(name))}
        for one in self._open_lists.values():
            behind = self._behind(one)
            if one.id not in headed and not any(pattern(name).match(behind) for name in ("notended", "attribute")):
                self._add(found, self._ending(one.start, one.end))
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
                if pattern("notended").match(text, etc.start()):
                    continue
                before = max(text.rfind(mark, 0, etc.start()) for mark in "。；：")
                start, end = view.to_source(sentence.view_start + before + 1, sentence.view_start + etc.start())
                if listed.isdisjoint(range(end - 2, end + 2)) and bisect_left(starts, start) < bisect_left(starts, end):
                    yield self._ending(start, end)

    @cached_property
    def open_heads(self) -> dict[str, Ending]:
        """Open lists that a head closes (…等储能技术), by the head's bare name."""
        found: dict[str, Ending] = {}
        for entity, at in self._heads.items():
            if at in self._open_lists:
                one = self._open_lists[at]
                found.setdefault(bare_name(self.paper.entities[entity].name), self._ending(one.start, one.end))
        return found

    def heads_over(self, one: Named) -> frozenset[str]:
        """Bare names of the heads under which the plan lists a technology (无损检测等再制造技术)."""
        heads = frozenset().union(*(self._heads_of.get(mention.id, frozenset()) for mention in one.mentions))
        return frozenset(head for head in heads if not is_generic(head))

    def kinds_over(self, one: Named) -> frozenset[str]:
        """The kinds that the open lists which name a technology say that they list."""
        return frozenset().union(*(found.listed for found in self._holding(one)))

    def _holding(self, one: Named) -> Iterator[Ending]:
        """The open lists that name a technology."""
        return (found for mention in one.mentions for found in self._lists_of.get(mention.id, ()))

    @cached_property
    def _lists_of(self) -> dict[str, list[Ending]]:
        """By the id of a mention the open lists that it stands in."""
        found, starts = defaultdict[str, list[Ending]](list), [one.start for one in self._in_order]
        for ending in (ending for endings in self.endings.values() for ending in endings):
            for one in self._in_order[bisect_left(starts, ending.start) : bisect_left(starts, ending.end)]:
                if one.end <= ending.end:
                    found[one.id].append(ending)
        return found

    @cached_property
    def _in_order(self) -> tuple[Entity, ...]:
        return tuple(sorted(self._named, key=lambda one: one.start))

    @cached_property
    def listing(self) -> dict[str, list[Ending]]:
        """Open lists of what the plan asks for, by the kinds that they say they list."""
        found = defaultdict[str, list[Ending]](list)
        for ending in (ending for endings in self.endings.values() for ending in endings if ending.ordered):
            for kind in ending.listed:
                found[kind].append(ending)
        return found

    @cached_property
    def _heads_of(self) -> dict[str, frozenset[str]]:
        found = defaultdict[str, set[str]](set)
        for one in self.paper.extraction.relations:
            if one.rule == HEAD:
                found[one.head].add(bare_name(self.paper.entities[one.tail].name))
        return {member: frozenset(heads) for member, heads in found.items()}

    def head_kinds(self, head: str) -> frozenset[str]:
        """The concept of a head by its bare name."""
        return self._head_kinds.get(head, frozenset())

    @cached_property
    def _head_kinds(self) -> dict[str, frozenset[str]]:
        heads = ((bare_name(one.name), one.concept) for one in (self.paper.entities[entity] for entity in self._heads))
        return {bare: frozenset({concept}) if concept else head_kind(bare) for bare, concept in heads}

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
