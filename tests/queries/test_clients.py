"""Programs that people have speak to the server as they are: SPARQLWrapper, rdflib, curl."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import ResultRow
from SPARQLWrapper import CSV, JSON, JSONLD, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from cetu.ontology.iri import ID, ONTOLOGY

PLAN = f"{ID}plan/liaoning-2023"
PLANS = f"SELECT ?p WHERE {{ ?p a <{ONTOLOGY}Plan> }}"


def converted(client: SPARQLWrapper) -> Any:
    """What the client makes of the answer: its type depends on the format that was asked for."""
    return client.queryAndConvert()


@pytest.mark.parametrize("method", ["GET", POST])
@pytest.mark.parametrize("request_method", ["urlencoded", POSTDIRECTLY])
def test_sparqlwrapper_reads_json(server: str, method: str, request_method: str) -> None:
    client = SPARQLWrapper(f"{server}/sparql", returnFormat=JSON)
    client.setMethod(method)
    client.setRequestMethod(request_method)
    client.setQuery(PLANS)
    found = converted(client)
    assert [row["p"]["value"] for row in found["results"]["bindings"]] == [PLAN]


@pytest.mark.parametrize("form", [CSV, TSV])
def test_sparqlwrapper_reads_tables(server: str, form: str) -> None:
    client = SPARQLWrapper(f"{server}/sparql", returnFormat=form)
    client.setQuery(PLANS)
    assert PLAN.encode() in converted(client)


def test_sparqlwrapper_reads_xml_and_yes_or_no(server: str) -> None:
    client = SPARQLWrapper(f"{server}/sparql", returnFormat=XML)
    client.setQuery(PLANS)
    assert PLAN in converted(client).toxml()
    client.setReturnFormat(JSON)
    client.setQuery(f"ASK {{ ?p a <{ONTOLOGY}Plan> }}")
    assert converted(client)["boolean"] is True


@pytest.mark.parametrize("form", [TURTLE, JSONLD, RDFXML])
def test_sparqlwrapper_reads_graphs(server: str, form: str) -> None:
    client = SPARQLWrapper(f"{server}/sparql", returnFormat=form)
    client.setQuery(f"CONSTRUCT WHERE {{ ?p a <{ONTOLOGY}Plan> }}")
    found = converted(client)
    graph = found if isinstance(found, rdflib.Graph) else rdflib.Graph().parse(data=found, format="turtle")
    assert [str(one) for one in graph.subjects()] == [PLAN]


def test_sparqlwrapper_tells_what_is_wrong(server: str) -> None:
    client = SPARQLWrapper(f"{server}/sparql")
    client.setQuery("SELECT * { ?s ?p }")
    with pytest.raises(QueryBadFormed, match="does not fit here"):
        client.query()


def test_rdflib_reads_the_graph_as_its_own(server: str) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{server}/sparql"))
    plan = rdflib.URIRef(PLAN)
    assert (plan, rdflib.RDF.type, rdflib.URIRef(f"{ONTOLOGY}Plan")) in graph
    assert "辽宁省" in str(graph.value(plan, rdflib.RDFS.label))
    found = graph.query(PLANS)
    assert [str(row.p) for row in found if isinstance(row, ResultRow)] == [PLAN]
    cities = set(graph.subjects(rdflib.URIRef(f"{ONTOLOGY}regionKind"), rdflib.Literal("province")))
    assert len(cities) > 30


def test_rdflib_reads_one_named_graph(server: str) -> None:
    name = rdflib.URIRef(f"{PLAN}/graph/inferred")
    graph = rdflib.Graph(SPARQLStore(f"{server}/sparql"), identifier=name)
    supports = set(graph.subjects(rdflib.RDF.type, rdflib.URIRef(f"{ONTOLOGY}Support")))
    assert len(supports) > 100
    assert not set(graph.subjects(rdflib.RDF.type, rdflib.URIRef(f"{ONTOLOGY}Plan")))


def curl(*arguments: str) -> str:
    program = shutil.which("curl")
    if not program:
        pytest.skip("no curl")
    done = subprocess.run(
        [program, "--silent", "--show-error", *arguments], capture_output=True, timeout=30, check=True
    )
    return done.stdout.decode()


def test_curl_as_the_readme_has_it(server: str) -> None:
    query = "query=SELECT ?label { ?p a cetu:Plan ; rdfs:label ?label }"
    text = curl(f"{server}/sparql", "--data-urlencode", query, "-H", "Accept: text/csv")
    assert text.splitlines() == ["label", "辽宁省科技支撑碳达峰碳中和实施方案（2023—2030年）"]


def test_curl_sends_a_query_as_it_stands(server: str) -> None:
    text = curl(f"{server}/sparql", "--data-binary", PLANS, "-H", "Content-Type: application/sparql-query")
    assert json.loads(text)["results"]["bindings"][0]["p"]["value"] == PLAN


def test_curl_follows_the_iri_of_a_thing(server: str) -> None:
    text = curl("-L", "-H", "Accept: text/turtle", f"{server}/id/plan/liaoning-2023")
    graph = rdflib.Graph().parse(data=text, format="turtle")
    assert (rdflib.URIRef(PLAN), rdflib.RDF.type, rdflib.URIRef(f"{ONTOLOGY}Plan")) in graph
