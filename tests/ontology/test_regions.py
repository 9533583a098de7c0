"""The thesaurus of regions: complete, one tree up to China, short forms as people write them, nothing dangling."""

from __future__ import annotations

import re
from collections import Counter

import pyoxigraph
import pytest

from cetu.ontology.iri import ID, ONTOLOGY, mint
from cetu.ontology.thesaurus import Concept, read_thesaurus, thesaurus_path
from cetu.ontology.vocabularies import Skos

KIND, WITHIN, MEMBER = ONTOLOGY + "regionKind", ONTOLOGY + "within", ONTOLOGY + "member"
SUCCESSOR, ISO = ONTOLOGY + "successor", ONTOLOGY + "isoCode"
DEPRECATED = "http://www.w3.org/2002/07/owl#deprecated"
SOURCE = "http://purl.org/dc/terms/source"
REGIONS = read_thesaurus("regions")

LIAONING = [
    "沈阳",
    "大连",
    "鞍山",
    "抚顺",
    "本溪",
    "丹东",
    "锦州",
    "营口",
    "阜新",
    "辽阳",
    "盘锦",
    "铁岭",
    "朝阳",
    "葫芦岛",
]

# code, Chinese name, English name, short forms
KNOWN = [
    ("000000", "中国", "China", {"中华人民共和国"}),
    ("110000", "北京市", "Beijing", {"北京"}),
    ("150000", "内蒙古自治区", "Inner Mongolia", {"内蒙古", "内蒙"}),
    ("210000", "辽宁省", "Liaoning", {"辽宁"}),
    ("210100", "沈阳市", "Shenyang", {"沈阳"}),
    ("210103", "沈河区", "Shenhe District", {"沈河"}),
    ("210200", "大连市", "Dalian", {"大连"}),
    ("210224", "长海县", "Changhai County", {"长海"}),
    ("210281", "瓦房店市", "Wafangdian City", {"瓦房店"}),
    ("210521", "本溪满族自治县", "Benxi Manchu Autonomous County", {"本溪县"}),
    ("210603", "振兴区", "Zhenxing District", set()),
    ("210727", "义县", "Yi County", set()),
    ("210804", "鲅鱼圈区", "Bayuquan District", {"鲅鱼圈"}),
    ("210921", "阜新蒙古族自治县", "Fuxin Mongol Autonomous County", {"阜蒙县", "阜新县"}),
    ("211100", "盘锦市", "Panjin", {"盘锦"}),
    ("211104", "大洼区", "Dawa District", {"大洼"}),
    ("211324", "喀喇沁左翼蒙古族自治县", "Harqin Left Wing Mongol Autonomous County", {"喀左", "喀左县"}),
    ("211400", "葫芦岛市", "Huludao", {"葫芦岛"}),
    ("222400", "延边朝鲜族自治州", "Yanbian Korean Autonomous Prefecture", {"延边", "延边州"}),
    ("330113", "临平区", "Linping District", {"临平"}),
    ("330114", "钱塘区", "Qiantang District", {"钱塘"}),
    ("341500", "六安市", "Lu'an", {"六安"}),
    ("370116", "莱芜区", "Laiwu District", {"莱芜"}),
    ("422800", "恩施土家族苗族自治州", "Enshi Tujia and Miao Autonomous Prefecture", {"恩施", "恩施州"}),
    ("450000", "广西壮族自治区", "Guangxi", {"广西"}),
    ("500157", "两江新区", "Liangjiang New Area", {"重庆两江新区"}),
    ("610000", "陕西省", "Shaanxi", {"陕西"}),
    ("632500", "海南藏族自治州", "Hainan Tibetan Autonomous Prefecture", {"海南州"}),
    ("650000", "新疆维吾尔自治区", "Xinjiang", {"新疆"}),
    ("653228", "和康县", "Hekang County", {"和康"}),
    ("810000", "香港特别行政区", "Hong Kong", {"香港"}),
]
ABOLISHED = [
    ("330103", "下城区", {"330105"}),
    ("330104", "江干区", {"330102", "330114"}),
    ("371200", "莱芜市", {"370100"}),
    ("210282", "普兰店市", {"210214"}),
    ("211121", "大洼县", {"211104"}),
    ("500105", "江北区", {"500157"}),
    ("120107", "塘沽区", {"120116"}),
]


def region(code: str) -> Concept:
    return REGIONS[mint("region", code)]


def living(kind: str) -> list[Concept]:
    return [c for c in REGIONS if c.extra(KIND) == kind and DEPRECATED not in c.extras]


@pytest.mark.parametrize(("kind", "count"), [("province", 34), ("prefecture", 333), ("county", 2847)])
def test_every_unit_of_the_edition_is_there(kind: str, count: int) -> None:
    assert len(living(kind)) == count


def test_liaoning_has_its_fourteen_cities() -> None:
    cities = {c.label for c in living("prefecture") if region("210000").iri in c.broader}
    assert cities == {f"{n}市" for n in LIAONING}


