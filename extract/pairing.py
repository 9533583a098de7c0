"""Scope by example: which place, sector or cluster a passage says a thing of, learned from annotated plans.

The rules of `relations` say which pairs a sentence, an entry or a heading says; where several places or sectors stand
about, what lies between two names tells more than any one rule. Every pair of names of a passage (a section without
the sections in it) that may have a relation is looked at: the rule that found it, if one did, the words between, before
and behind, other names on the way, the heading, the lists. What is weighed, and how much, stands in `model/pairs.npz`,
which `bench/train_pairs.py` makes. One thing is not weighed: 在钢铁行业…，在水泥行业… ends what the first is said of
(of 476 pairs against that in the excerpts that it was learned from, none is said). Offsets are of the view.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from cetu.corpus.plan import Plan
from cetu.corpus.structure import paragraphs
from cetu.extract.lexicon import pattern
from cetu.extract.weighing import read_rows

Key = tuple[str, int, int]
"""What tells one mention from another: type and view span."""

KINDS = {
    ("Cluster", "Technology"): "cluster_technology",
    ("Industry", "Technology"): "cluster_technology",
    ("Region", "Technology"): "region_technology",
    ("Region", "Project"): "region_project",
    ("Region", "Cluster"): "region_cluster",
    ("Region", "Industry"): "region_cluster",
    ("Project", "Technology"): "project_technology",
    ("Technology", "Technology"): "broader",
}
"""Relations whose chance is learned, by the types of their ends."""

RULED = ("project_technology", "broader")
"""Those of which only what the rules found is weighed: by example no others are told from what is not said."""

LIKELY = 0.65
"""Chance from which on a pair that no rule found is said: about as many are right as of the rules' own pairs."""

REACH = 260
"""Characters over which a name may govern what later sentences of its passage say."""

MODEL = "pairs.npz"
STOP = re.compile(r"[。；！？]")
CLAUSE = re.compile(r"[，。；]")
NAME = "#"
"""Stands for a name among the words between two others."""

LISTED = re.compile(r"#(?:[、和与及]#)+")
TELLING = pattern("pairing.telling")
OPENING = pattern("pairing.opening")
GROUNDS = ("Region", "Industry", "Cluster")
"""Types of names that a clause may open with, as the ground of what it says."""
LEAD = 8
"""Characters before a name in which the word stands that it opens a clause with, and the mark before that."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention where it stands: its key, the number of its sentence, whether in the heading of its passage."""

    key: Key
    start: int
    end: int
    sentence: int
    heading: bool


@dataclass(frozen=True)
class Passage:
    """The mentions of a section without the sections in it, in order of place; its kind and, if it has one, title."""

    kind: str
    title: str
    mentions: list[Mention]

    @cached_property
    def heads(self) -> int:
        """How many names the heading has."""
        return sum(one.heading and one.key[0] not in ("Institution", "Document") for one in self.mentions)

    @cached_property
    def starts(self) -> list[int]:
        return [one.start for one in self.mentions]

    @cached_property
    def longest(self) -> int:
        return max(one.end - one.start for one in self.mentions)

    def within(self, low: int, high: int) -> list[Mention]:
        """The mentions of which something stands between two places."""
        first = bisect_left(self.starts, low - self.longest)
        return [one for one in self.mentions[first : bisect_left(self.starts, high)] if one.end > low]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair that may be said, what is to be weighed, and the pairs of the same two lists by one `group`."""

    head: Key
    tail: Key
    kind: str
    features: tuple[str, ...]
    group: tuple[object, object, str]


def candidates(
    plan: Plan,
    mentions: Iterable[Key],
    lists: Iterable[Sequence[Key]],
    rules: Mapping[tuple[Key, Key, str], str],
) -> Iterator[Candidate]:
    """Every pair of a plan's mentions that may have a relation of KINDS.

    lists: the members of each list. rules: the rule that found a pair."""
    listed = {member: number for number, members in enumerate(lists) for member in members}
    given: defaultdict[tuple[Key, str], set[object]] = defaultdict(set)
    by_head: defaultdict[Key, dict[tuple[Key, str], str]] = defaultdict(dict)
    for (head_key, tail_key, kind), rule in rules.items():
        given[tail_key, kind].add(listed.get(head_key, head_key))
        by_head[head_key][tail_key, kind] = rule
    for passage in _passages(plan, mentions):
        grounds = _grounds(plan.view.text, passage, listed)
        for head in passage.mentions:
            own = listed.get(head.key, head.key)
            rivals = _rivals(plan.view.text, grounds, head, own)
            for tail, kind, rule in _tails(passage, head, by_head.get(head.key, {})):
                if not rule and rivals and _ended(plan.view.text, head, tail, rivals):
                    continue
                taken = bool(given[tail.key, kind] - {own})
                features = [*_features(plan.view.text, passage, head, tail, rule, listed), f"taken {taken:d}"]
                group = (own, listed.get(tail.key, tail.key), kind)
                yield Candidate(head.key, tail.key, kind, (*features, f"taken {taken:d} {bool(rule):d}"), group)


@dataclass(frozen=True, slots=True)
class Ground:
    """A name that opens a clause as the ground of what it says: where it stands, its list, the word (在, 对, 围绕)."""

    place: Mention
    own: object
    word: str


def _grounds(text: str, passage: Passage, listed: Mapping[Key, int]) -> list[Ground]:
    return [
        Ground(one, listed.get(one.key, one.key), opened[1])
        for one in passage.mentions
        if one.key[0] in GROUNDS and (opened := OPENING.search(text, max(0, one.start - LEAD), one.start))
    ]


def _rivals(text: str, grounds: Sequence[Ground], head: Mention, own: object) -> list[Mention]:
    """Where the head or its list opens a clause: what opens others with the same word, one of the head's type."""
    word = next((one.word for one in grounds if one.own == own), None)
    same = (one for one in grounds if one.word == word and one.own != own and one.place.key[0] == head.key[0])
    return [one.place for one in same if CLAUSE.search(text, *_between(head, one.place))]


