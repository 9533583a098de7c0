"""The network that reads: a vector for every character of a text, from which its tags are told.

Embeddings of the character, of the pairs it stands in, of its word and of its columns, then five convolutions of
growing width with residuals. Trained by `bench/train_network.py`; only array operations are needed to read with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from cetu.extract.columns import Columns
from cetu.extract.features import Values

Floats = NDArray[np.float32]
MODEL = "network.npz"
WINDOW = 1024
"""Characters that are read at once, which bounds memory and stays within the processor's cache."""

PAIR = 1 << 21
"""Code points are below this: a pair of them is one number."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The arrays of the model by name, as float32, and the sorted keys of what has a vector of its own.

    `offsets` and `limits`: first row and highest value of each column; `widths`: how far each convolution reaches.
    """

    arrays: dict[str, Floats]
    chars: Values
    pairs: Values
    words: Values
    offsets: Values
    limits: Values
    widths: tuple[int, ...]

    def __getitem__(self, name: str) -> Floats:
        return self.arrays[name]


@cache
def weights() -> Weights:
    """The model that ships."""
    with resources.files("cetu.extract").joinpath("model", MODEL).open("rb") as file, np.load(file) as stored:
        return read_weights(dict(stored))


def read_weights(stored: dict[str, NDArray[np.generic]]) -> Weights:
    """The model from its stored arrays (half precision and whole numbers)."""
    keys = {"chars", "pairs", "words", "offsets", "widths"}
    # In order of rows, whatever the file has: products of matrices go fastest with that.
    arrays = {name: array.astype(np.float32, order="C") for name, array in stored.items() if name not in keys}
    chars, pairs, words, offsets = (stored[name].astype(np.int64) for name in ("chars", "pairs", "words", "offsets"))
    limits = np.diff(np.append(offsets, len(stored["places.vectors"]))) - 1
    return Weights(arrays, chars, pairs, words, offsets, limits, tuple(int(w) for w in stored["widths"]))


def vectors(model: Weights, columns: Columns) -> Floats:
    """Vectors of shape (characters, width), window by window."""
    chars = _found(model.chars, columns.chars)
    pairs = _found(model.pairs, columns.chars[:-1] * PAIR + columns.chars[1:])
    words = _found(model.words, columns.words)
    places = np.minimum(columns.places, model.limits) + model.offsets
    size, reach = len(chars), sum(model.widths)
    out = np.empty((size, model["input.weight"].shape[0]), np.float32)
    for start in range(0, size, WINDOW):
        a, b = max(0, start - reach), min(size, start + WINDOW + reach)
        pair = np.zeros(b - a + 1, np.int64)
        first, last = max(a - 1, 0), min(b, size - 1)
        pair[first - a + 1 : last - a + 1] = pairs[first:last]
        near = (("pairs", pair[1:]), ("pairs", pair[:-1]))
        rows = (("chars", chars[a:b]), *near, ("words", words[a:b]), ("places", places[a:b]))
        parts = [model[f"{name}.vectors"].take(own, axis=0).reshape(b - a, -1) for name, own in rows]
        state = _layers(model, np.concatenate(parts, axis=1))
        stop = min(size, start + WINDOW)
        out[start:stop] = state[start - a : stop - a]
    return out


def _found(keys: Values, values: Values) -> Values:
    """Row of each value's vector: 0 for what the model has not seen, 1 is unused here."""
    at = np.minimum(np.searchsorted(keys, values), len(keys) - 1)
    return np.where(keys[at] == values, at + 2, 0)


def _layers(model: Weights, state: Floats) -> Floats:
    state = state @ model["input.weight"].T
    state += model["input.bias"]
    for number, width in enumerate(model.widths):
        normal = _normal(state, model[f"{number}.scale"], model[f"{number}.shift"])
        kernel = model[f"{number}.kernel"]  # three matrices: of the character before, of its own, of the one behind
        mixed = normal @ kernel[1]
        mixed += model[f"{number}.kernel.bias"]
        mixed[width:] += normal[:-width] @ kernel[0]
        mixed[:-width] += normal[width:] @ kernel[2]
        np.maximum(mixed, 0, out=mixed)
        state += np.matmul(mixed, model[f"{number}.weight"].T, out=normal)
        state += model[f"{number}.bias"]
    return _normal(state, model["scale"], model["shift"])


def _normal(state: Floats, scale: Floats, shift: Floats) -> Floats:
    centred: Floats = state - state.mean(axis=1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + np.float32(1e-5))
    centred /= spread
    centred *= scale
    centred += shift
    return centred
