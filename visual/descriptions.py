"""What a graph says of many nodes at once: the plain look-ups that the explorer is made of.

Everything goes through `Graph.query`, in lots, so that a graph of any size and in any store answers in a few steps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TypeAlias

import pyoxigraph as ox

from cetu.graph.dataset import Graph
from cetu.ontology.iri import ID, ONTOLOGY, PREFIXES
from cetu.ontology.vocabularies import Rdf, Rdfs, Skos

LOT = 500
"""Nodes asked for at once."""

Value: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal
Description: TypeAlias = Mapping[str, tuple[Value, ...]]
"""Values by property, the property as `local` names it; sorted."""

Column: TypeAlias = dict[str, list[str]]
"""Values of one property by node (its IRI short), sorted."""

NOTHING: Description = {}


def about(graph: Graph, iris: Iterable[str]) -> dict[str, Description]:
    """The description of every node that has one."""
    found: defaultdict[str, defaultdict[str, set[Value]]] = defaultdict(lambda: defaultdict(set))
    for lot in _lots(dict.fromkeys(iris)):
        for row in graph.select(f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {_terms(lot)} }} ?s ?p ?o }}"):
            found[row["s"].value][local(row["p"].value)].add(row["o"])
    return {
        iri: {name: tuple(sorted(values, key=_order)) for name, values in said.items()} for iri, said in found.items()
    }


def pointing(graph: Graph, name: str, iris: Iterable[str], kind: str = "") -> dict[str, list[str]]:
    """By node, those (of one class of ours, where `kind` names it) that point at it with a property of ours, sorted."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    only = f"?s a cetu:{kind} ." if kind else ""
    for lot in _lots(dict.fromkeys(iris)):
        for row in graph.select(f"SELECT ?s ?o WHERE {{ VALUES ?o {{ {_terms(lot)} }} ?s cetu:{name} ?o . {only} }}"):
            found[row["o"].value].add(row["s"].value)
    return {iri: sorted(ones) for iri, ones in found.items()}


def valued(graph: Graph, name: str, iris: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Nodes with a value of one property of ours."""
    for lot in _lots(dict.fromkeys(iris)):
        for row in graph.select(f"SELECT ?s ?o WHERE {{ VALUES ?s {{ {_terms(lot)} }} ?s cetu:{name} ?o }}"):
            yield row["s"].value, row["o"].value


def column(graph: Graph, predicate: str) -> Column:
    """The values of a property by node, over the whole graph, IRIs short: one walk along the store's own index."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for quad in graph.match(predicate=ox.NamedNode(predicate)):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            found[short(quad.subject.value)].add(short(quad.object.value))
    return {node: sorted(values) for node, values in found.items()}


def local(iri: str) -> str:
    """The name of one of our terms; of any other the name after its namespace, `type`, `label`, `prefLabel`."""
    if iri.startswith(ONTOLOGY):
        return iri[len(ONTOLOGY) :]
    return _KNOWN.get(iri) or iri


_KNOWN = {
    Rdf.type: "type",
    Rdfs.label: "label",
    Skos.prefLabel: "prefLabel",
    Skos.altLabel: "altLabel",
    Skos.broader: "broader",
    Skos.notation: "notation",
    PREFIXES["oa"] + "hasSource": "hasSource",
    PREFIXES["oa"] + "hasSelector": "hasSelector",
    PREFIXES["oa"] + "start": "start",
    PREFIXES["oa"] + "end": "end",
}


def one(said: Description, name: str) -> str | None:
    """The text, or the shortened IRI, of the first value; None for none."""
    return next(iter(many(said, name)), None)


def many(said: Description, name: str) -> list[str]:
    return [short(value.value) for value in said.get(name, ())]


def number(said: Description, name: str) -> int | None:
    text = one(said, name)
    return None if text is None else int(text)


def spoken(said: Description, name: str, language: str) -> list[str]:
    """The texts in a language (`zh` for zh and zh-Hans, say)."""
    return [
        value.value
        for value in said.get(name, ())
        if isinstance(value, ox.Literal) and (value.language or "").split("-")[0] == language
    ]


def short(iri: str) -> str:
    """An IRI of ours without what all of them begin with: `region/210200`, `deploy`; everything else as it is."""
    return iri.removeprefix(ID).removeprefix(ONTOLOGY)


def long(name: str) -> str:
    """The IRI that `short` shortened. ValueError where that is none."""
    iri = name if "://" in name else ID + name
    return ox.NamedNode(iri).value


def _lots(iris: Iterable[str]) -> Iterator[tuple[str, ...]]:
    rest = iter(iris)
    while lot := tuple(islice(rest, LOT)):
        yield lot


def _terms(iris: Iterable[str]) -> str:
    return " ".join(str(ox.NamedNode(iri)) for iri in iris)


def _order(value: Value) -> tuple[str, str]:
    return value.value, str(value)


def walk_up(graph: Graph, known: dict[str, Description], name: str) -> Iterator[str]:
    """Nodes above the known ones by a property, level by level; each is added to `known` with its description."""
    level = set(known)
    while level:
        above = {node.value for iri in level for node in known[iri].get(name, ()) if isinstance(node, ox.NamedNode)}
        level = above - set(known)
        found = about(graph, sorted(level))
        level &= set(found)
        known |= {iri: found[iri] for iri in level}
        yield from sorted(level)
