"""Technologies side by side, and what a list that ends in 等 leaves open."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cetu.corpus.plan import Plan
from cetu.extract.extraction import Extraction
from cetu.queries.alignment.aligning import align
from cetu.queries.alignment.naming import kinship
from cetu.queries.alignment.openlists import Ending, Sought
from cetu.queries.alignment.rows import Alignment, Row, Side

Read = tuple[Plan, Extraction]
KIN = [
    # one, other, how the other stands to the one
    ("光伏电池", "高效光伏电池", "narrower"),
    ("高效光伏电池技术", "光伏电池技术", "broader"),
    ("新型低能耗低成本碳捕集技术", "低能耗低成本碳捕集技术", "same"),
    ("能源及废弃物领域甲烷回收利用技术", "能源及废弃物甲烷回收利用技术", "same"),
    ("煤矿乏风瓦斯蓄热技术", "煤矿瓦斯蓄热技术", "broader"),
    ("二氧化碳地质封存", "CO₂地质封存技术", "same"),
    ("钠离子电池", "锂离子电池", None),
    ("碱性电解水制氢", "质子交换膜电解水制氢", None),
    ("工业固废综合利用", "农业固废综合利用", None),
    ("低成本碳捕集利用", "低成本碳捕集利用与封存", "broader"),
    ("海上风电与压缩空气储能", "压缩空气储能", "narrower"),
    ("地热能", "地热能供暖", "narrower"),
    ("富氢冶炼", "氢冶金", "broader"),
    ("光伏电池", "超高效光伏电池", "narrower"),
    ("以光储直柔为特征的新型建筑电力系统", "新型建筑电力系统", "same"),
    ("地热能", "地热能开发利用", "same"),
    ("化石能源清洁低碳利用", "二氧化碳利用", None),
    ("可再生能源制氢", "可再生能源高效低成本制氢技术", "narrower"),
    ("钠离子电池储能", "钠离子电池", "same"),
    ("建材循环利用技术及装备", "建材循环利用技术及设备", "same"),
    ("光伏组件回收处理技术", "废旧光伏组件回收处理技术", "same"),
    ("地下管网漏水检测", "地下管网漏水检测系统", "same"),
    ("百万吨级二氧化碳捕集利用与封存", "规模化碳捕集利用", "narrower"),
    ("百万千瓦级海上风电基地", "分布式光伏", None),
    ("可再生能源发电制氢", "可再生能源制氢", "same"),
    ("煤电灵活性改造", "煤电机组深度调峰改造技术", "same"),
    ("以可再生能源为主的微电网", "微电网", "same"),
    ("高效换热器设计制造技术", "高效换热器", "same"),
    ("增材制造", "增材", None),
    ("大规模化学储氢技术", "化学储氢技术", "same"),
    ("高效、低成本的空气中二氧化碳直接捕集技术", "直接空气CO₂捕集", "same"),
    ("高效光伏电池", "光伏电池", "broader"),
    ("集装箱港口岸电设施", "港口集装箱岸电设施", "same"),
    ("畜禽粪污就地还田设施", "就地还田利用的畜禽粪污处理设施", "narrower"),
    ("高架铁路声屏障系统安装", "高架公路声屏障系统安装", None),
    ("内河船舶煤油改天然气", "内河船舶天然气改煤油", None),
    ("城镇污水处理厂污泥厌氧消化", "城镇污水处理污泥厌氧消化", "same"),
    ("城镇生活污水非膜法深度处理", "城镇生活污水膜法深度处理", None),
    ("余热利用", "余热余压利用", "broader"),
    ("自然通风", "自然通风与空调系统结合", "narrower"),
    ("多式联运", "多式联运与城市配送", "broader"),
    ("铅酸蓄电池", "铅酸蓄电池隔膜", "narrower"),
    ("电动公交车", "新能源公交车", "broader"),
]


@pytest.mark.parametrize(("one", "other", "relation"), KIN)
def test_names_say_how_technologies_stand_to_each_other(one: str, other: str, relation: str | None) -> None:
    found = kinship(one, other, None, None)
    assert (found.relation if found else None) == relation


def relation_of(found: Alignment, name: str) -> str:
    (row,) = [row for row in found.of("technology") if name in {side.name for side in sides(row)}]
    return row.relation


def sides(row: Row) -> list[Side]:
    return [side for side in (row.left, row.right) if side]


PLAN = "氢能产业{}方案\n\n一、重点任务\n\n（一）{}。{}\n"


@pytest.fixture
def compare(write: Callable[..., Read]) -> Callable[[str, str], Alignment]:
    """Two plans with one task each, alike in all but what they say."""

    def compared(left: str, right: str) -> Alignment:
        one = write(PLAN.format("发展", "攻关氢能与储能技术", left), "left")
        other = write(PLAN.format("实施", "攻关氢能与储能技术", right), "right")
        return align(one, other)

    return compared


def test_what_a_closed_list_lacks_is_missing(compare: Callable[[str, str], Alignment]) -> None:
    found = compare("研发液流电池、飞轮储能、压缩空气储能技术。", "研发液流电池、飞轮储能技术。")
    assert relation_of(found, "压缩空气储能技术") == "missing"


def test_what_an_open_list_lacks_cannot_be_said(compare: Callable[[str, str], Alignment]) -> None:
    found = compare("研发液流电池、飞轮储能、压缩空气储能技术。", "研发液流电池、飞轮储能等技术。")
    assert relation_of(found, "压缩空气储能技术") == "cannot-say"
    (row,) = [row for row in found.of("technology") if row.relation == "cannot-say"]
    assert row.further and row.further[0].plan == "right" and "等" in row.reason


def test_what_the_parent_s_open_list_may_mean_is_not_called_new(compare: Callable[[str, str], Alignment]) -> None:
    found = compare("研发液流电池、飞轮储能等技术。", "研发液流电池、飞轮储能、压缩空气储能技术。")
    assert relation_of(found, "压缩空气储能技术") == "cannot-say"


def test_a_list_of_a_named_kind_is_open_for_that_kind_alone(compare: Callable[[str, str], Alignment]) -> None:
    found = compare("研发飞轮储能技术、海水制氢技术。", "研发液流电池、压缩空气储能等新型储能技术。")
    relations = {row.relation for row in found.of("technology") if "飞轮储能技术" in {side.name for side in sides(row)}}
    assert "cannot-say" in relations and "missing" not in relations
    assert relation_of(found, "海水制氢技术") == "missing"


def test_what_the_parent_s_closed_list_lacks_is_new(compare: Callable[[str, str], Alignment]) -> None:
    found = compare("研发液流电池、飞轮储能技术。", "研发液流电池、飞轮储能、压缩空气储能技术。")
    assert relation_of(found, "压缩空气储能技术") == "extra"


def test_a_technology_moves_to_another_stage(compare: Callable[[str, str], Alignment]) -> None:
    found = compare("攻克质子交换膜燃料电池技术。", "推广质子交换膜燃料电池技术。")
    (row,) = [row for row in found.of("technology") if row.relation == "moved-stage"]
    assert "左侧要求开发，右侧要求推广" in row.reason


def test_every_ordered_technology_of_either_plan_has_a_row(alignment: Alignment) -> None:
    names = {side.name for row in alignment.of("technology") for side in (row.left, row.right) if side}
    assert {"质子交换膜燃料电池技术", "固体氧化物电解制氢技术", "碱性电解水制氢技术", "菱镁矿煅烧技术"} <= {
        name if name.endswith("技术") else f"{name}技术" for name in names
    }


ELSEWHERE = [
    # what the child says, how the parent's 飞轮储能 stands to it
    ("（一）建设零碳电力系统。突破太阳能发电、电化学储能、柔性直流输电等关键技术。", "cannot-say"),
    ("（一）建设零碳电力系统。突破太阳能发电、电化学储能、柔性直流输电技术。", "missing"),
    ("（一）建设零碳电力系统。突破太阳能发电、风力发电等关键技术。", "missing"),
    ("（一）建设零碳电力系统。突破液流电池、铅炭电池技术，推广太阳能发电、电化学储能等技术。", "cannot-say"),
    ("（一）发展循环经济。推进粉煤灰、煤矸石等综合利用。", "missing"),
]


@pytest.mark.parametrize(("said", "relation"), ELSEWHERE, ids=[case[0][:40] for case in ELSEWHERE])
def test_an_open_list_of_the_field_answers_where_no_task_does(
    write: Callable[..., Read], said: str, relation: str
) -> None:
    parent = write("关于加快技术攻关的意见\n\n一、重点任务\n\n（一）开展前沿研究。研究飞轮储能技术。\n", "left")
    child = write(f"辽宁省绿色发展方案\n\n一、重点任务\n\n{said}\n", "right")
    assert relation_of(align(parent, child), "飞轮储能技术") == relation


SECTORS = [
    ("围绕钢铁、化工等高碳行业减排需求，着力强化过程智能调控、余热余能高效利用等研究。", "cannot-say"),
    ("围绕纺织、造纸等行业减排需求，着力强化过程智能调控、余热余能高效利用等研究。", "missing"),
]


@pytest.mark.parametrize(("said", "relation"), SECTORS)
def test_an_open_list_for_a_sector_may_mean_what_serves_the_sector(
    write: Callable[..., Read], said: str, relation: str
) -> None:
    parent = write("关于加快技术攻关的意见\n\n一、重点任务\n\n（一）开展前沿研究。研究氢基竖炉炼铁技术。\n", "left")
    child = write(f"辽宁省绿色发展方案\n\n一、重点任务\n\n（一）推进流程重塑。{said}\n", "right")
    assert relation_of(align(parent, child), "氢基竖炉炼铁技术") == relation


def test_a_list_of_machines_leaves_no_process_open(compare: Callable[[str, str], Alignment]) -> None:
    found = compare("研究高效换热技术、重型燃气轮机。", "研制重型燃气轮机等关键装备。")
    assert relation_of(found, "高效换热技术") == "missing"


def test_a_list_of_a_field_s_technologies_is_open_for_the_field(compare: Callable[[str, str], Alignment]) -> None:
    found = compare(
        "研发液流电池、飞轮储能、压缩空气储能技术。", "研发液流电池、飞轮储能等能源领域先进前沿技术研发和产业化。"
    )
    assert relation_of(found, "压缩空气储能技术") == "cannot-say"


def test_what_is_brought_together_is_no_open_list(compare: Callable[[str, str], Alignment]) -> None:
    found = compare("研究飞轮储能技术。", "推动液流电池与压缩空气储能、微电网等融合发展。")
    assert relation_of(found, "飞轮储能技术") == "missing"


def test_what_a_plan_only_says_in_general_is_broader(compare: Callable[[str, str], Alignment]) -> None:
    found = compare("研发固态锂离子电池。", "发展新型储能。")
    (row,) = [row for row in found.of("technology") if row.left and "锂离子" in row.left.name]
    assert (row.relation, row.right and row.right.name) == ("broader", "新型储能")


def test_what_goes_on_behind_a_list_that_only_feeds_something_is_not_left_open(
    compare: Callable[[str, str], Alignment],
) -> None:
    found = compare("研发质子医疗装备、液流电池。", "合理利用林草、秸秆、垃圾等开发生物质能，研发液流电池。")
    assert relation_of(found, "质子医疗装备") == "missing"


LISTED = [
    # what the parent lists where, what the child lists elsewhere, how the child's 无损检测 stands to the parent
    ("发展工程机械、重型机床等再制造装备。", "推广无损检测、柔性加工等再制造技术。", "cannot-say"),
    ("发展工程机械、重型机床再制造装备。", "推广无损检测、柔性加工等再制造技术。", "extra"),
    ("发展工程机械、重型机床等储能装备。", "推广无损检测、柔性加工等再制造技术。", "extra"),
]


@pytest.mark.parametrize(("left", "right", "relation"), LISTED)
def test_a_list_with_the_head_under_which_the_other_plan_lists_a_technology_may_mean_it(
    write: Callable[..., Read], left: str, right: str, relation: str
) -> None:
    parent = write(f"工业绿色发展规划\n\n一、重点任务\n\n（一）增加装备供给。{left}\n", "left")
    child = write(f"辽宁省制造业方案\n\n一、重点任务\n\n（一）促进资源利用。{right}\n", "right")
    assert relation_of(align(parent, child), "无损检测") == relation


def test_a_list_of_whole_fields_is_open_for_each_but_not_for_goods(write: Callable[..., Read]) -> None:
    said = "推广原位热脱附土壤修复技术。推广节能空调、节能冰箱等绿色产品。"
    parent = write(f"工业绿色发展规划\n\n一、重点任务\n\n（一）推进污染治理。{said}\n", "left")
    wide = "支持高效节能、节水、污染防治等先进适用工艺技术装备推广应用。"
    child = write(f"辽宁省制造业方案\n\n一、重点任务\n\n（一）壮大环保产业。{wide}\n", "right")
    found = align(parent, child)
    assert relation_of(found, "原位热脱附土壤修复技术") == "cannot-say"
    assert relation_of(found, "节能空调") == "missing"


FIELDS = [
    # what the parent says, what the child says, how the parent's technology stands to the child
    ("研发氢气压缩机。", "探索发展氢能。", "氢气压缩机", "broader"),
    ("推广电动重卡。", "推广新能源汽车。", "电动重卡", "broader"),
    ("推广电动重卡。", "推广新能源汽车。推广插电式混合动力汽车、燃料电池汽车等。", "电动重卡", "cannot-say"),
    ("研发钠离子电池。", "攻关碲化镉、铜铟镓硒等电池技术。", "钠离子电池", "missing"),
    ("研发钠离子电池。", "攻关铅炭电池、锌空气电池等电池技术。", "钠离子电池", "cannot-say"),
]


@pytest.mark.parametrize(("left", "right", "name", "relation"), FIELDS)
def test_a_field_alone_is_broader_and_an_open_list_of_it_leaves_open(
    compare: Callable[[str, str], Alignment], left: str, right: str, name: str, relation: str
) -> None:
    (row, *_) = [row for row in compare(left, right).of("technology") if row.left and row.left.name == name]
    assert row.relation == relation


ABOUT = [
    # what the parent says, what the child lists in a task of its own, how the parent's technology stands to the child
    ("研发浮动式光伏。", "探索海上风电制氢、海上风电与海水淡化耦合、海上能源岛等示范。", "浮动式光伏", "missing"),
    ("水泥行业推广余热发电。", "石化行业推广热泵、余热制冷等技术。", "余热发电", "missing"),
    ("水泥行业推广余热发电。", "推广余热供暖、余热制冷等技术。", "余热发电", "cannot-say"),
]


@pytest.mark.parametrize(("left", "right", "name", "relation"), ABOUT)
def test_a_list_elsewhere_is_open_for_what_it_is_about(
    write: Callable[..., Read], left: str, right: str, name: str, relation: str
) -> None:
    parent = write(f"关于加快技术攻关的意见\n\n一、重点任务\n\n（一）开展前沿研究。{left}\n", "left")
    child = write(f"辽宁省绿色发展方案\n\n一、重点任务\n\n（一）实施示范工程。{right}\n", "right")
    assert relation_of(align(parent, child), name) == relation


def test_a_list_of_one_industry_is_not_about_another() -> None:
    industries = {name: frozenset({name}) for name in ("化工", "建筑材料")}
    one = Sought("余热发电", frozenset(), frozenset(), industry=industries["建筑材料"])
    lists = [Ending(0, 1, "余热供暖、余热制冷", industry=industries[name]) for name in industries]
    assert [found.about(one) for found in lists] == [False, True]


BEHIND = [
    # what the child says, how the parent's 厌氧发酵罐 or other technology stands to it
    ("建设污泥干化、厨余垃圾堆肥等示范基地。", "厌氧发酵", "missing"),
    ("研发防渗膜、土工布等关键材料。", "垃圾分选机", "missing"),
    ("研发垃圾破碎机、餐厨垃圾脱水机等垃圾处理关键设备。", "垃圾渗滤液膜处理", "missing"),
]


@pytest.mark.parametrize(("said", "name", "relation"), BEHIND)
def test_words_behind_a_list_say_what_it_leaves_open(
    compare: Callable[[str, str], Alignment], said: str, name: str, relation: str
) -> None:
    rows = [row for row in compare(f"推广{name}。", said).of("technology") if row.left and name in row.left.name]
    assert {row.relation for row in rows} == {relation}


def test_where_a_plan_asks_for_a_field_a_technology_of_it_is_narrower(
    compare: Callable[[str, str], Alignment],
) -> None:
    found = compare("突破信息技术。", "推广区块链。")
    (row,) = [row for row in found.of("technology") if row.left and row.left.name.startswith("信息技术")]
    assert (row.relation, row.right and row.right.name) == ("narrower", "区块链")
