"""The thesauri of indicators, units and stages."""

from __future__ import annotations

import pytest

from cetu.ontology.iri import mint
from cetu.ontology.terms import STAGES, Cetu
from cetu.ontology.thesaurus import Concept, read_thesaurus
from cetu.ontology.vocabularies import Rdf, Skos

INDICATORS = read_thesaurus("indicators")
UNITS = read_thesaurus("units")
WORDINGS = [
    ("单位GDP能耗", "单位地区生产总值能源消耗"),
    ("单位国内生产总值能耗", "单位地区生产总值能源消耗"),
    ("能耗强度", "单位地区生产总值能源消耗"),
    ("万元GDP能耗", "单位地区生产总值能源消耗"),
    ("单位GDP二氧化碳排放", "单位地区生产总值二氧化碳排放"),
    ("碳排放强度", "单位地区生产总值二氧化碳排放"),
    ("非化石能源占比", "非化石能源消费比重"),
    ("森林蓄积", "森林蓄积量"),
    ("非水电消纳责任权重", "非水可再生能源电力消纳责任权重"),
    ("新型储能装机规模", "新型储能装机"),
    ("光伏装机", "光伏发电装机"),
    ("抽水蓄能电站装机容量", "抽水蓄能装机"),
    ("绿色建筑占新建建筑比重", "城镇绿色建筑占新建建筑比例"),
    ("大宗固废综合利用率", "大宗固体废弃物综合利用率"),
    ("R&D经费投入强度", "研发经费投入强度"),
    ("高新技术企业", "高新技术企业数量"),
    ("pm2.5浓度", "细颗粒物年均浓度"),
    ("优良天数比率", "空气质量优良天数比率"),
    ("新能源汽车渗透率", "新能源汽车占比"),
    ("吨钢能耗", "吨钢综合能耗"),
    ("数据中心PUE", "数据中心电能利用效率"),
    ("秸秆综合利用率", "农作物秸秆综合利用率"),
]


def test_there_are_enough() -> None:
    assert len(INDICATORS) >= 120


@pytest.mark.parametrize(("wording", "preferred"), WORDINGS)
def test_a_plan_s_wording_leads_to_its_indicator(wording: str, preferred: str) -> None:
    assert [concept.label for concept in INDICATORS.by_name(wording)] == [preferred]


@pytest.mark.parametrize("wording", ["化学需氧量减排量", "炼油能力", "众创空间数量"])
def test_what_is_alike_is_not_the_same(wording: str) -> None:
    """A cut is no amount, a capacity no output, a makerspace no incubator."""
    assert all(concept.label == wording for concept in INDICATORS.by_name(wording))


def test_a_wording_has_one_indicator() -> None:
    assert [name for name in INDICATORS.names() if len(INDICATORS.by_name(name)) != 1] == []
    assert [name for name in UNITS.names() if len(UNITS.by_name(name)) != 1] == []


@pytest.mark.parametrize("concept", INDICATORS.concepts, ids=lambda concept: concept.label)
def test_an_indicator_is_whole(concept: Concept) -> None:
    assert concept.iri == mint("indicator", concept.label)
    assert concept.label_en
    assert concept.extra(Cetu.direction) in (Cetu.moreIsBetter, Cetu.lessIsBetter, Cetu.neitherIsBetter)
    assert concept.extra(Cetu.quantityKind)
    assert Cetu.Indicator in concept.extras[Rdf.type]
    unit = concept.extra(Cetu.unit)
    assert unit is None or UNITS.get(unit), concept.label
    assert all(INDICATORS.get(parent) for parent in concept.broader)


@pytest.mark.parametrize("concept", UNITS.concepts, ids=lambda concept: concept.label)
def test_a_unit_is_whole(concept: Concept) -> None:
    assert concept.iri == mint("unit", concept.label)
    assert concept.label_en
    matches = concept.extras.get(Skos.exactMatch, ())
    assert len(matches) <= 1 and all(match.startswith("http://qudt.org/vocab/unit/") for match in matches)


def test_shares_are_in_per_cent() -> None:
    per_cent = mint("unit", "%")
    named = [concept for concept in INDICATORS if concept.label.endswith(("比重", "占比", "覆盖率", "利用率"))]
    assert len(named) > 50
    assert [concept.label for concept in named if concept.extra(Cetu.unit) != per_cent] == []


def test_the_ladder_is_ordered_and_restriction_is_outside() -> None:
    stages = read_thesaurus("stages")
    order = {name: int(stages[iri].extra(Cetu.order) or -1) for name, iri in STAGES.items()}
    assert order == {"restrict": 0, "research": 1, "develop": 2, "demonstrate": 3, "deploy": 4}
    assert len(stages) == len(STAGES)
