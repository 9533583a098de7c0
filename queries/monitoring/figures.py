"""A figure as people write it into a cell, with or without a unit, as a number in the unit of the target."""

from __future__ import annotations

import re
from unicodedata import normalize

from cetu.queries.alignment.quantities import scale, shown

FIGURE = re.compile(r"([-－]?\d[\d,，.．]*)\s*(.*)")
NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")


def read_figure(text: str, unit: str) -> tuple[float, str]:
    """The number counted in `unit`, and as it is printed before that unit. Without a unit of its own it is taken to be
    in the target's; where the target has none, the figure keeps its own.

    Raises ValueError, which says what to write, for what is no single number and for a unit that the target's cannot
    be converted to.

    >>> read_figure("13.5％", "%"), read_figure("1,200 万千瓦", "万千瓦"), read_figure("0.12亿千瓦", "万千瓦")
    ((13.5, '13.5'), (1200.0, '1,200'), (1200.0, '1200'))
    >>> read_figure("1.8倍", "")
    (1.8, '1.8倍')
    >>> read_figure("1200万吨", "万千瓦")
    Traceback (most recent call last):
    ...
    ValueError: 的单位是“万吨”，目标的单位是“万千瓦”，不能换算，请填以“万千瓦”计的数；give it in 万千瓦
    """
    found = FIGURE.fullmatch(text)
    number = normalize("NFKC", found[1]).replace(",", "") if found else ""
    if found is None or not NUMBER.fullmatch(number):
        raise ValueError(f"应是一个数，不是“{text}”；write one number")
    value, own = float(number), found[2].strip()
    if not own or not unit:
        return value, found[1] + own
    (base, factor), (wanted, whole) = scale(own), scale(unit)
    if base != wanted:
        raise ValueError(f"的单位是“{own}”，目标的单位是“{unit}”，不能换算，请填以“{unit}”计的数；give it in {unit}")
    if factor == whole:
        return value, found[1]
    return round(value * factor / whole, 6), shown(value * factor / whole)
