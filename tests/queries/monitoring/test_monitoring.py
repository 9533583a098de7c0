"""The task sheet filled in and read back; verdicts worked out by hand; observations in a real store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from cetu.corpus.plan import Plan
from cetu.corpus.reading import read_plan
from cetu.extract.extracting import extract
from cetu.graph.building import build
from cetu.graph.store import open_graph
from cetu.ontology.errors import AlignError, StoreError
from cetu.ontology.iri import PREFIXES
from cetu.queries.alignment.paper import Paper, read_paper
from cetu.queries.monitoring.goals import Goal, goals
from cetu.queries.monitoring.monitoring import monitor, to_json
from cetu.queries.monitoring.progress import Reading, Start, assess
from cetu.queries.monitoring.recording import GRAPH, write_observations
from cetu.visual.reports.excel import to_xlsx
from cetu.visual.reports.tasksheet import task_sheet

TEXT = (
    "辽宁省氢能产业发展实施方案（2022—2030年）\n\n一、主要目标\n\n到2025年，单位地区生产总值能源消耗比2020年下降14.5%，"
    "非化石能源消费比重达到13.7%左右，建成加氢站1000座。到2030年，单位地区生产总值二氧化碳排放下降完成国家下达指标。\n\n"
    "二、重点任务\n\n（一）建设加氢站。在2024年底前布局加氢站。（省住房城乡建设厅负责）\n\n（二）培育企业。培育龙头企业。\n"
)
Fill = Callable[[Worksheet, Worksheet], None]
FINDING = "非化石能源消费比重"


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return read_plan(path)


@pytest.fixture
def paper(plan: Plan) -> Paper:
    return read_paper(plan, extract(plan))


@pytest.fixture
def filled(plan: Plan, tmp_path: Path) -> Callable[[Fill], Path]:
    """A task sheet that a person filled in."""

    def write(fill: Fill) -> Path:
        path = tmp_path / "任务分解表.xlsx"
        path.write_bytes(to_xlsx(task_sheet(plan, extract(plan))))
        book = load_workbook(path)
        fill(book["指标"], book["任务分解表"])
        book.save(path)
        return path

    return write


def put(sheet: Worksheet, row: int, **values: object) -> None:
    heads = {str(cell.value): cell.column for cell in sheet[1]}
    for head, value in values.items():
        sheet.cell(row, heads[head]).value = value


def row_of(sheet: Worksheet, words: str) -> int:
    rows = enumerate(sheet.iter_rows(min_row=2), 2)
    return next(number for number, row in rows if any(words in str(cell.value) for cell in row))


def energy(paper: Paper) -> Goal:
    return next(one for one in goals(paper) if "能源消耗" in one.name)


def reading(goal: Goal, year: int, value: float) -> Reading:
    return Reading(goal.id, year, value, str(value), "", "")


def test_a_change_is_on_the_straight_path_from_its_baseline(paper: Paper) -> None:
    goal = energy(paper)
    ahead, behind = (assess(goal, None, [reading(goal, 2022, value)]) for value in (6.4, 5.7))
    assert (ahead.status, behind.status) == ("on-track", "behind")
    assert ahead.expected == pytest.approx(14.5 * 2 / 5)
    assert ahead.pace == pytest.approx((14.5 - 6.4) / 3)
    yearly = 100 * (1 - ((1 - 0.145) / (1 - 0.064)) ** (1 / 3))
    assert f"年均下降{yearly:.2f}%" in ahead.reason


def test_a_goal_that_is_reached_or_missed_is_said_so(paper: Paper) -> None:
    goal = energy(paper)
    assert assess(goal, None, [reading(goal, 2024, 15.0)]).status == "achieved"
    assert assess(goal, None, [reading(goal, 2025, 14.0)]).status == "missed"


def test_without_a_start_only_the_pace_is_said(paper: Paper) -> None:
    goal = next(one for one in goals(paper) if one.name == FINDING)
    alone = assess(goal, None, [reading(goal, 2023, 11.2)])
    assert alone.status == "unknown"
    assert alone.pace == pytest.approx((13.7 - 11.2) / 2)
    assert assess(goal, Start(2020, 8.6), [reading(goal, 2023, 11.2)]).status == "behind"
    two = assess(goal, None, [reading(goal, 2021, 9.0), reading(goal, 2023, 11.9)])
    assert two.status == "on-track"


def test_a_target_without_a_figure_is_unknown_and_one_without_a_reading_unreported(paper: Paper) -> None:
    numberless = next(one for one in goals(paper) if one.value is None)
    told = assess(numberless, None, [reading(numberless, 2024, 10)])
    assert (told.status, told.reason) == ("unknown", "规划没有写数")
    for goal in (numberless, energy(paper)):
        silent = assess(goal, None, [])
        assert (silent.status, silent.reason) == ("unreported", "还没有观测值")


def test_a_filled_sheet_is_read_back_and_stored(
    plan: Plan, paper: Paper, filled: Callable[[Fill], Path], tmp_path: Path
) -> None:
    def fill(targets: Worksheet, tasks: Worksheet) -> None:
        put(targets, row_of(targets, "能源消耗"), 观测年份="2022年", 观测值="6.4%", 数据来源="统计公报", 备注="初步数")
        put(tasks, row_of(tasks, "建设加氢站"), 进展="进行中", 完成情况="已建成20座")

    sheet, verdicts = monitor(paper, filled(fill))
    assert [(one.year, one.value, one.source) for one in sheet.readings] == [(2022, 6.4, "统计公报")]
    assert [(one.state, one.done) for one in sheet.progress] == [("进行中", "已建成20座")]
    assert [one.status for one in verdicts if one.latest] == ["on-track"]
    assert '"status_zh": "进度正常"' in to_json(paper, sheet, verdicts)

    store = tmp_path / "store"
    with pytest.raises(StoreError, match="cetu build"):
        write_observations(paper, sheet, "表.xlsx", store)
    assert build([tmp_path / "plan.txt"], store).failures == ()
    count = write_observations(paper, sheet, "表.xlsx", store)
    assert write_observations(paper, sheet, "表.xlsx", store) == count
    query = "SELECT ?value ?state WHERE { GRAPH ?g { ?o cetu:observedFor ?t ; cetu:quantity/cetu:value ?value } "
    query += "?t a cetu:Target . GRAPH ?g { ?p cetu:progressOf ?task ; cetu:progressState ?state } ?task a cetu:Task }"
    prefixes = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items())
    asked = prefixes + query.replace("?g", f"<{GRAPH}>")
    found = open_graph(store).store.query(asked, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    assert [(row[0].value, row[1].value) for row in found] == [("6.4", "进行中")]


@pytest.mark.parametrize(
    ("written", "form", "value", "printed"),
    [
        (0.135, "0.0%", 13.5, "13.5"),  # what Excel holds where a person types 13.5%
        ("13.5%", "General", 13.5, "13.5"),
        ("13.5 ％", "General", 13.5, "13.5"),
        (13.5, "0.00", 13.5, "13.5"),
    ],
)
def test_a_value_is_read_as_the_cell_shows_it(
    paper: Paper, filled: Callable[[Fill], Path], written: object, form: str, value: float, printed: str
) -> None:
    def fill(targets: Worksheet, _: Worksheet) -> None:
        row = row_of(targets, FINDING)
        put(targets, row, 观测年份=2023, 观测值=written)
        next(cell for cell in targets[row] if cell.value == written).number_format = form

    (reading,) = monitor(paper, filled(fill))[0].readings
    assert (reading.value, reading.printed) == (value, printed)


WRONG = [
    ({"观测值": "6.4万吨", "观测年份": 2022}, "观测值的单位是“万吨”，目标的单位是“%”"),
    ({"起点值": "6.4万吨", "起点年份": 2020}, "起点值的单位是“万吨”"),
    ({"观测值": 6.4}, "没有观测年份"),
    ({"观测值": "很多", "观测年份": 2022}, "应是一个数"),
    ({"观测值": 6.4, "观测年份": "去年"}, "年份应写成"),
    ({"起点值": 1, "起点年份": None}, "没有起点年份"),
    ({"编号": "T0000000"}, "不属于这份规划"),
]


@pytest.mark.parametrize(("values", "why"), WRONG)
def test_a_row_that_is_wrong_is_named(
    paper: Paper, filled: Callable[[Fill], Path], values: dict[str, object], why: str
) -> None:
    path = filled(lambda targets, _: put(targets, row_of(targets, "能源消耗"), **values))
    with pytest.raises(AlignError, match=f"指标第\\d+行.*{why}"):
        monitor(paper, path)


def test_two_values_for_one_year_and_a_state_that_is_none_are_refused(
    paper: Paper, filled: Callable[[Fill], Path]
) -> None:
    def twice(targets: Worksheet, _: Worksheet) -> None:
        row = row_of(targets, "能源消耗")
        put(targets, row, 观测年份=2022, 观测值=6)
        targets.append([cell.value for cell in targets[row]])

    with pytest.raises(AlignError, match="两个观测值"):
        monitor(paper, filled(twice))
    with pytest.raises(AlignError, match="进展应是"):
        monitor(paper, filled(lambda _, tasks: put(tasks, 2, 进展="差不多")))


def test_a_file_that_is_no_sheet_says_so(paper: Paper, tmp_path: Path) -> None:
    (tmp_path / "no.xlsx").write_text("x")
    with pytest.raises(AlignError, match="不是能读的 Excel"):
        monitor(paper, tmp_path / "no.xlsx")


@pytest.mark.parametrize("name", ["任务分解表.ods", "任务分解表.xls", "任务分解表.csv", "任务分解表.et"])
def test_another_spreadsheet_is_to_be_saved_as_a_workbook_first(paper: Paper, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("编号,观测值\n")
    with pytest.raises(AlignError, match=r"另存为 任务分解表\.xlsx"):
        monitor(paper, tmp_path / name)
