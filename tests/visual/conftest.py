"""A small plan made by hand, with hostile names in it, as a graph; and Chromium."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import sys
from array import array
from collections.abc import Iterator
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from cetu.corpus.plan import Document, Plan, Section, Source, View
from cetu.extract.extraction import Entity, Extraction, MentionList, Relation, Span, Target
from cetu.graph.background import read_background
from cetu.graph.building import build
from cetu.graph.dataset import Graph
from cetu.graph.indexing import INDEX, update_index
from cetu.graph.inferring import infer
from cetu.graph.making import make
from cetu.graph.naming import NAMES_GRAPH, PlanNames
from cetu.graph.quads import plan_quads
from cetu.graph.store import FILES, open_graph, read_marker, writing
from cetu.visual.drawing import draw, write_page
from cetu.visual.site import export_site
from tests.corpus.making import FONT
from tests.visual.person import Person

TOKEN = "geheim"
SECOND = (
    "沈阳市储能产业发展行动方案（2024—2027年）\n\n一、总体目标\n到2027年，新型储能装机达到200万千瓦以上，培育储能企业50家。\n"
    "到2025年，非化石能源消费比重达到15%左右。\n二、重点任务\n（一）支持大连市建设储能示范基地，发展钠离子电池、飞轮储能技术。\n"
    "支持沈阳市发展液流电池技术。在沈阳、鞍山等地区，建设压缩空气储能示范工程。（市科技局牵头，市发展改革委配合）\n"
)
"""A plan of our own for tests that need two, which is read from a PDF."""
MANY = 8
"""Plans of the large store."""
HOSTILE = "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1>"
TEXT = (
    "海东市绿色低碳科技方案\n"
    "一、重点任务\n"
    "在大连、营口等地区，建设漂浮式风电、渔光互补示范工程。支持抚顺建设油页岩集群，油页岩集群要攻克干馏尾\n气利用。\n"
    "研究飞轮储能等物理储能技术，由飞轮研究院承担飞轮储能。油页岩集群还要攻克" + HOSTILE + "。\n"
    "到2025年，储能装机达到13.70万千瓦以上。\n"
)
PLAN = Plan(
    "haidong-2023",
    TEXT,
    View(TEXT, array("i", range(len(TEXT)))),
    (
        Section("title", None, "", "海东市绿色低碳科技方案", 0, 0, 12, 12, None),
        Section("section", 1, "一", "重点任务", 12, 12, 19, len(TEXT), None),
    ),
    Document(title="海东市绿色低碳科技方案", kind="方案", level="city"),
    Source("haidong-2023.txt", "utf-8", hashlib.sha256(TEXT.encode()).hexdigest()),
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def entity(id: str, kind: str, words: str, **more: Any) -> Entity:
    at = span(words)
    name = more.pop("name", words)
    return Entity(id, kind, at.start, at.end, words, name, "hand", 0.9, **more)


def relation(id: str, kind: str, head: str, tail: str, words: str, **more: Any) -> Relation:
    return Relation(id, kind, head, tail, "hand", 0.8, (span(words),), **more)


def extraction() -> Extraction:
    at = span("储能装机达到13.70万千瓦以上")
    collective: dict[str, Any] = {"reading": "collective", "list": "l1"}
    both = "在大连、营口等地区，建设漂浮式风电、渔光互补示范工程"
    return Extraction(
        PLAN.key,
        PLAN.source.sha256,
        "cetu 0.1.0 rules 1",
        {},
        (
            entity("dalian", "Region", "大连", code="210200"),
            entity("yingkou", "Region", "营口", code="210800"),
            entity("wind", "Technology", "漂浮式风电", stage="demonstrate"),
            entity("fish", "Technology", "渔光互补", stage="demonstrate"),
            entity("fushun", "Region", "抚顺", code="210400"),
            entity("shale", "Cluster", "油页岩集群"),
            entity("gas", "Technology", "干馏尾\n气利用", name="干馏尾气利用", stage="develop"),
            entity("wheel", "Technology", "飞轮储能", stage="research"),
            entity("physical", "Technology", "物理储能技术"),
            entity("institute", "Institution", "飞轮研究院"),
            entity("hostile", "Technology", HOSTILE),
        ),
        (MentionList("l1", *_bounds("大连、营口"), "open", None, ("dalian", "yingkou")),),
        (
            *(
                relation(f"{city}-{technology}", "region_technology", city, technology, both, **collective)
                for city in ("dalian", "yingkou")
                for technology in ("wind", "fish")
            ),
            relation("r5", "region_cluster", "fushun", "shale", "支持抚顺建设油页岩集群", modality="support"),
            relation("r6", "cluster_technology", "shale", "gas", "油页岩集群要攻克干馏尾\n气利用"),
            relation("r7", "institution_technology", "institute", "wheel", "由飞轮研究院承担飞轮储能"),
            relation("r8", "broader", "wheel", "physical", "飞轮储能等物理储能技术"),
            relation("r9", "cluster_technology", "shale", "hostile", f"油页岩集群还要攻克{HOSTILE}"),
        ),
        (Target("g1", at.start, at.end, "储能装机达到13.70万千瓦以上", "储能装机", "ge", 13.7, "万千瓦", 2025, None,
                "hand", 0.9, "13.70"),),
    )  # fmt: skip


def _bounds(words: str) -> tuple[int, int]:
    at = span(words)
    return at.start, at.end


@pytest.fixture(scope="session")
def graph() -> Graph:
    background = read_background()
    said = plan_quads(PLAN, extraction(), background.labels)
    return Graph.of([*background.quads, *said, *infer(said, background.links, PlanNames(PLAN).inferred)])


@pytest.fixture(scope="session")
def page(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as a file whose name is Chinese."""
    path = tmp_path_factory.mktemp("页面") / "方案.html"
    write_page(draw(graph), path)
    return path


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """A headless Chromium of 1280 by 720 that writes down what it asks for and what goes wrong."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    driver = shutil.which("chromedriver")
    if program is None or driver is None:
        pytest.skip("no chromium with chromedriver: install both, as .ci/run does")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    profile = tmp_path_factory.mktemp("profile")
    for flag in ("headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-sync",
                 "disable-background-networking", "disable-component-update", f"user-data-dir={profile}"):  # fmt: skip
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(driver))
    screen = {"width": 1280, "height": 720, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    yield browser
    browser.quit()


@pytest.fixture
def opened(chromium: webdriver.Chrome, page: Path) -> webdriver.Chrome:
    """Chromium with the page fresh in it, its logs empty before."""
    chromium.get("about:blank")
    for kind in ("performance", "browser"):
        chromium.get_log(kind)  # type: ignore[no-untyped-call]
    chromium.get(page.as_uri())
    assert chromium.execute_script("return document.body.dataset.ready") == "true"
    return chromium


@pytest.fixture(scope="session")
def store(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the plan that ships, one of our own, and the hand-made one with hostile names."""
    folder = tmp_path_factory.mktemp("图库")
    second = folder / "shenyang-2024.pdf"
    second.write_bytes(_printed(SECOND))
    shipped = Path(str(resources.files("cetu.corpus").joinpath("liaoning-2023.txt")))
    report = build([shipped, second], folder / "store", run=lambda jobs: map(make, jobs))
    assert not report.failures
    names = PlanNames(PLAN)
    graphs = (names.content, names.evidence, names.inferred)
    with writing(folder / "store") as writer:
        for name in graphs:
            writer.replace((name,), list(graph.quads(name)))
        writer.replace((), list(graph.quads(NAMES_GRAPH)))
        update_index(Graph(writer.store), writer.files / INDEX, (), (names.plan,))
    return folder / "store"


