"""Answers as documents that other programs open."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from cetu.graph.dataset import Graph
from cetu.queries.asking import Answer, ask
from cetu.queries.tables import console_text, csv_bytes, json_bytes, turtle_bytes, xlsx_bytes

TABLE = """SELECT ?name ?n ?thing ?nothing WHERE {
  VALUES (?name ?n ?thing) { ("=1+1" 2 <https://w3id.org/cetu/id/region/210200>) ("储能, “CO₂”\\n下" 13.7 cetu:each) }
}"""


@pytest.fixture
def answer() -> Answer:
    return ask(ox.Store(), TABLE)


def test_csv_holds_every_cell_and_begins_with_a_mark(answer: Answer) -> None:
    data = csv_bytes(answer)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["name", "n", "thing", "nothing"]
    assert rows[2][:2] == ["储能, “CO₂”\n下", "13.7"]


def test_json_is_what_w3c_says(answer: Answer) -> None:
    said = json.loads(json_bytes(answer))
    assert said["head"]["vars"] == ["name", "n", "thing", "nothing"]
    first = said["results"]["bindings"][0]
    assert first["thing"] == {"type": "uri", "value": "https://w3id.org/cetu/id/region/210200"}
    assert first["n"] == {"type": "literal", "value": "2", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}
    assert "nothing" not in first


def test_oxigraph_reads_the_json_back(answer: Answer) -> None:
    read = ox.parse_query_results(json_bytes(answer), ox.QueryResultsFormat.JSON)
    assert isinstance(read, ox.QuerySolutions)
    assert [tuple(row) for row in read] == list(answer.rows)


def test_a_workbook_keeps_text_text_and_numbers_numbers(answer: Answer) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(answer))).active
    assert sheet is not None
    assert sheet["A2"].value == "=1+1"
    assert sheet["A2"].data_type == "s"
    assert sheet["B3"].value == 13.7


def test_the_same_answer_gives_the_same_workbook(answer: Answer) -> None:
    assert xlsx_bytes(answer) == xlsx_bytes(answer)


def test_a_table_becomes_a_result_set_in_turtle(answer: Answer) -> None:
    """W3C's vocabulary for result sets: rdflib reads it back into rows in their order."""
    read = rdflib.Graph().parse(data=turtle_bytes(answer), format="turtle")
    rs = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
    (table,) = read.subjects(rdflib.RDF.type, rs.ResultSet)
    assert {str(name) for name in read.objects(table, rs.resultVariable)} == {"name", "n", "thing", "nothing"}
    solutions = sorted(read.objects(table, rs.solution), key=lambda one: int(str(read.value(one, rs["index"]))))
    rows = [
        {
            str(read.value(one, rs["variable"])): str(read.value(one, rs["value"]))
            for one in read.objects(solution, rs.binding)
        }
        for solution in solutions
    ]
    assert rows == [{key: value for key, value in row.items() if value is not None} for row in answer.records()]


def test_a_workbook_of_the_library_says_how_to_read_it(liaoning: Graph) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(ask(liaoning, "supporters", technology="CCUS"))))
    assert book.sheetnames == ["答案", "说明"]
    assert all(sheet.page_setup.orientation == "landscape" and sheet.page_setup.fitToHeight == 0 for sheet in book)
    rows = book["答案"].row_dimensions
    assert max(rows[number].height for number in range(2, 6)) > 15  # a sentence takes more than one line
    assert book["答案"].print_title_rows == "$1:$1" and book["答案"]["A2"].alignment.wrap_text
    lines = [row[0].value for row in book["说明"].iter_rows()]
    assert "碳捕集利用与封存" in str(lines[2])
    assert "整体" in str(lines[3])


def test_triples_come_back_from_turtle() -> None:
    answer = ask(ox.Store(), "CONSTRUCT { cetu:a cetu:b '储能'@zh , 3 } WHERE { }")
    assert {quad.triple for quad in ox.parse(turtle_bytes(answer), ox.RdfFormat.TURTLE)} == set(answer.triples or ())


def test_the_console_shortens_iris_and_counts_chinese_as_two(answer: Answer) -> None:
    text = console_text(answer, width=100)
    assert "id:region/210200" in text
    assert "cetu:each" in text


def test_the_console_cuts_long_cells_and_says_a_constant_column_once() -> None:
    long = "储" * 100
    answer = Answer(("a", "b"), tuple((ox.Literal(number), ox.Literal(long)) for number in range(3)))
    text = console_text(answer, width=200)
    assert text.startswith("b: 储")
    assert text.count("储") == 100
    text = console_text(Answer(("a",), ((ox.Literal(long),),)), width=200)
    assert text.count("储") == 59
    assert "…" in text


def test_ask_answers_yes_or_no() -> None:
    assert ask(ox.Store(), "ASK { }").rows == ((ox.Literal(True),),)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_csv_gives_back_what_it_was_given(value: str) -> None:
    answer = Answer(("a",), ((ox.Literal(value),),))
    rows = list(csv.reader(io.StringIO(csv_bytes(answer).decode("utf-8-sig"), newline="")))
    assert rows == [["a"], [value]]
