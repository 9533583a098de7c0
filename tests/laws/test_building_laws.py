"""Fuzzing: whatever bytes a file holds, making a plan of it gives quads that hold, or one line that says why not."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cetu.graph.dataset import Graph
from cetu.graph.making import Job, make
from cetu.graph.naming import NAMES_GRAPH
from cetu.graph.shelf import Shelf

WORDS = ["大连", "等", "、", "（一）", "研发储能技术", "到2025年", "达到30%以上", "《", "》", "一、", "\n"]
WORDS += ["和", "由发改委牵头", "“", "专栏1 ", "。", "：", "\u3000", "\r\n", "\u202e", "①", "——", "2.", "万吨"]
WORDS += ["（责任单位：省科技厅）", "CO₂", "\x85"]

texts = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=60).map("".join),
    st.text(max_size=200),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=5)), max_size=40).map("".join),
)
contents = st.one_of(
    texts.map(lambda text: text.encode("utf-8", "surrogatepass")),
    texts.map(lambda text: text.encode("gb18030", "ignore")),
    texts.map(lambda text: text.encode("utf-16", "surrogatepass")),
    st.binary(max_size=300),
)

QUOTES = """
SELECT ?quote ?start ?end ?content {
  ?mention oa:hasSource/cetu:content ?content ; cetu:quote ?quote ; oa:hasSelector ?at .
  ?at a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end .
}"""


def hold(content: bytes, ending: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"plan{ending}"
        path.write_bytes(content)
        outcome = make(Job(str(path), f"{folder}/made"))
        if outcome.made is None:
            assert outcome.why and "\n" not in outcome.why and "defect" not in outcome.why, outcome.why
            return
        data = Shelf(Path(folder) / "made").read_quads(outcome.made.digest)
        quads = list(ox.parse(data, format=ox.RdfFormat.N_QUADS))
        own = [quad for quad in quads if quad.graph_name != ox.NamedNode(NAMES_GRAPH)]
        assert len(own) == outcome.made.counts["quads"]
        for row in Graph.of(quads).select(QUOTES):
            start, end = int(row["start"].value), int(row["end"].value)
            assert row["content"].value[start:end] == row["quote"].value


@given(contents)
@settings(max_examples=120, deadline=None)
def test_any_bytes_become_a_plan_or_a_line(content: bytes) -> None:
    hold(content, ".txt")


@pytest.mark.parametrize("ending", [".html", ".docx", ".pdf", ".zip", ".xlsx"])
@given(content=contents)
@settings(max_examples=15, deadline=None)
def test_under_any_ending(ending: str, content: bytes) -> None:
    hold(content, ending)


@pytest.mark.soak
@given(contents)
@settings(max_examples=5000, deadline=None)
def test_any_bytes_become_a_plan_or_a_line_at_length(content: bytes) -> None:
    hold(content, ".txt")
