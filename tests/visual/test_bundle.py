"""A bundle: where the words stand, with their page where the file has pages; the strongest links of many."""

from __future__ import annotations

from cetu.graph.dataset import Graph
from cetu.visual.bundle import around, plan_bundle


def test_evidence_from_a_file_with_pages_has_its_page_and_from_plain_text_none(built: Graph) -> None:
    printed = plan_bundle(built, ["plan/shenyang-2024"])["places"]
    assert {place["page"] for place in printed} == {1, 2}
    for place in printed:
        assert place["page"] == (2 if place["section"].split("/")[-1].startswith("3") else 1), place
    assert not any("page" in place for place in plan_bundle(built, ["plan/haidong-2023"])["places"])


def test_of_many_links_around_a_thing_the_strongest_are_kept(built: Graph) -> None:
    every = around(built, "region/210000")["links"]
    few = around(built, "region/210000", most=5)
    kept = [link for link in few["links"] if link["type"] == "inferred"]
    assert few["total"] > 5
    best = sorted((link.get("strength", 0) for link in every), reverse=True)[:5]
    assert sorted((link["strength"] for link in kept), reverse=True)[:5] == best
