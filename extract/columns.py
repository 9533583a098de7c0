"""What the network looks at: for every character of a text, small whole numbers that say where it stands.

The place within the word, within a term of each thesaurus and word list, within a phrase of the grammar, and what kind
of clause it is; arrays over the characters of the view.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cetu.extract.features import CLAUSE, Ground, Values, bounds


@dataclass(frozen=True, slots=True)
class Columns:
    """Code points, hashes of the words that they stand in, and `places` of shape (characters, columns)."""

    chars: Values
    words: Values
    places: Values


def columns_of(text: str, ground: Ground) -> Columns:
    """The columns of a text that is not empty."""
    places = (ground.place, *ground.terms, *ground.phrases, _clauses(text, ground.chars))
    return Columns(ground.chars, ground.hashes[ground.index], np.stack(places, axis=1))


def _clauses(text: str, chars: Values) -> Values:
    """Whether marks of a list stand before and behind in the clause, and 等 behind: 0 to 7."""
    size = len(text)
    begin, end = bounds(text, size, CLAUSE)
    comma, more = np.cumsum(chars == ord("、")), np.cumsum(chars == ord("等"))
    last = np.maximum(end - 1, 0)
    kind = (comma - comma[begin] > 0) * 4 + (comma[last] - comma > 0) * 2 + (more[last] - more > 0)
    return np.asarray(kind, np.int64)
