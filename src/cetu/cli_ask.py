"""Commands that ask a graph: questions, query, search."""

from __future__ import annotations

import re
import sys
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cetu import console
from cetu.cli_graph import From, Output
from cetu.cli_plans import PLACE
from cetu.ontology.errors import QueryError

if TYPE_CHECKING:
    from cetu.queries.asking import Answer

Asked = Annotated[
    str,
    typer.Argument(metavar="NAME|FILE|-", help="问题名、.rq 文件或标准输入 A question, a file, or standard input."),
]
Values = Annotated[list[str] | None, typer.Argument(metavar="KEY=VALUE", help="参数 Parameters.", show_default=False)]


Text = Annotated[str, typer.Argument(help="名称、拼音、首字母或代码 A name, pinyin, first letters or a code.")]


class AnswerFormat(StrEnum):
    """What `cetu query` writes."""

    table = "table"
    csv = "csv"
    json = "json"
    ttl = "ttl"
    xlsx = "xlsx"


def questions(
    group: Annotated[str, typer.Argument(help="只列名称或类别含此字的 Only those whose name or group holds it.")] = "",
) -> None:
    """列出问题库。 List the questions by group: what they ask and their parameters.

    \b
    例 Example:
      cetu questions
      cetu questions 目标
    """
    from cetu.queries.library import questions as all_questions

    chosen = [one for one in all_questions() if group in one.group or group in one.name]
    if not chosen:
        raise QueryError(
            f"没有名称或类别含“{group}”的问题；no question or group holds “{group}”: `cetu questions` lists them all"
        )
    for kind, members in groupby(sorted(chosen, key=lambda one: (one.group, one.name)), key=lambda one: one.group):
        console.say(f"[{kind}]")
        for one in members:
            console.say(f"{one.name}\n  {one.zh}\n  {one.en}")
            for parameter in one.parameters:
                console.say(f"  {parameter.name}={parameter.default.value or '…'}  {parameter.description}")


def search(
    text: Text,
    store: From = PLACE,
    limit: Annotated[int, typer.Option(min=1, help="最多几项 At most.")] = 20,
) -> None:
    """按名称、拼音、首字母、代码查图中的事物。 Find things by name, pinyin, first letters or code.

    \b
    例 Example:
      cetu search 储能
      cetu search chuneng
    """
    from cetu.queries.graphs import open_graph

    if not text.strip():
        raise QueryError("写上要查的名称；say what to look for: cetu search 储能")
    graph = open_graph(store)
    hits = graph.search(text, limit=limit)
    if not hits:
        near = graph.labels.near(text)
        like = f"；是不是 did you mean: {'、'.join(near)}" if near else ""
        console.warn(f"没有找到“{text}” nothing is called that{like}")
    for hit in hits:
        matched = "" if hit.matched == hit.label else f"（{hit.matched}）"
        console.say(f"{hit.kind:12} {hit.label}{matched}  {hit.uses} 份规划 plans  {hit.iri}")


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
      cetu query cities region=辽宁
      cetu query targets --format xlsx --output targets.xlsx
      echo 'SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }' | cetu query -
    """
    from cetu.queries.asking import ask
    from cetu.queries.graphs import open_graph

    sparql, name = _asked(asked)
    if format is AnswerFormat.xlsx and output is None:
        raise QueryError("Excel 工作簿要写到文件；a workbook needs a file: add --output NAME.xlsx")
    console.see_output(output)
    answer = ask(open_graph(store), sparql, name, **_parameters(values or []))
    if format is AnswerFormat.table and output is None:
        _print_table(answer)
    else:
        for line in answer.taken:
            console.warn(line)
        console.deliver(_encode(answer, format), output)


def _asked(asked: str) -> tuple[str, str]:
    """What is asked and what to call it in an error: a question's name, the text of a file or of standard input."""
    if asked == "-":
        return _decoded(sys.stdin.buffer.read(), "standard input"), "standard input"
    from cetu.queries.library import question

    path = Path(asked)
    if path.suffix == ".rq" or path.is_file():
        try:
            return _decoded(path.read_bytes(), str(path)), path.name
        except OSError as error:
            raise QueryError(
                f"{path} 读不了；cannot read {path}: {console.reason(error)}; see `cetu questions`"
            ) from error
    if re.fullmatch(r"[\w./\\-]+", asked):
        question(asked)  # says that there is none of this name, where SPARQL would say that a word does not fit
    return asked, asked


def _decoded(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(
            f"{where} 不是 UTF-8 文本；{where} is no UTF-8 at byte {error.start}: save the query as UTF-8"
        ) from error


def _parameters(values: list[str]) -> dict[str, str | int]:
    pairs = [value.partition("=") for value in values]
    if wrong := [key for key, equals, _ in pairs if not equals]:
        raise QueryError(f"{wrong[0]}：参数写成 名称=值；write parameters as key=value, such as technology=储能")
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
        for line in answer.taken:
            console.say(line)
    console.say(console_text(answer, width=console.width()).rstrip("\n"))
    console.say(f"{len(answer.rows)} 行 rows")
    if answer.question and not answer.rows:
        console.say(answer.question.reading)


COMMANDS = (questions, query, search)
