"""A report as a workbook: an overview, a sheet a table with filters and a frozen head, and the sentences behind.

Beside a cell that rests on a sentence stands its line, which links to the sentence on the sheet 原文. Nothing that a
plan says is taken for a formula.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from math import ceil

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from cetu.corpus.readers.own import CATEGORY
from cetu.visual.reports.report import Cell, Line, Report, Source, Table

SOURCES = "原文"
LINE = "行"
"""The head of a column of lines; such a column of the table's own links itself."""
WIDE = 2.2
"""Excel's columns of one Chinese character of the body's size."""
LABEL, VALUE = 22, 90
"""Excel's columns of the two columns of the overview."""
LONGEST = 32_000
"""Characters that a cell takes; Excel's own bound is 32,767."""
FULL, SMALL = 13.0, 11.0
"""Points of a line of the body's size, and of one of small print."""
LINKS = 65_000
"""Links that a sheet takes; Excel's own bound is 65,530. A sheet that needs more has the lines alone."""
FILL = {"bad": "#FBE5E1", "warn": "#FFF4D6", "good": "#E9F3E6"}
RUNS: dict[str, dict[str, object]] = {
    "strong": {"bold": True},
    "gone": {"font_strikeout": True, "font_color": "#9C1C1C"},
    "new": {"bold": True, "underline": 1, "font_color": "#0B5394"},
    "quiet": {"font_size": 8.5, "font_color": "#595959"},
}
BASE: dict[str, object] = {"font_name": "宋体", "font_size": 10}


class Formats:
    """The workbook's formats, each made once."""

    def __init__(self, book: Workbook) -> None:
        cell = {**BASE, "text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
        self.plain = book.add_format(BASE)
        self.runs: dict[str, Format] = {mark: book.add_format({**BASE, **look}) for mark, look in RUNS.items()}
        self.cells: dict[str, Format] = {"": book.add_format(cell)}
        self.cells |= {tone: book.add_format({**cell, "bg_color": fill, "bold": True}) for tone, fill in FILL.items()}
        self.edit = book.add_format({**cell, "bg_color": "#FFFFE0", "locked": False})
        self.link = book.add_format({**cell, "font_color": "#0B5394"})
        self.head = book.add_format(
            {
                **BASE,
                "bold": True,
                "bg_color": "#D9E2EC",
                "border": 1,
                "valign": "vcenter",
                "align": "center",
                "text_wrap": True,
            }
        )
        self.title = book.add_format({**BASE, "font_name": "黑体", "font_size": 16, "bold": True})
        self.label = book.add_format({**BASE, "bold": True, "text_wrap": True, "valign": "top"})
        self.wrapped = book.add_format({**BASE, "text_wrap": True, "valign": "top"})


def to_xlsx(report: Report) -> bytes:
    """The workbook's bytes, the same for the same report."""
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(written, options)
    properties = {"title": report.title, "comments": report.software, "category": CATEGORY}
    book.set_properties({**properties, "created": datetime(2000, 1, 1)})
    formats = Formats(book)
    rows = {source: number for number, source in enumerate(report.sources, 1)}
    _overview(book, report, formats)
    for table in report.tables:
        _sheet(book.add_worksheet(table.name), table, formats, rows)
    if rows:
        _sources(book.add_worksheet(SOURCES), report.sources, formats)
    book.close()
    return written.getvalue()


def _overview(book: Workbook, report: Report, formats: Formats) -> None:
    sheet = book.add_worksheet("概览")
    sheet.set_column(0, 0, LABEL)
    sheet.set_column(1, 1, VALUE)
    sheet.write_string(0, 0, report.title, formats.title)
    row = 2
    for label, value in (*report.facts, *(("", remark) for remark in report.remarks)):
        _told(sheet, row, label, value, formats)
        row += 1
    for table in report.tables:
        row += 1
        _told(sheet, row, table.name, table.note or table.title, formats)
        sheet.write_url(row, 0, f"internal:'{table.name}'!A1", formats.link, table.name)
    sheet.write_string(row + 2, 1, report.software, formats.runs["quiet"])
    _print(sheet, 0)


def _told(sheet: Worksheet, row: int, label: str, value: str, formats: Formats) -> None:
    """A row of the overview, as high as both cells need."""
    sheet.set_row(row, _height_of(((label, LABEL), (value, VALUE))))
    sheet.write_string(row, 0, label, formats.label)
    sheet.write_string(row, 1, value[:LONGEST], formats.wrapped)


def _height_of(texts: Sequence[tuple[str, float]]) -> float:
    """Points that wrapped texts need in columns of these widths."""
    most = max(ceil(max(1.0, _columns(text)) / (width - 2)) for text, width in texts)
    return min(409.0, FULL * most + 3)


def _sheet(sheet: Worksheet, table: Table, formats: Formats, rows: dict[Source, int]) -> None:
    linked = _linked(table)
    places = [at + sum(other < at for other in linked) for at in range(len(table.columns))]
    for at, column in zip(places, table.columns, strict=True):
        sheet.set_column(at, at, column.width * WIDE)
        sheet.write_string(0, at, column.title, formats.head)
    heads = (ceil(_columns(column.title) / (column.width * WIDE - 1)) for column in table.columns)
    sheet.set_row(0, FULL * max(heads) + 3)
    for at in linked:
        sheet.set_column(places[at] + 1, places[at] + 1, 5)
        sheet.write_string(0, places[at] + 1, LINE, formats.head)
    for at, column in zip(places, table.columns, strict=True):
        if column.choices and table.lines:
            allowed = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
            sheet.data_validation(1, at, len(table.lines), at, allowed)
    if len(table.lines) * max(1, len(linked)) > LINKS:
        rows = {}
    for number, line in enumerate(table.lines, 1):
        sheet.set_row(number, _height(line, table))
        for at, (one, column) in enumerate(zip(line.cells, table.columns, strict=True)):
            if column.title == LINE and one.source:
                _link(sheet, number, places[at], one.source, formats, rows)
                continue
            _write(sheet, number, places[at], one, _format(line, one, formats, editable=column.editable), formats)
            if at in linked:
                _link(sheet, number, places[at] + 1, one.source, formats, rows)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(table.lines)), places[-1] + (len(table.columns) - 1 in linked))
    _print(sheet, 1)


