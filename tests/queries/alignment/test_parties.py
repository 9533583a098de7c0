"""Bodies, deadlines, places, cited documents and verbs of two plans."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cetu.corpus.plan import Plan
from cetu.extract.extraction import Extraction
from cetu.queries.alignment.aligning import align
from cetu.queries.alignment.basis import Holding
from cetu.queries.alignment.rows import Alignment

Read = tuple[Plan, Extraction]


def test_the_offices_of_two_levels_for_one_thing_are_one(alignment: Alignment) -> None:
    """科技部 and 省科技厅 lead the same task; 国家能源局 has given way to the province's housing office."""
    found = {row.left.name: row.relation for row in alignment.of("body") if row.left}
    assert found == {"强化氢能技术攻关": "same", "建设加氢基础设施": "other-body"}
    (row,) = [row for row in alignment.of("body") if row.relation == "other-body"]
    assert "国家能源局" in row.reason and "省住房城乡建设厅" in row.reason


def test_a_deadline_that_moved_is_said(alignment: Alignment) -> None:
    (row,) = alignment.of("deadline")
    assert row.relation == "earlier" and "早1年" in row.reason


def test_who_is_named_in_one_plan_only(alignment: Alignment) -> None:
    regions = {
        (row.left.name if row.left else row.right.name if row.right else ""): row.relation
        for row in alignment.of("region")
    }
    assert regions.items() >= {"大连": "extra", "沈阳": "extra"}.items()


def test_a_weaker_verb_is_found(write: Callable[..., Read]) -> None:
    left = write("甲省规划\n\n一、任务\n\n（一）加氢网络。建设覆盖重点城市群的加氢网络，研究氢能安全标准。\n", "a")
    right = write("乙市方案\n\n一、任务\n\n（一）加氢网络。推动覆盖重点城市群的加氢网络，制定氢能安全标准。\n", "b")
    found = {row.left.said: row.relation for row in align(left, right).of("verb") if row.left}
    assert found == {"建设（4级）": "softer", "研究（1级）": "stronger"}


BASIS = [
    ("国务院关于加快氢能产业发展的意见（2021—2030年）", None, "in-corpus"),
    ("某省氢能规划（2016—2020年）", Holding("x", "某省氢能规划（2021—2025年）", (2021, 2025)), "superseded"),
    ("某省氢能产业发展中长期规划", Holding("x", "某省氢能产业发展的中长期规划", None), "other-name"),
    ("某省电力规划", None, "not-at-hand"),
]


@pytest.mark.parametrize(("cited", "at_hand", "relation"), BASIS)
def test_cited_documents_are_looked_up(
    write: Callable[..., Read], nation: Read, cited: str, at_hand: Holding | None, relation: str
) -> None:
    text = f"某省氢能实施方案\n\n根据《{cited}》，制定本方案。\n\n一、任务\n\n（一）制氢。研发电解水制氢技术。\n"
    found = align(nation, write(text, "b"), shelf=[at_hand] if at_hand else [])
    assert [row.relation for row in found.of("basis") if row.right] == [relation]


def test_a_plan_without_bodies_is_said_once(write: Callable[..., Read], nation: Read) -> None:
    found = align(nation, write("某省方案\n\n一、任务\n\n（一）强化氢能技术攻关。攻克管道输氢技术。\n", "b"))
    assert not found.of("body")
    assert any("没有" in remark and "责任单位" in remark for remark in found.remarks)
