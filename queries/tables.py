"""Answers as documents: CSV that Excel opens, JSON in W3C's results format, XLSX, Turtle, and a table for a console."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections.abc import Iterator
from math import ceil
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from cetu.ontology.errors import QueryError
from cetu.ontology.iri import PREFIXES
from cetu.queries.asking import Answer, Term, plain

if TYPE_CHECKING:
    from rich.table import Table

CELL = 60
"""Characters of a cell that a console shows."""

WIDEST = 60
"""Columns (a Chinese character is two) of the widest column of a workbook; longer text is broken into lines."""

LINE = 15
"""Points of a line in a workbook."""

RESULT_SET = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"

_NUMBER = re.compile(r"#(integer|decimal|double|float)$")
_DAY = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
"""The day that every workbook says it was made on, so that the same answer gives the same bytes."""


def csv_bytes(answer: Answer) -> bytes:
    """Comma-separated values after RFC 4180 in UTF-8 with a byte-order mark, without which Excel misreads Chinese."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(answer.headings)
    writer.writerows([plain(term) or "" for term in row] for row in answer.rows)
    return out.getvalue().encode("utf-8-sig")


def json_bytes(answer: Answer) -> bytes:
    """SPARQL 1.1 Query Results JSON Format, a row a line."""
    head = json.dumps({"vars": answer.columns}, ensure_ascii=False)
    rows = ",\n".join(json.dumps(_binding(answer, row), ensure_ascii=False) for row in answer.rows)
    return f'{{"head": {head}, "results": {{"bindings": [\n{rows}\n]}}}}\n'.encode()


def _binding(answer: Answer, row: tuple[Term | None, ...]) -> dict[str, dict[str, str]]:
    return {name: _json_term(term) for name, term in zip(answer.columns, row, strict=True) if term is not None}


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        raise QueryError(
            "表格里放不下三元组；a triple term has no place in a table: ask with CONSTRUCT and --format ttl"
        )
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype.value == PREFIXES["xsd"] + "string":
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}


def turtle_bytes(answer: Answer) -> bytes:
    """The triples of a CONSTRUCT or DESCRIBE as Turtle; a table in W3C's vocabulary for result sets, with its order."""
    prefixes = PREFIXES if answer.triples is not None else {"rs": RESULT_SET, "xsd": PREFIXES["xsd"]}
    out = io.BytesIO()
    ox.serialize(answer.triples or tuple(_result_set(answer)), out, ox.RdfFormat.TURTLE, prefixes=prefixes)
    return out.getvalue()


def _result_set(answer: Answer) -> Iterator[ox.Triple]:
    """The table as triples: http://www.w3.org/2001/sw/DataAccess/tests/result-set"""

    def term(name: str) -> ox.NamedNode:
        return ox.NamedNode(RESULT_SET + name)

    table = ox.BlankNode("table")
    yield ox.Triple(table, ox.NamedNode(PREFIXES["rdf"] + "type"), term("ResultSet"))
    for name in answer.columns:
        yield ox.Triple(table, term("resultVariable"), ox.Literal(name))
    for number, row in enumerate(answer.rows, 1):
        solution = ox.BlankNode(f"row{number}")
        yield ox.Triple(table, term("solution"), solution)
        yield ox.Triple(solution, term("index"), ox.Literal(number))
        for index, cell in enumerate(row):
            if cell is not None:
                binding = ox.BlankNode(f"row{number}column{index}")
                yield ox.Triple(solution, term("binding"), binding)
                yield ox.Triple(binding, term("variable"), ox.Literal(answer.columns[index]))
                yield ox.Triple(binding, term("value"), cell)


def xlsx_bytes(answer: Answer) -> bytes:
    """A workbook: the table with a frozen, filterable head row, numbers as numbers, text never as a formula, and all
    columns on a printed page; and for a question of the library a second sheet with what was asked and how to read the
    answer."""
    from rich.cells import cell_len
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _DAY, "title": answer.question.zh if answer.question else ""})
    sheet, head = book.add_worksheet("答案"), book.add_format({"bold": True})
    look = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.write_row(0, 0, answer.headings, head)
    wide = [[cell_len(plain(term) or "") for term in row] for row in answer.rows]
    widths = [
        min(WIDEST, max([cell_len(title) + 3, *(row[column] for row in wide)])) + 2
        for column, title in enumerate(answer.headings)
    ]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for number, row in enumerate(answer.rows, 1):
        taken = (ceil(one / (width - 2)) for one, width in zip(wide[number - 1], widths, strict=True))
        sheet.set_row(number, min(409, LINE * max(1, *taken)))  # not every program finds the height for itself
        for column, term in enumerate(row):
            _write_cell(sheet, number, column, term, look)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    if answer.columns:
        sheet.autofilter(0, 0, len(answer.rows), len(answer.columns) - 1)
    if answer.question:
        notes = book.add_worksheet("说明")
        notes.set_column(0, 0, 120, look)
        lines = (answer.question.zh, answer.question.en, *answer.taken, answer.question.reading)
        for number, line in enumerate(lines):
            notes.write_string(number, 0, line)
    for page in book.worksheets():
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_footer("&C&P / &N")
    book.close()
    return out.getvalue()


def _write_cell(sheet: Any, row: int, column: int, term: Term | None, look: Any) -> None:
    value = plain(term)
    if value is None:
        return
    if isinstance(term, ox.Literal) and _NUMBER.search(term.datatype.value):
        sheet.write_number(row, column, float(value), look)
    else:
        sheet.write_string(row, column, value, look)


def console_text(answer: Answer, *, width: int) -> str:
    """A table of at most `width` columns, Chinese counted as two, without colour.

    IRIs are shortened by their prefixes, numbers stand to the right, a long cell is cut (CSV has all of it), and a
    column with the same value in every row is said once above the table.
    """
    from rich.console import Console

    out = io.StringIO()
    console = Console(file=out, width=width, color_system=None, force_terminal=False)
    same = _constant_columns(answer)
    for index in same:
        console.print(
            f"{answer.headings[index]}: {_short(answer.rows[0][index])}", markup=False, highlight=False, soft_wrap=True
        )
    console.print(_console_table(answer, [index for index in range(len(answer.columns)) if index not in same]))
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


def _constant_columns(answer: Answer) -> list[int]:
    """Columns that have one value all the way down, in an answer where that is worth saying."""
    if len(answer.rows) < 2:
        return []
    columns = list(zip(*answer.rows, strict=True))
    return [index for index, cells in enumerate(columns) if cells[0] is not None and len(set(cells)) == 1]


def _console_table(answer: Answer, columns: list[int]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for index in columns:
        numeric = bool(answer.rows) and all(_is_number(row[index]) for row in answer.rows)
        table.add_column(answer.headings[index], justify="right" if numeric else "left", overflow="fold")
    for row in answer.rows:
        table.add_row(*(Text(_cut(_short(row[index]))) for index in columns))
    return table


def _cut(value: str) -> str:
    """At most `CELL` characters, and a mark where more was."""
    return value if len(value) <= CELL else value[: CELL - 1] + "…"


def _is_number(term: Term | None) -> bool:
    return isinstance(term, ox.Literal) and bool(_NUMBER.search(term.datatype.value))


def _short(term: Term | None) -> str:
    value = plain(term) or ""
    if not isinstance(term, ox.NamedNode):
        return value
    for prefix, namespace in sorted(PREFIXES.items(), key=lambda pair: -len(pair[1])):
        if value.startswith(namespace):
            return f"{prefix}:{value[len(namespace) :]}"
    return value
