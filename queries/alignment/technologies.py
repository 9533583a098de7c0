"""Technologies side by side: same, narrower, broader, at another stage, missing, new, or not to be told.

A list that ends in 等 names some of what it means. So what one plan names and the other does not is missing only where
the list of the other that would hold it is complete; where that list is left open, nobody can say.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from cetu.extract.extraction import Entity
from cetu.extract.lexicon import STAGE_ORDER, furthest
from cetu.queries.alignment.decisions import Decisions
from cetu.queries.alignment.lexicon import pattern
from cetu.queries.alignment.naming import Kinship, bare_name, kinship
from cetu.queries.alignment.paper import Paper
from cetu.queries.alignment.rows import Row, Side
from cetu.queries.alignment.units import Unit
from cetu.queries.alignment.wording import pairs_of

STAGES = {"restrict": "限制", "research": "研究", "develop": "开发", "demonstrate": "示范", "deploy": "推广"}
OPEN = frozenset({"open", "counted"})
HEADS = ("list.head", "label")
"""Rules of entities that name a group and not one of its members."""
NOT_ORDERED = frozenset({"object.topic", "label"})
"""Rules of mentions by which a plan only says what it speaks of; alone they make nothing missing or new."""
SHARED_PAIRS = 0.08
"""Share of its character pairs that an open list in a task's running text needs in common with the sentence of a
technology, for the technology to be one that the list may mean."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A place where 等 leaves a list of technologies open: what stands before it, as a span of the source."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Named:
    """One technology of a plan with all its mentions. stage: the furthest that the plan asks for. group: whether it is
    only ever the head of a list or the label of an entry, so that it names no single technology."""

    name: str
    concept: str | None
    stage: str | None
    group: bool
    mentions: tuple[Entity, ...]

    @property
    def names(self) -> frozenset[str]:
        """Its names without what does not tell technologies apart."""
        return frozenset(bare_name(one.name) for one in self.mentions)

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
                groups[one.concept or bare_name(one.name)].append(one)
        return tuple(self._named(found) for found in groups.values())

    def _named(self, found: list[Entity]) -> Named:
        concept = next((one.concept for one in found if one.concept), None)
        stage = furthest([one.stage for one in found])
        group = all(one.rule in HEADS for one in found)
        return Named(found[0].name, concept, stage, group, tuple(found))

    def unit_at(self, position: int) -> int | None:
        """Index of the unit that the offset stands in."""
        for section in self.paper.chain(self.paper.section_at(position)):
            if section in self._unit_of_section:
                return self._unit_of_section[section]
        return None

    @cached_property
    def endings(self) -> dict[int, list[Ending]]:
        """Lists of technologies that end in 等, by unit; those whose 等 has a head (等储能技术) are left out."""
        found: dict[int, list[Ending]] = defaultdict(list)
        starts = sorted(one.start for one in self.paper.extraction.entities if one.type == "Technology")
        for sentence in self.paper.sentences:
            unit = self.unit_at(sentence.start)
            view = self.paper.plan.view
            text = view.text[sentence.view_start : sentence.view_end]
            for etc in pattern("ending").finditer(text) if unit is not None else ():
                before = max(text.rfind(mark, 0, etc.start()) for mark in "。；：")
                start, end = view.to_source(sentence.view_start + before + 1, sentence.view_start + etc.start())
                if unit is not None and bisect_left(starts, start) < bisect_left(starts, end):
                    found[unit].append(Ending(start, end, text[before + 1 : etc.start()]))
        return found

    @cached_property
    def open_heads(self) -> dict[str, Ending]:
        """Open lists that a head closes (…等储能技术), by the head's bare name."""
        lists = {one.id: one for one in self.paper.extraction.lists if one.openness in OPEN}
        view, found = self.paper.plan.view, dict[str, Ending]()
        for one in self.paper.extraction.relations:
            if one.type == "broader" and one.list in lists and self._is_head(one.tail):
                open_list = lists[one.list]
                words = view.text[slice(*view.from_source(open_list.start, open_list.end))]
                name = bare_name(self.paper.entities[one.tail].name)
                found.setdefault(name, Ending(open_list.start, open_list.end, words))
        return found

    def concept_of_head(self, head: str) -> str | None:
        """The concept of a head by its bare name."""
        return self._head_concepts.get(head)

    @cached_property
    def _head_concepts(self) -> dict[str, str | None]:
        heads = (one for one in self.paper.extraction.entities if one.rule == "list.head")
        return {bare_name(one.name): one.concept for one in heads}

    def _is_head(self, entity: str) -> bool:
        return entity in self.paper.entities and self.paper.entities[entity].rule == "list.head"

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


