"""The reading view holds the plan's text unchanged and shows what was read from it; tried in Chromium too."""

from __future__ import annotations

import re
from html import unescape
from importlib import resources
from pathlib import Path

import pytest
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from cetu.corpus.plan import Plan
from cetu.corpus.reading import plan_from_text, read_plan
from cetu.extract.extracting import extract
from cetu.extract.extraction import ENTITY_TYPES, Entity, Extraction, MentionList, Relation, Span
from cetu.visual.marking import KINDS, LABELS, marked_text

SHIPPED = Path(str(resources.files("cetu.corpus").joinpath("liaoning-2023.txt")))


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan(SHIPPED)


@pytest.fixture(scope="module")
def extraction(plan: Plan) -> Extraction:
    return extract(plan)


HOSTILE = "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1>\u2028"
TEXT = (
    "某市绿色低碳方案\n一、重点任务\n在大连、营口等地区，建设漂浮式海上风电示范工程。\n"
    f"严禁新建小火电。到2025年，储能装机达到13.70万千瓦以上{HOSTILE}。\n"
)


def body(page: str) -> str:
    found = re.search(r"<main[^>]*>(.*)</main>", page, re.DOTALL)
    assert found
    return found[1]


def small() -> tuple[Plan, Extraction]:
    """A plan of our own, with a list that is left open, a restriction and hostile names, read by hand."""
    plan = plan_from_text(TEXT, "small")

    def entity(id: str, kind: str, words: str, stage: str | None = None) -> Entity:
        start = plan.text.index(words)
        return Entity(id, kind, start, start + len(words), words, words, "hand", 0.9, (), stage)

    read = extract(plan)
    start = plan.text.index("大连")
    entities = (
        entity("a", "Region", "大连"),
        entity("b", "Region", "营口"),
        entity("c", "Technology", "漂浮式海上风电", "demonstrate"),
        entity("d", "Technology", "小火电", "restrict"),
        entity("x", "Project", HOSTILE),
    )
    return plan, Extraction(
        "small",
        "",
        "",
        {},
        entities,
        (MentionList("l", start, start + 5, "open", None, ("a", "b")),),
        (*(
            Relation(f"r{end}", "region_technology", end, "c", "hand", 0.8, (Span(start, start + 2),), "collective",
                     list="l")
            for end in "ab"
        ), Relation("rx", "project_technology", "x", "d", "hand", 0.8, (Span(start, start + 2),))),
        read.targets,
    )  # fmt: skip


def test_the_text_is_unchanged(plan: Plan, extraction: Extraction) -> None:
    assert unescape(re.sub(r"<[^>]*>", "", body(marked_text(plan, extraction)))) == plan.text
    assert unescape(re.sub(r"<[^>]*>", "", body(marked_text(*small())))) == small()[0].text


def test_tags_that_a_web_page_left_are_not_shown_and_part_paragraphs(
    chromium: Chrome, plan: Plan, extraction: Extraction, tmp_path: Path
) -> None:
    assert "</p> <p>" in plan.text
    page = tmp_path / "page.html"
    page.write_text(marked_text(plan, extraction), encoding="utf-8")
    chromium.get(page.as_uri())
    main = chromium.find_element(By.TAG_NAME, "main")
    assert "<p>" not in main.text and "</p>" not in main.text
    assert chromium.execute_script("return document.querySelector('main').textContent") == plan.text
    tops = (
        "return [...document.querySelectorAll('.parting')].map((one) => one.nextSibling.getBoundingClientRect?.().left)"
    )
    edge = chromium.execute_script("return document.querySelector('main').getClientRects()[0].left")
    assert chromium.execute_script(tops) == [pytest.approx(edge, abs=60)] * plan.text.count("</p> <p>")


def test_every_entity_and_target_is_told_of(plan: Plan, extraction: Extraction) -> None:
    titles = " ".join(unescape(one) for one in re.findall(r'title="([^"]*)"', body(marked_text(plan, extraction))))
    assert [one.name for one in extraction.entities if one.name not in titles] == []
    assert [one.indicator for one in extraction.targets if one.indicator not in titles] == []


