"""Web pages: the plan among navigation, its attachments, encodings, what is no page."""

from __future__ import annotations

from pathlib import Path

import pytest

from cetu.corpus.readers.html import read_html
from cetu.corpus.reading import read_plan
from cetu.ontology.errors import ReadError
from tests.corpus.making import as_html

BODY = "<p>为推动储能发展，制定本方案。</p><p>一、总体要求</p><p>到2025年，建成储能电站10座，推广氢能汽车。</p>"


def test_the_plan_is_found_among_navigation(files: dict[str, Path], lines: list[str]) -> None:
    plan = read_plan(files["plan.html"])
    assert plan.text.split("\n") == lines
    assert plan.source.attachments == (("1.重点任务清单.docx", "./P0202301.docx"), ("2.指标表", "/f/2.pdf"))


def test_a_page_that_says_gb2312_is_decoded(lines: list[str]) -> None:
    page = as_html(lines, charset="gb18030").replace(b"gb18030", b"gb2312")
    read = read_html(page, "a.html")
    assert (read.text.split("\n"), read.encoding) == (lines, "gb18030")


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (
            f"<body><h1>某省储能方案</h1><div class=nav><a>首页</a></div><div>{BODY}</div></body>",
            "某省储能方案\n为推动储能发展，制定本方案。\n一、总体要求\n到2025年，建成储能电站10座，推广氢能汽车。",
        ),
        (
            "<body><div>一、目标<br>研发CO<sub>2</sub>捕集，<br/>\n推广&nbsp;应用。</div></body>",
            "一、目标\n研发CO2捕集，\n推广\xa0应用。",
        ),
        (
            "<body><table><tr><td>指标</td><td>2025年</td></tr><tr><td>比重，%</td><td>13.7</td></tr></table></body>",
            "指标\t2025年\n比重，%\t13.7",
        ),
        (
            "<body><p>储能，<!-- 注释 --><script>var a='氢能，';</script><style>p{}</style>推广。</p></body>",
            "储能，推广。",
        ),
    ],
    ids=["title outside", "breaks and subscripts", "table", "scripts"],
)
def test_blocks_are_lines(page: str, text: str) -> None:
    assert read_html(f"<!doctype html><meta charset=utf-8>{page}".encode(), "a.html").text == text


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<html><body><script>load()</script></body></html>", "without text"),
        ("<html><body>" + "<div>" * 5000 + "储能，推广。", "nests more than"),
        ("<html>" + " " * 20_000_001, "网页超过 20 MB"),
    ],
    ids=["empty", "deep", "large"],
)
def test_what_is_no_page_is_refused(page: str, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        read_html(page.encode(), "a.html")
