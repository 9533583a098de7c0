"""Merges: names that the graph takes for another name's thing, and by which rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cetu.extract.linking import folded, way
from cetu.graph.rulings import Rulings
from cetu.queries.names.uses import Use


@dataclass(frozen=True, slots=True)
class Merge:
    """A name and what it is taken for, with the rule that says so (a row of `lexicon/ways.tsv`)."""

    use: Use
    rule: str


PLAIN = ("spelling", "closing", "sector", "department")
"""Rules that hardly ever go wrong; what they merged is told last."""


def merges(found: Iterable[Use], rulings: Rulings) -> list[Merge]:
    """Every name that is not the name of its thing; what a person has to look at first, then the commonest."""
    merged = [Merge(one, _rule(one, rulings)) for one in found if folded(one.name) != folded(one.label)]
    return sorted(merged, key=_place)


def _place(one: Merge) -> tuple[bool, int, int, str, str]:
    return one.rule in PLAIN, -one.use.plans, -one.use.times, one.use.kind, one.use.name


def _rule(one: Use, rulings: Rulings) -> str:
    ruled = rulings.merged.get((one.kind, folded(one.name)))
    return "ruled" if ruled and folded(ruled) == folded(one.label) else way(one.kind, one.name, one.label)
