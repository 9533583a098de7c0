"""How alike two stretches of Chinese are (tf-idf over character pairs), and which pairs to make of many."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np

from cetu.queries.alignment.lexicon import pattern

Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]
UNFIT = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]+")


def pairs_of(text: str) -> list[str]:
    """Character pairs of a text without its marks and without the words that every plan is full of.

    >>> pairs_of("加快发展氢能、储能。")
    ['氢能', '储能']
    """
    found: list[str] = []
    for run in UNFIT.split(pattern("empty").sub(" ", text)):
        found.extend(run[i : i + 2] for i in range(len(run) - 1))
    return found


def vectors(texts: Sequence[str], weights: Mapping[str, float]) -> Matrix:
    """A row of unit length for each text: the pairs it holds, weighted; a text without any is a row of zeros."""
    columns = {pair: at for at, pair in enumerate(weights)}
    rows = np.zeros((len(texts), max(1, len(columns))))
    for at, text in enumerate(texts):
        for pair, count in Counter(pairs_of(text)).items():
            if pair in columns:
                rows[at, columns[pair]] = (1 + np.log(count)) * weights[pair]
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(lengths == 0, 1, lengths)


def rarity(texts: Sequence[str]) -> dict[str, float]:
    """Inverse document frequency of every pair, in the order of the pairs."""
    met = Counter(pair for text in texts for pair in set(pairs_of(text)))
    return {pair: float(np.log((1 + len(texts)) / (1 + met[pair])) + 0.2) for pair in sorted(met)}


def cosines(left: Sequence[str], right: Sequence[str], weights: Mapping[str, float]) -> Matrix:
    """Likeness of every text of the left with every one of the right, 0 to 1."""
    if not left or not right:
        return np.zeros((len(left), len(right)))
    found: Matrix = vectors(left, weights) @ vectors(right, weights).T
    return found


def best_pairs(scores: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """One to one pairs of greatest total score, in order; `scores` has the pairs that may be made, all above 0."""
    graph = nx.Graph()
    for (i, j), score in sorted(scores.items()):
        graph.add_edge(("left", i), ("right", j), weight=score)
    found: list[tuple[int, int]] = []
    for part in sorted(nx.connected_components(graph), key=min):
        for edge in nx.max_weight_matching(graph.subgraph(part)):
            (_, i), (_, j) = sorted(edge)
            found.append((i, j))
    return sorted(found)
