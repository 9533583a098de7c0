"""A report as one HTML page that needs no network: tables that can be filtered, links to the sentences behind."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib import resources

from cetu.corpus.readers.own import GENERATOR
from cetu.visual.reports.report import Cell, Line, Report, Run, Source, Table

TAGS = {"strong": "b", "gone": "del", "new": "ins", "quiet": "small"}


def to_html(report: Report) -> str:
    """The page."""
    folder = resources.files("cetu.visual").joinpath("assets")
    style, script = (folder.joinpath(name).read_text(encoding="utf-8") for name in ("report.css", "report.js"))
    numbers = {source: number for number, source in enumerate(report.sources, 1)}
    body = "\n".join(_body(report, numbers))
    return (
        f'<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n{GENERATOR}\n'
        f"<title>{escape(report.title)}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{style}</style>\n</head>\n<body>\n{body}\n<script>\n{script}</script>\n</body>\n</html>\n"
    )


def _body(report: Report, numbers: dict[Source, int]) -> Iterator[str]:
    yield f"<h1>{escape(report.title)}</h1>\n<dl>"
    yield from (f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in report.facts)
    yield "</dl>"
    yield from (f'<p class="remark">{escape(remark)}</p>' for remark in report.remarks)
    if report.tables:
        yield '<p class="filter"><label>筛选 <input type="search" id="filter" placeholder="任意文字"></label></p>'
        links = (f'<a href="#t{number}">{escape(table.name)}</a>' for number, table in enumerate(report.tables))
        yield f"<nav>{' · '.join(links)}</nav>"
    for number, table in enumerate(report.tables):
        yield from _table(table, number, numbers)
    if numbers:
        yield "<h2>原文</h2>\n<ol class=sources>"
        yield from (_source(source, number) for source, number in numbers.items())
        yield "</ol>"
    yield f"<footer>{escape(report.software)}</footer>"


def _table(table: Table, number: int, numbers: dict[Source, int]) -> Iterator[str]:
    yield f'<h2 id="t{number}">{escape(table.title)}</h2>'
    if table.note:
        yield f"<p>{escape(table.note)}</p>"
    whole = sum(column.width for column in table.columns)
    columns = "".join(f'<col style="width:{100 * column.width / whole:.1f}%">' for column in table.columns)
    heads = "".join(f"<th>{escape(column.title)}</th>" for column in table.columns)
    yield f"<table><colgroup>{columns}</colgroup><thead><tr>{heads}</tr></thead><tbody>"
    yield from (_line(line, numbers) for line in table.lines)
    yield "</tbody></table>"


def _line(line: Line, numbers: dict[Source, int]) -> str:
    cells = "".join(f"<td>{_cell(one, numbers)}</td>" for one in line.cells)
    return f'<tr class="{line.tone}">{cells}</tr>' if line.tone else f"<tr>{cells}</tr>"


def _cell(one: Cell, numbers: dict[Source, int]) -> str:
    words = "".join(_run(run) for run in one.runs).replace("\n", "<br>")
    link = f' <a class="source" href="#s{numbers[one.source]}" title="原文">¶</a>' if one.source else ""
    return words + link


def _run(run: Run) -> str:
    tag = TAGS.get(run.mark)
    return f"<{tag}>{escape(run.text)}</{tag}>" if tag else escape(run.text)


def _source(source: Source, number: int) -> str:
    where = f"《{source.plan}》第{source.line}行 {source.headings}"
    return f'<li id="s{number}"><small>{escape(where)}</small><br>{escape(source.sentence)}</li>'
