"""An edited task sheet (`cetu monitor PLAN --output FILE.xlsx`) read back: readings, starts, and progress of tasks.

Rows are known by their 编号 and may be sorted, filtered, left out, or copied for a further year; columns by their
heads.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from cetu.ontology.errors import AlignError
from cetu.queries.monitoring.figures import read_figure
from cetu.queries.monitoring.goals import Duty, Goal
from cetu.queries.monitoring.progress import Reading, Start

GOALS, DUTIES = "指标", "任务分解表"
STATES = ("未启动", "进行中", "已完成", "滞后", "已调整")
GOAL_HEADS = ("编号", "起点年份", "起点值", "观测年份", "观测值", "数据来源", "备注")
DUTY_HEADS = ("编号", "进展", "完成情况", "备注")
OTHERS = (".csv", ".et", ".numbers", ".ods", ".tsv", ".xls")
"""Files of other spreadsheets, which those programs save as .xlsx, too."""

LONGEST = 10_000
"""Rows that a sheet may have."""

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Progress:
    """What a person said of a task: one of STATES or "", and what was done, and a remark."""

    duty: str
    state: str
    done: str
    remark: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was filled in: readings in the order of the sheet, starts by the goal's id, progress of tasks."""

    readings: tuple[Reading, ...]
    starts: Mapping[str, Start]
    progress: tuple[Progress, ...]


def read_sheet(path: Path, goals: Sequence[Goal], duties: Sequence[Duty]) -> Sheet:
    """The edited sheet of a plan. Raises AlignError, with sheet and row, for what cannot be read."""
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except FileNotFoundError:
        raise AlignError(f"{path}: 没有这个文件；no such file") from None
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        if path.suffix.lower() in OTHERS:
            saved = path.with_suffix(".xlsx").name
            raise AlignError(f"{path}: 请在表格软件里另存为 {saved} 再读回；save it as .xlsx first") from error
        raise AlignError(
            f"{path}: 不是能读的 Excel 工作簿（.xlsx）；write one with `cetu monitor PLAN --output FILE.xlsx`"
        ) from error
    missing = [name for name in (GOALS, DUTIES) if name not in book.sheetnames]
    if missing:
        raise AlignError(f"{path}: 没有“{missing[0]}”工作表，不是 cetu monitor 写出的任务分解表；no such sheet")
    readings: list[Reading] = []
    starts: dict[str, Start] = {}
    known = {one.id: one for one in goals}
    for where, row in _rows(book[GOALS], path, GOAL_HEADS, known):
        goal = known[row["编号"]]
        if start := _start(row, goal, where):
            starts[goal.id] = start
        if reading := _reading(row, goal, where):
            readings.append(reading)
    tasks = [
        one
        for where, row in _rows(book[DUTIES], path, DUTY_HEADS, {one.id for one in duties})
        if (one := _progress(row, where))
    ]
    book.close()
    _once(readings, path)
    return Sheet(tuple(readings), starts, tuple(tasks))


def _rows(sheet: Any, path: Path, heads: Sequence[str], known: Collection[str]) -> Iterator[tuple[str, Row]]:
    """Each row that has an id, as text by head, with where it stands."""
    lines: Iterable[tuple[Any, ...]] = sheet.iter_rows(max_row=LONGEST)
    found = iter(lines)
    titles = [_text(one) for one in next(found, ())]
    if lacking := [head for head in heads if head not in titles]:
        raise AlignError(
            f"{path}，{sheet.title}：缺少“{lacking[0]}”一列；the column is missing, keep the heads as written"
        )
    for number, line in enumerate(found, 2):
        row = {title: _text(one) for title, one in zip(titles, line, strict=False) if title}
        where = f"{path}，{sheet.title}第{number}行"
        if not row.get("编号"):
            continue
        if row["编号"] not in known:
            raise AlignError(
                f"{where}：编号 {row['编号']} 不属于这份规划；no such id in this plan, is it the sheet of another?"
            )
        yield where, row


def _text(cell: Any) -> str:
    """What the cell shows: who types 13.5% into Excel has written 0.135 in a format of per cent."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, int | float) and "%" in (cell.number_format or ""):
        return f"{value * 100:.10g}%"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value).strip()


def _start(row: Row, goal: Goal, where: str) -> Start | None:
    if not row["起点值"]:
        return None
    if not row["起点年份"]:
        raise AlignError(f"{where}：有起点值，没有起点年份；give the year of the start")
    return Start(_year(row["起点年份"], where), _figure(row, "起点值", goal, where)[0])


def _reading(row: Row, goal: Goal, where: str) -> Reading | None:
    if not row["观测值"]:
        return None
    if not row["观测年份"]:
        raise AlignError(f"{where}：有观测值，没有观测年份；give the year of the observed value")
    value, printed = _figure(row, "观测值", goal, where)
    return Reading(goal.id, _year(row["观测年份"], where), value, printed, row["数据来源"], row["备注"])


def _progress(row: Row, where: str) -> Progress | None:
    if not (row["进展"] or row["完成情况"] or row["备注"]):
        return None
    if row["进展"] and row["进展"] not in STATES:
        raise AlignError(f"{where}：进展应是 {'、'.join(STATES)} 之一，不是“{row['进展']}”")
    return Progress(row["编号"], row["进展"], row["完成情况"], row["备注"])


def _year(text: str, where: str) -> int:
    found = re.fullmatch(r"((?:19|20)\d\d)年?", text)
    if not found:
        raise AlignError(f"{where}：年份应写成 2024，不是“{text}”；write the year as 2024")
    return int(found[1])


def _figure(row: Row, head: str, goal: Goal, where: str) -> tuple[float, str]:
    try:
        return read_figure(row[head], goal.unit)
    except ValueError as error:
        raise AlignError(f"{where}：{head}{error}") from None


def _once(readings: Sequence[Reading], path: Path) -> None:
    """One value a goal and year."""
    met: set[tuple[str, int]] = set()
    for one in readings:
        if (one.goal, one.year) in met:
            raise AlignError(f"{path}，{GOALS}：编号 {one.goal} 的 {one.year} 年有两个观测值；keep one of the two")
        met.add((one.goal, one.year))
