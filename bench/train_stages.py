"""Learn stages: `python bench/train_stages.py GOLD_DIR… --to extract/model/stages.npz`.

Reads folders of NAME.txt and NAME.gold.json (the exchange format, with stages), the spans as the gold has them. First
it prints how often the rules alone and what is learned are right, each fifth of the plans by weights from the others
(plans are told apart by the beginning of their file's name, up to `_` or `-`), then writes the weights from all. Needs
`pip install scikit-learn`.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from cetu.corpus.reading import read_plan
from cetu.extract.evaluating import gold_plans
from cetu.extract.extracting import extract
from cetu.extract.staging import ANSWERS, features, likeliest
from cetu.extract.weighing import write_rows

RARE = 3
STRENGTH = 0.1
"""Inverse of how strongly weights are pulled to nothing."""

FOLDS = 5
LEAST = 0.01
"""Features all of whose weights are under this are left out of the file."""


@dataclass(frozen=True)
class Asked:
    """A technology: its plan, features, the rules' stage, the gold's, and whether both readers of it found it."""

    plan: str
    features: tuple[str, ...]
    ruled: str | None
    stage: str | None
    sure: bool


def asked(path: Path, gold: Mapping[str, Any]) -> list[Asked]:
    plan = read_plan(path)
    view = plan.view
    spans = [(one["type"], *view.from_source(one["start"], one["end"])) for one in gold["entities"]]
    found = extract(plan, spans=spans, by_example=False)
    ruled = {(one.type, one.start, one.end): one for one in found.entities}
    listed = {member: view.from_source(one.start, one.end) for one in found.lists for member in one.members}  # by id
    name = re.split("[_-]", path.stem)[0]
    rows = []
    for one, (kind, a, b) in zip(gold["entities"], spans, strict=True):
        known = ruled.get((kind, one["start"], one["end"]))
        if kind == "Technology" and known is not None and known.stage != "restrict":
            said = tuple(features(view.text, (a, b), listed.get(known.id, (a, b)), known.stage))
            rows.append(Asked(name, said, known.stage, one.get("stage"), not one.get("optional")))
    return rows


def learn(rows: Sequence[Asked]) -> dict[str, np.ndarray]:
    """Of each feature its weight for every answer, by a multinomial logit."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    texts = [sorted({"", *one.features}) for one in rows]
    counts = Counter(feature for row in texts for feature in row)
    column = {feature: place for place, feature in enumerate(sorted(f for f, n in counts.items() if n >= RARE))}
    indices = [[column[feature] for feature in row if feature in column] for row in texts]
    ends = np.concatenate(([0], np.cumsum([len(row) for row in indices])))
    table = csr_matrix((np.ones(ends[-1]), np.concatenate(indices), ends), shape=(len(rows), len(column)))
    model = LogisticRegression(C=STRENGTH, max_iter=300, fit_intercept=False)
    model.fit(table, [ANSWERS.index(one.stage) for one in rows], [1.0 if one.sure else 0.5 for one in rows])
    weights = np.full((len(column), len(ANSWERS)), -9.0 / len(column), np.float32)
    weights[:, model.classes_] = model.coef_.T
    return {feature: weights[place] for feature, place in column.items()}


def told(title: str, rows: Sequence[Asked], said: Sequence[str | None]) -> None:
    right = Counter((one.stage, one.stage == answer) for one, answer in zip(rows, said, strict=True) if one.sure)
    total = sum(right.values())
    share = sum(n for (_, fits), n in right.items() if fits) / total
    each = ", ".join(f"{s} {right[s, True]} of {right[s, True] + right[s, False]}" for s in ANSWERS)
    print(f"{title}: {share:.3f} of {total} ({each})", flush=True)


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("gold", type=Path, nargs="+")
    cli.add_argument("--to", type=Path)
    cli.add_argument("--test", type=Path, help="a folder that is only asked, by the weights from all others")
    args = cli.parse_args()
    rows = [one for folder in args.gold for path, gold in gold_plans(folder) for one in asked(path, gold)]
    told("rules", rows, [one.ruled for one in rows])
    plans = sorted({one.plan for one in rows})
    answers: dict[int, str | None] = {}
    for fold in range(FOLDS):
        out = set(plans[fold::FOLDS])
        weights = learn([one for one in rows if one.plan not in out])
        answers |= {i: likeliest(weights, one.features) for i, one in enumerate(rows) if one.plan in out}
    told("learned", rows, [answers[i] for i in range(len(rows))])
    weights = learn(rows)
    if args.test:
        seen = [one for path, gold in gold_plans(args.test) for one in asked(path, gold)]
        told("test, rules", seen, [one.ruled for one in seen])
        told("test, learned", seen, [likeliest(weights, one.features) for one in seen])
    if args.to:
        kept = sorted(f for f, row in weights.items() if np.abs(row).max() >= LEAST and "\n" not in f)
        write_rows(args.to, kept, np.array([weights[f] for f in kept]))
        print(f"{args.to}: {len(kept)} features, {args.to.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
