"""How well words fit the members of a list that might share them: what speaks for and against it, part by part.

What of a list each part tells is said here, what a part tells in `extract/likeness.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from cetu.extract import likeness
from cetu.extract.cooccurrence import joint
from cetu.extract.ellipsis import FIRST, LAST, Option, Span
from cetu.extract.phrases import typed_head
from cetu.extract.weighing import Part, told

MOST, OF_MOST = 0.5, "all "
"""Share of the members of which a feature must hold to be one of the list, and how it is named as that."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list in its text: where its members stand, their types, the words of each, the type that these have by
    themselves, and the word before the first."""

    text: str
    members: Sequence[Span]
    kinds: Sequence[str]
    words: tuple[str, ...]
    types: tuple[str, ...]
    lead: str


@dataclass(frozen=True, slots=True)
class Fitting:
    """Words that the members of a list may share, what stands beside them in their own place, the members (by their
    places in the list) that these are not the own words of, and those of them that can take the words: a technology
    takes no head of a cluster."""

    listed: Listing
    option: Option
    words: str
    beside: str
    sharing: range
    takers: Sequence[int]


def listing(text: str, members: Sequence[Span], kinds: Sequence[str]) -> Listing:
    """The list that these members of these types are."""
    words = tuple(_said(text, span) for span in members)
    lead = likeness.words_of(text[max(0, members[0][0] - 4) : members[0][0]].strip())[-1]
    return Listing(text, members, kinds, words, tuple(typed_head(own) for own in words), lead)


def fitting(listed: Listing, option: Option) -> Fitting:
    """An option of a list."""
    members = len(listed.members)
    sharing = range(option.source == FIRST, members - (option.source == LAST))
    takers: Sequence[int] = sharing
    if option.source != FIRST and typed_head(listed.text[slice(*option.span)]) == "Cluster":
        takers = [at for at in sharing if listed.kinds[at] != "Technology"]
    return Fitting(listed, option, _said(listed.text, option.span), _said(listed.text, option.beside), sharing, takers)


def _said(text: str, span: Span) -> str:
    """The words of a span, without the break of a line within them."""
    return text[slice(*span)].replace("\n", "")


def features(fit: Fitting, at: int) -> Iterator[str]:
    """All that speaks for and against that the member at a place takes the words."""
    alike = [told(alike_parts(fit, one)) for one in fit.sharing]
    yield from most(chain.from_iterable(alike), len(alike))
    yield from told((*option_parts(fit), *alike_parts(fit, at)))
    yield from told((*kind_parts(fit, fit.listed.kinds[at]), *place_parts(fit, at)))


def most(every: Iterable[str], members: int) -> list[str]:
    """What holds of most members, of what is told of every one of so many."""
    return [OF_MOST + name for name, times in Counter(every).items() if times >= MOST * members]


def option_parts(fit: Fitting) -> list[Part]:
    """What speaks for and against the words by themselves, for every member."""
    option, words, beside, listed, source = fit.option, fit.words, fit.beside, fit.listed, fit.option.source
    members = min(len(listed.members), 5)
    if source == FIRST:
        found = sum(joint(words, listed.words[at]) > 0 for at in fit.sharing)
        own: list[Part] = [
            (likeness.modifier_alone, (words, beside)),
            (likeness.modifier_list, (listed.lead, members)),
        ]
    else:
        found = sum(joint(listed.words[at], words) > 0 for at in fit.sharing)
        own = [
            (likeness.head_alone, (words, source)),
            (likeness.head_beside, (words, beside, source)),
            (likeness.head_list, (listed.lead, members, source)),
        ]
    if source not in (FIRST, LAST):
        (start, end), text = option.span, listed.text
        own.append((likeness.head_place, (text[listed.members[-1][1] : start][:6], text[end : end + 6])))
    return [*own, (likeness.joined, (source, round(4 * found / len(fit.sharing))))]


def kind_parts(fit: Fitting, kind: str) -> list[Part]:
    """What the type of a member speaks for and against."""
    return [(likeness.of_kind, (fit.option.source, kind, fit.words[-2:]))]


def place_parts(fit: Fitting, at: int) -> list[Part]:
    """What the place of a member in its list and its type by its own words speak for and against."""
    listed, last = fit.listed, at == len(fit.listed.members) - 1
    types = listed.kinds[at], listed.types[at], typed_head(fit.words)
    return [(likeness.placed, (fit.option.source, *types, min(at, 3), last))]


def alike_parts(fit: Fitting, at: int) -> tuple[Part, ...]:
    """Of a member beside the words, and beside what stands in its place there."""
    listed, source = fit.listed, fit.option.source
    own = listed.words[at]
    if source == FIRST:
        joins = listed.text[listed.members[at - 1][1] : listed.members[at][0]].strip()[:2]
        return (
            (likeness.modifier_member, (own, joins)),
            (likeness.modifier_likeness, (own, fit.beside)),
            (likeness.modifier_fits, (own, fit.words)),
        )
    return (
        (likeness.head_member, (own, source)),
        (likeness.head_likeness, (own, fit.beside, source)),
        (likeness.head_fits, (own, fit.words, source)),
    )
