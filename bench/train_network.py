"""Train the network that ships: `python bench/train_network.py GOLD_DIR… --raw TEXT_DIR --to network.npz`.

Reads folders of NAME.txt and NAME.gold.json (the exchange format); `--raw` is a folder of plans whose characters, pairs
and words get vectors (word2vec). Needs `pip install torch gensim`. With `--without NAME,…` plans are left out (as raw
text too), and `cetu evaluate` on them says how the rest generalises. Optional mentions are learned like required ones.

With `--drawn FILE` it learns from the raw plans too, as a larger model reads them (`bench/train_teacher.py`).
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from likelihood import expected  # type: ignore[import-not-found]

from cetu.corpus.reading import read_plan
from cetu.extract.columns import Columns, columns_of
from cetu.extract.crf import IMPOSSIBLE, allowed
from cetu.extract.evaluating import gold_plans
from cetu.extract.features import ground_of, sentences_of
from cetu.extract.naming import grammar_of
from cetu.extract.network import PAIR
from cetu.extract.tagging import LAYERS, grammar_layers, tags_of, width

WIDTH = 128
WIDTHS = (1, 2, 4, 8, 16, 1)
SIZES = {"chars": 64, "pairs": 32, "words": 48, "places": 8}
RARE = {"chars": 3, "pairs": 5, "words": 4}
PART = 700
"""Characters of the stretches that are learned from, about."""

BATCH = 6000
KEPT = 0.99
"""Share of the running mean of the weights that a step keeps, from a third of the steps on; the mean is what ships."""

SLOWER = 12
"""How much slower the layers of what stands beside the network learn."""


@dataclass(frozen=True)
class Read:
    """A plan as the network sees it: its columns, its sentences, and the tags of each layer, of shape (ways to read it,
    characters): one way where a person marked it, several where they are drawn from what another model thinks."""

    name: str
    columns: Columns
    sentences: list[tuple[int, int]]
    tags: list[np.ndarray]


def read(path: Path, gold: dict[str, Any] | None) -> Read:
    plan = read_plan(path)
    text = plan.view.text
    entities = gold["entities"] if gold else []
    spans = [(e["type"], *plan.view.from_source(e["start"], e["end"])) for e in entities]
    tags = [tags_of(spans, len(text), layer)[None] for layer in range(len(LAYERS))]
    columns = columns_of(text, ground_of(text, grammar_layers(grammar_of(plan))))
    return Read(path.stem, columns, sentences_of(text), tags)


def values(one: Read) -> dict[str, np.ndarray]:
    """What has vectors: characters, pairs (the last character has none) and words."""
    chars = one.columns.chars
    pairs = np.append(chars[:-1] * PAIR + chars[1:], -1)
    return {"chars": chars, "pairs": pairs, "words": one.columns.words}


def keys_of(raw: Sequence[Read]) -> dict[str, np.ndarray]:
    counts: dict[str, Counter[int]] = {name: Counter() for name in RARE}
    for one in raw:
        for name, found in values(one).items():
            counts[name].update(found.tolist())
    return {n: np.array(sorted(k for k, c in counts[n].items() if c >= RARE[n] and k >= 0)) for n in RARE}


def rows_of(keys: dict[str, np.ndarray], one: Read) -> dict[str, np.ndarray]:
    """Rows of the vectors: 0 for what has none, 1 unused."""
    found = {}
    for name, said in values(one).items():
        at = np.minimum(np.searchsorted(keys[name], said), len(keys[name]) - 1)
        found[name] = np.where(keys[name][at] == said, at + 2, 0)
    return found


def word_vectors(raw: Sequence[Read], keys: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Skip-gram vectors of each kind of value over the raw plans, scaled to a spread of 0.1."""
    from gensim.models import Word2Vec

    found = {}
    for name, (window, epochs) in {"chars": (6, 6), "pairs": (5, 6), "words": (4, 12)}.items():
        said = []
        for one in raw:
            rows, first = rows_of(keys, one)[name], np.isin(one.columns.places[:, 0], (1, 4))
            for a, b in one.sentences:
                kept = rows[a:b][first[a:b]] if name == "words" else rows[a:b]
                said.append([str(row) for row in kept])
        model = Word2Vec(
            said, vector_size=SIZES[name], window=window, min_count=1, sg=1, negative=8, epochs=epochs, workers=1,
            seed=1, sample=1e-4,
        )  # fmt: skip
        table = np.zeros((len(keys[name]) + 2, SIZES[name]), np.float32)
        for word, index in model.wv.key_to_index.items():
            table[int(word)] = model.wv.vectors[index]
        table *= 0.1 / table[2:].std()
        table[:2] = 0
        found[name] = table
    return found


