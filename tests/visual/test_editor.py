"""The query editor in Chromium, over a real `cetu serve`: ask a question, complete, insert a thing, read an error."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.visual.person import Person

EDITOR = "document.querySelector('.CodeMirror').CodeMirror"


class Editor:
    """Somebody at the editor."""

    def __init__(self, browser: webdriver.Chrome, address: str) -> None:
        self.browser, self.address = browser, address

    def open(self, more: str = "") -> Editor:
        self.browser.get("about:blank")
        for kind in ("performance", "browser"):
            self.browser.get_log(kind)  # type: ignore[no-untyped-call]
        self.browser.get(f"{self.address}query{more}")
        self.until(lambda: self.run("return !!document.querySelector('.CodeMirror')"))
        self.until(lambda: self.run("return document.querySelectorAll('.questions button').length") > 5)
        return self

    def run(self, script: str, *arguments: object) -> Any:
        return self.browser.execute_script(script, *arguments)

    def until(self, holds: Callable[[], object], seconds: float = 20) -> None:
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, self.text("body")[:1500]
            time.sleep(0.05)

    def text(self, selector: str) -> str:
        return str(self.run("return document.querySelector(arguments[0])?.innerText ?? ''", selector))

    def click(self, selector: str) -> None:
        self.until(lambda: self.browser.find_elements(By.CSS_SELECTOR, selector))
        self.browser.find_elements(By.CSS_SELECTOR, selector)[0].click()

    def ask(self) -> None:
        self.click(".yasqe_queryButton")

    @property
    def query(self) -> str:
        return str(self.run(f"return {EDITOR}.getValue()"))

    @query.setter
    def query(self, text: str) -> None:
        self.run(f"{EDITOR}.setValue(arguments[0])", text)


@pytest.fixture
def editor(chromium: webdriver.Chrome, address: str) -> Editor:
    return Editor(chromium, address).open()


def test_the_first_query_lists_the_plans(editor: Editor) -> None:
    assert "PREFIX cetu: <https://w3id.org/cetu/ontology#>" in editor.query
    editor.ask()
    editor.until(lambda: "辽宁省科技支撑碳达峰碳中和实施方案" in editor.text(".yasr_results"))


def test_a_question_is_asked_with_its_parameters(editor: Editor) -> None:
    editor.click(".questions button[data-name=supporters]")
    editor.until(lambda: "cetu:supporter" in editor.query)
    assert "支撑某项技术" in editor.text(".card h1") and editor.text(".card .reading")
    field = editor.browser.find_element(By.CSS_SELECTOR, ".parameters input[name=technology]")
    assert editor.text(".parameters label:has([name=technology])").strip() == "技术 technology"
    assert field.get_attribute("placeholder") == "空为全部 all"
    field.clear()
    field.send_keys("储能", Keys.ENTER)
    editor.until(lambda: "id/technology/" in editor.query)
    editor.until(lambda: "储能" in editor.text(".yasr_results"))


def test_a_parameter_completes_from_the_graph_by_pinyin(editor: Editor) -> None:
    editor.click(".questions button[data-name=supporters]")
    field = editor.browser.find_element(By.CSS_SELECTOR, ".parameters input[name=technology]")
    field.send_keys("chuneng")
    editor.click(".parameters .found button")
    assert "储能" in str(field.get_property("value"))
    assert editor.text(".parameters .found") == ""


def test_prefixes_and_terms_complete_from_the_graph(editor: Editor) -> None:
    editor.query = "PREFIX cetu: <https://w3id.org/cetu/ontology#>\nSELECT * {\n  ?t a cetu:Techno"
    editor.run(f"{EDITOR}.focus(); {EDITOR}.setCursor(2, 99); {EDITOR}.autocomplete()")
    editor.until(lambda: "Technology" in editor.text(".CodeMirror-hints") or "cetu:Technology" in editor.query)


def test_a_thing_is_found_by_name_and_inserted(editor: Editor) -> None:
    editor.query = ""
    editor.browser.find_element(By.ID, "find").send_keys("储能")
    editor.click(".found button")
    assert editor.query.startswith("<https://w3id.org/cetu/id/technology/")


def test_a_broken_query_is_told_where(editor: Editor) -> None:
    editor.query = "SELECT * { ?s ?p }"
    editor.ask()
    editor.until(lambda: "does not fit here" in editor.text(".yasr"))


def test_a_query_comes_with_the_address(chromium: webdriver.Chrome, address: str) -> None:
    sparql = "SELECT (COUNT(*) AS ?plans) { ?p a cetu:Plan }"
    editor = Editor(chromium, address).open(f"#query={quote(sparql)}")
    assert sparql in editor.query


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?t WHERE { <https://w3id.org/cetu/id/region/210200> cetu:supports ?t }",
        "SELECT ?name WHERE { <https://w3id.org/cetu/id/region/210200> cetu:supports/rdfs:label ?name }",
        "SELECT ?s WHERE { ?s a cetu:Statement ; cetu:subject <https://w3id.org/cetu/id/region/210200> }",
        "CONSTRUCT { ?r cetu:supports ?t } WHERE { ?r cetu:supports ?t ; a cetu:Region }",
    ],
)
def test_a_result_opens_as_a_graph(editor: Editor, sparql: str) -> None:
    prefixes = "PREFIX cetu: <https://w3id.org/cetu/ontology#>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    editor.query = prefixes + sparql
    editor.ask()
    result = "return document.querySelectorAll('.yasr_results td, .yasr_results .CodeMirror').length"
    editor.until(lambda: editor.run(result))
    editor.click(".to-graph")
    picture = "return document.querySelector('canvas.picture')?.getAttribute('aria-label') ?? ''"
    editor.until(lambda: any(f"{count} 个事物" in editor.run(picture) for count in range(2, 400)))


def test_the_editor_goes_dark_as_the_explorer_that_one_came_from(chromium: webdriver.Chrome, address: str) -> None:
    person = Person(chromium, address).open("#/matrix")
    person.click("[data-act=theme]")
    person.click("details.menu.right summary")
    person.click("[data-export=sparql]")
    editor = Editor(chromium, address)
    editor.until(lambda: editor.run("return document.querySelectorAll('.questions button').length") > 5)
    dark = [LIGHTNESS.format(one) for one in ("body", ".CodeMirror", ".tabMenu, .controlbar", "aside input")]
    assert all(editor.run(one) < 0.2 for one in dark)
    assert editor.run(LIGHTNESS.format(".CodeMirror").replace("backgroundColor", "color")) > 0.8
    editor.click("[data-act=theme]")
    assert all(editor.run(one) > 0.8 for one in dark)
    editor.click("header a")
    person.until(lambda: person.run("return document.documentElement.dataset.theme") == "light")


LIGHTNESS = """
const colour = (one) => getComputedStyle(one).backgroundColor.match(/[\\d.]+/g).map(Number);
let one = document.querySelector('{}');
while (colour(one)[3] === 0) one = one.parentElement;
return colour(one).slice(0, 3).reduce((sum, part) => sum + part, 0) / 765
"""
"""How light the ground of an element is, from 0 to 1; what is transparent shows what lies behind it."""


def test_an_empty_result_opens_nothing_and_says_so(editor: Editor) -> None:
    editor.click(".to-graph")
    assert "先执行查询" in editor.text(".problem")


def test_nothing_is_asked_of_another_host_and_nothing_is_refused(editor: Editor) -> None:
    editor.ask()
    editor.until(lambda: editor.text(".yasr_results"))
    log = editor.browser.get_log("performance")  # type: ignore[no-untyped-call]
    messages = [json.loads(entry["message"])["message"] for entry in log]
    asked = {one["params"]["request"]["url"] for one in messages if one["method"] == "Network.requestWillBeSent"}
    assert asked
    assert {url for url in asked if not url.startswith((editor.address, "data:", "about:", "blob:"))} == set()
    severe = [one["message"] for one in editor.browser.get_log("browser") if one["level"] == "SEVERE"]  # type: ignore[no-untyped-call]
    assert severe == []