def test_crossing_spans_are_cut_at_every_edge(plan: Plan) -> None:
    crossing = (
        Entity("e1", "Region", 60, 66, plan.text[60:66], "a<b", "hand", 1.0),
        Entity("e2", "Project", 63, 69, plan.text[63:69], "c&d", "hand", 1.0),
    )
    page = marked_text(plan, Extraction("x", "", "", {}, crossing))
    pieces = re.findall(r"<mark[^>]*>([^<]*)</mark>", body(page))
    assert [unescape(one) for one in pieces] == [plan.text[60:63], plan.text[63:66], plan.text[66:69]]
    assert "a<b" not in page


def test_every_type_has_a_colour_and_a_name() -> None:
    assert set(KINDS) == set(LABELS) == {*ENTITY_TYPES, "Target"}


def test_it_asks_no_other_host(plan: Plan, extraction: Extraction) -> None:
    page = marked_text(plan, extraction)
    assert re.findall(r"<link|<img|<iframe|https?://|url\(|\bstyle=| on[a-z]+=", page) == []
    assert "default-src 'none'" in page


@pytest.fixture
def shown(chromium: Chrome, tmp_path: Path) -> Chrome:
    path = tmp_path / "方案.html"
    path.write_text(marked_text(*small()), encoding="utf-8")
    for kind in ("browser", "performance"):
        chromium.get_log(kind)  # type: ignore[no-untyped-call]
    chromium.get(path.as_uri())
    assert chromium.execute_script("return document.body.dataset.ready") == "true"
    return chromium


def mark(page: Chrome, words: str) -> WebElement:
    return next(one for one in page.find_elements(By.CSS_SELECTOR, "main mark") if one.text == words)


def lit(page: Chrome) -> list[str]:
    return [one.text for one in page.find_elements(By.CSS_SELECTOR, "mark.lit")]


def test_a_span_under_the_pointer_shows_its_relations(shown: Chrome) -> None:
    ActionChains(shown).move_to_element(mark(shown, "漂浮式海上风电")).perform()
    card = shown.find_element(By.ID, "card").text
    assert "大连、营口有漂浮式海上风电" in card.replace("\n", "")
    assert "整体：没有说是其中哪一个；名单没有列尽（等）" in card
    assert lit(shown) == ["大连", "营口"]


def test_the_keyboard_does_what_the_pointer_does(shown: Chrome) -> None:
    shown.find_element(By.TAG_NAME, "body").send_keys("n")
    assert shown.switch_to.active_element.text == "大连"
    assert lit(shown) == ["漂浮式海上风电"]
    shown.switch_to.active_element.send_keys(Keys.TAB)
    assert shown.switch_to.active_element.text == "营口"
    shown.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert lit(shown) == []


def test_what_is_forbidden_and_what_is_left_open_is_seen(shown: Chrome) -> None:
    line = "return getComputedStyle(arguments[0]).textDecorationLine"
    assert shown.execute_script(line, mark(shown, "小火电")) == "line-through"
    assert shown.execute_script(line, mark(shown, "漂浮式海上风电")) == "none"
    behind = "return getComputedStyle(document.querySelector('[data-list]'), '::after').content"
    assert shown.execute_script(behind) == '"…等"'


def test_types_can_be_switched_off(shown: Chrome) -> None:
    ground = "return getComputedStyle(arguments[0]).backgroundColor"
    before = shown.execute_script(ground, mark(shown, "大连"))
    shown.find_element(By.CSS_SELECTOR, "input[data-kind=Region]").click()
    after = shown.execute_script(ground, mark(shown, "大连"))
    assert before != after == "rgba(0, 0, 0, 0)"


def test_hostile_words_stay_words_and_nothing_breaks_the_policy(shown: Chrome) -> None:
    ActionChains(shown).move_to_element(mark(shown, "小火电")).perform()
    assert "</script>" in shown.find_element(By.ID, "card").text
    assert shown.execute_script("return [window.hacked, document.images.length]") == [None, 0]
    assert shown.get_log("browser") == []  # type: ignore[no-untyped-call]
    requests = [one["message"] for one in shown.get_log("performance")]  # type: ignore[no-untyped-call]
    asked = {found for one in requests for found in re.findall(r'"url":"(https?://[^"]+)', one)}
    assert asked == set()
