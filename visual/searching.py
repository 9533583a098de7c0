"""Search over the names of things, by the graph's own index of names, told as the explorer shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pyoxigraph as ox

from cetu.graph.dataset import Graph
from cetu.graph.labels import Hit
from cetu.graph.spelling import fold
from cetu.visual.descriptions import short

Json = dict[str, Any]

MOST = 30
HOME = ("Region", "Plan", "Document")
"""Classes whose things may be shown although no plan mentions them."""


def search(graph: Graph, words: str, kinds: Sequence[str] = ()) -> list[Json]:
    """The best matches first: id, kind, label, en, the name that fits and how (label, name, english, pinyin)."""
    hits = graph.search(words, kinds=kinds, limit=2 * MOST)
    shown = [hit for hit in hits if hit.uses or hit.kind in HOME] or hits
    english = _english(graph, shown[:MOST])
    return [_told(hit, fold(words), english.get(hit.iri, "")) for hit in shown[:MOST]]


def named(graph: Graph, labels: Iterable[str]) -> list[str]:
    """Ids of the things that have these very labels: what the names in an answer stand for."""
    hits = (hit for label in labels for hit in graph.labels.exact(label) if hit.label == label)
    return [short(iri) for iri in dict.fromkeys(hit.iri for hit in hits)]


def _told(hit: Hit, sought: str, english: str) -> Json:
    how = "label" if hit.matched == hit.label else "english" if hit.matched == english else "name"
    if sought not in fold(hit.matched):
        how = "pinyin"
    return {"id": short(hit.iri), "kind": hit.kind, "label": hit.label, "en": english, "name": hit.matched, "how": how}


def _english(graph: Graph, hits: Iterable[Hit]) -> dict[str, str]:
    terms = " ".join(str(ox.NamedNode(hit.iri)) for hit in hits)
    query = 'SELECT ?s ?name WHERE { VALUES ?s { %s } ?s skos:prefLabel ?name . FILTER(LANG(?name) = "en") }'
    return {row["s"].value: row["name"].value for row in graph.select(query % terms)} if terms else {}
