"""Lists, their closing and their stage, from the words between given spans."""

import pytest

from cetu.extract.composing import lists, read_sentence
from cetu.extract.mention import Phrase, Scene
from cetu.extract.places import Place

LISTS = [
    # text, spans, members of each list, openness, count, head
    (
        "研发甲电池、乙电池和丙电池",
        ["甲电池", "乙电池", "丙电池"],
        [["甲电池", "乙电池", "丙电池"]],
        "unmarked",
        None,
        None,
    ),
    (
        "研发甲电池、乙电池等储能技术",
        ["甲电池", "乙电池", "储能技术"],
        [["甲电池", "乙电池"]],
        "open",
        None,
        "储能技术",
    ),
    ("建设甲电站、乙电站等5个示范工程", ["甲电站", "乙电站"], [["甲电站", "乙电站"]], "counted", 5, None),
    ("研发甲电池，推广乙热泵", ["甲电池", "乙热泵"], [["甲电池"], ["乙热泵"]], "unmarked", None, None),
]

STAGES = [
    ("研究甲电池", "research"),
    ("开展甲电池技术研究", "research"),
    ("攻克甲电池关键技术", "develop"),
    ("推进甲电池研发和示范应用", "deploy"),
    ("建设甲电池示范项目", "demonstrate"),
    ("推广应用甲电池", "deploy"),
    ("围绕甲电池", None),
    ("严禁新增甲电池产能", "restrict"),
]


def spans(text: str, names: list[str], kind: str = "Technology") -> list[Phrase]:
    places = [text.index(name) for name in names]
    return [
        Phrase(kind, a, a + len(n), ((a, a + len(n)),), None, "given", 1.0) for a, n in zip(places, names, strict=True)
    ]


@pytest.mark.parametrize(("text", "names", "members", "openness", "count", "head"), LISTS)
def test_what_stands_between_spans_makes_lists(
    text: str, names: list[str], members: list[list[str]], openness: str, count: int | None, head: str | None
) -> None:
    found = list(lists(text, spans(text, names), len(text)))
    assert [[text[m.start : m.end] for m in one.members] for one in found] == members
    assert (found[0].openness, found[0].count) == (openness, count)
    assert (text[found[0].head.start : found[0].head.end] if found[0].head else None) == head


@pytest.mark.parametrize(("text", "stage"), STAGES)
def test_verbs_around_a_span_give_its_stage(text: str, stage: str | None) -> None:
    said = list(read_sentence(Scene(text, {}), spans(text, ["甲电池"]), 0, len(text), 1))
    assert [m.stage for one in said for m in one.members] == [stage]


def test_places_list_goes_on_behind_a_comma() -> None:
    text = "在甲州乙县、丙县，丁州戊县等地建设光伏电站"
    names = {"甲州": None, "乙县": None, "丙县": None, "丁州": None, "戊县": None}
    places = {text.index(n): Place(text.index(n), text.index(n) + 2, None, True) for n in names}
    (said,) = read_sentence(Scene(text, places), spans(text, ["光伏电站"]), 0, len(text), 1)
    assert said.location is not None
    assert [text[p.start : p.end] for p in said.location.places] == list(names)
    assert said.location.openness == "open"


def test_a_sector_that_opens_a_clause_is_its_subject() -> None:
    text = "造纸行业推广余热干燥"
    sector = spans(text, ["造纸行业"], "Industry")
    said = list(read_sentence(Scene(text, {}), [*sector, *spans(text, ["余热干燥"])], 0, len(text), 1))
    assert [one.topic for one in said] == ["subject", ""]


def test_heads_of_joined_lists_share_what_only_the_second_says() -> None:
    text = "开发森林、草原、冻土等陆地生态系统和红树林、海草床等海洋生态系统固碳增汇技术"
    named = spans(text, ["森林", "草原", "冻土", "陆地生态系统", "红树林", "海草床", "海洋生态系统固碳增汇技术"])
    (first, second) = read_sentence(Scene(text, {}), named, 0, len(text), 0)
    names = [["".join(text[a:b] for a, b in one.pieces) for one in said.members] for said in (first, second)]
    assert all(name.endswith("固碳增汇技术") for name in (*names[0], *names[1])), names
