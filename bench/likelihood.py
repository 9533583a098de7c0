"""What a conditional random field learns by: how unlikely it thinks the right tags, and the gradient of that.

Worked out with the sums that `cetu.extract.crf` reads with, for all sentences of a batch at once: torch, which would
follow every step of every sentence, took most of the time of a training with that.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cetu.extract.crf import edges, steps_of, sums_of


def expected(
    scores: np.ndarray, ways: np.ndarray, sentences: Sequence[tuple[int, int]], said: np.ndarray
) -> tuple[float, np.ndarray, np.ndarray]:
    """The negative log-likelihood of the tags `said`, and its gradient by the scores (characters, tags) and by the
    transitions `ways` (tags, tags). A sentence whose tags cannot follow one another (a span over its end) counts for
    nothing."""
    steps = steps_of(sentences)
    sums = sums_of(scores, ways, steps)
    begins = np.zeros(len(scores), bool)
    begins[[a for a, _ in sentences]] = True
    closes = np.zeros(len(scores), bool)
    closes[[b - 1 for _, b in sentences]] = True
    opening, closing = edges(scores.shape[1])
    before = np.concatenate(([0], said[:-1]))
    each = np.where(begins, opening[said], ways[before, said]) + np.where(closes, closing[said], 0)
    kept = np.repeat([each[a:b].min() > -1e3 for a, b in sentences], [b - a for a, b in sentences])
    place = np.arange(len(scores))
    logs = np.log(sums.scale) + scores.max(axis=1) - scores[place, said] - each
    change = sums.forward * sums.backward
    change[place, said] -= 1
    inner = kept & ~begins
    here = inner.nonzero()[0]
    leap = np.exp(ways).astype(np.float64)
    weight = sums.weights[here] * sums.backward[here] / sums.scale[here, None]
    weight[closes[here]] *= np.exp(closing)
    moves = leap * (sums.forward[here - 1].T @ weight)
    np.subtract.at(moves, (before[here], said[here]), 1)
    return float(logs[kept].sum()), (change * kept[:, None]).astype(np.float32), moves.astype(np.float32)
