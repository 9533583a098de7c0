"""The pairs of a plan after all of it is read: what the rules found, and what the passages say by example besides.

The rules' pairs stay but of what is forbidden and those most in doubt, and have the chance of what is known of scope as
their confidence. A pair that no rule found is said of each, or of the group where several places and several things
stand in it; what is forbidden has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from cetu.extract.confidence import raw
from cetu.extract.drafting import Draft, Key, key_of, sure_of
from cetu.extract.lexicon import restricted
from cetu.extract.mention import Phrase, Span
from cetu.extract.pairing import LIKELY, Candidate, candidates, chances
from cetu.extract.places import Place
from cetu.extract.relations import Pair

RULE = "pair.learned"

WORTH, DOUBTFUL = 0.5, 0.4
"""Chance that a pair needs which no rule found, the doubt about the names at its ends taken in, and a rule's."""


def scoped(draft: Draft) -> list[Pair]:
    """The pairs that a plan says, in the order in which the rules found them, then by place."""
    allowed = [pair for pair in draft.pairs if pair.type == "broader" or not _forbidden(draft, key_of(pair.tail))]
    of_rules = {(key_of(pair.head), key_of(pair.tail), pair.type): pair for pair in allowed}
    keys = [*draft.phrases, *(("Region", *span) for span in draft.places)]
    rules = {key: pair.rule for key, pair in of_rules.items()}
    members = [members for _, _, members in draft.lists.values()]
    found = list(candidates(draft.plan, keys, members, rules))
    known = dict(zip(((one.head, one.tail, one.kind) for one in found), chances(found), strict=True))
    weighed = []
    for key, pair in of_rules.items():
        chance = None if _heads_its_line(draft, pair) else known.get(key)
        if chance is None or chance >= DOUBTFUL:
            weighed.append(replace(pair, chance=chance))
    around = _around(draft)
    made = [
        pair
        for one in found
        if (key := (one.head, one.tail, one.kind)) not in of_rules and known[key] >= LIKELY
        for pair in _made(draft, around, one, known[key])
    ]
    return weighed + sorted(made, key=lambda pair: (pair.evidence, pair.type))


@dataclass(frozen=True, slots=True)
class Around:
    """What mentions stand in: of each the first list that has it, with the list's members; the plan's projects."""

    lists: Mapping[Key, tuple[Span, tuple[Key, ...]]]
    projects: tuple[Key, ...]

    def listed(self, key: Key) -> tuple[Span | None, tuple[Key, ...]]:
        """Where the list of a mention stands, and its members; None and the mention where it stands alone."""
        return self.lists.get(key, (None, (key,)))


def _around(draft: Draft) -> Around:
    lists: dict[Key, tuple[Span, tuple[Key, ...]]] = {}
    for span, (_, _, members) in draft.lists.items():
        for key in members:
            lists.setdefault(key, (span, members))
    return Around(lists, tuple(key for key in draft.phrases if key[0] == "Project"))


def _heads_its_line(draft: Draft, pair: Pair) -> bool:
    """Whether a project's name opens the line of a technology, as a sentence of its own (X工程。推广Y)."""
    between = draft.plan.view.text[pair.head.end : pair.tail.start]
    return pair.rule == "label.project" and between.startswith("。") and "\n" not in between


def _made(draft: Draft, around: Around, one: Candidate, chance: float) -> Iterator[Pair]:
    """The pair of a candidate, but of what is forbidden, of two members of one list, and of doubtful names."""
    tail = draft.phrases[one.tail]
    head = draft.places[one.head[1:]] if one.head[0] == "Region" else draft.phrases[one.head]
    (at, mates), (_, others) = around.listed(one.head), around.listed(one.tail)
    elsewhere = one.head in others or _named_after(around, one.head, one.tail)
    if _sure(draft, head, tail, chance) < WORTH or elsewhere or _forbidden(draft, one.tail):
        return
    reading = "collective" if len(mates) > 1 and len(others) > 1 and one.head[0] == "Region" else "each"
    evidence = ((head.start, head.end), (tail.start, tail.end))
    project = next((key for key in around.projects if _within(one.tail, key)), None)
    via = draft.phrases[project] if project and one.kind == "region_technology" else None
    yield Pair(one.kind, head, tail, evidence, RULE, chance, reading, via, list_at=at, chance=chance)


def _named_after(around: Around, place: Key, thing: Key) -> bool:
    """Whether a place stands in the name of a project that the thing is no part of (南宁、羊林等抽水蓄能电站)."""
    if place[0] != "Region":
        return False
    return not all(_within(thing, holder) for holder in around.projects if _within(place, holder))


def _within(key: Key, other: Key) -> bool:
    """Whether a mention is another or stands in its name."""
    return other[1] <= key[1] and key[2] <= other[2]


def _sure(draft: Draft, head: Phrase | Place, tail: Phrase, chance: float) -> float:
    return raw(chance, [sure_of(draft, head), sure_of(draft, tail)])


def _forbidden(draft: Draft, key: Key) -> bool:
    """Whether a technology is to be given up, or a verb that restricts stands right before a thing (关停X电厂)."""
    return "restrict" in draft.stages.get(key, ()) or restricted(draft.plan.view.text, key[1])
