"""The thesaurus of industries: GB/T 4754-2017 whole, customary names at their place, one tree a section."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from cetu.ontology.iri import ID
from cetu.ontology.thesaurus import read_thesaurus

INDUSTRIES = read_thesaurus("industries")

# as plans say it, the concept it names, its code (None: it coincides with no group of the standard)
SAID = [
    ("钢铁行业", "黑色金属冶炼和压延加工业", "31"),
    ("钢铁", "黑色金属冶炼和压延加工业", "31"),
    ("有色", "有色金属冶炼和压延加工业", "32"),
    ("建材行业", "非金属矿物制品业", "30"),
    ("水泥", "水泥", "3011"),
    ("化工", "化学原料和化学制品制造业", "26"),
    ("石化", "石化", None),
    ("煤化工", "煤化工", None),
    ("电解铝", "电解铝", "3216"),
    ("造纸", "造纸和纸制品业", "22"),
    ("纺织", "纺织业", "17"),
    ("交通运输", "交通运输、仓储和邮政业", "G"),
    ("建筑领域", "建筑业", "E"),
    ("农业", "农业", "01"),
    ("汽车", "汽车制造业", "36"),
    ("新能源汽车", "新能源汽车产业", None),
    ("电力行业", "电力", None),
    ("装备制造", "装备制造业", None),
    ("船舶与海洋工程装备", "船舶与海工装备", None),
    ("航空装备", "航空装备", None),
    ("生物医药产业", "生物医药", None),
    ("数据中心", "数据中心行业", None),
    ("公共机构", "公共机构", None),
]
UNDER = [
    ("水泥", "30"),
    ("电解铝", "32"),
    ("石化", "25"),
    ("现代煤化工", "26"),
    ("航空装备", "37"),
    ("火电", "44"),
    ("钢铁", "C"),
    ("电力行业", "D"),
]


def test_all_sections_and_divisions_of_the_standard_are_there() -> None:
    codes = Counter(c.notation for c in INDUSTRIES if c.notation)
    assert {c for c in codes if re.fullmatch("[A-Z]", c)} == set("ABCDEFGHIJKLMNOPQRST")
    assert {c for c in codes if re.fullmatch(r"\d\d", c)} == {f"{n:02}" for n in range(1, 98)}
    assert max(codes.values()) == 1


def test_every_division_lies_in_one_section() -> None:
    for concept in INDUSTRIES:
        if concept.notation and re.fullmatch(r"\d\d", concept.notation):
            (section,) = concept.broader
            assert re.fullmatch("[A-T]", INDUSTRIES[section].notation or "")


@pytest.mark.parametrize(("said", "label", "code"), SAID)
def test_customary_names_lead_to_the_concept(said: str, label: str, code: str | None) -> None:
    (concept,) = INDUSTRIES.by_name(said)
    assert (concept.label, concept.notation) == (label, code)


@pytest.mark.parametrize(("said", "code"), UNDER)
def test_a_sector_lies_under_its_division(said: str, code: str) -> None:
    (concept,) = INDUSTRIES.by_name(said)
    assert code in {a.notation for a in INDUSTRIES.ancestors(concept.iri)}


def test_a_group_code_begins_with_its_division() -> None:
    for concept in INDUSTRIES:
        if concept.notation and len(concept.notation) > 2:
            assert concept.notation[:2] in {a.notation for a in INDUSTRIES.ancestors(concept.iri)}, concept.label


def test_there_are_sectors_of_custom_beyond_the_standard() -> None:
    assert sum(not re.fullmatch(r"[A-Z]|\d\d", c.notation or "") for c in INDUSTRIES) >= 100


def test_no_iri_dangles_no_cycle_and_no_name_names_two_but_section_and_division() -> None:
    names = Counter(name for c in INDUSTRIES for name in {c.label, *c.alt_labels})
    assert {n for n, k in names.items() if k > 1} == {"房地产业", "教育", "国际组织"}
    for concept in INDUSTRIES:
        assert concept.label and concept.label_en
        assert all(INDUSTRIES.get(iri) and iri.startswith(ID + "industry/") for iri in concept.broader)
        assert concept not in INDUSTRIES.ancestors(concept.iri)
