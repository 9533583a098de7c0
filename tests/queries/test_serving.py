"""The server beside the endpoint: descriptions, pages of things, the JSON API, who may write, its own start and end."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import jsonschema
import pytest
import rdflib
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from cetu.ontology.iri import ID, ONTOLOGY, mint
from cetu.queries.describing import iri_of, path_of
from cetu.queries.library import questions
from cetu.queries.serving import Service, application

Serve = Callable[..., AbstractContextManager[str]]
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
STORAGE = f"{ID}technology/储能"


@pytest.fixture(scope="module")
def client(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=20) as client:
        yield client


def graph_of(answer: httpx.Response) -> rdflib.Graph:
    assert answer.status_code == 200, answer.text
    return rdflib.Graph().parse(data=answer.content, format=answer.headers["content-type"].split(";")[0])


@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml", "application/ld+json", "*/*"])
def test_the_endpoint_describes_itself_at_its_own_address(client: httpx.Client, server: str, accept: str) -> None:
    graph = graph_of(client.get("/sparql", headers={"accept": accept}))
    service = rdflib.URIRef(f"{server}/sparql")
    assert (service, SD.endpoint, service) in graph
    assert (service, SD.feature, SD.UnionDefaultGraph) in graph
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in graph


def test_the_data_set_is_described_with_its_figures(client: httpx.Client, server: str) -> None:
    graph = graph_of(client.get("/.well-known/void", follow_redirects=True))
    dataset = rdflib.URIRef(f"{server}/dataset")
    assert {(dataset, rdflib.RDF.type, VOID.Dataset), (dataset, rdflib.RDF.type, DCAT.Dataset)} <= set(graph)
    assert (dataset, VOID.sparqlEndpoint, rdflib.URIRef(f"{server}/sparql")) in graph
    query = f"SELECT (COUNT(DISTINCT ?t) AS ?n) {{ ?t a <{ONTOLOGY}Technology> }}"
    counted = client.get("/sparql", params={"query": query, "format": "csv"}).text.split()[1]
    parts = {
        graph.value(part, VOID["class"]): graph.value(part, VOID.entities)
        for part in graph.objects(dataset, VOID.classPartition)
    }
    assert str(parts[rdflib.URIRef(f"{ONTOLOGY}Technology")]) == counted
    assert int(str(graph.value(dataset, VOID.triples))) > 20_000


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
    ],
)
def test_a_thing_is_found_under_its_iri_s_path(client: httpx.Client, accept: str, kind: str) -> None:
    answer = client.get(path_of(STORAGE), headers={"accept": accept})
    assert answer.headers["content-type"].split(";")[0] == accept
    graph = rdflib.Graph().parse(data=answer.content, format=kind)
    assert (rdflib.URIRef(STORAGE), rdflib.RDF.type, rdflib.URIRef(f"{ONTOLOGY}Technology")) in graph


def test_a_browser_gets_a_page_of_it(client: httpx.Client) -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    answer = client.get(path_of(STORAGE), headers={"accept": accept})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1>储能</h1>" in answer.text and STORAGE in answer.text
    assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_what_the_graph_does_not_know_is_not_found(client: httpx.Client) -> None:
    for path in ("/id/technology/nothing", "/id/", "/id/technology//", "/nothing"):
        assert client.get(path).status_code == 404, path


def test_a_format_that_a_thing_has_not_is_not_acceptable(client: httpx.Client) -> None:
    assert client.get(path_of(STORAGE), headers={"accept": "image/png"}).status_code == 406
    assert client.get(path_of(STORAGE), params={"format": "csv"}).status_code == 406


@pytest.mark.parametrize("name", ["储能", "CO₂ 捕集/利用", "a%2Fb", "50%", "a?b#c", "'<b>\""])
def test_an_iri_and_its_path_lead_to_each_other(name: str) -> None:
    iri = mint("technology", name)
    assert iri_of(path_of(iri)) == iri


def test_the_ontology_is_at_its_own_path(client: httpx.Client) -> None:
    graph = graph_of(client.get("/ontology", headers={"accept": "text/turtle"}))
    assert (rdflib.URIRef(f"{ONTOLOGY}Plan"), rdflib.RDF.type, rdflib.OWL.Class) in graph
    assert 'id="Plan"' in client.get("/ontology", headers={"accept": "text/html"}).text


def test_search_finds_a_technology_by_another_name(client: httpx.Client) -> None:
    found = client.get("/api/search", params={"q": "储能", "limit": 5}).json()
    assert 0 < len(found) <= 5
    first = {"iri": STORAGE, "label": "储能", "class": "cetu:Technology", "matched": "储能", "plans": 1}
    assert found[0] == first
    names = [one["label"] for one in client.get("/api/search", params={"q": "ccus"}).json()]
    assert "碳捕集利用与封存" in names


def test_a_parameter_is_completed_by_pinyin(client: httpx.Client) -> None:
    asked = {"question": "supporters", "parameter": "technology", "q": "ranliaodianch"}
    found = client.get("/api/complete", params=asked).json()
    assert "燃料电池" in [one["value"] for one in found]
    assert all(one["class"] == "cetu:Technology" for one in found)
    assert client.get("/api/complete", params=asked | {"parameter": "technologie"}).status_code == 404


def test_what_no_route_takes_is_refused_as_its_kind(client: httpx.Client) -> None:
    answer = client.request("TRACE", "/api/search", params={"q": "储能"})
    assert answer.status_code == 405 and "GET" in answer.headers["allow"]
    assert client.get("/api/questions/cited", params={"format": ""}).status_code == 400


def test_an_entity_is_told_with_the_names_of_what_it_points_to(client: httpx.Client) -> None:
    said = client.get("/api/entity", params={"iri": STORAGE}).json()
    assert said["label"] == "储能"
    values = said["properties"]["http://www.w3.org/1999/02/22-rdf-syntax-ns#type"]["values"]
    assert {"type": "uri", "value": f"{ONTOLOGY}Technology", "label": "技术"} in values
    assert client.get("/api/entity", params={"iri": f"{ID}nothing"}).status_code == 404
    assert client.get("/api/entity", params={"iri": "a b"}).status_code == 400


@pytest.mark.parametrize("name", [one.name for one in questions()])
def test_every_question_is_answered(client: httpx.Client, name: str) -> None:
    answer = client.get(f"/api/questions/{name}")
    assert answer.status_code == 200, answer.text
    said = answer.json()
    assert all(len(row) == len(said["columns"]) for row in said["rows"])


def test_a_question_takes_its_parameters_typed(client: httpx.Client) -> None:
    rows = client.get("/api/questions/supporters", params={"supporter": "阜新", "least": "3"}).json()["rows"]
    assert rows and all("阜新" in str(row) for row in rows)
    for query, said in ({"least": "much"}, "whole number"), ({"colour": "red"}, "no parameter colour"):
        answer = client.get("/api/questions/supporters", params=query)
        assert (answer.status_code, said in answer.json()["detail"]) == (400, True)
    answer = client.get("/api/questions/nothing")
    assert answer.status_code == 404 and answer.headers["content-type"] == "application/problem+json"


def test_a_question_answers_as_csv_and_xlsx(client: httpx.Client) -> None:
    assert client.get("/api/questions/targets", params={"format": "csv"}).content.startswith("\ufeff年份,".encode())
    excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    answer = client.get("/api/questions/targets", headers={"accept": excel})
    assert answer.headers["content-type"] == excel and answer.content.startswith(b"PK")


def test_the_openapi_document_says_what_is_so(client: httpx.Client) -> None:
    said = client.get("/openapi.json").json()
    schemas = {"components": said["components"]}
    for path, item in said["paths"].items():
        operation = item["get"]
        asked = {one["name"]: one["example"] for one in operation.get("parameters", []) if "example" in one}
        answer = client.get(path.format(**asked), params={} if "{" in path else asked)
        assert answer.status_code == 200, path
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        jsonschema.validate(answer.json(), {**schema, **schemas})
    assert {f"/api/questions/{one.name}" for one in questions()} <= set(said["paths"])


def test_nothing_is_written_without_the_token(store: Path) -> None:
    written: list[str] = []

    async def write(_: Request) -> Response:
        written.append("x")
        return PlainTextResponse("done")

    def app(token: str) -> httpx.AsyncClient:
        service = Service(str(store), token=token, more=lambda pool: [Route("/write", write, methods=["POST"])])
        return httpx.AsyncClient(transport=httpx.ASGITransport(application(service)), base_url="http://cetu")

    async def ask(client: httpx.AsyncClient, authorization: str) -> int:
        async with client:
            answer = await client.post("/write", headers={"authorization": authorization} if authorization else {})
        return answer.status_code

    import asyncio

    for token, authorization, status in [
        ("", "", 403),
        ("", "Bearer ", 403),
        ("secret", "", 401),
        ("secret", "Bearer wrong", 401),
        ("secret", "Basic secret", 401),
        ("秘密", "Bearer secret", 401),
    ]:
        assert asyncio.run(ask(app(token), authorization)) == status
    assert written == []
    assert asyncio.run(ask(app("secret"), "Bearer secret")) == 200
    assert written == ["x"]


def test_a_small_answer_does_not_wait_for_a_larger_one(client: httpx.Client) -> None:
    """Nagle's algorithm adds 40 ms to each answer of two packets where it is left on."""
    times = [client.post("/sparql", data={"query": "ASK {}"}).elapsed.total_seconds() for _ in range(40)]
    assert min(times) < 0.02


def test_it_listens_at_this_machine_only(server: str) -> None:
    assert server.startswith("http://127.0.0.1:")
    port = int(server.rsplit(":", 1)[1])
    outside = socket.gethostbyname(socket.gethostname())
    if not outside.startswith("127."):
        with pytest.raises(OSError, match="refused"), socket.create_connection((outside, port), 2):
            pass


def test_a_taken_port_and_a_missing_store_are_errors(server: str, store: Path, tmp_path: Path) -> None:
    port = server.rsplit(":", 1)[1]
    for options, said in (
        (["--from", store, "--port", port], "choose another --port"),
        (["--from", tmp_path / "x"], "there is no graph"),
    ):
        command = [sys.executable, "-m", "cetu", "serve", *map(str, options)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=30, check=False)
        assert (done.returncode, said in done.stderr, len(done.stderr.splitlines())) == (2, True, 1)


def test_other_machines_are_let_in_only_when_told(serve: Serve, store: Path) -> None:
    with serve(store, "--host", "0.0.0.0") as address:
        port = address.rsplit(":", 1)[1]
        assert httpx.get(f"http://127.0.0.1:{port}/", timeout=10).status_code == 200
