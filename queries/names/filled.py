"""Rulings that a person filled into a file of `cetu names --output`, a workbook or a TSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from cetu.graph.rulings import HEAD, ZH, Ruling, ruling, rulings_of
from cetu.ontology.errors import StoreError
from cetu.queries.names.merges import Merge
from cetu.queries.names.near import NearMiss

SHEETS = ("归并", "相近")
LONGEST = 200_000
"""Rows that a sheet may have."""


def filling_bytes(merged: Iterable[Merge], near: Iterable[NearMiss]) -> bytes:
    """A TSV in the format of rulings, every 判断 left empty, to be filled in."""
    rows = [(ZH[one.use.kind], one.use.name, one.use.label, one.rule) for one in merged]
    rows += [(ZH[one.one.kind], one.one.name, one.other.name, one.rule) for one in near]
    lines = ["\t".join(("", *(" ".join(cell.split()) for cell in row))) for row in rows]
    return ("\ufeff" + "\n".join(("\t".join(HEAD), *lines)) + "\n").encode()


def read_filled(path: Path) -> tuple[Ruling, ...]:
    """The rulings in a filled file. StoreError where it is none, or says where a row is wrong."""
    if path.suffix.lower() != ".xlsx":
        try:
            return tuple(rulings_of(path.read_text(encoding="utf-8-sig"), str(path)))
        except OSError as error:
            raise StoreError(f"{path}: 读不了，请检查文件名和权限；cannot be read: {error.strerror}") from error
        except UnicodeError as error:
            raise StoreError(
                f"{path}: 不是 UTF-8 文本，请存为 UTF-8 的 TSV 或 .xlsx；is no UTF-8: save it so"
            ) from error
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise StoreError(f"{path}: 不是能读的 Excel 工作簿；write one with `cetu names --output FILE.xlsx`") from error
    if missing := [name for name in SHEETS if name not in book.sheetnames]:
        raise StoreError(f"{path}: 没有“{missing[0]}”工作表，不是 cetu names 写出的；no such sheet")
    found = tuple(
        one
        for name in SHEETS
        for one in _rows(book[name].iter_rows(values_only=True, max_row=LONGEST), f"{path}，{name}")
    )
    book.close()
    return found


def _rows(lines: Iterable[Sequence[object]], where: str) -> Iterator[Ruling]:
    """The rulings of a sheet, by the heads of its columns."""
    rows = iter(lines)
    heads = [str(cell or "").strip() for cell in next(rows, ())]
    if lacking := [head for head in HEAD if head not in heads]:
        raise StoreError(f"{where}：缺少“{lacking[0]}”一列；keep the heads as written")
    for number, line in enumerate(rows, 2):
        cells = [str(line[heads.index(head)] or "").strip() if heads.index(head) < len(line) else "" for head in HEAD]
        if cells[0]:
            yield ruling(cells, f"{where}第{number}行", number)
