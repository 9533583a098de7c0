"""Learn what list members share: `python bench/train_sharing.py GOLD_DIR… --to extract/model/sharing.npz`.

Reads folders of NAME.txt and NAME.gold.json (the exchange format): the spans and names of their entities. With
`--folds N` it prints how many of the names are right on plans left out, instead of writing.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from cetu.corpus.reading import read_plan
from cetu.extract.agreement import folded
from cetu.extract.composing import lists, outermost
from cetu.extract.ellipsis import Span, heads, modifiers
from cetu.extract.evaluating import gold_plans
from cetu.extract.fitting import features, fitting, listing
from cetu.extract.mention import Phrase
from cetu.extract.sharing import LEANING
from cetu.extract.weighing import write_rows

SMOOTHING = 1.5
LOST = -1


@dataclass(frozen=True)
class Choice:
    """One member's decision: the features of every option, and which is right, 0 for "nothing is shared", `LOST` where
    the name has words that no option has."""

    plan: str
    options: tuple[tuple[str, ...], ...]
    right: int


def choices(folders: list[Path]) -> Iterator[Choice]:
    for folder in folders:
        for path, gold in gold_plans(folder):
            plan = read_plan(path)
            text = plan.view.text
            names: dict[Phrase, str] = {}
            for one in gold["entities"]:
                span = plan.view.from_source(one["start"], one["end"])
                names[Phrase(one["type"], *span, (span,), None, "", 1.0)] = one.get("name") or one["text"]
            for level in _levels([p for p in names if p.type not in ("Region", "Document")]):
                for listed in lists(text, level, len(text)):
                    head = listed.head
                    closing = (head.start, head.end) if head else listed.head_words
                    if len(listed.members) == 1 and closing is None:
                        continue
                    for at, member in enumerate(listed.members):
                        said = _said(text, member, names[member])
                        if said is not None:
                            yield from _decisions(path.stem, text, listed.members, at, closing, said)


def _levels(phrases: Sequence[Phrase]) -> Iterator[list[Phrase]]:
    """Phrases that stand in no other, and for each of these those that stand in it."""
    outer = _outermost(phrases)
    yield outer
    inner = [p for p in phrases if p not in outer]
    for holder in outer:
        held = [p for p in inner if holder.start <= p.start and p.end <= holder.end]
        if held:
            yield _outermost(held)


def _outermost(phrases: Sequence[Phrase]) -> list[Phrase]:
    return outermost(sorted(phrases, key=lambda p: (p.start, -p.end)))


def _said(text: str, member: Phrase, name: str) -> tuple[str, str] | None:
    """What a name has before and behind the member's own words, None where these are not in it."""
    own, whole = _plain(text[member.start : member.end]), _plain(name)
    at = whole.find(own)
    return (whole[:at], whole[at + len(own) :]) if at >= 0 else None


def _decisions(
    plan: str, text: str, listed: Sequence[Phrase], at: int, closing: Span | None, said: tuple[str, str]
) -> Iterator[Choice]:
    """The modifier and the head of a member, where an option gives what its name shows."""
    members = [(m.start, m.end) for m in listed]
    seen = listing(text, members, [m.type for m in listed])
    sides = (modifiers(text, members), heads(text, members, closing))
    for side, (found, wanted) in enumerate(zip(sides, said, strict=True)):
        options = [one for one in (fitting(seen, option) for option in found) if at in one.takers]
        forms = [_plain(text[slice(*one.option.span)]) for one in options]
        fits = [_folds(form, side) == _folds(wanted, side) for form in forms]
        right = 0
        if _folds(wanted, side):
            right = LOST if True not in fits else (forms.index(wanted) if wanted in forms else fits.index(True)) + 1
        if options or right:
            yield Choice(plan, tuple(tuple(features(one, at)) for one in options), right)


def _plain(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).split())


def _folds(words: str, side: int) -> str:
    """Words before (0) or behind (1) a name, without what changes nothing there."""
    return folded(words + "口")[:-1] if side == 0 else folded("口口" + words)[2:]


def learn(data: list[Choice]) -> dict[str, float]:
    """Weights of a conditional logit, by L-BFGS on the smoothed log likelihood."""
    data = [one for one in data if one.right != LOST]
    counts: dict[str, int] = {}
    for one in data:
        for row in one.options:
            for name in row:
                counts[name] = counts.get(name, 0) + 1
    index = {name: i for i, name in enumerate(sorted(n for n, c in counts.items() if c >= 3))}
    rows, groups, right = [], [], []
    for number, one in enumerate(data):
        for place, row in enumerate(((), *one.options)):
            rows.append([index[n] for n in row if n in index])
            groups.append(number)
            right.append(place == one.right)
    matrix = csr_matrix(
        (np.ones(sum(map(len, rows))), np.array([k for r in rows for k in r]),
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


def chosen(weights: dict[str, float], one: Choice) -> int:
    scores = [LEANING, *(sum(weights.get(n, 0.0) for n in row) for row in one.options)]
    return scores.index(max(scores))


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("gold", type=Path, nargs="+")
    cli.add_argument("--to", type=Path, default=Path("extract/model/sharing.npz"))
    cli.add_argument("--folds", type=int, default=0)
    args = cli.parse_args()
    data = list(choices(args.gold))
    plans = sorted({re.split("[_-]", one.plan)[0] for one in data})
    sharing, lost = sum(one.right != 0 for one in data), sum(one.right == LOST for one in data)
    print(f"{len(data)} choices, {sharing} of them share, {lost} of these what no option has")
    if args.folds:
        pairs = []
        for fold in range(args.folds):
            out = set(plans[fold :: args.folds])
            weights = learn([one for one in data if re.split("[_-]", one.plan)[0] not in out])
            pairs += [(one.right, chosen(weights, one)) for one in data if re.split("[_-]", one.plan)[0] in out]
        hit, wanted = sum(0 < right == said for right, said in pairs), sum(right != 0 for right, _ in pairs)
        print(f"shared: {hit} of {wanted} right, {sum(said > 0 for _, said in pairs)} said")
        return
    weights = learn(data)
    # A word over a line break gives a name that no line can hold; such a feature tells nothing of other plans.
    kept = [name for name in sorted(weights) if name.isprintable()]
    write_rows(args.to, kept, np.array([weights[name] for name in kept]))
    print(f"{args.to}: {len(kept)} features, {args.to.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
