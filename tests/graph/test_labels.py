"""The index of names: found by any piece, by pinyin, by code; kept up plan by plan; fast at 100,000 names."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

import pyoxigraph as ox
import pytest

from cetu.graph import sounding
from cetu.graph.background import read_background
from cetu.graph.dataset import Graph
from cetu.graph.indexing import update_index, write_index
from cetu.graph.labels import LabelIndex
from cetu.graph.quads import plan_quads
from cetu.graph.spelling import fold, sounds, words
from cetu.ontology.iri import mint
from cetu.ontology.terms import Cetu
from cetu.ontology.vocabularies import Rdf, Rdfs

PLAN = mint("plan", "haidong-2023")


@pytest.fixture(scope="module")
def background() -> Graph:
    return Graph.of(read_background().quads)


@pytest.fixture(scope="module")
def index(background: Graph) -> LabelIndex:
    return LabelIndex.of(background)


# what is typed, what is found (the label), kinds
TYPED = [
    ("储能", "储能", ()),
    ("能", "能源产业", ()),
    ("流电池", "液流电池", ()),
    ("ccus", "碳捕集利用与封存", ()),
    ("ＣＣＵＳ", "碳捕集利用与封存", ()),
    ("CO2捕集", "二氧化碳捕集", ()),
    ("carbon capt", "碳捕集与封存", ()),
    ("yeliudianchi", "液流电池", ()),
    ("dianchi", "液流电池", ("Technology",)),
    ("yldc", "液流电池", ()),
    ("dalian", "大连市", ("Region",)),
    ("2102", "大连市", ("Region",)),
    ("京", "北京市", ("Region",)),
    ("chongqing", "重庆市", ("Region",)),
]


@pytest.mark.parametrize(("typed", "label", "kinds"), TYPED)
def test_a_thing_is_found_by_any_piece_of_any_name(
    index: LabelIndex, typed: str, label: str, kinds: tuple[str, ...]
) -> None:
    assert label in [hit.label for hit in index.search(typed, kinds, 300)]


@pytest.mark.parametrize("typed", ["", "  ", '"', "*", "(", "'; DROP TABLE name; --", "没有这样的东西", "\x00"])
def test_odd_text_finds_nothing_and_breaks_nothing(index: LabelIndex, typed: str) -> None:
    assert index.search(typed) == index.exact(typed) == []


def test_the_very_name_comes_first(index: LabelIndex) -> None:
    assert [index.search(name, limit=1)[0].label for name in ("储能", "氢能", "大连")] == ["储能", "氢能", "大连市"]
    assert {hit.iri.rsplit("/", 1)[1] for hit in index.exact("朝阳")} == {"110105", "211300", "211321", "220104"}


@pytest.mark.parametrize(("typed", "meant"), [("CCSU", "CCUS"), ("储存能量", "储能"), ("燃料动力电池", "燃料电池")])
def test_near_names_are_proposed(index: LabelIndex, typed: str, meant: str) -> None:
    assert meant in index.near(typed, ("Technology",))


def test_spelling() -> None:
    assert fold("ＣＯ₂ 捕集") == "co2捕集"
    assert words("co2捕集") == ["co2", "捕", "集"]
    assert sounds("重庆")[0] == "chongqing"


def content(graph: Graph, index: LabelIndex) -> list[tuple[object, ...]]:
    found = [
        hit for typed in ("储能", "能", "沈阳", "yueyan", "集群", "海东") for hit in index.search(typed, limit=100)
    ]
    return [(hit.iri, hit.kind, hit.label, hit.matched, hit.uses) for hit in found]


def test_an_index_kept_up_plan_by_plan_is_the_one_made_at_once(made: Any, tmp_path: Path) -> None:
    background = read_background()
    said = plan_quads(made.plan, made.extraction, background.labels)
    empty, full = Graph.of(background.quads), Graph.of([*background.quads, *said])
    write_index(empty, tmp_path / "empty")
    write_index(full, tmp_path / "full")
    shutil.copy(tmp_path / "empty", tmp_path / "grown")
    update_index(full, tmp_path / "grown", [], [PLAN])
    grown, whole = LabelIndex.opened(tmp_path / "grown"), LabelIndex.opened(tmp_path / "full")
    assert content(full, grown) == content(full, whole)
    assert grown.exact("沈阳")[0].uses == 1
    assert grown.exact("油页岩集群")[0].kind == "Cluster"
    update_index(full, tmp_path / "grown", [], [PLAN])
    assert content(full, LabelIndex.opened(tmp_path / "grown")) == content(full, whole)
    update_index(empty, tmp_path / "grown", [PLAN], [])
    shrunk = LabelIndex.opened(tmp_path / "grown")
    assert shrunk.exact("沈阳")[0].uses == 0
    assert shrunk.exact("油页岩集群") == []


def test_a_graph_with_a_damaged_index_answers_from_the_graph(made: Any, tmp_path: Path) -> None:
    (tmp_path / "names.sqlite").write_bytes(b"no index")
    store = ox.Store()
    store.extend(plan_quads(made.plan, made.extraction))
    assert Graph(store, tmp_path / "names.sqlite").search("飞轮")[0].label == "飞轮储能"


@pytest.mark.soak
def test_a_hundred_thousand_names_are_searched_in_fifty_milliseconds() -> None:
    """Names made of the thesaurus's own words, so that every character is as common as it is in plans."""
    labels = sorted({value for iri, value in read_background().labels.items() if "/technology/" in iri})
    names = [f"{labels[number % 997]}{labels[(number * 7919) % len(labels)]}" for number in range(100_000)]
    graph, kind, called = ox.NamedNode("urn:g"), ox.NamedNode(Rdf.type), ox.NamedNode(Rdfs.label)
    quads = []
    for number, name in enumerate(names):
        node = ox.NamedNode(mint("technology", f"{name}{number}"))
        quads.append(ox.Quad(node, kind, ox.NamedNode(Cetu.Technology), graph))
        quads.append(ox.Quad(node, called, ox.Literal(name, language="zh"), graph))
    index = LabelIndex.of(Graph.of(quads))
    assert len(index) >= 100_000
    seconds = {}
    for typed in ("储能", "能", "技术", "二氧化碳捕集", "chuneng", "cn", "c"):
        start = perf_counter()
        index.search(typed)
        seconds[typed] = perf_counter() - start
    assert {typed: taken for typed, taken in seconds.items() if taken > 0.05} == {}


def test_many_names_sound_in_a_process_of_their_own_as_they_do_here(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"储能{number}\n项目" for number in range(40)]
    here = list(sounding.sounds_of(names))
    monkeypatch.setattr(sounding, "MANY", 10)
    assert list(sounding.sounds_of(names)) == here
    left = sounding.sounds_of(names)
    assert next(left) == here[0]
    left.close()  # type: ignore[attr-defined]
    for broken in ("/bin/false", "/nowhere/python"):  # one that dies, one that is not there: the names are sounded here
        monkeypatch.setattr(sys, "executable", broken)
        assert list(sounding.sounds_of(names)) == here