@pytest.mark.parametrize(("code", "label", "english", "short"), KNOWN)
def test_a_code_has_its_names(code: str, label: str, english: str, short: set[str]) -> None:
    concept = region(code)
    assert (concept.notation, concept.label, concept.label_en) == (code, label, english)
    assert set(concept.alt_labels) == short


@pytest.mark.parametrize(("code", "label", "successors"), ABOLISHED)
def test_an_abolished_code_leads_to_its_successors(code: str, label: str, successors: set[str]) -> None:
    concept = region(code)
    assert concept.label == label
    assert concept.extra(DEPRECATED) == "true"
    assert {REGIONS[iri].notation for iri in concept.extras[SUCCESSOR]} == successors


def test_a_successor_is_never_abolished_itself() -> None:
    for concept in REGIONS:
        assert all(DEPRECATED not in REGIONS[iri].extras for iri in concept.extras.get(SUCCESSOR, ()))


def test_every_unit_lies_in_the_unit_of_its_code_up_to_china() -> None:
    china = region("000000")
    for concept in living("county") + living("prefecture") + living("province"):
        above = REGIONS.ancestors(concept.iri)
        assert above[-1] == china, concept
        assert all(concept.notation[:2] == a.notation[:2] for a in above[:-1] if concept.notation and a.notation)


def test_within_is_one_and_the_same_as_broader_without_cycles() -> None:
    for concept in REGIONS:
        assert concept.extras.get(WITHIN, ()) == concept.broader
        assert len(concept.broader) <= 1
        assert concept not in REGIONS.ancestors(concept.iri)


def test_no_iri_of_ours_dangles() -> None:
    defined = {c.iri for c in REGIONS} | {ID + "scheme/region"}
    triples = pyoxigraph.parse(path=str(thesaurus_path("regions")), format=pyoxigraph.RdfFormat.TURTLE)
    used = {t.object.value for t in triples if isinstance(t.object, pyoxigraph.NamedNode)}
    assert {iri for iri in used if iri.startswith(ID)} <= defined


def test_a_short_form_has_two_characters_and_is_no_bare_abbreviation() -> None:
    for concept in REGIONS:
        assert all(len(name) > 1 for name in concept.alt_labels), concept
    assert not REGIONS.by_name("辽")
    assert region("210000").extra(ONTOLOGY + "abbreviation") == "辽"


@pytest.mark.parametrize(
    "word", ["合作", "资源", "振兴", "新建", "南部", "高密", "新和", "大化", "东方", "解放", "灯塔", "市中"]
)
def test_an_everyday_word_is_no_place(word: str) -> None:
    assert not REGIONS.by_name(word)


def test_ambiguity_is_kept() -> None:
    codes = {c.notation for c in REGIONS.by_name("朝阳")}
    assert codes >= {"211300", "211321", "110105", "220104"}


def test_members_are_said_only_with_a_source() -> None:
    with_members = [c for c in REGIONS if MEMBER in c.extras]
    assert len(with_members) >= 25
    assert all(c.extra(SOURCE) for c in with_members)
    assert {REGIONS[i].label for i in REGIONS.by_name("京津冀")[0].extras[MEMBER]} == {"北京市", "天津市", "河北省"}
    bay = REGIONS.by_name("粤港澳大湾区")[0].extras[MEMBER]
    assert len(bay) == 11
    coast = {REGIONS[i].label for i in REGIONS.by_name("辽宁沿海经济带")[0].extras[MEMBER]}
    assert coast == {"大连市", "丹东市", "锦州市", "营口市", "盘锦市", "葫芦岛市"}


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("辽西北", "210000"),
        ("大连长兴岛", "210200"),
        ("红沿河", "210281"),
        ("沈抚示范区", "210000"),
        ("雄安新区", "130000"),
    ],
)
def test_areas_and_zones_lie_where_they_lie(name: str, inside: str) -> None:
    (concept,) = REGIONS.by_name(name)
    assert region(inside).iri in concept.broader


def test_countries_have_one_iso_code_each() -> None:
    codes = Counter(c.extra(ISO) for c in living("country"))
    assert codes["JP"] == codes["CN"] == 1
    assert all(code and re.fullmatch("[A-Z]{2}", code) and n == 1 for code, n in codes.items())


def test_labels_are_one_in_chinese_and_one_in_english() -> None:
    triples = pyoxigraph.parse(path=str(thesaurus_path("regions")), format=pyoxigraph.RdfFormat.TURTLE)
    labels = Counter(
        (t.subject, t.object.language)
        for t in triples
        if t.predicate.value == Skos.prefLabel and isinstance(t.object, pyoxigraph.Literal)
    )
    assert set(labels.values()) == {1}
    assert len(REGIONS) == sum(bool(c.label and c.label_en) for c in REGIONS)
