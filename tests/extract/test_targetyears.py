"""By which year a target is meant, and with which year it compares."""

from __future__ import annotations

from pathlib import Path

import pytest

from cetu.corpus.reading import read_plan
from cetu.extract.extracting import extract
from cetu.extract.targetyears import baseline_of, read_years

# (sentence, years by which, the year spoken of at its end)
YEARS: list[tuple[str, tuple[int, ...], int | None]] = [
    ("到2025年，占比达到20%", (2025,), 2025),
    ("到2025年比2020年下降10%", (2025,), 2025),
    ("以2019年为基期，2026年提高5%", (2026,), 2026),
    ("“十五五”末，占比达到20%", (2030,), 2030),
    ("“十四五”规划印发后", (), None),
    ("到2025年达到5%，到2030年达到9%", (2025, 2030), 2030),
    ("达到2022年的2倍", (), None),
    ("到2025年转型取得成效，为2030年碳达峰奠定坚实基础", (2025,), 2025),
    ("2025年起施行", (), None),
]
COMPARED = [
    ("单位能耗较2020年", 2020, "单位能耗"),
    ("排放总量比“十三五”末", 2020, "排放总量"),
    ("用水量在2019年基础上", 2019, "用水量"),
    ("森林覆盖率", None, "森林覆盖率"),
]


@pytest.mark.parametrize(("sentence", "values", "last"), YEARS)
def test_years_by_which_are_no_baselines(sentence: str, values: tuple[int, ...], last: int | None) -> None:
    years = read_years(sentence, 0, len(sentence), None)
    assert (years.values, years.last) == (values, last)


def test_a_sentence_without_a_year_goes_on_with_the_one_before() -> None:
    years = read_years("占比达到20%", 0, 7, 2030)
    assert (years.at(0), years.last) == (2030, 2030)


@pytest.mark.parametrize(
    ("sentence", "several"),
    [("到2025年、2030年分别达到", (2025, 2030)), ("2023年至2025年分别为", (2023, 2024, 2025)), ("到2025年达到", ())],
)
def test_a_list_of_years_gives_each_figure_its_own(sentence: str, several: tuple[int, ...]) -> None:
    assert read_years(sentence, 0, len(sentence), None).several == several


@pytest.mark.parametrize(("subject", "base", "rest"), COMPARED)
def test_the_baseline_is_taken_out_of_the_subject(subject: str, base: int | None, rest: str) -> None:
    assert baseline_of(subject) == (base, rest)


REPORT = """2026年某省政府工作报告

二、2026年工作安排
经济社会发展主要预期目标是：地区生产总值增长5%左右，城镇调查失业率5.5%左右。
《纲要（草案）》明确了主要指标：全社会研发经费投入年均增长8%以上。
到2027年，建成绿色工厂100家。
"""


def test_a_work_report_is_for_the_year_of_its_title(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    found = {one.indicator: one.year for one in extract(read_plan(path)).targets}
    assert found["地区生产总值"] == found["城镇调查失业率"] == 2026
    assert found["全社会研发经费投入"] is None and found["绿色工厂"] == 2027


def test_this_year_is_the_year_in_which_a_plan_speaks(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(
        "某市2024年节能工作方案\n一、目标\n今年单位地区生产总值能耗下降3%。\n森林覆盖率达到40%。\n", "utf-8"
    )
    found = {one.indicator: one.year for one in extract(read_plan(path)).targets}
    assert found == {"单位地区生产总值能耗": 2024, "森林覆盖率": None}


def test_a_whole_year_is_none_in_particular(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("某市节能规划（2021—2025年）\n一、目标\n全年空气质量优良天数比例达到85%。\n", encoding="utf-8")
    assert [one.year for one in extract(read_plan(path)).targets] == [None]
