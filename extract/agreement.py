"""What an annotation and an extraction have to agree on, as items, and when one of each is the same.

A span fits where type and more than half of the stretch agree; names fit from 0.8 of their characters in order; a
target's indicator from 0.6, with value, unit, year, comparator and baseline equal. Relations fit where their type is
equal and the names of both ends fit.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from cetu.extract.lexicon import words
from cetu.extract.phenomena import relation_phenomena, span_phenomena, target_phenomena

SPAN_OVERLAP, NAME_LIKENESS, INDICATOR_LIKENESS = 0.5, 0.8, 0.6
PUNCTUATION = frozenset("“”\"'《》「」·,，、-—")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to agree on. `key` is its type, `label` how an error shows it, `fields` what the fit looks at; `at`
    where in the text it stands, `phenomena` what makes it hard."""

    key: str
    label: str
    fields: Any
    optional: bool = False
    at: int | None = None
    phenomena: tuple[str, ...] = ()


Fit = Callable[[Any, Any], float]


def paired(gold: Sequence[Item], found: Sequence[Item], fit: Fit) -> dict[int, int]:
    """Index of the found item by index of the gold one, one to one, the best fit first, ties by place."""
    fits = ((fit(one.fields, other.fields), i, j) for i, one in enumerate(gold) for j, other in enumerate(found))
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted((row for row in fits if row[0] > 0), key=lambda row: (-row[0], row[1], row[2])):
        if i not in chosen and j not in taken:
            chosen[i] = j
            taken.add(j)
    return chosen


def spans(doc: Mapping[str, Any], text: str = "") -> Iterator[Item]:
    """The mentions of a document, one by one."""
    tasks = [(one["start"], one["end"]) for one in doc.get("tasks", ()) if "start" in one and "end" in one]
    for one in doc["entities"]:
        label = f"{one['type']} {' '.join(one['text'].split())}"
        restored = folded(name_of(one)) != folded(one["text"])
        hard = span_phenomena(text, one["start"], one["end"], tasks, restored=restored, stage=one.get("stage"))
        fields = (one["type"], one["start"], one["end"])
        yield Item(one["type"], label, fields, bool(one.get("optional")), one["start"], hard)


def names(doc: Mapping[str, Any], text: str = "") -> Iterator[Item]:
    """The names of each type, each once."""
    rows = (
        ((one["type"], folded(name_of(one))), bool(one.get("optional")), one["start"], ()) for one in doc["entities"]
    )
    for (kind, name), optional, at, _ in _distinct(rows):
        yield Item(kind, f"{kind} {name}", (kind, name), optional, at)


def relations(doc: Mapping[str, Any], text: str = "") -> Iterator[Item]:
    """The relations by type and the names of both ends, each once."""
    entities = {one["id"]: one for one in doc["entities"]}
    loose = {item.fields for item in names(doc) if item.optional}
    rows = []
    for one in doc["relations"]:
        ends = [end_of(one[side], entities) for side in ("head", "tail")]
        optional = bool(one.get("optional")) or any(end in loose for end in ends)
        stand = [entities[one[side]] for side in ("head", "tail") if one[side] in entities]
        at = min((end["start"] for end in stand), default=None)
        hard = relation_phenomena(text, [(end["start"], end["end"]) for end in stand], one.get("reading"))
        rows.append(((one["type"], *(name for _, name in ends)), optional, at, hard))
    for (kind, head, tail), optional, at, hard in _distinct(rows):
        yield Item(kind, f"{head} --{kind}--> {tail}", (kind, head, tail), optional, at, hard)


def end_of(said: str, entities: Mapping[str, Mapping[str, Any]]) -> tuple[str, str]:
    """Type and folded name of an end of a relation; a literal end (`this`, a task's title) has no type."""
    one = entities.get(said)
    return (one["type"], folded(name_of(one))) if one else ("", folded(said))


def targets(doc: Mapping[str, Any], text: str = "") -> Iterator[Item]:
    """The targets, one by one."""
    for one in doc["targets"]:
        label = f"{one.get('year')} {one['indicator']} {one.get('op') or ''} {one.get('value')} {one.get('unit') or ''}"
        yield Item("", " ".join(label.split()), one, bool(one.get("optional")), one.get("start"), target_phenomena(one))


