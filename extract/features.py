"""What the tagger looks at: for every character of a text, whole numbers that stand for what is around it.

Everything is an array over the characters of the view, so that a plan costs a few array operations a template and no
loop over characters. A feature is the hash of its template and of the values that the template combines; the values
are code points, hashes of words, and places within words, terms of the field and phrases of the grammar.
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
Hashes = NDArray[np.uint64]
Span = tuple[int, int]

LONGEST = 6
"""Lengths of terms from here on are one value."""

CLAUSE = re.compile(r"[，。；：！？\n]")
PIECE = re.compile(r"[，。；：！？\n、和与及等/（）]")
SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]*")
LONG = 80
"""Characters from which on a sentence is read in parts."""

FIRST, INNER, LAST, WHOLE = 1, 2, 3, 4
"""Place within a word, term or phrase."""

LISTS = ("generic", "techheads", "nontech", "projectheads", "actions", "modifiers", "clusterheads", "institutionheads")
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SPREAD = np.uint64(0xBF58476D1CE4E5B9)


def sentences_of(text: str) -> list[Span]:
    """Spans that are tagged one by one: sentences and parts of sentences between semicolons, long ones at a comma."""
    found: list[Span] = []
    for match in SENTENCE.finditer(text):
        start, end = match.span()
        while end - start > LONG:
            comma = text.rfind("，", start + LONG // 2, start + LONG)
            cut = comma + 1 if comma > 0 else start + LONG if text.find("，", start, end) < 0 else -1
            if cut < 0:
                cut = text.find("，", start + LONG // 2, end) + 1 or end
            found.append((start, cut))
            start = cut
        if start < end:
            found.append((start, end))
    return found


@dataclass(frozen=True, slots=True)
class Ground:
    """What features and network both look at: code points, the word of each character and the place in it, places in
    terms (an array for each thesaurus and list) and in phrases of the grammar (one for each layer)."""

    chars: Values
    hashes: Values
    index: Values
    place: Values
    terms: tuple[Values, ...]
    phrases: tuple[Values, ...]


def ground_of(text: str, layers: Sequence[Iterable[tuple[int, int, int]]]) -> Ground:
    """The ground of a text that is not empty. `layers`: what the grammar found, as (kind, start, end) per layer."""
    size = len(text)
    return Ground(
        np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.int64), *word_places(text, size),
        tuple(term_places(size, one.find_matches_as_indexes(text)) for one in terms()),
        tuple(phrase_places(size, spans) for spans in layers),
    )  # fmt: skip


def feature_hashes(text: str, ground: Ground) -> Hashes:
    """Hashes of shape (characters, templates)."""
    chars = ground.chars
    columns = [*_characters(chars), *_words(text, ground), *_clauses(text, chars)]
    for number, places in enumerate(ground.terms):
        columns += [(200 + 4 * number + i, (_shift(places, by),)) for i, by in enumerate((0, 1, -1))]
    for number, tags in enumerate(ground.phrases):
        columns += [(300 + 6 * number + i, (_shift(tags, by),)) for i, by in enumerate((0, 1, -1))]
        columns += [(304 + 6 * number, (tags, chars)), (305 + 6 * number, (tags, _shift(chars, 1)))]
    return np.stack([_hashed(template, values) for template, values in columns]).T  # a template after the other


Column = tuple[int, tuple[Values, ...]]


def _characters(chars: Values) -> Iterable[Column]:
    """Single characters, pairs and triples around the place."""
    at = {by: _shift(chars, by) for by in range(-3, 4)}
    for by in range(-3, 4):
        yield 10 + by, (at[by],)
    for by in range(-3, 3):
        yield 20 + by, (at[by], at[by + 1])
    for by in range(-3, 2):
        yield 30 + by, (at[by], at[by + 1], at[by + 2])


def word_places(text: str, size: int) -> tuple[Values, Values, Values]:
    """The hash of every word; for every character the number of its word, and the place within it."""
    found = cut(text)
    lengths = np.array([len(word) for word in found])
    hashes = np.array([word_hash(word) for word in found], np.int64)
    index = np.repeat(np.arange(len(found)), lengths)
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    inside = np.arange(size) - starts[index]
    place = np.where(inside == 0, FIRST, INNER)
    place = np.where(inside == lengths[index] - 1, LAST, place)
    return hashes, index, np.where(lengths[index] == 1, WHOLE, place)


def _words(text: str, ground: Ground) -> Iterable[Column]:
    """The word around the place and its neighbours, each with the place within the word."""
    size, hashes, index, place = len(text), ground.hashes, ground.index, ground.place
    near = {by: _shift(hashes, by)[index] for by in range(-2, 3)}
    for by in range(-2, 3):
        yield 50 + by, (near[by], place)
    yield 60, (near[-1], near[0], place)
    yield 61, (near[0], near[1], place)
    yield 62, (near[-1], near[1], place)
    yield 63, (place,)
    for number, pattern in enumerate((CLAUSE, PIECE)):
        begin, end = bounds(text, size, pattern)
        first, last = index[begin], index[np.maximum(end - 1, begin)]
        yield 70 + 8 * number, (hashes[first],)
        yield 71 + 8 * number, (hashes[last],)
        yield 72 + 8 * number, (hashes[np.minimum(first + 1, len(hashes) - 1)], hashes[first])
        yield 73 + 8 * number, (np.minimum(index - first, 5), np.minimum(last - index, 5))
        yield 74 + 8 * number, (hashes[last], np.minimum(last - index, 3))
        yield 75 + 8 * number, (hashes[first], np.minimum(index - first, 3))


def _clauses(text: str, chars: Values) -> Iterable[Column]:
    """Whether the clause is a list, is closed by 等, stands before a colon, and what bounds the piece."""
    size = len(text)
    begin, end = bounds(text, size, CLAUSE)
    comma, more = np.cumsum(chars == ord("、")), np.cumsum(chars == ord("等"))
    before = comma - comma[begin] > 0
    after = comma[np.maximum(end - 1, 0)] - comma > 0
    open_ = more[np.maximum(end - 1, 0)] - more > 0
    closing = chars[np.minimum(end, size - 1)]
    yield 90, (before * 4 + after * 2 + open_ * 1,)
    yield 91, (closing, (before * 4 + after * 2 + open_ * 1))
    first, stop = bounds(text, size, PIECE)
    yield 92, (chars[np.maximum(first - 1, 0)], chars[np.minimum(stop, size - 1)])
    yield 93, (chars[np.minimum(stop, size - 1)], np.minimum(stop - np.arange(size), 8))
    yield 94, (chars[np.maximum(first - 1, 0)], np.minimum(np.arange(size) - first, 8))


def bounds(text: str, size: int, pattern: re.Pattern[str]) -> tuple[Values, Values]:
    """Start and end, for every character, of the stretch between two marks that it stands in."""
    marks = np.array([m.start() for m in pattern.finditer(text)], np.int64)
    place = np.arange(size)
    begin = np.zeros(size, np.int64)
    begin[marks] = marks
    begin[np.minimum(marks + 1, size - 1)] = np.minimum(marks + 1, size - 1)
    begin = np.maximum.accumulate(begin)
    after = np.append(marks, size)
    end = after[np.searchsorted(marks, place, side="left")]
    return begin, np.maximum(end, begin + 1)


def _shift(values: Values, by: int) -> Values:
    """The value `by` places to the right (-1: one to the left), 0 beyond the ends."""
    moved = np.zeros_like(values)
    if by == 0:
        return values
    if abs(by) < len(values):
        if by > 0:
            moved[:-by] = values[by:]
        else:
            moved[-by:] = values[:by]
    return moved


def term_places(size: int, matches: Sequence[tuple[int, int, int]]) -> Values:
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


def phrase_places(size: int, spans: Iterable[tuple[int, int, int]]) -> Values:
    """Place within a phrase of the grammar and the phrase's kind, 0 outside of phrases."""
    tags = np.zeros(size, np.int64)
    for kind, start, end in spans:
        tags[start:end] = kind * 8 + INNER
        tags[start] = kind * 8 + FIRST
        tags[end - 1] = kind * 8 + (WHOLE if end - start == 1 else LAST)
    return tags


def _hashed(template: int, values: tuple[Values, ...]) -> Hashes:
    mixed = np.full(values[0].shape, template + 1, np.uint64) * _MIX
    for value in values:
        mixed = (mixed ^ value.astype(np.uint64)) * _SPREAD
        mixed ^= mixed >> np.uint64(29)
    return mixed


@cache
def word_hash(word: str) -> int:
    return zlib.crc32(word.encode())


@cache
def terms() -> tuple[AhoCorasick, ...]:
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
