"""Every question has the same answer on every store."""

from __future__ import annotations

from collections import Counter

import pytest

from cetu.graph.dataset import Graph
from cetu.graph.pushing import push
from cetu.graph.remote import RemoteStore
from cetu.graph.store import open_graph
from cetu.queries.asking import ask
from cetu.queries.library import questions

NAMES = [one.name for one in questions()]
THINGS = {
    "technology": "储能",
    "region": "大连",
    "supporter": "大连",
    "institution": "能源催化转化全国重点实验室",
    "indicator": "非化石能源消费比重",
    "plan": "辽宁省科技支撑碳达峰碳中和实施方案（2023—2030年）",
    "actor": "工业",
    "kind": "Region",
}
WORDS = {
    "relation": "新增",
    "indicator": "能耗",
    "task": "氢能",
    "technology": "固碳",
    "kind": "task",
    "progress": "进行中",
    "words": "大连",
}
NUMBERS = {"least": 2, "top": 5}
ASKED = [
    (one.name, parameter.name, THINGS[parameter.name] if parameter.is_thing else (WORDS | NUMBERS)[parameter.name])
    for one in questions()
    for parameter in one.parameters
]


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def remote(request: pytest.FixtureRequest, several: Graph) -> Graph:
    address: str = request.getfixturevalue(request.param)
    push(several, address)
    return open_graph(address)


@pytest.mark.parametrize("name", NAMES)
def test_a_question_has_one_answer(several: Graph, remote: Graph, name: str) -> None:
    assert isinstance(remote.store, RemoteStore)
    here = ask(several, name).rows
    assert here
    assert Counter(ask(remote, name).rows) == Counter(here)


@pytest.mark.parametrize(("name", "parameter", "value"), ASKED)
def test_a_question_with_a_parameter_has_one_answer(
    several: Graph, remote: Graph, name: str, parameter: str, value: str | int
) -> None:
    asked = {parameter: value}
    assert Counter(ask(remote, name, **asked).rows) == Counter(ask(several, name, **asked).rows)
