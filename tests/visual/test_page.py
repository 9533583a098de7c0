"""The page in a real browser: search, click, read the sentence; nothing asked of any host, nothing hostile run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait


def run(browser: Chrome, script: str, *values: Any) -> Any:
    return browser.execute_script(script, *values)


def panel(browser: Chrome) -> WebElement:
    WebDriverWait(browser, 5).until(lambda one: one.find_element(By.ID, "panel").is_displayed())
    return browser.find_element(By.ID, "panel")


def marks(browser: Chrome) -> list[str]:
    return [mark.text for mark in panel(browser).find_elements(By.CSS_SELECTOR, "mark")]


def number(browser: Chrome, label: str) -> int:
    return int(run(browser, "return cetu.nodes.find(n => n.label === arguments[0]).id", label))


def settle(browser: Chrome) -> None:
    """Wait until what was drawn last is on the screen."""
    browser.execute_async_script(
        "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))"
    )


def click(browser: Chrome, x: float, y: float) -> None:
    """Press and release the mouse at a point of the picture, given in the coordinates of its drawing."""
    settle(browser)
    point = run(
        browser,
        "const p = cetu.network.canvasToDOM({x: arguments[0], y: arguments[1]});"
        "const box = document.getElementById('picture').getBoundingClientRect();"
        "return [box.left + p.x, box.top + p.y]",
        x,
        y,
    )
    for kind, buttons in (("mouseMoved", 0), ("mousePressed", 1), ("mouseReleased", 0)):
        event = {"type": kind, "x": point[0], "y": point[1], "button": "left", "buttons": buttons, "clickCount": 1}
        browser.execute_cdp_cmd("Input.dispatchMouseEvent", event)


def click_node(browser: Chrome, id: int) -> None:
    click(browser, *run(browser, "return cetu.nodes[arguments[0]].at[cetu.shown.view]", id))


def search(browser: Chrome, words: str) -> WebElement:
    field = browser.find_element(By.ID, "search")
    field.clear()
    field.send_keys(words)
    return field


def shown_labels(browser: Chrome) -> set[str]:
    return set(run(browser, "return cetu.drawn.nodes.getIds().map(id => cetu.nodes[id].label)")) - {""}


def sent(browser: Chrome) -> list[str]:
    lines = browser.get_log("performance")  # type: ignore[no-untyped-call]
    events = [json.loads(line["message"])["message"] for line in lines]
    return [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]


def test_search_finds_a_thing_and_enter_shows_its_sentence_with_the_words_marked(opened: Chrome) -> None:
    search(opened, "漂浮").send_keys(Keys.ENTER)
    assert panel(opened).find_element(By.TAG_NAME, "h2").text == "漂浮式风电"
    assert "漂浮式风电" in marks(opened)
    assert "在大连、营口等地区，建设漂浮式风电、渔光互补示范工程。" in panel(opened).text
    assert "《海东市绿色低碳科技方案》 › 一 重点任务" in panel(opened).text


def test_search_finds_by_another_name_and_says_when_there_is_none(opened: Chrome) -> None:
    search(opened, "大连")
    hits = [hit.text.split()[0] for hit in opened.find_elements(By.CSS_SELECTOR, "#hits li")]
    assert hits == ["大连市"]
    search(opened, "无此物")
    assert "没有名为“无此物”的事物" in opened.find_element(By.ID, "hits").text
    search(opened, "无此物").send_keys(Keys.ENTER)
    assert not opened.find_element(By.ID, "panel").is_displayed()


def test_search_is_reached_and_walked_by_keyboard_alone(opened: Chrome) -> None:
    opened.find_element(By.TAG_NAME, "body").send_keys("/")
    assert opened.switch_to.active_element.get_attribute("id") == "search"
    opened.switch_to.active_element.send_keys("储能")
    first = opened.find_element(By.CSS_SELECTOR, "#hits [aria-selected=true]").text
    opened.switch_to.active_element.send_keys(Keys.ARROW_DOWN)
    second = opened.find_element(By.CSS_SELECTOR, "#hits [aria-selected=true] span").text
    assert second not in first
    opened.switch_to.active_element.send_keys(Keys.ENTER)
    assert panel(opened).find_element(By.TAG_NAME, "h2").text == second


def test_a_click_on_a_thing_shows_what_the_plan_says_of_it(opened: Chrome) -> None:
    click_node(opened, number(opened, "油页岩集群"))
    assert panel(opened).find_element(By.TAG_NAME, "h2").text == "油页岩集群"
    assert "油页岩集群要攻克干馏尾气利用" in marks(opened)
    for words in ("读法\n逐一", "阶段\n研发", "置信度\n0.8", "规则\nhand", "情态\n支持"):
        assert words in panel(opened).text


def test_a_click_on_a_group_names_its_members_and_says_that_none_is_told_apart(opened: Chrome) -> None:
    group = run(opened, "return cetu.nodes.find(n => n.kind === 'Group').id")
    click_node(opened, group)
    assert "说的是这 2 者的整体" in panel(opened).text
    assert {"大连市", "营口市"} <= {one.text for one in panel(opened).find_elements(By.CSS_SELECTOR, "button.thing")}
    assert "整体，未指明哪一个" in panel(opened).text


def test_no_line_joins_a_member_to_what_only_its_group_has(opened: Chrome) -> None:
    dalian, wind = number(opened, "大连市"), number(opened, "漂浮式风电")
    stated = "return cetu.edges.filter(e => !e.inferred).map(e => [e.from, e.to])"
    assert [dalian, wind] not in run(opened, stated)


def test_a_click_on_a_line_shows_its_sentence(opened: Chrome) -> None:
    edge = run(
        opened,
        "return cetu.edges.find(e => e.from === arguments[0] && e.to === arguments[1]).id",
        number(opened, "飞轮研究院"),
        number(opened, "飞轮储能"),
    )
    settle(opened)
    middle = run(opened, "return cetu.network.body.edges[arguments[0]].edgeType.getPoint(0.5)", edge)
    click(opened, middle["x"], middle["y"])
    assert panel(opened).find_element(By.TAG_NAME, "h2").text == "飞轮研究院 → 飞轮储能"
    assert marks(opened) == ["由飞轮研究院承担飞轮储能"]
    assert "原文直说" in panel(opened).text


def test_an_inferred_line_is_dashed_and_tells_its_route_and_steps(opened: Chrome) -> None:
    edge = run(opened, "return cetu.edges.find(e => e.inferred && e.route === 'cluster')")
    drawn = run(opened, "return cetu.drawn.edges.get().map(e => [e.id, Boolean(e.dashes)])")
    inferred = run(opened, "return cetu.edges.filter(e => e.inferred).map(e => e.id)")
    assert {id for id, dashed in drawn if dashed} == set(inferred) & {id for id, _ in drawn}
    run(opened, "Panel.showEdge(arguments[0])", edge["id"])
    text = panel(opened).text
    assert "推断（原文没有直说）" in text
    assert "经集群" in text
    assert text.index("支持抚顺建设油页岩集群") < text.index("油页岩集群要攻克")


def test_the_legend_hides_a_class_and_a_sort_of_line(opened: Chrome) -> None:
    before = shown_labels(opened)
    toggle = opened.find_element(By.CSS_SELECTOR, "[data-toggle=Cluster]")
    toggle.click()
    assert before - shown_labels(opened) >= {"油页岩集群"}
    toggle.click()
    assert shown_labels(opened) == before
    opened.find_element(By.CSS_SELECTOR, "[data-toggle=collective]").click()
    assert run(opened, "return cetu.drawn.edges.get().filter(e => cetu.edges[e.id].reading === 'collective' && "
                       "!cetu.edges[e.id].inferred).length") == 0  # fmt: skip


def test_the_legend_speaks_chinese_with_english_titles(opened: Chrome) -> None:
    legend = opened.find_element(By.ID, "legend")
    for word in ("技术", "集群", "地区", "机构", "合指", "原文直说，逐一", "原文直说，整体", "推断的支撑"):
        assert word in legend.text
    assert {label.get_attribute("title") for label in legend.find_elements(By.TAG_NAME, "label")} >= {
        "Technology",
        "Region",
    }


def test_search_reaches_what_another_view_holds(opened: Chrome) -> None:
    assert "储能装机达到13.70万千瓦以上" not in shown_labels(opened)
    search(opened, "储能装机").send_keys(Keys.ENTER)
    assert "储能装机达到13.70万千瓦以上" in shown_labels(opened)
    assert marks(opened) == ["储能装机达到13.70万千瓦以上"] * len(marks(opened)) != []


@pytest.mark.parametrize("view", ["supports", "grouping", "commitments", "all"])
def test_no_label_lies_on_another(opened: Chrome, view: str) -> None:
    opened.find_element(By.CSS_SELECTOR, f"[data-view={view}]").click()
    boxes = run(
        opened,
        "return cetu.drawn.nodes.getIds().map(id => cetu.nodes[id]).map(n => [...n.at[cetu.shown.view], n.w, n.h])",
    )
    assert boxes
    for index, (x, y, w, h) in enumerate(boxes):
        for x2, y2, w2, h2 in boxes[index + 1 :]:
            assert abs(x - x2) >= (w + w2) / 2 or abs(y - y2) >= (h + h2) / 2


def test_nothing_is_asked_of_any_host_and_nothing_goes_wrong(opened: Chrome, page: Path) -> None:
    search(opened, "大连").send_keys(Keys.ENTER)
    opened.find_element(By.CSS_SELECTOR, "[data-view=all]").click()
    settle(opened)
    assert [url for url in sent(opened) if not url.startswith("data:")] == [page.as_uri()]
    assert opened.get_log("browser") == []  # type: ignore[no-untyped-call]


def test_hostile_names_are_shown_and_do_not_run(opened: Chrome) -> None:
    search(opened, "script").send_keys(Keys.ENTER)
    assert "<script>window.hacked=1" in panel(opened).find_element(By.TAG_NAME, "h2").text
    assert any("onerror=window.hacked=1" in words for words in marks(opened))
    settle(opened)
    assert run(opened, "return window.hacked") is None
    assert opened.find_elements(By.CSS_SELECTOR, "img, iframe, [onerror]") == []


def test_the_policy_forbids_scripts_that_are_not_the_page_s_own(opened: Chrome) -> None:
    run(
        opened,
        "const s = document.createElement('script'); s.textContent = 'window.hacked = 1'; document.body.append(s)",
    )
    assert run(opened, "return window.hacked") is None
    assert any("Content Security Policy" in one["message"] for one in opened.get_log("browser"))  # type: ignore[no-untyped-call]
