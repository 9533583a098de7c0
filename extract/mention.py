"""What a sentence names and says, as values: phrases, the places that govern them, the lists they stand in.

Offsets are of the view.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from cetu.extract.places import Place

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A typed mention: `start:end` its own words, `pieces` the spans of its name in reading order."""

    type: str
    start: int
    end: int
    pieces: tuple[Span, ...]
    stage: str | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Location:
    """The places that govern a clause, and what their list says of itself. `lasting`: they govern the clauses behind it
    too, where they are the ones to act (支持沈阳建设X，推广Y) and are not acted on (完善华北电网，推广Y)."""

    places: tuple[Place, ...]
    openness: str
    count: int | None
    start: int
    end: int
    strict: bool
    lasting: bool = True


@dataclass(frozen=True, slots=True)
class Saying:
    """One list (or single thing) of one clause. `topic` is "" where the clause orders, else the word of the topic."""

    sentence: int
    start: int
    end: int
    topic: str
    verbs: tuple[str, ...]
    stage: str | None
    members: tuple[Phrase, ...]
    head: Phrase | None
    cores: tuple[tuple[Phrase, Phrase], ...]
    openness: str
    count: int | None
    location: Location | None
    named: tuple[tuple[Place, Phrase], ...] = ()


@dataclass(frozen=True)
class Scene:
    """The view text with the places in it by their start; `inside` are those in the name of another thing, in order."""

    text: str
    places: dict[int, Place]
    inside: tuple[Place, ...] = ()

    @cached_property
    def ending(self) -> dict[int, Place]:
        """The places by their end, the first that ends there."""
        return {place.end: place for place in reversed(self.places.values())}
