"""Search over names as the explorer shows it: what comes first, by which name, and what an answer's names stand for."""

from __future__ import annotations

import pytest

from cetu.graph.dataset import Graph
from cetu.visual.searching import MOST, named, search


@pytest.mark.parametrize(
    ("words", "first", "how"),
    [("储能", "储能", "label"), ("大规模储能", "储能", "name"), ("dalian", "大连市", "english"),
     ("dls", "大连市", "pinyin"), ("chu neng", "储能", "pinyin"), ("210200", "大连市", "name"),
     ("Energy storage", "储能", "english"),
     ("支持大连市建设", "支持大连市建设储能示范基地，发展钠离子电池、飞轮储能技术", "label"),
     ("feihuashi", "非化石能源消费比重", "pinyin"),
     ("沈阳市储能产业", "沈阳市储能产业发展行动方案（2024—2027年）", "label")],
)  # fmt: skip
def test_the_best_comes_first_and_says_by_which_name(built: Graph, words: str, first: str, how: str) -> None:
    found = search(built, words)
    assert (found[0]["label"], found[0]["how"]) == (first, how)
    assert len(found) <= MOST


@pytest.mark.parametrize("words", ["", "  ", "没有这个", "\n", "\x00", "*"])
def test_what_fits_nothing_finds_nothing(built: Graph, words: str) -> None:
    assert search(built, words) == []


def test_only_what_plans_speak_of_is_offered_where_they_speak_of_it(built: Graph) -> None:
    graph = [one["id"] for one in search(built, "储能", ["Technology"])]
    assert "technology/储能" in graph
    assert all(one["kind"] == "Technology" for one in search(built, "储能", ["Technology"]))


def test_names_stand_for_the_things_that_are_called_so(built: Graph) -> None:
    assert named(built, ["储能", "大连市", "没有这个"]) == ["technology/储能", "region/210200"]
