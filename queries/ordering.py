"""Put the rows of a question in order here, and not in the store.

An engine on disk looks the texts of terms up whenever it compares two rows, and each has its own order among
characters (Virtuoso a collation). So a question is asked without its ORDER BY, and for the variables that it is ordered
by as well; its rows are sorted by the rules of SPARQL 1.1, section 15.1, and so alike from every store.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from cetu.ontology.iri import PREFIXES

if TYPE_CHECKING:
    from cetu.queries.asking import Row, Term

_ORDERED = re.compile(
    r"(?P<notes>(?:\#[^\n]*\n|\s)*)"
    r"SELECT (?P<columns>(?:\?\w+ ?)+)\n(?P<where>WHERE \{.*\n\})\n"
    r"ORDER BY (?P<keys>(?:(?:\?\w+|DESC\(\?\w+\)) ?)+)\s*",
    re.DOTALL,
)
"""A query as the library writes them: plain columns, and at its very end what its rows are ordered by."""

_KEY = re.compile(r"(?P<falls>DESC\()?\?(?P<name>\w+)\)?")

_UNBOUND, _BLANK, _IRI, _NUMBER, _TEXT, _TRIPLE = range(6)
_XSD = PREFIXES["xsd"]
_NUMBERS: dict[str, Any] = {_XSD + "integer": int, _XSD + "decimal": Decimal, _XSD + "double": float}


@dataclass(frozen=True, slots=True)
class Order:
    """The columns of an answer, and the variables that it is ordered by, each with whether it falls; no keys where the
    order is left as it comes."""

    columns: tuple[str, ...] = ()
    keys: tuple[tuple[str, bool], ...] = ()

    def sort(self, variables: Sequence[str], found: Iterable[Row]) -> tuple[Row, ...]:
        """The rows in order, each with the columns of the answer alone. Rows that no key tells apart stand in the order
        of all their terms."""
        rows = [*found]
        places = [[place(row[at]) for row in rows] for at in (variables.index(name) for name, _ in self.keys)]
        turn = [*range(len(rows))]
        for column, (_, falls) in reversed([*zip(places, self.keys, strict=True)]):
            turn.sort(key=column.__getitem__, reverse=falls)
        alike = groupby(turn, lambda number: [column[number] for column in places])
        width = len(self.columns)
        return tuple(row for _, same in alike for row in _settled([rows[number][:width] for number in same]))


def take_order(query: str) -> tuple[str, Order]:
    """The query of a question without its order, asking also for what it is ordered by, and that order; a query of any
    other form as it is, with no order."""
    found = _ORDERED.fullmatch(query)
    if not found:
        return query, Order()
    columns = tuple(found["columns"].replace("?", "").split())
    keys = tuple((key["name"], bool(key["falls"])) for key in _KEY.finditer(found["keys"]))
    asked = dict.fromkeys((*columns, *(name for name, _ in keys)))
    return f"{found['notes']}SELECT {' '.join(f'?{name}' for name in asked)}\n{found['where']}\n", Order(columns, keys)


def place(term: Term | None) -> tuple[int, Any]:
    """Where a term stands among all: what is unbound, blank nodes, IRIs, numbers by value, texts by code point."""
    match term:
        case None:
            return _UNBOUND, ""
        case ox.Literal():
            number = _NUMBERS.get(term.datatype.value)
            return (_NUMBER, number(term.value)) if number else (_TEXT, term.value)
        case ox.NamedNode():
            return _IRI, term.value
        case ox.BlankNode():
            return _BLANK, term.value
        case _:
            return _TRIPLE, str(term)


def _settled(alike: list[Row]) -> list[Row]:
    return sorted(alike, key=lambda row: tuple(map(str, row))) if len(alike) > 1 else alike
