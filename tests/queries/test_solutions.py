"""Rows are what the engine hands over cell by cell, whatever stands in them."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cetu.queries.solutions import rows_of

MIXED = r"""
"" "a" "a\tb" "a\nb" "a\r\nb" "a\"b" "a\\b" "\"" "储能" "𠮷" "\u2028" "a"@en "能"@zh-Hans "a"^^<urn:type> "2"^^xsd:int
1 01 -0 +1 1.0 1.50 1e3 true false "1"^^xsd:boolean "x"^^xsd:integer "2020-01-01"^^xsd:date <urn:a> <urn:%09> <urn:储能>
<< <urn:a> <urn:b> "c\td" >> UNDEF
"""
PREFIX = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>"


def asked(query: str) -> ox.QuerySolutions:
    found = ox.Store().query(query)
    assert isinstance(found, ox.QuerySolutions)
    return found


@pytest.mark.parametrize(
    "query",
    [
        f"{PREFIX} SELECT ?x {{ VALUES ?x {{ {MIXED.replace('<< ', '<<( ').replace(' >>', ' )>>')} }} }}",
        f"{PREFIX} SELECT ?y ?x {{ VALUES ?x {{ {MIXED.split('<<')[0]} }} BIND(BNODE() AS ?b) }}",
        "SELECT ?x ?y { VALUES (?x ?y) { (UNDEF UNDEF) (1 UNDEF) (UNDEF 1) } }",
        "SELECT ?x { VALUES ?x { UNDEF } }",
        "SELECT ?x { VALUES ?x { } }",
        "SELECT * { }",
        "SELECT * { VALUES () { () () } }",
    ],
)
def test_rows_are_those_of_the_engine(query: str) -> None:
    assert rows_of(asked(query)) == tuple(tuple(row) for row in asked(query))


def test_blank_nodes_are_told_apart() -> None:
    rows = rows_of(asked("SELECT ?x ?y { VALUES ?n { 1 2 } BIND(BNODE() AS ?x) BIND(?x AS ?y) }"))
    assert [row[0] == row[1] for row in rows] == [True, True]
    assert len({row[0] for row in rows}) == 2
    assert all(isinstance(row[0], ox.BlankNode) for row in rows)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_any_text_comes_through(texts: list[str]) -> None:
    store = ox.Store()
    store.extend(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode(f"urn:{n}"), ox.Literal(t)) for n, t in enumerate(texts))
    found = store.query("SELECT ?p ?x { ?s ?p ?x }")
    assert isinstance(found, ox.QuerySolutions)
    told = {row[0].value: row[1].value for row in rows_of(found)}  # type: ignore[union-attr]
    assert told == {f"urn:{n}": t for n, t in enumerate(texts)}
