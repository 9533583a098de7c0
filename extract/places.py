"""Mentions that a gazetteer knows: regions with their GB/T 2260 codes, institutions with their canonical names.

A short form of a county (和平, 建设) is a place only beside another place or within the plan's own jurisdiction;
a place inside an institution's name (大连海事大学) is no mention of the place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from cetu.extract.lexicon import pattern, words
from cetu.extract.segmentation import boundaries
from cetu.ontology.thesaurus import Concept, read_thesaurus
from cetu.ontology.vocabularies import Owl


@dataclass(frozen=True, slots=True)
class Place:
    """A region mention in view offsets; `concept` is None where several fit and nothing decides."""

    start: int
    end: int
    concept: Concept | None
    sure: bool


@cache
def _region_names() -> tuple[AhoCorasick, tuple[str, ...]]:
    thesaurus = read_thesaurus("regions")
    names = {n for c in thesaurus.concepts for n in (c.label, *c.alt_labels) if len(n) > 1}
    blocked = {w: True for w in words("notplaces")}
    ordered = tuple(sorted(names | set(blocked)))
    return AhoCorasick(ordered, matchkind=MatchKind.LeftmostLongest), ordered


def find_places(text: str, jurisdiction: str | None) -> list[Place]:
    """Regions named in the view `text`, resolved with the plan's `jurisdiction` (GB/T 2260 code) in mind."""
    automaton, names = _region_names()
    thesaurus, blocked = read_thesaurus("regions"), words("notplaces")
    found: list[Place] = []
    words_meet = boundaries(text)
    for index, start, end in automaton.find_matches_as_indexes(text):
        name = names[index]
        if name in blocked:
            continue
        candidates = [c for c in thesaurus.by_name(name) if not c.extra(Owl.deprecated)] or list(
            thesaurus.by_name(name)
        )
        if start not in words_meet and end not in words_meet:
            continue  # read out of the middle of other words
        concept = _decide(candidates, name, jurisdiction)
        found.append(Place(start, end, concept, _sure(candidates, name, jurisdiction)))
    return _natural(text, _joined(text, _supported(text, [_short(text, p) for p in found], jurisdiction)))


def _short(text: str, place: Place) -> Place:
    """长三角地区 is 长三角: 地区 behind a name that stands by itself is no part of it."""
    name = text[place.start : place.end]
    bare = name.removesuffix("地区").removesuffix("区域")
    if bare != name and len(bare) > 1 and read_thesaurus("regions").by_name(bare):
        return Place(place.start, place.start + len(bare), place.concept, place.sure)
    return place


def _joined(text: str, found: list[Place]) -> list[Place]:
    """嘉兴秀洲 is one mention, of the place within the other."""
    joined: list[Place] = []
    for place in found:
        last = joined[-1] if joined else None
        if last and last.end == place.start and last.concept and place.concept and _holds(last.concept, place.concept):
            joined[-1] = Place(last.start, place.end, place.concept, True)
        else:
            joined.append(place)
    return joined


def _holds(outer: Concept, inner: Concept) -> bool:
    return any(c.iri == outer.iri for c in read_thesaurus("regions").ancestors(inner.iri))


ORDERED = re.compile(r"(?:支持|鼓励|指导|推动|依托|在)$")
NATURE = pattern("places.nature")
CLIMATE = pattern("places.climate")


def _compass(text: str, place: Place) -> Place:
    """北方沿海, 东南沿海: the side of the compass belongs to the name."""
    name = text[place.start : place.end]
    side = text[max(0, place.start - 2) : place.start]
    if name.startswith("沿海") and re.fullmatch(r"北方|南方|东南|东部|东北|西南", side):
        return Place(place.start - 2, place.end, None, True)
    return place


NAMED_NATURE = pattern("places.named_nature")


