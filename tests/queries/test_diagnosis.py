"""A broken query is shown with its line and a caret under the word that does not fit."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from cetu.ontology.errors import QueryError
from cetu.queries.asking import ask

# query, line, column, what is said
BROKEN = [
    ("SELECT ?x WHERE {\n  ?s ?p '中文' ?? .\n}", 2, 14, "? 不该在这里；does not fit here"),
    ("SELEC ?x { }", 1, 1, "SELEC 不该在这里；does not fit here"),
    ("SELECT ?x WHERE {\n ?s ?p ?o ;;; .\n ?s ?p .\n ?a ?b ?c }", 3, 8, ". 不该在这里；does not fit here"),
    ("SELECT ?x WHERE {\n ?s ?p ?o FILTER(?x > ) \n}", 2, 23, ") 不该在这里；does not fit here"),
    ("SELECT ?x WHERE {\n ?s ?p 'abc \n}", 2, 8, "' 不该在这里；does not fit here"),
    ("SELECT ?x WHERE {\n ?s ?p ?o \n} ORDER ?x", 3, 9, "?x 不该在这里；does not fit here"),
    ("SELECT (COUNT(?a AS ?n) WHERE { ?a ?b ?c }", 1, 18, "AS 不该在这里；does not fit here"),
    ("SELECT ?a WHERE { ?a ?b ?c } }", 1, 30, "} 不该在这里；does not fit here"),
    ("SELECT ?x WHERE {\n  ?s ?p ?o .\n", 2, 13, "查询没有写完；the query ends too early"),
    ("SELECT ?x { ?s unknown:p ?o }", 1, 16, "Prefix not found"),
    ("# 注释\nSELECT ?x { ?s ?p ?o ] }", 2, 22, "] 不该在这里；does not fit here"),
]


@pytest.mark.parametrize(("query", "line", "column", "said"), BROKEN)
def test_the_place_is_shown(query: str, line: int, column: int, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        ask(ox.Store(), query, "my.rq")
    first, shown, caret = str(caught.value).split("\n")
    assert first == f"my.rq, line {line}, column {column}: {said}"
    assert shown == "  " + query.split("\n")[line - 1]
    assert caret.strip() == "^"


def test_the_caret_stands_under_the_word_where_chinese_is_two_columns_wide() -> None:
    with pytest.raises(QueryError) as caught:
        ask(ox.Store(), "ASK { ?s ?p '储能' ?? }")
    assert str(caught.value).split("\n")[2] == "  " + " " * 19 + "^"


def test_an_empty_query_is_an_error() -> None:
    with pytest.raises(QueryError, match="too early"):
        ask(ox.Store(), "")


def test_brackets_that_no_engine_can_read_are_an_error() -> None:
    def deep(number: int) -> str:
        return f"ASK {'{' * number} ?s ?p '((((' {'}' * number}"

    assert ask(ox.Store(), deep(200)).rows == ((ox.Literal(False),),)
    with pytest.raises(QueryError, match="column 205: 括号嵌套超过 200 层") as caught:
        ask(ox.Store(), deep(20_000))
    assert len(str(caught.value)) < 500


def test_of_a_long_line_the_place_is_shown() -> None:
    with pytest.raises(QueryError, match="column 2016: \\? 不该") as caught:
        ask(ox.Store(), f"ASK {{ ?s ?p '{'x' * 2000}' ?? }}")
    _, shown, caret = str(caught.value).split("\n")
    assert shown[len(caret) - 1] == "?"
    assert len(shown) < 200
