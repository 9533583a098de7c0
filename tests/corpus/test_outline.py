"""Headings, boxes, entries, annexes and margins of a plan."""

from __future__ import annotations

import time

import pytest

from cetu.corpus.plan import Plan
from cetu.corpus.reading import plan_from_text, read_plan, shipped_plan

BODY = (
    "围绕重点行业绿色低碳转型需求，加快突破关键核心技术，推广先进适用技术，提升全省绿色发展水平，"
    "形成一批解决方案和示范工程，有力支撑产业发展和能源转型，促进经济社会全面绿色转型。"
)


def headings(plan: Plan) -> list[tuple[int | str | None, str, str]]:
    return [(s.level, s.number, s.title) for s in plan.sections if s.level is not None]


def read(*lines: str) -> Plan:
    return plan_from_text("\n".join(lines), "plan")


OUTLINES = [
    (
        (
            "一、总体要求",
            "（一）指导思想。",
            BODY,
            "(二)主要目标。" + BODY,
            "二、重点任务",
            "1.工业领域：" + BODY,
            "2、交通领域。" + BODY,
        ),
        [
            (1, "一", "总体要求"),
            (2, "（一）", "指导思想"),
            (2, "（二）", "主要目标"),
            (1, "二", "重点任务"),
            (3, "1.", "工业领域"),
            (3, "2", "交通领域"),
        ],
    ),
    (
        ("第一章 总则", "第一节 目标", "一、指导思想", "（一）坚持创新。" + BODY, BODY, "第二章 任务", BODY),
        [
            (1, "第一章", "总则"),
            (2, "第一节", "目标"),
            (3, "一", "指导思想"),
            (4, "（一）", "坚持创新"),
            (1, "第二章", "任务"),
        ],
    ),
    (
        ("目 录", "一、总体要求……1", "二、重点任务……2", "一、总体要求", BODY, "二、重点任务", BODY),
        [(1, "一", "总体要求"), (1, "二", "重点任务")],
    ),
    (
        ("前 言", BODY, "一、发展形势", BODY),
        [(1, "", "前言"), (1, "一", "发展形势")],
    ),
    (
        (
            "一、任务",
            "一是建设1.2亿元的基地。二是推广2025.",
            "1.到2025年，建成10个示范工程，培育20家企业；",
            "2025年，继续推进。",
            BODY,
        ),
        [(1, "一", "任务")],
    ),
    ((BODY, "没有标题的文字。" + BODY), []),
    (
        ("一、2025年工作回顾", BODY, "二、风电（万千瓦）580 500 1080", "三、2026年工作安排", BODY),
        [(1, "一", "2025年工作回顾"), (1, "三", "2026年工作安排")],
    ),
]


@pytest.mark.parametrize(("lines", "expected"), OUTLINES)
def test_headings_have_the_levels_that_the_plan_nests_them_in(
    lines: tuple[str, ...], expected: list[tuple[int, str, str]]
) -> None:
    assert headings(read(*lines)) == expected


def test_a_box_holds_its_labelled_entries_and_ends_where_running_text_begins() -> None:
    plan = read("一、任务", BODY, "专栏一 储能技术", "新型储能：研究固态电池。", "氢能技术。研发制氢。", BODY + BODY)
    box = next(i for i, s in enumerate(plan.sections) if s.kind == "box")
    entries = [s for s in plan.sections if s.kind == "entry"]
    assert plan.sections[box].title == "储能技术"
    assert [s.title for s in entries] == ["新型储能", "氢能技术"] and {s.parent for s in entries} == {box}
    assert plan.text[: plan.sections[box].end].endswith("研发制氢。\n")


