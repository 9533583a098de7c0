"""The thesaurus of institutions: short names lead to one canonical name; kinds of departments for every place."""

from __future__ import annotations

from collections import Counter

import pytest

from cetu.ontology.iri import ID, ONTOLOGY, mint
from cetu.ontology.thesaurus import Concept, read_thesaurus

REPLACED = "http://purl.org/dc/terms/isReplacedBy"
DEPRECATED = "http://www.w3.org/2002/07/owl#deprecated"
KIND = ID + "institution/kind/"
THESAURUS = read_thesaurus("institutions")
REGIONS = read_thesaurus("regions")
KINDS = [c for c in THESAURUS if c.iri.startswith(KIND)]
INSTITUTIONS = [c for c in THESAURUS if not c.iri.startswith(KIND)]

SHORT = [
    ("党中央", "中国共产党中央委员会"),
    ("中共中央", "中国共产党中央委员会"),
    ("国家发展改革委", "国家发展和改革委员会"),
    ("国家发改委", "国家发展和改革委员会"),
    ("科技部", "科学技术部"),
    ("工信部", "工业和信息化部"),
    ("住房城乡建设部", "住房和城乡建设部"),
    ("住建部", "住房和城乡建设部"),
    ("国家林草局", "国家林业和草原局"),
    ("中科院", "中国科学院"),
    ("工程院", "中国工程院"),
    ("市场监管总局", "国家市场监督管理总局"),
    ("人民银行", "中国人民银行"),
    ("大连化物所", "中国科学院大连化学物理研究所"),
    ("中科院金属所", "中国科学院金属研究所"),
    ("沈阳自动化所", "中国科学院沈阳自动化研究所"),
    ("沈阳生态所", "中国科学院沈阳应用生态研究所"),
    ("国家电网", "国家电网有限公司"),
    ("中广核", "中国广核集团有限公司"),
    ("鞍钢集团", "鞍钢集团有限公司"),
    ("中国石油", "中国石油天然气集团有限公司"),
    ("沈鼓集团", "沈阳鼓风机集团股份有限公司"),
]
DEPARTMENTS = [
    ("科技厅", "科学技术厅", {"省级部门"}),
    ("科技局", "科学技术局", {"市级部门", "县级部门"}),
    ("发展改革委", "发展和改革委员会", {"省级部门", "市级部门"}),
    ("住建厅", "住房和城乡建设厅", {"省级部门"}),
    ("国资委", "国有资产监督管理委员会", {"省级部门", "市级部门"}),
    ("省委", "党委", {"省级部门", "市级部门", "县级部门"}),
    ("政府", "人民政府", {"省级部门", "市级部门", "县级部门"}),
    ("生态环境厅", "生态环境厅", {"省级部门"}),
]
FORMER = [
    ("环保部", "生态环境部"),
    ("国土资源部", "自然资源部"),
    ("农业部", "农业农村部"),
    ("银保监会", "国家金融监督管理总局"),
    ("国家林业局", "国家林业和草原局"),
]


def only(name: str) -> Concept:
    (concept,) = THESAURUS.by_name(name)
    return concept


@pytest.mark.parametrize(("short", "name"), SHORT)
def test_a_short_name_leads_to_the_canonical_one(short: str, name: str) -> None:
    assert only(short).label == name
    assert only(short).iri == mint("institution", name)


@pytest.mark.parametrize(("said", "name", "levels"), DEPARTMENTS)
def test_a_department_kind_has_full_name_and_levels(said: str, name: str, levels: set[str]) -> None:
    concept = only(said)
    assert concept.iri == KIND + name
    assert {THESAURUS[iri].label for iri in concept.broader} == levels


@pytest.mark.parametrize(("former", "name"), FORMER)
def test_a_former_body_leads_to_its_successor(former: str, name: str) -> None:
    concept = only(former)
    assert concept.extra(DEPRECATED) == "true"
    assert THESAURUS[concept.extra(REPLACED) or ""].label == name


def test_there_are_enough_of_each() -> None:
    cities = {c.iri for c in REGIONS if c.notation and c.notation.startswith("21")}
    of_liaoning = [c for c in INSTITUTIONS if c.extra(ONTOLOGY + "seat") in cities]
    universities = [c for c in INSTITUTIONS if c.label.endswith(("大学", "学院", "校区"))]
    assert sum(c in of_liaoning for c in universities) >= 45
    assert len(universities) >= 125
    assert sum(c.label.startswith("中国科学院") for c in INSTITUTIONS) >= 40
    assert len(KINDS) >= 45


def test_no_name_names_two_and_every_label_has_its_english() -> None:
    names = Counter(name for c in THESAURUS for name in {c.label, *c.alt_labels})
    assert [n for n, k in names.items() if k > 1] == []
    assert all(c.label and c.label_en for c in THESAURUS)
    assert all(len(name) > 1 for name in names)


def test_no_iri_dangles_and_regions_are_living_ones() -> None:
    for concept in THESAURUS:
        assert concept.iri in {mint("institution", concept.label), mint("institution", "kind", concept.label)}
        above = (*concept.broader, *concept.extras.get(REPLACED, ()))
        assert all(THESAURUS.get(iri) for iri in above), concept
        places = [i for p in ("seat", "jurisdiction") for i in concept.extras.get(ONTOLOGY + p, ())]
        assert all(DEPRECATED not in REGIONS[iri].extras for iri in places)


@pytest.mark.parametrize("hazard", ["国网", "大工", "工行", "中行", "人大", "北大", "组织部", "外办", "委"])
def test_a_short_name_that_stands_inside_everyday_phrases_is_left_out(hazard: str) -> None:
    assert not THESAURUS.by_name(hazard)