@dataclass(frozen=True, slots=True)
class Relative:
    """A technology of the other plan and how it stands to the one."""

    at: int
    kinship: Kinship


def align_technologies(
    left: Stock, right: Stock, partners: tuple[Mapping[int, set[int]], Mapping[int, set[int]]], decisions: Decisions
) -> Iterator[Row]:
    """Rows of kind "technology": each technology of either plan in at least one.

    partners: by the index of a left unit those of the right units that answer to it, and the other way round.
    """
    ours, theirs = left.technologies, right.technologies
    found = _kin(left, right, decisions)
    placed: set[int] = set()
    for i, one in enumerate(ours):
        best = _best(found.get(i, {}), theirs, right)
        if best is None:
            yield from _alone(one, left, right, partners[0], left_side=True)
        else:
            placed.add(best.at)
            yield _pair(one, theirs[best.at], best.kinship, left, right, decisions)
    back: dict[int, dict[int, Kinship]] = defaultdict(dict)
    for i, relatives in found.items():
        for j, kin in relatives.items():
            back[j][i] = kin
    for j, one in enumerate(theirs):
        if j in placed:
            continue
        best = _best(back.get(j, {}), ours, left)
        if best is None:
            yield from _alone(one, right, left, partners[1], left_side=False)
        else:
            yield _pair(ours[best.at], one, best.kinship, left, right, decisions)


def _kin(left: Stock, right: Stock, decisions: Decisions) -> dict[int, dict[int, Kinship]]:
    """Kinship of every left technology with those of the right that share enough of the name, or the thesaurus."""
    theirs = right.technologies
    index: dict[str, set[int]] = defaultdict(set)
    for j, one in enumerate(theirs):
        for name in {mention.name for mention in one.mentions}:
            index[bare_name(name)[-2:]].add(j)
    linked = [j for j, one in enumerate(theirs) if one.concept]
    found: dict[int, dict[int, Kinship]] = defaultdict(dict)
    for i, one in enumerate(left.technologies):
        near = set().union(*(index.get(bare_name(mention.name)[-2:], set()) for mention in one.mentions))
        for j in near | set(linked if one.concept else ()):
            kin = _kinship(one, theirs[j])
            if len(decisions):
                kin = _decided(left.side(one), right.side(theirs[j]), kin, decisions)
            if kin:
                found[i][j] = kin
        if len(decisions):
            _confirmed(i, one, left, right, found, decisions)
    return found


def _kinship(one: Named, other: Named) -> Kinship | None:
    """The closest kinship of any two of their names."""
    kin = {
        found
        for name in {mention.name for mention in one.mentions}
        for others in {mention.name for mention in other.mentions}
        if (found := kinship(name, others, one.concept, other.concept))
    }
    return max(kin, key=lambda found: (found.score, found.relation, found.why), default=None)


def _decided(one: Side, other: Side, kin: Kinship | None, decisions: Decisions) -> Kinship | None:
    verdict = decisions.verdict("technology", one, other)
    if verdict == "broken":
        return None
    if verdict == "confirmed" and kin is None:
        return Kinship("same", 1.0, "technology.confirmed", "由人确认")
    return kin


def _confirmed(
    i: int, one: Named, left: Stock, right: Stock, found: dict[int, dict[int, Kinship]], decisions: Decisions
) -> None:
    """Pairs that people confirmed and no name suggests."""
    for j, other in enumerate(right.technologies):
        if j not in found[i] and decisions.verdict("technology", left.side(one), right.side(other)) == "confirmed":
            found[i][j] = Kinship("same", 1.0, "technology.confirmed", "由人确认")


