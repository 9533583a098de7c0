"""Reports opened again with the libraries that people's programs stand for: Word, Excel, HTML, Markdown."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from cetu.corpus.reading import read_plan
from cetu.extract.extracting import extract
from cetu.queries.alignment.aligning import align
from cetu.queries.alignment.rows import Alignment, relations
from cetu.queries.checking.checking import check
from cetu.visual.reports.brief import AGREED, brief_report
from cetu.visual.reports.comparison import comparison_report
from cetu.visual.reports.findings import findings_report
from cetu.visual.reports.marking import marked
from cetu.visual.reports.report import Cell, Column, Line, Report, Run, Source, Table, cell
from cetu.visual.reports.tasksheet import task_sheet
from cetu.visual.reports.writing import SUFFIXES, report_bytes

PARENT = (
    "国务院关于加快氢能产业发展的意见（2021—2030年）\n\n一、总体目标\n\n到2025年，单位国内生产总值能源消耗比2020年下降13.5%，"
    "建成加氢站1000座。\n\n二、重点任务\n\n（一）强化氢能技术攻关。攻克质子交换膜燃料电池、管道输氢技术。\n"
)
CHILD = (
    "辽宁省氢能产业发展实施方案（2022—2030年）\n\n一、总体目标\n\n到2025年，单位地区生产总值能耗比2020年下降14.5%。\n\n"
    "二、主要任务\n\n（一）开展氢能技术研究。研究质子交换膜燃料电池、碱性电解水制氢技术。\n"
)
HOSTILE = "=cmd|'/c calc'!A1 <script>alert(1)</script> | *x* \x0b \ufffe & \"'"


@pytest.fixture(scope="module")
def alignment(tmp_path_factory: pytest.TempPathFactory) -> Alignment:
    folder = tmp_path_factory.mktemp("plans")
    sides = []
    for name, text in (("parent", PARENT), ("child", CHILD)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        plan = read_plan(folder / f"{name}.txt")
        sides.append((plan, extract(plan)))
    return align(sides[0], sides[1])


def hostile() -> Report:
    source = Source(HOSTILE, 3, HOSTILE, HOSTILE)
    line = Line((Cell((Run(HOSTILE, "gone"), Run("\n" + HOSTILE, "new")), source), cell(HOSTILE, "strong")), "bad")
    table = Table("表", HOSTILE, (Column("甲", 10), Column("乙", 10)), (line,) * 500, HOSTILE)
    return Report(HOSTILE, ((HOSTILE, HOSTILE),), (HOSTILE,), (table,), HOSTILE)


class Page(HTMLParser):
    """What a browser would find in the page: its tags, its rows, what is struck through, where links lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        said = dict(attrs)
        self.links += [said["href"] or ""] if "href" in said else []
        self.ids |= {said["id"] or ""} if "id" in said else set()


def test_word_has_both_columns_marked_differences_and_east_asian_fonts(alignment: Alignment) -> None:
    document = Document(io.BytesIO(report_bytes(comparison_report([alignment]), ".docx")))
    page = document.sections[0]
    assert page.page_width and page.page_height
    assert page.page_width > page.page_height
    assert document.styles["Normal"].element.rPr.rFonts.get(qn("w:eastAsia")) == "FangSong"
    targets = document.tables[0]
    head = targets.rows[0]
    assert head._tr.trPr is not None
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [one.text for one in head.cells][1:4] == ["左侧（上级）规划", "右侧（下级）规划", "关系"]
    row = next(row for row in targets.rows if row.cells[3].text == "更严")
    runs = [run for one in row.cells[1:3] for paragraph in one.paragraphs for run in paragraph.runs]
    assert "13.5%" in [run.text for run in runs if run.font.strike]
    assert "14.5%" in [run.text for run in runs if run.font.underline and run.font.bold]
    assert {run._r.rPr.rFonts.get(qn("w:eastAsia")) for run in runs if run._r.rPr is not None} == {"FangSong"}


def test_a_brief_counts_what_agrees_and_names_what_differs_with_its_lines(alignment: Alignment) -> None:
    document = Document(io.BytesIO(report_bytes(brief_report([alignment]), ".docx")))
    said = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    above, below = "单位国内生产总值能源消耗：2025年比2020年下降13.5%", "单位地区生产总值能耗：2025年比2020年下降14.5%"
    assert ["更严", "1", f"{above}（第5行） — {below}（第5行）"] in said
    missing = [content for relation, _, content in said if relation == "未见"]
    assert any(re.search(r"管道输氢\w*（第9行）", content) for content in missing)
    shown = {row.relation for row in alignment.rows} - AGREED
    assert {relation for relation, _, _ in said} == {relations()[one].zh for one in shown} | {"关系"}
    counts = [int(count) for _, count, _ in said if count != "条数"]
    assert sum(counts) == sum(row.relation in shown for row in alignment.rows)
    assert any("摘要：" in one.text for one in document.paragraphs)


