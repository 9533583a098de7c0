"""A report as Markdown tables; what a plan says is escaped, so that none of it is taken for markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cetu.visual.reports.report import Cell, Report, Run, Table

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
AROUND = {"strong": "**", "gone": "~~", "new": "**"}


def to_markdown(report: Report) -> str:
    """The document, LF line ends."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"# {_escape(report.title)}\n"
    yield from (f"- **{_escape(label)}**：{_escape(value)}" for label, value in report.facts)
    yield ""
    yield from (f"> {_escape(remark)}\n" for remark in report.remarks)
    for table in report.tables:
        yield from _table(table)
    yield f"*{_escape(report.software)}*"


def _table(table: Table) -> Iterator[str]:
    yield f"## {_escape(table.title)}\n"
    if table.note:
        yield f"{_escape(table.note)}\n"
    yield "| " + " | ".join(_escape(column.title) for column in table.columns) + " |"
    yield "|" + " --- |" * len(table.columns)
    for line in table.lines:
        yield "| " + " | ".join(_cell(one) for one in line.cells) + " |"
    yield ""


def _cell(one: Cell) -> str:
    return "".join(_run(run) for run in one.runs).replace("\n", "<br>")


def _run(run: Run) -> str:
    mark = AROUND.get(run.mark, "")
    parts = (f"{mark}{_escape(part.strip())}{mark}" if part.strip() else "" for part in run.text.split("\n"))
    return "\n".join(parts)


def _escape(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text)