def _printed(text: str) -> bytes:
    """A text as a PDF, on two pages: the second begins with the tasks."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    height = 780
    for line in filter(None, text.split("\n")):
        if line.startswith("二、"):
            canvas.showPage()
            height = 780
        for at in range(0, len(line), 36):
            canvas.setFont(FONT, 12)
            canvas.drawString(72 + (24 if at == 0 else 0), height, line[at : at + 36])
            height -= 22
    canvas.save()
    return stream.getvalue()


@pytest.fixture(scope="session")
def built(store: Path) -> Graph:
    return open_graph(store)


@pytest.fixture(scope="session")
def site(built: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store as static files, in a folder whose name is Chinese."""
    folder = tmp_path_factory.mktemp("网站") / "站 点"
    assert export_site(built, folder) > 400
    return folder


@pytest.fixture(scope="session")
def large(store: Path, built: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of more plans than the explorer loads at once: the hand-made one under several keys."""
    folder = tmp_path_factory.mktemp("large") / "store"
    background = read_background()
    plans = [replace(PLAN, key=f"haidong-{2000 + number}") for number in range(MANY)]
    with writing(folder) as writer:
        quads = list(background.quads)
        for plan in plans:
            told = plan_quads(plan, extraction(), background.labels)
            quads += [*told, *infer(told, background.links, PlanNames(plan).inferred)]
        writer.store.extend(quads)
        writer.files.mkdir(exist_ok=True)
        index = store / f"{read_marker(store).generation}{FILES}" / INDEX  # the thesauri's names take long to index
        shutil.copy(index, writer.files / INDEX)
        fresh = [PlanNames(plan).plan for plan in plans]
        update_index(Graph(writer.store), writer.files / INDEX, built.plans(), fresh)
    return folder


@pytest.fixture(scope="session")
def address(store: Path) -> Iterator[str]:
    """Where `cetu serve` serves the store, with a token; it ends with the tests."""
    yield from serving(store)


def serving(store: Path) -> Iterator[str]:
    """The address of a `cetu serve` of its own over a store."""
    command = [sys.executable, "-m", "cetu", "serve", "--from", str(store), "--port", "0", "--token", TOKEN]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", env=environment) as server:
        assert server.stdout
        yield server.stdout.readline().strip()
        server.terminate()


@pytest.fixture
def person(chromium: webdriver.Chrome, address: str) -> Person:
    return Person(chromium, address)
