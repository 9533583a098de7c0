"""PDFs: text in order, margins dropped, paragraphs put together, places of characters."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rapidfuzz.distance import LCSseq
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from cetu.corpus.printed.pdf import read_pdf
from cetu.corpus.reading import read_plan
from cetu.extract.extracting import extract
from cetu.graph.background import read_background
from cetu.graph.naming import PlanNames
from cetu.graph.quads import plan_quads
from cetu.ontology.errors import ReadError
from cetu.ontology.terms import Cetu

FONT = "STSong-Light"


def drawn(*pages: list[tuple[float, float, str]], size: float = 12, lock: str | None = None) -> bytes:
    """A PDF with words drawn at places, in points from the lower left corner."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, encrypt=lock)
    for page in pages:
        canvas.setFont(FONT, size)
        for x, y, words in page:
            canvas.drawString(x, y, words)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_a_pdf_has_the_characters_of_its_text_in_order(files: dict[str, Path], lines: list[str]) -> None:
    read = "".join(read_plan(files["plan.pdf"]).text.split())
    wanted = "".join("".join(lines).split())
    assert LCSseq.similarity(wanted, read) >= 0.999 * max(len(wanted), len(read))


def test_running_heads_and_page_numbers_are_left_out_and_paragraphs_are_whole(
    files: dict[str, Path], lines: list[str]
) -> None:
    text = read_plan(files["plan.pdf"]).text
    assert "公报" not in text and "— 2 —" not in text
    wanted = {line.replace(" ", "") for line in lines}
    assert {line.replace(" ", "") for line in text.split("\n")} == wanted


def test_every_character_has_its_place(files: dict[str, Path]) -> None:
    plan = read_plan(files["plan.pdf"])
    pages = plan.source.pages
    assert pages is not None and len(pages.pages) > 10
    assert pages.page_of(plan.text.index("特制定本方案")) == 1
    assert pages.page_of(len(plan.text) - 1) == len(pages.pages)
    printed = [place for at, char in enumerate(plan.text) if char.strip() for place in pages.places(at, at + 1)]
    assert len(printed) == sum(1 for char in plan.text if char.strip())
    assert all(p.box and 0 < p.box[0] < p.box[2] < 595 and 0 < p.box[1] < p.box[3] < 842 for p in printed)


def test_the_graph_says_on_which_page_a_mention_is_printed(files: dict[str, Path]) -> None:
    plan = read_plan(files["plan.pdf"])
    extraction = extract(plan)
    target = extraction.targets[0]
    names = PlanNames(plan)
    quads = [q for q in plan_quads(plan, extraction, read_background().labels) if q.predicate.value == Cetu.page]
    node = names.span("mention", target.start, target.end)
    pages = plan.source.pages
    assert pages is not None
    (page,) = {place.page for place in pages.places(target.start, target.end)}
    said = [str(quad.object) for quad in quads if str(quad.subject) == f"<{node}>"]
    assert said == [f'"{page}"^^<http://www.w3.org/2001/XMLSchema#integer>']
    runs = extraction.source["runs"]
    assert isinstance(runs, list) and [run[:3] for run in runs] == [[r.start, r.end, r.page] for r in pages.runs]


LEFT = [(70.0, 700.0 - 20 * n, f"左栏第{n}行的文字一直写到栏的右边界") for n in range(10)]
RIGHT = [(320.0, 700.0 - 20 * n, f"右栏第{n}行的文字一直写到栏的右边界") for n in range(10)]


@pytest.mark.parametrize(
    "words",
    [[*LEFT, *RIGHT], [one for pair in zip(LEFT, RIGHT, strict=True) for one in pair]],
    ids=["column by column", "line by line across"],
)
def test_columns_are_read_one_after_the_other(words: list[tuple[float, float, str]]) -> None:
    text = read_pdf(drawn(words), "a.pdf").text
    assert text.index("左栏第9行") < text.index("右栏第0行")


def test_rows_of_a_table_stay_rows() -> None:
    rows = [
        [(80, 700, "指标"), (300, 700, "2020年"), (400, 700, "2025年")],
        [(80, 680, "非化石能源消费比重"), (300, 680, "8.6"), (400, 680, "13.7")],
        [(80, 660, "单位地区生产总值能耗"), (300, 660, "0.9"), (400, 660, "0.7")],
    ]
    read = read_pdf(drawn([(float(x), float(y), w) for row in rows for x, y, w in row]), "a.pdf").text
    assert [line.split() for line in read.split("\n")] == [[w for _, _, w in row] for row in rows]


def test_page_numbers_go_and_figures_of_the_text_stay() -> None:
    pages = [[(80.0, 700.0, f"第{n}页的正文，到2025年建成{n}个项目。"), (290.0, 40.0, str(n))] for n in range(1, 6)]
    text = read_pdf(drawn(*pages), "a.pdf").text
    assert text.split("\n") == [f"第{n}页的正文，到2025年建成{n}个项目。" for n in range(1, 6)]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\nnothing", "broken PDF"),
        (drawn([(80.0, 700.0, "储能")])[:400], "broken PDF"),
        (drawn([]), "has no text"),
        (drawn([(80.0, 700.0, "储能")], lock="secret"), "locked by a password"),
    ],
    ids=["no PDF", "truncated", "empty", "locked"],
)
def test_what_cannot_be_read_is_refused_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=said) as caught:
        read_pdf(data, "a.pdf")
    assert "\n" not in str(caught.value) and str(caught.value).startswith("a.pdf")
