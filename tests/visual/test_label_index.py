"""Search over names: what is found, how it is ranked, and that it is fast."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest

from cetu.graph.store import open_graph
from cetu.visual.label_index import Entry, LabelIndex, label_index

ENTRIES = (
    Entry("region/500000", "Region", "重庆市", ("重庆", "500000"), "Chongqing"),
    Entry("technology/储能", "Technology", "储能", ("大规模储能",), "energy storage"),
    Entry("technology/新型储能", "Technology", "新型储能", (), "new-type energy storage"),
    Entry("technology/CO₂捕集", "Technology", "CO₂捕集", ()),
    Entry("region/220100", "Region", "长春市", ("长春",), "Changchun"),
)


@pytest.mark.parametrize(
    ("words", "first", "how"),
    [
        ("储能", "储能", "label"),
        ("大规模", "储能", "name"),
        ("chongqing", "重庆市", "english"),
        ("cq", "重庆市", "initials"),
        ("changchun", "长春市", "english"),
        ("chu neng", "储能", "pinyin"),
        ("xxcn", "新型储能", "initials"),
        ("500000", "重庆市", "name"),
        ("co2", "CO₂捕集", "label"),
        ("ENERGY", "储能", "english"),
    ],
)
def test_the_best_comes_first(words: str, first: str, how: str) -> None:
    found = LabelIndex(ENTRIES).search(words)
    assert (found[0].entry.label, found[0].how) == (first, how)


@pytest.mark.parametrize("words", ["", "  ", "没有这个", "\n", "\x00"])
def test_what_fits_nothing_finds_nothing(words: str) -> None:
    assert LabelIndex(ENTRIES).search(words) == []


def test_kinds_narrow_it() -> None:
    assert [one.entry.label for one in LabelIndex(ENTRIES).search("c", kinds=["Region"])] == ["重庆市", "长春市"]


def test_a_graph_s_own_names_are_found(store: Path) -> None:
    index = label_index(open_graph(store))
    assert index.search("210200")[0].entry.label == "大连市"
    assert {"Plan", "Task", "Target", "Technology", "Region"} <= {entry.kind for entry in index.entries}


def test_a_hundred_thousand_labels_are_searched_quickly() -> None:
    syllables = "储能氢电池风光伏碳捕集利用封存钢铁化工建材"
    names = (f"{syllables[n % 20]}{syllables[n // 20 % 20]}{syllables[n // 400 % 20]}技术{n}" for n in range(100_000))
    index = LabelIndex(Entry(f"technology/{n}", "Technology", name) for n, name in enumerate(names))
    index.search("zz")
    start = perf_counter()
    for words in ("储能", "技术", "chu", "js", "99999"):
        assert index.search(words)
    assert (perf_counter() - start) / 5 < 0.25  # 50 ms on an idle machine: bench/README.md
