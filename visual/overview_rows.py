"""The links of a whole graph as plain rows, read part by part: what an `Overview` is made of.

Column by column, by the store's own indexes: a query over a thousand plans takes ten times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph as ox

from cetu.graph.dataset import Graph
from cetu.ontology.terms import Cetu
from cetu.visual.bundle_links import read_links
from cetu.visual.descriptions import Column, about, column, long, many, one, short
from cetu.visual.things import describe_things

Json = dict[str, Any]
PLACING = (Cetu.hasProject, Cetu.hasCluster)
PREDICATE = ox.NamedNode(Cetu.predicate)


SUPPORT = {
    "o": Cetu.technology,
    "strength": Cetu.strength,
    "reading": Cetu.reading,
    "coverage": Cetu.coverage,
    "route": Cetu.routeKind,
    "stage": Cetu.stage,
}


COLUMNS = ("s", *SUPPORT)
"""What is known of supports: each of these is read by itself, so that no call takes long."""


def support_column(graph: Graph, name: str) -> Column:
    """One of the COLUMNS, of supports alone."""
    found = column(graph, Cetu.supporter if name == "s" else SUPPORT[name])
    return {node: values for node, values in found.items() if "/support/" in node}


def joined(columns: dict[str, Column]) -> list[Json]:
    """Every inferred support, in order, of its columns. The plan that says it stands in its IRI."""
    told = []
    rest = {name: columns[name] for name in SUPPORT}
    for id, supporters in sorted(columns["s"].items()):
        fields = _first(rest, id)
        if "o" in fields:
            link = {
                "id": id,
                "type": "inferred",
                "s": supporters,
                "p": "supports",
                "plan": id.partition("/support/")[0],
            }
            told.append(link | {"places": []} | fields | {"strength": int(fields.get("strength", 1))})
    return told


def supports(graph: Graph) -> list[Json]:
    """Every inferred support, in order."""
    return joined({name: support_column(graph, name) for name in COLUMNS})


def placing(graph: Graph) -> list[str]:
    """Ids of the Statements that say where projects and clusters are, in order."""
    found = [quad.subject for iri in PLACING for quad in graph.match(predicate=PREDICATE, object=ox.NamedNode(iri))]
    return sorted({short(node.value) for node in found if isinstance(node, ox.NamedNode)})


def statements(graph: Graph, ids: Iterable[str]) -> list[Json]:
    """Some Statements in order, each with all its subjects."""
    return [link | {"places": []} for link in read_links(graph, map(long, ids))]


TARGET = {
    "indicator": Cetu.indicator,
    "comparator": Cetu.comparator,
    "year": Cetu.year,
    "baseline": Cetu.baselineYear,
    "quantity": Cetu.quantity,
}


def targets(graph: Graph) -> list[Json]:
    """Every target that has an indicator, in order, without its words."""
    said = {name: column(graph, iri) for name, iri in TARGET.items()}
    scopes = column(graph, Cetu.scope)
    figures = {name: column(graph, iri) for name, iri in _FIGURE.items()}
    names = _names(graph, {value for values in said["indicator"].values() for value in values})
    units = _names(graph, {value for values in figures["unit"].values() for value in values})
    told = []
    for id in sorted(node for node in said["indicator"] if "/target/" in node):
        plan = id.partition("/target/")[0]
        target: Json = dict.fromkeys(("name", "comparator", "year", "baseline", "value", "printed", "unit", "text"))
        target |= _first(said, id)
        quantity = target.pop("quantity", "")
        target |= _first(figures, quantity) | {"name": names.get(target["indicator"])}
        target["unit"] = units.get(target["unit"]) if target["unit"] else None
        for name, kind in (("year", int), ("baseline", int), ("value", float)):
            target[name] = None if target[name] is None else kind(target[name])
        link = {"id": id, "type": "target", "s": [plan], "p": "target", "o": id, "plan": plan, "places": []}
        told.append(link | {"reading": "each", "target": target} | _first({"scope": scopes}, id))
    return told


_FIGURE = {"value": Cetu.value, "printed": Cetu.printed, "unit": Cetu.unit}


def ends_of(links: list[Json]) -> list[str]:
    """The things that links name, sorted; a target is none."""
    ends = {end for link in links if link["type"] != "target" for end in (*link["s"], link["o"])}
    return sorted(ends | {link["scope"] for link in links if link.get("scope")})


def things(graph: Graph, ids: Iterable[str]) -> list[Json]:
    """Things and what lies above them, without the many names that they have."""
    told = describe_things(graph, map(long, ids))
    return [{name: value for name, value in thing.items() if name != "names"} for thing in told]


def _first(said: dict[str, Column], node: str) -> Json:
    """The first value of every property that the node has."""
    return {name: values[node][0] for name, values in said.items() if node in values}


def _names(graph: Graph, ids: Iterable[str]) -> dict[str, str]:
    """What things are called in Chinese."""
    described = about(graph, sorted(map(long, ids)))
    return {short(iri): name for iri, said in described.items() for name in _labels(said)}


def _labels(said: Any) -> Iterator[str]:
    chinese = [value.value for value in said.get("label", ()) if getattr(value, "language", None) != "en"]
    label = next(iter(chinese), None) or one(said, "prefLabel") or next(iter(many(said, "notation")), None)
    if label:
        yield label
