"""What a relation is worth: the chance that it is right, on a scale learned from plans that no model has seen.

    logit p = base + spread × logit(chance × product of the confidences of the mentions at its ends)

The chance is what is known of scope (`extract/pairing.py`), or what its rule was given by hand. Plans that a model has
learned from make it too sure of others, and names may be put back wrong, which `spread` under 1 says; the two numbers
stand in `model/confidence.tsv`, which `bench/train_confidence.py` makes. Bodies in brackets and documents, whose ends
are what the rule has found, keep what their rule was given.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

MODEL = "confidence.tsv"
PLAIN = frozenset({"bracket", "basis"})
"""Rules that say what they find without any scope."""

LEAST, MOST = 0.01, 0.99


def relation_confidence(rule: str, chance: float, ends: Sequence[float]) -> float:
    """The chance that a relation is right, from 0.01 to 0.99 in hundredths.

    chance: that its passage says it, where its mentions are right; ends: the confidences of its mentions.

    >>> relation_confidence("place.in", 0.85, [0.97, 0.9]) > relation_confidence("place.in", 0.85, [0.97, 0.5])
    True
    """
    if rule in PLAIN:
        return chance
    return round(_within(scaled(_scale(), raw(chance, ends))), 2)


def raw(chance: float, ends: Sequence[float]) -> float:
    """That a relation is right as far as the models know that have seen much like it."""
    return _within(chance * math.prod(ends))


def scaled(scale: Mapping[str, float], chance: float) -> float:
    """The same where they have not."""
    return 1 / (1 + math.exp(-scale["base"] - scale["spread"] * math.log(chance / (1 - chance))))


def _within(chance: float) -> float:
    return min(MOST, max(LEAST, chance))


@cache
def _scale() -> dict[str, float]:
    path = resources.files("cetu.extract").joinpath("model", MODEL)
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {row[0]: float(row[1]) for row in rows}
