"""The explorer as a person uses it, in Chromium, over a real `cetu serve`: type, click, read, go back, send a link."""

from __future__ import annotations

import json
import re
from functools import partial

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.visual.person import Person, exported


def test_it_begins_with_a_search_and_questions_and_never_with_everything(person: Person) -> None:
    person.open()
    assert not person.all("canvas.picture")
    assert "从哪里开始" in person.text("main h1")
    assert len(person.all(".questions button")) >= 10


def test_search_knows_names_synonyms_pinyin_initials_codes_and_english(person: Person) -> None:
    person.open()
    for words, first in (("大连", "大连市"), ("chuneng", "储能"), ("dalian", "大连市"), ("大规模储能", "储能"),
                         ("210200", "大连市"), ("energy storage", "储能"), ("dls", "大连市")):  # fmt: skip
        person.search(words)
        person.until(partial(_offers, person, first))


def test_what_is_not_found_says_what_to_try(person: Person) -> None:
    person.open()
    person.one("[data-focus=search]").send_keys("没有这个东西")
    assert "拼音" in person.one("[role=listbox] .none").text
    person.open()
    person.click(".questions button", "已对照的规划里")
    person.until(lambda: "图里没有这一问的答案" in person.text(".status"))
    assert "cetu align" in person.text(".status")


def _offers(person: Person, first: str) -> bool:
    return person.text("[role=listbox] li .name") == first


def test_a_task_is_found_by_its_title_and_opened_where_it_stands(person: Person) -> None:
    person.open()
    offered = person.search("建设储能示范基地")
    assert offered[0].startswith("支持大连市建设储能示范基地")
    assert "沈阳市储能产业发展行动方案" in person.text("[role=listbox] li .how")
    person.keys(Keys.ENTER)
    assert person.one(".text .here").text in offered[0]
    assert "支持大连市建设储能示范基地" in person.one(".evidence h2").text
    where = [one.text for one in person.all(".evidence .where")]
    assert where and all("支持大连市建设储能示范基地" in one for one in where)


def test_an_indicator_is_found_by_name_and_opened_over_the_years_of_all_plans(person: Person) -> None:
    person.open()
    assert person.search("feihuashi")[0] == "非化石能源消费比重"
    person.keys(Keys.ENTER)
    person.until(lambda: person.count(".mark-target") == 3)
    told = [one.get_attribute("aria-label") or "" for one in person.all(".mark-target")]
    assert all(one.startswith("非化石能源消费比重 20") for one in told)
    assert len(person.all(".keys li")) == 2
    assert len(person.all(".evidence .card.target")) == 3
    person.browser.refresh()
    person.until(lambda: person.count(".mark-target") == 3)
    assert exported(person, "csv").count("\r\n") == 4
    person.click("[data-act=all-indicators]")
    person.until(lambda: person.count(".mark-target") > 5)


def test_evidence_from_a_printed_plan_names_its_page(person: Person) -> None:
    person.open("#/plan?plan=shenyang-2024")
    person.click(".text .span[data-kind=Technology]", "液流电池")
    assert person.one(".evidence blockquote .where").text.endswith("· 第 2 页")
    person.click("[data-act=language]")
    assert person.one(".evidence blockquote .where").text.endswith("· page 2")


def test_a_menu_closes_by_escape_and_by_a_click_elsewhere(person: Person) -> None:
    person.open("#/matrix")
    for key in (Keys.ESCAPE, ""):
        person.click("details.menu.right summary")
        assert person.count("details.menu[open]") == 1
        if key:
            person.keys(key)
        else:
            person.click(".controls .choice .label")
        assert person.count("details.menu[open]") == 0
    person.run("navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve() }")
    person.click("details.menu.right summary")
    person.click("[data-export=link]")
    assert person.count("details.menu[open]") == 0
    assert person.run("return window.copied") == person.browser.current_url
    person.click("details.menu.right summary")
    person.keys(Keys.ESCAPE)
    assert person.run("return document.activeElement === document.querySelector('details.menu.right summary')")


