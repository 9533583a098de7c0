"""What the endpoint lets through to the engine, and what never gets there."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cetu.ontology.errors import QueryError
from cetu.ontology.iri import PREFIXES
from cetu.queries.guarding import Refused, check
from cetu.queries.library import questions

REFUSED = [
    "ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "ASK { service silent <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "ASK { SeRvIcE<http://127.0.0.1:1/>{} }",
    "ASK { #\n SERVICE#\n<http://127.0.0.1:1/> {} }",
    "ASK { ?a <http://b> '''it's''' . SERVICE ?x {} }",
    "ASK { SERVIC\\u0045 <http://127.0.0.1:1/> {} }",
    "PREFIX : <http://127.0.0.1:1/> ASK { SERVICE:x { ?s ?p ?o } }",
    "PREFIX a.SERVICE: <http://127.0.0.1:1/> ASK { a.SERVICE:x { ?s ?p ?o } }",
    "SELECT * { { SELECT * { FILTER(EXISTS { SERVICE <http://127.0.0.1:1/> {} }) } } }",
    "LOAD <http://127.0.0.1:1/>",
    "LOAD <file:///etc/passwd> INTO GRAPH <http://a>",
    "INSERT DATA { <http://a> <http://b> <http://c> }",
    "DELETE WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP GRAPH <http://a>",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * FROM <http://127.0.0.1:1/x.ttl> { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://127.0.0.1:1/> { ?s ?p ?o }",
    "PREFIX x: <http://127.0.0.1/> SELECT * FROM x:y { ?s ?p ?o }",
    "define input:default-graph-uri <http://a> SELECT * { ?s ?p ?o }",
    "DEFINE get:soft 'replace' SELECT * { ?s ?p ?o }",
    "SELECT (bif:file_to_string('/etc/passwd') AS ?x) {}",
    "SELECT (<bif:file_to_string>('/etc/passwd') AS ?x) {}",
    "PREFIX f: <java:java.lang.System.> SELECT (f:exit(1) AS ?x) {}",
]
ALLOWED = [
    ("SELECT * { ?s ?p ?o }", "SELECT"),
    ("select*{?service ?p 'SERVICE <http://x>'}", "SELECT"),
    ("PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> ASK { ?s a sd:Service }", "ASK"),
    ("ASK { <http://a/SERVICE> a <http://b/#LOAD> } # INSERT", "ASK"),
    ('ASK { ?a <http://b> """DROP "quoted" CLEAR"""@en-GB }', "ASK"),
    ("CONSTRUCT { ?s a cetu:Plan } WHERE { ?s a cetu:Plan }", "CONSTRUCT"),
    ("DESCRIBE <https://w3id.org/cetu/id/plan/a>", "DESCRIBE"),
    (
        "BASE <http://a/> PREFIX 前: <b#> SELECT (COUNT(*) AS ?n) { ?甲 前:乙 ?丙 FILTER(?丙<3&&?甲>2||!BOUND(?x)) }",
        "SELECT",
    ),
    ("SELECT * FROM <https://w3id.org/cetu/id/graph/ontology> { ?s ?p 1.5e3, -.5, true }", "SELECT"),
    ("SELECT * FROM NAMED id:graph\\/links { GRAPH ?g { ?s (rdfs:label|^skos:prefLabel)+/!a ?o } }", "SELECT"),
]


@pytest.mark.parametrize("query", REFUSED)
def test_what_would_leave_the_graph_is_refused(query: str) -> None:
    with pytest.raises(Refused):
        check(query)


@pytest.mark.parametrize(("query", "form"), ALLOWED)
def test_what_only_looks_like_it_is_not(query: str, form: str) -> None:
    assert check(query).form == form
    ox.Store().query(query, prefixes=PREFIXES)


@pytest.mark.parametrize("name", [one.name for one in questions()])
def test_the_library_may_be_asked(name: str) -> None:
    (one,) = [one for one in questions() if one.name == name]
    assert check(one.sparql).form in ("SELECT", "CONSTRUCT")


@pytest.mark.parametrize("query", ["", "# nothing", "PREFIX a: <http://a>", "?x", "SELECT * { ?s ?p \\ }"])
def test_what_is_no_query_is_no_refusal(query: str) -> None:
    with pytest.raises(QueryError) as caught:
        check(query)
    assert not isinstance(caught.value, Refused)


def test_a_dataset_of_the_query_s_own_is_seen() -> None:
    assert check("SELECT * FROM id:graph\\/links { ?s ?p ?o }").has_dataset
    assert not check("SELECT * { ?from ?p 'FROM' }").has_dataset


PIECES = st.one_of(
    st.sampled_from(
        ["SERVICE", "service", "SILENT", "<http://127.0.0.1:1/>", "?a", ":x", ":", "a", "a:b", "_:c", "@en"]
    ),
    st.sampled_from(
        ["<", ">", "{", "}", "(", ")", ".", ";", ",", "'", '"', "'''", "#", "\n", " ", "-", "1", "1.", "&&"]
    ),
    st.sampled_from(["SELECT", "*", "ASK", "FILTER", "EXISTS", "OPTIONAL", "?s ?p ?o", "<a>", "^^", "%20", "\\u0045"]),
)


@settings(max_examples=600, deadline=None)
@given(st.lists(PIECES, max_size=14), st.sampled_from(["{}", "ASK {{ {} }}", "ASK {{ {} SERVICE:x {{ ?s ?p ?o }} }}"]))
def test_nothing_that_passes_makes_the_engine_call_anyone(pieces: list[str], frame: str) -> None:
    """Oxigraph says so with an OSError before it opens a connection: port 1 is one that it never uses."""
    query = frame.format("".join(pieces))
    try:
        check(query)
    except QueryError:
        return
    try:
        result = ox.Store().query(query, prefixes={**PREFIXES, "": "http://127.0.0.1:1/"})
        list(result) if not isinstance(result, ox.QueryBoolean) else None
    except SyntaxError:
        pass
