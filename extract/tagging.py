"""The tagger: which stretches of a text are technologies, industries, clusters, projects, institutions and regions.

A linear-chain conditional random field over the characters of a sentence, one for each layer (a technology may stand
inside a project's name). A tag's score is what its features weigh (`bench/train_tagger.py`) together with what the
network says (`bench/train_network.py`): the two err apart. Only array operations are needed. Each span comes with its
probability: the share of all ways to read the sentence that have this span.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from cetu.extract.columns import columns_of
from cetu.extract.features import Hashes, Span, feature_hashes, ground_of, sentences_of
from cetu.extract.lexicon import restricted
from cetu.extract.network import WINDOW, vectors, weights

Floats = NDArray[np.float32]
LAYERS = (("Project", "Cluster", "Institution"), ("Technology", "Industry"), ("Region",))
"""Types that exclude each other on one character; types of different layers may overlap."""

BEGIN, INSIDE, END, SINGLE = range(4)
IMPOSSIBLE = np.float32(-1e4)
MODEL = "tagger.npz"
SLOTS = 1 << 20
SHARE = np.float32(0.8)
"""How much the network's scores count; the features' count for the rest."""

SUGGESTED = {"Cluster": 0.05, "Region": 0.05}
"""A phrase of the grammar that the best reading leaves out is kept from this mean probability on, for these types; a
technology behind a verb that restricts it always, for the tagger learned from people who mark what is wanted."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A stretch `start:end` of the view, its type and its probability (0 to 1)."""

    type: str
    start: int
    end: int
    probability: float


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of shape (features + 1, tags of all layers); row 0 is for what was never seen."""

    slots: NDArray[np.int32]
    keys: Hashes
    weights: Floats
    transitions: tuple[Floats, ...]


def width(layer: int) -> int:
    """Number of tags of a layer: outside, and four places for each type."""
    return 1 + 4 * len(LAYERS[layer])


def tag_text(text: str, phrases: Sequence[tuple[str, int, int]] = ()) -> list[Tagged]:
    """Spans of a view in order of place; `phrases` is what the grammar found, as (type, start, end)."""
    sentences = sentences_of(text)
    if not sentences:
        return []
    scores, ways = joint_scores(text, phrases)
    found: list[Tagged] = []
    at = 0
    for layer, transitions in enumerate(ways):
        own = scores[:, at : at + width(layer)]
        at += width(layer)
        own_phrases = [one for one in phrases if one[0] in LAYERS[layer]]
        suggested = [(*one, least) for one in own_phrases if (least := _least(text, *one)) is not None]
        found += _decoded(own, transitions, sentences, LAYERS[layer], suggested)
    return sorted(found, key=lambda one: (one.start, -one.end, one.type))


def _least(text: str, kind: str, start: int, end: int) -> float | None:
    """Mean probability that a phrase of the grammar needs, None where it is not asked."""
    if kind == "Technology" and restricted(text, start):
        return 0.0
    return SUGGESTED.get(kind)


def joint_scores(text: str, phrases: Iterable[tuple[str, int, int]]) -> tuple[Floats, list[Floats]]:
    """The scores of every tag for every character of a text that is not empty, and of what follows what by layer."""
    ground = ground_of(text, grammar_layers(phrases))
    model, learned = read_model(), weights()
    state = vectors(learned, columns_of(text, ground))
    scores = state @ learned["tags.weight"].T + learned["tags.bias"]
    known = model.weights.shape[1]  # the features know the first layers only
    scores[:, :known] *= SHARE
    scores[:, :known] += (1 - SHARE) * _emissions(model, feature_hashes(text, ground))
    ways = []
    for layer in range(len(LAYERS)):
        joint = learned[f"transitions{layer}"]
        if layer < len(model.transitions):
            joint = SHARE * joint + (1 - SHARE) * model.transitions[layer]
        ways.append(np.where(allowed(len(LAYERS[layer])), joint, IMPOSSIBLE).astype(np.float32))
    return scores, ways


def grammar_layers(phrases: Iterable[tuple[str, int, int]]) -> list[list[tuple[int, int, int]]]:
    """Phrases of the grammar by layer (regions in one of their own), the longer over the shorter."""
    kept = sorted(phrases, key=lambda one: (one[2] - one[1], one[1]))
    kinds = (*LAYERS[:2], ("Region", "Document"))
    return [[(types.index(t) + 1, a, b) for t, a, b in kept if t in types and b > a] for types in kinds]


def tags_of(spans: Iterable[tuple[str, int, int]], size: int, layer: int) -> NDArray[np.int64]:
    """The tag of every character of a layer; of spans that overlap the longer counts."""
    tags = np.zeros(size, np.int64)
    for kind, start, end in sorted(spans, key=lambda one: (one[1] - one[2], one[1])):
        if kind not in LAYERS[layer] or tags[start:end].any():
            continue
        first = 1 + 4 * LAYERS[layer].index(kind)
        tags[start:end] = first + INSIDE
        tags[start] = first + (SINGLE if end - start == 1 else BEGIN)
        if end - start > 1:
            tags[end - 1] = first + END
    return tags


@cache
def read_model() -> Model:
    """The model that ships."""
    with resources.files("cetu.extract").joinpath("model", MODEL).open("rb") as file, np.load(file) as stored:
        keys = stored["keys"]
        table = np.zeros((len(keys) + 1, stored["weights"].shape[1]), np.float32)
        table[1:] = stored["weights"]
        transitions = tuple(stored[name] for layer in range(len(LAYERS)) if (name := f"transitions{layer}") in stored)
    slots = np.zeros(SLOTS, np.int32)
    slots[(keys >> np.uint64(40)) & np.uint64(SLOTS - 1)] = np.arange(1, len(keys) + 1)
    return Model(slots, np.concatenate((np.zeros(1, np.uint64), keys)), table, transitions)


def _emissions(model: Model, hashes: Hashes) -> Floats:
    """Score of every tag for every character: the sum of the weights of its features, of those that have any."""
    scores = np.zeros((len(hashes), model.weights.shape[1]), np.float32)
    for start in range(0, len(hashes), WINDOW):
        some, total = hashes[start : start + WINDOW].T, scores[start : start + WINDOW]
        rows = model.slots[(some >> np.uint64(40)) & np.uint64(SLOTS - 1)]
        rows[model.keys[rows] != some] = 0
        own = np.empty_like(total)
        for column in rows:
            np.take(model.weights, column, axis=0, out=own, mode="clip")
            total += own
    return scores


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


def _decoded(
    scores: Floats,
    transitions: Floats,
    sentences: Sequence[Span],
    types: Sequence[str],
    suggested: Sequence[tuple[str, int, int, float]],
) -> Iterator[Tagged]:
    """The best reading of every sentence of one layer, and what the grammar suggests where that is not unlikely."""
    steps = _steps(sentences)
    path = _best_path(scores, transitions, steps)
    sums = _sums(scores, transitions, steps)
    chances = _chances(scores, transitions, path, sums)
    named = np.flatnonzero(path)
    kinds, places = np.divmod(path[named] - 1, 4)
    opens, closes = (places == BEGIN) | (places == SINGLE), (places == END) | (places == SINGLE)
    said = chances.of(named[opens], named[closes])
    spans = np.stack((kinds[closes], named[opens], named[closes] + 1), axis=1).tolist()
    for (kind, begin, end), chance in zip(spans, said, strict=True):
        yield Tagged(types[kind], begin, end, chance)
    inside = 1 - sums.forward[:, 0] * sums.backward[:, 0]
    for kind_, a, b, least in suggested:
        if not path[a:b].any() and inside[a:b].mean() >= least:
            yield Tagged(kind_, a, b, round(float(inside[a:b].mean()), 3))


@dataclass(frozen=True, slots=True)
class Steps:
    """The characters of all sentences side by side: the first of each, then the second of each and so on, those of
    longer sentences before those of shorter ones, so that every step is a slice.

    places: where in the text each stands. slices: where a step's begin, where those begin of them that are the last of
    their sentences, and where they end.
    """

    places: NDArray[np.int64]
    slices: tuple[tuple[int, int, int], ...]


def _steps(sentences: Sequence[Span]) -> Steps:
    longest_first = sorted(sentences, key=lambda one: one[0] - one[1])
    starts = np.array([a for a, _ in longest_first])
    lengths = np.array([b - a for a, b in longest_first])
    running = np.searchsorted(-lengths, -np.arange(lengths[0] + 1), side="left")  # sentences longer than the step
    ends = np.cumsum(running)
    slices = zip((ends - running)[:-1], (ends - running + np.append(running[1:], 0))[:-1], ends[:-1], strict=True)
    places = np.concatenate([starts[:count] + step for step, count in enumerate(running)])
    return Steps(places, tuple((int(first), int(last), int(stop)) for first, last, stop in slices))


def _best_path(scores: Floats, transitions: Floats, steps: Steps) -> NDArray[np.int64]:
    """Viterbi: the tag of every character of the view, 0 outside of sentences."""
    opening, closing = _edges(scores.shape[1])
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


def _edges(size: int) -> tuple[Floats, Floats]:
    """What no sentence may begin or end with."""
    place = (np.arange(size) - 1) % 4
    opening = np.where((np.arange(size) > 0) & ((place == INSIDE) | (place == END)), -1e4, 0)
    closing = np.where((np.arange(size) > 0) & ((place == BEGIN) | (place == INSIDE)), -1e4, 0)
    return opening.astype(np.float32), closing.astype(np.float32)


@dataclass(frozen=True, slots=True)
class Sums:
    """Forward and backward sums of every character, scaled so that their product is the probability of a tag."""

    forward: NDArray[np.float64]
    backward: NDArray[np.float64]
    scale: NDArray[np.float64]
    weights: NDArray[np.float64]


def _sums(scores: Floats, transitions: Floats, steps: Steps) -> Sums:
    opening, closing = (np.exp(one) for one in _edges(scores.shape[1]))
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


def _chances(scores: Floats, transitions: Floats, path: NDArray[np.int64], sums: Sums) -> Chances:
    before = np.concatenate(([0], path[:-1]))
    place = np.arange(len(path))
    with np.errstate(divide="ignore"):
        steps = transitions[before, path] + np.log(sums.weights[place, path]) - np.log(sums.scale)
        alpha, beta = np.log(sums.forward[place, path]), np.log(sums.backward[place, path])
    return Chances(alpha, beta, np.cumsum(np.maximum(steps, -1e3)))
