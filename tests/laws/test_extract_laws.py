"""Laws of the extraction, over plans made of what policy Chinese is made of."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from cetu.corpus.plan import Plan
from cetu.corpus.reading import plan_from_text
from cetu.extract import extraction as values
from cetu.extract.exchange import from_json, to_json
from cetu.extract.extracting import extract
from cetu.extract.extraction import Entity
from cetu.ontology.errors import ReadError

VERBS = [
    "研发",
    "研究",
    "推广",
    "突破",
    "开展",
    "建设",
    "支持",
    "打造",
    "严禁新增",
    "探索",
    "加快推进",
    "围绕",
    "依托",
    "在",
    "淘汰",
    "鼓励",
    "实施",
    "争创",
    "研发并推广",
]
PLACES = [
    "成都",
    "绵阳市",
    "甘肃省",
    "京津冀",
    "德国",
    "西安交通大学",
    "江苏省苏州市",
    "吉林",
    "和平区",
    "全省",
    "辽西北",
    "内蒙古自治区",
]
THINGS = [
    "固态电池",
    "全钒液流电池",
    "CO₂加氢制甲醇",
    "碳捕集、利用与封存（CCUS）",
    "热泵",
    "海上风电",
    "绿色低碳技术",
    "钢铁",
    "水泥行业",
    "氢能产业集群",
    "储能示范基地",
    "省科技厅",
    "“光伏+”工程",
    "零碳园区",
    "煤制烯烃",
    "高效电机",
    "船舶等移动源的减排装置",
    "国家重点实验室",
    "《节约能源法》",
    "智慧道路/港口",
    "5G",
    "先进技术",
]
JOINTS = ["、", "、", "、", "和", "及", "与", "以及", "/", "，"]
CLOSINGS = [
    "",
    "",
    "",
    "等",
    "等技术",
    "等产业集群",
    "等5个国家级示范区",
    "两市",
    "等地区",
    "示范工程",
    "技术研究",
    "推广应用",
]
FIGURES = [
    "到2025年，森林覆盖率达到24.5%左右",
    "到２０３０年,新增充电桩3万个以上",
    "单位地区生产总值能耗比2020年下降13.5％",
    "建成绿色工厂3—5家",
    "“十四五”末，装机规模翻一番",
    "总量完成国家下达指标",
    "年均增长7%以上，达到 13.70 亿元",
]
FRAMES = [
    "一、总体要求\n",
    "\n二、重点任务\n",
    "\n（一）强化攻关。",
    "\n(二) 推进示范\n",
    "\n1.钢铁领域：",
    "\n专栏1 储能技术\n",
    "\n新型储能技术：",
    "\n附件1\n",
    "（省科技厅牵头，省能源局配合）",
    "\n责任单位：市工业和信息化局、各区政府\n",
    "根据《某省科技创新规划》，制定本方案。",
]
MARKS = ["。", "；", "，", "。\n", "、", ",", ":", "：", "（", "）", "“", "”", "《", "》", "等", "的"]
NOISE = ["", "", "", "", "", " ", "\n", "\n\n", "\u3000", "\u00a0", "\r\n", "\u200b", "\f"]


@st.composite
def clauses(draw: st.DrawFn) -> str:
    """Verb, perhaps a place and a verb more, a list and what closes it."""
    things = draw(st.lists(st.sampled_from(THINGS + PLACES), min_size=1, max_size=4))
    joint = draw(st.sampled_from(JOINTS))
    opening = draw(st.sampled_from(VERBS)) + draw(st.sampled_from(["", "", *PLACES]))
    more = draw(st.sampled_from(["", "", *VERBS]))
    return opening + more + joint.join(things) + draw(st.sampled_from(CLOSINGS))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan of up to sixteen pieces, into which a few stray spaces and line breaks have fallen."""
    piece = st.one_of(clauses(), clauses(), *map(st.sampled_from, (FIGURES, FRAMES, MARKS, MARKS)))
    text = "某省新能源方案\n" + "".join(draw(st.lists(piece, min_size=1, max_size=16)))
    for at, gap in draw(st.lists(st.tuples(st.integers(0, len(text)), st.sampled_from(NOISE)), max_size=6)):
        text = text[:at] + gap + text[at:]
    return plan_from_text(text, "law")


