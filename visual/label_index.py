"""Search over the names of things: Chinese labels and synonyms, pinyin and initials, codes, English labels.

All names stand in one long text, line by line, so that a search is a search in one string: under 50 ms for 100,000
labels (bench/README.md). Pinyin is pypinyin's, which knows that 重 is chóng in 重庆.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from cetu.graph.dataset import Graph
from cetu.visual.descriptions import local, short
from cetu.visual.gathering import KINDS

NAMES = """
SELECT DISTINCT ?thing ?kind ?how ?name WHERE {
  { SELECT DISTINCT ?thing WHERE {
    { ?plan cetu:mentions ?thing } UNION { ?thing a cetu:Plan } UNION { ?thing a cetu:Task }
    UNION { ?thing a cetu:Target }
    UNION { ?plan a cetu:Plan ; cetu:mentions ?part . ?part cetu:within+ ?thing }
  } }
  ?thing a ?kind .
  VALUES ?how { rdfs:label skos:prefLabel skos:altLabel cetu:shortName skos:notation cetu:documentNumber }
  ?thing ?how ?name .
} ORDER BY ?thing"""
MOST = 30
SCANNED = 4000
"""Hits looked at before the best are chosen; a search for one common character has very many."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing with its label, and the other names that it has: `codes` are found from their beginning only."""

    id: str
    kind: str
    label: str
    names: tuple[str, ...] = ()
    english: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A thing and the name of it that was searched for; `how`: label, name, english, pinyin, initials."""

    entry: Entry
    name: str
    how: str


class LabelIndex:
    """An index of things by name. The first search by pinyin works the pinyin of all names out."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._plain = _Lines(
            (number, fold(name)) for number, entry in enumerate(self.entries) for name in _names(entry)
        )

    def search(self, words: str, *, kinds: Iterable[str] = (), most: int = MOST) -> list[Found]:
        """The best matches first: the whole name, then its beginning, then words within; shorter names first."""
        sought = fold(words.strip())
        if not sought:
            return []
        wanted = frozenset(kinds)
        ranked = [(*hit, "name") for hit in self._plain.find(sought)]
        if sought.isascii() and sought.replace(" ", "").isalpha() and len(sought) > 1:
            joined = sought.replace(" ", "").replace("'", "")
            ranked += [(rank + 3, number, text, "pinyin") for rank, number, text in self._pinyin.find(joined)]
            ranked += [(rank + 3, number, text, "initials") for rank, number, text in self._initials.find(joined)]
        ranked.sort(key=lambda hit: (hit[0], len(self.entries[hit[1]].label), hit[1]))
        found: dict[int, Found] = {}
        for _, number, text, how in ranked:
            if number not in found and (not wanted or self.entries[number].kind in wanted):
                found[number] = self._told(number, text, how)
                if len(found) == most:
                    break
        return list(found.values())

    def _told(self, number: int, text: str, how: str) -> Found:
        entry = self.entries[number]
        if how == "name":
            spelled = next((name for name in _names(entry) if fold(name) == text), text)
            how = "label" if spelled == entry.label else "english" if spelled == entry.english else "name"
            return Found(entry, spelled, how)
        return Found(entry, text, how)

    @cached_property
    def _pinyin(self) -> _Lines:
        return _Lines((number, "".join(syllables)) for number, syllables in self._syllables)

    @cached_property
    def _initials(self) -> _Lines:
        return _Lines((number, "".join(one[0] for one in syllables)) for number, syllables in self._syllables)

    @cached_property
    def _syllables(self) -> list[tuple[int, list[str]]]:
        from pypinyin import lazy_pinyin  # a quarter of a second that only a search by pinyin needs

        return [
            (number, [one.lower() for one in lazy_pinyin(name) if one.strip()])
            for number, entry in enumerate(self.entries)
            for name in (entry.label, *entry.names)
            if any("\u4e00" <= character <= "\u9fff" for character in name)
        ]


class _Lines:
    """Numbered lines in one string, to search all of them at once."""

    def __init__(self, lines: Iterable[tuple[int, str]]) -> None:
        kept = [(number, line.replace("\n", " ")) for number, line in lines if line]
        self._numbers = [number for number, _ in kept]
        self._text = "\n" + "".join(f"{line}\n" for _, line in kept)
        self._starts = list(accumulate((len(line) + 1 for _, line in kept), initial=1))

    def find(self, sought: str) -> Iterator[tuple[int, int, str]]:
        """Rank (0 the whole line, 1 its beginning, 2 within), number and line of what holds the words."""
        seen: set[int] = set()
        for rank, needle in enumerate((f"\n{sought}\n", f"\n{sought}", sought)):
            for line in self._holding(needle, 0 if rank == 2 else 1):
                if line not in seen:
                    seen.add(line)
                    yield rank, self._numbers[line], self._text[self._starts[line] : self._starts[line + 1] - 1]

    def _holding(self, needle: str, offset: int) -> Iterator[int]:
        at, count = self._text.find(needle), 0
        while at >= 0 and count < SCANNED:
            line = bisect_right(self._starts, at + offset) - 1
            yield line
            count += 1
            at = self._text.find(needle, max(at + 1, self._starts[line + 1] - 1))


def label_index(graph: Graph) -> LabelIndex:
    """The index of all that the plans of a graph name, of plans, tasks and targets, and of regions around."""
    return LabelIndex(read_entries(graph))


def read_entries(graph: Graph) -> list[Entry]:
    """Things with their names, in order of IRI."""
    said: dict[str, tuple[set[str], dict[str, list[tuple[str, str]]]]] = {}
    for row in graph.select(NAMES):
        kinds, names = said.setdefault(row["thing"].value, (set(), {}))
        kinds.add(local(row["kind"].value))
        names.setdefault(local(row["how"].value), []).append((row["name"].value, row["name"].language or ""))
    return [entry for iri, (kinds, names) in said.items() for entry in _entry(iri, kinds, names)]


def _entry(iri: str, kinds: set[str], names: dict[str, list[tuple[str, str]]]) -> Iterator[Entry]:
    kind = next((kind for kind in KINDS if kind in kinds), None)
    chinese = sorted(
        {name for how in ("label", "prefLabel") for name, language in names.get(how, ()) if language != "en"}
    )
    if kind and chinese:
        label = min((name for name, language in names.get("label", ()) if language != "en"), default=chinese[0])
        english = next((name for name, language in names.get("prefLabel", ()) if language == "en"), "")
        others = {name for said in names.values() for name, _ in said} - {label, english}
        yield Entry(short(iri), kind, label, tuple(sorted(others)), english)


def fold(name: str) -> str:
    """A name as it is compared: compatibility forms and case do not count, so that CO2 finds CO₂."""
    return unicodedata.normalize("NFKC", name).casefold()


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry.label, *entry.names, *([entry.english] if entry.english else ()))
