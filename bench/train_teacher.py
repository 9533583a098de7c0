"""Train a larger model and let it read the raw plans, for the network that ships to learn from:

    python bench/train_teacher.py GOLD_DIR… --raw TEXT_DIR --from ALBERT_DIR --to drawn.npz
    python bench/train_network.py GOLD_DIR… --raw TEXT_DIR --drawn drawn.npz --drop 0.2 --epochs 5

The teacher is the network of `bench/train_network.py` with a small ALBERT beside it (four layers of 312), which begins
from the model of the package envpos (Apache-2.0), trained on environmental policy: ALBERT_DIR is its folder
files/pretrained_models/pos-albert with vocab.txt and pytorch_model.bin. It is too slow to ship. Every raw plan gets
several readings, drawn as likely as the teacher thinks them. Needs `pip install torch gensim`.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from train_network import (  # type: ignore[import-not-found]
    WIDTH,
    Read,
    material,
    network,
    padded,
    parts,
    train,
    word_vectors,
)

from cetu.extract.tagging import IMPOSSIBLE, LAYERS, allowed, width

PART = 240
"""Characters of a stretch, about: the teacher sees what stands in the same stretch."""

LAYERS_DEEP, HEADS, LONGEST = 4, 12, 510
UNKNOWN, BEGIN, END = 100, 101, 102
"""Rows of the vocabulary: for a character that it lacks, and for the beginning and the end of a stretch."""

READINGS = 6


def albert(folder: Path) -> Any:
    """The ALBERT of a folder: rows["tokens"] to states of shape (rows, characters, WIDTH)."""
    import torch
    from torch import nn
    from torch.nn.functional import gelu, scaled_dot_product_attention

    stored = torch.load(folder / "pytorch_model.bin", map_location="cpu", weights_only=True)
    base: Any = nn.Module

    def linear(name: str) -> Any:
        weight = stored[f"albert.encoder.{name}.weight"]
        made = nn.Linear(weight.shape[1], weight.shape[0])
        made.weight.data, made.bias.data = weight, stored[f"albert.encoder.{name}.bias"]
        return made

    def normal(name: str) -> Any:
        weight = stored[f"albert.{name}.weight"]
        made = nn.LayerNorm(len(weight), eps=1e-12)
        made.weight.data, made.bias.data = weight, stored[f"albert.{name}.bias"]
        return made

    layer = "albert_layer_groups.0.albert_layers.0"

    class Albert(base):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            words = stored["albert.embeddings.word_embeddings.weight"]
            self.words = nn.Embedding.from_pretrained(words, freeze=False)
            kinds = stored["albert.embeddings.token_type_embeddings.weight"][0]
            self.positions = nn.Parameter(stored["albert.embeddings.position_embeddings.weight"] + kinds)
            self.first, self.wider = normal("embeddings.LayerNorm"), linear("embedding_hidden_mapping_in")
            self.asked, self.offered, self.said, self.mixed = (
                linear(f"{layer}.attention.{name}") for name in ("query", "key", "value", "dense")
            )
            self.after = normal(f"encoder.{layer}.attention.LayerNorm")
            self.up, self.down = linear(f"{layer}.ffn"), linear(f"{layer}.ffn_output")
            self.last = normal(f"encoder.{layer}.full_layer_layer_norm")
            self.drop, self.out = nn.Dropout(0.1), nn.Linear(self.up.in_features, WIDTH)

        def forward(self, rows: dict[str, Any]) -> Any:
            ids = framed(rows["tokens"])
            count, size = ids.shape
            hidden = torch.where(ids > 0, 0.0, -1e4)[:, None, None, :]
            state = self.wider(self.drop(self.first(self.words(ids) + self.positions[:size])))

            def heads(projection: Any) -> Any:
                return projection(state).view(count, size, HEADS, -1).transpose(1, 2)

            for _ in range(LAYERS_DEEP):
                seen = scaled_dot_product_attention(
                    heads(self.asked), heads(self.offered), heads(self.said), attn_mask=hidden
                )
                state = self.after(state + self.drop(self.mixed(seen.transpose(1, 2).flatten(2))))
                state = self.last(state + self.drop(self.down(gelu(self.up(state), approximate="tanh"))))
            return self.out(self.drop(state[:, 1:-1]))

    return Albert()


def framed(tokens: Any) -> Any:
    """Rows of tokens (0 where a row has no more) with the marks of a stretch's beginning and end around them."""
    import torch

    count, size = tokens.shape
    ids = torch.zeros(count, size + 2, dtype=torch.long)
    ids[:, 0], ids[:, 1:-1] = BEGIN, tokens
    ids[torch.arange(count), (tokens > 0).sum(1) + 1] = END
    return ids


