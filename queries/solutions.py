"""The rows of a SELECT as tuples of terms, each term made once.

What an engine hands over cell by cell is a new object for every cell. Most cells of a table say what others say, too:
so its text is taken (SPARQL 1.1 Query Results, TSV), in which equal cells are equal texts, and one term made of each.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from cetu.queries.asking import Row, Term


def rows_of(found: ox.QuerySolutions) -> tuple[Row, ...]:
    """The rows that are left of an answer; None where a cell has no value."""
    if not found.variables:
        return tuple(tuple(row) for row in found)
    text = found.serialize(format=ox.QueryResultsFormat.TSV)
    assert text is not None
    cells = [line.split("\t") for line in text.decode().split("\n")[1:-1]]
    terms = _terms({cell for row in cells for cell in row})
    return tuple([tuple([terms[cell] for cell in row]) for row in cells])


def _terms(cells: Iterable[str]) -> dict[str, Term | None]:
    """The term that each text stands for: what has neither escapes nor a type is told here, the rest by the parser."""
    terms: dict[str, Term | None] = {"": None}
    others = []
    for cell in cells:
        if cell[:1] == '"' and cell[-1] == '"' and "\\" not in cell:
            terms[cell] = ox.Literal(cell[1:-1])
        elif cell[:2] == "_:":
            terms[cell] = ox.BlankNode(cell[2:])
        elif cell:
            others.append(cell)
    read = ox.parse_query_results("\n".join(["?x", *others, ""]).encode(), format=ox.QueryResultsFormat.TSV)
    assert isinstance(read, ox.QuerySolutions)
    terms.update((cell, row[0]) for cell, row in zip(others, read, strict=True))
    return terms
