"""Paths, bundles and layout, asked of a real store as the server asks them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cetu.graph.dataset import Graph
from cetu.graph.store import open_graph
from cetu.ontology.errors import QueryError
from cetu.visual import explorer_calls
from cetu.visual.bundle import around, plan_bundle
from cetu.visual.graph_layout import lay_out
from cetu.visual.pathfinding import between, find_path
from cetu.visual.plan_text import plan_text


@pytest.fixture(scope="module")
def read(store: Path) -> Graph:
    return open_graph(store)


def test_a_bundle_is_whole_and_its_places_slice_the_text(read: Graph) -> None:
    bundle = plan_bundle(read, ["plan/liaoning-2023"])
    text = plan_text(read, "plan/liaoning-2023")["text"]
    things = {thing["id"] for thing in bundle["things"]}
    places = {place["id"]: place for place in bundle["places"]}
    links = {link["id"]: link for link in bundle["links"]}
    for link in bundle["links"]:
        assert {*link["s"], link["o"]} <= things
        assert set(link["places"]) <= places.keys()
        assert set(link.get("steps", ())) <= links.keys()
    for place in bundle["places"]:
        assert text[place["at"] : place["at"] + len(place["sentence"])] == place["sentence"]
        assert place["at"] <= place["start"] < place["end"] <= len(text)


def test_spans_of_the_reader_slice_the_text(read: Graph) -> None:
    told = plan_text(read, "plan/haidong-2023")
    words = {told["text"][start:end] for start, end, _, _ in told["spans"]}
    assert {"漂浮式风电", "大连", "油页岩集群", "干馏尾\n气利用"} <= words
    assert told["lists"][0]["openness"] == "open"


def test_a_path_never_runs_from_one_member_of_a_group_to_another(read: Graph) -> None:
    found = find_path(read, "region/210200", "region/210900")
    assert found["path"][0] == "region/210200"
    assert found["path"][-1] == "region/210900"
    kinds = {thing["id"]: thing["kind"] for thing in found["things"]}
    assert [kinds[id] == "Region" for id in found["path"]] != [True] * len(found["path"])
    assert found["links"]


def test_there_is_no_path_where_nothing_joins(read: Graph) -> None:
    assert find_path(read, "region/210200", "technology/没有")["path"] == []


def test_around_and_between_hold_what_touches(read: Graph) -> None:
    found = around(read, "region/210200")
    direct = [link for link in found["links"] if "region/210200" in (*link["s"], link["o"])]
    assert len(direct) == found["total"]
    assert around(read, "region/210200", most=3)["total"] == found["total"]
    pair = between(read, ["region/210200", "technology/燃料电池汽车"])
    assert pair["links"]


@pytest.mark.parametrize("name", ["a b", "<x>", "plan/\n", "x> ?s ?p ?o . <y"])
def test_a_name_that_could_be_none_is_refused(read: Graph, name: str) -> None:
    with pytest.raises(QueryError):
        explorer_calls.around(read, name)


def test_calls_answer_json(read: Graph) -> None:
    assert {plan["id"] for plan in json.loads(explorer_calls.summary(read))["plans"]} == {
        "plan/haidong-2023",
        "plan/liaoning-2023",
        "plan/shenyang-2024",
    }


def test_the_layout_is_the_same_each_time_and_keeps_components_apart() -> None:
    edges = [(0, 1), (1, 2), (2, 0), (3, 4)]
    places = lay_out(6, edges)
    assert places == lay_out(6, edges)
    assert len(set(places)) == 6
    left, right = [x for x, _ in places[:3]], [x for x, _ in places[3:5]]
    assert max(left) < min(right) or max(y for _, y in places[:3]) < min(y for _, y in places[3:5])
    assert lay_out(0, []) == []
