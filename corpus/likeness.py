"""How alike two texts are, from small sketches of them: for finding reposts among many thousand plans.

A text is the set of its clauses, bare of white space, width and punctuation, so that line breaks and page furniture
make no difference. Its sketch is the smallest hashes of that set (a bottom-k MinHash, Broder 1997): of two sketches the
share of common hashes among the smallest of both estimates the Jaccard index of the sets.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from zlib import crc32

SIZE = 64
"""Hashes in a sketch: an estimate has a standard error of 0.06 at the most, of 0.04 where nine tenths agree."""

SHORTEST = 6
"""Characters of a clause that counts; shorter ones stand in every plan."""

Sketch = Sequence[int]
"""Hashes, ascending."""

_CLAUSE = re.compile(r"[^，。；：！？、,;:!?（）()《》“”\"'‘’【】\[\]—\-·.…]+")


def clauses(text: str) -> list[str]:
    """The clauses of a text in order, bare.

    >>> clauses("到2025年，新型储能 装机\\n达到100万千瓦以上。")
    ['到2025年', '新型储能装机达到100万千瓦以上']
    """
    bare = "".join(unicodedata.normalize("NFKC", text).split())
    return _CLAUSE.findall(bare)


def sketch(text: str) -> Sketch:
    """The sketch of a text, hashes ascending; of a text without any clause of six characters all its clauses count."""
    found = clauses(text)
    counted = {one for one in found if len(one) >= SHORTEST} or set(found)
    return array("I", sorted({crc32(one.encode("utf-8", "surrogatepass")) for one in counted})[:SIZE])


def likeness(one: Sketch, other: Sketch) -> float:
    """Estimated share of clauses that two texts have in common, 0 to 1.

    >>> likeness((1, 2, 3), (1, 2, 3)), likeness((1, 2), (3, 4)), likeness((), (1,))
    (1.0, 0.0, 0.0)
    """
    first, second = set(one), set(other)
    common = first & second
    smallest = sorted(first | second)[:SIZE] if common else []
    return sum(value in common for value in smallest) / len(smallest) if smallest else 0.0


def may_be_alike(one: Sketch, other: Sketch, least: float) -> bool:
    """Whether the likeness can be `least` or more: a look at what is common, which is all that most pairs need.

    >>> may_be_alike((1, 2, 3), (1, 2, 4), 0.5), may_be_alike((1, 2, 3), (3, 4, 5), 0.5)
    (True, False)
    """
    common = len(set(one).intersection(other))
    return common > 0 and common / min(SIZE, len(one) + len(other) - common) >= least


def differences(one: str, other: str) -> Iterator[tuple[str, str]]:
    """Where two texts differ, clause by clause: what the first has in a place, and what the second has there.

    >>> list(differences("建设储能电站，装机100万千瓦。", "建设储能电站，装机120万千瓦。"))
    [('装机100万千瓦', '装机120万千瓦')]
    """
    first, second = clauses(one), clauses(other)
    for kind, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind != "equal":
            yield "，".join(first[a:b]), "，".join(second[c:d])