def test_a_brief_is_a_part_of_the_whole(alignment: Alignment) -> None:
    brief, whole = brief_report([alignment]), comparison_report([alignment])
    assert brief.facts == whole.facts
    assert len(report_bytes(brief, ".md")) < len(report_bytes(whole, ".md"))
    for suffix in SUFFIXES:
        assert report_bytes(brief, suffix)


def test_a_row_of_a_word_table_is_kept_on_one_page_unless_it_is_long() -> None:
    lines = tuple(Line((cell(text),)) for text in ("短", "长" * 600))
    report = Report("题", (), (), (Table("表", "表", (Column("甲", 10),), lines),), "")
    (table,) = Document(io.BytesIO(report_bytes(report, ".docx"))).tables
    kept = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows]
    assert kept == [True, True, False]


def test_a_reason_calls_the_plan_beside_it_by_its_side(alignment: Alignment) -> None:
    said = report_bytes(comparison_report([alignment]), ".md").decode()
    assert "右侧没有“" in said and "左侧没有提到" in said
    assert f"《{alignment.right.title}》没有" not in said


def test_excel_has_filters_frozen_heads_and_links_to_sentences(alignment: Alignment) -> None:
    book = load_workbook(io.BytesIO(report_bytes(comparison_report([alignment]), ".xlsx")))
    assert book.sheetnames[0] == "概览"
    assert book.sheetnames[-1] == "原文"
    sheet = book["指标对照"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet.print_title_rows == "$1:$1"
    links = [one for row in sheet.iter_rows() for one in row if one.hyperlink]
    assert links
    for one in links:
        name, _, place = one.hyperlink.location.partition("!")
        assert name.strip("'") == "原文"
        source = book["原文"][place]
        assert str(source.offset(0, 1).value) == str(one.value)


def test_a_task_sheet_has_targets_tasks_technologies_findings_and_cells_to_fill_in() -> None:
    plan = read_plan(Path(str(resources.files("cetu.corpus").joinpath("liaoning-2023.txt"))))
    book = load_workbook(io.BytesIO(report_bytes(task_sheet(plan, extract(plan)), ".xlsx")))
    assert book.sheetnames == ["概览", "指标", "任务分解表", "技术", "自查", "原文"]
    told = next(row for row in book["概览"].iter_rows() if "浅黄色" in str(row[1].value))
    assert book["概览"].row_dimensions[told[0].row].height > 2 * 13  # the remark is of three lines
    heads = [one.value for one in book["任务分解表"][1]]
    assert {"责任单位", "完成时限", "依据", "进展"} <= set(heads)
    assert book["任务分解表"].data_validations.dataValidation[0].formula1 == '"未启动,进行中,已完成,滞后,已调整"'
    ids = [one.value for one in book["任务分解表"]["A"][1:]]
    assert len(ids) == len(set(ids)) > 10


def test_every_format_of_a_check_says_every_finding() -> None:
    plan = read_plan(Path(str(resources.files("cetu.corpus").joinpath("liaoning-2023.txt"))))
    review = check(plan, extract(plan))
    report = findings_report([review])
    pages = [report_bytes(report, suffix).decode() for suffix in (".html", ".md")]
    document = Document(io.BytesIO(report_bytes(report, ".docx")))
    assert len(document.tables[0].rows) == len(review.findings) + 1
    assert all(one.id in page for one in review.findings for page in pages)


def test_the_page_needs_no_network_and_its_links_lead_somewhere(alignment: Alignment) -> None:
    page = Page(report_bytes(comparison_report([alignment]), ".html").decode())
    assert page.links
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.links)
    assert {"del", "ins"} <= set(page.tags)
    assert not {"link", "img", "iframe"} & set(page.tags)


def test_what_a_plan_says_is_never_a_formula_markup_or_a_broken_file() -> None:
    written = {suffix: report_bytes(hostile(), suffix) for suffix in SUFFIXES}
    assert Page(written[".html"].decode()).tags.count("script") == 1
    assert "<script>alert" not in written[".md"].decode().replace("\\<", "")
    book = load_workbook(io.BytesIO(written[".xlsx"]))
    kinds = {one.data_type for sheet in book for row in sheet.iter_rows() for one in row}
    assert "f" not in kinds
    assert len(Document(io.BytesIO(written[".docx"])).tables[0].rows) == 501


def test_the_same_report_is_written_in_the_same_bytes(alignment: Alignment) -> None:
    report = comparison_report([alignment])
    for suffix in (".xlsx", ".html", ".md"):
        assert report_bytes(report, suffix) == report_bytes(report, suffix)


