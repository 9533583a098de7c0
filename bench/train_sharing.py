"""Learn what list members share: `python bench/train_sharing.py GOLD_DIR… --to extract/model/sharing.tsv`.

Reads folders of NAME.txt and NAME.gold.json (the exchange format): the spans and names of their entities. With
`--folds N` it prints how many of the names are right on plans left out, instead of writing.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from cetu.corpus.reading import read_plan
from cetu.extract.agreement import folded
from cetu.extract.composing import lists, outermost
from cetu.extract.evaluating import gold_plans
from cetu.extract.mention import Phrase
from cetu.extract.sharing import Span, head_features, head_options, modifier_features, modifier_options

SMOOTHING = 0.4


@dataclass(frozen=True)
class Choice:
    """One decision: the features of every option, 0 for "nothing is shared", and which option is right."""

    plan: str
    options: tuple[dict[str, float], ...]
    right: int
    members: int


def choices(folders: list[Path]) -> Iterator[Choice]:
    for folder in folders:
        for path, gold in gold_plans(folder):
            plan = read_plan(path)
            text = plan.view.text
            names, phrases = {}, []
            for one in gold["entities"]:
                span = plan.view.from_source(one["start"], one["end"])
                phrase = Phrase(one["type"], *span, (span,), None, "", 1.0)
                names[phrase] = one.get("name") or one["text"]
                phrases.append(phrase)
            outer = outermost(sorted(phrases, key=lambda p: (p.start, -p.end)))
            for listed in lists(text, [p for p in outer if p.type not in ("Region", "Document")], len(text)):
                members = [(m.start, m.end) for m in listed.members]
                head = listed.head
                closing = (head.start, head.end) if head else listed.head_words
                said = [_said(text, m, names[m]) for m in listed.members]
                yield from _decisions(path.stem, text, members, closing, said)


def _said(text: str, member: Phrase, name: str) -> tuple[str, str] | None:
    """What a name has before and behind the member's own words, None where these are not in it."""
    own, whole = folded(text[member.start : member.end]), folded(name)
    at = whole.find(own)
    return (whole[:at], whole[at + len(own) :]) if at >= 0 else None


def _decisions(
    plan: str, text: str, members: list[Span], closing: Span | None, said: list[tuple[str, str] | None]
) -> Iterator[Choice]:
    """The list's modifier and head: the option that most of the members' names show."""
    for side, options, features, sharing in (
        (0, list(modifier_options(text, members)), modifier_features, said[1:]),
        (1, list(head_options(text, members, closing)), head_features, said if closing else said[:-1]),
    ):
        wanted = Counter(one[side] for one in sharing if one is not None)
        if not options or not wanted:
            continue
        most, count = max(wanted.items(), key=lambda item: (item[1], item[0]))
        if count * 2 < len(sharing):
            continue
        forms = [text[slice(*o[0])] for o in options]
        fits = [(folded(form + "口")[:-1] if side == 0 else folded("口口" + form)[2:]) == most for form in forms]
        if most and True not in fits:
            continue
        if not most:  # a head that is folded away changes nothing
            options = [o for o, fit in zip(options, fits, strict=True) if not fit]
        right = fits.index(True) + 1 if most else 0
        if options:
            yield Choice(plan, tuple(features(text, members, o) for o in options), right, len(sharing))


def learn(data: list[Choice]) -> dict[str, float]:
    """Weights of a conditional logit, by L-BFGS on the smoothed log likelihood."""
    counts: dict[str, int] = {}
    for one in data:
        for row in one.options:
            for name in row:
                counts[name] = counts.get(name, 0) + 1
    index = {name: i for i, name in enumerate(sorted(n for n, c in counts.items() if c >= 3))}
    rows, groups, right = [], [], []
    for number, one in enumerate(data):
        for place, row in enumerate(({}, *one.options)):
            rows.append({index[n]: v for n, v in row.items() if n in index})
            groups.append(number)
            right.append(place == one.right)
    matrix = csr_matrix(
        (np.array([v for r in rows for v in r.values()]), np.array([k for r in rows for k in r]),
         np.concatenate(([0], np.cumsum([len(r) for r in rows])))),
        shape=(len(rows), len(index)),
    )  # fmt: skip
    group, hit = np.array(groups), np.array(right)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights
        top = np.full(len(data), -np.inf)
        np.maximum.at(top, group, scores)
        shares = np.exp(scores - top[group])
        total = np.bincount(group, shares)
        chance = shares / total[group]
        value = -np.log(chance[hit]).sum() + SMOOTHING / 2 * (weights**2).sum()
        return value, matrix.T @ (chance - hit) + SMOOTHING * weights

    found = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return {name: round(float(found.x[i]), 3) for name, i in index.items() if abs(found.x[i]) > 0.02}


def right(weights: dict[str, float], one: Choice) -> bool:
    scores = [0.0, *(sum(weights.get(n, 0.0) * v for n, v in row.items()) for row in one.options)]
    return scores.index(max(scores)) == one.right


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("gold", type=Path, nargs="+")
    cli.add_argument("--to", type=Path, default=Path("extract/model/sharing.tsv"))
    cli.add_argument("--folds", type=int, default=0)
    args = cli.parse_args()
    data = list(choices(args.gold))
    plans = sorted({one.plan for one in data})
    print(f"{len(data)} choices, {sum(one.right > 0 for one in data)} of them share")
    if args.folds:
        tally = np.zeros((2, 2), int)
        for fold in range(args.folds):
            out = set(plans[fold :: args.folds])
            weights = learn([one for one in data if one.plan not in out])
            for one in data:
                if one.plan in out:
                    tally[int(one.right > 0), int(right(weights, one))] += 1
        print(f"nothing shared: {tally[0, 1]} of {tally[0].sum()} right; shared: {tally[1, 1]} of {tally[1].sum()}")
        return
    weights = learn(data)
    # A word over a line break gives a name that no line can hold; such a feature tells nothing of other plans.
    lines = [f"{name}\t{value:g}" for name, value in sorted(weights.items()) if name.isprintable()]
    args.to.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{args.to}: {len(lines)} features")


if __name__ == "__main__":
    main()
