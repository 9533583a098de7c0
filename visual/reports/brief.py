"""Alignments in short, to put into a report of one's own: what differs, a line a relation, with the lines it stands on.

What both plans say alike is only counted, and no sentence is quoted: the whole 对照表 has them, in the same order. Of
one plan compared with many there is what is said over all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from cetu.queries.alignment.rows import KINDS, Alignment, Row, Side, kind_names, relations
from cetu.visual.reports.comparison import TONES, comparison_report
from cetu.visual.reports.gathering import shared_plan
from cetu.visual.reports.report import Cell, Column, Line, Report, Run, Table, cell
from cetu.visual.reports.series import series_tables

AGREED = frozenset({"same", "equal", "compatible", "counterpart", "in-corpus"})
"""Relations that are only counted."""
APART = frozenset({"target", "task", "entry", "verb", "deadline", "body", "basis"})
"""Kinds of which everything has a line of its own in the cell."""
SAID = frozenset({"target", "verb", "deadline", "body"})
"""Kinds of which what is said is told beside the name."""
LONGEST = 40
"""Characters that are shown of a name, which for a measure is its sentence."""
COLUMNS = (Column("关系", 4), Column("条数", 3), Column("内容", 46))
REMARKS = (
    "摘要：双方一致的只计条数，原句从略；逐条对照和原句见不带 --brief 的对照表。",
    "“—”左边是前一份规划，右边是后一份；括号里是它在那份规划文本里的行。",
)


def brief_report(found: Sequence[Alignment]) -> Report:
    """What differs between two plans, kind by kind; of one plan and many the tables over all."""
    whole = comparison_report(found)
    shared = shared_plan(found)
    tables = tuple(series_tables(found, shared)) if shared else tuple(_tables(found))
    return Report(
        f"{whole.title}（摘要）", whole.facts, (*REMARKS[: 1 if shared else 2], *whole.remarks), tables, whole.software
    )


def _tables(found: Sequence[Alignment]) -> Iterator[Table]:
    names = kind_names()
    for kind in KINDS:
        rows = [row for one in found for row in one.of(kind) if row.relation not in AGREED]
        lines = tuple(_lines(kind, rows))
        if lines:
            yield Table(names[kind], f"{names[kind]}（{len(rows)}条）", COLUMNS, lines)


def _lines(kind: str, rows: Iterable[Row]) -> Iterator[Line]:
    """A line for each relation, in the order of their list."""
    order = list(relations())
    for relation, some in groupby(sorted(rows, key=lambda row: order.index(row.relation)), lambda row: row.relation):
        group = list(some)
        tone = next((tone for tone, names in TONES.items() if relation in names), "")
        told = map(_told, group) if kind in APART else _together(group)
        content = Cell((Run("\n".join(told)),))
        yield Line((cell(relations()[relation].zh, "strong"), cell(str(len(group))), content), tone)


def _together(rows: Sequence[Row]) -> Iterator[str]:
    """What one plan alone has and one line says as one, the rest by itself."""
    for line, some in groupby(rows, lambda row: 0 if row.matched else _sides(row)[0].line):
        group = list(some)
        if line:
            names = dict.fromkeys(_called(row, side) for row in group for side in _sides(row))
            yield f"{'；'.join(names)}（第{line}行）"
        else:
            yield from map(_told, group)


def _told(row: Row) -> str:
    """What a row is about, with the lines it stands on."""
    return " — ".join(f"{_called(row, side)}（第{side.line}行）" for side in _sides(row))


def _sides(row: Row) -> list[Side]:
    return [side for side in (row.left, row.right) if side]


def _called(row: Row, side: Side) -> str:
    name = "".join(side.name.split())
    short = name if len(name) <= LONGEST else f"{name[:LONGEST]}…"
    return f"{short}：{side.said}" if row.kind in SAID and side.said else short
