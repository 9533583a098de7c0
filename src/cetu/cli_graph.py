"""Commands that read a graph: draw, validate, export."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cetu import console
from cetu.cli_plans import PLACE

From = Annotated[
    str, typer.Option("--from", help="图库文件夹或 SPARQL 服务的地址 Folder or address of the store (or CETU_STORE).")
]
Output = Annotated[Path | None, typer.Option(help="输出文件；省略则写到屏幕 File; without it, standard output.")]


class ExportFormat(StrEnum):
    """What `cetu export` writes; graphml, gexf and csv are the network of things."""

    turtle = "turtle"
    trig = "trig"
    nquads = "nquads"
    jsonld = "jsonld"
    graphml = "graphml"
    gexf = "gexf"
    csv = "csv"


def export(
    store: From = PLACE,
    format: Annotated[ExportFormat, typer.Option(help="格式 Format.")] = ExportFormat.nquads,
    output: Output = None,
    site: Annotated[Path | None, typer.Option(help="写成静态网站的文件夹 A folder for a static site instead.")] = None,
    plan: Annotated[list[str] | None, typer.Option(help="网站里的规划，可多次 A plan of the site.")] = None,
    partitions: Annotated[
        int | None, typer.Option(min=1, help="分成若干份 N-Quads（zstd）So many parts of N-Quads, for bulk loaders.")
    ] = None,
) -> None:
    """导出整个图，或一个离线网站。 Write the graph as triples, as a network, or as a site that works offline.

    \b
    例 Example:
      cetu export --format graphml --output graph.graphml
      cetu export --site out/site
      cetu export --partitions 8 --output parts
    """
    from cetu.graph.serialising import export as export_graph
    from cetu.graph.store import open_graph

    if site:
        from cetu.graph.judgements import judgements_of
        from cetu.visual.site import export_site

        judged = [one.as_json() for one in judgements_of(store).values()]
        export_site(open_graph(store), site, tuple(plan or ()), judged)
        console.say(str(site / "index.html"))
        return
    if partitions:
        from cetu.graph.partitions import write_partitions

        folder = output or Path("cetu-parts")
        written = write_partitions(open_graph(store), folder, partitions)
        console.say(f"{folder}: {len(written)} 份 parts, {sum(part.quads for part in written)} quads")
        return
    console.see_output(output)
    console.deliver(export_graph(open_graph(store), format.value), output)


def draw(
    technology: Annotated[str | None, typer.Option(help="某项技术 One technology.")] = None,
    region: Annotated[str | None, typer.Option(help="某个地区 One region.")] = None,
    plan: Annotated[list[str] | None, typer.Option(help="某个规划，可多次 A plan, more than once.")] = None,
    store: From = PLACE,
    output: Annotated[Path, typer.Option(help="输出文件 File.")] = Path("cetu.html"),
) -> None:
    """画出一页图，一个文件，不联网也能打开。 Draw one page, in one file that needs no network.

    \b
    例 Example:
      cetu draw --technology 储能 --output storage.html
    """
    from cetu.graph.store import open_graph
    from cetu.visual.drawing import draw as draw_page

    console.see_output(output)
    page = draw_page(open_graph(store), technology=technology, region=region, plans=tuple(plan or ()))
    console.write_whole(output, page.encode())
    console.say(str(output))


def validate(store: From = PLACE) -> None:
    """校验图是否合乎形状约束、本体是否一致。 Check the plans' shapes and the ontology's consistency.

    \b
    例 Example:
      cetu validate
    """
    from cetu.graph.store import open_graph
    from cetu.graph.validating import validate as violations_of

    graph = open_graph(store)
    failed = 0
    for plan in graph.plans():
        found = violations_of(graph.quads_of_plan(plan))
        console.say(f"{plan}: {'合格 valid' if not found else f'{len(found)} 处不合格 violations'}")
        for violation in found:
            console.warn(f"  {violation}")
        failed += bool(found)
    if failed or not _ontology_is_consistent():
        raise typer.Exit(1)


def _ontology_is_consistent() -> bool:
    """Say what HermiT finds; without Java nothing is known, which is no failure."""
    from cetu.ontology.reasoning import check_consistency

    found = check_consistency()
    if not found.java:
        console.say("本体 ontology: 未查，没有 Java not checked, there is no Java")
    elif found.consistent:
        console.say("本体 ontology: 一致 consistent (HermiT)")
    else:
        console.warn(f"本体 ontology: 不一致 inconsistent (HermiT) {', '.join(found.unsatisfiable)}")
    return not found.java or bool(found.consistent)


COMMANDS = (draw, validate, export)
