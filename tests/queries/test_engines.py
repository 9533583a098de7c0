"""Every question gives the same answer on another engine than the one that it was written on: rdflib's own."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox
import pytest

from cetu.graph.dataset import Graph
from cetu.graph.labels import LabelIndex
from cetu.graph.validating import as_rdflib
from cetu.ontology.iri import PREFIXES
from cetu.queries.asking import Answer, ask
from cetu.queries.library import questions

ASKED: dict[str, dict[str, str | int]] = {
    "spread": {"technology": "液流电池"},
    "rivals": {"region": "青岛"},
    "target-gaps": {"region": "37"},
    "silent-cities": {"region": "山东"},
    "supporters": {"technology": "储能", "kind": "地区"},
    "projects": {"region": "青岛"},
}
"""Questions asked with parameters besides being asked as they stand."""


class InRdflib:
    """A graph that rdflib's own engine answers for, over the union of all named graphs."""

    def __init__(self, quads: tuple[ox.Quad, ...]) -> None:
        self.data = as_rdflib(quads)
        self.labels = LabelIndex.of(Graph.of(quads))

    def query(self, sparql: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        result = self.data.query(sparql, initNs=PREFIXES).serialize(format="json")
        assert result is not None
        found = ox.parse_query_results(result, ox.QueryResultsFormat.JSON)
        assert not isinstance(found, ox.QueryTriples)
        return found


@pytest.fixture(scope="module")
def in_rdflib(few: tuple[ox.Quad, ...]) -> InRdflib:
    return InRdflib(few)


@pytest.fixture(scope="module")
def in_oxigraph(few: tuple[ox.Quad, ...]) -> Graph:
    return Graph.of(few)


def comparable(answer: Answer) -> list[tuple[object, ...]]:
    """Rows as plain values: a number is the same number however an engine prints it."""
    return [tuple(_value(term) for term in row) for row in answer.rows]


def _value(term: object) -> object:
    if isinstance(term, ox.Literal) and term.datatype.value.startswith(PREFIXES["xsd"] + "dec"):
        return Decimal(term.value).normalize()
    if isinstance(term, ox.Literal) and term.datatype.value == PREFIXES["xsd"] + "integer":
        return Decimal(term.value).normalize()
    return getattr(term, "value", None)


@pytest.mark.parametrize("name", [one.name for one in questions()])
def test_rdflib_gives_the_same_answer(in_rdflib: InRdflib, in_oxigraph: Graph, name: str) -> None:
    found = comparable(ask(in_rdflib, name))
    assert found == comparable(ask(in_oxigraph, name))


@pytest.mark.parametrize("name", ASKED)
def test_rdflib_gives_the_same_answer_to_a_question_with_parameters(
    in_rdflib: InRdflib, in_oxigraph: Graph, name: str
) -> None:
    found = comparable(ask(in_rdflib, name, **ASKED[name]))
    assert found == comparable(ask(in_oxigraph, name, **ASKED[name]))
    assert found
