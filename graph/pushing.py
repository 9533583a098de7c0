"""Make a SPARQL 1.1 server hold what a graph holds: only what differs is sent, in batches, and a stopped run goes on.

The server keeps, in a graph of its own (`STATE`), the digest of each named graph that has arrived whole. A graph whose
digest it knows is not sent again; one that was cut off has none, and is sent from its start. While a graph is being
sent, those who ask the server see a part of it: a server has no generations as the embedded store has.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from cetu.graph.dataset import Graph
from cetu.graph.endpoint import Endpoint
from cetu.graph.manifest import read_manifest
from cetu.graph.remote import STATE, RemoteStore
from cetu.graph.store import FILES, read_marker
from cetu.ontology.iri import PREFIXES

DIGEST = PREFIXES["schema"] + "sha256"
BATCH = 2000
"""Triples in one update: Virtuoso compiles an update before it runs it, and takes no more than some thousands."""

LOT = 50_000
"""Triples in one request of Graph Store Protocol."""

Report = Callable[[int, int], None]
"""Called after each graph: how many are done, of how many."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did, in named graphs: sent, removed, there already; and how many triples were sent."""

    sent: int
    removed: int
    unchanged: int
    triples: int


def push(
    graph: Graph, address: str, *, versions: Mapping[str, str] | None = None, report: Report | None = None
) -> Pushed:
    """Make the server at the address hold the named graphs of `graph`, and no other graph of cetu.

    `versions` has what changes whenever a named graph does, by its IRI; such a graph is read only if the server has
    another version. Raises StoreError where the server cannot be reached or refuses; what has arrived by then is not
    sent again.
    """
    endpoint, there = Endpoint(address), RemoteStore(address)
    known, names = _digests(there), graph.graphs()
    present = {str(one.value) for one in there.named_graphs()}
    gone = present - set(names)
    for name in sorted(gone):
        _remove(endpoint, name)
    sent = triples = 0
    for number, name in enumerate(names, 1):
        lines = () if versions and name in versions else _lines(graph, name)
        version = (versions or {}).get(name) or hashlib.sha256("".join(lines).encode()).hexdigest()
        if known.get(name) != version:
            if name in present:
                _remove(endpoint, name)
            lines = lines or _lines(graph, name)
            _send(endpoint, name, lines, version)
            sent, triples = sent + 1, triples + len(lines)
        if report:
            report(number, len(names))
    return Pushed(sent, len(gone), len(names) - sent, triples)


def versions_of(folder: Path) -> dict[str, str]:
    """The version of each graph of a plan in a store folder, from what the store says was made of the plan."""
    manifest = read_manifest(folder / f"{read_marker(folder).generation}{FILES}")
    standing = (entry.made for entry in manifest.plans.values() if entry.stands)
    return {graph: made.digest for made in standing for graph in made.graphs}


def _digests(there: RemoteStore) -> dict[str, str]:
    quads = there.quads_for_pattern(None, ox.NamedNode(DIGEST), None, ox.NamedNode(STATE))
    return {quad.subject.value: quad.object.value for quad in quads}  # type: ignore[union-attr]


def _remove(endpoint: Endpoint, name: str) -> None:
    """Forget the digest before the graph, so that a graph which is cut off never counts as whole."""
    endpoint.update(f"DELETE WHERE {{ GRAPH <{STATE}> {{ <{name}> <{DIGEST}> ?digest }} }}")
    endpoint.update(f"DROP SILENT GRAPH <{name}>")


def _send(endpoint: Endpoint, name: str, lines: Sequence[str], digest: str) -> None:
    """The triples first, then the digest that says that all of them are there."""
    if endpoint.graph_address:
        for batch in _batches(lines, LOT):
            endpoint.add(name, batch)
    else:
        for batch in _batches(lines, BATCH):
            endpoint.update(f"INSERT DATA {{ GRAPH <{name}> {{\n{batch}}} }}")
    endpoint.update(f'INSERT DATA {{ GRAPH <{STATE}> {{ <{name}> <{DIGEST}> "{digest}" }} }}')


def _batches(lines: Iterable[str], most: int) -> Iterator[str]:
    """Lines in lots; those with blank nodes in one, for a blank node is the same only within one request."""
    kept = list(lines)
    blank = [line for line in kept if "_:" in line]
    if blank:
        yield "".join(blank)
    named = (line for line in kept if "_:" not in line)
    while lot := list(islice(named, most)):
        yield "".join(lot)


def _lines(graph: Graph, name: str) -> Sequence[str]:
    """The N-Triples of a named graph, sorted, each once."""
    return sorted({f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in graph.quads(name)})
