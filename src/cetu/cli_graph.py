"""Commands that read a graph: questions, query, draw, validate, export."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cetu import console
from cetu.cli_plans import PLACE
from cetu.ontology.errors import QueryError

if TYPE_CHECKING:
    from cetu.queries.asking import Answer

From = Annotated[
    str, typer.Option("--from", help="图库文件夹或 SPARQL 服务的地址 Folder or address of the store (or CETU_STORE).")
]
Output = Annotated[Path | None, typer.Option(help="输出文件；省略则写到屏幕 File; without it, standard output.")]

Asked = Annotated[
    str,
    typer.Argument(metavar="NAME|FILE|-", help="问题名、.rq 文件或标准输入 A question, a file, or standard input."),
]
Values = Annotated[list[str] | None, typer.Argument(metavar="KEY=VALUE", help="参数 Parameters.", show_default=False)]


class AnswerFormat(StrEnum):
    """What `cetu query` writes."""

    table = "table"
    csv = "csv"
    json = "json"
    ttl = "ttl"
    xlsx = "xlsx"


class ExportFormat(StrEnum):
    """What `cetu export` writes; graphml, gexf and csv are the network of things."""

    turtle = "turtle"
    trig = "trig"
    nquads = "nquads"
    jsonld = "jsonld"
    graphml = "graphml"
    gexf = "gexf"
    csv = "csv"


def questions() -> None:
    """列出问题库。 List the questions, what they ask and their parameters.

    \b
    例 Example:
      cetu questions
    """
    from cetu.queries.library import questions as all_questions

    for one in all_questions():
        console.say(f"{one.name}\n  {one.zh}\n  {one.en}")
        for parameter in one.parameters:
            console.say(f"  {parameter.name}={parameter.default.value or '…'}  {parameter.description}")


def query(
    asked: Asked,
    values: Values = None,
    store: From = PLACE,
    format: Annotated[AnswerFormat, typer.Option(help="格式 Format.")] = AnswerFormat.table,
    output: Output = None,
) -> None:
    """提问：问题库中的一问，或任意 SPARQL。 Ask a question of the library, or any SPARQL.

    \b
    例 Example:
      cetu query supporters technology=储能
      cetu query targets --format xlsx --output targets.xlsx
      echo 'SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }' | cetu query -
    """
    from cetu.graph.store import open_graph
    from cetu.queries.asking import ask

    sparql, name = _asked(asked)
    if format is AnswerFormat.xlsx and output is None:
        raise QueryError("a workbook needs a file: add --output NAME.xlsx")
    answer = ask(open_graph(store), sparql, name, **_parameters(values or []))
    if format is AnswerFormat.table and output is None:
        _print_table(answer)
    else:
        console.deliver(_encode(answer, format), output)


def _asked(asked: str) -> tuple[str, str]:
    """What is asked and what to call it in an error: a question's name, the text of a file or of standard input."""
    if asked == "-":
        return _decoded(sys.stdin.buffer.read(), "standard input"), "standard input"
    path = Path(asked)
    if path.suffix == ".rq" or path.is_file():
        try:
            return _decoded(path.read_bytes(), str(path)), path.name
        except OSError as error:
            raise QueryError(f"cannot read {path}: {console.reason(error)}; see `cetu questions`") from error
    return asked, asked


def _decoded(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(f"{where} is no UTF-8 at byte {error.start}: save the query as UTF-8") from error


def _parameters(values: list[str]) -> dict[str, str | int]:
    pairs = [value.partition("=") for value in values]
    if wrong := [key for key, equals, _ in pairs if not equals]:
        raise QueryError(f"{wrong[0]}: write parameters as key=value, such as technology=储能")
    return {key: value for key, _, value in pairs}


def _encode(answer: Answer, format: AnswerFormat) -> bytes:
    from cetu.queries import tables

    if format is AnswerFormat.table:
        return tables.console_text(answer, width=160).encode()
    encoders = {
        "csv": tables.csv_bytes,
        "json": tables.json_bytes,
        "ttl": tables.turtle_bytes,
        "xlsx": tables.xlsx_bytes,
    }
    return encoders[format.value](answer)


def _print_table(answer: Answer) -> None:
    from cetu.queries.tables import console_text

    if answer.question:
        console.say(answer.question.zh)
    console.say(console_text(answer, width=console.width()).rstrip("\n"))
    console.say(f"{len(answer.rows)} 行 rows")


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
        own = [name for name in graph.graphs() if name.startswith(f"{plan}/graph/")]
        found = violations_of(quad for name in own for quad in graph.quads(name))
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


COMMANDS = (questions, query, draw, validate, export)
