"""What the endpoint says of itself (SPARQL 1.1 Service Description) and of its data set (VoID, DCAT)."""

from __future__ import annotations

import json
from importlib import resources
from string import Template

import pyoxigraph as ox

from cetu import __version__
from cetu.graph.dataset import Graph
from cetu.ontology.iri import ID, ONTOLOGY, PREFIXES
from cetu.queries.negotiation import GRAPHS

COUNTED = "SELECT ?class (COUNT(DISTINCT ?thing) AS ?n) WHERE { ?thing a ?class } GROUP BY ?class ORDER BY ?class"


def count(graph: Graph) -> bytes:
    """How many quads, named graphs and things of each of cetu's classes there are, and the plans, as JSON.

    A target of `Pool.call`.
    """
    rows = ((row["class"].value, int(row["n"].value)) for row in graph.select(COUNTED))
    classes = {name: number for name, number in rows if name.startswith(ONTOLOGY)}
    said = {"quads": len(graph), "graphs": len(graph.graphs()), "classes": classes, "plans": graph.plans()}
    return json.dumps(said, ensure_ascii=False).encode()


def service(base: str, media: str) -> bytes:
    """The service description in one of `GRAPHS`; `base` is the address of the server without its last slash."""
    return _written(_filled("service.ttl", base), media)


def dataset(base: str, counted: bytes | None, media: str) -> bytes:
    """The data set's description in one of `GRAPHS`, with the figures of `count` where there are any."""
    text = _filled("dataset.ttl", base)
    return _written(text + (_figures(base, counted) if counted else ""), media)


def _filled(name: str, base: str) -> str:
    text = resources.files("cetu.queries").joinpath(name).read_text(encoding="utf-8")
    return Template(text).substitute(base=base, id=ID, ontology=ONTOLOGY, version=__version__)


def _figures(base: str, counted: bytes) -> str:
    said = json.loads(counted)
    lines = [f"<{base}/dataset> void:triples {said['quads']} ; void:classes {len(said['classes'])} ."]
    for name, number in said["classes"].items():
        lines.append(f"<{base}/dataset> void:classPartition [ void:class <{name}> ; void:entities {number} ] .")
    for plan in said["plans"]:
        lines.append(f"<{base}/dataset> dcterms:source <{plan}> .")
    return "\n".join(lines) + "\n"


def _written(turtle: str, media: str) -> bytes:
    triples = (ox.Triple(one.subject, one.predicate, one.object) for one in ox.parse(turtle, ox.RdfFormat.TURTLE))
    own = {"sd": "http://www.w3.org/ns/sparql-service-description#", "dcat": "http://www.w3.org/ns/dcat#"}
    prefixes = {**PREFIXES, **own, "void": "http://rdfs.org/ns/void#", "foaf": "http://xmlns.com/foaf/0.1/"}
    return ox.serialize(triples, format=GRAPHS[media], prefixes=prefixes) or b""
