"""Names of list members with what the list lends them."""

import pytest

from cetu.extract.composing import lists
from cetu.extract.mention import Phrase
from cetu.extract.names import named

NAMES = [
    # text, members, the span that heads the list, names
    ("研发电机、轴承、叶片技术", ["电机", "轴承", "叶片技术"], None, ["电机技术", "轴承技术", "叶片技术"]),
    ("开展反渗透、电渗析等关键技术攻关", ["反渗透", "电渗析"], None, ["反渗透技术", "电渗析技术"]),
    ("研发固态电池、飞轮储能", ["固态电池", "飞轮储能"], None, ["固态电池", "飞轮储能"]),
    ("研究潮汐能、波浪能、温差能发电技术", ["潮汐能", "波浪能", "温差能发电技术"], None,
     ["潮汐能发电技术", "波浪能发电技术", "温差能发电技术"]),
    ("开发合成气制乙二醇、乙醇及烯烃技术", ["合成气制乙二醇", "乙醇", "烯烃技术"], None,
     ["合成气制乙二醇技术", "合成气制乙醇技术", "合成气制烯烃技术"]),
]  # fmt: skip


def phrases(text: str, members: list[str], kind: str = "Technology") -> list[Phrase]:
    found, at = [], 0
    for one in members:
        at = text.index(one, at)
        found.append(Phrase(kind, at, at + len(one), ((at, at + len(one)),), None, "given", 1.0))
        at += len(one)
    return found


@pytest.mark.parametrize(("text", "members", "head", "names"), NAMES)
def test_a_member_takes_what_it_lacks(text: str, members: list[str], head: str | None, names: list[str]) -> None:
    (listed,) = lists(text, phrases(text, members), len(text))
    made = named(text, listed.members, listed.head, listed.head_words)
    assert ["".join(text[a:b] for a, b in one.pieces) for one in made] == names


def test_clusters_take_the_head_that_closes_their_list() -> None:
    text = "培育氢能装备、生物医药等产业集群"
    (listed,) = lists(text, phrases(text, ["氢能装备", "生物医药"], "Cluster"), len(text))
    made = named(text, listed.members, listed.head, listed.head_words)
    assert ["".join(text[a:b] for a, b in one.pieces) for one in made] == ["氢能装备产业集群", "生物医药产业集群"]


def test_projects_take_a_head_to_its_end() -> None:
    text = "实施白洋淀、衡水湖等湿地修复工程"
    lakes, core = phrases(text, ["白洋淀", "衡水湖"], "Project"), phrases(text, ["湿地修复"])
    (listed,) = lists(text, [*lakes, *core], len(text))
    made = named(text, listed.members, listed.head, listed.head_words)
    assert ["".join(text[a:b] for a, b in one.pieces) for one in made] == ["白洋淀湿地修复工程", "衡水湖湿地修复工程"]


def test_a_head_may_stand_in_the_middle_of_the_closing_words() -> None:
    text = "推进建筑采暖、生活热水、炊事等电气化普及"
    (listed,) = lists(text, phrases(text, ["建筑采暖", "生活热水", "炊事"]), len(text))
    made = named(text, listed.members, listed.head, listed.head_words)
    names = ["".join(text[a:b] for a, b in one.pieces) for one in made]
    assert names == ["建筑采暖电气化", "建筑生活热水电气化", "建筑炊事电气化"]


def test_the_own_words_of_a_member_stay_its_span() -> None:
    text = "研究潮汐能、波浪能、温差能发电技术"
    (listed,) = lists(text, phrases(text, ["潮汐能", "波浪能", "温差能发电技术"]), len(text))
    for before, after in zip(listed.members, named(text, listed.members, None, None), strict=True):
        assert (before.start, before.end) == (after.start, after.end)
        assert (after.start, after.end) in after.pieces