def overlapping(entities: tuple[Entity, ...]) -> list[tuple[Entity, Entity]]:
    """Neighbours of one type of which one begins before the other ends."""
    ordered = sorted(entities, key=lambda e: (e.type, e.start, e.end))
    return [(a, b) for a, b in pairwise(ordered) if a.type == b.type and b.start < a.end]


@settings(deadline=None, max_examples=150)
@given(plans())
def test_what_is_read_stands_in_the_text(plan: Plan) -> None:
    said = extract(plan)
    quoted = [(e.start, e.end, e.text) for e in said.entities] + [(t.start, t.end, t.text) for t in said.targets]
    assert [text for a, b, text in quoted if plan.text[a:b] != text or text == ""] == []
    spans = [(s.start, s.end) for e in said.entities for s in e.parts]
    spans += [(s.start, s.end) for r in said.relations for s in r.evidence]
    spans += [(k.start, k.end) for k in said.tasks] + [(one.start, one.end) for one in said.lists]
    assert [(a, b) for a, b in spans if not 0 <= a < b <= len(plan.text)] == []


@settings(deadline=None, max_examples=150)
@given(plans())
def test_every_reference_has_its_thing(plan: Plan) -> None:
    said = extract(plan)
    things, tasks = {e.id: e for e in said.entities}, {k.id: k for k in said.tasks}
    ids = [one.id for group in (said.entities, said.lists, said.relations, said.targets, said.tasks) for one in group]
    assert len(ids) == len(set(ids))
    assert [m for one in said.lists for m in one.members if m not in things] == []
    assert [r.list for r in said.relations if r.list and r.list not in {one.id for one in said.lists}] == []
    assert [r.via for r in said.relations if r.via and r.via not in things] == []
    for r in said.relations:
        assert r.head in things or (r.type == "based_on" and r.head == "this")
        duty = r.type in ("leads", "takes_part")
        assert tasks[str(r.task)].title == r.tail if duty else r.tail in things
        assert r.evidence != ()


@settings(deadline=None, max_examples=100)
@given(plans())
def test_words_are_those_of_the_model(plan: Plan) -> None:
    said = extract(plan)
    assert {e.type for e in said.entities} <= {*values.ENTITY_TYPES}
    assert {e.stage for e in said.entities} <= {*values.STAGES, None}
    assert {r.type for r in said.relations} <= {*values.RELATION_TYPES}
    assert {r.reading for r in said.relations} <= {*values.READINGS}
    assert {r.modality for r in said.relations} <= {*values.MODALITIES, None}
    assert {t.op for t in said.targets} <= {*values.OPERATORS, None}
    assert {one.openness for one in said.lists} <= {*values.OPENNESS}
    sure = {e.confidence for e in said.entities} | {r.confidence for r in said.relations}
    assert all(0 < one <= 1 for one in sure | {t.confidence for t in said.targets})


@settings(deadline=None, max_examples=150)
@given(plans())
def test_entities_of_one_type_do_not_overlap(plan: Plan) -> None:
    assert overlapping(extract(plan).entities) == []


@settings(deadline=None, max_examples=60)
@given(plans())
def test_reading_twice_writes_the_same(plan: Plan) -> None:
    again = plan_from_text(plan.text, plan.key)
    assert to_json(extract(again)) == to_json(extract(plan))


@settings(deadline=None, max_examples=100)
@given(plans())
def test_what_is_written_reads_back(plan: Plan) -> None:
    said = extract(plan)
    back = from_json(to_json(said))
    assert to_json(back) == to_json(said)
    # JSON has no tuples: what the text says of the document comes back with lists.
    assert replace(back, document=said.document) == said


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_for_a_reason(text: str) -> None:
    try:
        plan = plan_from_text(text, "any")
    except ReadError:
        return
    assert all(plan.text[e.start : e.end] == e.text for e in extract(plan).entities)
