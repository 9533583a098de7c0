"""SPARQL 1.1 Protocol against the running server: status codes, formats, graphs, errors."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from cetu.ontology.iri import ID

Serve = Callable[..., AbstractContextManager[str]]

PLAN = f"{ID}plan/liaoning-2023"
PLANS = "SELECT ?p WHERE { ?p a cetu:Plan }"
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
DIRECT = {"content-type": "application/sparql-query"}
TABLES = ["application/sparql-results+json", "application/sparql-results+xml", "text/tab-separated-values"]
GRAPHS = ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]


@pytest.fixture(scope="module")
def client(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=20) as client:
        yield client


def test_a_query_by_get_by_form_and_direct_has_one_answer(client: httpx.Client) -> None:
    answers = [
        client.get("/sparql", params={"query": PLANS}),
        client.post("/sparql", data={"query": PLANS}),
        client.post("/sparql", content=PLANS, headers=DIRECT),
        client.post(
            "/sparql", content=PLANS.encode(), headers={"content-type": "application/sparql-query; charset=utf-8"}
        ),
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/sparql-results+json"
        assert [row["p"]["value"] for row in answer.json()["results"]["bindings"]] == [PLAN]


@pytest.mark.parametrize("media", TABLES)
def test_a_table_comes_in_the_format_that_is_asked_for(client: httpx.Client, media: str) -> None:
    answer = client.get("/sparql", params={"query": PLANS}, headers={"accept": media})
    assert answer.headers["content-type"].split(";")[0] == media
    form = ox.QueryResultsFormat.from_media_type(media)
    assert form
    rows = ox.parse_query_results(answer.content, form)
    assert isinstance(rows, ox.QuerySolutions)
    assert [str(row["p"]) for row in rows] == [f"<{PLAN}>"]


def test_a_table_comes_as_csv(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": PLANS}, headers={"accept": "text/csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.text == f"p\r\n{PLAN}\r\n"


@pytest.mark.parametrize("media", GRAPHS)
def test_a_graph_comes_in_the_format_that_is_asked_for(client: httpx.Client, media: str) -> None:
    query = "CONSTRUCT { ?p rdfs:label ?l } WHERE { ?p a cetu:Plan ; rdfs:label ?l }"
    answer = client.get("/sparql", params={"query": query}, headers={"accept": media})
    assert answer.headers["content-type"].split(";")[0] == media
    (triple,) = ox.parse(answer.content, ox.RdfFormat.from_media_type(media))
    assert (triple.subject.value, triple.object.value[:3]) == (PLAN, "辽宁省")


@pytest.mark.parametrize("media", ["application/sparql-results+json", "application/sparql-results+xml"])
def test_an_ask_answers_yes_or_no(client: httpx.Client, media: str) -> None:
    for query, expected in (("ASK { ?p a cetu:Plan }", True), ("ASK { ?p a cetu:Nothing }", False)):
        answer = client.get("/sparql", params={"query": query}, headers={"accept": media})
        form = ox.QueryResultsFormat.from_media_type(media)
        assert bool(ox.parse_query_results(answer.content, form)) is expected


def test_a_format_may_be_asked_for_in_the_address(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": PLANS, "format": "csv"}, headers={"accept": "application/json"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize(
    ("method", "more", "status", "said"),
    [
        ("GET", {"params": {"query": "SELECT * { ?s ?p }"}}, 400, "does not fit here"),
        ("GET", {"params": {"query": ""}}, 400, "no query"),
        ("GET", {"params": {"querry": PLANS}}, 400, "there are 0 queries"),
        ("GET", {"params": {"query": [PLANS, PLANS]}}, 400, "there are 2 queries"),
        ("POST", {"content": b"ASK { '\xff' }", "headers": DIRECT}, 400, "no UTF-8 at byte 7"),
        ("POST", {"data": {}}, 415, "application/sparql-query"),
        ("POST", {"content": PLANS, "headers": {"content-type": "text/plain"}}, 415, "not as text/plain"),
        ("POST", {"data": {"update": "CLEAR ALL"}}, 403, "only reads"),
        ("GET", {"params": {"update": "CLEAR ALL"}}, 403, "only reads"),
        ("POST", {"content": "CLEAR ALL", "headers": {"content-type": "application/sparql-update"}}, 403, "only reads"),
        ("POST", {"data": {"query": "CLEAR ALL"}}, 403, "CLEAR 不许用，这里只能读；is not allowed here"),
        (
            "GET",
            {"params": {"query": "ASK { SERVICE <http://127.0.0.1:1/> {} }"}},
            403,
            "column 7: SERVICE 不许用",
        ),
        ("GET", {"params": {"query": "SELECT * FROM <file:///etc/passwd> {}"}}, 403, "no graph of this data set"),
        ("GET", {"params": {"query": PLANS, "default-graph-uri": "http://127.0.0.1:1/"}}, 403, "no graph of this data"),
        ("GET", {"params": {"query": PLANS}, "headers": {"accept": "image/png"}}, 406, "text/csv"),
        ("GET", {"params": {"query": "CONSTRUCT WHERE {?s ?p ?o}"}, "headers": {"accept": "text/csv"}}, 406, "turtle"),
        ("PUT", {"content": b""}, 403, "only reads"),
        ("DELETE", {}, 403, "only reads"),
        ("GET", {"params": {"query": "SELECT * { ?s ?p ?o }"}}, 422, "larger than 2 MB"),
        ("POST", {"content": "# " + "x" * 200_000 + "\nASK {}", "headers": DIRECT}, 413, "larger than 200 kB"),
        ("GET", {"params": {"query": "SELECT (1/0 AS ?x) { ?s <http://x> <http://y z> }"}}, 400, "does not fit here"),
    ],
)
def test_what_goes_wrong_is_said(
    client: httpx.Client, method: str, more: dict[str, object], status: int, said: str
) -> None:
    answer = client.request(method, "/sparql", **more)  # type: ignore[arg-type]
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/plain; charset=utf-8"), answer.text
    assert said in answer.text


def test_bytes_that_are_no_utf_8_are_no_query(client: httpx.Client) -> None:
    answer = client.post("/sparql", content=b"query=%ff", headers={"content-type": "application/x-www-form-urlencoded"})
    assert (answer.status_code, answer.text) == (
        400,
        "参数不是百分号编码的 UTF-8；the parameters are not percent-encoded UTF-8\n",
    )


def test_a_misspelt_word_is_pointed_at(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": "SELECT * {\n  '储能' ?p ?o } ORDR BY ?o"})
    assert (answer.status_code, answer.text.splitlines()) == (
        400,
        [
            "query, line 2, column 16: ORDR 不该在这里；does not fit here",
            "    '储能' ?p ?o } ORDR BY ?o",
            "                   ^",
        ],
    )


def test_a_query_over_its_time_is_a_gateway_s_timeout(client: httpx.Client) -> None:
    start = time.monotonic()
    answer = client.get("/sparql", params={"query": CROSS})
    assert answer.status_code == 504 and "3 seconds" in answer.text
    assert 3 <= time.monotonic() - start < 5


def test_a_query_over_its_memory_is_the_server_s_error(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c"})
    assert answer.status_code in (500, 504) and "memory" in answer.text + "memory" * (answer.status_code == 504)


def test_too_many_queries_at_once_are_told_when_to_come_again(serve: Serve, store: Path) -> None:
    with serve(store, "--timeout", "8", "--queries", "2") as address, ThreadPoolExecutor(3) as threads:
        asked = [threads.submit(httpx.get, f"{address}/sparql", params={"query": CROSS}, timeout=20) for _ in range(3)]
        answers = [one.result() for one in asked]
    assert sorted(one.status_code for one in answers) == [503, 504, 504]
    (busy,) = [one for one in answers if one.status_code == 503]
    assert busy.headers["retry-after"] == "5" and "2 queries are running" in busy.text


def test_the_default_graph_is_the_union_of_all(client: httpx.Client) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

    def counted(**more: str | list[str]) -> int:
        answer = client.post("/sparql", data={"query": count, **more}, headers={"accept": "text/csv"})
        return int(answer.text.split()[1])

    content, inferred = f"{PLAN}/graph/content", f"{PLAN}/graph/inferred"
    one, other = counted(**{"default-graph-uri": content}), counted(**{"default-graph-uri": inferred})
    assert one > 0 and other > 0
    assert counted(**{"default-graph-uri": [content, inferred]}) == one + other
    assert counted() > one + other
    assert counted(**{"default-graph-uri": f"{ID}graph/no-such"}) == 0


def test_the_protocol_s_graphs_go_before_the_query_s(client: httpx.Client) -> None:
    query = f"SELECT (COUNT(*) AS ?n) FROM <{PLAN}/graph/content> {{ ?s a cetu:Support }}"
    own = client.get("/sparql", params={"query": query}, headers={"accept": "text/csv"}).text.split()[1]
    other = {"query": query, "default-graph-uri": f"{PLAN}/graph/inferred"}
    given = client.get("/sparql", params=other, headers={"accept": "text/csv"}).text.split()[1]
    assert (own, int(given) > 0) == ("0", True)


def test_named_graphs_are_those_that_the_request_names(client: httpx.Client) -> None:
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    answer = client.get("/sparql", params={"query": query, "named-graph-uri": f"{PLAN}/graph/inferred"})
    assert [row["g"]["value"] for row in answer.json()["results"]["bindings"]] == [f"{PLAN}/graph/inferred"]
    assert len(client.get("/sparql", params={"query": query}).json()["results"]["bindings"]) > 3


def test_cors_lets_pages_of_others_read_but_not_write(client: httpx.Client) -> None:
    asked = {"origin": "https://example.org", "access-control-request-method": "POST"}
    answer = client.options("/sparql", headers=asked)
    assert answer.status_code == 204 and answer.headers["access-control-allow-origin"] == "*"
    assert "authorization" not in answer.headers["access-control-allow-headers"].lower()
    answer = client.get("/sparql", params={"query": "SELECT"}, headers=asked)
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (400, "*")


def test_an_answer_is_whole(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": "SELECT * { ?s a cetu:Technology }"})
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert json.loads(answer.content)["results"]["bindings"]
