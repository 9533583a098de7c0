"""The command `names`: which names the graph takes for one thing, which it nearly does, and what people rule."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cetu import console
from cetu.cli_graph import From
from cetu.cli_plans import PLACE
from cetu.ontology.errors import StoreError

if TYPE_CHECKING:
    from cetu.graph.dataset import Graph
    from cetu.queries.names.merges import Merge
    from cetu.queries.names.near import NearMiss

FORMATS = (".xlsx", ".html", ".docx", ".md", ".tsv")
Output = Annotated[
    Path | None,
    typer.Option(
        help=f"输出文件，按后缀选格式 A file; its suffix chooses the format: {' '.join(FORMATS)}.", show_default=False
    ),
]
Take = Annotated[
    Path | None,
    typer.Option(
        help="把填好判断的 .xlsx 或 .tsv 加进判断文件 Add the rulings of a file to those of the store.",
        show_default=False,
    ),
]
Kinds = Annotated[
    list[str] | None,
    typer.Option(
        "--kind", help="类别，可重复：技术、产业、机构、指标、文件 A kind, may be repeated.", show_default=False
    ),
]


def names(
    store: From = PLACE,
    output: Output = None,
    take: Take = None,
    kind: Kinds = None,
    show: Annotated[int, typer.Option(min=0, help="屏幕上每类列出多少条 Rows of each list on the screen.")] = 20,
) -> None:
    """哪些名称归为一项，哪些相近而没有归；人来判断。 Names that were merged or nearly were, for people to overrule.

    \b
    例 Example:
      cetu names
      cetu names --kind 技术 --output 名称.xlsx
      cetu names --take 名称.xlsx
    """
    from cetu.graph.rulings import read_rulings, rulings_path

    console.see_output(output, FORMATS)
    path = rulings_path(store)
    if take is not None:
        _take(take, path)
        return
    from cetu.graph.store import open_graph
    from cetu.queries.names.merges import merges
    from cetu.queries.names.near import near_misses
    from cetu.queries.names.uses import uses

    graph, rulings = open_graph(store), read_rulings(path)
    found = uses(graph, _kinds(kind))
    merged = merges(found, rulings)
    near, passed = near_misses(found, rulings)
    if output is not None:
        console.write_whole(output, _encoded(graph, merged, near, passed, path, output.suffix.lower()))
    _say(merged, near, show)
    console.say(f"归并 merged {len(merged)}，相近 near {len(near)}，只差一两个字而不同 unlike {passed}，"
                f"判断 rulings {len(rulings.rulings)}（{path.name}）")  # fmt: skip
    if output is not None:
        console.say(f"已写入 written: {output}")


def _take(file: Path, path: Path) -> None:
    from cetu.graph.rulings import add_rulings
    from cetu.queries.names.filled import read_filled

    new = read_filled(file)
    added = add_rulings(path, new)
    console.say(f"{file}：判断 rulings {len(new)}，新加入 new {added}（{path.name}）")
    if added:
        console.say("请再运行 run again: cetu build")


def _kinds(said: list[str] | None) -> tuple[str, ...]:
    from cetu.graph.rulings import KINDS, ZH
    from cetu.queries.names import uses

    if unknown := [one for one in said or () if one not in KINDS and one not in ZH]:
        raise StoreError(f"--kind {unknown[0]}: 类别应是 {'、'.join(KINDS)} 之一；choose one of these")
    return tuple(KINDS.get(one, one) for one in said) if said else uses.KINDS


def _encoded(graph: Graph, merged: list[Merge], near: list[NearMiss], passed: int, path: Path, suffix: str) -> bytes:
    from cetu.queries.names.filled import filling_bytes
    from cetu.queries.names.uses import places

    if suffix == ".tsv":
        return filling_bytes(merged, near)
    from cetu.visual.reports.names import names_report
    from cetu.visual.reports.writing import report_bytes

    mentions = [one.use.mention for one in merged] + [use.mention for one in near for use in (one.one, one.other)]
    return report_bytes(names_report(merged, near, passed, places(graph, mentions), path.name), suffix)


def _say(merged: list[Merge], near: list[NearMiss], show: int) -> None:
    """The commonest merges and the likeliest near misses."""
    from cetu.graph.rulings import ZH
    from cetu.visual.reports.names import DIFFERENCES, ways

    if merged and show:
        console.say("归并 merged：名称 → 当作（规划数）依据")
    for one in merged[:show]:
        console.say(f"  {ZH[one.use.kind]} {one.use.name} → {one.use.label}（{one.use.plans}）{ways()[one.rule]}")
    if near and show:
        console.say("相近 near：名称 / 名称（规划数）差别")
    for two in near[:show]:
        plans = f"{two.one.plans}/{two.other.plans}"
        console.say(f"  {ZH[two.one.kind]} {two.one.name} / {two.other.name}（{plans}）{DIFFERENCES[two.rule]}")


COMMANDS = (names,)
