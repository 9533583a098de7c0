"""One thing of the graph: its page for people, its triples for machines, its account as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from importlib import resources
from itertools import islice
from string import Template
from typing import Any
from urllib.parse import quote, unquote

import pyoxigraph as ox

from cetu.graph.dataset import Graph
from cetu.ontology.errors import CetuError, QueryError
from cetu.ontology.iri import ID, ONTOLOGY, PREFIXES, mint, shorten
from cetu.ontology.vocabularies import Rdf, Rdfs
from cetu.queries.negotiation import GRAPHS

MOST = 200
"""Values of one property, and things that point here, that a page or an account shows; it says how many there are."""

Groups = dict[str, dict[str, Any]]
"""By predicate: its `label`, the `count` of its values, the first of them as `values`."""

LABELS = (PREFIXES["skos"] + "prefLabel", Rdfs.label, PREFIXES["dcterms"] + "title")


class NotThere(CetuError):
    """An IRI of which the graph says nothing."""


def iri_of(path: str) -> str:
    """The IRI of ours behind the raw path of a request, percent-encoded in whatever way.

    >>> iri_of("/id/technology/%E5%82%A8%E8%83%BD")
    'https://w3id.org/cetu/id/technology/储能'
    >>> iri_of("/ontology")
    'https://w3id.org/cetu/ontology'
    """
    if path.startswith("/ontology"):
        return ONTOLOGY.rstrip("#")
    return mint(*(unquote(segment, errors="replace") for segment in path.removeprefix("/id/").split("/")))


def path_of(iri: str) -> str:
    """Where this server shows a thing of ours; the IRI itself for any other.

    >>> path_of("https://w3id.org/cetu/ontology#Plan")
    '/ontology#Plan'
    """
    for space, path in ((ID, "/id/"), (ONTOLOGY, "/ontology#"), (ONTOLOGY.rstrip("#"), "/ontology")):
        if iri.startswith(space):
            return path + quote(iri[len(space) :], safe="/%:@!$&'()*+,;=~")
    return iri


def describe(graph: Graph, iri: str, media: str) -> tuple[str, bytes]:
    """The triples of a thing, or of the whole ontology, in one of `GRAPHS`. A target of `Pool.call`."""
    triples = _triples(graph, iri)
    prefixes = {name: space for name, space in PREFIXES.items() if name != "id"}
    return media, ox.serialize(sorted(triples, key=str), format=GRAPHS[media], prefixes=prefixes) or b""


def _triples(graph: Graph, iri: str) -> set[ox.Triple]:
    if iri == ONTOLOGY.rstrip("#"):
        found = list(graph.quads(f"{ID}graph/ontology"))
    else:
        node = _node(iri)
        found = [*graph.match(node), *islice(graph.match(None, None, node), MOST)]
    if not found:
        raise NotThere(f"the graph says nothing of {iri}")
    return {ox.Triple(quad.subject, quad.predicate, quad.object) for quad in found}


def _node(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"{iri[:200]} is no IRI: {error}") from None


def account(graph: Graph, iri: str) -> bytes:
    """What the graph says of a thing and what points to it, as JSON with labels. A target of `Pool.call`."""
    node = _node(iri)
    out = _grouped(graph, ((quad.predicate.value, quad.object) for quad in graph.match(node)))
    into = _grouped(graph, ((quad.predicate.value, quad.subject) for quad in graph.match(None, None, node)))
    if not out and not into:
        raise NotThere(f"the graph says nothing of {iri}")
    said = {"iri": iri, "label": label(graph, iri), "properties": out, "references": into}
    return json.dumps(said, ensure_ascii=False).encode()


def page(graph: Graph, iri: str) -> tuple[str, bytes]:
    """The same as a page. A target of `Pool.call`."""
    if iri == ONTOLOGY.rstrip("#"):
        said: dict[str, Any] = {"label": "cetu ontology", "properties": {}, "references": _terms(graph)}
    else:
        said = json.loads(account(graph, iri))
    template = Template(resources.files("cetu.queries").joinpath("thing.html").read_text(encoding="utf-8"))
    fields = {"iri": escape(iri), "label": escape(said["label"]), "path": escape(path_of(iri))}
    rows = {name: "".join(_rows(said[name])) for name in ("properties", "references")}
    return "text/html", template.substitute(**fields, **rows).encode()


def label(graph: Graph, iri: str) -> str:
    """The Chinese name of a thing, else another one, else its IRI made short."""
    for predicate in LABELS:
        names = [quad.object for quad in graph.match(ox.NamedNode(iri), ox.NamedNode(predicate))]
        literals = sorted((one for one in names if isinstance(one, ox.Literal)), key=lambda one: one.language != "zh")
        if literals:
            return literals[0].value
    return unquote(shorten(iri))


def _grouped(graph: Graph, pairs: Iterator[tuple[str, object]]) -> Groups:
    """By predicate: its label, how many values there are, and the first of them."""
    found: Groups = {}
    for predicate, term in sorted(set(pairs), key=lambda pair: (pair[0] != Rdf.type, pair[0], str(pair[1]))):
        group = found.setdefault(predicate, {"label": label(graph, predicate), "count": 0, "values": []})
        group["count"] += 1
        if len(group["values"]) < MOST:
            group["values"].append(_value(graph, term))
    return found


def _value(graph: Graph, term: object) -> dict[str, str]:
    match term:
        case ox.NamedNode():
            return {"type": "uri", "value": term.value, "label": label(graph, term.value)}
        case ox.Literal() if term.language:
            return {"type": "literal", "value": term.value, "lang": term.language}
        case ox.Literal():
            return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
    return {"type": "bnode", "value": str(term)}


def _terms(graph: Graph) -> Groups:
    """Classes and properties of the ontology, for its page."""
    kinds = ("Class", "ObjectProperty", "DatatypeProperty")
    pairs = (
        (PREFIXES["owl"] + kind, quad.subject)
        for kind in kinds
        for quad in graph.match(None, ox.NamedNode(Rdf.type), ox.NamedNode(PREFIXES["owl"] + kind))
        if isinstance(quad.subject, ox.NamedNode)
    )
    return _grouped(graph, pairs)


def _rows(groups: Groups) -> Iterator[str]:
    for predicate, group in groups.items():
        values = group["values"]
        more = f"<li>… {group['count']}</li>" if group["count"] > len(values) else ""
        items = "".join(f"<li>{_shown(value)}</li>" for value in values)
        name = f'title="{escape(shorten(predicate))}">{escape(group["label"])}</a>'
        yield f'<tr><th><a href="{escape(path_of(predicate))}" {name}</th><td><ul>{items}{more}</ul></td></tr>\n'


def _shown(value: dict[str, str]) -> str:
    if value["type"] != "uri":
        tag = f' lang="{escape(value["lang"])}"' if "lang" in value else ""
        return f"<span{tag}>{escape(value['value'])}</span>"
    anchor = f' id="{escape(value["value"][len(ONTOLOGY) :])}"' if value["value"].startswith(ONTOLOGY) else ""
    return f'<a{anchor} href="{escape(path_of(value["value"]))}">{escape(value["label"])}</a>'