def tokens_of(vocabulary: dict[str, int], one: Read) -> np.ndarray:
    """Rows of the vocabulary for the characters of a text, lower case where it has only that."""
    said = map(chr, one.columns.chars.tolist())
    return np.array([vocabulary.get(c, vocabulary.get(c.lower(), UNKNOWN)) for c in said])


def draw(net: Any, one: Read, rows: dict[str, np.ndarray], chance: np.random.Generator) -> np.ndarray:
    """Readings of a plan, as likely as the model thinks them: tags of shape (layers, readings, characters)."""
    import torch

    found = np.zeros((len(LAYERS), READINGS, len(one.columns.chars)), np.int8)
    for start, stop in parts(one, PART):
        if stop - start > LONGEST:
            continue  # one sentence that is longer than the model reads
        with torch.no_grad():
            scores = net(padded([(one, rows, start, stop)]))[0].numpy()
        for a, b in one.sentences:
            if start <= a and b <= stop:
                first = 0
                for layer, types in enumerate(LAYERS):
                    own = scores[a - start : b - start, first : first + width(layer)]
                    first += width(layer)
                    ways = net.transitions[layer].detach().numpy()
                    ways = np.where(allowed(len(types)), ways, IMPOSSIBLE)
                    found[layer, :, a:b] = drawn(own, ways, chance)
    return found


def drawn(scores: np.ndarray, ways: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Sequences of tags of a sentence, of shape (READINGS, characters): forward sums, then drawn from the end."""
    size, tags = scores.shape
    place = (np.arange(tags) - 1) % 4
    opening = np.where((np.arange(tags) > 0) & np.isin(place, (1, 2)), IMPOSSIBLE, 0)
    closing = np.where((np.arange(tags) > 0) & np.isin(place, (0, 1)), IMPOSSIBLE, 0)
    sums = np.empty((size, tags))
    sums[0] = scores[0] + opening
    for step in range(1, size):
        sums[step] = np.logaddexp.reduce(sums[step - 1][:, None] + ways, axis=0) + scores[step]
    said = np.empty((READINGS, size), np.int8)
    said[:, -1] = (sums[-1] + closing + chance.gumbel(size=(READINGS, tags))).argmax(axis=1)
    for step in range(size - 2, -1, -1):
        after = ways[:, said[:, step + 1]].T
        said[:, step] = (sums[step] + after + chance.gumbel(size=(READINGS, tags))).argmax(axis=1)
    return said


def main(given: Iterable[str] | None = None) -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("gold", type=Path, nargs="+")
    cli.add_argument("--raw", type=Path, required=True, help="folder of plans as text")
    cli.add_argument("--from", dest="albert", type=Path, required=True, help="folder of the ALBERT to begin from")
    cli.add_argument("--to", type=Path, default=Path("drawn.npz"))
    cli.add_argument("--without", default="", help="names of plans to leave out, joined by commas")
    cli.add_argument("--epochs", type=int, default=5)
    cli.add_argument("--rate", type=float, default=2e-3)
    args = cli.parse_args(None if given is None else list(given))
    import torch

    for seed in (random.seed, np.random.seed, torch.manual_seed):
        seed(0)
    known = material(args.gold, args.raw, args.without)
    lines = (args.albert / "vocab.txt").read_text(encoding="utf-8").split("\n")
    vocabulary = {line.rstrip("\r"): row for row, line in enumerate(lines)}

    def rows(one: Read) -> dict[str, np.ndarray]:
        return {**known.rows(one), "tokens": tokens_of(vocabulary, one)}

    net = network(word_vectors(known.raw, known.keys), known.limits, 0.3, albert(args.albert))
    data = [(one, rows(one)) for one in known.gold]
    net.load_state_dict(train(net, data, args.epochs, args.rate, PART, LONGEST))
    net.eval()
    chance = np.random.default_rng(0)
    found: dict[str, Any] = {one.name: draw(net, one, rows(one), chance) for one in known.raw}
    np.savez_compressed(args.to, **found)
    print(f"{args.to}: {len(known.raw)} plans")


if __name__ == "__main__":
    main()
