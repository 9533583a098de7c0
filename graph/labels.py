"""An index of every name in a graph: found by any piece of it, by pinyin, by code, in Chinese or English.

One SQLite file belongs to each generation of a store (`indexing.py` writes it). A graph in memory, or one behind a URL,
gets its index in memory when it is first asked for.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from threading import Lock

from cetu.graph.indexing import Queryable, index_in_memory
from cetu.graph.spelling import fold, words

FOUND = """
SELECT thing.iri, thing.kind, thing.label, thing.uses, name.text FROM {source}
JOIN thing ON thing.id = name.thing WHERE {condition}{kinds}
ORDER BY name.folded = :folded DESC, thing.uses > 0 DESC, substr(name.folded, 1, length(:folded)) = :folded DESC,
  length(name.folded), thing.uses DESC, thing.label, thing.iri LIMIT :limit
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found. kind: local name of its class; matched: the name that fits; uses: plans that name it,
    0 for what only a thesaurus holds."""

    iri: str
    kind: str
    label: str
    matched: str
    uses: int


class LabelIndex:
    """An index to search. Holds one SQLite connection; may be asked from several threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = Lock()

    @classmethod
    def opened(cls, path: Path) -> LabelIndex:
        """The index in a file, to read; sqlite3.Error where it is none."""
        where = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(where, uri=True, check_same_thread=False)
        connection.execute("SELECT 1 FROM thing LIMIT 1").fetchone()  # SQLite looks into a file when it is first asked
        return cls(connection)

    @classmethod
    def of(cls, graph: Queryable) -> LabelIndex:
        """An index in memory of all that a graph names."""
        return cls(index_in_memory(graph))

    def search(self, text: str, kinds: Sequence[str] = (), limit: int = 20) -> list[Hit]:
        """Things with a name that holds the text, its pinyin or its first letters; the whole name first, then what
        plans speak of, then names that begin so, then the short ones. `kinds` are local names of classes."""
        folded = fold(text)
        if len(folded) == 1:  # a third of all names may hold it
            begins = f"name.folded >= :folded AND name.folded < char({ord(folded) + 1})"
            if len(found := self._select("name", begins, text, "", kinds, limit)) == limit:
                return found
        asked = _asked(folded)
        return self._select("word JOIN name ON name.id = word.rowid", "word MATCH :asked", text, asked, kinds, limit)

    def exact(self, text: str, kinds: Sequence[str] = ()) -> list[Hit]:
        """Things that are called so: by a name of any language, a code, or their IRI."""
        wanted = "(name.folded = :folded OR thing.iri = :text)"
        if "://" not in text:
            wanted = "name.folded = :folded"
        return self._select("name", wanted, text, "", kinds, 200)

    def near(self, text: str, kinds: Sequence[str] = (), limit: int = 5) -> list[str]:
        """Names that look like the text, the nearest first: what a person may have meant."""
        folded = fold(text)
        parts = [f'"{one}"' if len(one) == 1 else f'"{one[: max(2, len(one) // 2)]}"*' for one in words(folded)]
        if not parts:
            return []
        source, asked = "word JOIN name ON name.id = word.rowid", " OR ".join(dict.fromkeys(parts))
        hits = self._select(source, "word MATCH :asked", text, asked, kinds, 2000)
        rated = {hit.matched: _likeness(folded, hit) for hit in hits}
        return sorted((name for name, like in rated.items() if like > 0.3), key=lambda one: (-rated[one], one))[:limit]

    def __len__(self) -> int:
        with self._lock:
            return int(self._connection.execute("SELECT COUNT(*) FROM name").fetchone()[0])

    def _select(
        self, source: str, condition: str, text: str, asked: str, kinds: Sequence[str], limit: int
    ) -> list[Hit]:
        if not fold(text) or (":asked" in condition and not asked):
            return []
        names = {f"kind{number}": kind for number, kind in enumerate(kinds)}
        within = f" AND thing.kind IN ({', '.join(f':{name}' for name in names)})" if names else ""
        statement = FOUND.format(source=source, condition=condition, kinds=within)
        values = {"folded": fold(text), "text": text, "asked": asked, "limit": limit * 8, **names}
        with self._lock:
            rows = self._connection.execute(statement, values).fetchall()
        hits: dict[str, Hit] = {}
        for iri, kind, label, uses, matched in rows:
            hits.setdefault(iri, Hit(iri, kind, label, matched, uses))
        return list(hits.values())[:limit]


def _asked(folded: str) -> str:
    """The query of the full-text index: the words in a row, the last one perhaps unfinished if it is Latin, or as
    the sound of a name."""
    if not (asked := words(folded)):
        return ""
    phrase = f'"{" ".join(asked)}"' + ("*" if asked[-1].isascii() else "")
    if folded.isascii() and folded.replace(" ", "").isalnum():
        return f'(words : {phrase}) OR (sounds : "{folded.replace(" ", "")}"*)'
    return f"words : {phrase}"


def _likeness(folded: str, hit: Hit) -> float:
    """From 0 to 1, a little more for what plans speak of."""
    return SequenceMatcher(None, folded, fold(hit.matched)).ratio() + (0.1 if hit.uses else 0)
