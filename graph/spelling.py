"""How names are spelled for an index of words: folded, one character a word, and as they sound in pinyin.

Most Chinese words have two characters, so that an index of three-character pieces misses them. Here every Chinese
character is a word of its own, and a search for some characters is a search for the words in a row: any piece of a
name is found, however short.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST_SOUND = 24
"""Letters of a sound that are kept: nobody types more before choosing."""

FURTHEST = 16
"""Characters of a name from which a sound may begin."""

_WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]|[^\W_\u3400-\u9fff\uf900-\ufaff]+")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def fold(name: str) -> str:
    """What names are compared by when people search: width, subscripts and case do not count, nor white space.

    >>> fold("ＣＯ₂ 捕集"), fold("Carbon  Capture")
    ('co2捕集', 'carbon capture')
    """
    folded = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", folded)


def words(folded: str) -> list[str]:
    """A folded name as words: Chinese characters one by one, anything else in runs.

    >>> words(fold("CO₂-捕集 unit"))
    ['co2', '捕', '集', 'unit']
    """
    return _WORD.findall(folded)


@lru_cache(maxsize=5000)
def _letters(syllable: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(syllable))


def sounds(name: str) -> list[str]:
    """What a reader of pinyin may type for a name, from any of its characters on: full sounds and first letters.

    >>> sounds("储能")
    ['chuneng', 'cn', 'neng']
    >>> sounds("CCUS")
    []
    """
    if not _CHINESE.search(name):
        return []
    from pypinyin import lazy_pinyin  # a tenth of a second that a build without new names need not spend

    syllables = [letters for one in lazy_pinyin(name) if (letters := _letters(one))]
    found: dict[str, None] = {}
    for start in range(min(len(syllables), FURTHEST)):
        found["".join(syllables[start:])[:LONGEST_SOUND]] = None
        if len(syllables) - start > 1:
            found["".join(one[0] for one in syllables[start:])[:LONGEST_SOUND]] = None
    return list(found)
