"""Which open list of a plan may mean a technology of the other that it does not name.

By its head (…等储能技术), by its place (in what answers to the technology's task), by its kind anywhere, by its
field in the tasks that say most of the field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from cetu.extract.extraction import Entity
from cetu.queries.alignment.naming import bare_name, kinship
from cetu.queries.alignment.openlists import Ending, Sought, sure_kinds, telling
from cetu.queries.alignment.stock import Named, Stock
from cetu.queries.alignment.wording import pairs_of

Answering: TypeAlias = Mapping[int, set[int]]
"""By the index of a unit those of the other plan's units that answer to it."""


def open_list(one: Named, mine: Stock, other: Stock, partners: Answering, *, closely: bool = False) -> Ending | None:
    """The open list of the other plan that may mean the technology: by its head, by its place, by a head as wide as
    可再生能源 or 信息技术. closely: whether it has to be of a kind with it, by more than such a head."""
    heads = list(_open_heads(one, mine, other))
    near = next((found for found, telling_head in heads if telling_head), None)
    found = near or _open_ending(one, mine, other, partners)
    if closely:
        return found if found and (near or found.of_kind(mine.sought(one))) else None
    return found or next((found for found, _ in heads), None)


def _open_heads(one: Named, mine: Stock, other: Stock) -> Iterator[tuple[Ending, bool]]:
    """Open lists whose head is a broader name of the technology, or of the head under which its own plan lists it; and
    whether that head is narrower than a field."""
    over = mine.heads_over(one)
    names = [*((mention.name, one.concept) for mention in one.mentions), *((head, None) for head in sorted(over))]
    for name, concept in names:
        for head, found in other.open_heads.items():
            said = other.head_kinds(head)
            kinds = found.meant_by_head(said)
            kin = kinship(name, head, concept, next(iter(said), None)) if kinds == said else None
            if (kin and kin.relation in ("broader", "same")) or kinds & sure_kinds(bare_name(name), concept):
                yield found, not kinds or any(map(telling, kinds))
    kinds = mine.kinds_over(one).union(*(sure_kinds(bare_name(name), concept) for name, concept in names))
    sought = mine.sought(one)
    for kind in sorted(kinds):
        yield from ((found, True) for found in other.listing.get(kind, ()) if found.agrees(sought))


def _open_ending(one: Named, mine: Stock, other: Stock, partners: Answering) -> Ending | None:
    """The likest open list in the units of the other plan that answer to the units that name the technology; where no
    unit does, the likest of its field in the units that name most of that field, or else for its sector."""
    sought = mine.sought(one)
    found: list[tuple[float, float, int, Ending]] = []
    for mention in one.mentions:
        for partner in _answering(mention, mine, partners):
            for ending in other.endings.get(partner, ()):
                if ending.allows(sought) and (ending.fields or sought.guessed or not sought.field):
                    found.append((0, _alike(mention, ending, mine), -ending.start, ending))
    if not found:
        found = list(_open_elsewhere(one, sought, mine, other, partners))
    return max(found, key=lambda one: one[:3])[3] if found else None


def _open_elsewhere(
    one: Named, sought: Sought, mine: Stock, other: Stock, partners: Answering
) -> Iterator[tuple[float, float, int, Ending]]:
    """Lists of its kind anywhere; then those of its field, unless what answers to its place says so much of the field
    that it would name it, which holds only of what is known more closely than by its field."""
    for endings in other.endings.values():
        for ending in endings:
            fits = ending.near(sought) or ending.of_fields(sought)
            if fits and ending.ordered and ending.about(sought) and ending.allows(sought):
                yield 3, _alike(one.best, ending, mine), -ending.start, ending
    units = other.of_field(sought.field)
    said = units.keys() & {at for mention in one.mentions for at in _answering(mention, mine, partners)}
    if sought.guessed or (said and any(map(telling, sought.kinds))):
        return
    most = max(units.values(), default=0)
    for at, endings in other.endings.items():
        if 2 * units.get(at, 0) < most:
            continue
        for ending in endings:
            fits = ending.ordered and ending.allows(sought) and ending.about(sought)
            closeness = ending.closeness(sought) if fits else 0
            if closeness:
                yield closeness, _alike(one.best, ending, mine), -ending.start, ending


def _answering(mention: Entity, mine: Stock, partners: Answering) -> set[int]:
    unit = mine.unit_at(mention.start)
    return partners.get(unit, set()) if unit is not None else set()


def _alike(mention: Entity, ending: Ending, mine: Stock) -> float:
    """How much of the words of a list stand in the sentence of the technology."""
    sentence = mine.paper.sentence_at(mention.start)
    words = set(pairs_of(sentence.text if sentence else mention.name))
    pairs = set(pairs_of(ending.words))
    return len(words & pairs) / max(1, min(len(words), len(pairs)))
