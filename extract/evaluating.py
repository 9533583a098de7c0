"""How well an extraction agrees with what people wrote down: spans, names, relations, targets, tasks, stages.

Gold files are in the exchange format and may mark an item `"optional": true` (one of two annotators saw it): finding
it is neither rewarded nor held against the extractor. Items pair one to one, the best fit first (`agreement` says when
two are the same), and are counted in all, per type (`span/Technology`) and per phenomenon (`span:listed`).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cetu.extract import agreement
from cetu.extract.agreement import Fit, Item, end_of, folded, name_of, names_fit, paired, span_fit, target_fit
from cetu.extract.extraction import Extraction
from cetu.ontology.errors import ExchangeError

GOLD = ".gold.json"
AROUND = 40
"""Characters of the sentence that an error shows before and behind."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An item that was missed, or found where nothing is, with the sentence that it stands in."""

    group: str
    doc: str
    missed: bool
    label: str
    line: int = 0
    sentence: str = ""
    key: str = ""
    phenomena: tuple[str, ...] = ()

    def __str__(self) -> str:
        place = f":{self.line}" if self.line else ""
        said = f" | {self.sentence}" if self.sentence else ""
        return f"{self.group} {'-' if self.missed else '+'} {self.doc}{place}: {self.label}{said}"


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one group (`span`, `span/Technology`, `span:listed`), pooled over documents."""

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
    """Of what was said with at least this confidence (and less than the next): how much, and how much is right."""

    least: float
    said: int
    right: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores by group in alphabetical order, every disagreement in order of group and document, and what the
    confidence of mentions and of relations is worth."""

    scores: tuple[Score, ...]
    disagreements: tuple[Disagreement, ...]
    confidence: tuple[Surety, ...] = ()
    relation_confidence: tuple[Surety, ...] = ()


Gold = Mapping[str, Any]
Counts = dict[str, Counter[str]]


def gold_plans(folder: Path) -> tuple[tuple[Path, dict[str, Any]], ...]:
    """The text file and the gold of every annotated plan in a folder. ExchangeError where there is none, or no JSON."""
    found = []
    for path in sorted(folder.glob(f"*{GOLD}")):
        text = path.with_name(path.name.removesuffix(GOLD) + ".txt")
        try:
            found.append((text, json.loads(path.read_text(encoding="utf-8"))))
        except ValueError as error:
            raise ExchangeError(f"{path} 不是 JSON；is no JSON ({error}): write it in the exchange format") from error
    if not found:
        raise ExchangeError(f"{folder} 里没有 NAME{GOLD}；none there: name a folder that holds NAME.txt and NAME{GOLD}")
    return tuple(found)


def evaluate(read: Iterable[tuple[Gold, Extraction, str]]) -> Evaluation:
    """Score extractions against the gold of the same plans; with each the plan's source text."""
    counts: Counts = {}
    wrong: list[Disagreement] = []
    sure: list[tuple[float, bool]] = []
    related: list[tuple[float, bool]] = []
    for gold, extraction, text in read:
        found = asdict(extraction)
        for group, items_of, fit in GROUPS:
            wanted, got = list(items_of(gold, text)), list(items_of(found, text))
            wrong += _tally(group, str(gold["doc"]), text, wanted, got, fit, counts)
        wrong += _tally_pairs(gold, found, text, counts)
        sure += _surety(gold, found)
        related += ((one["confidence"], right) for one, right in relation_surety(gold, found))
    scores = (Score(name, tally["hits"], tally["wanted"], tally["found"]) for name, tally in sorted(counts.items()))
    return Evaluation(
        tuple(scores),
        tuple(sorted(wrong, key=lambda one: (one.group, one.doc, one.line, not one.missed, one.label))),
        binned(sure),
        binned(related),
    )


def _tally(
    group: str, doc: str, text: str, gold: Sequence[Item], found: Sequence[Item], fit: Fit, counts: Counts
) -> Iterator[Disagreement]:
    required = [item for item in gold if not item.optional]
    pairs = paired(required, found, fit)
    excused = _excused(gold, found, pairs, fit)
    extra = [item for index, item in enumerate(found) if index not in pairs.values() and index not in excused]
    hits = [required[index] for index in pairs]
    missed = [item for index, item in enumerate(required) if index not in pairs]
    for kind, items in (("hits", hits), ("wanted", required), ("found", [*hits, *extra])):
        for item in items:
            for name in {
                group,
                *([f"{group}/{item.key}"] if item.key else []),
                *(f"{group}:{p}" for p in item.phenomena),
            }:
                counts.setdefault(name, Counter())[kind] += 1
    yield from (_disagreement(group, doc, text, item, missed=True) for item in missed)
    yield from (_disagreement(group, doc, text, item, missed=False) for item in extra)


