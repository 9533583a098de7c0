"""A linear-chain conditional random field over the characters of sentences: the best reading, and what is how likely.

A tag is 0 (outside) or a type and a place in a stretch: its begin, its inside, its end, or all of it. Only array
operations are needed; sentences are worked at side by side, a character of each in a step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from cetu.extract.features import Span

Floats = NDArray[np.float32]
BEGIN, INSIDE, END, SINGLE = range(4)
IMPOSSIBLE = np.float32(-1e4)


def allowed(types: int) -> NDArray[np.bool_]:
    """Which tag may follow which, within a sentence."""
    size = 1 + 4 * types
    follows = np.zeros((size, size), bool)
    closed = [0, *(1 + 4 * k + place for k in range(types) for place in (END, SINGLE))]
    opening = [0, *(1 + 4 * k + place for k in range(types) for place in (BEGIN, SINGLE))]
    follows[np.ix_(closed, opening)] = True
    for k in range(types):
        first = 1 + 4 * k
        for before in (BEGIN, INSIDE):
            follows[first + before, [first + INSIDE, first + END]] = True
    return follows


@dataclass(frozen=True, slots=True)
class Steps:
    """The characters of all sentences side by side: the first of each, then the second of each and so on, those of
    longer sentences before those of shorter ones, so that every step is a slice.

    places: where in the text each stands. slices: where a step's begin, where those begin of them that are the last of
    their sentences, and where they end.
    """

    places: NDArray[np.int64]
    slices: tuple[tuple[int, int, int], ...]


def steps_of(sentences: Sequence[Span]) -> Steps:
    """The sentences, of which there is one at least, as steps."""
    longest_first = sorted(sentences, key=lambda one: one[0] - one[1])
    starts = np.array([a for a, _ in longest_first])
    lengths = np.array([b - a for a, b in longest_first])
    running = np.searchsorted(-lengths, -np.arange(lengths[0] + 1), side="left")  # sentences longer than the step
    ends = np.cumsum(running)
    slices = zip((ends - running)[:-1], (ends - running + np.append(running[1:], 0))[:-1], ends[:-1], strict=True)
    places = np.concatenate([starts[:count] + step for step, count in enumerate(running)])
    return Steps(places, tuple((int(first), int(last), int(stop)) for first, last, stop in slices))


def best_path(scores: Floats, transitions: Floats, steps: Steps) -> NDArray[np.int64]:
    """Viterbi: the tag of every character of the view, 0 outside of sentences."""
    opening, closing = edges(scores.shape[1])
    own, follow = scores[steps.places], transitions.T
    best = np.empty_like(own)
    before = 0
    for first, _, stop in steps.slices:
        ways = (best[before : before + stop - first, :, None] + transitions).max(axis=1) if first else opening
        np.add(ways, own[first:stop], out=best[first:stop])
        before = first
    tags = np.empty(len(own), np.int64)
    for first, last, stop in reversed(steps.slices):
        tags[last:stop] = (best[last:stop] + closing).argmax(axis=1)
        tags[first:last] = (best[first:last] + follow[tags[stop : stop + last - first]]).argmax(axis=1)
    path = np.zeros(len(scores), np.int64)
    path[steps.places] = tags
    return path


def edges(size: int) -> tuple[Floats, Floats]:
    """What no sentence may begin or end with."""
    place = (np.arange(size) - 1) % 4
    opening = np.where((np.arange(size) > 0) & ((place == INSIDE) | (place == END)), -1e4, 0)
    closing = np.where((np.arange(size) > 0) & ((place == BEGIN) | (place == INSIDE)), -1e4, 0)
    return opening.astype(np.float32), closing.astype(np.float32)


@dataclass(frozen=True, slots=True)
class Sums:
    """Forward and backward sums of every character, scaled so that their product is the probability of a tag.

    weights: of every tag, the exponential of its score less the best one's. scale: what a character's sums were divided
    by.
    """

    forward: NDArray[np.float64]
    backward: NDArray[np.float64]
    scale: NDArray[np.float64]
    weights: NDArray[np.float64]


def sums_of(scores: Floats, transitions: Floats, steps: Steps) -> Sums:
    """Forward and backward sums of scores of shape (characters, tags)."""
    opening, closing = (np.exp(one) for one in edges(scores.shape[1]))
    leap = np.exp(transitions).astype(np.float64)
    weights = np.exp(scores - scores.max(axis=1, keepdims=True)).astype(np.float64)
    own = weights[steps.places]
    forward, backward, scale = np.empty_like(own), np.ones_like(own), np.empty(len(own))
    before = 0
    for first, last, stop in steps.slices:
        here = forward[first:stop]
        here[:] = forward[before : before + stop - first] @ leap if first else opening
        here *= own[first:stop]
        forward[last:stop] *= closing
        scale[first:stop] = here.sum(axis=1)
        here /= scale[first:stop, None]
        before = first
    for (before, _, _), (first, last, stop) in reversed([*pairwise(steps.slices)]):
        here = backward[first:stop] * own[first:stop]
        here[last - first :] *= closing
        backward[before : before + stop - first] = here @ leap.T / scale[first:stop, None]
    return Sums(
        _put(np.zeros_like(weights), steps, forward), _put(np.ones_like(weights), steps, backward),
        _put(np.ones(len(weights)), steps, scale), weights,
    )  # fmt: skip


def _put(whole: NDArray[np.float64], steps: Steps, found: NDArray[np.float64]) -> NDArray[np.float64]:
    """The array over the text with what was found of the characters of sentences."""
    whole[steps.places] = found
    return whole


@dataclass(frozen=True, slots=True)
class Chances:
    """Log sums along the best path, to tell the probability of any span of it."""

    alpha: NDArray[np.float64]
    beta: NDArray[np.float64]
    total: NDArray[np.float64]

    def of(self, begins: NDArray[np.int64], ends: NDArray[np.int64]) -> list[float]:
        """Probabilities of spans, each from its first to its last character, that included."""
        logs = self.alpha[begins] + self.total[ends] - self.total[begins] + self.beta[ends]
        return [round(one, 3) for one in np.exp(np.minimum(0.0, logs)).tolist()]


def chances_of(scores: Floats, transitions: Floats, path: NDArray[np.int64], sums: Sums) -> Chances:
    """What the probabilities of the spans of a path are told from, by the sums of the same scores."""
    before = np.concatenate(([0], path[:-1]))
    place = np.arange(len(path))
    with np.errstate(divide="ignore"):
        steps = transitions[before, path] + np.log(sums.weights[place, path]) - np.log(sums.scale)
        alpha, beta = np.log(sums.forward[place, path]), np.log(sums.backward[place, path])
    return Chances(alpha, beta, np.cumsum(np.maximum(steps, -1e3)))