def tasks(doc: Mapping[str, Any], text: str = "") -> Iterator[Item]:
    """The tasks, one by one."""
    for one in doc["tasks"]:
        fields = (one["level"], folded(one["title"]))
        yield Item("", f"{one['level']} {one['title']}", fields, False, one.get("start"))


Row = tuple[tuple[str, ...], bool, int | None, tuple[str, ...]]
"""What is to be the same, whether it is optional, where it stands, what makes it hard."""


def _distinct(rows: Iterable[Row]) -> Iterator[Row]:
    """Each once, where it stands first, optional only where every mention of it is."""
    seen: dict[tuple[str, ...], Row] = {}
    for said, optional, at, hard in rows:
        known = seen.get(said)
        seen[said] = (said, optional, at, hard) if known is None else (said, known[1] and optional, known[2], known[3])
    yield from (seen[said] for said in sorted(seen))


def name_of(entity: Mapping[str, Any]) -> str:
    """The name of an entity, as it stands where nothing was put back."""
    return str(entity.get("name") or entity["text"])


def span_fit(gold: tuple[str, int, int], found: tuple[str, int, int]) -> float:
    """The share that two stretches of a type have in common, 0 where it is too little."""
    if gold[0] != found[0]:
        return 0.0
    common = min(gold[2], found[2]) - max(gold[1], found[1])
    share = common / (max(gold[2], found[2]) - min(gold[1], found[1]))
    return share if common > 0 and share >= SPAN_OVERLAP else 0.0


def names_fit(gold: tuple[Any, ...], found: tuple[Any, ...]) -> float:
    """The first field equal, the least likeness of the others where it suffices."""
    if gold[0] != found[0]:
        return 0.0
    ends = tuple(zip(gold[1:], found[1:], strict=True))
    if any(2 * min(len(one), len(other)) < NAME_LIKENESS * (len(one) + len(other)) for one, other in ends):
        return 0.0  # too different in length to be alike, which spares most of the work
    least = min(likeness(one, other) for one, other in ends)
    return least if least >= NAME_LIKENESS else 0.0


def target_fit(gold: Mapping[str, Any], found: Mapping[str, Any]) -> float:
    """The likeness of the indicators where everything else is equal."""
    for field in ("year", "value"):
        if gold.get(field) != found.get(field):
            return 0.0
    if folded(gold.get("unit") or "") != folded(found.get("unit") or ""):
        return 0.0
    numberless = gold.get("value") is None  # without a number there is no comparator to get right
    if not numberless and not gold.get("op_optional") and (gold.get("op") or "eq") != (found.get("op") or "eq"):
        return 0.0
    if not numberless and not gold.get("baseline_optional") and gold.get("baseline_year") != found.get("baseline_year"):
        return 0.0
    value = likeness(folded(gold["indicator"]), folded(found["indicator"]))
    return value if value >= INDICATOR_LIKENESS else 0.0


def folded(name: str) -> str:
    """A name without what does not change which thing is meant: width, case, spaces, quotes, a closing generic head.

    >>> folded("“ＣＣＵＳ”关键技术"), folded("水泥行业"), folded("技术")
    ('ccus', '水泥', '技术')
    """
    plain = unicodedata.normalize("NFKC", name).casefold()
    plain = "".join(one for one in plain if not one.isspace() and one not in PUNCTUATION)
    plain = _without_abbreviation(plain)
    heads = sorted(words("foldedheads"), key=len, reverse=True)
    while head := next((one for one in heads if plain.endswith(one) and len(plain) > len(one) + 1), ""):
        plain = plain.removesuffix(head)
    return plain


def _without_abbreviation(name: str) -> str:
    """碳捕集利用与封存(ccus) without its bracket."""
    before, bracket, rest = name.partition("(")
    inside, closing, after = rest.partition(")")
    return before + after if bracket and closing and inside.isascii() and inside.isalnum() and before else name


@cache
def likeness(one: str, other: str) -> float:
    """Dice coefficient of the longest common subsequence of characters, from 0 to 1.

    >>> likeness("全钒液流电池", "液流电池")
    0.8
    """
    if one == other:
        return 1.0 if one else 0.0
    row = [0] * (len(other) + 1)
    for left in one:
        diagonal = 0
        for place, right in enumerate(other, 1):
            diagonal, row[place] = row[place], diagonal + 1 if left == right else max(row[place], row[place - 1])
    return 2 * row[-1] / (len(one) + len(other)) if one and other else 0.0
