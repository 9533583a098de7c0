"""Near misses: two things whose names differ so little that they may be one, and in what they differ.

Names are compared that are equal but for one stretch of two characters at most on either side, or but for the order of
their characters. Most such pairs are two things (钠离子电池, 锂离子电池): what is told are differences that mostly mean
nothing (`lexicon/differences.tsv`); the others are counted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import combinations

from cetu.extract.linking import THESAURI, folded
from cetu.graph.rulings import Rulings
from cetu.ontology.thesaurus import read_thesaurus
from cetu.queries.names.uses import Use

LEAST = 4
"""Characters that a name needs for a difference of two to be a small one."""

WIDEST = 2
CROWD = 200
"""Names that are alike in one way; more of them share a word and nothing else."""

OTHER = "other"
RANKS = ("spelling", "joint", "order", "newness", "synonym", "closing")
"""Rules by how likely the two are one thing, the likeliest first."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Two names of two things, the rarer first, what each has that the other lacks, and the rule."""

    one: Use
    other: Use
    extra: tuple[str, str]
    rule: str


def near_misses(found: Sequence[Use], rulings: Rulings) -> tuple[list[NearMiss], int]:
    """The near misses, the likeliest first, and how many pairs differ in words that mean something."""
    told: list[NearMiss] = []
    passed = 0
    for kind in dict.fromkeys(one.kind for one in found):
        names = _names([one for one in found if one.kind == kind], kind)
        for a, b in sorted(_alike(names)):
            one, other = sorted((names[a], names[b]), key=lambda use: (use.times, use.name))
            if one.thing == other.thing or not other.times or (kind, frozenset((a, b))) in rulings.pairs:
                continue
            extra = difference(folded(one.name), folded(other.name))
            rule = rule_of(*extra) if sorted(a) != sorted(b) else "order"
            if rule == OTHER:
                passed += 1
            else:
                told.append(NearMiss(one, other, extra, rule))
    told.sort(key=lambda near: (RANKS.index(near.rule), -near.other.plans, -near.one.plans, near.one.name))
    return told, passed


def _names(found: Iterable[Use], kind: str) -> dict[str, Use]:
    """The commonest use of each name by its folded form, with the names that only the thesaurus has."""
    names: dict[str, Use] = {}
    for one in sorted(found, key=lambda use: (-use.times, use.name)):
        names.setdefault(folded(one.name), one)
    for concept in read_thesaurus(THESAURI[kind]) if kind in THESAURI else ():
        if not concept.iri.split("/id/")[-1].count("/") > 1:  # kinds of departments are no bodies
            for name in concept.names:
                if not name.isascii():
                    names.setdefault(folded(name), Use(kind, name, concept.iri, 0, 0))
    return names


def _alike(names: Iterable[str]) -> set[tuple[str, str]]:
    """Pairs of names that differ in one stretch, or in the order of their characters."""
    groups: dict[str, set[str]] = defaultdict(set)
    for name in names:
        if len(name) >= LEAST:
            for key in _keys(name):
                groups[key].add(name)
    return {pair for group in groups.values() if len(group) <= CROWD for pair in combinations(sorted(group), 2)}


def _keys(name: str) -> Iterator[str]:
    """What names that differ in one stretch of up to WIDEST characters have in common."""
    yield name
    yield "\0" + "".join(sorted(name))
    for width in range(1, WIDEST + 1):
        for at in range(len(name) - width + 1):
            yield name[:at] + "\0" + name[at + width :]
            yield name[:at] + name[at + width :]


def difference(one: str, other: str) -> tuple[str, str]:
    """What each of two names has between their common beginning and their common end.

    >>> difference("碳捕获与封存", "碳捕集与封存"), difference("农光互补", "农光互补发电")
    (('获', '集'), ('', '发电'))
    """
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]


def rule_of(one: str, other: str) -> str:
    """The rule by which a difference may mean nothing, "other" where none does.

    >>> rule_of("获", "集"), rule_of("", "新型"), rule_of("钠", "锂")
    ('synonym', 'newness', 'other')
    """
    return next(
        (rule for rule, pattern in _rules() if pattern.fullmatch(f"{min(one, other)}|{max(one, other)}")), OTHER
    )


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Rules with what they match: the two differing stretches in order, joined by a bar."""
    text = resources.files("cetu.queries.names").joinpath("lexicon", "differences.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    found = []
    for rule in dict.fromkeys(row[0] for row in rows):
        pairs = [sorted((a, b)) for row in rows if row[0] == rule for a, b in _pairs(row[1])]
        found.append((rule, re.compile("|".join(f"{re.escape(a)}\\|{re.escape(b)}" for a, b in pairs))))
    return tuple(found)


def _pairs(words: str) -> Iterator[tuple[str, str]]:
    """Words apart by spaces mean the same as each other; a lone word means nothing beside none."""
    said = words.split()
    yield from combinations(said, 2) if len(said) > 1 else (("", said[0]),)
