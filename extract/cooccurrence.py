"""How often words stand side by side in plans: counts of two and of four characters, over many plans.

保温材料 is said, and 保温、隔热材料 speaks of it; 光伏新能源 is not. The counts (`model/cooccurrence.npz`, as powers of
two) are made by `bench/count_cooccurrence.py` from plans' texts; no annotation is in them.
"""

from __future__ import annotations

import zlib
from functools import cache, lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

MODEL = "cooccurrence.npz"


def joint(left: str, right: str) -> int:
    """How often the end of one phrase and the beginning of another stand side by side: 0 for never or once, n for 2^n
    times or more."""
    return _level(left[-2:] + right[:2])


def single(phrase: str) -> int:
    """The same of the last two characters of a phrase."""
    return _level(phrase[-2:])


def key(gram: str) -> int:
    """The number by which the counts of some characters are kept."""
    return zlib.crc32(gram.encode("utf-8"))


@lru_cache(maxsize=1 << 16)
def _level(gram: str) -> int:
    keys, levels = _counts()
    number = np.uint32(key(gram))  # a number of another width would have all keys copied
    at = int(keys.searchsorted(number))
    return int(levels[at]) if at < len(keys) and keys[at] == number else 0


@cache
def _counts() -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """The sorted keys and the power of two of each."""
    with resources.files("cetu.extract").joinpath("model", MODEL).open("rb") as file, np.load(file) as stored:
        return np.cumsum(stored["steps"], dtype=np.uint32), stored["levels"]
