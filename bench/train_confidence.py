"""What relations are worth: `python bench/train_confidence.py GOLD_DIR… --to extract/model/confidence.tsv`.

Reads folders of NAME.txt and NAME.gold.json (the exchange format, with relations) that the models must not have seen.
`--models FOLDER` takes network.npz, tagger.npz and sharing.npz that were trained without them; else those that ship are
used. Needs `pip install scipy`.

Prints how far confidence holds when each plan's is worked out from the others, and writes the weights from all.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from cetu.corpus.reading import read_plan
from cetu.extract import confidence, network, sharing, tagging
from cetu.extract.confidence import PLAIN, chance, ends_of
from cetu.extract.evaluating import binned, gold_plans, relation_surety
from cetu.extract.extracting import extract

SHRINK = 100.0
"""How strongly a rule's own weight is pulled to nothing: its relations in one plan are right or wrong together."""


@dataclass(frozen=True)
class Seen:
    """A relation of a plan: its rule, what the rule was given by hand, its ends' confidences, whether it is right."""

    plan: str
    rule: str
    given: float
    ends: tuple[float, ...]
    right: bool


def seen(folders: Sequence[Path]) -> Iterator[Seen]:
    """Every relation that is found in the plans, those left out that only one annotator found."""
    for folder in folders:
        for path, gold in gold_plans(folder):
            found = extract(read_plan(path))
            known = {one.id: one.confidence for one in found.entities}
            for relation, right in relation_surety(gold, asdict(found)):
                ends = tuple(known[end] for end in (relation["head"], relation["tail"]) if end in known)
                yield Seen(path.stem, relation["rule"], relation["confidence"], ends, right)


def learn(data: Sequence[Seen]) -> dict[str, float]:
    """Weights by rule, with `scope` and `ends`."""
    names = [*sorted({one.rule for one in data}), "scope", "ends"]
    table, given = np.zeros((len(data), len(names))), np.zeros(len(data))
    for row, one in enumerate(data):
        table[row, names.index(one.rule)] = 1
        if one.rule in PLAIN:
            given[row] = np.log(one.given / (1 - one.given))
        else:
            table[row, -2:] = 1, ends_of(one.ends)
    right = np.array([one.right for one in data], float)
    pull = np.array([*[SHRINK] * (len(names) - 2), 0.01, 0.01])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = table @ weights + given
        value = np.logaddexp(0, -score * (2 * right - 1)).sum() + (pull * weights**2).sum() / 2
        return value, table.T @ (1 / (1 + np.exp(-score)) - right) + pull * weights

    bounds = [(None, None)] * (len(names) - 1) + [(0, None)]
    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", bounds=bounds)
    return {name: round(float(weight), 3) for name, weight in zip(names, found.x, strict=True)}


def left_out(data: Sequence[Seen]) -> Iterator[tuple[float, bool]]:
    """The chance of every relation by weights from the other plans, and whether it is right."""
    for plan in sorted({one.plan for one in data}):
        weights = learn([one for one in data if one.plan != plan])
        for one in data:
            if one.plan == plan:
                yield round(chance(weights, one.rule, one.given, one.ends), 2), one.right


def use(models: Path) -> None:
    """Read with the models of a folder from here on."""
    network.MODEL, tagging.MODEL, sharing.MODEL = (
        str((models / name).resolve()) for name in ("network.npz", "tagger.npz", "sharing.npz")
    )
    network.weights.cache_clear()
    tagging.read_model.cache_clear()
    sharing._weights.cache_clear()


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("gold", type=Path, nargs="+")
    cli.add_argument("--models", type=Path)
    cli.add_argument("--to", type=Path)
    args = cli.parse_args()
    if args.models:
        use(args.models)
    confidence.relation_confidence = as_given  # not what was learned before
    data = list(seen(args.gold))
    print(f"{len(data)} relations of {len({one.plan for one in data})} plans, {sum(one.right for one in data)} right")
    print("| said with at least | of these right | said |\n| ---: | ---: | ---: |")
    for row in binned(list(left_out(data))):
        print(f"| {row.least:.2f} | {row.right / row.said:.2f} | {row.said} |")
    if args.to:
        lines = [f"{name}\t{value:g}" for name, value in learn(data).items()]
        args.to.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{args.to}: {len(lines)} weights")


def as_given(rule: str, given: float, ends: Sequence[float]) -> float:
    """What the rule says of itself."""
    return given


if __name__ == "__main__":
    main()
