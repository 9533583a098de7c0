"""How well an extraction agrees with what people wrote down: spans, names, relations, targets, tasks, stages.

Gold files are in the exchange format and may mark an item `"optional": true` (one of two annotators saw it): finding
it is neither rewarded nor held against the extractor. Items pair one to one, the best fit first. A span fits where
type and more than half of the stretch agree; names fit from 0.8 of their characters in order; a target's indicator
from 0.6, with value, unit, year, comparator and baseline equal.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cetu.extract.extraction import Extraction
from cetu.extract.lexicon import words
from cetu.ontology.errors import ExchangeError

SPAN_OVERLAP, NAME_LIKENESS, INDICATOR_LIKENESS = 0.5, 0.8, 0.6
PUNCTUATION = frozenset("“”\"'《》「」·,，、-—")
GOLD = ".gold.json"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to agree on. `key` is its type, `label` how an error shows it, `fields` what the fit looks at."""

    key: str
    label: str
    fields: Any
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An item that was missed, or found where nothing is."""

    group: str
    doc: str
    missed: bool
    label: str

    def __str__(self) -> str:
        return f"{self.group} {'-' if self.missed else '+'} {self.doc}: {self.label}"


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one group (`span`, or `span/Technology`), pooled over documents."""

    group: str
    hits: int
    wanted: int
    found: int

    @property
    def precision(self) -> float:
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.hits / (self.wanted + self.found) if self.wanted + self.found else 0.0


