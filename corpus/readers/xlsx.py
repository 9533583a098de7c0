"""A workbook of tasks as text: a sheet's name, then a row a line, cells parted by tabs."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from datetime import date, datetime

from cetu.corpus.readers.files import open_pack
from cetu.corpus.readers.source import SourceText
from cetu.ontology.errors import ReadError

MOST_ROWS, MOST_COLUMNS = 20_000, 200
NO_NAME = ("Sheet", "工作表")


def read_xlsx(data: bytes, name: str) -> SourceText:
    """The text of a workbook, as its cells show it. Raises ReadError for one that is broken or empty."""
    from openpyxl import load_workbook

    open_pack(data, name).close()
    notes: list[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that have no text
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            lines = [line for sheet in book.worksheets for line in _sheet(sheet, notes)]
            book.close()
        except Exception as error:  # openpyxl raises whatever the XML parser, zlib or its own checks raise
            raise ReadError(
                f"{name}: 工作簿损坏，请重新保存；is a broken workbook ({type(error).__name__}): save it once more"
            ) from None
    text = "\n".join(lines)
    if not text.strip():
        raise ReadError(f"{name}: 工作簿里没有文字；is a workbook without text")
    return SourceText(text, "xlsx", notes=tuple(notes))


def _sheet(sheet: object, notes: list[str]) -> Iterator[str]:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    assert isinstance(sheet, ReadOnlyWorksheet)
    title = str(sheet.title)
    if not title.startswith(NO_NAME):
        yield title
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)):
        if number >= MOST_ROWS:
            notes.append(f"only the first {MOST_ROWS} rows of sheet {title} were read")
            return
        cells = [_cell(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if any(cells):
            yield "\t".join(cells)


def _cell(value: object) -> str:
    """A cell's value as its reader sees it, on one line."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日" if value.year > 1900 else value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())
