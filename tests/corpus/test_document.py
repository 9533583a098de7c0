"""What the text says of the document."""

from __future__ import annotations

import pytest

from cetu.corpus.plan import Document
from cetu.corpus.reading import plan_from_text, read_plan, shipped_plan

JOINT = """科技部等三部门关于印发《储能技术实施方案（2022-2030 年）》的通知（国科发社〔2022〕157 号）
各有关单位：
根据《某规划》（国发〔2021〕4 号），现印发给你们，请遵照执行。
科技部
国家发展改革委 国 家 能 源 局
2022 年6 月24 日
储能技术实施方案
（2022—2030 年）
为推动储能发展，制定本方案。
一、总体要求
"""

DOCUMENTS = [
    (
        JOINT,
        Document(
            "储能技术实施方案（2022—2030年）",
            "国科发社〔2022〕157号",
            ("科技部", "国家发展改革委", "国家能源局"),
            "2022-06-24",
            "方案",
            "national",
            "000000",
            (2022, 2030),
        ),
    ),
    (
        "中共绵阳市委关于发展绿色低碳产业的决定\n（2021年12月23日通过）\n一、总体要求\n",
        Document("中共绵阳市委关于发展绿色低碳产业的决定", None, ("中共绵阳市委",), None, "决定", "city", "510700"),
    ),
    (
        "重庆市“十四五”电力发展规划（征求意见稿）\n二〇二二年五月六日\n一、发展基础\n",
        Document(
            "重庆市“十四五”电力发展规划（征求意见稿）",
            None,
            (),
            "2022-05-06",
            "规划",
            "province",
            "500000",
            (2021, 2025),
            True,
        ),
    ),
    (
        "繁政办〔2022〕3号\n各镇人民政府：\n现将《繁昌区节能降碳若干支持措施》印发给你们，请贯彻执行。\n2022年3月\n一、支持对象\n",
        Document("繁昌区节能降碳若干支持措施", "繁政办〔2022〕3号", (), None, "措施", "county", "340212"),
    ),
    ("研发储能技术。\n推广氢能技术。\n", Document()),
]


@pytest.mark.parametrize(("text", "expected"), DOCUMENTS)
def test_a_document_is_described_by_its_own_words(text: str, expected: Document) -> None:
    assert plan_from_text(text, "plan").document == expected


def test_the_shipped_plan_says_no_issuer_and_no_date() -> None:
    assert read_plan(shipped_plan()).document == Document(
        "辽宁省科技支撑碳达峰碳中和实施方案（2023—2030年）", None, (), None, "方案", "province", "210000", (2023, 2030)
    )
