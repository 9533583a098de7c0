"""Which plans of a corpus are in force no more: another repeals them, or is a later issue of the same work.

Only what is sure is said: a title alone is not, for every province has a plan of that name. So the repealed plan must
be of the same place, or be named with its number, and must not be younger; a later version must be issued, and dated.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cetu.corpus.describing.naming import sent_by
from cetu.corpus.works import Card, Work, plain_title

REPEALED, RENEWED = "corpus.repealed", "corpus.renewed"
"""Rules: the later one says so; the later one is an issued version of the same work with a later date."""


@dataclass(frozen=True, slots=True)
class Succession:
    """The plan `earlier` is replaced by the plan `later` (keys); rule says by what it is known."""

    later: str
    earlier: str
    rule: str


def successions(cards: Iterable[Card], works: Iterable[Work]) -> tuple[Succession, ...]:
    """What replaces what among the plans that stand for their texts (no reposts), sorted."""
    held = {card.key: card for card in cards}
    works = tuple(works)
    standing = [held[version.key] for work in works for version in work.versions]
    found = {*_repealed(standing), *(one for work in works for one in _renewed(work, held))}
    return tuple(sorted(found, key=lambda one: (one.earlier, one.later, one.rule)))


def _repealed(cards: Sequence[Card]) -> Iterator[Succession]:
    known: defaultdict[str, list[Card]] = defaultdict(list)
    for card in cards:
        for name in {name for title in (card.title, card.notice) for name in _names(title)}:
            known[name].append(card)
        if card.number:
            known[card.number].append(card)
    for later in cards:
        for said in later.repeals:
            for earlier in {card.key: card for name in (said, *_names(said)) for card in known[name]}.values():
                if earlier is not later and _may_end(earlier, later, by_number=said == earlier.number):
                    yield Succession(later.key, earlier.key, REPEALED)


def _names(title: str | None) -> tuple[str, ...]:
    """What a title may be called by: itself, and the document that it sends out (关于印发〈X〉的通知)."""
    own, inner = plain_title(title), plain_title(sent_by(title) if title else None)
    return tuple(name for name in (own, inner) if name)


def _may_end(earlier: Card, later: Card, *, by_number: bool) -> bool:
    if earlier.date and later.date and earlier.date > later.date:
        return False
    return by_number or (earlier.jurisdiction is not None and earlier.jurisdiction == later.jurisdiction)


def _renewed(work: Work, held: dict[str, Card]) -> Iterator[Succession]:
    """The issued versions of a work before its last one."""
    issued = [held[version.key] for version in work.versions if not version.draft]
    for earlier in issued[1:]:
        last = issued[0]
        if earlier.date and last.date and earlier.date < last.date:
            yield Succession(last.key, earlier.key, RENEWED)
