"""What the network looks at: for every character of a text, small whole numbers that say where it stands.

Everything is an array over the characters of the view, so that a plan costs a few array operations and no loop over
characters: the place within the word, within a term of each thesaurus and word list, within a phrase of the grammar,
and what kind of clause it is.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from ahocorasick_rs import AhoCorasick, MatchKind
from numpy.typing import NDArray

from cetu.extract.lexicon import tails, verbs, words
from cetu.extract.segmentation import cut
from cetu.ontology.thesaurus import read_thesaurus

Values = NDArray[np.int64]
Span = tuple[int, int]

LONGEST = 6
"""Lengths of terms from here on are one value."""

CLAUSE = re.compile(r"[，。；：！？\n]")
SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]*")
LONG = 80
"""Characters from which on a sentence is read in parts."""

FIRST, INNER, LAST, WHOLE = 1, 2, 3, 4
"""Place within a word, term or phrase."""

LISTS = ("generic", "techheads", "nontech", "projectheads", "actions", "modifiers", "clusterheads", "institutionheads")


@dataclass(frozen=True, slots=True)
class Columns:
    """Code points, hashes of the words that they stand in, and `places` of shape (characters, columns)."""

    chars: Values
    words: Values
    places: Values


def sentences_of(text: str) -> list[Span]:
    """Spans that are tagged one by one: sentences and parts of sentences between semicolons, long ones at a comma."""
    found: list[Span] = []
    for match in SENTENCE.finditer(text):
        start, end = match.span()
        while end - start > LONG:
            comma = text.rfind("，", start + LONG // 2, start + LONG)
            stop = comma + 1 if comma > 0 else start + LONG if text.find("，", start, end) < 0 else -1
            if stop < 0:
                stop = text.find("，", start + LONG // 2, end) + 1 or end
            found.append((start, stop))
            start = stop
        if start < end:
            found.append((start, end))
    return found


def columns_of(text: str, layers: Sequence[Iterable[tuple[int, int, int]]]) -> Columns:
    """The columns of a text that is not empty. `layers`: what the grammar found, as (kind, start, end) per layer."""
    size = len(text)
    chars = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.int64)
    place, hashes = _words(text, size)
    columns = [place]
    columns += [_places(size, automaton.find_matches_as_indexes(text)) for automaton in _terms()]
    columns += [_layer(size, spans) for spans in layers]
    columns.append(_clauses(text, chars))
    return Columns(chars, hashes, np.stack(columns, axis=1))


def _words(text: str, size: int) -> tuple[Values, Values]:
    """The place within the word, and the word's hash."""
    found = cut(text)
    lengths = np.array([len(word) for word in found])
    index = np.repeat(np.arange(len(found)), lengths)
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    inside = np.arange(size) - starts[index]
    place = np.where(inside == 0, FIRST, INNER)
    place = np.where(inside == lengths[index] - 1, LAST, place)
    place = np.where(lengths[index] == 1, WHOLE, place)
    return place, np.array([_word_hash(word) for word in found], np.int64)[index]


def _clauses(text: str, chars: Values) -> Values:
    """Whether marks of a list stand before and behind in the clause, and 等 behind: 0 to 7."""
    size = len(text)
    begin, end = _bounds(text, size)
    comma, more = np.cumsum(chars == ord("、")), np.cumsum(chars == ord("等"))
    last = np.maximum(end - 1, 0)
    kind = (comma - comma[begin] > 0) * 4 + (comma[last] - comma > 0) * 2 + (more[last] - more > 0)
    return np.asarray(kind, np.int64)


def _bounds(text: str, size: int) -> tuple[Values, Values]:
    """Start and end, for every character, of the clause that it stands in."""
    marks = np.array([m.start() for m in CLAUSE.finditer(text)], np.int64)
    begin = np.zeros(size, np.int64)
    begin[marks] = marks
    begin[np.minimum(marks + 1, size - 1)] = np.minimum(marks + 1, size - 1)
    begin = np.maximum.accumulate(begin)
    after = np.append(marks, size)
    end = after[np.searchsorted(marks, np.arange(size), side="left")]
    return begin, np.maximum(end, begin + 1)


def _places(size: int, matches: Sequence[tuple[int, int, int]]) -> Values:
    """Place within a term and the term's length, 0 outside of terms."""
    places = np.zeros(size, np.int64)
    if matches:
        spans = np.array(matches)[:, 1:]
        lengths = spans[:, 1] - spans[:, 0]
        index = np.repeat(np.arange(len(spans)), lengths)
        inside = np.arange(len(index)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        value = np.where(inside == 0, FIRST, np.where(inside == lengths[index] - 1, LAST, INNER))
        value = np.where(lengths[index] == 1, WHOLE, value)
        places[spans[index, 0] + inside] = value * 8 + np.minimum(lengths[index], LONGEST)
    return places


def _layer(size: int, spans: Iterable[tuple[int, int, int]]) -> Values:
    """Place within a phrase of the grammar and the phrase's kind, 0 outside of phrases."""
    tags = np.zeros(size, np.int64)
    for kind, start, end in spans:
        tags[start:end] = kind * 8 + INNER
        tags[start] = kind * 8 + FIRST
        tags[end - 1] = kind * 8 + (WHOLE if end - start == 1 else LAST)
    return tags


@cache
def _word_hash(word: str) -> int:
    return zlib.crc32(word.encode())


@cache
def _terms() -> tuple[AhoCorasick, ...]:
    """Terms of the thesauri and lists of the lexicon, one automaton each."""
    kinds = [
        {n for c in read_thesaurus(name).concepts for n in (c.label, *c.alt_labels) if len(n) > 1}
        for name in ("technologies", "industries", "regions", "institutions")
    ]
    lists = [set(words(name)) for name in LISTS]
    return tuple(
        AhoCorasick(sorted(one), matchkind=MatchKind.LeftmostLongest)
        for one in (*kinds, set(verbs()) | set(tails()), *lists)
    )