def test_a_plan_against_itself_makes_a_report_that_says_so(alignment: Alignment, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(PARENT, encoding="utf-8")
    plan = read_plan(tmp_path / "one.txt")
    same = align((plan, extract(plan)), (plan, extract(plan)))
    page = report_bytes(comparison_report([same]), ".md").decode()
    assert "完全相同" in page
    assert "|" not in page


def test_a_figure_is_marked_whole() -> None:
    left, right = marked("下降13.5%以上", "下降14.5%以上")
    assert [run.text for run in left if run.mark == "gone"] == ["13.5%"]
    assert [run.text for run in right if run.mark == "new"] == ["14.5%"]
    assert "".join(run.text for run in left) == "下降13.5%以上"


def test_a_bare_figure_is_shown_with_its_year_and_direction(tmp_path: Path) -> None:
    sides = []
    for name, goal in (
        ("parent", "单位二氧化碳捕集能耗比2020年下降20%，到2030年下降30%"),
        ("child", "森林覆盖率达到42%"),
    ):
        path = tmp_path / f"{name}.txt"
        path.write_text(
            f"科技方案\n\n一、主要目标\n\n到2025年，{goal}。\n\n二、任务\n\n（一）研发捕集技术。\n", encoding="utf-8"
        )
        sides.append(read_plan(path))
    (table,) = [one for one in comparison_report([align(*sides)]).tables if one.name == "指标对照"]
    shown = [[*line.cells[1].text.split("\n"), ""] for line in table.lines]
    (later,) = [lines for lines in shown if lines[1].startswith("2030年")]
    assert later[0] == "单位二氧化碳捕集能耗" and "下降30%" in later[1]


def test_names_that_one_plan_lacks_stand_together_in_print_and_apart_in_excel(tmp_path: Path) -> None:
    sides = []
    for name, words in (
        ("parent", "研发液流电池、飞轮储能、压缩空气储能、重力储能技术。"),
        ("child", "研发液流电池等技术。"),
    ):
        path = tmp_path / f"{name}.txt"
        path.write_text(f"储能产业发展方案\n\n一、重点任务\n\n（一）攻关储能技术。{words}\n", encoding="utf-8")
        sides.append(read_plan(path))
    found = align(sides[0], sides[1])
    (table,) = [one for one in comparison_report([found]).tables if one.name == "技术对照"]
    assert table.title == "技术对照（5条，合并为3行）"
    (line,) = [one for one in table.lines if one.cells[3].text == "无法判断"]
    assert line.cells[1].text.startswith("飞轮储能技术、压缩空气储能技术、重力储能技术\n第5行")
    assert line.cells[4].text.startswith("3项：")
    apart = {one.name: len(one.lines) for one in comparison_report([found], together=False).tables}
    assert apart["技术对照"] == 2
    assert apart["技术无法判断"] == 3


def test_one_plan_against_many_says_once_what_they_lack_and_how_each_stands(tmp_path: Path) -> None:
    papers = []
    for name, text in (("parent", PARENT), ("a", CHILD), ("b", CHILD.replace("14.5", "12.5").replace("辽宁", "吉林"))):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        papers.append(read_plan(tmp_path / f"{name}.txt"))
    report = comparison_report([align(papers[0], one) for one in papers[1:]])
    tables = {one.name: one for one in report.tables}
    heads = [column.title for column in tables["各规划"].columns]
    assert len(set(heads)) == len(heads) and {"任务 未见", "技术 未见"} <= set(heads)
    assert [line.cells[1].text for line in tables["各规划"].lines] == ["1", "1"]
    (energy,) = [line for line in tables["指标汇总"].lines if line.cells[0].text.startswith("单位国内生产总值能源消耗")]
    assert "辽宁省氢能产业发展实施方案" in energy.cells[1].text and "14.5%" in energy.cells[1].text
    assert "吉林省氢能产业发展实施方案" in energy.cells[3].text
    (lacked,) = [line for line in tables["技术对照"].lines if line.cells[1].text.startswith("管道输氢")]
    assert lacked.cells[3].text == "未见" and lacked.cells[4].text.startswith("2份规划：《辽宁省")
    every = comparison_report([align(papers[0], one) for one in papers[1:]], together=False)
    (technologies,) = [one for one in every.tables if one.name == "技术对照"]
    assert sum(line.cells[1].text.startswith("管道输氢") for line in technologies.lines) == 2
    names = [line.cells[1].text.split("\n")[0] for line in tables["技术对照"].lines]
    assert names[1:5] == ["氢能技术", "氢能技术", "质子交换膜燃料电池技术", "质子交换膜燃料电池技术"]  # together
    assert report.remarks == ()
    assert load_workbook(io.BytesIO(report_bytes(report, ".xlsx")))["各规划"].max_row == 3


def test_a_sheet_of_more_links_than_excel_takes_has_the_lines_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cetu.visual.reports.excel.LINKS", 1)
    lines = tuple(Line((cell("甲", source=Source("规划", at, "", "甲。")),)) for at in (3, 4))
    report = Report("表", (), (), (Table("表", "表", (Column("甲", 5),), lines),), "cetu")
    sheet = load_workbook(io.BytesIO(report_bytes(report, ".xlsx")))["表"]
    assert [sheet.cell(row, 2).value for row in (2, 3)] == [3, 4] and sheet.cell(2, 2).hyperlink is None