def parts(one: Read, size: int = PART) -> Iterator[tuple[int, int]]:
    """Stretches of whole sentences, `size` characters at most where no sentence is longer."""
    start = end = 0
    for a, b in one.sentences:
        if b - start > size and end > start:
            yield start, end
            start = a
        end = b
    if end > start:
        yield start, end


def network(vectors: dict[str, np.ndarray], limits: np.ndarray, drop: float, beside: Any = None) -> Any:
    """The network in torch; its arrays have the names that `cetu.extract.network` reads. `beside`: a module that reads
    the rows too, and whose states of shape (rows, characters, WIDTH) are added to the network's first."""
    import torch
    from torch import nn

    base: Any = nn.Module

    class Net(base):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.tables = nn.ModuleDict({n: nn.Embedding(*v.shape) for n, v in vectors.items()})
            self.places = nn.Embedding(int(limits.sum()), SIZES["places"])
            nn.init.normal_(self.places.weight, 0, 0.1)
            size = SIZES["chars"] + 2 * SIZES["pairs"] + SIZES["words"] + SIZES["places"] * len(limits)
            self.input = nn.Linear(size, WIDTH)
            self.normal = nn.ModuleList([nn.LayerNorm(WIDTH) for _ in WIDTHS])
            self.mixed = nn.ModuleList([nn.Conv1d(WIDTH, WIDTH, 3, padding=w, dilation=w) for w in WIDTHS])
            self.linear = nn.ModuleList([nn.Linear(WIDTH, WIDTH) for _ in WIDTHS])
            self.last = nn.LayerNorm(WIDTH)
            self.tags = nn.Linear(WIDTH, sum(width(i) for i in range(len(LAYERS))))
            self.transitions = nn.ParameterList(
                [nn.Parameter(torch.zeros(width(i), width(i))) for i in range(len(LAYERS))]
            )
            self.drop = nn.Dropout(drop)
            self.beside = beside
            for name, table in vectors.items():
                self.tables[name].weight.data.copy_(torch.tensor(table))

        def forward(self, rows: dict[str, Any]) -> Any:
            pair = self.tables["pairs"](rows["pairs"])
            before = torch.cat([torch.zeros_like(pair[:, :1]), pair[:, :-1]], 1)
            joined = [self.tables["chars"](rows["chars"]), pair, before, self.tables["words"](rows["words"])]
            state = self.input(self.drop(torch.cat([*joined, self.places(rows["places"]).flatten(2)], -1)))
            if self.beside is not None:
                state = state + self.beside(rows)
            for normal, mixed, linear in zip(self.normal, self.mixed, self.linear, strict=True):
                seen = torch.relu(mixed(normal(state).transpose(1, 2)).transpose(1, 2))
                state = state + self.drop(linear(seen))
            return self.tags(self.drop(self.last(state)))

    return Net()


def loss_of(net: Any, scores: Any, places: Sequence[tuple[int, int, int]], tags: Sequence[Sequence[np.ndarray]]) -> Any:
    """What has the gradient of the mean negative log-likelihood a character, and that mean itself; `places`: (row,
    start, end) of sentences in the scores."""
    import torch

    row = torch.tensor(np.concatenate([np.full(b - a, line) for line, a, b in places]))
    at = torch.tensor(np.concatenate([np.arange(a, b) for _, a, b in places]))
    own = scores[row, at]
    ends = np.cumsum([b - a for _, a, b in places])
    sentences = [*zip((ends - [b - a for _, a, b in places]).tolist(), ends.tolist(), strict=True)]
    total, value, first = torch.zeros(()), 0.0, 0
    for layer, types in enumerate(LAYERS):
        here = own[:, first : first + width(layer)]
        first += width(layer)
        ways = np.where(allowed(len(types)), net.transitions[layer].detach().numpy(), IMPOSSIBLE).astype(np.float32)
        said = np.concatenate([one[layer] for one in tags])
        more, change, moves = expected(here.detach().numpy(), ways, sentences, said)
        value += more
        total = total + (here * torch.tensor(change)).sum() + (net.transitions[layer] * torch.tensor(moves)).sum()
    return total / len(own), value / len(own)


