"""Weights of features as the models of `extract/model/` keep them: names in lines, numbers in half precision."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


def read_rows(model: str) -> dict[str, NDArray[np.float32]]:
    """The weights of a model by feature, each of shape (answers,), or () where there is one answer."""
    with resources.files("cetu.extract").joinpath("model", model).open("rb") as file, np.load(file) as stored:
        names = bytes(stored["features"]).decode("utf-8").split("\n")
        return dict(zip(names, stored["weights"].astype(np.float32), strict=True))


def write_rows(path: Path, names: Sequence[str], weights: NDArray[np.floating]) -> None:
    """Write weights of shape (features,) or (features, answers); a name over several lines cannot be kept."""
    features = np.frombuffer("\n".join(names).encode("utf-8"), np.uint8)
    np.savez_compressed(path, features=features, weights=weights.astype(np.float16))
