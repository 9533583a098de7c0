"""Pages as text: what is drawn for a choice, and what is said when nothing is."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from cetu.graph.dataset import Graph
from cetu.ontology.errors import DrawError
from cetu.visual.drawing import draw, write_page


def data(html: str, id: str) -> Any:
    found = re.search(rf'<script type="application/json" id="{id}">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])


def labels(html: str) -> set[str]:
    return {node["label"] for node in data(html, "nodes")} - {""}


def test_a_page_holds_no_address_of_another_host_that_a_browser_would_load(graph: Graph) -> None:
    assert (
        re.findall(r"<(?:link|img|iframe|base)\b|\bsrc\s*=\s*[\"']http|@import", draw(graph).split("<script>")[0]) == []
    )


def test_the_same_graph_gives_the_same_page(graph: Graph) -> None:
    assert draw(graph) == draw(Graph.of(reversed(list(graph))))


def test_a_technology_is_drawn_with_all_that_supports_it(graph: Graph) -> None:
    assert labels(draw(graph, technology="飞轮储能")) == {"飞轮储能", "物理储能", "飞轮研究院"}


def test_a_region_is_drawn_with_the_steps_by_which_it_supports(graph: Graph) -> None:
    found = labels(draw(graph, region="抚顺"))
    assert {"抚顺市", "油页岩集群", "干馏尾气利用"} <= found
    assert "大连市" not in found


def test_a_member_of_a_group_is_drawn_with_its_group(graph: Graph) -> None:
    nodes = data(draw(graph, region="营口"), "nodes")
    assert {"大连市", "营口市"} <= {node["label"] for node in nodes}
    assert "Group" in {node["kind"] for node in nodes}


@pytest.mark.parametrize("plan", ["haidong-2023", "海东市", "https://w3id.org/cetu/id/plan/haidong-2023"])
def test_a_plan_is_named_by_key_title_or_iri(graph: Graph, plan: str) -> None:
    assert labels(draw(graph, plans=[plan])) == labels(draw(graph))


def test_marks_slice_the_sentence_where_the_words_stand(graph: Graph) -> None:
    said = data(draw(graph), "data")
    gas = next(node["id"] for node in data(draw(graph), "nodes") if node["label"] == "干馏尾气利用")
    [(sentence, start, end)] = [said["places"][place] for place in said["nodes"][gas]]
    assert said["sentences"][sentence][0][start:end] == "干馏尾\n气利用"


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({"technology": "飞轮储热"}, "do you mean 飞轮储能"),
        ({"region": "北京"}, "no region called 北京"),
        ({"plans": ["没有"]}, "it has: haidong-2023"),
        ({"technology": "飞轮储能", "region": "抚顺"}, "nothing to draw for 飞轮储能 抚顺"),
    ],
)
def test_nothing_to_draw_is_said_with_what_to_do(graph: Graph, choice: dict[str, Any], words: str) -> None:
    with pytest.raises(DrawError, match=words):
        draw(graph, **choice)


def test_an_empty_graph_is_not_drawn() -> None:
    with pytest.raises(DrawError, match="cetu build"):
        draw(Graph.of([]))


def test_a_page_is_written_whole_in_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "图.html"
    write_page("<p>策图</p>\n", path)
    assert path.read_bytes() == "<p>策图</p>\n".encode()
    assert [one.name for one in tmp_path.iterdir()] == ["图.html"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(DrawError, match="choose another file"):
        write_page("", tmp_path / "none" / "page.html")
