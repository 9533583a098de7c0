"""How alike the units of two plans are, by their headings, their texts and their sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cetu.queries.alignment.paper import Sentence
from cetu.queries.alignment.units import Unit, core
from cetu.queries.alignment.wording import Matrix, best_pairs, cosines, rarity

HEADING = 0.4
"""What full likeness of two headings adds to the likeness of the two texts."""
NEAR = 0.1
"""What it adds that the tasks which hold two entries answer to each other."""
SAME_SENTENCE = 0.3
"""Likeness from which two sentences are taken to say alike."""


PASSAGE = 0.2
"""Least likeness of two paragraphs, with their headings, that answer to each other."""


@dataclass(frozen=True)
class Likeness:
    """How alike the units of two plans are, each matrix with a row per left and a column per right unit.

    text: of their own text. heading: of their titles' cores. shared: the share of the left unit's text whose likest
    sentence in the other plan stands in the right unit, and the other way round. score: of all that; 0 where one unit
    only opens the tasks below it and the other does not.
    """

    left: tuple[Unit, ...]
    right: tuple[Unit, ...]
    near: frozenset[tuple[int, int]] = frozenset()
    """Pairs whose surroundings answer to each other."""

    @cached_property
    def weights(self) -> dict[str, float]:
        return rarity([unit.title + unit.body for unit in (*self.left, *self.right)])

    @cached_property
    def text(self) -> Matrix:
        return cosines([one.body for one in self.left], [one.body for one in self.right], self.weights)

    @cached_property
    def heading(self) -> Matrix:
        return cosines([core(one.title) for one in self.left], [core(one.title) for one in self.right], self.weights)

    @cached_property
    def score(self) -> Matrix:
        found: Matrix = self.text + HEADING * self.heading
        for pair in self.near:
            found[pair] += NEAR
        holds = np.array([one.holds for one in self.left])[:, None] != np.array([one.holds for one in self.right])
        found[holds] = 0.0
        return np.minimum(1.0, found)

    @cached_property
    def passages(self) -> dict[tuple[int, int], tuple[float, str, str]]:
        """Pairs of units of which a paragraph with a sentence for its heading answers to one of the other's (or to all
        of the other, where it has none): how alike the two are, what they are called. Paragraphs meet one to one.
        """
        left, right = (
            [(at, lead, text) for at, unit in enumerate(side) for lead, text in unit.passages]
            for side in (self.left, self.right)
        )
        text = cosines([one[2] for one in left], [one[2] for one in right], self.weights)
        heading = cosines([core(one[1]) for one in left], [core(one[1]) for one in right], self.weights)
        score = text + HEADING * heading
        edges = {(i, j): float(score[i, j]) for i, j in np.argwhere(score >= PASSAGE).tolist() if text[i, j] > 0}
        found: dict[tuple[int, int], tuple[float, str, str]] = {}
        for a, b in best_pairs(edges):
            (i, lead, _), (j, other, _) = left[a], right[b]
            if (self.left[i].leads or self.right[j].leads) and self.left[i].holds == self.right[j].holds:
                found[i, j] = max(found.get((i, j), (0.0, "", "")), (edges[a, b], lead, other))
        return found

    @cached_property
    def sentences(self) -> tuple[list[tuple[int, Sentence]], list[tuple[int, Sentence]]]:
        """Every sentence with the index of its unit, of the left and of the right."""
        left = [(at, one) for at, unit in enumerate(self.left) for one in unit.sentences]
        right = [(at, one) for at, unit in enumerate(self.right) for one in unit.sentences]
        return left, right

    @cached_property
    def alike(self) -> Matrix:
        """Likeness of every left sentence with every right one."""
        left, right = ([one.text for _, one in side] for side in self.sentences)
        return cosines(left, right, rarity([*left, *right]))

    @cached_property
    def shared(self) -> tuple[Matrix, Matrix]:
        """shared_left and shared_right."""
        left, right = self.sentences
        shape = (len(self.left), len(self.right))
        ours, theirs = np.zeros(shape), np.zeros(shape)
        if left and right:
            for at, (i, one) in enumerate(left):
                best = int(self.alike[at].argmax())
                if self.alike[at, best] >= SAME_SENTENCE:
                    ours[i, right[best][0]] += len(one.text)
            for at, (j, one) in enumerate(right):
                best = int(self.alike[:, at].argmax())
                if self.alike[best, at] >= SAME_SENTENCE:
                    theirs[left[best][0], j] += len(one.text)
        return ours / _lengths(self.left)[:, None], theirs / _lengths(self.right)[None, :]

    def best_sentence(self, i: int, j: int) -> tuple[Sentence, Sentence, float] | None:
        """The likest two sentences of two units."""
        left, right = self.sentences
        ours = [at for at, (unit, _) in enumerate(left) if unit == i]
        theirs = [at for at, (unit, _) in enumerate(right) if unit == j]
        if not ours or not theirs:
            return None
        part = self.alike[np.ix_(ours, theirs)]
        a, b = np.unravel_index(int(part.argmax()), part.shape)
        return left[ours[a]][1], right[theirs[b]][1], float(part[a, b])


def _lengths(units: Sequence[Unit]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([max(1, sum(len(one.text) for one in unit.sentences)) for unit in units], dtype=np.float64)
