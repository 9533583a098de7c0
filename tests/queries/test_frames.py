"""Answers as frames of pandas and polars: numbers are numbers, an IRI is its text, nothing is nothing."""

from __future__ import annotations

from decimal import Decimal

import pandas
import polars
import pyoxigraph as ox
import pytest

from cetu.graph.dataset import Graph
from cetu.queries.asking import Answer, ask
from cetu.queries.graphs import Graph as Asked

TABLE = """SELECT ?name ?n ?share ?mixed ?thing ?yes WHERE {
  VALUES (?name ?n ?share ?mixed ?thing ?yes) {
    ("储能" 2 13.70 1 cetu:each true) ("氢能" UNDEF 0.5 2.25 cetu:collective false)
  }
}"""


@pytest.fixture
def answer() -> Answer:
    return ask(ox.Store(), TABLE)


def test_pandas_has_a_type_for_each_column(answer: Answer) -> None:
    frame = answer.to_pandas()
    assert [str(kind) for kind in frame.dtypes] == ["string", "Int64", "Float64", "Float64", "string", "boolean"]
    assert frame["n"].isna().tolist() == [False, True]
    assert frame["share"].sum() == pytest.approx(14.2)
    assert frame["thing"][0] == "https://w3id.org/cetu/ontology#each"


def test_polars_has_a_type_for_each_column_and_decimals_are_exact(answer: Answer) -> None:
    frame = answer.to_polars()
    assert frame.schema["n"] == polars.Int64()
    assert frame.schema["share"] == polars.Decimal(38, 1)
    assert frame["mixed"].to_list() == [Decimal("1"), Decimal("2.25")]
    assert frame["n"].to_list() == [2, None]
    assert frame["yes"].to_list() == [True, False]


def test_an_empty_answer_keeps_its_columns() -> None:
    empty = ask(ox.Store(), "SELECT ?a ?b WHERE { ?a cetu:nothing ?b }")
    assert list(empty.to_pandas().columns) == empty.to_polars().columns == ["a", "b"]


def test_a_graph_answers_by_itself(plans: Graph) -> None:
    frame = Asked.over(plans).ask("target-pace", indicator="非化石能源消费比重").to_polars()
    paces = dict(zip(frame["region"].to_list(), frame["pace"].to_list(), strict=True))
    assert paces == {"大连市": Decimal(2), "辽宁省": Decimal("1.26")}
    pace = Asked.over(plans).ask("target-pace").to_pandas()
    assert (pace["pace"] * (pace["to"] - pace["from"])).round(6).equals((pace["end"] - pace["start"]).round(6))


def test_frames_are_what_the_libraries_say_they_are(answer: Answer) -> None:
    assert isinstance(answer.to_pandas(), pandas.DataFrame)
    assert isinstance(answer.to_polars(), polars.DataFrame)