def test_a_node_expands_by_relation_and_collapses_and_going_back_undoes(person: Person) -> None:
    person.begin_with("大连市")
    assert "210200" in person.text(".panel-thing")
    before = person.shown()
    person.click(".relation .grow:not([disabled])", "展开")
    person.until(lambda: person.shown() > before)
    grown = person.shown()
    person.click(".tools button", "收起")
    person.until(lambda: person.shown() < grown)
    person.browser.back()
    person.until(lambda: person.shown() == grown)
    person.click("[aria-label=撤销]")
    person.until(lambda: person.shown() == before)
    person.click("[aria-label=重做]")
    person.until(lambda: person.shown() == grown)


def test_a_project_says_whose_plan_names_it(person: Person) -> None:
    person.begin_with("CCUS示范工程")
    assert "辽宁省科技支撑碳达峰碳中和实施方案" in person.text(".panel-thing .about")


def places(person: Person) -> dict[str, list[float]]:
    """Where things stand, as the exported picture has them by label."""
    svg = exported(person, "svg")
    found = re.findall(r'<text x="([-\d.]+)" y="([-\d.]+)" text-anchor="middle" font-size="13"[^>]*>([^<]*)<', svg)
    return {label: [float(x), float(y)] for x, y, label in found if not label.startswith("合指")}


def test_what_stands_does_not_jump_when_things_are_added(person: Person) -> None:
    person.begin_with("大连市")
    before = places(person)
    person.click(".relation .grow:not([disabled])", "展开")
    person.until(lambda: person.shown() > len(before))
    after = places(person)
    assert len(after) > len(before)
    # labels stand a little lower where a thing has more lines and is drawn larger
    assert {label: after[label][0] for label in before} == {label: at[0] for label, at in before.items()}
    assert all(abs(after[label][1] - at[1]) < 10 for label, at in before.items())


def test_a_link_shows_a_colleague_exactly_what_one_saw(person: Person) -> None:
    person.begin_with("大连市")
    person.keys("/")
    person.search("沈阳市")
    person.keys(Keys.ENTER)
    person.until(lambda: "沈阳市" in person.text(".panel-thing h2"))
    seen, link = places(person), person.browser.current_url
    person.browser.switch_to.new_window("window")
    person.browser.get(link)
    person.until(lambda: person.run("return document.body.dataset.ready") == "true")
    again = places(person)
    assert "沈阳市" in person.text(".panel-thing h2")
    person.browser.close()
    person.browser.switch_to.window(person.browser.window_handles[0])
    assert again == seen


def test_a_thing_can_be_pinned_hidden_and_reached_by_keys_alone(person: Person) -> None:
    person.begin_with("大连市")
    count = person.shown()
    person.run("document.querySelector('canvas.picture').focus()")
    person.keys("p")
    person.until(lambda: person.one(".tools button", "松开").get_attribute("aria-pressed") == "true")
    person.keys(Keys.ARROW_RIGHT)
    person.until(lambda: "大连市" not in person.text(".panel-thing h2"))
    chosen = person.text("main [role=status].sr")
    assert chosen == person.text(".panel-thing h2").strip()
    person.keys("h")
    person.until(lambda: person.shown() == count - 1)
    ActionChains(person.browser).key_down(Keys.CONTROL).send_keys("z").key_up(Keys.CONTROL).perform()
    person.until(lambda: person.shown() == count)


def test_a_path_between_two_things_comes_with_the_sentences_along_it(person: Person) -> None:
    person.begin_with("大连市")
    person.click(".tools button", "找路径")
    assert "到哪里" in person.text(".banner")
    person.search("阜新市")
    person.keys(Keys.ENTER)
    person.until(lambda: "路径" in person.text(".evidence h2"))
    assert "大连市" in person.text(".evidence h2")
    assert "阜新市" in person.text(".evidence h2")
    sentences = [element.text for element in person.all(".evidence .sentence")]
    assert any("大连" in sentence for sentence in sentences)