@dataclass(frozen=True, slots=True)
class Surety:
    """Of the mentions said with at least this confidence (and less than the next): how many, and how many are right."""

    least: float
    said: int
    right: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores by group in alphabetical order, every disagreement in order of group and document, and what the
    confidence of mentions is worth."""

    scores: tuple[Score, ...]
    disagreements: tuple[Disagreement, ...]
    confidence: tuple[Surety, ...] = ()


Fit = Callable[[Any, Any], float]


def gold_plans(folder: Path) -> tuple[tuple[Path, dict[str, Any]], ...]:
    """The text file and the gold of every annotated plan in a folder. ExchangeError where there is none, or no JSON."""
    found = []
    for path in sorted(folder.glob(f"*{GOLD}")):
        text = path.with_name(path.name.removesuffix(GOLD) + ".txt")
        try:
            found.append((text, json.loads(path.read_text(encoding="utf-8"))))
        except ValueError as error:
            raise ExchangeError(f"{path} is no JSON ({error}): write it in the exchange format") from error
    if not found:
        raise ExchangeError(f"no NAME{GOLD} in {folder}: name a folder that holds NAME.txt and NAME{GOLD}")
    return tuple(found)


def evaluate(pairs: Iterable[tuple[Mapping[str, Any], Extraction]]) -> Evaluation:
    """Score extractions against the gold of the same plans."""
    counts: dict[str, Counter[str]] = {}
    wrong: list[Disagreement] = []
    sure: list[tuple[float, bool]] = []
    for gold, extraction in pairs:
        found = asdict(extraction)
        for group, items_of, fit in GROUPS:
            wanted, got = list(items_of(gold)), list(items_of(found))
            wrong += _tally(group, str(gold["doc"]), wanted, got, fit, counts)
        _tally_stages(gold, found, counts)
        _tally_boundaries(gold, found, counts)
        sure += _surety(gold, found)
    scores = (Score(name, tally["hits"], tally["wanted"], tally["found"]) for name, tally in sorted(counts.items()))
    return Evaluation(
        tuple(scores),
        tuple(sorted(wrong, key=lambda one: (one.group, one.doc, not one.missed, one.label))),
        _binned(sure),
    )


def _tally(
    group: str, doc: str, gold: Sequence[Item], found: Sequence[Item], fit: Fit, counts: dict[str, Counter[str]]
) -> Iterator[Disagreement]:
    required = [item for item in gold if not item.optional]
    pairs = _pairs(required, found, fit)
    left = [item for index, item in enumerate(found) if index not in set(pairs.values())]
    excused = set(_pairs([item for item in gold if item.optional], left, fit).values())
    extra = [item for index, item in enumerate(left) if index not in excused]
    hits = [required[index] for index in pairs]
    missed = [item for index, item in enumerate(required) if index not in pairs]
    for kind, items in (("hits", hits), ("wanted", required), ("found", [*(found[j] for j in pairs.values()), *extra])):
        for item in items:
            for name in {group, f"{group}/{item.key}"} if item.key else {group}:
                counts.setdefault(name, Counter())[kind] += 1
    yield from (Disagreement(group, doc, True, item.label) for item in missed)
    yield from (Disagreement(group, doc, False, item.label) for item in extra)


def _pairs(gold: Sequence[Item], found: Sequence[Item], fit: Fit) -> dict[int, int]:
    """Index of the found item by index of the gold one, one to one, the best fit first, ties by place."""
    fits = ((fit(one.fields, other.fields), i, j) for i, one in enumerate(gold) for j, other in enumerate(found))
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted((row for row in fits if row[0] > 0), key=lambda row: (-row[0], row[1], row[2])):
        if i not in chosen and j not in taken:
            chosen[i] = j
            taken.add(j)
    return chosen


def _tally_stages(gold: Mapping[str, Any], found: Mapping[str, Any], counts: dict[str, Counter[str]]) -> None:
    """The stage of the technologies whose spans agree: right ones of all."""
    wanted = [item for item in gold["entities"] if item["type"] == "Technology" and "stage" in item]
    wanted = [item for item in wanted if not item.get("optional")]
    got = [item for item in found["entities"] if item["type"] == "Technology"]
    for i, j in _pairs(list(_spans(wanted)), list(_spans(got)), _span_fit).items():
        if not wanted[i].get("stage_optional"):
            tally = counts.setdefault("stage", Counter())
            tally.update(wanted=1, found=1, hits=int(wanted[i]["stage"] == got[j]["stage"]))


def _tally_boundaries(gold: Mapping[str, Any], found: Mapping[str, Any], counts: dict[str, Counter[str]]) -> None:
    """Of the spans that agree: those with the very same ends, and those whose name puts back what a list left out."""
    wanted = [item for item in gold["entities"] if not item.get("optional")]
    got = found["entities"]
    for i, j in _pairs(list(_spans(wanted)), list(_spans(got)), _span_fit).items():
        one, other = wanted[i], got[j]
        exact = (one["start"], one["end"]) == (other["start"], other["end"])
        counts.setdefault("span_exact", Counter()).update(wanted=1, found=1, hits=int(exact))
        if folded(_name(one)) != folded(one["text"]):
            same = folded(_name(one)) == folded(_name(other))
            counts.setdefault("put_back", Counter()).update(wanted=1, found=1, hits=int(same))


BINS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95)


def _surety(gold: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[tuple[float, bool]]:
    """The confidence of every mention that was found, and whether it is right; optional ones are."""
    right = set(_pairs(list(_spans(gold["entities"])), list(_spans(found["entities"])), _span_fit).values())
    yield from ((one["confidence"], index in right) for index, one in enumerate(found["entities"]))


def _binned(sure: Sequence[tuple[float, bool]]) -> tuple[Surety, ...]:
    rows = []
    for least, above in zip(BINS, (*BINS[1:], 2.0), strict=True):
        inside = [right for confidence, right in sure if least <= confidence < above]
        if inside:
            rows.append(Surety(least, len(inside), sum(inside)))
    return tuple(rows)


def _spans(entities: Iterable[Mapping[str, Any]]) -> Iterator[Item]:
    for one in entities:
        label = f"{one['type']} {one['start']} {' '.join(one['text'].split())}"
        yield Item(one["type"], label, (one["type"], one["start"], one["end"]), bool(one.get("optional")))


def _names(doc: Mapping[str, Any]) -> Iterator[Item]:
    rows = (((one["type"], folded(_name(one))), bool(one.get("optional"))) for one in doc["entities"])
    for (kind, name), optional in _distinct(rows):
        yield Item(kind, f"{kind} {name}", (kind, name), optional)


def _relations(doc: Mapping[str, Any]) -> Iterator[Item]:
    entities = {one["id"]: one for one in doc["entities"]}
    loose = {item.fields for item in _names(doc) if item.optional}
    rows = []
    for one in doc["relations"]:
        ends = [_end(one[side], entities) for side in ("head", "tail")]
        optional = bool(one.get("optional")) or any(end in loose for end in ends)
        rows.append(((one["type"], *(name for _, name in ends)), optional))
    for (kind, head, tail), optional in _distinct(rows):
        yield Item(kind, f"{head} --{kind}--> {tail}", (kind, head, tail), optional)


def _end(said: str, entities: Mapping[str, Mapping[str, Any]]) -> tuple[str, str]:
    """Type and folded name of an end of a relation; a literal end (`this`, a task's title) has no type."""
    one = entities.get(said)
    return (one["type"], folded(_name(one))) if one else ("", folded(said))


def _targets(doc: Mapping[str, Any]) -> Iterator[Item]:
    for one in doc["targets"]:
        label = f"{one.get('year')} {one['indicator']} {one.get('value')} {one.get('unit') or ''}"
        yield Item("", label, one, bool(one.get("optional")))


def _tasks(doc: Mapping[str, Any]) -> Iterator[Item]:
    for one in doc["tasks"]:
        yield Item("", f"{one['level']} {one['title']}", (one["level"], folded(one["title"])), False)


def _distinct(rows: Iterable[tuple[tuple[str, ...], bool]]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Each row once, optional only where every mention of it is."""
    seen: dict[tuple[str, ...], bool] = {}
    for row, optional in rows:
        seen[row] = seen.get(row, True) and optional
    yield from sorted(seen.items())


def _name(entity: Mapping[str, Any]) -> str:
    return str(entity.get("name") or entity["text"])


def _span_fit(gold: tuple[str, int, int], found: tuple[str, int, int]) -> float:
    if gold[0] != found[0]:
        return 0.0
    common = min(gold[2], found[2]) - max(gold[1], found[1])
    share = common / (max(gold[2], found[2]) - min(gold[1], found[1]))
    return share if common > 0 and share >= SPAN_OVERLAP else 0.0


def _names_fit(gold: tuple[Any, ...], found: tuple[Any, ...]) -> float:
    """The first field equal, the least likeness of the others where it suffices."""
    if gold[0] != found[0]:
        return 0.0
    ends = tuple(zip(gold[1:], found[1:], strict=True))
    if any(2 * min(len(one), len(other)) < NAME_LIKENESS * (len(one) + len(other)) for one, other in ends):
        return 0.0  # too different in length to be alike, which spares most of the work
    least = min(likeness(one, other) for one, other in ends)
    return least if least >= NAME_LIKENESS else 0.0


def _target_fit(gold: Mapping[str, Any], found: Mapping[str, Any]) -> float:
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


GROUPS: tuple[tuple[str, Callable[[Mapping[str, Any]], Iterator[Item]], Fit], ...] = (
    ("span", lambda doc: _spans(doc["entities"]), _span_fit),
    ("name", _names, _names_fit),
    ("relation", _relations, _names_fit),
    ("target", _targets, _target_fit),
    ("task", _tasks, _names_fit),
)
