"""Lists are cut into members, and say whether they are complete."""

from __future__ import annotations

import pytest

from cetu.extract.coordination import groups, numeral, split_members

# (object, [(members, head, openness, count)])
GROUPS = [
    ("余热锅炉、磁悬浮鼓风机等节能装备", [(["余热锅炉", "磁悬浮鼓风机"], "节能装备", "open", None)]),
    ("南京、苏州等4个城市", [(["南京", "苏州"], "城市", "counted", 4)]),
    ("南京、苏州等四个试点城市", [(["南京", "苏州"], "试点城市", "counted", 4)]),
    ("杭州、宁波两市", [(["杭州", "宁波"], None, "closed", None)]),
    ("山西、陕西两省", [(["山西", "陕西"], None, "closed", None)]),
    ("质子交换膜、双极板", [(["质子交换膜", "双极板"], None, "unmarked", None)]),
    ("高温气冷堆", [(["高温气冷堆"], None, "unmarked", None)]),
    (
        "抽水蓄能、重力储能等机械储能技术、锂离子电池、液流电池等电化学储能技术",
        [
            (["抽水蓄能", "重力储能"], "机械储能技术", "open", None),
            (["锂离子电池", "液流电池"], "电化学储能技术", "open", None),
        ],
    ),
    ("应用于船舶等移动源的碳捕集技术", [(["应用于船舶等移动源的碳捕集技术"], None, "unmarked", None)]),
    ("等离子体气化技术", [(["等离子体气化技术"], None, "unmarked", None)]),
    ("", []),
]
MEMBERS = [
    ("热泵、余热锅炉和换热器", ["热泵", "余热锅炉", "换热器"]),
    ("电解槽（碱性、质子交换膜）、储氢瓶", ["电解槽（碱性、质子交换膜）", "储氢瓶"]),
    ("高精度、低功耗压力传感器", ["高精度、低功耗压力传感器"]),
    ("热泵以及换热器", ["热泵", "换热器"]),
    ("“源、网、荷、储”一体化、虚拟电厂", ["“源、网、荷、储”一体化", "虚拟电厂"]),
]
NUMERALS = [("5", 5), ("12", 12), ("两", 2), ("十", 10), ("十四", 14), ("二十", 20), ("九十九", 99), ("多", None)]


@pytest.mark.parametrize(("text", "expected"), GROUPS)
def test_lists_say_their_members_and_whether_they_are_complete(
    text: str, expected: list[tuple[list[str], str | None, str, int | None]]
) -> None:
    found = [
        ([text[a:b] for a, b in g.members], text[slice(*g.head)] if g.head else None, g.openness, g.count)
        for g in groups(text, 0, len(text))
    ]
    assert found == expected


@pytest.mark.parametrize(("text", "expected"), MEMBERS)
def test_members_stand_between_joints(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in split_members(text, 0, len(text))] == expected


@pytest.mark.parametrize(("said", "value"), NUMERALS)
def test_numerals(said: str, value: int | None) -> None:
    assert numeral(said) == value
