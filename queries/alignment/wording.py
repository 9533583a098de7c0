"""How alike two stretches of Chinese are (tf-idf over character pairs), and which pairs to make of many."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log, sqrt

import networkx as nx
import numpy as np

from cetu.queries.alignment.lexicon import pattern

Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]
UNFIT = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]+")


@lru_cache(maxsize=100_000)
def pairs_of(text: str) -> tuple[str, ...]:
    """Character pairs of a text without its marks and without the words that every plan is full of.

    >>> pairs_of("加快发展氢能、储能。")
    ('氢能', '储能')
    """
    return tuple(run[i : i + 2] for run in UNFIT.split(pattern("empty").sub(" ", text)) for i in range(len(run) - 1))


@lru_cache(maxsize=100_000)
def _counts(text: str) -> tuple[tuple[str, float], ...]:
    """Every pair of a text with what its frequency counts: 1 + ln of how often it occurs."""
    return tuple((pair, 1 + log(count)) for pair, count in Counter(pairs_of(text)).items())


def rarity(texts: Sequence[str]) -> dict[str, float]:
    """Inverse document frequency of every pair."""
    met: Counter[str] = Counter()
    for text in texts:
        met.update(pair for pair, _ in _counts(text))
    return {pair: log((1 + len(texts)) / (1 + count)) + 0.2 for pair, count in met.items()}


def cosines(left: Sequence[str], right: Sequence[str], weights: Mapping[str, float]) -> Matrix:
    """Likeness of every text of the left with every one of the right, 0 to 1: the cosine of their weighted pairs.

    >>> weights = rarity(["氢能储能", "氢能储能", "钢铁冶炼"])
    >>> cosines(["氢能储能"], ["氢能储能", "钢铁冶炼"], weights).round(3).tolist()
    [[1.0, 0.0]]
    """
    if not left or not right:
        return np.zeros((len(left), len(right)))
    shared = {pair for text in left for pair, _ in _counts(text)} & {
        pair for text in right for pair, _ in _counts(text)
    }
    columns = {pair: at for at, pair in enumerate(sorted(shared & weights.keys()))}
    found: Matrix = _vectors(left, weights, columns) @ _vectors(right, weights, columns).T
    return found


def _vectors(texts: Sequence[str], weights: Mapping[str, float], columns: Mapping[str, int]) -> Matrix:
    """A row for each text, of unit length over all its pairs, of which the columns show those that both sides have."""
    rows = np.zeros((len(texts), max(1, len(columns))))
    for at, text in enumerate(texts):
        length = 0.0
        for pair, count in _counts(text):
            value = count * weights.get(pair, 0.0)
            length += value * value
            if (column := columns.get(pair)) is not None:
                rows[at, column] = value
        rows[at] /= sqrt(length) or 1.0
    return rows


def best_pairs(scores: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """One to one pairs of greatest total score, in order; `scores` has the pairs that may be made, all above 0."""
    graph = nx.Graph()
    lefts = 1 + max((i for i, _ in scores), default=0)
    for (i, j), score in sorted(scores.items()):
        graph.add_edge(i, lefts + j, weight=score)  # numbers, since sets of strings have another order in every process
    found: list[tuple[int, int]] = []
    for part in sorted(nx.connected_components(graph), key=min):
        for edge in nx.max_weight_matching(graph.subgraph(part)):
            i, j = sorted(edge)
            found.append((i, j - lefts))
    return sorted(found)