def test_a_question_opens_as_a_graph(person: Person) -> None:
    person.open()
    person.click(".questions button", "每个地区有哪些项目")
    person.until(lambda: person.all("canvas.picture") and person.shown() > 10)


def test_what_is_said_of_a_group_and_what_is_inferred_are_drawn_apart(person: Person) -> None:
    person.begin_with("大连市")
    svg = exported(person, "svg")
    assert 'stroke-dasharray="9 4"' in svg
    assert 'stroke-dasharray="2 4"' in svg
    assert "合指 4" in svg
    assert {"原文直说·逐个", "原文直说·整体（未指明哪一个）", "推断", "合指"} <= set(
        person.text(".legend .lines").split("\n")
    )


def test_facets_narrow_the_picture_and_stay_in_the_address(person: Person) -> None:
    person.begin_with("大连市")
    before = exported(person, "svg")
    person.click("[data-facet=readings] label", "逐个")
    person.until(lambda: "合指" not in exported(person, "svg"))
    assert exported(person, "svg").count("<path") < before.count("<path")
    person.browser.refresh()
    person.until(lambda: person.run("return document.body.dataset.ready") == "true")
    assert person.one("[data-facet=readings] input:checked")
    person.click(".facets header button", "清除筛选")
    person.until(lambda: "合指" in exported(person, "svg"))


def test_evidence_shows_the_whole_sentence_with_its_words_marked_and_leads_into_the_text(person: Person) -> None:
    person.open("#/matrix")
    labels = ((cell, cell.get_attribute("aria-label") or "") for cell in person.all(".cell.s4"))
    cell, said = next((cell, label) for cell, label in labels if "大连市：" in label and "，1 " in label)
    cell.click()
    sentence = person.one(".evidence .sentence")
    assert sentence.text.endswith(("。", "；", "！", "："))
    marks = [element.text for element in person.all(".evidence mark")]
    assert all(mark in sentence.text for mark in marks if mark)
    assert said.split(" × ")[1].split("：")[0].removesuffix("市") in "".join(marks)
    told = person.text(".evidence")
    assert all(word in told for word in ("读法", "覆盖", "路径", "力度", "置信度", "规则", "《"))
    person.click(".evidence .acts button", "看原文")
    here = person.one(".text .here")
    assert here.text[:2] in sentence.text
    assert here.is_displayed()


def test_a_citation_is_copied_with_title_headings_sentence_and_offsets(person: Person) -> None:
    person.open("#/timeline")
    person.run("navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve() }")
    person.run("document.querySelector('.mark-target').dispatchEvent(new MouseEvent('click', {bubbles: true}))")
    person.click(".evidence .acts button", "复制引文")
    person.until(lambda: person.run("return window.copied"))
    assert re.fullmatch(r"《.+》.*，字符 \d+–\d+：“.+”", str(person.run("return window.copied")), re.DOTALL)


def test_the_matrix_sorts_clusters_and_is_walked_by_keys(person: Person) -> None:
    person.open("#/matrix")
    orders = []
    for name in ("力度", "条数", "名称", "聚类"):
        person.click(".choice[aria-label=排序] button", name)
        orders.append(tuple(element.text for element in person.all("tbody th")))
    assert len(set(orders)) == 4
    assert len({frozenset(order) for order in (orders[0], orders[3])}) == 1
    for name in ("集群与产业", "规划", "地区"):
        person.click(".choice[aria-label=列] button", name)
        person.until(lambda: person.all(".cell"))
    person.run(
        "const at = (one) => one.dataset.cell.split(' ').map(Number), cells = [...document.querySelectorAll('.cell')];"
        "cells.find((one) => cells.some((other) => at(other)[1] === at(one)[1] && at(other)[0] > at(one)[0])).focus()"
    )
    first = person.run("return document.activeElement.dataset.cell")
    person.keys(Keys.ARROW_DOWN)
    assert person.run("return document.activeElement.dataset.cell") != first
    person.keys(Keys.ENTER)
    assert person.one(".evidence .card")
    walked = person.run("return document.activeElement.dataset.cell")
    person.keys("i")
    assert person.run("return !!document.activeElement.closest('.side')")
    person.keys(Keys.ESCAPE)
    assert person.run("return document.activeElement.dataset.cell") == walked
    person.keys("?")
    assert person.one("dialog.help[open]")
    person.keys(Keys.ESCAPE)
    assert not person.all("dialog.help[open]")


