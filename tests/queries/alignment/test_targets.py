"""Targets side by side: which indicator, which year, and what the arithmetic says."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from cetu.queries.alignment.decisions import Decisions
from cetu.queries.alignment.paper import Paper
from cetu.queries.alignment.rows import Alignment
from cetu.queries.alignment.targets import align_targets

CASES = [
    # left, right, the relation of the right to the left, words of the reason
    (
        "到2025年，单位GDP能源消耗比2020年下降13.5%",
        "到2025年，单位地区生产总值能耗比2020年下降14.5%",
        "stricter",
        "1个百分点",
    ),
    ("到2025年，单位GDP能耗比2020年下降13.5%", "到2025年，能耗强度降低率达到13.5%", "equal", "相同"),
    ("到2025年，非化石能源消费比重不低于13%", "到2025年，非化石能源消费比重达到13.7%左右", "stricter", "更严"),
    ("到2025年，非化石能源消费比重达到20%左右", "到2025年，非化石能源占能源消费比重达到18.3%", "looser", "更松"),
    ("到2025年，非化石能源消费比重达到20%左右", "到2025年，非化石能源消费比重达到19.6%", "compatible", "左右"),
    ("到2025年，森林覆盖率达到42%", "到2025年，森林覆盖率完成国家下达指标", "rests-on", "未写数"),
    ("到2025年，煤炭消费总量比2020年下降10%", "到2025年，煤炭消费总量比2020年增长5%", "conflicting", "方向相反"),
    ("到2030年，森林覆盖率达到42%以上", "到2025年，森林覆盖率达到43%以上", "stricter", "提前"),
    ("到2030年，绿色出行比例不低于70%", "到2025年，中心城绿色交通出行比例达到75%", "stricter", "提前"),
    ("到2030年，绿色出行比例不低于70%", "到2025年，绿色出行比例达到75%；到2035年，达到85%", "stricter", "提前"),
    (
        "到2025年，生活垃圾资源化利用率达到60%",
        "到2025年，生活垃圾回收利用率达到45%、资源化利用率达到85%以上",
        "stricter",
        "更严",
    ),
    (
        "到2025年，单位GDP能耗比2020年下降13.5%",
        "到2025年，单位GDP能耗比2015年下降26%",
        "incomparable",
        "没有2020年比2015年的数",
    ),
    (
        "到2025年，单位GDP能耗比2020年下降13.5%",
        "2020年，单位GDP能耗比2015年下降15%。到2025年，单位GDP能耗比2015年下降30%",
        "stricter",
        "17.65%",
    ),
    ("到2025年，非化石能源消费比重达到20%左右", "到2025年，非化石能源占一次能源比重达到20%左右", "equal", "相同"),
    (
        "到2025年，钢铁、电解铝等重点行业能效达到标杆水平的产能比例超过30%",
        "到2025年，钢铁、有色等行业能效达到标杆水平的产能比例超过30%",
        "equal",
        "名称相近",
    ),
]
APART = [
    ("到2025年，发电装机总容量达到30亿千瓦", "到2025年，新增装机力争140万千瓦"),
    ("新建通道可再生能源电量比例不低于50%", "到2025年，可再生能源消费比重达到15%"),
    ("到2025年，水泥行业能效达到标杆水平的产能比例超过30%", "到2025年，炼油行业能效达到标杆水平的产能比例超过30%"),
]
OF_ONE_PLACE = [
    ("到2025年，新型储能装机容量达到3000万千瓦以上", "到2025年，新型储能装机规模达到0.3亿千瓦以上", "equal", "相同"),
    (
        "到2025年，能源消费总量不超过5亿吨标准煤",
        "到2025年，能源消费总量不低于60000万吨标准煤",
        "conflicting",
        "不能同时",
    ),
    ("到2025年，森林覆盖率达到42%", "到2025年，森林覆盖率达到40%", "conflicting", "偏低"),
    ("到2025年，煤炭消费总量不超过2亿吨", "到2025年，煤炭消费总量不超过1亿吨", "stricter", "更严"),
    ("到2025年，研发经费投入年均增长7%", "到2025年，研发经费投入年均增长8%", "stricter", "更严"),
]
HEAD = "{}省碳达峰实施方案\n\n一、主要目标\n\n{}。\n"


@pytest.mark.parametrize(
    ("left", "right", "relation", "words", "place"),
    [*((*case, "吉林") for case in CASES), *((*case, "辽宁") for case in OF_ONE_PLACE)],
)
def test_the_right_figure_is_compared_with_the_left(
    paper: Callable[..., Paper], left: str, right: str, relation: str, words: str, place: str
) -> None:
    one, other = paper(HEAD.format("辽宁", left), "a"), paper(HEAD.format(place, right), "b")
    rows = [row for row in align_targets(one, other, Decisions()) if row.matched]
    assert [row.relation for row in rows] == [relation], [row.reason for row in rows]
    assert words in rows[0].reason


@pytest.mark.parametrize(("left", "right"), APART)
def test_what_is_measured_of_something_else_is_no_counterpart(
    paper: Callable[..., Paper], left: str, right: str
) -> None:
    one, other = paper(HEAD.format("辽宁", left), "a"), paper(HEAD.format("吉林", right), "b")
    rows = align_targets(one, other, Decisions())
    assert sorted(row.relation for row in rows) == ["extra", "missing"]


def test_a_province_is_set_against_the_nation(alignment: Alignment) -> None:
    found = {(row.left and row.left.said, row.right and row.right.said): row.relation for row in alignment.of("target")}
    assert found == {
        ("2025年比2020年下降13.5%", "2025年比2020年下降14.5%"): "stricter",
        ("2025年20%左右", "2025年13.7%左右"): "looser",
        ("2025年3000万千瓦以上", "2025年100万千瓦以上"): "part",
        ("2025年1000座", None): "missing",
        ("2030年25%左右", None): "missing",
        (None, "2025年42.5%"): "extra",
        (None, "2030年，未写数、依上级下达"): "extra",
    }


def test_a_part_is_said_as_a_share_of_the_whole(alignment: Alignment) -> None:
    (row,) = [row for row in alignment.of("target") if row.relation == "part"]
    assert "占3.3%" in row.reason and "全国 / 辽宁省" in row.reason


def test_every_side_quotes_its_plan(alignment: Alignment, nation: tuple, province: tuple) -> None:  # type: ignore[type-arg]
    texts = {plan.key: plan.text for plan, _ in (nation, province)}
    for row in alignment.rows:
        for side in (row.left, row.right, *row.further):
            if side:
                assert texts[side.plan][side.start : side.end] == side.quote


def test_ties_are_broken_alike_in_every_process() -> None:
    code = "from cetu.queries.alignment.wording import best_pairs as b\n"
    code += "print(b({(i, j): 0.5 for i in range(3) for j in range(5)}))"
    said = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1
