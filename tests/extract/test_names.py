"""What a coordination leaves out is put back into each member's name, and nothing more."""

from __future__ import annotations

import pytest

from cetu.extract.coordination import groups
from cetu.extract.names import restore

NAMES = [
    ("潮汐能、波浪能、温差能发电技术", ["潮汐能发电技术", "波浪能发电技术", "温差能发电技术"]),
    ("合成气制乙二醇、乙醇及烯烃技术", ["合成气制乙二醇技术", "合成气制乙醇技术", "合成气制烯烃技术"]),
    ("电渗析、反渗透等技术", ["电渗析技术", "反渗透技术"]),
    ("电渗析技术、反渗透技术", ["电渗析技术", "反渗透技术"]),
    ("钠离子电池、超级电容器", ["钠离子电池", "超级电容器"]),
    ("余热锅炉、热泵等节能装备", ["余热锅炉", "热泵"]),
    ("高温气冷堆", ["高温气冷堆"]),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names_are_whole(text: str, expected: list[str]) -> None:
    (group,) = groups(text, 0, len(text))
    pieces = restore(text, list(group.members), group.head)
    assert ["".join(text[a:b] for a, b in one) for one in pieces] == expected


@pytest.mark.parametrize("text", [text for text, _ in NAMES])
def test_the_members_own_words_are_a_piece_of_each_name(text: str) -> None:
    (group,) = groups(text, 0, len(text))
    pieces = restore(text, list(group.members), group.head)
    for member, one in zip(group.members, pieces, strict=True):
        assert member in one