def test_the_tile_map_counts_of_each_apart_from_of_a_group(person: Person) -> None:
    person.open("#/map")
    assert len(person.all("svg.figure .spot rect")) >= 14
    told = person.run("return document.querySelector('[data-code=\"210600\"]').getAttribute('aria-label')")
    assert told == "丹东市：没有点名" or told.startswith("丹东：没有点名")
    dalian = str(person.run("return document.querySelector('[data-code=\"210200\"]').getAttribute('aria-label')"))
    assert re.fullmatch(r"大连：\d+，合指 \d+", dalian)
    person.click(".choice button", "一项技术的力度")
    person.one("select[aria-label=技术]")
    person.click(".choice button", "项目数")
    person.run(
        "document.querySelector('[data-code=\"210200\"]').dispatchEvent(new MouseEvent('click', {bubbles: true}))"
    )
    assert "有项目" in person.one(".evidence .card").text


def test_boundaries_come_from_a_file_of_the_user_s(person: Person, tmp_path_factory: pytest.TempPathFactory) -> None:
    square = [[[121.0, 39.0], [122.0, 39.0], [122.0, 40.0], [121.0, 40.0], [121.0, 39.0]]]
    shape = {"type": "Polygon", "coordinates": square}
    features = [{"type": "Feature", "properties": {"adcode": 210200, "name": "<b>连</b>"}, "geometry": shape}]
    path = tmp_path_factory.mktemp("geo") / "边界.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    person.open("#/map")
    assert "审图号" in person.text(".map .why")
    person.all(".file input")[0].send_keys(str(path))
    assert "大连市" in person.one("svg.figure .spot").text
    bad = path.with_name("无.geojson")
    bad.write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
    person.click(".controls button", "方格图")
    person.all(".file input")[0].send_keys(str(bad))
    person.until(lambda: "GB/T 2260" in person.text(".status"))


def test_targets_stand_in_their_years_with_comparator_and_baseline(person: Person) -> None:
    person.open("#/timeline")
    told = [element.get_attribute("aria-label") or "" for element in person.all(".mark-target")]
    assert any(re.search(r"非化石能源消费比重 2025 约13.7%", one) for one in told)
    assert any("下降14.5%（基期 2020）" in one for one in told)
    assert any("未写数值" in one for one in told)
    assert len(person.all(".keys li")) == 3


def test_the_flow_runs_from_tasks_to_regions_and_every_band_opens(person: Person) -> None:
    person.open("#/flow")
    person.one("svg.figure")
    heads = person.run("return document.querySelector('svg.figure').textContent")
    assert all(word in heads for word in ("任务", "技术", "集群与产业", "地区"))
    person.run("document.querySelector('.band').focus()")
    person.keys(Keys.ENTER)
    assert person.one(".evidence .card")


def test_the_reader_shows_spans_lists_and_outline(person: Person) -> None:
    person.open("#/plan?plan=liaoning-2023")
    person.one(".text .span")
    text = person.run("return document.querySelector('.text').textContent")
    assert text.startswith("\n") or "辽宁省科技支撑碳达峰碳中和实施方案" in text[:60]
    assert "等。\n新型核能发电技术" in text and "p>" not in text, "the tags of the source are not shown"
    assert person.count(".text .span") > 300
    assert person.all(".text .in-list.open")
    person.click(".outline button", "新型储能技术")
    person.one(".text .here")
    person.click(".text .span[data-kind=Technology]", "光伏")
    assert person.one(".side h2")
    person.click(".kinds label", "技术")
    person.until(lambda: not person.count(".text .span[data-kind=Technology]"))


