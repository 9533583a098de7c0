"""The shortest phrase that says what a figure measures or counts."""

from __future__ import annotations

import pytest

from cetu.extract.indicators import carry_heads, counted_noun, indicator_of, made_of

MEASURED = [
    ("到2025年全省森林覆盖率", "森林覆盖率"),
    ("力争海洋生产总值年均", "海洋生产总值"),
    ("推动城市绿色出行比例", "城市绿色出行比例"),
    ("确保“十四五”期间单位面积能耗", "单位面积能耗"),
    ("并网规模", "并网规模"),
    ("集成电路产量", "集成电路产量"),
    ("“专精特新”企业数量", "“专精特新”企业数量"),
]
COUNTED = [
    ("具有引领作用的示范园区", "示范园区"),
    ("海洋牧场和", "海洋牧场"),
    ("储能电站建设", "储能电站"),
    ("创新平台，", "创新平台"),
]
MADE = [
    ("建成充电桩", "建成", "充电桩"),
    ("到2025年新增造林面积", "新增", "造林面积"),
    ("新建和改造农村公路", "新建", "农村公路"),
    ("城镇新增就业", "新增", "城镇新增就业"),
    ("秸秆利用率", "", "秸秆利用率"),
]


@pytest.mark.parametrize(("phrase", "indicator"), MEASURED)
def test_an_indicator_is_without_who_when_and_how(phrase: str, indicator: str) -> None:
    assert indicator_of(phrase) == indicator


@pytest.mark.parametrize(("behind", "noun"), COUNTED)
def test_what_is_counted_is_without_what_adorns_it(behind: str, noun: str) -> None:
    assert counted_noun(behind) == noun


@pytest.mark.parametrize(("before", "verb", "noun"), MADE)
def test_the_verb_that_makes_it_is_told_from_the_thing(before: str, verb: str, noun: str) -> None:
    assert made_of(before) == (verb, noun)


def test_a_list_shares_its_head_and_its_modifier() -> None:
    assert carry_heads("废纸、废钢回收量", 2) == ["废纸回收量", "废钢回收量"]
    assert carry_heads("化学需氧量、氨氮减排量", 2) == ["化学需氧量减排量", "氨氮减排量"]
    assert carry_heads("新能源公交车、出租车占比", 2) == ["新能源公交车占比", "新能源出租车占比"]
    assert carry_heads("主要指标", 3) == []
