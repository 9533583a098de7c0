"""A small plan made by hand, with everything that a graph can say of one."""

from __future__ import annotations

import hashlib
from array import array
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from cetu.corpus.plan import Document, Plan, Section, Source, View
from cetu.extract.extraction import Entity, Extraction, MentionList, Relation, Span, Target, Task

TEXT = (
    "海东市绿色低碳科技方案\n"
    "一、重点任务\n"
    "支持沈阳建设氢冶金中试基地，开展氢冶金示范。在大连、营口等地区，建设漂浮式风电、渔光互补示范工程。\n"
    "在锦州、丹东两市开展地热供暖试点。支持抚顺建设油页岩集群，油页岩集群要攻克干馏尾气利用。\n"
    "研究飞轮储能、重力储能等物理储能技术，由飞轮研究院承担飞轮储能。严禁新增土法炼焦。（科技局牵头，财政局参加）\n"
    "到2025年，储能装机达到13.70万千瓦以上，能耗完成上级下达指标。\n"
)


@dataclass
class Made:
    """A plan and an extraction of it, written down a piece at a time."""

    plan: Plan
    entities: list[Entity] = field(default_factory=list)
    lists: list[MentionList] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)

    def span(self, words: str, nth: int = 0) -> Span:
        start = -1
        for _ in range(nth + 1):
            start = self.plan.text.index(words, start + 1)
        return Span(start, start + len(words))

    def entity(self, kind: str, words: str, nth: int = 0, **more: Any) -> str:
        at = self.span(words, nth)
        made = Entity(f"e{len(self.entities) + 1}", kind, at.start, at.end, words, more.pop("name", words), "hand", 0.9)
        self.entities.append(replace_fields(made, more))
        return made.id

    def listed(self, words: str, openness: str, members: list[str], count: int | None = None) -> str:
        at = self.span(words)
        one = MentionList(f"l{len(self.lists) + 1}", at.start, at.end, openness, count, tuple(members))
        self.lists.append(one)
        return one.id

    def relation(self, kind: str, head: str, tail: str, words: str, **more: Any) -> str:
        made = Relation(f"r{len(self.relations) + 1}", kind, head, tail, "hand", 0.8, (self.span(words),))
        self.relations.append(replace_fields(made, more))
        return made.id

    @property
    def extraction(self) -> Extraction:
        return Extraction(
            self.plan.key,
            self.plan.source.sha256,
            "cetu 0.1.0 rules 1",
            {},
            tuple(self.entities),
            tuple(self.lists),
            tuple(self.relations),
            tuple(self.targets),
            tuple(self.tasks),
        )


def replace_fields(value: Any, fields: dict[str, Any]) -> Any:
    return replace(value, **fields)


def blank(text: str, key: str = "haidong-2023") -> Made:
    """An empty extraction of a text that has a title line and one section."""
    heading = text.index("一、") if "一、" in text else 0
    closing = text.index("\n", heading) if "\n" in text[heading:] else heading
    sections = (
        Section("title", None, "", text[:heading].strip(), 0, 0, heading, heading, None),
        Section("section", 1, "一", text[heading + 2 : closing], heading, heading, closing, len(text), None),
    )
    plan = Plan(
        key,
        text,
        View(text, array("i", range(len(text)))),
        sections if heading else (),
        Document(title="海东市绿色低碳科技方案", kind="方案", level="city", period=(2023, 2025), issuers=("科技局",)),
        Source(f"{key}.txt", "utf-8", hashlib.sha256(text.encode()).hexdigest()),
    )
    return Made(plan)


@pytest.fixture
def made() -> Made:
    return small()


def small() -> Made:
    """The small plan with all that it says."""
    m = blank(TEXT)
    m.tasks.append(Task("t1", 1, "一", "重点任务", *_bounds(m, "重点任务")))
    shenyang = m.entity("Region", "沈阳", code="210100", name="沈阳")
    base = m.entity("Project", "氢冶金中试基地")
    hydrogen = m.entity("Technology", "氢冶金", 1, stage="demonstrate")
    m.relation("region_project", shenyang, base, "支持沈阳建设氢冶金中试基地", modality="to_build")
    m.relation("project_technology", base, hydrogen, "氢冶金中试基地，开展氢冶金示范")
    cities = [m.entity("Region", "大连", code="210200"), m.entity("Region", "营口", code="210800")]
    places = m.listed("大连、营口", "open", cities)
    for name in ("漂浮式风电", "渔光互补"):
        technology = m.entity("Technology", name, stage="demonstrate")
        for city in cities:
            m.relation(
                "region_technology", city, technology, "在大连、营口等地区，建设漂浮式风电、渔光互补示范工程",
                reading="collective", list=places,
            )  # fmt: skip
    pair = [m.entity("Region", "锦州", code="210700"), m.entity("Region", "丹东", code="210600")]
    both = m.listed("锦州、丹东两市", "closed", pair)
    heat = m.entity("Technology", "地热供暖", stage="demonstrate")
    for city in pair:
        m.relation("region_technology", city, heat, "在锦州、丹东两市开展地热供暖试点", list=both)
    fushun, cluster = m.entity("Region", "抚顺", code="210400"), m.entity("Cluster", "油页岩集群")
    gas = m.entity("Technology", "干馏尾气利用", stage="develop")
    m.relation("region_cluster", fushun, cluster, "支持抚顺建设油页岩集群", modality="support")
    m.relation("cluster_technology", cluster, gas, "油页岩集群要攻克干馏尾气利用")
    _storage(m)
    m.entity("Technology", "土法炼焦", stage="restrict")
    for role, office, words in (("leads", "科技局", "科技局牵头"), ("takes_part", "财政局", "财政局参加")):
        m.relation(role, m.entity("Institution", office), "重点任务", words, task="t1")
    _targets(m)
    return m


def _storage(m: Made) -> None:
    kinds = [m.entity("Technology", name, stage="research") for name in ("飞轮储能", "重力储能")]
    wheel, gravity = kinds
    physical = m.entity("Technology", "物理储能技术")
    group = m.listed("飞轮储能、重力储能", "open", kinds)
    for kind in (wheel, gravity):
        m.relation("broader", kind, physical, "飞轮储能、重力储能等物理储能技术", list=group)
    institute = m.entity("Institution", "飞轮研究院")
    m.relation("institution_technology", institute, wheel, "由飞轮研究院承担飞轮储能")


def _targets(m: Made) -> None:
    number = "储能装机达到13.70万千瓦以上"
    at = m.span(number)
    m.targets.append(
        Target("g1", at.start, at.end, number, "储能装机", "ge", 13.7, "万千瓦", 2025, None, "hand", 0.9, "13.70")
    )
    at = m.span("能耗完成上级下达指标")
    m.targets.append(
        Target("g2", at.start, at.end, "能耗完成上级下达指标", "能耗", None, None, None, 2025, None, "hand", 0.9)
    )


def _bounds(m: Made, words: str) -> tuple[int, int]:
    at = m.span(words)
    return at.start, at.end