def both_have(person: Person, selector: str) -> bool:
    return all(side.find_elements(By.CSS_SELECTOR, selector) for side in person.all(".sides > section"))


def test_two_plans_stand_side_by_side_in_any_view(person: Person) -> None:
    person.open()
    person.click("details.menu summary", "对比")
    person.run(
        "for (const [name, part] of [['left', '辽宁'], ['right', '沈阳']]) {"
        " const select = document.querySelector(`select[name=${name}]`);"
        " select.value = [...select.options].find((one) => one.text.includes(part)).value;"
        " select.dispatchEvent(new Event('change', {bubbles: true})) }"
    )
    person.click("form.drop button.primary")
    titles = [element.text for element in person.all(".sides > section > h2")]
    assert titles[0].startswith("辽宁省科技支撑"), titles
    assert titles[1].startswith("沈阳市储能"), titles
    assert re.search(r"仅左：\d+", person.text(".difference"))
    for key, inside in enumerate((*IN_VIEWS[:4], "svg.figure", ".text .span"), start=1):
        person.keys(str(key))
        person.until(partial(both_have, person, inside))
    person.click(".difference button", "结束对比")


def test_two_regions_stand_side_by_side(person: Person) -> None:
    person.open("#/matrix")
    person.click("details.menu summary", "对比")
    person.click(".menu form button", "两个地区")
    person.click("form.drop button.primary")
    assert len(person.all(".sides > section")) == 2
    assert "都有" in person.text(".difference")
    names = [one.text for one in person.all(".sides > section > h2")]
    for key, inside in enumerate(IN_VIEWS[:3], start=1):
        person.run("document.activeElement.blur()")
        person.keys(str(key))
        person.until(partial(both_have, person, inside))
        lines = exported(person, "csv").split("\r\n")
        assert lines[0].startswith("对比,") and {line.split(",")[0] for line in lines[1:] if line} == set(names)
        svg = exported(person, "svg")
        assert svg.count("<svg") == 3 and all(f">{name}</text>" in svg for name in names)


IN_VIEWS = ("canvas.picture", ".cell", ".spot", ".mark-target", ".band", ".text .span")
"""What stands in each view, in the order of their keys."""


def test_any_view_goes_out_as_picture_table_and_network(person: Person) -> None:
    person.begin_with("大连市")
    for key, inside in enumerate(IN_VIEWS, start=1):
        person.run("document.activeElement.blur()")
        person.keys(str(key))
        person.one(inside)
        assert "<svg" in exported(person, "svg")
        assert exported(person, "png").startswith("\x89PNG")
        table = exported(person, "csv").split("\r\n")
        assert len(table) > 3
        assert exported(person, "xlsx").startswith("PK")
        assert "<edge " in exported(person, "gexf")
        assert "<edge " in exported(person, "graphml")


def test_the_query_behind_any_view_runs(person: Person) -> None:
    person.open("#/graph?thing=region/210200&thing=technology/燃料电池汽车")
    for key, inside in enumerate(IN_VIEWS, start=1):
        person.run("document.activeElement.blur()")
        person.keys(str(key))
        person.one(inside)
        person.click("details.menu.right summary")
        link = person.one("[data-export=sparql]").get_attribute("href") or ""
        person.click("details.menu.right summary")
        assert asked(person, link)


