"""Put the rows of a question in order here, and not in the store.

An engine on disk looks the texts of terms up whenever it compares two rows, and each has its own order among
characters (Virtuoso a collation). So a question is asked without its ORDER BY, and for the variables that it is ordered
by as well; its rows are sorted by the rules of SPARQL 1.1, section 15.1, and so alike from every store.

A question with many rows spares an engine that does order them the look-ups by one text that has all in it, its last
line `BIND(CONCAT(?plan, "\t", STR(8 - ?rank), "\t", ?thing) AS ?order)`. Here it is taken apart again, into
`?plan DESC(?rank) ?thing`: the tab stands before every character of a name, and what is subtracted has one digit. A key
that a table pairs with a column, `VALUES (?rank ?stage) { (1 "研究") (2 "开发") }`, is read from the column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
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

_A_PART = r'(?:\?\w+|STR\([89] - \?\w+\)|COALESCE\(\?\w+, ""\))'
_PART = re.compile(r"(?P<falls>STR\([89] - )?\?(?P<name>\w+)")
_TOGETHER = re.compile(rf'\n  BIND\(CONCAT\((?P<parts>{_A_PART}(?:, "\\t", {_A_PART})+)\) AS \?(?P<name>\w+)\)\n\}}$')

_PAIR = r'\((-?\d+) "([^"\\]*)"\)'
_PAIRED = re.compile(rf"VALUES \(\?(?P<key>\w+) \?(?P<column>\w+)\) {{(?P<pairs>(?: {_PAIR})+) }}")
"""A table of numbers, each with the text that stands for it."""

_UNBOUND, _BLANK, _IRI, _NUMBER, _TEXT, _TRIPLE = range(6)
_XSD = PREFIXES["xsd"]
_NUMBERS: dict[str, Any] = {_XSD + "integer": int, _XSD + "decimal": Decimal, _XSD + "double": float}


Keys = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Order:
    """The columns of an answer, and the variables that it is ordered by, each with whether it falls; no keys where the
    order is left as it comes. `told` are the keys that a column tells: each with the column, and the number that each
    of its texts stands for."""

    columns: tuple[str, ...] = ()
    keys: Keys = ()
    told: Mapping[str, tuple[str, Mapping[str, int]]] = field(default_factory=dict)

    def sort(self, variables: Sequence[str], found: Iterable[Row]) -> tuple[Row, ...]:
        """The rows in order, each with the columns of the answer alone. Rows that no key tells apart stand in the order
        of all their terms."""
        rows = [*found]
        if len(rows) < 2:
            return tuple(row[: len(self.columns)] for row in rows)
        codes = self._codes([self._cells(name, variables, rows) for name, _ in self.keys])
        width = len(self.columns)
        if len(variables) > width:
            rows = [row[:width] for row in rows]
        codes = _settled(codes, rows)
        return tuple([rows[number] for number in sorted(range(len(rows)), key=codes.__getitem__)])

    def _cells(self, key: str, variables: Sequence[str], rows: Sequence[Row]) -> list[Term | None]:
        """What each row has for a key."""
        column, numbers = self.told.get(key, (key, None))
        at = variables.index(column)
        if numbers is None:
            return [row[at] for row in rows]
        number = {ox.Literal(text): ox.Literal(number) for text, number in numbers.items()}
        return [number[row[at]] for row in rows]  # type: ignore[index]

    def _codes(self, columns: Iterable[Sequence[Term | None]]) -> list[int]:
        """Of each row a number by which the rows stand in order: what the keys are is looked at once for each term, and
        not whenever two rows are compared."""
        codes: list[int] = []
        for cells, (_, falls) in zip(columns, self.keys, strict=True):
            if codes and len(set(codes)) == len(codes):
                break
            ranks = ranked(set(cells))
            size = len(ranks)
            if falls:
                ranks = {term: size - rank for term, rank in ranks.items()}
            found = [ranks[cell] for cell in cells]
            codes = [code * (size + 1) + rank for code, rank in zip(codes, found, strict=True)] if codes else found
        return codes


@lru_cache(maxsize=256)
def take_order(query: str) -> tuple[str, Order]:
    """The query of a question without its order, asking also for what it is ordered by, and that order; a query of any
    other form as it is, with no order."""
    found = _ORDERED.fullmatch(query)
    if not found:
        return query, Order()
    columns = tuple(found["columns"].replace("?", "").split())
    where, keys = _apart(
        found["where"], tuple((key["name"], bool(key["falls"])) for key in _KEY.finditer(found["keys"]))
    )
    told = dict(_told(where, columns))
    told = {name: told[name] for name, _ in keys if name in told and name not in columns}
    asked = dict.fromkeys((*columns, *(name for name, _ in keys if name not in told)))
    return f"{found['notes']}SELECT {' '.join(f'?{name}' for name in asked)}\n{where}\n", Order(columns, keys, told)


def _told(where: str, columns: Sequence[str]) -> Iterator[tuple[str, tuple[str, dict[str, int]]]]:
    """Each variable that a table pairs with a column, a number for each of its texts."""
    for found in _PAIRED.finditer(where):
        pairs = re.findall(_PAIR, found["pairs"])
        numbers = {text: int(number) for number, text in pairs}
        if found["column"] in columns and len(numbers) == len(pairs):
            yield found["key"], (found["column"], numbers)


def _apart(where: str, keys: Keys) -> tuple[str, Keys]:
    """A query's pattern and its keys with the text that is put together for its order taken apart."""
    made = _TOGETHER.search(where)
    if not made or keys[0] != (made["name"], False):
        return where, keys
    parts = tuple((part["name"], part["falls"] is not None) for part in _PART.finditer(made["parts"]))
    return f"{where[: made.start()]}\n}}", (*parts, *keys[1:])


def ranked(terms: Iterable[Term | None]) -> dict[Term | None, int]:
    """The terms, each with its number in their order; what is one value has one number."""
    at: dict[Term | None, Any] = {term: place(term) for term in terms}
    if len({kind for kind, _ in at.values()}) == 1:  # as in most columns: then the values compare faster
        at = {term: value for term, (_, value) in at.items()}
    order = {where: number for number, where in enumerate(sorted({*at.values()}))}
    return {term: order[where] for term, where in at.items()}


def place(term: Term | None) -> tuple[int, Any]:
    """Where a term stands among all: what is unbound, blank nodes, IRIs, numbers by value, texts by code point."""
    if isinstance(term, ox.Literal):
        number = _NUMBERS.get(term.datatype.value)
        return (_NUMBER, number(term.value)) if number else (_TEXT, term.value)
    if term is None:
        return _UNBOUND, ""
    if isinstance(term, ox.NamedNode):
        return _IRI, term.value
    return (_BLANK, term.value) if isinstance(term, ox.BlankNode) else (_TRIPLE, str(term))


def _settled(codes: list[int], rows: Sequence[Row]) -> list[int]:
    """The codes of rows with those that are alike told apart by all terms of their rows."""
    times = Counter(codes)
    alike = [number for number, code in enumerate(codes) if times[code] > 1]
    alike.sort(key=lambda number: tuple(map(str, rows[number])))
    codes = [code * (len(alike) + 1) for code in codes]
    for rank, number in enumerate(alike):
        codes[number] += rank
    return codes
