"""What cetu wrote lies beside the plans and is read as none: reports, reading pages, drawings."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from cetu.corpus.readers.own import is_own_file
from cetu.corpus.reading import read_plan
from cetu.extract.extracting import extract
from cetu.graph.assembling import plan_graph
from cetu.ontology.errors import ReadError
from cetu.plan_files import find_plans
from cetu.visual.drawing import draw, write_page
from cetu.visual.marking import marked_text
from cetu.visual.reports.tasksheet import task_sheet
from cetu.visual.reports.writing import report_bytes
from tests.stores.conftest import with_background

TEXT = (
    "海东省氢能产业发展实施方案（2024—2030年）\n\n一、重点任务\n\n"
    "在大连建设海上风电制氢示范工程。到2025年，建成加氢站30座以上。\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan, and beside it what cetu makes of it."""
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    plan = read_plan(path)
    found = extract(plan)
    for suffix in (".xlsx", ".docx", ".html", ".md"):
        (tmp_path / f"report{suffix}").write_bytes(report_bytes(task_sheet(plan, found), suffix))
    (tmp_path / "reading.html").write_text(marked_text(plan, found), encoding="utf-8")
    write_page(draw(with_background(list(plan_graph(plan, found).quads))), tmp_path / "drawn.html")
    return tmp_path


def test_a_folder_of_reports_and_a_plan_holds_a_plan(folder: Path) -> None:
    assert [one.name for one in find_plans([folder])] == ["plan.txt"]


@pytest.mark.parametrize("name", ["report.xlsx", "report.docx", "report.html", "reading.html", "drawn.html"])
def test_a_report_that_is_named_is_refused_with_what_to_do(folder: Path, name: str) -> None:
    with pytest.raises(ReadError, match="是 cetu 写出的报告或页面，不是规划，请给出它所讲的规划"):
        read_plan(folder / name)


def test_a_report_that_was_edited_is_still_one(folder: Path) -> None:
    book = load_workbook(folder / "report.xlsx")
    book.worksheets[0]["B2"] = "已核对"
    book.save(folder / "report.xlsx")
    document = Document(str(folder / "report.docx"))
    document.add_paragraph("已核对")
    document.save(str(folder / "report.docx"))
    assert is_own_file(folder / "report.xlsx") and is_own_file(folder / "report.docx")


def test_a_plan_in_a_document_of_another_program_is_a_plan(folder: Path) -> None:
    document = Document()
    for line in TEXT.split("\n\n"):
        document.add_paragraph(line)
    document.save(str(folder / "plan.docx"))
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 cut")
    assert read_plan(folder / "plan.docx").text.startswith("海东省")
    assert not is_own_file(folder / "plan.docx") and not is_own_file(folder / "broken.docx")
