"""What many plans say at once: the picked links are the strongest, the counts are those of the whole graph."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from shutil import copytree
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from cetu.graph.dataset import Graph
from cetu.graph.opening import store_version
from cetu.visual import explorer_calls, overview_rows
from cetu.visual.bundle import plan_bundle, read_plans
from cetu.visual.overview import Overview
from cetu.visual.overview_keeping import FILE, kept_rows
from tests.visual.conftest import MANY, serving
from tests.visual.person import Person

Json = dict[str, Any]


@pytest.fixture(scope="module")
def whole(built: Graph) -> Overview:
    placing = overview_rows.statements(built, overview_rows.placing(built))
    links = [*overview_rows.supports(built), *placing, *overview_rows.targets(built)]
    things = overview_rows.things(built, overview_rows.ends_of(links))
    return Overview(links, things, read_plans(built, built.plans()))


@pytest.fixture(scope="module")
def said(built: Graph) -> Json:
    """Everything that the plans say, as the explorer loads it of few plans."""
    return plan_bundle(built, ["plan/liaoning-2023", "plan/shenyang-2024", "plan/haidong-2023"])


def test_the_rows_are_the_links_of_the_bundle(whole: Overview, said: Json) -> None:
    rows = {link["id"]: link for link, _ in whole.links}
    wanted = [link for link in said["links"] if link["type"] != "said" or link["p"] in ("hasProject", "hasCluster")]
    assert rows.keys() == {link["id"] for link in wanted}
    for link in wanted:
        row = rows[link["id"]]
        assert {name: row.get(name) for name in ("type", "p", "plan", "reading", "strength", "coverage", "route")} == {
            name: link.get(name) for name in ("type", "p", "plan", "reading", "strength", "coverage", "route")
        }
        assert sorted(row["s"]) == sorted(link["s"]) and row["o"] == link["o"]
        if link["type"] == "target":
            keys = ("name", "year", "value", "printed", "unit", "comparator", "baseline")
            assert [row["target"][key] for key in keys] == [link["target"][key] for key in keys]


def test_a_matrix_holds_the_strongest_and_stands_for_all(whole: Overview) -> None:
    answer = whole.matrix({}, "Region", 10)
    supports = [
        link for link, _ in whole.links if link["type"] == "inferred" and whole.things[link["s"][0]]["kind"] == "Region"
    ]
    every = {link["o"] for link in supports}
    assert answer["told"]["rows"] == [10, len(every)] and answer["told"]["links"] == len(supports)
    weights: Counter[str] = Counter()
    for link in supports:
        weights[link["o"]] += link["strength"]
    shown = {link["o"] for link in answer["links"]}
    assert min(weights[one] for one in shown) >= max(weights[one] for one in every - shown)
    assert sum(1 + link.get("more", 0) for link in answer["links"]) == sum(link["o"] in shown for link in supports)
    assert {link["id"] for link in answer["links"]} <= {link["id"] for link in supports}
    assert {end for link in answer["links"] for end in (link["s"][0], link["o"])} <= {
        thing["id"] for thing in answer["things"]
    }


def test_a_filter_holds_and_facets_count_what_all_the_others_let_through(whole: Overview) -> None:
    every, facets = (whole.matrix({}, "Region", 400)[name] for name in ("told", "facets"))
    readings = dict(facets["readings"])
    assert sum(readings.values()) == every["links"]
    each = whole.matrix({"readings": ["each"]}, "Region", 400)
    assert each["told"]["links"] == readings["each"]
    assert dict(each["facets"]["readings"]) == readings
    assert all(link["reading"] == "each" for link in each["links"])
    strong = whole.matrix({"strength": 4}, "Plan", 400)
    assert all(link["strength"] >= 4 for link in strong["links"])
    within = whole.matrix({"regions": ["region/210200"]}, "Region", 400)
    above = {thing["id"]: {thing["id"], *thing.get("within", ())} for thing in within["things"]}
    assert within["links"] and all("region/210200" in above[link["s"][0]] for link in within["links"])


def test_a_map_tells_each_technology_of_a_region_once_and_groups_apart(whole: Overview) -> None:
    answer = whole.map({}, "technologies", "")
    seen = Counter((link["s"][0], link["o"], link["reading"]) for link in answer["links"])
    assert set(seen.values()) == {1}
    assert answer["technologies"][0][2] >= answer["technologies"][-1][2]
    projects = whole.map({}, "projects", "")
    assert projects["links"] and all(link["p"] == "hasProject" for link in projects["links"])


def test_a_timeline_has_the_indicators_that_the_most_plans_set(whole: Overview) -> None:
    answer = whole.timeline({})
    assert {"储能装机", "非化石能源消费比重"} <= {link["target"]["name"] for link in answer["links"]}
    assert answer["told"]["links"] >= len(answer["links"]) > 3


def test_a_flow_names_supports_and_where_their_clusters_are(whole: Overview) -> None:
    ids = whole.flow({}, 24)
    kinds = {link["id"]: link["p"] for link, _ in whole.links}
    assert {kinds[id] for id in ids} == {"supports", "hasCluster"}


@pytest.fixture(scope="module")
def large_address(large: Path) -> Iterator[str]:
    yield from serving(large)


def test_every_view_shows_many_plans_and_says_how_much_is_left_out(
    chromium: webdriver.Chrome, large_address: str
) -> None:
    person = Person(chromium, large_address)
    person.open("#/matrix")
    person.until(lambda: f"汇总全部 {MANY} 份规划" in person.text(".picked"), 30)
    cell = person.one(".cell")
    assert "条推断的支撑" in (cell.get_attribute("aria-label") or "")
    cell.click()
    person.until(lambda: len(person.all(".evidence .card")) >= MANY, 30)
    assert person.text(".evidence .card .sentence")
    for view, mark in (("map", ".spot"), ("timeline", ".mark-target"), ("flow", ".band")):
        person.open(f"#/{view}")
        person.until(partial(_shown, person, mark), 30)
    person.open()
    person.until(lambda: person.all(".starts button"), 30)


def test_things_of_one_name_are_told_apart_wherever_one_begins(chromium: webdriver.Chrome, large_address: str) -> None:
    person = Person(chromium, large_address)
    person.open()
    person.until(lambda: person.all(".starts button"), 30)
    shown = "return [...document.querySelectorAll(arguments[0])].map((one) => one.textContent.trim())"
    starts = person.run(shown, ".starts button")
    assert len(starts) == len(set(starts))
    assert any("油页岩集群" in one and "海东市绿色低碳科技方案" in one for one in starts)
    person.search("油页岩集群")
    offered = person.run(shown, "[role=listbox] li")
    assert len(offered) == len(set(offered)) >= MANY


def _shown(person: Person, mark: str) -> bool:
    return bool(person.all(".picked") and person.all(mark))


@pytest.mark.parametrize("body", ["no json", "[]", '{"view": "nowhere"}', '{"view": "matrix", "rows": "many"}'])
def test_what_asks_for_no_view_is_refused(address: str, body: str) -> None:
    with pytest.raises(HTTPError) as refused:
        urlopen(Request(f"{address}explorer/overview", body.encode(), method="POST"))
    refused.value.close()
    assert refused.value.code == 400


def test_two_regions_of_many_plans_stand_side_by_side_in_any_view(
    chromium: webdriver.Chrome, large_address: str
) -> None:
    person = Person(chromium, large_address)
    person.open("#/matrix")
    person.click("details.menu summary", "对比")
    person.click(".menu form button", "两个地区")
    for side, name in (("left", "大连市"), ("right", "抚顺市")):
        person.one(f"select[name={side}] option", name)
        person.run(
            "const select = document.querySelector(`select[name=${arguments[0]}]`);"
            "select.value = [...select.options].find((one) => one.text === arguments[1]).value;"
            "select.dispatchEvent(new Event('change', {bubbles: true}))",
            side,
            name,
        )
    person.click("form.drop button.primary")
    person.until(lambda: "仅右：2 技术" in person.text(".difference"))
    assert "仅左：2 技术" in person.text(".difference") and "两边都有：0 技术" in person.text(".difference")
    for key, mark in enumerate(("canvas.picture", ".cell", ".spot", "", "svg.figure .stop"), start=1):
        if mark:
            person.run("document.activeElement.blur()")
            person.keys(str(key))
            person.until(partial(_both_show, person, mark), 30)
    person.browser.refresh()
    person.until(partial(_both_show, person, ".stop"), 30)


def _both_show(person: Person, mark: str) -> bool:
    return all(person.count(f".sides > section:nth-child({side}) {mark}") for side in (1, 2))


def test_an_indicator_of_many_plans_opens_alone(chromium: webdriver.Chrome, large_address: str) -> None:
    person = Person(chromium, large_address)
    person.open()
    person.search("储能装机")
    person.keys(Keys.ENTER)
    person.until(lambda: "指标 1 / 1" in person.text(".picked"))
    assert len(person.all(".evidence .card.target")) == MANY


def test_what_was_read_is_kept_for_the_next_server_and_for_this_graph_alone(large: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    copytree(large, store)
    with contextmanager(serving)(store) as first:
        whole = asked(first, {"view": "matrix"})
        done, every = json.loads(urlopen(f"{first}explorer/progress").read())
        assert done == every > 5
    (kept,) = store.glob(f"*/{FILE}")
    with contextmanager(serving)(store) as second:
        assert asked(second, {"view": "matrix"}) == whole
        assert json.loads(urlopen(f"{second}explorer/progress").read()) == [0, 0]
    version = store_version(str(store))
    assert kept_rows(str(store), version) is not None
    assert kept_rows(str(store), "another version") is None
    kept.write_bytes(kept.read_bytes()[:200])
    assert kept_rows(str(store), version) is None


def test_what_was_judged_wrong_counts_no_more_and_what_rests_on_it(built: Graph, whole: Overview) -> None:
    ids = ["plan/shenyang-2024/statement/none"]
    assert whole.without(ids).matrix({}, "Region", 400)["told"] == whole.matrix({}, "Region", 400)["told"]
    support = next(link for link in plan_bundle(built, ["plan/shenyang-2024"])["links"] if link["type"] == "inferred")
    resting = json.loads(explorer_calls.resting(built, support["steps"]))
    assert support["id"] in resting
    left = whole.without(resting)
    assert left.supported({})["told"]["links"] == whole.supported({})["told"]["links"] - len(resting)


def asked(address: str, asks: Json) -> Json:
    with urlopen(Request(f"{address}explorer/overview", json.dumps(asks).encode(), method="POST")) as reply:
        answer: Json = json.loads(reply.read())
    return answer
