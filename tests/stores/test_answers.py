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
ASKED = {
    "technology": "储能",
    "region": "大连",
    "institution": "能源催化转化全国重点实验室",
    "indicator": "非化石能源消费比重",
    "plan": "辽宁省科技支撑碳达峰碳中和实施方案（2023—2030年）",
}
NARROWED = [
    (one.name, parameter.name)
    for one in questions()
    for parameter in one.parameters
    if parameter.name in ASKED and parameter.is_thing
]


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def remote(request: pytest.FixtureRequest, liaoning: Graph) -> Graph:
    address: str = request.getfixturevalue(request.param)
    push(liaoning, address)
    return open_graph(address)


@pytest.mark.parametrize("name", NAMES)
def test_a_question_has_one_answer(liaoning: Graph, remote: Graph, name: str) -> None:
    assert isinstance(remote.store, RemoteStore)
    assert Counter(ask(remote, name).rows) == Counter(ask(liaoning, name).rows)


@pytest.mark.parametrize(("name", "parameter"), NARROWED)
def test_a_question_with_a_parameter_has_one_answer(liaoning: Graph, remote: Graph, name: str, parameter: str) -> None:
    asked = {parameter: ASKED[parameter]}
    assert Counter(ask(remote, name, **asked).rows) == Counter(ask(liaoning, name, **asked).rows)
