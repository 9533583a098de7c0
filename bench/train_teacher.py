"""Train a larger model and let it read the raw plans, for the network that ships to learn from:

    python bench/train_teacher.py GOLD_DIR… --raw TEXT_DIR --from e5-small-q4.bin --to drawn.npz
    python bench/train_network.py GOLD_DIR… --raw TEXT_DIR --drawn drawn.npz

The teacher is the network of `bench/train_network.py` with the encoder of `bench/encoder.py` beside it. It is too slow
to ship. Every raw plan gets several readings, drawn as likely as the teacher thinks them. Needs `pip install torch
gensim`.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from encoder import encoder, tokens  # type: ignore[import-not-found]
from encoder import read as read_encoder
from train_network import (  # type: ignore[import-not-found]
    WIDTH,
    Read,
    Stretch,
    halved,
    material,
    network,
    padded,
    parts,
    stretches_of,
    train,
    word_vectors,
)

from cetu.extract.crf import IMPOSSIBLE, allowed
from cetu.extract.tagging import LAYERS, width

PART = 380
"""Characters of a stretch, about: the teacher sees what stands in the same stretch."""

LONGEST, BATCH = 800, 4500
"""Characters that a stretch has at most, and that are learned from at once, about."""

READINGS, TOGETHER = 6, 12
"""Readings of each raw plan, and stretches that are read at once."""


def lower(net: Any, stretches: list[Stretch]) -> Iterator[tuple[tuple[str, int], Any]]:
    """What the layers that are not trained give for each stretch, by plan and place."""
    net.eval()
    for first in range(0, len(stretches), TOGETHER):
        group = stretches[first : first + TOGETHER]
        for (one, _, a, _), state in zip(group, net.beside.low(padded(group)["tokens"]), strict=True):
            yield (one.name, a), state


def draw(net: Any, one: Read, rows: dict[str, np.ndarray], chance: np.random.Generator) -> np.ndarray:
    """Readings of a plan, as likely as the model thinks them: tags of shape (layers, readings, characters)."""
    import torch

    found = np.zeros((len(LAYERS), READINGS, len(one.columns.chars)), np.int8)
    ways = [
        np.where(allowed(len(types)), moves.detach().numpy(), IMPOSSIBLE)
        for types, moves in zip(LAYERS, net.transitions, strict=True)
    ]
    whole = [(start, stop) for start, stop in parts(one, PART) if stop - start <= LONGEST]  # else longer than it reads
    for at in range(0, len(whole), TOGETHER):
        group = whole[at : at + TOGETHER]
        with torch.no_grad(), halved():
            scores = net(padded([(one, rows, *stretch) for stretch in group])).float().numpy()
        for line, (start, stop) in enumerate(group):
            for a, b in one.sentences:
                if start <= a and b <= stop:
                    first = 0
                    for layer in range(len(LAYERS)):
                        own = scores[line, a - start : b - start, first : first + width(layer)]
                        first += width(layer)
                        found[layer, :, a:b] = drawn(own, ways[layer], chance)
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
    cli.add_argument("--from", dest="encoder", type=Path, required=True, help="the file of the encoder to begin from")
    cli.add_argument("--to", type=Path, default=Path("drawn.npz"))
    cli.add_argument("--without", default="", help="names of plans to leave out, joined by commas")
    cli.add_argument("--epochs", type=int, default=4)
    cli.add_argument("--rate", type=float, default=1.5e-3)
    args = cli.parse_args(None if given is None else list(given))
    import torch

    for seed in (random.seed, np.random.seed, torch.manual_seed):
        seed(0)
    known = material(args.gold, args.raw, args.without)
    stored = read_encoder(args.encoder)

    def rows(one: Read) -> dict[str, np.ndarray]:
        text = "".join(map(chr, one.columns.chars.tolist()))
        return {**known.rows(one), "tokens": tokens(stored, text, one.sentences)}

    net = network(word_vectors(known.raw, known.keys), known.limits, 0.3, encoder(stored, WIDTH))
    stretches = stretches_of([(one, rows(one)) for one in known.gold], PART, LONGEST)
    low = dict(lower(net, stretches))
    learned = train(net, stretches, args.epochs, args.rate, BATCH, lambda one: low[one[0].name, one[2]])
    net.load_state_dict(learned)
    net.eval()
    chance = np.random.default_rng(0)
    found: dict[str, Any] = {one.name: draw(net, one, rows(one), chance) for one in known.raw}
    np.savez_compressed(args.to, **found)
    print(f"{args.to}: {len(known.raw)} plans")


if __name__ == "__main__":
    main()
