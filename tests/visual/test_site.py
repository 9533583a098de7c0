"""The explorer as files in a folder: everything works offline, from `file://`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from selenium import webdriver

from cetu.graph.dataset import Graph
from cetu.graph.store import open_graph
from cetu.ontology.errors import DrawError
from cetu.visual.site import export_site
from tests.visual.person import Person


def visit(browser: webdriver.Chrome, site: Path, place: str = "") -> None:
    browser.get("about:blank")
    browser.get((site / "index.html").as_uri() + place)
    assert browser.execute_async_script(
        "const done = arguments[0]; const look = () => document.body.dataset.ready === 'true' ? done(true) :"
        " setTimeout(look, 20); look()"
    )


COUNTS = {
    "matrix": ".cell",
    "map": ".spot",
    "timeline": ".mark-target",
    "flow": ".band",
    "plan": ".text .span",
    "align": ".rows li[data-id]",
    "graph": ".questions button",
}


@pytest.mark.parametrize("view", COUNTS)
def test_every_view_opens_from_the_folder(chromium: webdriver.Chrome, site: Path, view: str) -> None:
    visit(chromium, site, f"#/{view}")
    person = Person(chromium, site.as_uri())
    person.until(lambda: person.count(COUNTS[view]) >= 6)


def test_search_graph_and_questions_work_without_a_server(chromium: webdriver.Chrome, site: Path) -> None:
    visit(chromium, site)
    chromium.find_element("css selector", ".start input").send_keys("chuneng")
    wait = "const [selector, done] = arguments; const look = () => { const found = document.querySelector(selector);"
    wait += " found ? done(found.innerText || found.getAttribute('aria-label')) : setTimeout(look, 20) }; look()"
    assert chromium.execute_async_script(wait, "[role=listbox] li .name") == "储能"
    chromium.find_element("css selector", ".start input").send_keys("\n")
    assert "储能" in chromium.execute_async_script(wait, "canvas.picture")
    for words, view, mark in (("feihuashi", "timeline", ".mark-target"), ("建设储能示范基地", "plan", ".text .here")):
        visit(chromium, site)
        chromium.find_element("css selector", ".start input").send_keys(words)
        chromium.execute_async_script(wait, "[role=listbox] li .name")
        chromium.find_element("css selector", ".start input").send_keys("\n")
        assert chromium.execute_async_script(wait, mark)
        assert f"#/{view}" in chromium.current_url
    visit(chromium, site)
    chromium.find_element("css selector", "[data-question=regions]").click()
    assert "个事物" in chromium.execute_async_script(wait, "canvas.picture")


def test_it_asks_for_nothing_outside_the_folder_and_runs_no_hostile_text(
    chromium: webdriver.Chrome, site: Path
) -> None:
    chromium.get("about:blank")
    for kind in ("performance", "browser"):
        chromium.get_log(kind)  # type: ignore[no-untyped-call]
    for view in COUNTS:
        visit(chromium, site, f"#/{view}?plan=haidong-2023")
    entries = [json.loads(one["message"])["message"] for one in chromium.get_log("performance")]  # type: ignore[no-untyped-call]
    asked = [one["params"]["request"]["url"] for one in entries if one["method"] == "Network.requestWillBeSent"]
    assert asked
    assert [url for url in asked if not url.startswith((site.as_uri(), "data:", "blob:", "about:"))] == []
    assert chromium.execute_script("return window.hacked") is None
    assert [one for one in chromium.get_log("browser") if one["level"] == "SEVERE"] == []  # type: ignore[no-untyped-call]


def test_plans_can_be_chosen_and_unknown_ones_are_named(large: Path, tmp_path: Path) -> None:
    graph = open_graph(large)
    export_site(graph, tmp_path / "one", ["haidong-2003"])
    data = (tmp_path / "one" / "data.js").read_text(encoding="utf-8")
    assert "haidong-2003/statement" in data and "haidong-2004/statement" not in data
    with pytest.raises(DrawError, match="no plan nowhere"):
        export_site(graph, tmp_path / "two", ["nowhere"])
    with pytest.raises(DrawError, match="nothing to export"):
        export_site(Graph.of([]), tmp_path / "three")
