"""One thing named two ways meets at one concept; what is not known is linked to nothing."""

from __future__ import annotations

import pytest

from cetu.extract.linking import link

SAME = [
    ("Technology", "热泵技术", "热泵"),
    ("Technology", "CCUS", "碳捕集、利用与封存技术"),
    ("Technology", "碳捕集利用与封存（CCUS）", "碳捕集利用与封存"),
    ("Technology", "CO₂捕集", "二氧化碳捕集"),
    ("Technology", "全钒 液流电池", "“全钒液流电池”"),
    ("Industry", "钢铁行业", "钢铁"),
    ("Institution", "科技部", "科学技术部"),
]
APART = [
    ("Technology", "钠离子电池", "锂离子电池"),
    ("Technology", "二氧化碳捕集", "碳捕集利用与封存"),
    ("Industry", "钢铁行业", "水泥行业"),
    ("Institution", "科技部", "生态环境部"),
]
UNKNOWN = [("Technology", "某某无名装置"), ("Region", "大连"), ("Document", "节约能源法"), ("Technology", "")]


@pytest.mark.parametrize(("kind", "one", "other"), SAME)
def test_two_names_of_one_thing_meet(kind: str, one: str, other: str) -> None:
    assert link(kind, one, None) == link(kind, other, None) is not None


@pytest.mark.parametrize(("kind", "one", "other"), APART)
def test_two_things_with_like_names_stay_apart(kind: str, one: str, other: str) -> None:
    linked = [link(kind, one, None), link(kind, other, None)]
    assert None not in linked
    assert linked[0] != linked[1]


@pytest.mark.parametrize(("kind", "name"), UNKNOWN)
def test_what_no_thesaurus_names_is_linked_to_nothing(kind: str, name: str) -> None:
    assert link(kind, name, None) is None
