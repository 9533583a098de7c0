"""Rows put in order here stand as the engine of the embedded store orders them, and alike from every store."""

from __future__ import annotations

import random
import re
from collections import Counter

import pyoxigraph as ox
import pytest

from cetu.graph.dataset import Graph
from cetu.queries.asking import Row
from cetu.queries.library import questions
from cetu.queries.ordering import Order, place, take_order

ORDERED = [one for one in questions() if not one.method]
MIXED = 'UNDEF <urn:b> <urn:a> 10 9 2.5 "10" "9" "" "b" "a" "𠮷" "中" "é" "～"'

QUERY = """# zh: 谁在哪里？
SELECT ?who ?where
WHERE {
  ?who cetu:within ?where . OPTIONAL { ?who cetu:length ?size }
}
ORDER BY DESC(?size) ?who
"""


@pytest.mark.parametrize("query", [one.sparql for one in ORDERED], ids=[one.name for one in ORDERED])
def test_rows_stand_in_the_order_of_the_engine(plans: Graph, query: str) -> None:
    text, order = take_order(query)
    assert order.keys
    told = " ".join(f"DESC(?{name})" if falls else f"?{name}" for name, falls in order.keys)
    every = " ".join(f"?{name}" for name in dict.fromkeys((*order.columns, *(name for name, _ in order.keys))))
    wanted = plans.select(f"{re.sub('(?m)^SELECT .*$', f'SELECT {every}', text.rstrip(), count=1)}\nORDER BY {told}\n")
    variables = [one.value for one in wanted.variables]
    theirs: list[Row] = [tuple(row) for row in wanted]
    kept = Order(tuple(variables), order.keys, order.told)
    ours = kept.sort(variables, random.Random(0).sample(theirs, len(theirs)))
    at = [variables.index(name) for name, _ in order.keys]
    assert [[place(row[one]) for one in at] for row in ours] == [[place(row[one]) for one in at] for row in theirs]
    assert Counter(ours) == Counter(theirs)


@pytest.mark.parametrize("query", [one.sparql for one in ORDERED], ids=[one.name for one in ORDERED])
def test_the_order_that_is_taken_apart_is_the_order_of_the_query(plans: Graph, query: str) -> None:
    text, order = take_order(query)
    wanted, found = plans.select(query), plans.select(text)
    ours = order.sort([one.value for one in found.variables], [tuple(row) for row in found])
    at = [index for index, name in enumerate(order.columns) if name in {key for key, _ in order.keys}]
    theirs = [tuple(row) for row in wanted]
    assert [[row[one] for one in at] for row in ours] == [[row[one] for one in at] for row in theirs]


@pytest.mark.parametrize("falls", [False, True])
def test_terms_of_all_kinds_stand_in_the_order_of_sparql(falls: bool) -> None:
    key = "DESC(?x)" if falls else "?x"
    found = ox.Store().query(f"SELECT ?x {{ VALUES ?x {{ {MIXED} }} }} ORDER BY {key}")
    assert isinstance(found, ox.QuerySolutions)
    theirs: list[Row] = [tuple(row) for row in found]
    numbers = [row for row in theirs if place(row[0])[0] == place(ox.Literal(1))[0]]
    ours = Order(("x",), (("x", falls),)).sort(["x"], reversed(theirs))
    assert [row for row in ours if row in numbers] == numbers
    assert [row for row in ours if row not in numbers] == [row for row in theirs if row not in numbers]


def test_what_only_orders_is_asked_for_and_not_answered() -> None:
    text, order = take_order(QUERY)
    assert order == Order(("who", "where"), (("size", True), ("who", False)))
    assert "SELECT ?who ?where ?size\nWHERE {" in text
    assert "ORDER BY" not in text
    a, b, here = ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.NamedNode("urn:here")
    found: list[Row] = [(b, here, None), (a, here, ox.Literal(9)), (b, here, ox.Literal(10)), (a, here, ox.Literal(10))]
    assert order.sort(["who", "where", "size"], found) == ((a, here), (b, here), (a, here), (b, here))


def test_a_text_put_together_for_the_order_is_taken_apart() -> None:
    together = '\n  BIND(CONCAT(?who, "\\t", STR(9 - ?size), "\\t", COALESCE(?where, "")) AS ?order)\n}\n'
    text, order = take_order(QUERY.replace("\n}\nORDER BY DESC(?size) ?who\n", f"{together}ORDER BY ?order ?what\n"))
    assert order.keys == (("who", False), ("size", True), ("where", False), ("what", False))
    assert "CONCAT" not in text
    assert "SELECT ?who ?where ?size ?what\nWHERE {" in text


def test_a_key_that_a_table_pairs_with_a_column_is_read_from_the_column() -> None:
    table = ' VALUES (?size ?where) { (-1 "") (0 "town") (1 "city") }\n}\nORDER'
    text, order = take_order(QUERY.replace("\n}\nORDER", table))
    assert "SELECT ?who ?where\nWHERE {" in text
    rows: list[Row] = [(ox.Literal(who), ox.Literal(where)) for who, where in [("a", ""), ("c", "city"), ("b", "city")]]
    assert order.sort(["who", "where"], rows) == (rows[2], rows[1], rows[0])


def test_a_column_of_which_two_numbers_have_one_text_tells_no_key() -> None:
    table = ' VALUES (?size ?where) { (0 "town") (1 "town") }\n}\nORDER'
    assert "SELECT ?who ?where ?size\nWHERE {" in take_order(QUERY.replace("\n}\nORDER", table))[0]


def test_rows_that_no_key_tells_apart_have_one_order() -> None:
    rows: list[Row] = [(ox.Literal(1), ox.Literal(text)) for text in "dacb"]
    order = Order(("n", "text"), (("n", False),))
    assert order.sort(["n", "text"], rows) == order.sort(["n", "text"], reversed(rows)) == tuple(sorted(rows, key=str))


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("?who\n", "?who\nLIMIT 5\n"),
        ("?who\n", "STRLEN(?who)\n"),
        ("}\nORDER", "} GROUP BY ?who ?where ?size\nORDER"),
        ("SELECT", "SELECT DISTINCT"),
        ("SELECT ?who", "SELECT (1 AS ?one) ?who"),
    ],
)
def test_another_query_is_left_as_it_is(was: str, becomes: str) -> None:
    query = QUERY.replace(was, becomes)
    assert query != QUERY
    assert take_order(query) == (query, Order())
