"""Documents named without 《》, by what is done with them."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from cetu.corpus.reading import plan_from_text
from cetu.extract.extracting import extract
from cetu.extract.unquoted import find_unquoted

CITED = [
    ("纳入国家重点节能技术推广目录，", ["国家重点节能技术推广目录"]),
    ("对照“十四五”节能减排综合工作方案明确的目标，", ["“十四五”节能减排综合工作方案"]),
    ("推荐国家重大环保装备技术名录和省级绿色产品推广目录。", ["国家重大环保装备技术名录", "省级绿色产品推广目录"]),
    ("落实《产业结构调整指导目录》，", []),
    ("根据《节能条例》和某某市“十四五”节能规划，", ["某某市“十四五”节能规划"]),
    ("与自治区“十四五”环境保护规划相衔接。", ["自治区“十四五”环境保护规划"]),
    ("落实实施方案和相关规划要求，按照工作方案执行。", []),
    ("制定国家氢冶金行动方案，", []),
]
NAMED = [
    ("制定实施氢冶金行动方案。", ["氢冶金行动方案"]),
    ("编制实施碳达峰、碳中和行动方案，", ["碳达峰、碳中和行动方案"]),
    ("研究建立能源产业技术装备推广目录，", ["能源产业技术装备推广目录"]),
    ("制定具体实施方案和年度工作计划，编制专项规划。", []),
    ("按照绿色建筑标准进行规划、设计，", []),
    ("总体实施方案和企业具体工作方案，", []),
]


@pytest.mark.parametrize(("text", "names"), CITED)
def test_what_is_there_already_and_says_whose_it_is_is_cited(text: str, names: list[str]) -> None:
    assert [text[a:b] for (a, b), cited in find_unquoted(text).items() if cited] == names


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_what_is_to_be_drawn_up_is_named(text: str, names: list[str]) -> None:
    assert [text[a:b] for (a, b), cited in find_unquoted(text).items() if not cited] == names


def test_a_plan_holds_each_document_once_and_says_by_which_rule() -> None:
    text = (
        "某省方案\n一、任务\n（一）落实《某市氢能办法》，对照国家绿色产业指导目录，制定氢冶金行动方案，"
        "落实节约能源法。\n"
    )
    found = [one for one in extract(plan_from_text(text, "plan")).entities if one.type == "Document"]
    assert [(one.text, one.rule) for one in found] == [
        ("某市氢能办法", "brackets.document"),
        ("国家绿色产业指导目录", "unquoted.document"),
        ("氢冶金行动方案", "unquoted.document.open"),
        ("节约能源法", "named.document"),
    ]
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_long_texts_without_a_name_take_no_long_time() -> None:
    began = time.perf_counter()
    assert find_unquoted("落实" * 20_000 + "落实" + "钢" * 200_000) == {}
    assert time.perf_counter() - began < 5