def _natural(text: str, found: list[Place]) -> list[Place]:
    """Places with the natural feature that their name goes on with (辽东山区), and features named by themselves."""
    grown = []
    for place in found:
        match = NATURE.match(text, place.end)
        grown.append(Place(place.start, match.end(), None, place.sure) if match else place)
    grown += [Place(*m.span(), None, True) for m in CLIMATE.finditer(text)]
    grown = [_compass(text, p) for p in grown]
    taken = [(p.start, p.end) for p in grown]
    for match in NAMED_NATURE.finditer(text):
        if all(match.end() <= a or match.start() >= b for a, b in taken):
            grown.append(Place(match.start(), match.end(), None, True))
    return sorted(grown, key=lambda p: p.start)


def _decide(candidates: list[Concept], name: str, jurisdiction: str | None) -> Concept | None:
    """The candidate within the jurisdiction, else the one of the highest level, None where two stay equal."""
    if len(candidates) == 1:
        return candidates[0]
    ranked = sorted(candidates, key=lambda c: (-_closeness(c, jurisdiction), _level(c), c.iri))
    best, second = ranked[0], ranked[1]
    tie = (_closeness(best, jurisdiction), _level(best)) == (_closeness(second, jurisdiction), _level(second))
    return None if tie else best


def _level(concept: Concept) -> int:
    code = concept.notation or ""
    if not re.fullmatch(r"\d{6}", code):
        return 1
    return 0 if code.endswith("0000") else 1 if code.endswith("00") else 2


def _closeness(concept: Concept, jurisdiction: str | None) -> int:
    """Leading pairs of digits that a code shares with the jurisdiction; provinces and cities of others rank above
    counties of others, so that 朝阳 in a national plan is decided by level."""
    code = concept.notation or ""
    if not jurisdiction or jurisdiction == "000000" or not code:
        return 0
    if jurisdiction[:2] != code[:2]:
        return 0
    return 2 if jurisdiction[:4] == code[:4] and jurisdiction[2:4] != "00" else 1


def _sure(candidates: list[Concept], name: str, jurisdiction: str | None) -> bool:
    """Whether the name alone says that a place is meant."""
    if name in words("ambiguousplaces") and not any(_closeness(c, jurisdiction) for c in candidates):
        return False
    if any(c.label == name and _level(c) < 2 for c in candidates) or any(_level(c) < 2 for c in candidates):
        return True
    return any(c.label == name and len(name) > 2 for c in candidates)


def _supported(text: str, found: list[Place], jurisdiction: str | None) -> list[Place]:
    """Sure places, and short forms that stand in a list beside a place or are ordered about (支持瓦房店)."""
    kept: list[Place] = []
    for i, place in enumerate(found):
        before = bool(kept) and text[kept[-1].end : place.start] in ("、", "和", "与", "及")
        after = i + 1 < len(found) and text[place.end : found[i + 1].start] in ("、", "和", "与", "及")
        attached = i > 0 and found[i - 1].end == place.start and found[i - 1].sure
        listed = attached or before or (after and found[i + 1].sure)
        own = place.concept is not None and _closeness(place.concept, jurisdiction) > 0
        ordered = own and ORDERED.search(text, max(0, place.start - 3), place.start)
        if place.sure or ordered or (listed and place.concept is not None):
            kept.append(place)
    return kept


@cache
def _institution_names() -> tuple[AhoCorasick, tuple[str, ...]]:
    names: set[str] = set()
    for concept in read_thesaurus("institutions").concepts:
        if "/institution/kind/" in concept.iri:
            continue  # a kind of department is no body: 省委, 政府
        names.update(n for n in (concept.label, *concept.alt_labels) if len(n) > 1)
    ordered = tuple(sorted(names))
    return AhoCorasick(ordered, matchkind=MatchKind.LeftmostLongest), ordered


def known_institutions(text: str) -> list[tuple[int, int]]:
    """View spans of institutions that the thesaurus names."""
    automaton, _ = _institution_names()
    return [(start, end) for _, start, end in automaton.find_matches_as_indexes(text)]
