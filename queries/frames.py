"""Answers as data frames, of pandas or polars, with typed columns.

A column whose values are all integers is one of integers, of integers and decimals one of numbers (polars: Decimal,
exact; pandas, which has no decimals: Float64), of truth values one of booleans; everything else is text, an IRI its
characters. No value is a missing value, never 0 or "".
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from cetu.ontology.errors import QueryError
from cetu.ontology.vocabularies import Xsd
from cetu.queries.asking import Answer, Term, plain

if TYPE_CHECKING:
    import pandas
    import polars

TYPES: dict[str, tuple[str, Callable[[str], Any]]] = {
    Xsd.integer: ("integer", int),
    Xsd.decimal: ("decimal", Decimal),
    Xsd.boolean: ("boolean", lambda text: text in ("true", "1")),
}


def to_pandas(answer: Answer) -> pandas.DataFrame:
    """The table as a pandas frame. Raises QueryError where pandas is not installed."""
    try:
        import pandas
    except ImportError as error:
        raise QueryError("没有安装 pandas；pandas is not installed: pip install 'cetu[frames]'") from error
    kinds = {"integer": "Int64", "decimal": "Float64", "boolean": "boolean", "text": "string"}
    columns = {}
    for name, (kind, values) in typed_columns(answer).items():
        kept = [None if one is None else float(one) for one in values] if kind == "decimal" else values
        columns[name] = pandas.array(kept, dtype=kinds[kind])
    return pandas.DataFrame(columns, columns=list(answer.columns))


def to_polars(answer: Answer) -> polars.DataFrame:
    """The table as a polars frame. Raises QueryError where polars is not installed."""
    try:
        import polars
    except ImportError as error:
        raise QueryError("没有安装 polars；polars is not installed: pip install 'cetu[frames]'") from error
    series = []
    for name, (kind, values) in typed_columns(answer).items():
        scale = max((-int(one.as_tuple().exponent) for one in values if isinstance(one, Decimal)), default=0)
        kinds: dict[str, Any] = {
            "integer": polars.Int64(),
            "decimal": polars.Decimal(38, max(scale, 0)),
            "boolean": polars.Boolean(),
            "text": polars.String(),
        }
        series.append(polars.Series(name, values, dtype=kinds[kind]))
    return polars.DataFrame(series)


def typed_columns(answer: Answer) -> dict[str, tuple[str, list[Any]]]:
    """Each column with its kind (integer, decimal, boolean, text) and its values, None where there is none."""
    return {name: _typed([row[index] for row in answer.rows]) for index, name in enumerate(answer.columns)}


def _typed(cells: list[Term | None]) -> tuple[str, list[Any]]:
    datatypes = {_datatype(cell) for cell in cells if cell is not None}
    if datatypes == {Xsd.integer, Xsd.decimal}:
        datatypes = {Xsd.decimal}
    if len(datatypes) != 1 or not datatypes <= TYPES.keys():
        return "text", [plain(cell) for cell in cells]
    kind, read = TYPES[datatypes.pop()]
    return kind, [None if cell is None else read(plain(cell) or "") for cell in cells]


def _datatype(cell: Term) -> str:
    return cell.datatype.value if isinstance(cell, ox.Literal) and not cell.language else ""
