"""Mentions that a gazetteer knows: regions with their GB/T 2260 codes, institutions with their canonical names.

A short form of a county (和平, 建设) is a place only beside another place or within the plan's own jurisdiction;
a place inside an institution's name (大连海事大学) is no mention of the place.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from cetu.extract.areas import areas, goes_on
from cetu.extract.lexicon import only, pattern, words
from cetu.extract.overlaps import met
from cetu.extract.segmentation import boundaries
from cetu.ontology.thesaurus import Concept, read_thesaurus
from cetu.ontology.vocabularies import Owl


@dataclass(frozen=True, slots=True)
class Place:
    """A region mention in view offsets; `concept` is None where several fit and nothing decides. `tagged`: its
    probability where only the tagger found it."""

    start: int
    end: int
    concept: Concept | None
    sure: bool
    tagged: float | None = None


@cache
def _region_names() -> tuple[AhoCorasick, tuple[str, ...]]:
    thesaurus = read_thesaurus("regions")
    names = {n for c in thesaurus.concepts for n in (c.label, *c.alt_labels) if len(n) > 1}
    blocked = {w: True for w in words("notplaces")}
    ordered = tuple(sorted(names | set(blocked)))
    return AhoCorasick(ordered, matchkind=MatchKind.LeftmostLongest), ordered


def find_places(text: str, jurisdiction: str | None) -> list[Place]:
    """Regions named in the view `text`, resolved with the plan's `jurisdiction` (GB/T 2260 code) in mind."""
    return read_places(text, jurisdiction)[0]


def read_places(text: str, jurisdiction: str | None) -> tuple[list[Place], list[Place]]:
    """`find_places`, and names of the gazetteer that nothing in the text shows to be places (共和, 海晏)."""
    automaton, names = _region_names()
    thesaurus, blocked = read_thesaurus("regions"), words("notplaces")
    found: list[Place] = []
    doubtful: list[Place] = []
    words_meet = boundaries(text)
    begins = sorted(words_meet)
    matches = automaton.find_matches_as_indexes(text)
    if jurisdiction in (None, NATION):
        jurisdiction = _spoken_of([names[index] for index, _, _ in matches]) or jurisdiction
    for index, start, end in matches:
        name = names[index]
        if name.endswith("区") and text.startswith("域", end):
            name, end = name[:-1], end - 1  # 海南区域, 新建区域
        if name in blocked or not thesaurus.by_name(name):
            continue
        candidates = [c for c in thesaurus.by_name(name) if not c.extra(Owl.deprecated)] or list(
            thesaurus.by_name(name)
        )
        concept = _decide(candidates, name, jurisdiction)
        if start not in words_meet and (end not in words_meet or not _before_place(text, begins, start)):
            doubtful.append(Place(start, end, concept, False))  # in the middle or at the end of another word
            continue
        found.append(Place(start, end, concept, _sure(candidates, name, jurisdiction)))
    supported = _supported(text, found, jurisdiction)
    kept = {place.start for place in supported}
    doubtful += [place for place in found if place.start not in kept]
    whole = _natural(text, _zones(text, _joined(text, supported)))
    return whole, [_coded(text, place, jurisdiction) for place in doubtful]


def _coded(text: str, place: Place, jurisdiction: str | None) -> Place:
    """A doubtful place without its code where another may be meant: a county of another province, a river (清河)."""
    far = jurisdiction not in (None, NATION) and place.concept and not _closeness(place.concept, jurisdiction)
    return replace(place, concept=None) if far or text[place.end - 1] in "河江湖" else place


NATION = "000000"
LEAST, LEAST_KNOWN, SURE = 0.6, 0.3, 0.8
"""Probability that a place needs which only the tagger found, that one needs which the gazetteer has in doubt, and from
which on it is no doubtful one."""


def with_tagged(
    found: list[Place], tagged: Sequence[tuple[int, int, float]], doubtful: Iterable[Place] = ()
) -> list[Place]:
    """Places of the gazetteer that the tagger does not exclude, with those (start, end, probability) that it finds
    beside them: what goes on behind a place of the gazetteer is one name with it (太平河城市片区), else the gazetteer's
    stays; a doubtful one (共和) the tagger makes sure."""
    spans = sorted((start, end) for start, end, _ in tagged)
    places = {(p.start, p.end): p for p in found if met(spans, p.start, p.end)}
    given = sorted(places)
    named = {(p.start, p.end): p.concept for p in doubtful}
    for start, end, probability in tagged:
        over = met(given, start, end)
        nearer = any(a < start or end <= b for a, b in over)
        least = SURE if over else LEAST_KNOWN if (start, end) in named else LEAST
        if nearer or probability < least:
            continue
        for span in over:
            places.pop(span, None)
        places[start, end] = Place(start, end, named.get((start, end)), probability >= SURE, probability)
    return [places[span] for span in sorted(places)]


def _before_place(text: str, begins: list[int], start: int) -> bool:
    """Whether what a word has before the name at `start` is a word of its own that the segmenter joined to it
    (以环杭州湾, 山西大同), and not the beginning of another name (金佛山, 新增城市)."""
    before = text[begins[bisect(begins, start) - 1] : start]
    return before in JOINING or bool(read_thesaurus("regions").by_name(before) or only("verbs").fullmatch(before))


def _spoken_of(names: list[str]) -> str | None:
    """The province that a text without a jurisdiction speaks of: one that three in five of its places lie in."""
    regions = read_thesaurus("regions")
    codes = [
        c.notation[:2] for n in names if len(c_ := regions.by_name(n)) == 1 and _is_code(c := c_[0]) and c.notation
    ]
    first = Counter(codes).most_common(1)
    if not first or first[0][1] < 3 or 5 * first[0][1] < 3 * len(codes):
        return None
    return f"{first[0][0]}0000"


