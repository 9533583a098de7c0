"""The technology thesaurus is well-formed SKOS, names each concept once and puts well-known ones in their place."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from importlib.resources import files

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from cetu.ontology.iri import mint

SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
TECHNOLOGY = "https://w3id.org/cetu/ontology#Technology"
SCHEME = "https://w3id.org/cetu/id/scheme/technology"
TEXT = (files("cetu.ontology") / "technologies.ttl").read_text(encoding="utf-8")

SAME = [
    ("CCUS", "碳捕集利用与封存"),
    ("二氧化碳捕集、利用与封存", "碳捕集利用与封存"),
    ("全钒电池", "全钒液流电池"),
    ("化学储能", "电化学储能"),
    ("核主泵", "反应堆冷却剂泵"),
    ("主泵", "反应堆冷却剂泵"),
    ("风电", "风力发电"),
    ("光伏", "光伏发电"),
    ("V2G", "车网互动"),
    ("IGBT", "绝缘栅双极型晶体管"),
    ("DAC", "直接空气捕集"),
    ("BECCS", "生物质能碳捕集与封存"),
    ("SAF", "可持续航空燃料"),
    ("可燃冰", "天然气水合物"),
    ("抽水储能", "抽水蓄能"),
    ("短流程炼钢", "电弧炉炼钢"),
    ("电解铝", "铝电解"),
    ("被动房", "被动式超低能耗建筑"),
    ("BIM", "建筑信息模型"),
    ("岸基供电", "岸电"),
    ("蓝碳", "海洋碳汇"),
    ("VOCs治理", "挥发性有机物治理"),
    ("厨余垃圾处理", "餐厨垃圾资源化利用"),
    ("DCS", "分散控制系统"),
]
UNDER = [
    ("全钒液流电池", "液流电池"),
    ("液流电池", "电化学储能"),
    ("电化学储能", "储能"),
    ("抽水蓄能", "机械储能"),
    ("钠离子电池", "电化学储能"),
    ("漂浮式海上风电", "海上风电"),
    ("海上风电", "风力发电"),
    ("钙钛矿太阳能电池", "太阳能电池"),
    ("海水直接制氢", "电解水制氢"),
    ("质子交换膜燃料电池", "燃料电池"),
    ("反应堆冷却剂泵", "核电装备"),
    ("高温气冷堆", "第四代核能系统"),
    ("柔性直流输电", "高压直流输电"),
    ("循环流化床锅炉", "燃煤发电"),
    ("有机朗肯循环", "余热利用"),
    ("富氧燃烧碳捕集", "二氧化碳捕集"),
    ("直接空气捕集", "负排放"),
    ("二氧化碳驱油", "碳捕集利用与封存"),
    ("六氟化硫替代", "非二氧化碳温室气体减排"),
    ("氢基竖炉直接还原", "氢冶金"),
    ("电弧炉炼钢", "钢铁冶金"),
    ("电熔镁砂", "菱镁矿资源利用"),
    ("水泥窑余热发电", "余热利用"),
    ("近零能耗建筑", "建筑节能降碳"),
    ("甲醇燃料船", "绿色船舶"),
    ("燃料电池汽车", "新能源汽车"),
    ("免耕", "保护性耕作"),
    ("秸秆还田", "农田固碳"),
    ("红树林碳汇", "海洋碳汇"),
    ("赤泥综合利用", "大宗固废综合利用"),
    ("粉煤灰综合利用", "大宗固废综合利用"),
    ("退役动力电池回收", "循环经济"),
    ("反渗透海水淡化", "海水淡化"),
    ("选择性催化还原脱硝", "大气污染防治"),
    ("浸没式液冷", "数据中心节能"),
    ("CRISPR基因编辑", "生物技术"),
]
APART = [
    ("海上风电", "陆上风电"),
    ("抽水蓄能", "新型储能"),
    ("核反应堆", "聚变堆"),
    ("富氧燃烧", "富氧燃烧碳捕集"),
    ("二氧化碳驱油", "二氧化碳封存"),
    ("海绵铁", "海绵钛"),
    ("再生铝", "再生铜"),
    ("纯电动汽车", "燃料电池汽车"),
    ("动力电池梯次利用", "退役动力电池回收"),
    ("脱硫", "脱硝"),
    ("生态碳汇", "生态保护修复"),
]


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept as the file gives it: labels by language, direct broader concepts, whether it is a root."""

    types: frozenset[str]
    schemes: frozenset[str]
    pref: dict[str, list[str]]
    alt: dict[str, list[str]]
    broader: frozenset[str]
    top: bool


def read() -> dict[str, Concept]:
    values: dict[str, dict[str, list[Literal | str]]] = defaultdict(lambda: defaultdict(list))
    for triple in parse(TEXT.encode(), format=RdfFormat.TURTLE):
        assert isinstance(triple.subject, NamedNode)
        value = triple.object if isinstance(triple.object, Literal) else str(triple.object)[1:-1]
        values[triple.subject.value][triple.predicate.value].append(value)
    values.pop(SCHEME)
    return {iri: concept(given) for iri, given in values.items()}