def _excused(gold: Sequence[Item], found: Sequence[Item], pairs: Mapping[int, int], fit: Fit) -> set[int]:
    """Indexes of the found items that an optional one fits."""
    left = [index for index in range(len(found)) if index not in set(pairs.values())]
    optional = [item for item in gold if item.optional]
    return {left[at] for at in paired(optional, [found[index] for index in left], fit).values()}


def _disagreement(group: str, doc: str, text: str, item: Item, *, missed: bool) -> Disagreement:
    line = text.count("\n", 0, item.at) + 1 if item.at is not None and text else 0
    sentence = sentence_at(text, item.at) if item.at is not None else ""
    return Disagreement(group, doc, missed, item.label, line, sentence, item.key, item.phenomena)


def sentence_at(text: str, at: int) -> str:
    """The sentence around an offset, cut where it is long.

    >>> sentence_at("一、任务。研究热泵技术。", 7)
    '研究热泵技术。'
    """
    start = max(text.rfind(mark, 0, at) for mark in "。\n") + 1
    ends = [place + 1 for mark in "。\n" if (place := text.find(mark, at)) >= 0]
    end = min(ends, default=len(text))
    first, last = max(start, at - AROUND), min(end, at + 2 * AROUND)
    return ("…" if first > start else "") + " ".join(text[first:last].split()) + ("…" if last < end else "")


def _tally_pairs(gold: Gold, found: Mapping[str, Any], text: str, counts: Counts) -> Iterator[Disagreement]:
    """Of the spans that agree: those with the very same ends, those whose name puts back what a list left out, and the
    technologies at the same stage."""
    required = {**gold, "entities": [item for item in gold["entities"] if not item.get("optional")]}
    wanted, got = list(agreement.spans(required, text)), list(agreement.spans(found, text))
    for i, j in paired(wanted, got, span_fit).items():
        one, other = required["entities"][i], found["entities"][j]
        checks = [("span_exact", (one["start"], one["end"]) == (other["start"], other["end"]), other["text"])]
        if folded(name_of(one)) != folded(one["text"]):
            checks.append(("put_back", folded(name_of(one)) == folded(name_of(other)), name_of(other)))
        if one["type"] == "Technology" and "stage" in one and not one.get("stage_optional"):
            checks.append(("stage", one["stage"] == other["stage"], str(other["stage"])))
        for group, right, said in checks:
            counts.setdefault(group, Counter()).update(wanted=1, found=1, hits=int(right))
            if not right:
                asked = one["stage"] if group == "stage" else name_of(one) if group == "put_back" else one["text"]
                label = " ".join(f"{name_of(one)}: {said}, not {asked}".split())
                yield _disagreement(group, str(gold["doc"]), text, _labelled(wanted[i], label), missed=True)


def _labelled(item: Item, label: str) -> Item:
    return Item(item.key, label, item.fields, item.optional, item.at, item.phenomena)


BINS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95)


def _surety(gold: Gold, found: Mapping[str, Any]) -> Iterator[tuple[float, bool]]:
    """The confidence of every mention that was found, and whether it is right; optional ones are."""
    right = set(paired(list(agreement.spans(gold)), list(agreement.spans(found)), span_fit).values())
    yield from ((one["confidence"], index in right) for index, one in enumerate(found["entities"]))


def relation_surety(gold: Gold, found: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], bool]]:
    """Every relation that was found, and whether it is right; those that only one annotator saw are left out."""
    wanted, got = list(agreement.relations(gold)), list(agreement.relations(found))
    required = [item for item in wanted if not item.optional]
    pairs = paired(required, got, names_fit)
    right = {got[index].fields for index in pairs.values()}
    excused = {got[index].fields for index in _excused(wanted, got, pairs, names_fit)}
    entities = {one["id"]: one for one in found["entities"]}
    for one in found["relations"]:
        said = (one["type"], *(end_of(one[side], entities)[1] for side in ("head", "tail")))
        if said not in excused:
            yield one, said in right


def binned(sure: Sequence[tuple[float, bool]]) -> tuple[Surety, ...]:
    """How much was said with how much confidence, and how much of it is right."""
    rows = []
    for least, above in zip(BINS, (*BINS[1:], 2.0), strict=True):
        inside = [right for confidence, right in sure if least <= confidence < above]
        if inside:
            rows.append(Surety(least, len(inside), sum(inside)))
    return tuple(rows)


GROUPS: tuple[tuple[str, Callable[[Gold, str], Iterator[Item]], Fit], ...] = (
    ("span", agreement.spans, span_fit),
    ("name", agreement.names, names_fit),
    ("relation", agreement.relations, names_fit),
    ("target", agreement.targets, target_fit),
    ("task", agreement.tasks, names_fit),
)