def _zones(text: str, found: list[Place]) -> list[Place]:
    """Places by the zones that they name; what lies in a zone (杭州湾 in 上虞杭州湾经济开发区) is none of its own."""
    zones: list[Place] = []
    for place in found:
        if not zones or zones[-1].end <= place.start:
            zones.append(_zone(text, place))
    return zones


def _zone(text: str, place: Place) -> Place:
    """青岛自贸片区, 成都平原经济区: the zone whose name begins with the place is one name; 成渝地区 keeps its 地区."""
    area = (DISTRICT if place.concept and _is_code(place.concept) else AREA).match(text, place.end)
    if area:
        return Place(place.start, area.end(), place.concept, place.sure)
    zone = ZONE.match(text, place.end)
    if zone and not ZONE_BARS.search(zone.group()):
        return Place(place.start, zone.end(), None, place.sure)
    return place


def _is_code(concept: Concept) -> bool:
    """Whether a region is an administrative one of GB/T 2260."""
    return bool(re.fullmatch(r"\d{6}", concept.notation or ""))


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


JOINING = frozenset("和与及或等由除以在对向至到沿自从是有将把为建造成开")
"""Characters that may stand before a place and be taken into one word with it."""

AREA, ZONE, ZONE_BARS = pattern("places.area"), pattern("places.zone"), pattern("places.zone_bars")
DISTRICT, SPLIT = pattern("places.district"), pattern("places.split")
DASH, DASHED, ON_RIVER = pattern("places.dash"), pattern("places.dashed"), pattern("places.on_river")
ORDERED = re.compile(r"(?:支持|鼓励|指导|推动|依托|在|推进|结合|实施|位于|向)$")
FEATURE = re.compile(r"[湖山河江口岛](?![西苏东北南区县])")


def _natural(text: str, found: list[Place]) -> list[Place]:
    """Places with what their name goes on with (辽东山区), areas without a code, and what is one name of several."""
    grown = []
    for place in (*found, *_split(text)):
        start, end = goes_on(text, place.start, place.end)
        grown.append(place if (start, end) == (place.start, place.end) else Place(start, end, None, place.sure))
    more = areas(text, sorted((p.start, p.end) for p in grown))
    grown = [p for p in grown if not met(more, p.start, p.end)]
    grown += [Place(start, end, None, True) for start, end in more]
    return _along(text, sorted(grown, key=lambda p: p.start))


def _along(text: str, found: list[Place]) -> list[Place]:
    """Names of several places: 成都—重庆发展轴 from one to the other, 黄河青海流域 of one within the other."""
    whole: list[Place] = []
    for place in found:
        end = _one_name(text, whole[-1].end, place) if whole else None
        if end is None:
            whole.append(place)
            continue
        while len(whole) > 1 and DASH.fullmatch(text[whole[-2].end : whole[-1].start]):
            whole.pop()
        whole[-1] = Place(whole[-1].start, end, None, True)
    return whole


def _one_name(text: str, before: int, place: Place) -> int | None:
    """Where the name ends that a place has with the one that ends at `before`, if it has one."""
    if before == place.start:
        river = ON_RIVER.match(text, place.start)
        return max(river.end(), place.end) if river and river.end() >= place.end else None
    dashed = DASHED.match(text, place.end) if DASH.fullmatch(text[before : place.start]) else None
    return dashed.end() if dashed else None


def unsplit(name: str) -> str:
    """The name of a place of which a part stands in brackets.

    >>> unsplit("成（都）"), unsplit("渤海（辽宁段）")
    ('成都', '渤海（辽宁段）')
    """
    return re.sub(r"^(.)（(.{1,2})）$", r"\1\2", name)


def _split(text: str) -> Iterator[Place]:
    """成（都）德（阳）眉（山）: names of which a part stands in brackets."""
    for match in SPLIT.finditer(text):
        start = match.start() - 1
        known = read_thesaurus("regions").by_name(text[max(0, start)] + match.group()[1:-1]) if start >= 0 else ()
        if known:
            name = text[start] + match.group()[1:-1]
            yield Place(start, match.end(), _decide(list(known), name, None), True)


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
    if jurisdiction in (None, NATION) or not code:
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
        chained = _chained(text, found, i, jurisdiction)
        own = place.concept is not None and _closeness(place.concept, jurisdiction) > 0
        ordered = own and ORDERED.search(text, max(0, place.start - 3), place.start)
        if not place.sure and FEATURE.match(text, place.end):
            continue  # 鄱阳湖, 缙云山: a county's name in that of a lake or a mountain
        zoned = _zone(text, place).end > place.end  # 上虞杭州湾经济开发区
        if place.sure or ordered or chained or ((listed or zoned) and place.concept is not None):
            kept.append(place)
    return kept


def _chained(text: str, found: list[Place], i: int, jurisdiction: str | None) -> bool:
    """Whether a short form is one of three or more places side by side (桐庐、宁国、岳西), or of
    two that 等 closes or that lie in the plan's own jurisdiction."""
    first, last = i, i
    while first > 0 and text[found[first - 1].end : found[first].start] in ("、", "和"):
        first -= 1
    while last + 1 < len(found) and text[found[last].end : found[last + 1].start] in ("、", "和"):
        last += 1
    closed = text[found[last].end : found[last].end + 1] == "等"
    own = all(p.concept and _closeness(p.concept, jurisdiction) for p in found[first : last + 1])
    return last - first >= (1 if closed or own else 2)


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
    matches = automaton.find_matches_as_indexes(text)
    # 财政部门 are departments, not the ministry
    return [(start, end) for _, start, end in matches if not text.startswith("部门", end - 1)]
