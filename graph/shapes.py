"""The shapes file as values: what each shape looks at, and what it asks. Refuses what it does not know.

The part of SHACL that `ontology/shapes.ttl` uses: targets by class, property and node; property shapes over one
predicate or alternatives; `sh:or` of property shapes and of classes; one kind of SPARQL constraint.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

import pyoxigraph as ox

from cetu import ontology
from cetu.graph.literals import lexical
from cetu.ontology.errors import ShapeError
from cetu.ontology.iri import PREFIXES, shorten
from cetu.ontology.vocabularies import Rdf

SH = PREFIXES["sh"]
SHAPES = FilePath(ontology.__file__).parent / "shapes.ttl"

SINGLE = frozenset({"minCount", "maxCount", "hasValue", "class", "datatype", "nodeKind", "pattern", "minLength"})
SINGLE |= {"minInclusive", "maxInclusive", "lessThan", "lessThanOrEquals", "uniqueLang", "in"}
"""Constraints with one parameter, by their local name."""

PASSED = frozenset({Rdf.type, "path", "message", "severity", "property", "or", "sparql"})
PASSED |= {"targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode"}
PASSED |= {"qualifiedValueShape", "qualifiedMinCount", "qualifiedMaxCount"}
"""What is said of a shape besides, or read elsewhere."""

WITHOUT_LIMIT = 1 << 60

Path = tuple[str, ...]
"""Predicates (N-Triples terms) of which any leads to a value; empty for the focus node itself."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """One thing that a shape asks: of the values at `path`; `parts` are the alternatives of an `or`.

    value: an N-Triples term, a text (pattern, query) or a whole number; a frozenset of terms for `in`; class, least and
    most for `qualified`.
    """

    kind: str
    path: Path
    value: Any
    place: str
    message: str
    parts: tuple[tuple[Constraint, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a shape looks (classes, properties and nodes as N-Triples terms), and what it asks there."""

    classes: tuple[str, ...]
    subjects_of: tuple[str, ...]
    objects_of: tuple[str, ...]
    nodes: tuple[str, ...]
    constraints: tuple[Constraint, ...]


def read_shapes(path: FilePath = SHAPES) -> tuple[Shape, ...]:
    """Every node shape of a shapes file, in order of its name. ShapeError where it asks what is not known here."""
    reader = _Reader(path)
    return tuple(map(reader.shape, reader.shapes()))


class _Reader:
    """The file's triples by subject and predicate; terms as N-Triples writes them."""

    def __init__(self, path: FilePath) -> None:
        self.told: dict[str, dict[str, list[str]]] = {}
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            told = self.told.setdefault(str(quad.subject), {})
            told.setdefault(quad.predicate.value, []).append(str(quad.object))

    def shapes(self) -> list[str]:
        return sorted(node for node, told in self.told.items() if f"<{SH}NodeShape>" in told.get(Rdf.type, ()))

    def shape(self, node: str) -> Shape:
        return Shape(
            self.all(node, "targetClass"),
            self.all(node, "targetSubjectsOf"),
            self.all(node, "targetObjectsOf"),
            self.all(node, "targetNode"),
            tuple(self._constraints(node, _local(node))),
        )

    def all(self, node: str, name: str) -> tuple[str, ...]:
        """What the file says of a node under a name of SHACL's."""
        return tuple(sorted(self.told[node].get(SH + name, ())))

    def one(self, node: str, name: str) -> str | None:
        return next(iter(self.all(node, name)), None)

    def _constraints(self, node: str, named: str) -> Iterator[Constraint]:
        """What a node shape or a property shape asks, property shapes within it included."""
        path = self._path(node)
        place = f"{named} {_local(path[0])}" if len(path) == 1 else named
        message = self._message(node)
        yield from self._single(node, path, place, message)
        for part in self.all(node, "property"):
            yield from self._constraints(part, named)
        for group in self.all(node, "or"):
            parts = tuple(tuple(self._constraints(part, named)) for part in self._items(group))
            yield Constraint("or", (), None, place, message, parts)
        for query in self.all(node, "sparql"):
            yield Constraint("sparql", (), lexical(self.all(query, "select")[0]), place, self._message(query))

    def _single(self, node: str, path: Path, place: str, message: str) -> Iterator[Constraint]:
        for predicate, values in self.told[node].items():
            kind = predicate.removeprefix(SH)
            if kind in PASSED:
                continue
            if kind not in SINGLE or (kind == "nodeKind" and values != [f"<{SH}IRI>"]):
                raise ShapeError(f"shapes.ttl: {place} asks {kind}, which graph/checking.py lacks: add it there")
            for value in values:
                yield Constraint(kind, path, self._value(kind, value), place, message)
        for shape in self.all(node, "qualifiedValueShape"):
            yield Constraint("qualified", path, self._qualified(node, shape), place, message)

    def _value(self, kind: str, value: str) -> Any:
        if kind == "in":
            return frozenset(self._items(value))
        if kind.endswith(("Count", "Length")):
            return int(lexical(value))
        return lexical(value) if kind == "pattern" else value

    def _qualified(self, node: str, shape: str) -> tuple[str, int, int]:
        if self.told[shape].keys() != {f"{SH}class"}:
            raise ShapeError("shapes.ttl: sh:qualifiedValueShape asks more than a class: add it to graph/checking.py")
        low, high = self.one(node, "qualifiedMinCount"), self.one(node, "qualifiedMaxCount")
        return (
            self.all(shape, "class")[0],
            int(lexical(low)) if low else 0,
            int(lexical(high)) if high else WITHOUT_LIMIT,
        )

    def _path(self, node: str) -> Path:
        path = self.one(node, "path")
        if path is None or path[0] == "<":
            return () if path is None else (path,)
        either = self.one(path, "alternativePath")
        if either is None:
            raise ShapeError("shapes.ttl: a path is neither a property nor alternatives: add it to graph/checking.py")
        return tuple(self._items(either))

    def _items(self, node: str) -> Iterator[str]:
        """The members of an RDF list."""
        while node != f"<{Rdf.nil}>":
            yield self.told[node][Rdf.first][0]
            node = self.told[node][Rdf.rest][0]

    def _message(self, node: str) -> str:
        return " / ".join(sorted(map(lexical, self.all(node, "message"))))


def _local(term: str) -> str:
    """The last part of a name, as a violation shows it."""
    return shorten(term[1:-1]).split("#")[-1]
