"""A graph on a SPARQL 1.1 server, read as the embedded store is.

Only the named graphs of cetu are read as quads, so that it may share a server. A query without a dataset of its own
sees what the server takes for its default graph: the union of all named graphs on Virtuoso, GraphDB, Neptune and
QLever; Oxigraph is told so with each query, Fuseki and Stardog by their configuration (docs/stores.md).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from cetu.graph.endpoint import Endpoint
from cetu.graph.quad_store import GraphName, Results, Subject, Term
from cetu.ontology.iri import ID, PREFIXES

TABLE = "application/sparql-results+json"
TRIPLES = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"

STATE = f"{ID}graph/store"
"""The graph that says what has arrived whole (`pushing.py`); it is none of the data."""

OURS = f'FILTER(STRSTARTS(STR(?g), "{ID}") && ?g != <{STATE}>)'

_NODE = re.compile(rb'("type"\s*:\s*"bnode"\s*,\s*"value"\s*:\s*")nodeID://')
"""Virtuoso's names of blank nodes, which are none in RDF."""

_SEPARATOR = re.compile(r'(?i)\bseparator\s*=\s*"([^"\\]*[^\x00-\x7f"\\][^"\\]*)"')
"""What stands between the parts of a GROUP_CONCAT, where it is not ASCII: Virtuoso makes question marks of it."""

_FORM = re.compile(r"(?is)(?:\s+|\#[^\n]*|BASE\s*<[^>]*>|PREFIX\s*[^\s<]*\s*<[^>]*>)*(?P<form>\w*)")


class RemoteStore:
    """The part of pyoxigraph's `Store` that reads, over HTTP. See `cetu.graph.quad_store.QuadStore`."""

    def __init__(self, address: str) -> None:
        self.endpoint = Endpoint(address)

    @cached_property
    def product(self) -> str:
        """What the server calls itself, such as `Virtuoso/07.20.3229 (Linux) …`; empty where it does not say."""
        return str(self.endpoint.ask({"query": "ASK { }"}, TABLE).headers.get("server", ""))

    def __len__(self) -> int:
        (row,) = self._rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {OURS} }}")
        return int(row["n"].value)

    def __iter__(self) -> Iterator[ox.Quad]:
        return self.quads_for_pattern(None, None, None)

    def query(
        self,
        query: str,
        *,
        prefixes: dict[str, str] | None = None,
        use_default_graph_as_union: bool = False,
        default_graph: list[GraphName] | None = None,
        named_graphs: list[ox.NamedNode | ox.BlankNode] | None = None,
        substitutions: dict[ox.Variable, Term] | None = None,
    ) -> Results:
        """The answer of the server. Raises SyntaxError where it, or Oxigraph's parser, does not understand the query,
        StoreError where it cannot be reached or refuses."""
        text = _declared(query, prefixes or {}) + _bound(substitutions or {})
        separators = sorted(set(_SEPARATOR.findall(text)))
        pairs: dict[str, str | list[str]] = {"query": _SEPARATOR.sub(lambda one: _masked(one, separators), text)}
        if default_graph:
            pairs["default-graph-uri"] = [one.value for one in default_graph if isinstance(one, ox.NamedNode)]
        if named_graphs:
            pairs["named-graph-uri"] = [one.value for one in named_graphs if isinstance(one, ox.NamedNode)]
        if use_default_graph_as_union:
            pairs["union-default-graph"] = "true"
        try:
            return _results(self.endpoint.ask(pairs, _accept(query)), separators)
        except SyntaxError:
            ox.Store().query(query, prefixes=prefixes)  # says where, in the words of the embedded store
            raise

    def quads_for_pattern(
        self,
        subject: Subject | None,
        predicate: ox.NamedNode | None,
        object: Term | None,
        graph_name: GraphName | None = None,
    ) -> Iterator[ox.Quad]:
        """The quads of cetu's graphs that fit; None fits everything. A graph is read at a time, not the whole store."""
        if isinstance(subject, ox.BlankNode) or isinstance(object, ox.BlankNode):
            raise ValueError("a blank node of a server has no name by which it could be asked for")
        if (subject, predicate, object, graph_name) == (None, None, None, None):
            for name in self.named_graphs():
                yield from self.quads_for_pattern(None, None, None, name)
            return
        places = {"s": subject, "p": predicate, "o": object, "g": graph_name}
        terms = {name: f"?{name}" if term is None else str(term) for name, term in places.items()}
        where = f"GRAPH {terms['g']} {{ {terms['s']} {terms['p']} {terms['o']} }} {OURS if graph_name is None else ''}"
        wanted = " ".join(text for text in terms.values() if text.startswith("?"))
        for row in self._rows(f"SELECT {wanted or '(1 AS ?there)'} WHERE {{ {where} }}"):
            found: list[Any] = [row[name] if term is None else term for name, term in places.items()]
            yield ox.Quad(*found)

    def named_graphs(self) -> Iterator[ox.NamedNode | ox.BlankNode]:
        """The named graphs of cetu."""
        rows = self._rows(f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {OURS} }}")
        return iter(sorted((row["g"] for row in rows), key=str))

    def _rows(self, query: str) -> list[Any]:
        found = self.query(query)
        assert isinstance(found, ox.QuerySolutions)
        return list(found)


def _declared(query: str, prefixes: dict[str, str]) -> str:
    """The query with the prefixes that it uses declared before what it declares itself."""
    used = (f"PREFIX {name}: <{space}>\n" for name, space in prefixes.items() if f"{name}:" in query)
    return "".join(used) + query


def _accept(query: str) -> str:
    """The formats to ask for: by the form of the query, for Virtuoso also writes triples as a table where it may."""
    found = _FORM.match(query)
    return TRIPLES if found and found["form"].upper() in ("CONSTRUCT", "DESCRIBE") else TABLE


def _bound(values: dict[ox.Variable, Term]) -> str:
    """Values for variables that the query projects, as a last block."""
    names, terms = " ".join(map(str, values)), " ".join(map(str, values.values()))
    return f"\nVALUES ({names}) {{ ({terms}) }}" if values else ""


def _masked(found: re.Match[str], separators: list[str]) -> str:
    return found[0].replace(found[1], _mask(separators.index(found[1])))


def _mask(number: int) -> str:
    return f"^!{number}!^"


def _results(answer: Any, separators: list[str]) -> Results:
    """The results in a response: a table, yes or no, or triples."""
    media = answer.headers.get("content-type", "").split(";")[0].strip()
    if media in ("application/sparql-results+json", "application/json"):
        content = _NODE.sub(rb"\1", answer.content)
        for number, text in enumerate(separators):
            content = content.replace(_mask(number).encode(), text.encode())
        found = ox.parse_query_results(content, ox.QueryResultsFormat.JSON)
        if isinstance(found, ox.QuerySolutions) and [one.value for one in found.variables] == ["__ASK_RETVAL"]:
            yes = any(row[0].value == "1" for row in found)  # Virtuoso 7 has a table for yes, an empty one for no
            return ox.parse_query_results(json.dumps({"head": {}, "boolean": yes}), ox.QueryResultsFormat.JSON)
        return found
    form = ox.RdfFormat.from_media_type("application/n-triples" if media == "text/plain" else media)
    store = ox.Store()
    store.load(answer.content, format=form or ox.RdfFormat.TURTLE)
    triples = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", prefixes=PREFIXES)
    assert isinstance(triples, ox.QueryTriples)
    return triples