def test_text_behind_a_box_that_floats_is_no_entry_though_it_is_labelled_like_one() -> None:
    narrow = (
        "推动建筑屋顶光伏开发，提高分布式光伏发电覆盖率，在高速公路、",
        "铁路沿线和数据中心推动光伏发电，以县域为单元开发乡村风电项目",
        "，建成示范村。",
    )
    behind = f"加快发展生物天然气。{BODY * 3}"
    broken = read("一、任务", BODY, "专栏一 风电和光伏", *narrow, behind, "二、保障", BODY)
    assert [s.title for s in broken.sections if s.kind == "entry"] == []
    assert broken.sections[0].end == broken.text.index("二、保障")
    named = read("一、任务", "专栏一 技术", f"降碳技术。{BODY * 3}", f"节水技术。{BODY * 3}", behind, "二、保障")
    assert [s.title for s in named.sections if s.kind == "entry"] == ["降碳技术", "节水技术"]
    ordering = read("一、任务", "专栏一 工程", f"建设基地。{BODY * 3}", f"开展示范。{BODY * 3}", behind, "二、保障")
    assert [s.title for s in ordering.sections if s.kind == "entry"][-1] == "加快发展生物天然气"


def test_what_is_numbered_in_a_box_is_its_own_and_the_count_around_it_goes_on() -> None:
    plan = read(
        "（一）国土绿化",
        "1.造林种草。" + BODY,
        "专栏1 示范工程",
        "（一）建设示范省。",
        "（二）建设示范市。",
        "2.森林经营。" + BODY,
    )
    assert headings(plan) == [
        (2, "（一）", "国土绿化"),
        (3, "1.", "造林种草"),
        ("box", "专栏1", "示范工程"),
        (3, "2.", "森林经营"),
    ]
    assert [s.number for s in plan.sections if s.kind == "entry"] == ["（一）", "（二）"]


def test_a_dash_opens_an_item_under_its_heading() -> None:
    plan = read("一、原则", "——重点突破。瞄准需求。", "——到2025年，建成10个工程。", "二、任务", BODY)
    items = [s for s in plan.sections if s.kind == "item"]
    assert [(s.title, s.parent) for s in items] == [("重点突破", 0), ("", 0)]


def test_a_notice_around_a_plan_is_no_part_of_it() -> None:
    plan = read(
        "某省科技厅关于印发《某省储能方案》的通知",
        "各有关单位：",
        "现将《某省储能方案》印发给你们，请遵照执行。",
        "某省科学技术厅",
        "2023年5月6日",
        "某省储能方案",
        "（2023—2030年）",
        "为推动储能发展，制定本方案。",
        "一、任务",
        BODY,
        "附件：1.任务清单",
        "2.责任清单",
        "某省科学技术厅",
        "2023年5月6日",
    )
    assert [s.title for s in plan.sections if s.kind == "title"] == ["某省储能方案（2023—2030年）"]
    assert headings(plan) == [(1, "一", "任务")]
    assert plan.sections[-1].kind == "tail"
    assert plan.text[plan.sections[-1].start :].startswith("某省科学技术厅")


def test_an_annex_takes_its_title_from_the_line_below() -> None:
    plan = read("一、任务", BODY, "附件1", "重点任务分工", "1.推进储能。" + BODY)
    assert [(s.number, s.title) for s in plan.sections if s.kind == "annex"] == [("附件1", "重点任务分工")]


def test_the_heading_ends_where_its_sentence_does() -> None:
    plan = read("（一）强化攻关。研发飞轮储能。")
    section = plan.sections[0]
    assert plan.text[section.heading_start : section.heading_end] == "（一）强化攻关。"


def test_the_shipped_plan_has_its_chapters_tasks_and_boxes() -> None:
    found = headings(read_plan(shipped_plan()))
    assert len(found) == 27
    assert [title for level, _, title in found if level == 1] == ["总体要求", "重点任务", "保障措施"]
    assert [number for level, number, _ in found if level == "box"] == [
        "专栏一",
        "专栏二",
        "专栏三",
        "专栏四",
        "专栏五",
    ]
    assert [title for level, _, title in found if level == 3] == ["工业领域", "城乡建设领域", "交通领域"]


@pytest.mark.parametrize("line", ["专栏1 储能\n", "1.储能\n", "附件\n", "（一）储能。研发。\n", "目录\n一、储能……1\n"])
def test_many_headings_take_linear_time(line: str) -> None:
    began = time.perf_counter()
    plan_from_text(line * 20_000, "plan")
    assert time.perf_counter() - began < 5
