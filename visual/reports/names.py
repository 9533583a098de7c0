"""Merges and near misses of names (`cetu names`) as a report in which a person rules line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources

from cetu import __version__
from cetu.graph.rulings import ZH
from cetu.queries.names.merges import Merge
from cetu.queries.names.near import NearMiss
from cetu.queries.names.uses import Place, Use
from cetu.visual.reports.report import Cell, Column, Line, Report, Run, Source, Table, cell

MERGED = (
    Column("判断", 4, editable=True, choices=("", "分开")),
    Column("类别", 4), Column("名称", 12), Column("与", 12), Column("依据", 12), Column("规划数", 4), Column("次数", 4),
    Column("句子", 26), Column("说明", 10, editable=True),
)  # fmt: skip
NEAR = (
    Column("判断", 4, editable=True, choices=("", "合并", "分开")),
    Column("类别", 4), Column("名称", 12), Column("与", 12), Column("差别", 8), Column("规划数", 4), Column("次数", 4),
    Column("句子", 26), Column("说明", 10, editable=True),
)  # fmt: skip
DIFFERENCES = {
    "spelling": "写法",
    "joint": "连接词",
    "order": "语序",
    "newness": "修饰词",
    "synonym": "近义词",
    "closing": "收尾词",
}
AROUND = 40


@cache
def ways() -> dict[str, str]:
    """What people read for the rule of a merge."""
    text = resources.files("cetu.queries.names").joinpath("lexicon", "ways.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


def names_report(
    merged: Sequence[Merge], near: Sequence[NearMiss], passed: int, places: Mapping[str, Place], file: str
) -> Report:
    """The report. passed: pairs that differ in words that mean something; file: where rulings are kept."""
    facts = (("归并", f"{len(merged)}个名称"), ("相近而未归并", f"{len(near)}对"), ("判断文件", file))
    remarks = (
        "“归并”：图里把“名称”当作“与”。不是同一个的，在“判断”里选“分开”。",
        "“相近”：两个名称很像，图里当作两项。是同一个的，在“判断”里选“合并”（“名称”并入“与”）；确实是两个的选“分开”，以后不再列出。",
        f"另有{passed}对名称只差一两个字而意思不同（如钠离子电池、锂离子电池），没有列出。",
        "填好后运行 cetu names --take 这个文件，再运行 cetu build。",
    )
    tables = (
        Table("归并", "归并的名称", MERGED, tuple(_merged(merged, places))),
        Table("相近", "相近而未归并的名称", NEAR, tuple(_near(near, places))),
    )
    return Report("名称的归并与相近", facts, remarks, tables, f"cetu {__version__} names")


def _merged(merged: Iterable[Merge], places: Mapping[str, Place]) -> Iterator[Line]:
    for one in merged:
        yield Line(tuple(_cells(one.use, one.use.label, cell(ways().get(one.rule, one.rule)), places)))


def _near(near: Iterable[NearMiss], places: Mapping[str, Place]) -> Iterator[Line]:
    for one in near:
        words = " / ".join(part or "（无）" for part in one.extra)
        why = Cell((Run(DIFFERENCES[one.rule], "strong"), Run(f"\n{words}" if one.rule != "order" else "")))
        use = one.one if one.one.times else one.other
        yield Line(tuple(_cells(use, (one.other if use is one.one else one.one).name, why, places)))


def _cells(use: Use, other: str, why: Cell, places: Mapping[str, Place]) -> Iterator[Cell]:
    yield from (cell(""), cell(ZH[use.kind]), cell(use.name, "strong"), cell(other), why)
    yield from (cell(str(use.plans)), cell(str(use.times)))
    place = places.get(use.mention)
    yield _sentence(use.name, place) if place else cell("")
    yield cell("")


def _sentence(name: str, place: Place) -> Cell:
    """The sentence cut around the name, which is marked where it stands there as one."""
    before, found, behind = place.sentence.partition(name)
    if not found:
        before, behind = place.sentence, ""
    head, tail = before[-AROUND:] if found else before[: 2 * AROUND], behind[:AROUND]
    runs = (Run(("…" if len(head) < len(before) and found else "") + head), Run(found, "new"), Run(tail))
    source = Source(place.title, place.line, "", place.sentence)
    return Cell(tuple(run for run in runs if run.text), source)
