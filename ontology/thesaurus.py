"""The thesauri as values: concepts with their names, found by name with every ambiguity kept.

A thesaurus is read once a process, from its Turtle file by pyoxigraph, and its indexes are made when first asked for:
`cetu extract` has a second and a half for everything.
"""

from __future__ import annotations

import gc
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Literal as OneOf

import pyoxigraph

from cetu.ontology.vocabularies import Rdf, Skos

ThesaurusName = OneOf[
    "technologies", "regions", "industries", "institutions", "indicators", "stages", "units", "instruments"
]
NAMES: tuple[ThesaurusName, ...] = (
    "technologies",
    "regions",
    "industries",
    "institutions",
    "indicators",
    "stages",
    "units",
    "instruments",
)


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept of a thesaurus.

    label, label_en: the preferred labels; `label_en` is "" where there is none.
    alt_labels: the other names in every language, sorted. notation: the code of a standard, as printed.
    broader: IRIs of the broader concepts. extras: what else the file says, property IRI -> sorted IRIs and literals.
    """

    iri: str
    label: str
    label_en: str = ""
    alt_labels: tuple[str, ...] = ()
    notation: str | None = None
    broader: tuple[str, ...] = ()
    extras: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the preferred ones first, without repeats."""
        return tuple(dict.fromkeys(name for name in (self.label, self.label_en, *self.alt_labels) if name))

    def extra(self, iri: str) -> str | None:
        """The one value of a property (the first in order where there are several), None without one."""
        values = self.extras.get(iri)
        return values[0] if values else None


class Thesaurus:
    """The concepts of one scheme, in order of IRI; compares by identity, as a thing that is loaded once."""

    def __init__(self, name: str, concepts: tuple[Concept, ...]) -> None:
        self.name = name
        self.concepts = concepts

    def __len__(self) -> int:
        return len(self.concepts)

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts)

    def __getitem__(self, iri: str) -> Concept:
        return self._by_iri[iri]

    def get(self, iri: str) -> Concept | None:
        """The concept with this IRI, or None."""
        return self._by_iri.get(iri)

    def by_name(self, name: str) -> tuple[Concept, ...]:
        """Every concept of this name, those that prefer it first; case and Unicode composition are folded.

        朝阳 is a city in Liaoning, a county there, and a district of Beijing and of Changchun: whoever asks decides.
        """
        return self._by_name.get(fold(name), ())

    def by_notation(self, notation: str) -> tuple[Concept, ...]:
        """Every concept with this code."""
        return self._by_notation.get(notation, ())

    def narrower(self, iri: str) -> tuple[Concept, ...]:
        """The concepts right below."""
        return self._narrower.get(iri, ())

    def ancestors(self, iri: str) -> tuple[Concept, ...]:
        """All concepts above, nearest first; a concept outside the scheme has none."""
        found: dict[str, Concept] = {}
        queue = [iri]
        for current in queue:
            concept = self.get(current)
            for parent in concept.broader if concept else ():
                if parent in self._by_iri and parent not in found and parent != iri:
                    found[parent] = self._by_iri[parent]
                    queue.append(parent)
        return tuple(found.values())

    def names(self) -> Iterator[str]:
        """Every name as the file spells it, without repeats, for matching in text."""
        return iter(dict.fromkeys(name for concept in self.concepts for name in concept.names))

    @cached_property
    def _by_iri(self) -> dict[str, Concept]:
        return {concept.iri: concept for concept in self.concepts}

    @cached_property
    def _by_name(self) -> dict[str, tuple[Concept, ...]]:
        index: dict[str, dict[str, Concept]] = {}
        for preferred in (True, False):
            for concept in self.concepts:
                for name in (concept.label, concept.label_en) if preferred else concept.alt_labels:
                    if name:
                        index.setdefault(fold(name), {}).setdefault(concept.iri, concept)
        return {name: tuple(concepts.values()) for name, concepts in index.items()}

    @cached_property
    def _by_notation(self) -> dict[str, tuple[Concept, ...]]:
        index: dict[str, list[Concept]] = {}
        for concept in self.concepts:
            if concept.notation is not None:
                index.setdefault(concept.notation, []).append(concept)
        return {notation: tuple(concepts) for notation, concepts in index.items()}

    @cached_property
    def _narrower(self) -> dict[str, tuple[Concept, ...]]:
        index: dict[str, list[Concept]] = {}
        for concept in self.concepts:
            for parent in concept.broader:
                index.setdefault(parent, []).append(concept)
        return {iri: tuple(concepts) for iri, concepts in index.items()}


def fold(name: str) -> str:
    """What names are compared by: NFC and case-folded (PUE is pue); width and subscripts are kept apart.

    >>> fold("CO₂ 捕集")
    'co₂ 捕集'
    """
    return name.casefold() if name.isascii() else unicodedata.normalize("NFC", name).casefold()


@cache
def read_thesaurus(name: ThesaurusName) -> Thesaurus:
    """The thesaurus that ships under this name; read once a process.

    Raises FileNotFoundError where the installation lacks the file and SyntaxError where it is no Turtle.
    """
    turtle = thesaurus_path(name).read_bytes()
    # Nothing that is made here is garbage: without the collector's passes, 32,000 triples take 0.07 s instead of 0.12.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return parse_thesaurus(name, turtle)
    finally:
        if collecting:
            gc.enable()


def thesaurus_path(name: str) -> Path:
    """Where the Turtle file of a thesaurus, or another vocabulary file of this folder, is installed."""
    return Path(__file__).with_name(f"{name}.ttl")


def parse_thesaurus(name: str, turtle: bytes) -> Thesaurus:
    """Thesaurus from the bytes of a Turtle file: every subject typed skos:Concept is a concept of it."""
    nodes: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for triple in pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE):
        value = triple.object
        language = (value.language or "") if isinstance(value, pyoxigraph.Literal) else ""
        properties = nodes.setdefault(triple.subject.value, {})
        properties.setdefault(triple.predicate.value, []).append((language, value.value))
    return Thesaurus(
        name,
        tuple(
            _concept(iri, node) for iri, node in sorted(nodes.items()) if ("", Skos.Concept) in node.get(Rdf.type, ())
        ),
    )


_OWN = frozenset({Skos.prefLabel, Skos.altLabel, Skos.notation, Skos.broader, Skos.inScheme})


def _concept(iri: str, node: Mapping[str, list[tuple[str, str]]]) -> Concept:
    label, label_en = "", ""
    for language, value in node.get(Skos.prefLabel, ()):
        if language == "en":
            label_en = value
        else:
            label = value
    notations = node.get(Skos.notation)
    return Concept(
        iri=iri,
        label=label,
        label_en=label_en,
        alt_labels=_values(node.get(Skos.altLabel)),
        notation=min(notations)[1] if notations else None,
        broader=_values(node.get(Skos.broader)),
        extras={key: _values(values) for key, values in node.items() if key not in _OWN},
    )


def _values(pairs: list[tuple[str, str]] | None) -> tuple[str, ...]:
    if not pairs:
        return ()
    if len(pairs) == 1:
        return (pairs[0][1],)
    return tuple(sorted({value for _, value in pairs}))
