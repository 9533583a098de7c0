"""Technologies side by side: same, narrower, broader, at another stage, missing, new, or not to be told.

A list that ends in 等 names some of what it means. So what one plan names and the other does not is missing only where
the list of the other that would hold it is complete; where that list is left open, nobody can say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from cetu.extract.lexicon import STAGE_ORDER
from cetu.queries.alignment.decisions import Decisions
from cetu.queries.alignment.lexicon import pattern
from cetu.queries.alignment.naming import (
    WIDE,
    Kinship,
    bare_name,
    concept_named,
    core_of,
    extent,
    kind_of,
    kinship,
    label,
    steps_up,
)
from cetu.queries.alignment.openlists import above, sure_kinds, telling
from cetu.queries.alignment.rows import Row, Side
from cetu.queries.alignment.stock import STAGES, Named, Stock
from cetu.queries.alignment.unnamed import Answering, open_list

Partners: TypeAlias = tuple[Answering, Answering]
FIELD = 20
"""Concepts below one from which on a plan that says no more than it (风电, 光伏) says just the field."""
BY_FIELD = frozenset({"technology.thesaurus", "technology.kind", "technology.part"})
"""Rules by which a technology is found under the field of the other plan."""
FEW = 2
"""Technologies of a field that a plan names at most where it says just the field."""


@dataclass(frozen=True, slots=True)
class Relative:
    """A technology of the other plan and how it stands to the one."""

    at: int
    kinship: Kinship


def align_technologies(left: Stock, right: Stock, partners: Partners | None, decisions: Decisions) -> Iterator[Row]:
    """Rows of kind "technology": each technology of either plan in at least one.

    partners: by the index of a left unit those of the right units that answer to it, and the other way round;
    None where the right plan is the left one's whole new text, in which nothing is left open.
    """
    rightward, leftward = partners or (None, None)
    ours, theirs = left.technologies, right.technologies
    found = _kin(left, right, decisions)
    placed: set[int] = set()
    for i, one in enumerate(ours):
        best = _best(found.get(i, {}), theirs, right)
        if best is None or _left_open(one, theirs[best.at], best.kinship, (left, right), rightward):
            yield from _alone(one, left, right, rightward, left_side=True)
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
        if best is None or _left_open(one, ours[best.at], best.kinship, (right, left), leftward):
            yield from _alone(one, right, left, leftward, left_side=False)
        else:
            yield _pair(ours[best.at], one, best.kinship, left, right, decisions)


def _kin(left: Stock, right: Stock, decisions: Decisions) -> dict[int, dict[int, Kinship]]:
    """Kinship of every left technology with those of the right that share enough of the name, or the thesaurus."""
    theirs = right.technologies
    index: dict[str, set[int]] = defaultdict(set)
    for j, one in enumerate(theirs):
        for key in (*_edges(one), *(f"<{iri}" for iri in _own(one)), *(f">{iri}" for iri in _family(one))):
            index[key].add(j)
    found: dict[int, dict[int, Kinship]] = defaultdict(dict)
    for i, one in enumerate(left.technologies):
        keys = (*_edges(one), *(f">{iri}" for iri in _own(one)), *(f"<{iri}" for iri in _family(one)))
        for j in sorted(set().union(*(index.get(key, ()) for key in keys))):
            kin = _kinship(one, theirs[j])
            if len(decisions):
                kin = _decided(left.side(one), right.side(theirs[j]), kin, decisions)
            if kin:
                found[i][j] = kin
        if len(decisions):
            _confirmed(i, one, left, right, found, decisions)
    return found


def _edges(one: Named) -> set[str]:
    """The first and last two characters of its names: names of one kind share some."""
    names = (form for name in one.names for form in (name, pattern("sized").sub("", name), core_of(name)))
    return {edge for name in names for edge in (f"^{name[:2]}", f"{name[-2:]}$")}


def _own(one: Named) -> set[str]:
    """The concepts that it is, or is a kind of."""
    names = {form for name in one.names for form in (name, core_of(name))}
    kinds = {kind for name in names for kind in (kind_of(name), concept_named(name)) if kind}
    return kinds | {one.concept} if one.concept else kinds


def _family(one: Named) -> set[str]:
    """Those concepts and the ones above them: of two kin technologies one's own concept is of the other's family."""
    return {above for iri in _own(one) for above in (iri, *steps_up(iri))}


def _kinship(one: Named, other: Named) -> Kinship | None:
    """The closest kinship of any two of their names."""
    kin = {
        found
        for name in one.names
        for others in other.names
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


def _left_open(one: Named, other: Named, kin: Kinship, stocks: tuple[Stock, Stock], partners: Answering | None) -> bool:
    """Whether all that the other plan says of a technology is as wide as 风电, while an open list may name it."""
    if partners is None or kin.rule not in BY_FIELD or not other.concept:
        return False
    if other.concept not in one.kinds or extent(other.concept) < FIELD:
        return False
    return open_list(one, *stocks, partners, closely=True) is not None


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


def _alone(one: Named, mine: Stock, other: Stock, partners: Answering | None, *, left_side: bool) -> Iterator[Row]:
    """Missing (or new) where the other plan's lists that would name it are complete, else not to be told."""
    if all(mention.id in mine.labels and mention.stage is None for mention in one.mentions):
        return
    side = mine.side(one)
    left, right = (side, None) if left_side else (None, side)
    wider = _wider(one, other) if partners is not None else None
    if partners is not None and (part := _within(one, other)):
        theirs, kind = other.side(part), label(one.concept or "")
        left, right = (side, theirs) if left_side else (theirs, side)
        relation, which = ("narrower", "左") if left_side else ("broader", "右")
        reason = f"{which}侧只说到“{side.name}”，叙词表中“{theirs.name}”在“{kind}”之下"
        yield Row("technology", relation, left, right, reason, "technology.field", 0.5)
        return
    ending = open_list(one, mine, other, partners, closely=bool(wider)) if partners is not None else None
    if ending is not None:
        which = "右" if left_side else "左"
        words = ending.words if len(ending.words) <= 40 else f"…{ending.words[-40:]}"
        reason = f"{which}侧没有点名，但{which}侧相应的名单以“等”收尾、没有列尽（“{words}等”），不能说有没有"
        further = (other.ending_side(ending),)
        yield Row("technology", "cannot-say", left, right, reason, "technology.open", 0.8, further)
        return
    if wider:
        theirs, kind = other.side(wider[0]), label(wider[1])
        left, right = (side, theirs) if left_side else (theirs, side)
        relation, which = ("broader", "右") if left_side else ("narrower", "左")
        reason = f"{which}侧只说到“{theirs.name}”，叙词表中“{side.name}”在“{kind}”之下"
        yield Row("technology", relation, left, right, reason, "technology.field", 0.5)
        return
    reason = f"《{other.paper.title}》没有提到，相应的名单也没有以“等”留开"
    relation = "missing" if left_side else "extra"
    yield Row("technology", relation, left, right, reason, f"technology.{relation}", 0.8)


