"""Pairs that no rule finds: what a passage says by example, and what stays without a pair."""

from pathlib import Path

import pytest

from cetu.corpus.reading import read_plan
from cetu.extract.extracting import extract
from cetu.extract.extraction import Relation
from cetu.extract.pairing import KINDS, Candidate, candidates, chances
from cetu.extract.scoping import RULE

Spans = list[tuple[str, str]]


def relations(
    folder: Path, body: str, spans: Spans, *, by_example: bool = True
) -> dict[tuple[str, str, str], Relation]:
    """The relations that a plan of one sentence says, by type and the words of both ends."""
    path = folder / "plan.txt"
    path.write_text(f"某省方案\n一、重点任务\n（一）重点行动。\n{body}\n", encoding="utf-8")
    plan = read_plan(path)
    text = plan.view.text
    given = [(kind, text.index(words), text.index(words) + len(words)) for kind, words in spans]
    found = extract(plan, spans=given, by_example=by_example)
    words = {one.id: one.text for one in found.entities}
    return {(r.type, words.get(r.head, r.head), words.get(r.tail, r.tail)): r for r in found.relations}


SAID = [
    ("在铸造、陶瓷等多个行业开展余热回收试点示范。",
     [("Industry", "铸造"), ("Industry", "陶瓷"), ("Technology", "余热回收")],
     ("cluster_technology", "陶瓷", "余热回收")),
    ("引导餐饮、洗染等行业使用节水型设备。", [("Industry", "餐饮"), ("Industry", "洗染"), ("Technology", "节水型设备")],
     ("cluster_technology", "洗染", "节水型设备")),
    ("支持韶关、清远等地生物医药产业发展。", [("Region", "韶关"), ("Region", "清远"), ("Industry", "生物医药产业")],
     ("region_cluster", "清远", "生物医药产业")),
    ("抓好泸州、宜宾等国家级再生铝回收基地建设。",
     [("Region", "泸州"), ("Region", "宜宾"), ("Project", "国家级再生铝回收基地"), ("Technology", "再生铝回收")],
     ("region_project", "宜宾", "国家级再生铝回收基地")),
]  # fmt: skip


@pytest.mark.parametrize(("body", "spans", "said"), SAID)
def test_members_of_a_list_share_what_is_said_behind_it(
    tmp_path: Path, body: str, spans: Spans, said: tuple[str, str, str]
) -> None:
    assert said in relations(tmp_path, body, spans)


def test_a_place_has_what_its_project_shows_through_the_project(tmp_path: Path) -> None:
    body, spans, _ = SAID[-1]
    found = relations(tmp_path, body, spans)["region_technology", "泸州", "再生铝回收"]
    assert found.rule == RULE and found.via and 0.6 < found.confidence < 1


def test_what_is_forbidden_has_no_pair(tmp_path: Path) -> None:
    spans = [("Region", "甲市"), ("Region", "乙市"), ("Technology", "燃煤锅炉")]
    assert relations(tmp_path, "严禁在甲市、乙市等地新建燃煤锅炉。", spans) == {}


GIVEN_UP = [
    ("餐饮行业停止使用一次性塑料制品。", ("Industry", "餐饮行业"), "一次性塑料制品"),
    ("在沈阳推进燃煤锅炉淘汰。", ("Region", "沈阳"), "燃煤锅炉"),
    ("在沈阳减少燃煤锅炉使用。", ("Region", "沈阳"), "燃煤锅炉"),
]

CLOSED = "高桥地区产业转型同步关停高桥石化自备电厂。"


@pytest.mark.parametrize(("body", "where", "given_up"), GIVEN_UP)
def test_what_is_given_up_is_not_supported(tmp_path: Path, body: str, where: tuple[str, str], given_up: str) -> None:
    assert relations(tmp_path, body, [where, ("Technology", given_up)]) == {}


def test_what_is_closed_is_not_there_to_stay(tmp_path: Path) -> None:
    assert relations(tmp_path, CLOSED, [("Region", "高桥地区"), ("Project", "高桥石化自备电厂")]) == {}


def test_a_place_in_the_name_of_a_project_does_not_have_another_one(tmp_path: Path) -> None:
    body = "推进桐城、南宁（已核准开工）、黔南（黄丝）、羊林等抽水蓄能电站建设。"
    spans = [("Project", "南宁"), ("Region", "南宁"), ("Project", "黔南"), ("Region", "黔南"), ("Project", "羊林")]
    assert {(head, tail) for _, head, tail in relations(tmp_path, body, spans)} == {("南宁", "南宁"), ("黔南", "黔南")}


def test_nothing_is_a_kind_of_what_has_its_name(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("某省方案\n一、重点任务\n光伏发电。研发光伏发电、光热发电技术。\n", encoding="utf-8")
    plan = read_plan(path)
    text = plan.view.text
    first, second = text.index("光伏发电"), text.rindex("光伏发电")
    spans = [("Technology", a, a + 4) for a in (first, second, text.index("光热发电"))]
    names = {one.id: one.name for one in extract(plan, spans=spans).entities}
    found = [(names[r.head], names[r.tail]) for r in extract(plan, spans=spans).relations if r.type == "broader"]
    assert found and all(head != tail for head, tail in found)


def test_pairs_of_rules_stay(tmp_path: Path) -> None:
    body = "在甲市建设储能示范工程。培育服务商。"
    spans = [("Region", "甲市"), ("Project", "储能示范工程"), ("Technology", "储能")]
    assert relations(tmp_path, body, spans, by_example=False).keys() <= relations(tmp_path, body, spans).keys()


def test_candidates_are_pairs_that_may_have_a_relation_of_one_passage(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("某省方案\n一、任务\n在甲市推广热泵。\n二、保障\n支持乙市。\n", encoding="utf-8")
    plan = read_plan(path)
    text = plan.view.text
    keys = [(kind, text.index(w), text.index(w) + len(w)) for kind, w in
            (("Region", "甲市"), ("Technology", "热泵"), ("Region", "乙市"))]  # fmt: skip
    found = list(candidates(plan, keys, [], {(keys[0], keys[1], "region_technology"): "place.in"}))
    assert [(one.head, one.tail, one.kind) for one in found] == [(keys[0], keys[1], "region_technology")]
    assert "rule place.in" in found[0].features and "between 推广" in found[0].features


def test_pairs_of_two_lists_lend_each_other_half_their_chance() -> None:
    head, first, second = ("Region", 0, 2), ("Technology", 3, 5), ("Technology", 6, 8)
    kind = "region_technology"
    pairs = [Candidate(head, tail, kind, (word,), (head, "list", kind)) for tail, word in ((first, "a"), (second, "b"))]
    model = {name: {"": 0.0} for name in ("", *KINDS.values())} | {kind: {"": 0.0, "a": 4.0, "b": -4.0}}
    sure, unsure = chances(pairs, model)
    assert 0.73 < sure < 0.75 and 0.25 < unsure < 0.27
