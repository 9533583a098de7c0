"""Which files are one plan: reposts of the same text, and drafts and revisions of the same work.

What is not sure is left apart: two plans taken for one would cost facts, two files of one plan taken for two only
repeat them. So files are reposts only where nearly all their clauses agree and neither title, number nor draft status
speaks against it, and versions of one work only where title and jurisdiction are the same, and much of the text.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any

from cetu.corpus.likeness import Sketch, likeness, may_be_alike
from cetu.corpus.likeness import sketch as sketch_of
from cetu.corpus.plan import Plan

REPOST = 0.9
"""Likeness from which two files hold the same text."""

VERSION = 0.2
"""Likeness from which two texts of one title are versions of one work: a revision may be half new."""

PROBES = 12
"""Smallest hashes of a sketch under which its plan is looked up: of two texts nine tenths alike, some are common."""

NEIGHBOURS = 64
"""Plans on one shelf that a plan is compared with: a clause that stands in every plan must not cost n² comparisons."""

_DRAFT = re.compile(
    r"[（(](?:公开)?(?:征求意见|送审|讨论|修订|修改|修正|审议|报批|试行|草案)[^（）()]{0,8}[）)]|征求意见稿|送审稿|草案|修订[版稿]"
)
_NOT_A_NAME = re.compile(r"[\s《》〈〉“”\"'（）()【】\[\]—\-–－·、，,：:]+")


@dataclass(frozen=True, slots=True)
class Card:
    """What has to be known of a plan to find its siblings. `sketch` is of its text, `sha256` of its decoded
    text; `notice` is the title of the notice that sends it out, `repeals` are titles and numbers
    of what it repeals."""

    key: str
    title: str | None
    number: str | None
    jurisdiction: str | None
    date: str | None
    draft: bool
    sha256: str
    sketch: Sketch = field(repr=False)
    notice: str | None = None
    repeals: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {one.name: getattr(self, one.name) for one in fields(self)} | {"sketch": list(self.sketch)}

    @classmethod
    def of_json(cls, said: dict[str, Any]) -> Card:
        return cls(**{**said, "sketch": array("I", said["sketch"]), "repeals": tuple(said.get("repeals", ()))})


@dataclass(frozen=True, slots=True)
class Version:
    """One text: the key of the plan that stands for it, and of its reposts; sorted."""

    key: str
    reposts: tuple[str, ...]
    draft: bool


@dataclass(frozen=True, slots=True)
class Work:
    """One plan as a work: its versions, the one that counts first (issued before draft, later before earlier)."""

    versions: tuple[Version, ...]


def card(plan: Plan) -> Card:
    """The card of a plan."""
    said = plan.document
    return Card(
        plan.key, said.title, said.number, said.jurisdiction, said.date, said.draft, plan.source.sha256,
        sketch_of(plan.text), said.notice, said.repeals,
    )  # fmt: skip


def works(
    cards: Iterable[Card], *, before: Iterable[str] = (), settled: Mapping[str, tuple[str, str]] | None = None
) -> tuple[Work, ...]:
    """The works that the plans are, in order of their first version's key.

    `before` are keys that stood for their version until now and go on doing so; otherwise the smallest key does.
    `settled` are the plans that were looked at before and of which all are still there, just as they were: the key that
    stands for the text of each, and the first key of its work. They are not compared with one another again, so that
    one plan more costs what one plan costs.
    """
    all_cards = sorted(cards, key=lambda one: one.key)
    known = frozenset(before)
    texts = {key: text for key, (text, _) in (settled or {}).items()}
    same = _groups(all_cards, is_repost, texts)
    if any(len({texts[one.key] for one in group if one.key in texts}) > 1 for group in same):
        return works(all_cards, before=known)  # what is new joins texts that stood apart
    versions = [_version(group, known) for group in same]
    leading = {version.key: version for version in versions}
    leaders = [one for one in all_cards if one.key in leading]
    found = _groups(leaders, is_version, {key: first for key, (_, first) in (settled or {}).items()})
    return tuple(sorted((_work(group, leading) for group in found), key=lambda one: one.versions[0].key))


def is_repost(one: Card, other: Card) -> bool:
    """Whether two files hold the same text of the same plan."""
    if one.sha256 == other.sha256:
        return True
    if one.draft != other.draft or not _agree(one.number, other.number):
        return False
    first, second = plain_title(one.title), plain_title(other.title)
    if first and second and first not in second and second not in first:
        return False
    return may_be_alike(one.sketch, other.sketch, REPOST) and likeness(one.sketch, other.sketch) >= REPOST


def is_version(one: Card, other: Card) -> bool:
    """Whether two texts are versions of one work."""
    title = plain_title(one.title)
    if not title or title != plain_title(other.title) or not _agree(one.jurisdiction, other.jurisdiction):
        return False
    return likeness(one.sketch, other.sketch) >= VERSION


@lru_cache(maxsize=1 << 14)
def plain_title(title: str | None) -> str:
    """A title without what drafts, revisions and typography add to it; "" where there is none.

    >>> plain_title("《海东省 氢能规划》（征求意见稿）"), plain_title(None)
    ('海东省氢能规划', '')
    """
    return _NOT_A_NAME.sub("", _DRAFT.sub("", title or ""))


def _agree(one: str | None, other: str | None) -> bool:
    """Whether two accounts of one thing can both be true."""
    return one is None or other is None or one == other


def _groups(
    cards: Sequence[Card], related: Callable[[Card, Card], bool], settled: Mapping[str, str]
) -> list[list[Card]]:
    """The cards in groups whose members are related, each to one other at least; of those that are settled the name of
    the group is known."""
    first_of = {settled[one.key]: index for index, one in reversed([*enumerate(cards)]) if one.key in settled}
    above = [first_of.get(settled.get(one.key, ""), index) for index, one in enumerate(cards)]

    def top(index: int) -> int:
        while above[index] != index:
            above[index] = above[above[index]]
            index = above[index]
        return index

    for first, second in _candidates(cards, settled):
        if top(first) != top(second) and related(cards[first], cards[second]):
            above[max(top(first), top(second))] = min(top(first), top(second))
    gathered: defaultdict[int, list[Card]] = defaultdict(list)
    for index, one in enumerate(cards):
        gathered[top(index)].append(one)
    return list(gathered.values())


def _candidates(cards: Sequence[Card], settled: Container[str]) -> Iterator[tuple[int, int]]:
    """Pairs that may be related, each once: those that share a title, a text or some of their smallest hashes. Of two
    that are settled it is known whether they are."""
    fresh = {index for index, one in enumerate(cards) if one.key not in settled}
    wanted = {label for index in fresh for label in _labels(cards[index])}
    shelves: defaultdict[object, list[int]] = defaultdict(list)
    for index, one in enumerate(cards):
        for label in _labels(one) & wanted:
            shelves[label].append(index)
    met: set[tuple[int, int]] = set()
    for found in shelves.values():
        for position, index in enumerate(found):
            if index not in fresh:
                continue
            near = found[max(0, position - NEIGHBOURS) : position]
            near += [other for other in found[position + 1 : position + 1 + NEIGHBOURS] if other not in fresh]
            for pair in ((min(index, other), max(index, other)) for other in near):
                if pair not in met:
                    met.add(pair)
                    yield pair


def _labels(one: Card) -> set[object]:
    """What a plan is looked up under."""
    title = plain_title(one.title)
    return {one.sha256, *one.sketch[:PROBES], *((title,) if title else ())}


def _version(group: Sequence[Card], known: frozenset[str]) -> Version:
    leader = min(group, key=lambda one: (one.key not in known, one.key))
    return Version(leader.key, tuple(one.key for one in group if one is not leader), leader.draft)


def _work(group: Sequence[Card], leading: dict[str, Version]) -> Work:
    if len(group) == 1:
        return Work((leading[group[0].key],))
    ordered = sorted(group, key=lambda one: one.key)
    ordered.sort(key=lambda one: one.date or "", reverse=True)
    ordered.sort(key=lambda one: one.draft)
    return Work(tuple(leading[one.key] for one in ordered))
