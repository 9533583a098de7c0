"""Cited documents: in brackets, in brackets that do not match, by a fixed name."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from cetu.extract.citing import find_citations

CITED = [
    ("依据《某省碳达峰实施方案》制定。", ["某省碳达峰实施方案"]),
    ("按照《关于印发〈储能规划〉的通知》（某发〔2021〕4号）要求", ["关于印发〈储能规划〉的通知"]),
    ("按照《关于印发《储能规划》的通知》要求", ["关于印发《储能规划》的通知"]),
    ("落实《某市绿色建筑条例）），严格执行", ["某市绿色建筑条例"]),
    ("《关于推动绿色发展的意见〉的通知", ["关于推动绿色发展的意见"]),
    ("《关于支持氢能若干政策的通知>>，加大力度", ["关于支持氢能若干政策的通知"]),
    ("贯彻《中共中央\n国务院关于做好工作的意见》精神", ["中共中央\n国务院关于做好工作的意见"]),
    ("推动节约能源法、电力法、可再生能源法修订。", ["节约能源法", "电力法", "可再生能源法"]),
    ("履行《联合国气候变化框架公约》和巴黎协定，", ["联合国气候变化框架公约", "巴黎协定"]),
    ("掌握聚合方法，研究物理法和电力法学，", []),
    ("2030年前碳达峰行动方案\n", []),
    ("《没有合上的书名，后面是正文。", []),
    ("规范《新型储能项目管理规范\n专栏五\n一\n二\n三》", []),
    ("《》《 》", []),
    ("《国务院关于印发《某行动方案》的通知》（国发〔2021〕23号）", ["国务院关于印发《某行动方案》的通知"]),
    ("按照国发〔2021〕4号、沪府发[2022]7号文件精神，", ["国发〔2021〕4号", "沪府发[2022]7号"]),
    (
        "8月\n某省住房和城乡建设厅关于做好建筑节能的通知（琼建科〔2019〕137号）",
        ["某省住房和城乡建设厅关于做好建筑节能的通知"],
    ),
    ("〈关于推动储能的指导意见〉（发改能源规〔2021〕1051号）", ["关于推动储能的指导意见"]),
    ("<<关于推动储能的指导意见>>要求", ["关于推动储能的指导意见"]),
    ("各县〈市、区）住建局", []),
]


@pytest.mark.parametrize(("text", "names"), CITED)
def test_cited_documents_are_found_by_name(text: str, names: list[str]) -> None:
    assert [text[a:b] for a, b in find_citations(text)] == names


def test_spans_are_in_order_and_apart() -> None:
    text = "依据《甲方案》《乙规划》和节约能源法、《丙办法》，" * 50
    spans = find_citations(text)
    assert len(spans) == 200
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_opening_brackets_without_end_take_no_long_time() -> None:
    began = time.perf_counter()
    assert find_citations("《关于" * 20_000) == []
    assert time.perf_counter() - began < 5
