"""Queries that bench/scale.py sets beside the library's give the library's answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cetu.graph.dataset import Graph
from cetu.queries.library import question
from cetu.queries.resolving import resolve

PEERS = sorted((Path(__file__).parents[2] / "bench" / "peers").glob("*.rq"))
NARROWED = {"technology": "储能", "region": "辽宁省"}


@pytest.mark.parametrize("path", PEERS, ids=lambda path: path.stem)
def test_a_peer_gives_the_answer_of_its_question(plans: Graph, path: Path) -> None:
    name, _, narrowed = path.stem.partition(".")
    one = question(name)
    peer = replace(one, sparql=path.read_text(encoding="utf-8"))
    asked: list[dict[str, Any]] = [] if narrowed else [{}]
    asked += [
        {parameter.name: resolve(plans, parameter, NARROWED[parameter.name]).nodes}
        for parameter in one.parameters
        if parameter.name in NARROWED
    ]
    for values in asked:
        ours, theirs = (Counter(map(str, plans.select(text.bind(values)))) for text in (one, peer))
        assert theirs == ours
