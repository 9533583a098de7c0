"""Weights of features as the models of `extract/model/` keep them: names in lines, numbers in half precision.

Features are told in parts. The same words stand beside many others, so what a part is worth can be remembered, and its
features need not be spelled again. A sum of weights of half precision is exact in double precision, in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Teller = Callable[..., Iterable[str]]
Part = tuple[Teller, tuple[Hashable, ...]]
"""A function that tells features, and what it tells them of."""


def told(parts: Iterable[Part]) -> list[str]:
    """The features that parts tell."""
    return [name for tell, of in parts for name in tell(*of)]


def read_rows(model: str) -> dict[str, NDArray[np.float32]]:
    """The weights of a model by feature, each of shape (answers,), or () where there is one answer."""
    with resources.files("cetu.extract").joinpath("model", model).open("rb") as file, np.load(file) as stored:
        names = bytes(stored["features"]).decode("utf-8").split("\n")
        return dict(zip(names, stored["weights"].astype(np.float32), strict=True))


def write_rows(path: Path, names: Sequence[str], weights: NDArray[np.floating]) -> None:
    """Write weights of shape (features,) or (features, answers); a name over several lines cannot be kept."""
    features = np.frombuffer("\n".join(names).encode("utf-8"), np.uint8)
    np.savez_compressed(path, features=features, weights=weights.astype(np.float16))
