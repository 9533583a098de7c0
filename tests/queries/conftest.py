"""The graph of the plan that ships, in memory, with the ontology and thesauri."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from cetu.corpus.reading import read_plan
from cetu.extract.extracting import extract
from cetu.graph.assembling import plan_graph
from cetu.graph.background import read_background
from cetu.graph.dataset import Graph


@pytest.fixture(scope="session")
def liaoning() -> Graph:
    plan = read_plan(Path(str(resources.files("cetu.corpus").joinpath("liaoning-2023.txt"))))
    return Graph.of([*plan_graph(plan, extract(plan)).quads, *read_background().quads])
