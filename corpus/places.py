"""Which place a document is of: the GB/T 2260 code of the place that its title or its issuers name first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from cetu.ontology.terms import Cetu
from cetu.ontology.thesaurus import Concept, read_thesaurus
from cetu.ontology.vocabularies import Owl

NATION = "000000"
NATIONAL = re.compile(
    r"(?:中共)?中央|国务院|国资委|国家|中国|全国|最高|[\u4e00-\u9fff]{2,10}部(?:等|$|、|办公厅|关于)"
    r"|(?:科技|财政|教育|水利|商务)部"
)
SUBNATIONAL = re.compile(
    r"[我本](?:[省县州]|市(?!场)|区(?!域))|全(?:[省县州]|市(?!场)|区(?!域))|(?:全|我|本)自治区"
    r"|(?<!各)(?:[省市县]|自治区)(?:委、|政府)"
)
OWN_NATION = 2
LEAD = re.compile(r"^(?:中共|关于|印发|《|〈|“|\d{4}年|中国共产党|[（(]此件[^）)]*[）)])+")
LONGEST_NAME = 14
PLACED = {"province": 2, "prefecture": 4, "county": 6}


def level_of(code: str | None) -> str | None:
    """Level of the body whose place has this code.

    >>> [level_of(code) for code in ("000000", "210000", "210200", "340212", None)]
    ['national', 'province', 'city', 'county', None]
    """
    if code is None:
        return None
    if code == NATION:
        return "national"
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


def find_jurisdiction(title: str, issuers: Sequence[str], text: str) -> str | None:
    """Code of the place that a document is of; None where title and issuers name none that is sure."""
    for name in (title, *issuers):
        if code := leading_place(name, text):
            return code
    if any(NATIONAL.match(name) for name in (*issuers, title)):
        return NATION
    if text.count("我国") >= OWN_NATION and not SUBNATIONAL.search(text):
        return NATION
    return None


def leading_place(name: str, text: str = "") -> str | None:
    """Code of the place that a name begins with, the smallest of several in a row; `text` decides between namesakes.

    >>> leading_place("辽宁省碳达峰实施方案"), leading_place("中共绵阳市委关于加快发展绿色低碳产业的决定")
    ('210000', '510700')
    >>> leading_place("四川省成都市储能规划"), leading_place("能源科技创新规划")
    ('510100', None)
    """
    at = _begin(name)
    code: str | None = None
    while at < len(name):
        found, end = _place_at(name, at, code, text)
        if found is None:
            break
        code, at = found, end
    return code


def _begin(name: str) -> int:
    lead = LEAD.match(name)
    return lead.end() if lead else 0


def _place_at(name: str, at: int, within: str | None, text: str) -> tuple[str | None, int]:
    """The longest place that stands at `at`, inside the place already read."""
    index = _index()
    for end in range(min(len(name), at + LONGEST_NAME), at + 1, -1):
        codes = index.get(name[at:end])
        if codes:
            code = _choose([c for c in codes if within is None or _inside(c, within)], text)
            if code is not None:
                return code, end
    return None, at


def _inside(code: str, outer: str) -> bool:
    return code != outer and code.startswith(outer.rstrip("0")[:4] if not outer.endswith("0000") else outer[:2])


def _choose(codes: Sequence[str], text: str) -> str | None:
    """The only one of the namesakes, or the one whose province the text names most."""
    if len(codes) <= 1:
        return codes[0] if codes else None
    provinces = _provinces()
    counts = sorted(((text.count(provinces.get(code[:2], "\0")), code) for code in codes), reverse=True)
    return counts[0][1] if counts[0][0] > counts[1][0] else None


@cache
def _index() -> dict[str, tuple[str, ...]]:
    """Codes by name: full names of all, short names of provinces and prefectures (沈阳), none of counties."""
    index: dict[str, tuple[str, ...]] = {}
    for name, code in _names():
        index[name] = (*index.get(name, ()), code)
    return index


@cache
def _provinces() -> dict[str, str]:
    """Short name of each province by the first two digits of its code."""
    return {
        concept.notation[:2]: min(_chinese(concept), key=len)
        for concept in read_thesaurus("regions")
        if concept.notation and concept.extra(Cetu.regionKind) == "province"
    }


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