def concept(given: dict[str, list[Literal | str]]) -> Concept:
    def labels(name: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for value in given[SKOS + name]:
            assert isinstance(value, Literal) and value.language
            found[value.language].append(value.value)
        return found

    def iris(name: str) -> frozenset[str]:
        return frozenset(str(value) for value in given[name])

    return Concept(
        iris(RDF_TYPE),
        iris(SKOS + "inScheme"),
        labels("prefLabel"),
        labels("altLabel"),
        iris(SKOS + "broader"),
        bool(given[SKOS + "topConceptOf"]),
    )


CONCEPTS = read()


def folded(label: str) -> str:
    """A label as linking compares it: compatibility forms and case folded, a closing 技术 left out (but of 膜技术)."""
    label = unicodedata.normalize("NFKC", label).casefold()
    return label.removesuffix("技术") if len(label) > 4 else label


def labels_of(found: Concept, language: str) -> list[str]:
    return found.pref[language] + found.alt[language]


OWNER = {folded(label): iri for iri, found in CONCEPTS.items() for label in labels_of(found, "zh")}


def ancestors(iri: str) -> set[str]:
    found: set[str] = set()
    open_ = [iri]
    while open_:
        new = CONCEPTS[open_.pop()].broader - found
        found |= new
        open_ += new
    return found


def depth(iri: str) -> int:
    return 1 + max((depth(parent) for parent in CONCEPTS[iri].broader), default=0)


def test_there_are_at_least_2000_concepts() -> None:
    assert len(CONCEPTS) >= 2000


def test_every_concept_is_a_technology_of_the_scheme() -> None:
    for iri, found in CONCEPTS.items():
        assert found.types == {SKOS + "Concept", TECHNOLOGY}, iri
        assert found.schemes == {SCHEME}, iri


def test_every_concept_has_one_preferred_label_a_language() -> None:
    for iri, found in CONCEPTS.items():
        assert {language: len(labels) for language, labels in found.pref.items() if labels} == {"zh": 1, "en": 1}, iri


def test_alternative_labels_are_chinese_or_english_and_add_something() -> None:
    for iri, found in CONCEPTS.items():
        assert {language for language, labels in found.alt.items() if labels} <= {"zh", "en"}, iri
        for language in ("zh", "en"):
            counts = Counter(labels_of(found, language))
            assert max(counts.values()) == 1, (iri, counts.most_common(1))


def test_iri_is_minted_from_the_chinese_label() -> None:
    for iri, found in CONCEPTS.items():
        assert iri == mint("technology", found.pref["zh"][0])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_label_is_shared_by_two_concepts(language: str) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for iri, found in CONCEPTS.items():
        for label in labels_of(found, language):
            owners[folded(label)].add(iri)
    assert {label: iris for label, iris in owners.items() if len(iris) > 1} == {}


def test_chinese_preferred_labels_do_not_end_in_技术_that_linking_folds() -> None:
    labels = [found.pref["zh"][0] for found in CONCEPTS.values()]
    assert [label for label in labels if label.endswith("技术") and len(label) > 4] == []


def test_english_preferred_labels_hold_no_chinese() -> None:
    assert [label for found in CONCEPTS.values() for label in found.pref["en"] if re.search(r"[一-鿿]", label)] == []


def test_every_broader_concept_exists() -> None:
    assert {b for found in CONCEPTS.values() for b in found.broader} <= CONCEPTS.keys()


def test_no_concept_is_broader_than_itself() -> None:
    assert [iri for iri in CONCEPTS if iri in ancestors(iri)] == []


def test_roots_are_exactly_the_top_concepts() -> None:
    assert {iri for iri, found in CONCEPTS.items() if found.top} == {i for i, f in CONCEPTS.items() if not f.broader}


def test_no_broader_link_repeats_what_a_longer_path_says() -> None:
    for iri, found in CONCEPTS.items():
        reached = set().union(*(ancestors(parent) for parent in found.broader))
        assert not found.broader & reached, iri


def test_the_tree_is_three_to_eight_deep() -> None:
    depths = Counter(depth(iri) for iri in CONCEPTS)
    assert 3 <= max(depths) <= 8
    assert sum(n for d, n in depths.items() if d >= 3) > len(CONCEPTS) / 2


@pytest.mark.parametrize(("name", "preferred"), SAME)
def test_synonyms_lead_to_one_concept(name: str, preferred: str) -> None:
    assert CONCEPTS[OWNER[folded(name)]].pref["zh"] == [preferred]


@pytest.mark.parametrize(("narrow", "broad"), UNDER)
def test_well_known_concepts_stand_where_they_belong(narrow: str, broad: str) -> None:
    assert OWNER[folded(broad)] in ancestors(OWNER[folded(narrow)])


@pytest.mark.parametrize(("one", "other"), APART)
def test_neither_of_two_different_things_is_the_kind_of_the_other(one: str, other: str) -> None:
    first, second = OWNER.get(folded(one)), OWNER[folded(other)]
    assert first != second
    assert first is None or (first not in ancestors(second) and second not in ancestors(first))


def test_blocks_stand_in_the_order_of_their_iris() -> None:
    assert list(CONCEPTS) == sorted(CONCEPTS)


def test_the_file_is_in_nfc_and_says_its_licence() -> None:
    assert unicodedata.is_normalized("NFC", TEXT)
    assert "CC0-1.0" in TEXT.partition("@prefix")[0]
