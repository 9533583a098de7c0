"""A bundle: where the words stand, with their page where the file has pages; the strongest links of many."""

from __future__ import annotations

from pathlib import Path

import pytest

from cetu.graph.building import build
from cetu.graph.dataset import Graph
from cetu.graph.store import open_graph
from cetu.visual.bundle import around, plan_bundle
from tests.corpus.making import as_pdf
from tests.visual.conftest import SECOND


@pytest.fixture(scope="module")
def built(store: Path) -> Graph:
    return open_graph(store)


def test_evidence_from_a_file_with_pages_has_its_page(tmp_path: Path) -> None:
    lines = [line for line in SECOND.splitlines() if line]
    filling = ["健全工作机制，完善政策体系，营造良好氛围，确保各项工作落到实处，取得实际成效。"] * 40
    path = tmp_path / "shenyang-2024.pdf"
    path.write_bytes(as_pdf([*lines[:4], *filling, *lines[4:]]))
    build([path], tmp_path / "store", workers=1)
    bundle = plan_bundle(open_graph(tmp_path / "store"), ["plan/shenyang-2024"])
    pages = {place["page"] for place in bundle["places"]}
    assert min(pages) == 1 and max(pages) > 1
    assert all("page" in place for place in bundle["places"])


def test_evidence_from_plain_text_has_none(built: Graph) -> None:
    assert not any("page" in place for place in plan_bundle(built, ["plan/shenyang-2024"])["places"])


def test_of_many_links_around_a_thing_the_strongest_are_kept(built: Graph) -> None:
    every = around(built, "region/210000")["links"]
    few = around(built, "region/210000", most=5)
    kept = [link for link in few["links"] if link["type"] == "inferred"]
    assert few["total"] > 5
    best = sorted((link.get("strength", 0) for link in every), reverse=True)[:5]
    assert sorted((link["strength"] for link in kept), reverse=True)[:5] == best
