"""Two plans aligned, as a person reads them: choose a row, scroll one text, and the other comes to its counterpart."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.request import urlopen

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.wheel_input import ScrollOrigin
from selenium.webdriver.common.keys import Keys

from cetu.corpus.reading import plan_from_text
from cetu.graph.dataset import Graph
from cetu.ontology.errors import QueryError
from cetu.ontology.iri import ID
from cetu.queries.alignment.aligning import align
from cetu.queries.alignment.rows import Alignment
from cetu.visual.facing_texts import align_plans, facing
from tests.visual.person import Person, exported

LEFT, RIGHT = "plan/liaoning-2023", "plan/shenyang-2024"
TOP = "return document.querySelector(`[data-side=${arguments[0]}]`).scrollTop"
HEIGHT = """
const [side, row] = arguments, pane = document.querySelector(`[data-side=${side}]`);
const piece = pane.querySelector(`[data-row="${row}"]`);
return piece ? piece.getBoundingClientRect().top - pane.getBoundingClientRect().top : null
"""


@pytest.fixture(scope="module")
def alignment(built: Graph) -> Alignment:
    return align_plans(built, LEFT, RIGHT)


def content(graph: Graph, plan: str) -> str:
    """The text of a plan."""
    node = f"<{ID}{plan}>"
    (found,) = graph.select(f"SELECT ?text WHERE {{ {node} cetu:hasSourceText/cetu:content ?text }}")
    return str(found["text"].value)


def test_the_rows_are_those_of_cetu_align_and_their_places_are_of_the_texts(built: Graph, alignment: Alignment) -> None:
    texts = {plan: content(built, plan) for plan in (LEFT, RIGHT)}
    plans = [plan_from_text(texts[plan], plan.removeprefix("plan/")) for plan in (LEFT, RIGHT)]
    told = facing(alignment)
    assert [row["id"] for row in told["rows"] if row["kind"] != "basis"] == [
        row.id for row in align(plans[0], plans[1]).rows if row.kind != "basis"
    ]
    for row, said in zip(alignment.rows, told["rows"], strict=True):
        for side, plan in ((row.left, LEFT), (row.right, RIGHT)):
            shown = said["left" if plan == LEFT else "right"]
            if side:
                assert texts[plan][shown["start"] : shown["end"]] == side.quote
                assert all(side.start <= start < end <= side.end for start, end in shown["differs"])
    assert any(said[side]["differs"] for said in told["rows"] for side in ("left", "right") if said[side])


def test_a_plan_that_is_not_there_is_named(built: Graph) -> None:
    with pytest.raises(QueryError, match="plan/nowhere"):
        align_plans(built, LEFT, "plan/nowhere")


def opened(person: Person) -> Person:
    """The alignment of the two plans, as somebody chooses it."""
    person.open("#/align")
    for side, plan in (("left", LEFT), ("right", RIGHT)):
        person.run(
            "const one = document.querySelector(`select[name=${arguments[0]}]`); one.value = arguments[1];"
            "one.dispatchEvent(new Event('change', {bubbles: true}))",
            side,
            plan,
        )
    right = ".facing section:last-child h2"
    person.until(lambda: person.all(".rows li button") and "沈阳市储能" in person.text(right), 30)
    return person


def test_choosing_a_row_brings_both_texts_to_it(person: Person, alignment: Alignment) -> None:
    opened(person)
    row = next(one for one in alignment.rows if one.matched and one.left and one.left.start > 3000)
    person.run("document.querySelector(`.rows li[data-id='${arguments[0]}'] button`).click()", row.id)
    person.until(lambda: person.run(HEIGHT, "left", row.id) is not None and person.run(TOP, "left") > 0)
    assert all(0 <= person.run(HEIGHT, side, row.id) <= 560 for side in ("left", "right"))
    assert row.reason in person.text(".rows li.on .why")
    seen = person.browser.current_url
    person.browser.switch_to.new_window("window")
    person.browser.get(seen)
    person.until(lambda: row.reason in person.text(".rows li.on .why"), 30)
    person.until(lambda: 0 <= person.run(HEIGHT, "left", row.id) <= person.run("return innerHeight"))
    person.browser.close()
    person.browser.switch_to.window(person.browser.window_handles[0])


def test_scrolling_one_text_scrolls_the_other_to_the_counterpart(person: Person) -> None:
    opened(person)
    scroll(person, "right", 220)
    person.until(lambda: person.all("[data-side=left] .now") and person.run(TOP, "left") > 0)
    row = person.all("[data-side=left] .now")[0].get_attribute("data-row")
    person.until(lambda: abs(person.run(HEIGHT, "left", row) - person.run(HEIGHT, "right", row)) < 3)
    person.click(".row-filter input[type=checkbox]")
    before = person.run(TOP, "left")
    scroll(person, "right", -150)
    assert person.run(TOP, "left") == before


def scroll(person: Person, side: str, by: int) -> None:
    """Turn the wheel over one text, and see it move."""
    before = person.run(TOP, side)
    pane = person.one(f"[data-side={side}]")
    ActionChains(person.browser).scroll_from_origin(ScrollOrigin.from_element(pane), 0, by).perform()
    person.until(lambda: person.run(TOP, side) != before)


def test_rows_are_narrowed_walked_by_keys_and_exported(person: Person) -> None:
    opened(person)
    every = len(person.all(".rows li[data-id]"))
    person.run(
        "const one = document.querySelector('.row-filter select[name=kind]'); one.value = 'target';"
        "one.dispatchEvent(new Event('change', {bubbles: true}))"
    )
    person.until(lambda: 0 < len(person.all(".rows li[data-id]")) < every)
    ids = [one.get_attribute("data-id") for one in person.all(".rows li[data-id]")]
    person.run("document.querySelector('.rows li button').focus()")
    person.keys(Keys.ENTER)
    person.until(lambda: person.one(".rows li.on").get_attribute("data-id") == ids[0])
    person.keys(Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    person.until(lambda: person.one(".rows li.on").get_attribute("data-id") == ids[2])
    table = exported(person, "csv")
    assert "指标" in table and "理由" in table and table.count("\r\n") == len(ids) + 1
    assert exported(person, "svg").startswith("<svg")
    person.run("document.querySelector('details.menu.right').open = true")
    assert "cetu%3ACorrespondence" in (person.one("[data-export=sparql]").get_attribute("href") or "")


def test_the_report_comes_as_word_and_excel(address: str) -> None:
    for suffix in ("docx", "xlsx"):
        with urlopen(f"{address}explorer/align.{suffix}?left={LEFT}&right={RIGHT}") as reply:
            assert reply.read(2) == b"PK"


def test_a_site_of_few_plans_has_the_alignment_of_every_two(site: Path, chromium: webdriver.Chrome) -> None:
    data = (site / "data.js").read_text(encoding="utf-8").removeprefix("window.cetuSite = ")
    said = next(one for one in json.loads(data)["alignments"] if {one["left"], one["right"]} == {LEFT, RIGHT})
    person = Person(chromium, (site / "index.html").as_uri())
    person.open(f"#/align?left={said['left']}&right={said['right']}")
    person.until(lambda: person.count(".rows li[data-id]") == len(said["rows"]))
    assert person.count("[data-side=right] .row-mark")
