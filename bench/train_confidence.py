"""What relations are worth: `python bench/train_confidence.py GOLD_DIR… --to extract/model/confidence.tsv`.

Reads folders of NAME.txt and NAME.gold.json (the exchange format, with relations) of plans that no model has seen;
those of two annotators are best, since what one of them alone found is neither right nor wrong.

Prints how far confidence holds when each plan's scale is worked out from the others, and writes the one from all. Plans
are told apart by the beginning of their file's name, up to `_` or `-`. Needs `pip install scipy`.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from cetu.corpus.reading import read_plan
from cetu.extract import confidence
from cetu.extract.confidence import PLAIN, raw, scaled
from cetu.extract.evaluating import binned, gold_plans, relation_surety
from cetu.extract.extracting import extract


@dataclass(frozen=True)
class Seen:
    """A relation of a plan: what the models say of it, and whether it is right."""

    plan: str
    chance: float
    right: bool


def seen(folders: Sequence[Path]) -> Iterator[Seen]:
    """Every relation that scope decides, those left out that only one annotator found."""
    for folder in folders:
        for path, gold in gold_plans(folder):
            for relation, right in relation_surety(gold, asdict(extract(read_plan(path)))):
                if relation["rule"] not in PLAIN:
                    yield Seen(re.split("[_-]", path.stem)[0], relation["confidence"], right)


def learn(data: Sequence[Seen]) -> dict[str, float]:
    """The scale on which these relations are as often right as it says."""
    logits = np.array([np.log(one.chance / (1 - one.chance)) for one in data])
    right = np.array([one.right for one in data], float)

    def loss(scale: np.ndarray) -> float:
        score = scale[0] + scale[1] * logits
        return float(np.logaddexp(0, -score * (2 * right - 1)).sum())

    base, spread = minimize(loss, [0.0, 1.0], method="L-BFGS-B", bounds=[(None, None), (0, None)]).x
    return {"base": round(float(base), 3), "spread": round(float(spread), 3)}


def left_out(data: Sequence[Seen]) -> Iterator[tuple[float, bool]]:
    """The chance of every relation on the scale of the other plans, and whether it is right."""
    for plan in sorted({one.plan for one in data}):
        scale = learn([one for one in data if one.plan != plan])
        for one in data:
            if one.plan == plan:
                yield round(scaled(scale, one.chance), 2), one.right


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("gold", type=Path, nargs="+")
    cli.add_argument("--to", type=Path)
    args = cli.parse_args()
    confidence.relation_confidence = as_known  # not on the scale learned before
    data = list(seen(args.gold))
    print(f"{len(data)} relations of {len({one.plan for one in data})} plans, {sum(one.right for one in data)} right")
    print("| said with at least | of these right | said |\n| ---: | ---: | ---: |")
    for row in binned(list(left_out(data))):
        print(f"| {row.least:.2f} | {row.right / row.said:.2f} | {row.said} |")
    if args.to:
        lines = [f"{name}\t{value:g}" for name, value in learn(data).items()]
        args.to.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{args.to}: {', '.join(lines)}")


def as_known(rule: str, chance: float, ends: Sequence[float]) -> float:
    """What the models say of it."""
    return raw(chance, ends)


if __name__ == "__main__":
    main()
