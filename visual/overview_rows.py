"""The links of a whole graph as plain rows, read part by part: what an `Overview` is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from cetu.graph.dataset import Graph
from cetu.visual.bundle_links import read_links
from cetu.visual.descriptions import long, short
from cetu.visual.things import describe_things

Json = dict[str, Any]

SUPPORTS = """SELECT ?link ?s ?o ?plan ?strength ?reading ?coverage ?route ?stage WHERE {
  ?link a cetu:Support ; cetu:supporter ?s ; cetu:technology ?o ; cetu:saidBy ?plan ; cetu:strength ?strength ;
    cetu:reading ?reading ; cetu:coverage ?coverage ; cetu:routeKind ?route .
  OPTIONAL { ?link cetu:stage ?stage }
} ORDER BY ?link"""
SURENESS = """SELECT ?link (MIN(?sure) AS ?least) WHERE {
  ?link cetu:step ?step . ?step cetu:statement ?said . ?said cetu:confidence ?sure .
} GROUP BY ?link"""
STATEMENTS = """SELECT ?link ?s ?p ?o ?plan ?reading ?stage ?confidence WHERE {
  VALUES ?p { cetu:hasProject cetu:hasCluster }
  ?link cetu:predicate ?p ; cetu:subject ?s ; cetu:object ?o ; cetu:saidBy ?plan ; cetu:reading ?reading ;
    cetu:confidence ?confidence .
  OPTIONAL { ?link cetu:stage ?stage }
} ORDER BY ?link ?s"""
TARGETS = "SELECT DISTINCT ?link WHERE { ?link a cetu:Target } ORDER BY ?link"


def supports(graph: Graph) -> list[Json]:
    """Every inferred support; its confidence is the least of its steps."""
    sure = {short(row["link"].value): float(row["least"].value) for row in graph.select(SURENESS)}
    told = []
    for row in _rows(graph, SUPPORTS):
        link = {"type": "inferred", "p": "supports", "places": [], **row, "s": [row["s"]]}
        told.append(link | ({"confidence": sure[row["id"]]} if row["id"] in sure else {}))
    return told


def statements(graph: Graph) -> list[Json]:
    """The Statements that say where projects and clusters are, each with all its subjects."""
    found: dict[str, Json] = {}
    for row in _rows(graph, STATEMENTS):
        known = found.setdefault(row["id"], {"type": "said", "places": [], **row, "s": []})
        known["s"].append(row["s"])
    return list(found.values())


def targets(graph: Graph) -> list[Json]:
    """Every target."""
    found = read_links(graph, (row["link"].value for row in graph.select(TARGETS)))
    return [link | {"places": []} for link in found]


def ends_of(links: list[Json]) -> list[str]:
    """The things that links name, sorted; a target is none."""
    ends = {end for link in links if link["type"] != "target" for end in (*link["s"], link["o"])}
    return sorted(ends | {link["scope"] for link in links if link.get("scope")})


def things(graph: Graph, ids: Iterable[str]) -> list[Json]:
    """Things and what lies above them, without the many names that they have."""
    told = describe_things(graph, map(long, ids))
    return [{name: value for name, value in thing.items() if name != "names"} for thing in told]


def _rows(graph: Graph, sparql: str) -> Iterator[Json]:
    """Rows with the values that they have, IRIs short."""
    found = graph.select(sparql)
    names = [variable.value for variable in found.variables]
    for row in found:
        said: Json = {name: short(term.value) for name in names if (term := row[name]) is not None}
        said["id"] = said.pop("link")
        for name, kind in (("strength", int), ("confidence", float)):
            if name in said:
                said[name] = kind(said[name])
        yield said
