"""What is drawn: nodes and the ties between them, made of what was gathered.

A fact said of a group has a node of its own, a junction: the members lead into it, and out of it comes what is said of
them together. No line is drawn from a member to what only the group was said to have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from cetu.visual.gathering import Fact, Gathered, Support

GROUP = "Group"
LAYERS = {
    "mustDevelop": "supports",
    "hasTechnology": "supports",
    "worksOn": "supports",
    "demonstrates": "supports",
    "hasProject": "supports",
    "hasCluster": "supports",
    "supports": "supports",
    "groupedUnder": "grouping",
}
OTHER = "commitments"
"""The layer of every other predicate: targets, tasks with their bodies, what a plan rests on or restricts."""


@dataclass(frozen=True, slots=True)
class Node:
    """A thing, or the junction of a group (kind `Group`, label empty). `iri` is "" for a junction."""

    id: str
    kind: str
    label: str
    names: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """A line. `inferred`: it stands for supports that no single fact says; `layer`: the view that it belongs to."""

    source: str
    target: str
    predicate: str
    reading: str
    inferred: bool
    facts: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    route: str = "direct"

    @property
    def layer(self) -> str:
        return LAYERS.get(self.predicate, OTHER)


@dataclass(frozen=True, slots=True)
class Scene:
    """Nodes by id, and ties in order; every end of a tie is a node."""

    nodes: dict[str, Node]
    ties: tuple[Tie, ...]


def compose(gathered: Gathered) -> Scene:
    """The scene of all that was gathered; a thing is not tied to itself."""
    nodes = {thing.iri: Node(thing.iri, thing.kind, thing.label, thing.names) for thing in gathered.things.values()}
    ties: dict[tuple[str, str, str, str, bool, str], Tie] = {}
    for fact in gathered.facts.values():
        for tie in _ties_of(fact, nodes):
            if tie.source != tie.target:
                _lay(ties, tie)
    for support in gathered.supports.values():
        if not _is_said(support, gathered):
            _lay(ties, _inferred(support))
    plain = _with_supports(ties.values(), gathered.supports.values())
    return Scene(nodes, tuple(sorted(plain, key=lambda tie: (tie.inferred, tie.source, tie.target, tie.predicate))))


def group(gathered: Gathered) -> Gathered:
    """The same with every fact that one sentence says of a group having all its subjects, and all their places."""
    groups: defaultdict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in gathered.facts.values():
        if fact.reading != "each":
            groups[_group_of(fact, gathered)].append(fact)
    facts = dict(gathered.facts)
    for same in groups.values():
        subjects = tuple(sorted({subject for fact in same for subject in fact.subjects}))
        places = tuple(dict.fromkeys(place for fact in same for place in fact.places))
        facts |= {fact.iri: replace(fact, subjects=subjects, places=places) for fact in same}
    return replace(gathered, facts=facts)


def _group_of(fact: Fact, gathered: Gathered) -> tuple[object, ...]:
    sentences = {gathered.places[place].sentence_start for place in fact.places if place in gathered.places}
    return fact.plan, fact.predicate, fact.object, fact.via, tuple(sorted(sentences))


def _ties_of(fact: Fact, nodes: dict[str, Node]) -> Iterator[Tie]:
    facts = (fact.iri,)
    if fact.reading == "each" or len(fact.subjects) == 1:
        yield Tie(fact.subjects[0], fact.object, fact.predicate, fact.reading, False, facts)
        return
    junction = "|".join((GROUP, fact.plan, fact.predicate, *fact.subjects))
    nodes.setdefault(junction, Node(junction, GROUP, "", members=fact.subjects))
    for subject in fact.subjects:
        yield Tie(subject, junction, fact.predicate, fact.reading, False, facts)
    yield Tie(junction, fact.object, fact.predicate, fact.reading, False, facts)


def _inferred(support: Support) -> Tie:
    route, reading = support.route, support.reading
    ends = support.supporter, support.technology
    return Tie(*ends, "supports", reading, True, supports=(support.iri,), route=route)


def _is_said(support: Support, gathered: Gathered) -> bool:
    """Whether the support says of supporter and technology what a single fact already says of the two."""
    steps = [gathered.facts[step] for step in support.steps if step in gathered.facts]
    if len(steps) != 1 or support.route in ("narrower", "within"):
        return False
    return steps[0].object == support.technology and support.supporter in steps[0].subjects


def _lay(ties: dict[tuple[str, str, str, str, bool, str], Tie], tie: Tie) -> None:
    """Add a tie, to the one that is there already for the same ends and the same sort."""
    key = (tie.source, tie.target, tie.predicate, tie.reading, tie.inferred, tie.route)
    known = ties.get(key)
    if known is None:
        ties[key] = tie
    else:
        facts = tuple(dict.fromkeys((*known.facts, *tie.facts)))
        ties[key] = replace(known, facts=facts, supports=tuple(dict.fromkeys((*known.supports, *tie.supports))))


def _with_supports(ties: Iterable[Tie], supports: Iterable[Support]) -> Iterator[Tie]:
    """Ties with the supports that rest on one of their facts alone, for what these say of strength and coverage."""
    resting: defaultdict[str, list[str]] = defaultdict(list)
    for support in supports:
        if len(support.steps) == 1 and support.route not in ("narrower", "within"):
            resting[support.steps[0]].append(support.iri)
    for tie in ties:
        found = dict.fromkeys((*tie.supports, *(one for fact in tie.facts for one in resting[fact])))
        yield replace(tie, supports=tuple(found))