Data = Sequence[tuple[Read, dict[str, np.ndarray]]]


Stretch = tuple[Read, dict[str, np.ndarray], int, int]


def stretches_of(data: Data, size: int, longest: int) -> list[Stretch]:
    """Stretches of about `size` characters, none over `longest`."""
    return [(one, rows, a, b) for one, rows in data for a, b in parts(one, size) if b - a <= longest]


def train(
    net: Any,
    stretches: list[Stretch],
    epochs: int,
    rate: float,
    batch_size: int = BATCH,
    also: Callable[[Stretch], Any] | None = None,
) -> dict[str, Any]:
    """Train on stretches and give the running mean of the weights. `also`: what of each stretch stands beside the
    network's rows, as rows["low"]."""
    import torch

    steps = epochs * (sum(b - a for *_, a, b in stretches) // batch_size + 2) + 10
    groups: dict[bool, list[Any]] = {True: [], False: []}
    for name, weight in net.named_parameters():
        if weight.requires_grad:
            groups[name.startswith("beside.layers.")].append(weight)
    rates = [rate / SLOWER, rate]
    best = torch.optim.AdamW(
        [{"params": groups[True]}, {"params": groups[False]}], lr=rate, weight_decay=0.02, fused=True
    )
    pace = torch.optim.lr_scheduler.OneCycleLR(best, rates, steps, pct_start=0.15)
    mean: dict[str, Any] = {}
    done = 0
    for epoch in range(epochs):
        net.train()
        losses = []
        # stretches of one length stand together, so that little is filled up
        ordered = sorted(stretches, key=lambda one: (one[3] - one[2]) // 60 + 4 * random.random())
        mixed = list(batches(ordered, batch_size))
        random.shuffle(mixed)
        for batch in mixed:
            rows = padded(batch)
            if also:
                rows["low"] = [also(one) for one in batch]
            places: list[tuple[int, int, int]] = []
            tags = []
            for line, (one, _, a, b) in enumerate(batch):
                for name in RARE:
                    hidden = np.random.rand(b - a) < (0.04 if name == "chars" else 0.2)
                    rows[name][line, : b - a][torch.tensor(hidden)] = 0
                way = random.randrange(len(one.tags[0]))
                for x, y in one.sentences:
                    if a <= x and y <= b:
                        places.append((line, x - a, y - a))
                        tags.append([layer[way, x:y].astype(np.int64) for layer in one.tags])
            with halved():
                scores = net(rows)
            loss, value = loss_of(net, scores.float(), places, tags)
            best.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            best.step()
            pace.step()
            losses.append(value)
            done += 1
            if done > steps // 3:
                for name, value in net.named_parameters():
                    if value.requires_grad:
                        now = value.detach()
                        mean[name] = now.clone() if name not in mean else mean[name] * KEPT + now * (1 - KEPT)
        print(f"{epoch + 1} of {epochs}: {np.mean(losses):.4f}", flush=True)
    return {**net.state_dict(), **mean}


def halved() -> Any:
    """Work with half the bits where the processor can. One that cannot takes 4.7 times as long with them (AVX2)."""
    import torch

    return torch.autocast("cpu", torch.bfloat16, enabled=torch.cpu._is_avx512_bf16_supported())


def padded(batch: Sequence[Any]) -> dict[str, Any]:
    """The rows of some stretches, of shape (stretches, characters of the longest)."""
    import torch

    longest = max(b - a for *_, a, b in batch)
    rows: dict[str, Any] = {}
    for name, values in batch[0][1].items():
        rows[name] = torch.zeros(len(batch), longest, *values.shape[1:], dtype=torch.long)
        for line, (_, found, a, b) in enumerate(batch):
            rows[name][line, : b - a] = torch.tensor(found[name][a:b])
    return rows


def batches(stretches: Iterable[Any], size: int = BATCH) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for one in stretches:
        batch.append(one)
        if sum(b - a for *_, a, b in batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch


def write(path: Path, mean: dict[str, Any], keys: dict[str, np.ndarray], offsets: np.ndarray) -> None:
    """The arrays in half precision under the names that `cetu.extract.network` reads."""
    half = {name: value.numpy().astype(np.float16) for name, value in mean.items()}
    arrays: dict[str, Any] = {**keys, "offsets": offsets, "widths": np.array(WIDTHS)}
    for name in RARE:
        arrays[f"{name}.vectors"] = half[f"tables.{name}.weight"]
    arrays["places.vectors"] = half["places.weight"]
    for name in ("input", "tags"):
        arrays[f"{name}.weight"], arrays[f"{name}.bias"] = half[f"{name}.weight"], half[f"{name}.bias"]
    arrays["scale"], arrays["shift"] = half["last.weight"], half["last.bias"]
    for number in range(len(WIDTHS)):
        arrays[f"{number}.scale"] = half[f"normal.{number}.weight"]
        arrays[f"{number}.shift"] = half[f"normal.{number}.bias"]
        arrays[f"{number}.kernel"] = half[f"mixed.{number}.weight"].transpose(2, 1, 0)
        arrays[f"{number}.kernel.bias"] = half[f"mixed.{number}.bias"]
        arrays[f"{number}.weight"] = half[f"linear.{number}.weight"]
        arrays[f"{number}.bias"] = half[f"linear.{number}.bias"]
    for layer in range(len(LAYERS)):
        arrays[f"transitions{layer}"] = half[f"transitions.{layer}"]
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **arrays)
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


@dataclass(frozen=True)
class Material:
    """Plans to learn from, the keys of what has vectors, and of each column its values and where its rows begin."""

    raw: list[Read]
    gold: list[Read]
    keys: dict[str, np.ndarray]
    limits: np.ndarray
    offsets: np.ndarray

    def rows(self, one: Read) -> dict[str, np.ndarray]:
        return {**rows_of(self.keys, one), "places": one.columns.places + self.offsets}


def material(gold: Sequence[Path], raw: Path, without: str) -> Material:
    """What the folders hold, but for the plans of these names."""
    out = set(filter(None, without.split(",")))
    plans = [read(path, None) for path in sorted(raw.glob("*.txt")) if path.stem not in out]
    marked = [read(p, g) for folder in gold for p, g in gold_plans(folder) if p.stem not in out]
    limits = np.max([one.columns.places.max(axis=0) for one in (*plans, *marked)], axis=0) + 1
    return Material(plans, marked, keys_of(plans), limits, np.concatenate(([0], np.cumsum(limits)[:-1])))


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("gold", type=Path, nargs="+")
    cli.add_argument("--raw", type=Path, required=True, help="folder of plans as text")
    cli.add_argument("--to", type=Path, default=Path("extract/model/network.npz"))
    cli.add_argument("--without", default="", help="names of plans to leave out, joined by commas")
    cli.add_argument("--epochs", type=int, default=3)
    cli.add_argument("--rate", type=float, default=2.5e-3)
    cli.add_argument("--drop", type=float, default=0.15)
    cli.add_argument("--drawn", type=Path, help="what bench/train_teacher.py drew: its readings of the raw plans")
    args = cli.parse_args()
    import torch

    for seed in (random.seed, np.random.seed, torch.manual_seed):
        seed(0)
    given = material(args.gold, args.raw, args.without)
    net = network(word_vectors(given.raw, given.keys), given.limits, args.drop)
    learned = given.gold
    if args.drawn:
        with np.load(args.drawn) as drawn:
            learned += [replace(one, tags=list(drawn[one.name])) for one in given.raw if one.name in drawn]
    data = [(one, given.rows(one)) for one in learned]
    stretches = stretches_of(data, PART, 2 * PART)
    write(args.to, train(net, stretches, args.epochs, args.rate), given.keys, given.offsets)


if __name__ == "__main__":
    main()
