"""Names of places at the beginning of a name, as GB/T 2260 codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from cetu.ontology.terms import Cetu
from cetu.ontology.thesaurus import Concept, read_thesaurus
from cetu.ontology.vocabularies import Owl

LEAD = re.compile(
    r"^(?:中共|关于|印发|《|〈|“|\d{4}年|中国共产党|[（(]此件[^）)]*[）)]|国家税务总局|中国人民银行|人民银行|人行|国家金融监督管理总局"
    r"|新疆生产建设兵团(?=第)|第[一二三四五六七八九十]{1,3}师|中国(?:银行保险|证券)监督管理委员会|中国银保监会|中国证监会|国家能源局(?!综合)|国家统计局)+"
)
LONGEST_NAME = 14
PLACED = {"province": 2, "prefecture": 4, "county": 6}
MUNICIPALITIES = ("11", "12", "31", "50")
ZONES = {"西海岸新区": "370211", "青岛西海岸新区": "370211", "江北新区": "320100", "济源示范区": "419001"}
"""Zones that plans come from, with the place that they lie in, where the thesaurus has none."""


def leading_place(name: str, text: str = "") -> str | None:
    """Code of the place that a name begins with, the smallest of several in a row; `text` decides between namesakes.

    >>> leading_place("辽宁省碳达峰实施方案"), leading_place("中共绵阳市委关于加快发展绿色低碳产业的决定")
    ('210000', '510700')
    >>> leading_place("四川省成都市储能规划"), leading_place("能源科技创新规划"), leading_place("朝阳区规划")
    ('510100', None, None)
    """
    lead = LEAD.match(name)
    at = lead.end() if lead else 0
    code: str | None = None
    while at < len(name):
        found, end = _place_at(name, at, code, text)
        if found is None:
            break
        code, at = found, end
    return code


def place_at(words: str, at: int) -> bool:
    """Whether the name of a place stands at `at`."""
    return any(words[at:end] in _index() for end in range(at + 2, min(len(words), at + LONGEST_NAME) + 1))


def places_named(code: str) -> tuple[str, ...]:
    """Names of the place with a code, the full one first; () for an unknown code."""
    return _by_code().get(code, ())


@cache
def names_of_level(level: str) -> dict[str, tuple[str, ...]]:
    """Codes by name of the provinces, cities or counties; the four municipalities are cities too."""
    kept = {name: tuple(code for code in codes if _is_of(code, level)) for name, codes in _index().items()}
    return {name: codes for name, codes in kept.items() if codes}


def _is_of(code: str, level: str) -> bool:
    if level == "county":
        return not code.endswith("00")
    if level == "province":
        return code.endswith("0000")
    return code.endswith("00") and (not code.endswith("0000") or code[:2] in MUNICIPALITIES)


def _place_at(name: str, at: int, within: str | None, text: str) -> tuple[str | None, int]:
    """The longest place that stands at `at`, inside the place already read."""
    index = _index()
    for end in range(min(len(name), at + LONGEST_NAME), at + 1, -1):
        called = (*index.get(name[at:end], ()), *_abolished().get(name[at:end], ()))
        codes = [c for c in called if within is None or is_inside(c, within)]
        if codes:
            return choose_place(codes, text), end
    return None, at


def is_inside(code: str, outer: str) -> bool:
    """Whether the place with a code lies in another.

    >>> is_inside("210200", "210000"), is_inside("210213", "210200"), is_inside("210200", "210200")
    (True, True, False)
    """
    return code != outer and code.startswith(outer[:2] if outer.endswith("0000") else outer.rstrip("0")[:4])


def choose_place(codes: Sequence[str], text: str) -> str | None:
    """The only one of the namesakes, or the one whose province and city the text names most; None where none is."""
    if len(codes) <= 1:
        return codes[0] if codes else None
    counts = sorted(((_named_around(code, text), code) for code in codes), reverse=True)
    return counts[0][1] if counts[0][0] > counts[1][0] else None


def _named_around(code: str, text: str) -> int:
    outer = {code[:2] + "0000", code[:4] + "00"} - {code}
    return sum(text.count(min(names, key=len)) for one in outer if (names := places_named(one)))


@cache
def _index() -> dict[str, tuple[str, ...]]:
    """Codes by name: full names of all, short names of provinces and prefectures (沈阳), none of counties."""
    index: dict[str, tuple[str, ...]] = {name: (code,) for name, code in ZONES.items()}
    for name, code in _names():
        index[name] = (*index.get(name, ()), code)
    return index


@cache
def _abolished() -> dict[str, tuple[str, ...]]:
    """Codes by name of the cities and counties that there are no more, for documents of their time; none of a name
    that its province goes on using."""
    names: dict[str, tuple[str, ...]] = {}
    for concept in read_thesaurus("regions"):
        kind, code = concept.extra(Cetu.regionKind), concept.notation
        if kind not in PLACED or code is None or not concept.extra(Owl.deprecated):
            continue
        if not any(live[:2] == code[:2] for live in _index().get(concept.label, ())):
            names[concept.label] = (*names.get(concept.label, ()), code)
    return names


@cache
def _by_code() -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for name, code in _names():
        names[code] = (*names.get(code, ()), name)
    return names


def _names() -> Iterator[tuple[str, str]]:
    for concept in read_thesaurus("regions"):
        kind = concept.extra(Cetu.regionKind)
        if kind not in PLACED or concept.notation is None or concept.extra(Owl.deprecated):
            continue
        yield concept.label, concept.notation
        if kind != "county":
            yield from ((name, concept.notation) for name in _chinese(concept) if name != concept.label)


def _chinese(concept: Concept) -> list[str]:
    return [name for name in (concept.label, *concept.alt_labels) if len(name) >= 2 and not name.isascii()]