def _ended(text: str, head: Mention, tail: Mention, rivals: Sequence[Mention]) -> bool:
    """Whether a rival opens the sentence that a thing stands in and the head another clause, before or behind both."""
    return CLAUSE.search(text, *_between(head, tail)) is not None and any(
        one.end <= tail.start and not STOP.search(text, one.end, tail.start)
        for one in rivals
        if head.end <= one.start or tail.end <= head.start
    )


def _between(one: Mention, other: Mention) -> tuple[int, int]:
    first, second = sorted((one, other), key=lambda name: name.start)
    return first.end, second.start


def _tails(passage: Passage, head: Mention, ruled: Mapping[tuple[Key, str], str]) -> Iterator[tuple[Mention, str, str]]:
    """What a mention may have a relation with, of which kind, and the rule that found it, if one did (`ruled`)."""
    kinds = {tail: kind for (of, tail), kind in KINDS.items() if of == head.key[0] and (ruled or kind not in RULED)}
    if not kinds:
        return
    for tail in passage.mentions:
        kind = kinds.get(tail.key[0])
        if kind is not None and tail is not head:
            rule = ruled.get((tail.key, kind), "")
            if rule or (kind not in RULED and _near(head, tail)):
                yield tail, kind, rule


def _passages(plan: Plan, mentions: Iterable[Key]) -> list[Passage]:
    text = plan.view.text
    lines = list(paragraphs(plan))
    starts = [start for _, start, _ in lines]
    stops = [match.start() for match in STOP.finditer(text)]
    headings = {
        number: plan.view.from_source(section.heading_start, section.heading_end)
        for number, section in enumerate(plan.sections)
        if section.title
    }
    found: defaultdict[tuple[int | None, int], list[Mention]] = defaultdict(list)
    for key in sorted(set(mentions), key=lambda one: (one[1], -one[2], one[0])):
        line = bisect_right(starts, key[1]) - 1
        section = lines[line][0] if line >= 0 else None
        heading = headings.get(section) if section is not None else None
        within = heading is not None and heading[0] <= key[1] < heading[1]
        place = Mention(key, key[1], key[2], bisect_right(stops, key[1]), within)
        found[section, line if section is None else 0].append(place)
    sections = plan.sections
    return [
        Passage("", "", own) if number is None else Passage(sections[number].kind, sections[number].title, own)
        for (number, _), own in found.items()
    ]


def _near(head: Mention, tail: Mention) -> bool:
    """Whether one may govern the other: in one sentence, from the heading, or from a sentence shortly before."""
    return (
        head.sentence == tail.sentence
        or head.heading
        or (head.sentence < tail.sentence and tail.start - head.end < REACH)
    )


