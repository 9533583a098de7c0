"""Words for policy instruments in a sentence: funds, taxes, finance, pilots, platforms, talent, prices, standards.

What stands in one sentence with a technology is no statement that the one serves the other; it is what a reader looks
for first.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cetu.ontology.thesaurus import read_thesaurus
from cetu.ontology.vocabularies import Skos


@lru_cache(maxsize=256)
def instruments_in(sentence: str) -> tuple[str, ...]:
    """IRIs of the instruments that a sentence has words for, each once, in the order of the words.

    The longest word counts: 标准煤 is a unit of energy and no standard.

    >>> [iri.rsplit("/", 1)[1] for iri in instruments_in("设立专项资金，支持储能试点示范，节约标准煤100万吨。")]
    ['专项资金', '试点']
    """
    meant = _words()
    found = (meant[word] for word in _pattern().findall(re.sub(r"\s+", "", sentence)))
    return tuple(dict.fromkeys(iri for iri in found if iri))


@cache
def _words() -> dict[str, str]:
    """The instrument of each Chinese word; "" for a longer word that means none."""
    words: dict[str, str] = {}
    for concept in read_thesaurus("instruments"):
        words |= dict.fromkeys(concept.extras.get(Skos.hiddenLabel, ()), "")
        words |= dict.fromkeys((concept.label, *concept.alt_labels), concept.iri)
    return words


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_words(), key=lambda word: (-len(word), word)))))
