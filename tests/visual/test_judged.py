"""Judging in the explorer: with the token, and every view heeds it and shows what was judged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from cetu.graph.dataset import Graph
from cetu.graph.judgements import add_judgement, judgement, judgements_path, read_judgements
from cetu.ontology.iri import ID
from tests.visual.conftest import TOKEN
from tests.visual.person import Person, exported


def judge(person: Person, card: WebElement, verdict: str, token: str, **corrected: str) -> None:
    card.find_element(By.CSS_SELECTOR, ".judge summary").click()
    next(one for one in card.find_elements(By.CSS_SELECTOR, ".judge .row button") if one.text == verdict).click()
    said = {"by": "王工", "note": "原文没有这样说", "token": token} | corrected
    for name, words in said.items():
        field = card.find_element(By.CSS_SELECTOR, f"input[name={name}]")
        field.clear()
        field.send_keys(words)
    card.find_element(By.CSS_SELECTOR, ".judgement button[type=submit]").click()


def test_a_statement_is_judged_with_the_token_and_every_view_heeds_it(person: Person, store: Path) -> None:
    person.open("#/plan?plan=shenyang-2024")
    person.click(".text .span[data-kind=Technology]", "液流电池")
    card = person.one(".evidence .card.said", "沈阳市")
    statement = card.get_attribute("data-link") or ""
    judge(person, card, "错误", "falsch")
    person.until(lambda: "token" in person.text(".status"))
    assert not judgements_path(store).exists()
    card.find_element(By.CSS_SELECTOR, "input[name=token]").clear()
    card.find_element(By.CSS_SELECTOR, "input[name=token]").send_keys(TOKEN)
    card.find_element(By.CSS_SELECTOR, ".judgement button[type=submit]").click()
    person.until(lambda: person.all(".card.wrong"))
    assert "王工：原文没有这样说" in person.text(".card.wrong .verdict")
    (written,) = read_judgements(judgements_path(store))
    assert (written.statement, written.verdict, written.by) == (statement, "wrong", "王工")
    person.open("#/matrix")
    person.click(".choice[aria-label=列] button", "规划")
    wrong = (
        "[...document.querySelectorAll('.cell')].filter((one) => /液流电池 × 沈阳市储能/.test(one.ariaLabel)).length"
    )
    assert person.run(f"return {wrong}") == 0
    person.browser.get_log("browser")  # type: ignore[no-untyped-call]
    judgements_path(store).unlink()


def test_targets_and_supports_are_judged_too(person: Person, store: Path) -> None:
    person.open("#/timeline")
    person.run("document.querySelector('.mark-target').dispatchEvent(new MouseEvent('click', {bubbles: true}))")
    card = person.one(".evidence .card.target")
    judge(person, card, "更正", TOKEN, value="77.5")
    person.until(lambda: person.all(".card .verdict.corrected"))
    person.open("#/matrix")
    person.click(".cell.s5")
    judge(person, person.one(".evidence .card.inferred"), "错误", TOKEN)
    person.until(lambda: person.all(".card.inferred.wrong"))
    target, support = read_judgements(judgements_path(store))
    assert "/target/" in target.statement and target.value == "77.5"
    assert "/support/" in support.statement and support.verdict == "wrong"
    person.browser.get_log("browser")  # type: ignore[no-untyped-call]
    judgements_path(store).unlink()


def found(graph: Graph, pattern: str) -> str:
    """The one thing that a pattern finds as ?found, its IRI short."""
    (row,) = graph.select(f"SELECT DISTINCT ?found WHERE {{ {pattern} }}")
    return str(row["found"].value).removeprefix(ID)


@pytest.fixture
def judged(built: Graph, store: Path) -> Iterator[dict[str, str]]:
    """A statement and a target of one plan judged right, another statement judged wrong."""
    plan = "?found cetu:saidBy <" + ID + "plan/shenyang-2024> ; "
    ends = "cetu:predicate cetu:hasTechnology ; cetu:subject <{0}region/210100> ; cetu:object <{0}technology/{1}>"
    told = {
        "right": found(built, plan + ends.format(ID, "压缩空气储能")),
        "wrong": found(built, plan + ends.format(ID, "液流电池")),
        "target": found(built, plan + "cetu:indicator/rdfs:label '非化石能源消费比重'@zh"),
    }
    for name, statement in told.items():
        verdict = "wrong" if name == "wrong" else "right"
        said = {"statement": statement, "verdict": verdict, "by": "王工", "note": "核过", "on": "2026-11-30"}
        add_judgement(judgements_path(store), judgement(said))
    yield told
    judgements_path(store).unlink()


def test_what_was_judged_is_marked_in_every_view(person: Person, judged: dict[str, str]) -> None:
    """Right has a tick, wrong is struck through or counts no more."""
    chosen = "#/{}?plan=shenyang-2024"
    person.open("#/graph?thing=region/210100&thing=technology/液流电池&thing=technology/压缩空气储能")
    person.until(lambda: person.count("canvas.picture") and person.shown() == 3)
    svg = exported(person, "svg")
    assert "有技术 ✓" in svg and "有技术 ✗" in svg
    assert [one.text.split()[-1] for one in person.all(".legend .lines li")[-2:]] == ["核对", "错误"]
    person.open(chosen.format("matrix"))
    assert "核对 ✓" in label(person, ".cell", "压缩空气储能 × 沈阳市")
    assert not labels(person, ".cell", "液流电池 × 沈阳市")
    person.open(chosen.format("map"))
    assert "核对 ✓" in label(person, ".spot", "沈阳：")
    assert "核对" not in label(person, ".spot", "大连：")
    person.open(chosen.format("timeline"))
    assert label(person, ".mark-target", "非化石能源消费比重 2025 约15%").endswith("✓")
    assert not label(person, ".mark-target", "新型储能装机").endswith("✓")
    person.open(chosen.format("flow"))
    person.one(".band")
    person.run(
        "const most = document.querySelector('input[type=range][max=\"80\"]'); most.value = 80;"
        "most.dispatchEvent(new Event('change', {bubbles: true}))"
    )
    person.until(lambda: labels(person, ".band", "压缩空气储能 → 沈阳市"))
    assert "✓ 核对" in label(person, ".band", "压缩空气储能 → 沈阳市")
    assert not labels(person, ".band", "液流电池 → 沈阳市")
    person.open(chosen.format("plan"))
    assert "judged" in (person.one(".text .span[data-kind=Technology]", "压缩空气储能").get_attribute("class") or "")
    assert "wrong" in (person.one(".text .span[data-kind=Technology]", "液流电池").get_attribute("class") or "")
    person.click(".text .span[data-kind=Technology]", "液流电池")
    assert "王工：核过" in person.text(".evidence .card.wrong .verdict")


def labels(person: Person, selector: str, words: str) -> list[str]:
    """What a screen reader hears of those that the selector finds and whose name begins with the words."""
    person.one(selector)
    heard = person.run("return [...document.querySelectorAll(arguments[0])].map((one) => one.ariaLabel)", selector)
    return [one for one in heard if one.startswith(words)]


def label(person: Person, selector: str, words: str) -> str:
    return labels(person, selector, words)[0]
