"""Stage by example: what is asked of a technology where no verb alone says it, learned from annotated plans.

研究, 攻克, 示范 and 推广 say a stage by themselves; 发展, 加强 or 推进 say one only with the thing and with what stands
behind it. Features are the stage that the verbs of `clauses` say, the words before and behind the mention's list and
the mention's end; what each is worth stands in `model/stages.npz`, which `bench/train_stages.py` makes. A verb that
forbids stays the rules' to find, and a technology that is forbidden by example is not supported either. Offsets are of
the view.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from cetu.extract.drafting import Draft
from cetu.extract.extraction import STAGES
from cetu.extract.lexicon import pattern
from cetu.extract.weighing import read_rows

MODEL = "stages.npz"
ANSWERS = (None, *STAGES)
"""The answers in the order of the model's columns."""

FORBIDDEN = "restrict"
CLAUSE = re.compile(r"[，。；：\n]")
REACH, BEHIND = 60, 10
"""Characters looked at before and behind a list."""

TELLING = pattern("staging.telling")

Span = tuple[int, int]
Weights = Mapping[str, NDArray[np.float32]]


def stage(draft: Draft) -> None:
    """Give each technology of a draft the stage that is likeliest; what the rules forbid stays forbidden."""
    text = draft.plan.view.text
    listed = {key: span for span, (_, _, members) in draft.lists.items() for key in members}
    weights = read_model()
    for key, phrase in draft.phrases.items():
        if key[0] != "Technology" or FORBIDDEN in draft.stages.get(key, ()):
            continue
        span = (phrase.start, phrase.end)
        said = likeliest(weights, features(text, span, listed.get(key, span), phrase.stage))
        if said != phrase.stage:
            draft.restage(key, said)


def features(text: str, span: Span, listed: Span, ruled: str | None) -> Iterator[str]:
    """What speaks for one stage or another: of a mention, the list it stands in (or its own span), the rules' stage."""
    start, end = min(span[0], listed[0]), max(span[1], listed[1])
    ahead, behind = text[max(0, start - REACH) : start], text[end : end + BEHIND]
    clause = CLAUSE.split(ahead)[-1]
    yield f"rule {ruled}"
    yield f"rule {ruled} before {clause[-2:]}"
    yield f"rule {ruled} behind {behind[:2]}"
    for size in (1, 2, 3, 4):
        yield f"before {clause[-size:]}"
        yield f"behind {behind[:size]}"
        yield f"opening {clause[:size]}"
        yield f"left {text[max(0, span[0] - size) : span[0]]}"
        yield f"right {text[span[1] : span[1] + size]}"
        yield f"end {text[max(span[0], span[1] - size) : span[1]]}"
    words = TELLING.findall(clause)
    for word in set(words):
        yield f"word {word}"
    if words:
        yield f"last {words[-1]}"
        yield f"last {words[-1]} end {text[span[1] - 2 : span[1]]}"
    for word in set(TELLING.findall(CLAUSE.split(behind)[0])):
        yield f"word behind {word}"


def likeliest(weights: Weights, said: Iterator[str] | Sequence[str]) -> str | None:
    """The stage with the highest score."""
    total = weights[""].copy()
    for one in said:
        row = weights.get(one)
        if row is not None:
            total += row
    return ANSWERS[int(total.argmax())]


@cache
def read_model() -> Weights:
    """Of each feature its worth for every answer; of "" what counts always."""
    return read_rows(MODEL)