def _best(kin: Mapping[int, Kinship], others: Sequence[Named], stock: Stock) -> Relative | None:
    """The closest relative that is an ordered technology of its own; a head of a list, or what a plan only speaks of,
    is one only where it is the same."""
    fit = [
        Relative(at, one)
        for at, one in kin.items()
        if one.relation == "same" or not (_only_spoken_of(others[at]) or stock.open_heads.keys() & others[at].names)
    ]
    return max(fit, key=lambda one: (one.kinship.score, -one.at), default=None)


def _only_spoken_of(one: Named) -> bool:
    return one.group or one.stage is None


def _pair(one: Named, other: Named, kin: Kinship, left: Stock, right: Stock, decisions: Decisions) -> Row:
    relation, reason = kin.relation, kin.why
    if relation == "same" and one.stage and other.stage and one.stage != other.stage:
        further = "更进一步" if STAGE_ORDER[other.stage] > STAGE_ORDER[one.stage] else "退后一步"
        relation = "moved-stage"
        reason += f"；左侧要求{STAGES[one.stage]}，右侧要求{STAGES[other.stage]}，右侧{further}"
    elif relation == "narrower":
        reason += "；右侧更窄"
    elif relation == "broader":
        reason += "；右侧更宽"
    ours, theirs = left.side(one), right.side(other)
    verdict = decisions.verdict("technology", ours, theirs)
    score = 1.0 if verdict == "confirmed" else kin.score
    return Row("technology", relation, ours, theirs, reason, kin.rule, score, (), verdict)


def _alone(
    one: Named, mine: Stock, other: Stock, partners: Mapping[int, set[int]], *, left_side: bool
) -> Iterator[Row]:
    """Missing (or new) where the other plan's lists that would name it are complete, else not to be told."""
    if all(mention.rule in NOT_ORDERED and mention.stage is None for mention in one.mentions):
        return
    side = mine.side(one)
    left, right = (side, None) if left_side else (None, side)
    ending = _open_head(one, other) or _open_ending(one, mine, other, partners)
    if ending is not None:
        which = "右" if left_side else "左"
        words = ending.words if len(ending.words) <= 40 else f"…{ending.words[-40:]}"
        reason = f"{which}侧没有点名，但{which}侧相应的名单以“等”收尾、没有列尽（“{words}等”），不能说有没有"
        further = (other.ending_side(ending),)
        yield Row("technology", "cannot-say", left, right, reason, "technology.open", 0.8, further)
        return
    reason = f"《{other.paper.title}》没有提到，相应的名单也没有以“等”留开"
    relation = "missing" if left_side else "extra"
    yield Row("technology", relation, left, right, reason, f"technology.{relation}", 0.8)


def _open_head(one: Named, other: Stock) -> Ending | None:
    """An open list of the other plan whose head is a broader name of the technology."""
    for mention in one.mentions:
        for head, found in other.open_heads.items():
            kin = kinship(mention.name, head, one.concept, other.concept_of_head(head))
            if kin and kin.relation in ("broader", "same"):
                return found
    return None


def _open_ending(one: Named, mine: Stock, other: Stock, partners: Mapping[int, set[int]]) -> Ending | None:
    """The likest open list in the units of the other plan that answer to the units that name the technology."""
    found: list[tuple[float, int, Ending]] = []
    for mention in one.mentions:
        unit = mine.unit_at(mention.start)
        sentence = mine.paper.sentence_at(mention.start)
        words = set(pairs_of(sentence.text if sentence else mention.name))
        for partner in partners.get(unit, ()) if unit is not None else ():
            least = SHARED_PAIRS if other.units[partner].kind == "task" else 0.0
            for ending in other.endings.get(partner, ()):
                pairs = set(pairs_of(ending.words))
                shared = len(words & pairs) / max(1, min(len(words), len(pairs)))
                if shared >= least:
                    found.append((shared, -ending.start, ending))
    return max(found, key=lambda one: one[:2])[2] if found else None
