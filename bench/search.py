"""Search over names: 100,000 of them, against a scan with CONTAINS in the same graph, in the same run.

python bench/search.py
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from time import perf_counter

import pyoxigraph as ox

from cetu.graph.background import read_background
from cetu.graph.dataset import Graph
from cetu.graph.labels import LabelIndex
from cetu.ontology.iri import mint
from cetu.ontology.terms import Cetu
from cetu.ontology.vocabularies import Rdf, Rdfs

NAMES, RUNS = 100_000, 7
TYPED = ("储能", "能", "技术", "二氧化碳捕集", "chuneng", "cn", "ccus")
SCAN = 'SELECT ?thing WHERE {{ ?thing rdfs:label ?name . FILTER(CONTAINS(LCASE(STR(?name)), "{}")) }}'


def made() -> Graph:
    """A graph of names made of the thesaurus's own, so that each character is as common as it is in plans."""
    labels = sorted({value for iri, value in read_background().labels.items() if "/technology/" in iri})
    graph, kind, called = ox.NamedNode("urn:g"), ox.NamedNode(Rdf.type), ox.NamedNode(Rdfs.label)
    quads = []
    for number in range(NAMES):
        name = f"{labels[number % 997]}{labels[(number * 7919) % len(labels)]}"
        node = ox.NamedNode(mint("technology", f"{name}{number}"))
        quads.append(ox.Quad(node, kind, ox.NamedNode(Cetu.Technology), graph))
        quads.append(ox.Quad(node, called, ox.Literal(name, language="zh"), graph))
    return Graph.of(quads)


def median_ms(step: Callable[[], object]) -> float:
    seconds = []
    for _ in range(RUNS):
        start = perf_counter()
        step()
        seconds.append(perf_counter() - start)
    return statistics.median(seconds) * 1000


def main() -> None:
    graph = made()
    start = perf_counter()
    index = LabelIndex.of(graph)
    print(f"{len(index):,} names indexed in memory in {perf_counter() - start:.1f} s\n")
    print("| typed | index, ms | scan with CONTAINS, ms | scan / index |\n| --- | ---: | ---: | ---: |")
    for typed in TYPED:
        found = median_ms(lambda typed=typed: index.search(typed))  # type: ignore[misc]
        scanned = median_ms(lambda typed=typed: list(graph.select(SCAN.format(typed))))  # type: ignore[misc]
        print(f"| {typed} | {found:.1f} | {scanned:.1f} | {scanned / found:.0f} |")


if __name__ == "__main__":
    main()
