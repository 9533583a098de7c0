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


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def remote(request: pytest.FixtureRequest, liaoning: Graph) -> Graph:
    address: str = request.getfixturevalue(request.param)
    push(liaoning, address)
    return open_graph(address)


@pytest.mark.parametrize("name", NAMES)
def test_a_question_has_one_answer(liaoning: Graph, remote: Graph, name: str) -> None:
    assert isinstance(remote.store, RemoteStore)
    assert Counter(ask(remote, name).rows) == Counter(ask(liaoning, name).rows)
