"""One plan's quads as a whole: what they speak of can be shown to people."""

from __future__ import annotations

from pathlib import Path

from cetu.corpus.reading import read_plan
from cetu.extract.extracting import extract
from cetu.graph.assembling import plan_graph
from cetu.graph.dataset import Graph

ELSEWHERE = "氢能产业发展规划（2024—2030年）\n\n一、重点任务\n\n（一）推进示范。在深圳推广液流电池储能。\n"
"""A plan that names a city, and nowhere the province that the thesauri know it lies in."""


def test_every_end_of_a_support_has_a_name(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(ELSEWHERE, encoding="utf-8")
    plan = read_plan(path)
    graph = Graph.of(plan_graph(plan, extract(plan)).quads)
    ends = {row[0].value for row in graph.select("SELECT ?end WHERE { ?support cetu:supporter|cetu:technology ?end }")}
    named = {row[0].value: row[1].value for row in graph.select("SELECT ?end ?name WHERE { ?end rdfs:label ?name }")}
    assert ends - named.keys() == set()
    assert "广东省" in {named[end] for end in ends}
