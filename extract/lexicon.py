"""The words that the grammar knows: governing verbs, heads, modifiers, generic words, as sets and compiled patterns.

Lists live in `lexicon/*.txt` (a word a line) and `lexicon/*.tsv`; `#` opens a comment. They hold words of the
language and of the field, never wording of one plan.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

RESTRICTING = 14
"""Characters before a thing in which a verb that restricts it may stand."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A governing verb. kind: strong | weak | light | build | adverb; stage: see extraction.STAGES, None if none."""

    form: str
    kind: str
    stage: str | None


def _rows(name: str) -> list[list[str]]:
    text = resources.files("cetu.extract").joinpath("lexicon", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def words(name: str) -> frozenset[str]:
    """The words of `lexicon/NAME.txt`."""
    return frozenset(row[0].strip() for row in _rows(f"{name}.txt"))


def _either(forms: frozenset[str] | set[str]) -> str:
    """Alternation that tries longer forms first."""
    return "|".join(map(re.escape, sorted(forms, key=lambda w: (-len(w), w))))


@cache
def _sources() -> dict[str, str]:
    return {row[0]: row[1] for row in _rows("patterns.tsv")}


def _resolved(source: str) -> str:
    """A pattern's source with every <<name>> replaced by that pattern, or by the alternation of that list's words."""
    return re.sub(
        "<<([a-z_.]+)>>",
        lambda m: _resolved(_sources()[m.group(1)]) if "." in m.group(1) else f"(?:{_either(words(m.group(1)))})",
        source,
    )


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The pattern `name` (module.name) of `lexicon/patterns.tsv`."""
    return re.compile(_resolved(_sources()[name]))


@cache
def verbs() -> dict[str, Verb]:
    """Governing verbs by form."""
    rows = (row + [""] * (3 - len(row)) for row in _rows("verbs.tsv"))
    return {row[0]: Verb(row[0], row[1], row[2].strip() or None) for row in rows}


@cache
def tails() -> dict[str, str | None]:
    """Nominalised verbs that close an object, with the stage they ask for."""
    rows = (row + [""] * (2 - len(row)) for row in _rows("tails.tsv"))
    return {row[0]: row[1].strip() or None for row in rows}


def restricted(text: str, at: int) -> bool:
    """Whether a verb that restricts stands close before a place, in its clause.

    >>> restricted("同步关停自备电厂", 4), restricted("关停散煤锅炉，推广热泵", 9)
    (True, False)
    """
    return bool(_restricting().search(text, max(0, at - RESTRICTING), at))


@cache
def _restricting() -> re.Pattern[str]:
    forms = {form for form, verb in verbs().items() if verb.stage == "restrict"}
    return re.compile(f"(?:{_either(forms)})[^，。；、]{{0,4}}$")


@cache
def at_start(*names: str) -> re.Pattern[str]:
    """Pattern that matches the longest word of the lists `names` at a position ("verbs", "tails" or a .txt list)."""
    return re.compile(_either(_union(names)))


@cache
def at_end(*names: str) -> re.Pattern[str]:
    """Pattern whose `search` finds the longest word of the lists at the end of a phrase."""
    return re.compile(f"(?:{_either(_union(names))})$")


@cache
def at_head(kind: str) -> re.Pattern[str]:
    """Pattern that matches the shortest phrase that ends in a head of this type, 12 characters before it at most."""
    lists = {"Project": ("projectheads", "institutionheads"), "Institution": ("institutionheads",)}
    return re.compile(
        f"[^，。；、]{{0,12}}?(?:{_either(_union(lists[kind]))})(?![\u4e00-\u9fff]{{0,2}}(?:中心|基地|平台|城市))"
    )


@cache
def only(*names: str) -> re.Pattern[str]:
    """Pattern whose `fullmatch` says that a phrase is made of words of the lists alone."""
    return re.compile(f"(?:{_either(_union(names))})+")


def _union(names: tuple[str, ...]) -> frozenset[str]:
    keyed: dict[str, Callable[[], Iterable[str]]] = {"verbs": verbs, "tails": tails}
    return frozenset().union(*(frozenset(keyed[n]()) if n in keyed else words(n) for n in names))


STAGE_ORDER = {None: 0, "restrict": 1, "research": 2, "develop": 3, "demonstrate": 4, "deploy": 5}


def furthest(stages: list[str | None]) -> str | None:
    """The furthest of several stages: two verbs govern, the later one counts (研发推广 is deploy).

    >>> furthest(["develop", "deploy"])
    'deploy'
    >>> furthest([None]) is None
    True
    """
    return max(stages, key=STAGE_ORDER.__getitem__, default=None)
