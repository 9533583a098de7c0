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

import numpy as np
from numpy.typing import NDArray

from cetu.extract.columns import columns_of
from cetu.extract.crf import (
    BEGIN,
    END,
    IMPOSSIBLE,
    INSIDE,
    SINGLE,
    Floats,
    allowed,
    best_path,
    chances_of,
    steps_of,
    sums_of,
)
from cetu.extract.features import Hashes, Span, feature_hashes, ground_of, sentences_of
from cetu.extract.lexicon import restricted
from cetu.extract.network import WINDOW, vectors, weights

LAYERS = (("Project", "Cluster", "Institution"), ("Technology", "Industry"), ("Region",))
"""Types that exclude each other on one character; types of different layers may overlap."""

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


def _decoded(
    scores: Floats,
    transitions: Floats,
    sentences: Sequence[Span],
    types: Sequence[str],
    suggested: Sequence[tuple[str, int, int, float]],
) -> Iterator[Tagged]:
    """The best reading of every sentence of one layer, and what the grammar suggests where that is not unlikely."""
    steps = steps_of(sentences)
    path = best_path(scores, transitions, steps)
    sums = sums_of(scores, transitions, steps)
    chances = chances_of(scores, transitions, path, sums)
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
