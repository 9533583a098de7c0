"""What the parent orders inside a task and the other plan nowhere says: sentences without a counterpart."""

from __future__ import annotations

from collections.abc import Iterator

from cetu.queries.alignment.counterparts import Counterparts, Outline
from cetu.queries.alignment.lexicon import pattern
from cetu.queries.alignment.paper import Sentence
from cetu.queries.alignment.rows import Row
from cetu.queries.alignment.verbs import align_verbs, orders
from cetu.queries.alignment.wording import cosines, rarity

UNSAID = 0.18
"""Likeness to the nearest sentence of the other plan below which a sentence is said nowhere there."""
LEAST_LENGTH = 14


def align_measures(counterparts: Counterparts) -> Iterator[Row]:
    """Rows of kind "measure": sentences that order something and have no like in the other plan, the left's (missing)
    and the right's (extra). Only inside units that have a counterpart: a unit without any is a row of its own."""
    left, right = counterparts.left, counterparts.right
    ours, theirs = _sentences(left), _sentences(right)
    if not ours or not theirs:
        return
    texts = [one.text for _, one in ours], [one.text for _, one in theirs]
    alike = cosines(*texts, rarity([*texts[0], *texts[1]]))
    forth, back = counterparts.partners
    for at, (unit, sentence) in enumerate(ours):
        if forth.get(unit) and alike[at].max() < UNSAID and _orders(left, sentence):
            yield _row(left, sentence, right.paper.title, float(alike[at].max()), left_side=True)
    for at, (unit, sentence) in enumerate(theirs):
        if back.get(unit) and alike[:, at].max() < UNSAID and _orders(right, sentence):
            yield _row(right, sentence, left.paper.title, float(alike[:, at].max()), left_side=False)


def _sentences(outline: Outline) -> list[tuple[int, Sentence]]:
    return [(at, one) for at, unit in enumerate(outline.units) for one in unit.sentences]


def _orders(outline: Outline, sentence: Sentence) -> bool:
    bare = pattern("duty").sub("", sentence.text)
    return len(bare) >= LEAST_LENGTH and bool(orders(outline.paper, [sentence]))


def _row(outline: Outline, sentence: Sentence, other: str, nearest: float, *, left_side: bool) -> Row:
    paper = outline.paper
    iri = paper.names.span("sentence", sentence.start, sentence.end)
    side = paper.side(sentence.start, sentence.end, id="", iri=iri, name=sentence.text[:40], said="")
    reason = f"《{other}》全文没有相近的句子（最相近的只有{nearest:.2f}）"
    left, right = (side, None) if left_side else (None, side)
    relation = "missing" if left_side else "extra"
    return Row("measure", relation, left, right, reason, f"measure.{relation}", round(1 - nearest, 3))


def align_strength(counterparts: Counterparts) -> Iterator[Row]:
    """Rows of kind "verb" for every two units that answer to each other, each pair of clauses once."""
    left, right = counterparts.left, counterparts.right
    met: set[tuple[int, int]] = set()
    for one, others in sorted(counterparts.partners[0].items()):
        for other in sorted(others):
            units = left.units[one], right.units[other]
            for row in align_verbs(left.paper, right.paper, units[0].sentences, units[1].sentences):
                key = (row.left.start if row.left else 0, row.right.start if row.right else 0)
                if key not in met:
                    met.add(key)
                    yield row