def asked(person: Person, link: str) -> int:
    """How many rows the endpoint answers to the query in a link to the editor."""
    reply = person.browser.execute_async_script(
        "const [link, done] = arguments; const query = new URLSearchParams(new URL(link).hash.slice(1)).get('query');"
        "const headers = {accept: 'application/sparql-results+json'};"
        "fetch('sparql', {method: 'POST', body: new URLSearchParams({query}), headers})"
        ".then(async (reply) => done([reply.status, await (reply.ok ? reply.json() : reply.text())]))",
        link,
    )
    assert reply[0] == 200, reply[1]
    return len(reply[1]["results"]["bindings"])


def test_it_speaks_english_and_goes_dark(person: Person) -> None:
    person.begin_with("大连市")
    person.click("[data-act=language]")
    person.until(lambda: "Dalian" in person.text(".panel-thing h2"))
    assert person.run("return document.documentElement.lang") == "en"
    person.click("[data-act=theme]")
    assert person.run("return document.documentElement.dataset.theme") == "dark"
    assert 'fill="#12181f"' in exported(person, "svg")


def test_everything_has_a_name_for_a_screen_reader_and_nothing_runs_over_the_window(person: Person) -> None:
    for place in ("", "#/matrix", "#/map", "#/timeline", "#/flow", "#/plan"):
        person.open(place)
        nameless = person.run(
            "return [...document.querySelectorAll('button, a, input, select, [role=button], canvas')].filter((one) =>"
            " !(one.getAttribute('aria-label') || one.textContent.trim() || one.closest('label') || one.title"
            " || one.placeholder)).map((one) => one.outerHTML.slice(0, 90))"
        )
        assert nameless == [], place
        assert person.run("return document.documentElement.scrollWidth <= innerWidth"), place


def test_nothing_goes_to_another_host_and_nothing_is_kept(person: Person) -> None:
    person.browser.get_log("performance")  # type: ignore[no-untyped-call]
    person.begin_with("大连市")
    for view in ("matrix", "map", "timeline", "flow", "plan"):
        person.open("#/" + view)
    entries = [json.loads(entry["message"])["message"] for entry in person.browser.get_log("performance")]  # type: ignore[no-untyped-call]
    asked = [one["params"]["request"]["url"] for one in entries if one["method"] == "Network.requestWillBeSent"]
    assert [url for url in asked if not url.startswith((person.address, "blob:", "data:", "about:"))] == []
    assert len(asked) > 5
    assert person.run("return localStorage.length + sessionStorage.length + document.cookie.length") == 0


def test_hostile_names_and_texts_are_shown_and_never_run(person: Person) -> None:
    person.open()
    offered = person.search("window.hacked")
    assert any("window.hacked=1" in name for name in offered)
    person.keys(Keys.ENTER)
    person.until(lambda: person.all("canvas.picture"))
    for place in ("#/matrix", "#/flow", "#/map", "#/timeline", "#/plan?plan=haidong-2023"):
        person.open(place)
    person.one(".text .span")
    assert "<script>window.hacked=1</script>" in person.run("return document.querySelector('.text').textContent")
    exported(person, "svg")
    assert person.run("return window.hacked") is None
    errors = [entry["message"] for entry in person.browser.get_log("browser") if entry["level"] == "SEVERE"]  # type: ignore[no-untyped-call]
    assert errors == []


def test_the_policy_is_strict_and_a_script_in_the_page_is_refused(person: Person) -> None:
    person.open()
    person.run(
        "const one = document.createElement('script'); one.textContent = 'window.hacked = 1';"
        "document.body.append(one);"
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hacked=1\">')"
    )
    person.run("return new Promise((done) => setTimeout(done, 60))")
    assert person.run("return window.hacked") is None
    person.browser.get_log("browser")  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    "hash", ["#/graph?s=%%%", "#/graph?s=AAAA", "#/nowhere", "#/plan?plan=nothing", "#/graph?thing=technology/没有"]
)
def test_a_broken_address_breaks_nothing(person: Person, hash: str) -> None:
    person.open(hash)
    assert person.one(".brand")
    assert person.one(".facets")
    person.browser.get_log("browser")  # type: ignore[no-untyped-call]