def _features(
    text: str,
    passage: Passage,
    head: Mention,
    tail: Mention,
    rule: str,
    listed: Mapping[Key, int],
) -> Iterator[str]:
    same, first = head.sentence == tail.sentence, head.start <= tail.start
    low, high = (head.end, tail.start) if first else (tail.end, head.start)
    high = max(low, high)
    where = f"{same:d}{first:d}"
    between = _bare(text, passage, head, tail, low, high)
    clauses = CLAUSE.split(between)
    within = head.start <= tail.start <= tail.end <= head.end or tail.start <= head.start <= head.end <= tail.end
    first_at, stop_at = bisect_left(passage.starts, low), bisect_left(passage.starts, max(high, low + 1))
    rivals = sum(one.key[0] == head.key[0] and one is not head for one in passage.mentions[first_at:stop_at])
    alone = text[head.start : head.end] == passage.title
    mates = head.key in listed, tail.key in listed, listed.get(head.key, -1) == listed.get(tail.key, -2)
    yield from (f"rule {rule}", f"rule {rule} {head.heading:d}{same:d}")
    yield f"order {where}"
    yield f"nested {within:d}{head.start == tail.start:d}{head.end == tail.end:d}"
    yield f"heading {head.heading:d}{tail.heading:d} {min(3, passage.heads)}"
    yield f"passage {passage.kind} {head.heading:d}{alone:d}"
    yield f"passage {rule} {passage.kind} {head.heading:d}{alone:d}"
    yield f"passage {rule} {text[head.end - 2 : head.end]} {text[head.end : head.end + 1]} {alone:d}"
    yield f"sentences {min(3, abs(tail.sentence - head.sentence))}"
    yield f"commas {min(4, between.count('，'))} {where}"
    yield f"gap {(high - low).bit_length()}"
    yield f"between {between}" if len(between) <= 14 else "between long"
    yield f"first4 {clauses[0][:4]}"
    yield f"first2 {clauses[0][:2]}"
    yield f"last4 {clauses[-1][-4:]}"
    yield f"last2 {clauses[-1][-2:]}"
    yield f"both {clauses[0][:2]} {clauses[-1][-2:]}"
    for word in sorted(set(TELLING.findall(between))):
        yield f"word {word}"
    yield f"before head {text[max(0, head.start - 2) : head.start]}"
    yield f"before head 3 {text[max(0, head.start - 3) : head.start]}"
    yield f"behind head {text[head.end : head.end + 2]}"
    yield f"behind head 3 {text[head.end : head.end + 3]}"
    yield f"before tail {text[max(0, tail.start - 2) : tail.start]}"
    yield f"behind tail {text[tail.end : tail.end + 2]}"
    yield f"end of head {text[head.end - 2 : head.end]}"
    yield f"end of tail {text[tail.end - 2 : tail.end]}"
    yield f"rivals {min(3, rivals)} {where}"
    yield f"lists {mates[0]:d}{mates[1]:d}{mates[2]:d}"
    yield f"types {head.key[0]} {tail.key[0]}"
    yield f"label {'：' in text[low : min(high, low + 8)]:d} {head is passage.mentions[0]:d}{head.heading:d}"


def _bare(text: str, passage: Passage, head: Mention, tail: Mention, low: int, high: int) -> str:
    """The words between, with a mark for every other name or list of names."""
    parts, at = [], low
    for one in passage.within(low, high):
        if one is not head and one is not tail:
            if one.start > at:
                parts.append(text[at : one.start])
            if one.end > at:
                parts.append(NAME)
                at = min(one.end, high)
    parts.append(text[at:high])
    return LISTED.sub(NAME, "".join(parts))


def chances(pairs: Sequence[Candidate], model: Mapping[str, Mapping[str, float]] | None = None) -> list[float]:
    """The chance of each pair that the passage says it, 0 to 1: half its own, half that of its two lists' pairs."""
    known = read_model() if model is None else model
    scores = [_score(known, one) for one in pairs]
    together: defaultdict[object, list[float]] = defaultdict(list)
    for one, score in zip(pairs, scores, strict=True):
        together[one.group].append(score)
    mean = {group: sum(of) / len(of) for group, of in together.items()}
    return [(_chance(score) + _chance(mean[one.group])) / 2 for one, score in zip(pairs, scores, strict=True)]


def _score(model: Mapping[str, Mapping[str, float]], pair: Candidate) -> float:
    weights = model[pair.kind]
    return sum([weights.get(one, 0.0) for one in pair.features]) + weights[""]


def _chance(score: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@cache
def read_model() -> dict[str, dict[str, float]]:
    """Weights by kind of relation and feature; that of "" always counts."""
    found: dict[str, dict[str, float]] = {kind: {"": 0.0} for kind in ("", *KINDS.values())}
    for row, weight in read_rows(MODEL).items():
        kind, _, feature = row.partition("\t")
        found[kind][feature] = float(weight)
    return by_kind(found)


def by_kind(weights: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Weights by kind and feature with those of all kinds (under "") added to each."""
    shared = weights[""]
    return {
        kind: {name: own.get(name, 0.0) + shared.get(name, 0.0) for name in own.keys() | shared.keys()}
        for kind, own in weights.items()
        if kind
    }
