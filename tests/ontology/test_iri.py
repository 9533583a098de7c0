"""Minting of IRIs."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from cetu.ontology.iri import ID, PREFIXES, mint, segments_of, shorten

CASES = [
    (("technology", "全钒液流电池"), "technology/全钒液流电池"),
    (("technology", "CO₂加氢制甲醇"), "technology/CO₂加氢制甲醇"),
    (("unit", "%"), "unit/%25"),
    (("unit", "吨标准煤/万元"), "unit/吨标准煤%2F万元"),
    (("project", "“无废城市” 试点"), "project/“无废城市”%20试点"),
    (("cluster", "A<B>#?[x]"), "cluster/A%3CB%3E%23%3F%5Bx%5D"),
    (("technology", "e\u0301"), "technology/é"),
    (("plan", "甲", "section", ".."), "plan/甲/section/%2E%2E"),
    (("institution", "全角\u3000空格"), "institution/全角%E3%80%80空格"),
    (("text", 12), "text/12"),
]


@pytest.mark.parametrize(("segments", "expected"), CASES)
def test_names_become_readable_segments(segments: tuple[str | int, ...], expected: str) -> None:
    assert mint(*segments) == ID + expected
    NamedNode(mint(*segments))


def test_an_empty_name_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a name"):
        mint("technology", "")


def test_segments_come_back() -> None:
    assert segments_of(mint("unit", "吨/万元")) == ("unit", "吨/万元")
    with pytest.raises(ValueError, match="not an IRI under"):
        segments_of("https://example.org/a")


def test_the_longest_prefix_shortens() -> None:
    assert shorten(PREFIXES["cetu"] + "Plan") == "cetu:Plan"
    assert shorten("https://example.org/a") == "https://example.org/a"


ROOMS = ("ontology", "corpus", "extract", "graph", "queries", "visual", "src/cetu")
NAMESPACES = tuple(PREFIXES.values())


def test_no_module_but_this_one_s_spells_an_iri() -> None:
    root = Path(__file__).parents[2]
    spelled = []
    for module in sorted(path for room in ROOMS for path in root.joinpath(room).glob("*.py")):
        strings = (node.value for node in ast.walk(ast.parse(module.read_bytes())) if isinstance(node, ast.Constant))
        found = [text for text in strings if isinstance(text, str) and text.startswith(NAMESPACES)]
        if module.name != "iri.py":
            spelled += [f"{module.parent.name}/{module.name}: {text}" for text in found]
    assert spelled == []
