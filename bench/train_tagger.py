"""Train the tagger that ships: `python bench/train_tagger.py GOLD_DIR… --to extract/model/tagger.npz`.

Reads folders of NAME.txt and NAME.gold.json (the exchange format). Needs `pip install python-crfsuite`. With
`--without NAME,…` plans are left out, and `cetu evaluate` on them says how the rest generalises.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from cetu.corpus.reading import read_plan
from cetu.extract.crf import allowed
from cetu.extract.evaluating import gold_plans
from cetu.extract.features import feature_hashes, ground_of, sentences_of
from cetu.extract.naming import grammar_of
from cetu.extract.tagging import LAYERS, SLOTS, grammar_layers, tags_of, width

Weights = dict[int, np.ndarray]
LINE = re.compile(r"\((\d+)\) (\S+) --> (\S+): (\S+)")


def sequences(folders: list[Path], without: set[str], layer: int) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Features as strings and the tags of a layer, one sentence after another."""
    for folder in folders:
        for path, gold in gold_plans(folder):
            if path.stem in without:
                continue
            plan = read_plan(path)
            text = plan.view.text
            spans = [(e["type"], *plan.view.from_source(e["start"], e["end"])) for e in gold["entities"]]
            hashes = feature_hashes(text, ground_of(text, grammar_layers(grammar_of(plan))))
            tags = tags_of(spans, len(text), layer)
            for a, b in sentences_of(text):
                yield [[str(h) for h in row] for row in hashes[a:b]], [str(t) for t in tags[a:b]]


def train(folders: list[Path], without: set[str], options: dict[str, Any], layer: int) -> tuple[Weights, np.ndarray]:
    """Weights by feature, and the transitions, of one layer."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(options)
    for features, tags in sequences(folders, without, layer):
        trainer.append(features, tags)
    with tempfile.TemporaryDirectory() as folder:
        model, listing = f"{folder}/model", f"{folder}/listing"
        trainer.train(model)
        tagger = pycrfsuite.Tagger()
        tagger.open(model)
        tagger.dump(listing)
        lines = Path(listing).read_text().splitlines()
    weights: Weights = {}
    transitions = np.where(allowed(len(LAYERS[layer])), 0, -1e4).astype(np.float32)
    for line in lines:
        found = LINE.search(line)
        if not found:
            continue
        kind, name, tag, weight = found.groups()
        if kind == "1":
            if transitions[int(name), int(tag)] > -1e3:
                transitions[int(name), int(tag)] = float(weight)
        else:
            weights.setdefault(int(name), np.zeros(width(layer), np.float32))[int(tag)] = float(weight)
    return weights, transitions


def write(path: Path, layers: list[tuple[Weights, np.ndarray]]) -> None:
    """The model as arrays; of two features that want one slot the weightier stays."""
    keys = sorted({k for weights, _ in layers for k in weights})
    table = np.zeros((len(keys), sum(width(i) for i in range(len(LAYERS)))), np.float32)
    at = 0
    for layer, (weights, _) in enumerate(layers):
        for row, key in enumerate(keys):
            if key in weights:
                table[row, at : at + width(layer)] = weights[key]
        at += width(layer)
    hashes = np.array(keys, np.uint64)
    order = np.argsort(np.abs(table).sum(axis=1), kind="stable")
    slots = ((hashes >> np.uint64(40)) & np.uint64(SLOTS - 1))[order]
    _, last = np.unique(slots[::-1], return_index=True)
    kept = np.sort(order[::-1][last])
    path.parent.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, Any] = {f"transitions{i}": t for i, (_, t) in enumerate(layers)}
    np.savez_compressed(path, keys=hashes[kept], weights=table[kept].astype(np.float16), **arrays)
    print(f"{path}: {len(kept)} features of {len(keys)}, {path.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("gold", type=Path, nargs="+")
    cli.add_argument("--to", type=Path, default=Path("extract/model/tagger.npz"))
    cli.add_argument("--without", default="", help="names of plans to leave out, joined by commas")
    cli.add_argument("--c1", type=float, default=0.1)
    cli.add_argument("--c2", type=float, default=0.05)
    cli.add_argument("--iterations", type=int, default=80)
    args = cli.parse_args()
    options = {"c1": args.c1, "c2": args.c2, "max_iterations": args.iterations}
    learn = partial(train, args.gold, set(filter(None, args.without.split(","))), options)
    with ProcessPoolExecutor() as pool:
        write(args.to, list(pool.map(learn, range(len(LAYERS)))))


if __name__ == "__main__":
    main()
