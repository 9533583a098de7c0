"""Alignments in a store, beside the graphs of the plans: one pair of plans replaces what was known of that pair."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from cetu.graph.store import read_marker, writing
from cetu.ontology.iri import mint
from cetu.queries.alignment.mapping import GRAPH, alignment_quads
from cetu.queries.alignment.rows import Alignment


def write_alignments(alignments: Sequence[Alignment], store: Path) -> int:
    """Put the alignments into the store's graph `id:graph/alignment`; the number of quads that were written.

    Raises StoreError where there is no store, or another build holds it.
    """
    read_marker(store)
    fresh = alignment_quads(alignments)
    with writing(store) as writer:
        for one in alignments:
            _forget(writer.store, f"{mint('alignment', one.left.key, one.right.key)}/")
        writer.store.extend(fresh)
    return len(fresh)


def _forget(store: ox.Store, prefix: str) -> None:
    """Remove every statement about the nodes under an IRI."""
    graph = ox.NamedNode(GRAPH)
    old = [
        quad
        for quad in store.quads_for_pattern(None, None, None, graph)
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(prefix)
    ]
    for quad in old:
        store.remove(quad)
