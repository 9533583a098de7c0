"""One plan's triples in columns, one a predicate: what the checks of the shapes look things up in.

Terms are as N-Triples writes them. Most things have one value of a predicate, so a column keeps first values, and apart
what has several.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from cetu.graph.literals import Triple
from cetu.ontology.vocabularies import Rdf

TYPE = f"<{Rdf.type}>"


class Column:
    """The values of one predicate by subject. `several` holds all values of the subjects that have more than one."""

    def __init__(self) -> None:
        self.first: dict[str, str] = {}
        self.several: dict[str, set[str]] = {}

    def add(self, subject: str, value: str) -> None:
        known = self.first.setdefault(subject, value)
        if known != value:
            self.several.setdefault(subject, {known}).add(value)

    def values(self, subject: str) -> Iterable[str]:
        if subject in self.several:
            return self.several[subject]
        return (self.first[subject],) if subject in self.first else ()

    @cached_property
    def distinct(self) -> frozenset[str]:
        """Every value, once."""
        return frozenset(self.first.values()).union(*self.several.values())

    def pairs(self, values: set[str] | frozenset[str], nodes: set[str]) -> Iterable[tuple[str, str]]:
        """The nodes that have one of the values, with it."""
        return ((node, value) for node in nodes for value in self.values(node) if value in values)


EMPTY = Column()


class Columns:
    """Triples by predicate, and the things of each class. `wanted` are the predicates to keep."""

    def __init__(self, triples: Iterable[Triple], wanted: frozenset[str]) -> None:
        self._columns: defaultdict[str, Column] = defaultdict(Column)
        columns = self._columns
        for subject, predicate, value in triples:
            if predicate in wanted:
                columns[predicate].add(subject, value)

    def extend(self, triples: Iterable[Triple]) -> None:
        """Take in more triples, before anything is asked."""
        for subject, predicate, value in triples:
            self._columns[predicate].add(subject, value)

    def __getitem__(self, predicate: str) -> Column:
        return self._columns.get(predicate, EMPTY)

    def pointed_to(self) -> set[str]:
        """Everything that is a value of something."""
        found: set[str] = set()
        for column in self._columns.values():
            found.update(column.first.values(), *column.several.values())
        return found

    @cached_property
    def things(self) -> dict[str, set[str]]:
        """Things by class, as typed."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        types = self[TYPE]
        for thing, kind in types.first.items():
            found[kind].add(thing)
        for thing, kinds in types.several.items():
            for kind in kinds:
                found[kind].add(thing)
        return dict(found)

    def of(self, kinds: Iterable[str]) -> set[str]:
        """The things of any of the classes."""
        return set().union(*(self.things.get(kind, ()) for kind in kinds))