def _wider(one: Named, other: Stock) -> tuple[Named, str] | None:
    """The technology that the other plan asks for and that is the nearest of all that stand above this one, with its
    concept. What is nearly as wide as a field says nothing, nor does a field of which the plan says more than that."""
    found = [
        (len(above([theirs.concept])), -at, theirs)
        for at, theirs in enumerate(other.technologies)
        if theirs.concept and theirs.stage and not theirs.group
        and theirs.concept in sure_kinds(bare_name(one.name), one.concept)
        and (telling(theirs.concept) or _just_named(theirs.concept, other))
    ]  # fmt: skip
    best = max(found, key=lambda one: one[:2], default=None)
    return (best[2], best[2].concept) if best and best[2].concept else None


def _within(one: Named, other: Stock) -> Named | None:
    """Where the technology is a whole field (储能): what the other plan asks for in the field, the widest of all."""
    if not one.concept or one.group or telling(one.concept) or extent(one.concept) >= WIDE:
        return None
    found = [
        (extent(theirs.concept), -at, theirs)
        for at, theirs in enumerate(other.technologies)
        if theirs.concept and theirs.stage and not theirs.group and one.concept in above([theirs.concept])
    ]
    return max(found, key=lambda one: one[:2])[2] if found else None


def _just_named(field: str, stock: Stock) -> bool:
    """Whether a plan speaks of a field (氢能, 储能), not in headings alone, and of hardly any technology in it."""
    if extent(field) >= WIDE:
        return False
    said = any(one.concept == field and any(map(stock.in_text, one.mentions)) for one in stock.technologies)
    return said and sum(field in one.kinds and one.concept != field for one in stock.technologies) <= FEW
