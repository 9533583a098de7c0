"""The marked page holds the plan's text unchanged, with every span underlined."""

from __future__ import annotations

import re
from html import unescape
from importlib import resources
from pathlib import Path

import pytest

from cetu.corpus.plan import Plan
from cetu.corpus.reading import read_plan
from cetu.extract.extracting import extract
from cetu.extract.extraction import ENTITY_TYPES, Entity, Extraction
from cetu.visual.marking import COLOURS, LABELS, marked_text

SHIPPED = Path(str(resources.files("cetu.corpus").joinpath("liaoning-2023.txt")))


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan(SHIPPED)


@pytest.fixture(scope="module")
def extraction(plan: Plan) -> Extraction:
    return extract(plan)


def body(page: str) -> str:
    found = re.search(r"<main>(.*)</main>", page, re.DOTALL)
    assert found
    return found[1]


def test_the_text_is_unchanged(plan: Plan, extraction: Extraction) -> None:
    assert unescape(re.sub(r"</?mark[^>]*>", "", body(marked_text(plan, extraction)))) == plan.text


def test_every_entity_is_told_of(plan: Plan, extraction: Extraction) -> None:
    titles = " ".join(unescape(one) for one in re.findall(r'title="([^"]*)"', body(marked_text(plan, extraction))))
    assert [one.name for one in extraction.entities if one.name not in titles] == []


def test_crossing_spans_are_cut_at_every_edge(plan: Plan) -> None:
    crossing = (
        Entity("e1", "Region", 0, 6, plan.text[0:6], "a<b", "hand", 1.0),
        Entity("e2", "Project", 3, 9, plan.text[3:9], "c&d", "hand", 1.0),
    )
    page = marked_text(plan, Extraction("x", "", "", {}, crossing))
    pieces = re.findall(r"<mark[^>]*>([^<]*)</mark>", body(page))
    assert [unescape(one) for one in pieces] == [plan.text[0:3], plan.text[3:6], plan.text[6:9]]
    assert "a<b" not in page


def test_every_type_has_a_colour_and_a_name() -> None:
    assert set(COLOURS) == set(LABELS) == {*ENTITY_TYPES, "Target"}


def test_it_asks_no_other_host_and_runs_nothing(plan: Plan, extraction: Extraction) -> None:
    page = marked_text(plan, extraction)
    assert re.findall(r"<script|<link|<img|https?://|url\(", page) == []
