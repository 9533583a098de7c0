"""What a relation is worth: the chance that it is right, learned from annotated plans that the models have not seen.

    logit p = scope + what its rule proved worth + ends × log(product of the confidences of the mentions at its ends)

For bodies in brackets and documents, whose ends are what the rule has found, it is the logit of what the rule was given
by hand, and what it proved worth. The numbers stand in `model/confidence.tsv`, which `bench/train_confidence.py` makes;
`ends` is never negative, so that a surer mention never makes a relation less sure.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

MODEL = "confidence.tsv"
PLAIN = frozenset({"bracket", "basis"})
"""Rules that say what they find without any scope."""

LEAST = 0.01


def relation_confidence(rule: str, given: float, ends: Sequence[float]) -> float:
    """The chance that a relation is right, from 0 to 1 in hundredths.

    given: what a rule without scope says of itself; ends: the confidences of its mentions.

    >>> relation_confidence("place.in", 0.85, [0.97, 0.9]) > relation_confidence("place.in", 0.85, [0.97, 0.5])
    True
    """
    return round(min(0.99, max(LEAST, chance(_weights(), rule, given, ends))), 2)


def learned_confidence(chance: float, ends: Sequence[float]) -> float:
    """The same of a relation whose chance is learned: that its passage says it, and that its mentions are right.

    >>> learned_confidence(0.8, [0.97, 0.9])
    0.7
    """
    return round(min(0.99, max(LEAST, chance * math.prod(ends))), 2)


def chance(weights: Mapping[str, float], rule: str, given: float, ends: Sequence[float]) -> float:
    """The chance by weights of one's own: by rule, and `scope` and `ends`."""
    if rule in PLAIN:
        score = math.log(given / (1 - given))
    else:
        score = weights.get("scope", 0.0) + weights.get("ends", 0.0) * ends_of(ends)
    return 1 / (1 + math.exp(-score - weights.get(rule, 0.0)))


def ends_of(ends: Sequence[float]) -> float:
    """The logarithm of the product of the ends' confidences."""
    return math.log(max(LEAST, math.prod(ends)))


@cache
def _weights() -> dict[str, float]:
    path = resources.files("cetu.extract").joinpath("model", MODEL)
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {row[0]: float(row[1]) for row in rows}
