"""Figures with their units: conversion, and comparators as intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from cetu.ontology.terms import Cetu
from cetu.ontology.thesaurus import read_thesaurus
from cetu.queries.alignment.lexicon import words

ABOUT = 0.03
"""What 左右 and 约 leave open, as a share of the figure: a convention of ours, stated in every reason that uses it."""
CLOSE = 1e-9


@cache
def scale(unit: str | None) -> tuple[str, float]:
    """The unit that this one is counted in, and how many of it one is. Units that only classify what is counted
    (个, 家, 项) are one unit; a unit that the thesaurus lacks is its own.

    >>> scale("亿千瓦"), scale("万千瓦"), scale("家") == scale("个")
    (('瓦', 100000000000.0), ('瓦', 10000000.0), True)
    """
    unit = (unit or "").replace("％", "%").strip()
    if unit in words("classifiers"):
        return "个", 1.0
    found = read_thesaurus("units").by_name(unit)
    if len(found) != 1:
        return unit, 1.0
    (concept,) = found
    base, factor = concept.extra(Cetu.scaleOf), concept.extra(Cetu.factor)
    if base is None or factor is None:
        return concept.label, 1.0
    return read_thesaurus("units")[base].label, float(factor)


@dataclass(frozen=True, slots=True)
class Interval:
    """What a commitment allows: `low` to `high`, both inclusive; `point` is the figure itself where there is one."""

    low: float
    high: float
    point: float

    @property
    def about(self) -> bool:
        """Whether 左右 leaves both sides open."""
        return self.low < self.point < self.high

    def meets(self, other: Interval) -> bool:
        """Whether some figure fits both."""
        return self.low <= other.high * (1 + CLOSE) + CLOSE and other.low <= self.high * (1 + CLOSE) + CLOSE


def interval(op: str, value: float) -> Interval:
    """The interval of a comparator and its figure.

    >>> interval("ge", 13).meets(interval("approx", 13.7)), interval("le", 13).meets(interval("ge", 13.5))
    (True, False)
    """
    if op == "ge":
        return Interval(value, math.inf, value)
    if op == "le":
        return Interval(-math.inf, value, value)
    if op == "approx":
        slack = abs(value) * ABOUT
        return Interval(value - slack, value + slack, value)
    return Interval(value, value, value)


def same_number(one: float, other: float) -> bool:
    """Whether two figures are the same number, up to what converting them may lose."""
    return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-9)


def shown(number: float) -> str:
    """The number for people: no exponent, no zeros behind.

    >>> shown(13.70), shown(120000000.0), shown(1 / 3)
    ('13.7', '120000000', '0.3333')
    """
    return f"{number:.4f}".rstrip("0").rstrip(".")