def _linked(table: Table) -> list[int]:
    """Indexes of the columns that rest on sentences; each has a column with the link behind it."""
    return [
        at
        for at, column in enumerate(table.columns)
        if column.title != LINE and any(line.cells[at].source for line in table.lines)
    ]


def _link(
    sheet: Worksheet, row: int, at: int, source: Source | None, formats: Formats, rows: dict[Source, int]
) -> None:
    """The line of the sentence, which leads to it; a link within the cell of the words would undo their marks."""
    if source and source in rows:
        sheet.write_url(row, at, f"internal:'{SOURCES}'!A{rows[source] + 1}", formats.link, str(source.line))
    elif source:
        sheet.write_number(row, at, source.line, formats.cells[""])
    else:
        sheet.write_blank(row, at, None, formats.cells[""])


def _height(line: Line, table: Table) -> float:
    """Points that the row needs: not every program works the height of wrapped cells out for itself."""
    most = max(_points(one, column.width * WIDE - 1) for one, column in zip(line.cells, table.columns, strict=True))
    return min(409.0, most + 3)


def _points(one: Cell, room: float) -> float:
    """Points of a cell's lines in so many columns; small print takes less of both."""
    points, columns, small = 0.0, 0.0, True
    for run in one.runs:
        quiet = run.mark == "quiet"
        for number, part in enumerate(run.text.split("\n")):
            if number:
                points += ceil(max(1.0, columns) / room) * (SMALL if small else FULL)
                columns, small = 0.0, True
            columns += _columns(part) * (SMALL / FULL if quiet else 1.0)
            small = small and (quiet or not part)
    return points + ceil(max(1.0, columns) / room) * (SMALL if small else FULL)


def _columns(text: str) -> int:
    """Columns that a text takes, a Chinese character two."""
    return sum(2 if character > "\u2e7f" or character in "“”—…" else 1 for character in text)


def _format(line: Line, one: Cell, formats: Formats, *, editable: bool) -> Format:
    if editable:
        return formats.edit
    bold = len(one.runs) == 1 and one.runs[0].mark == "strong"
    return formats.cells[line.tone if bold else ""]


def _write(sheet: Worksheet, row: int, at: int, one: Cell, look: Format, formats: Formats) -> None:
    """A cell with its marked words."""
    if not one.text:
        sheet.write_blank(row, at, None, look)
    elif len(one.runs) == 1 or len(one.text) > LONGEST:
        _plain(sheet, row, at, one, look)
    else:
        parts: list[str | Format] = []
        for run in one.runs:
            if run.text:
                parts += [formats.runs.get(run.mark, formats.plain), run.text]
        if len(parts) < 4:
            _plain(sheet, row, at, one, look)
        else:
            sheet.write_rich_string(row, at, *parts, look)


def _plain(sheet: Worksheet, row: int, at: int, one: Cell, look: Format) -> None:
    """A number as a number, so that it sorts; anything else as text."""
    if one.text.isdecimal() and len(one.text) < 10:
        sheet.write_number(row, at, int(one.text), look)
    else:
        sheet.write_string(row, at, one.text[:LONGEST], look)


def _sources(sheet: Worksheet, sources: tuple[Source, ...], formats: Formats) -> None:
    for at, (title, width) in enumerate((("规划", 26), ("行", 7), ("所在标题", 36), ("原文", 100))):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, title, formats.head)
    for number, one in enumerate(sources, 1):
        sheet.set_row(number, min(409.0, 13.5 * max(1, ceil(_columns(one.sentence) / 98)) + 3))
        sheet.write_string(number, 0, one.plan, formats.cells[""])
        sheet.write_number(number, 1, one.line, formats.cells[""])
        sheet.write_string(number, 2, one.headings[:LONGEST], formats.cells[""])
        sheet.write_string(number, 3, one.sentence[:LONGEST], formats.cells[""])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(sources)), 3)
    _print(sheet, 1)


def _print(sheet: Worksheet, head: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.4, 0.4, 0.6, 0.6)
    sheet.set_footer("&C&P / &N")
    if head:
        sheet.repeat_rows(0)
