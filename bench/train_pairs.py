"""Learn which pairs a passage says: `python bench/train_pairs.py GOLD_DIR… --to extract/model/pairs.npz`.

Reads folders of NAME.txt and NAME.gold.json (the exchange format, with relations), the spans as the gold has them.
First it prints how the rules alone and the rules with what is learned do, each fifth of the plans by weights from the
others (plans are told apart by the beginning of their file's name, up to `_` or `-`), then writes the weights from all.
Needs `pip install scikit-learn`.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from cetu.corpus.reading import read_plan
from cetu.extract.agreement import end_of
from cetu.extract.evaluating import evaluate, gold_plans
from cetu.extract.extracting import extract
from cetu.extract.extraction import Extraction
from cetu.extract.pairing import KINDS, LIKELY, Candidate, Key, by_kind, candidates, chances
from cetu.extract.scoping import DOUBTFUL
from cetu.extract.weighing import write_rows

RARE = 3
STRENGTH = 0.3
"""Inverse of how strongly weights are pulled to nothing."""

FOLDS = 5
LEAST = 0.004
"""Weights under this are left out of the file."""

Weights = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Learned:
    """A plan: its candidates, and of each whether the gold says it (1), one reader only (0.5), nobody (0), or of other
    mentions of the same names (-1: it teaches nothing)."""

    name: str
    gold: Mapping[str, Any]
    found: Extraction
    text: str
    keys: Mapping[str, Key]
    pairs: Sequence[Candidate]
    said: np.ndarray


def learned(path: Path, gold: Mapping[str, Any]) -> Learned:
    plan = read_plan(path)
    view = plan.view
    spans = [(one["type"], *view.from_source(one["start"], one["end"])) for one in gold["entities"]]
    found = extract(plan, spans=spans, by_example=False)
    keys = {one.id: (one.type, *view.from_source(one.start, one.end)) for one in found.entities}
    rules = {
        (keys[one.head], keys[one.tail], one.type): one.rule
        for one in found.relations
        if one.head in keys and one.tail in keys
    }
    lists = [[keys[member] for member in one.members] for one in found.lists]
    pairs = list(candidates(plan, keys.values(), lists, rules))
    entities = {one["id"]: one for one in gold["entities"]}
    at = {(kind, start, end): one["id"] for (kind, start, end), one in zip(spans, gold["entities"], strict=True)}
    sure = {(one["head"], one["tail"], one["type"]): not one.get("optional") for one in gold["relations"]}
    names = {(end_of(head, entities), end_of(tail, entities), kind) for head, tail, kind in sure}
    said = np.zeros(len(pairs))
    for row, one in enumerate(pairs):
        head, tail = at.get(one.head, ""), at.get(one.tail, "")
        if (head, tail, one.kind) in sure:
            said[row] = 1 if sure[head, tail, one.kind] else 0.5
        elif head and tail and (end_of(head, entities), end_of(tail, entities), one.kind) in names:
            said[row] = -1
    return Learned(path.stem, gold, found, plan.text, keys, pairs, said)


def learn(plans: Sequence[Learned]) -> Weights:
    """Weights by kind and feature, those under "" for all kinds."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    rows = [
        [f"{kind}\t{feature}" for kind in (one.kind, "") for feature in ("", *one.features)]
        for plan in plans
        for one in plan.pairs
    ]
    kept = np.concatenate([p.said for p in plans])
    texts = [row for row, said in zip(rows, kept, strict=True) if said >= 0]
    counts = Counter(feature for row in texts for feature in row)
    column = {feature: place for place, feature in enumerate(sorted(f for f, n in counts.items() if n >= RARE))}
    indices = [[column[feature] for feature in row if feature in column] for row in texts]
    ends = np.concatenate(([0], np.cumsum([len(row) for row in indices])))
    flat = np.concatenate([np.array(row) for row in indices])
    table = csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(indices), len(column)))
    said = kept[kept >= 0]
    model = LogisticRegression(C=STRENGTH, solver="liblinear", fit_intercept=False)
    model.fit(table, said > 0, sample_weight=np.where(said == 0.5, 0.5, 1.0))
    weights: Weights = {kind: {"": 0.0} for kind in ("", *KINDS.values())}
    for feature, place in column.items():
        kind, _, told = feature.partition("\t")
        weights[kind][told] = float(model.coef_[0][place])
    return weights


def scoped(plan: Learned, weights: Weights) -> Extraction:
    """The extraction with the pairs that are likely by these weights: the rules' that are worth it, and others."""
    ids = {key: number for number, key in plan.keys.items()}
    model = by_kind(weights)
    ruled = {(one.head, one.tail, one.type) for one in plan.found.relations}
    likely = {
        key
        for one, chance in zip(plan.pairs, chances(plan.pairs, model), strict=True)
        if chance >= (DOUBTFUL if (key := (ids[one.head], ids[one.tail], one.kind)) in ruled else LIKELY)
    }
    kept = [one for one in plan.found.relations if one.type not in KINDS.values()]
    like = plan.found.relations[0] if plan.found.relations else None
    made = [replace(like, head=head, tail=tail, type=kind) for head, tail, kind in sorted(likely)] if like else []
    return replace(plan.found, relations=(*kept, *made))


def told(title: str, read: Iterable[tuple[Mapping[str, Any], Extraction, str]]) -> None:
    for score in evaluate(read).scores:
        if score.group == "relation" or score.group.removeprefix("relation/") in KINDS.values():
            figures = f"{score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f} | {score.wanted}"
            print(f"| {title} | {score.group} | {figures} |", flush=True)


def write(path: Path, weights: Weights) -> None:
    rows = [
        (f"{kind}\t{feature}", w)
        for kind, of in weights.items()
        for feature, w in sorted(of.items())
        if abs(w) >= LEAST and "\n" not in feature
    ]
    write_rows(path, [row for row, _ in rows], np.array([w for _, w in rows]))
    print(f"{path}: {len(rows)} weights, {path.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("gold", type=Path, nargs="+")
    cli.add_argument("--to", type=Path)
    cli.add_argument("--test", type=Path, help="a folder that is only scored, by the weights from all others")
    args = cli.parse_args()
    plans = [learned(path, gold) for folder in args.gold for path, gold in gold_plans(folder)]
    works = sorted({re.split("[_-]", one.name)[0] for one in plans})
    print("| | relation | precision | recall | F1 | wanted |\n| --- | --- | ---: | ---: | ---: | ---: |")
    told("rules", ((one.gold, one.found, one.text) for one in plans))
    read = []
    for fold in range(FOLDS):
        out = set(works[fold::FOLDS])
        weights = learn([one for one in plans if re.split("[_-]", one.name)[0] not in out])
        read += [(one.gold, scoped(one, weights), one.text) for one in plans if re.split("[_-]", one.name)[0] in out]
    told("learned", read)
    weights = learn(plans)
    if args.test:
        seen = [learned(path, gold) for path, gold in gold_plans(args.test)]
        told("test, rules", ((one.gold, one.found, one.text) for one in seen))
        told("test, learned", ((one.gold, scoped(one, weights), one.text) for one in seen))
    if args.to:
        write(args.to, weights)


if __name__ == "__main__":
    main()
