"""Which place a document is of: that of who issues it, else of its title, else the one that its words speak from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cetu.corpus.describing.places import leading_place, names_of_level, places_named
from cetu.corpus.describing.words import any_of

NATION = "000000"
NATIONAL = re.compile(
    r"(?:中共)?中央|中华人民共和国|第[一二三四五六七八九十]{1,4}届全国|国务院|国资委|国家|中国|全国|最高|[\u4e00-\u9fff]{2,10}部(?:等|$|、|办公厅|关于)|(?:科技|财政|教育|水利|商务)部"
)
LOCAL = re.compile(r"[省市县区旗州盟]|自治|(?:人民银行|人行)?营业管理部")
BRANCH = re.compile(r"(?:中国)?人民银行|人行|国家外汇管理局|国家金融监督管理总局|中国(?:银保监会|证监会)")
"""A branch of a central body may sit in a city and answer for its province: the others say what place it is."""
LEVELS = ("province", "city", "county")
SPOKEN = {level: re.compile(any_of(f"ours_{level}")) for level in LEVELS}
OWN_NATION = re.compile(any_of("ours_national"))
ADDRESSED = {level: re.compile(any_of(f"addressed_{level}")) for level in ("national", *LEVELS)}
MANY = 3
"""So many words of a kind show from where a text speaks; fewer may be by the way."""
WHOLE = 2000
"""A local plan of so many characters says 我省, 全市 or the like somewhere."""
SHARE = 2
"""The place spoken from is named so many times as often as the next."""


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
    """Code of the place that a document is of; None where nothing says it for sure.

    A place in the names of the issuers comes first: a ministry's plan for one region is the nation's.
    """
    for names in ([name for name in issuers if not BRANCH.match(name)], issuers):
        if issuing := [code for name in names if (code := leading_place(name, text))]:
            return issuing[0]
    if any(NATIONAL.match(name) for name in issuers) and not any(LOCAL.match(name) for name in issuers):
        return NATION
    if code := leading_place(title, text):
        return code
    if NATIONAL.match(title):
        return NATION
    return _spoken_from(title, text)


def _spoken_from(title: str, text: str) -> str | None:
    """The place that a text speaks of as its own (我省, 全市, 区政府), or the nation."""
    counts = {level: len(pattern.findall(text)) for level, pattern in SPOKEN.items()}
    nation = len(OWN_NATION.findall(text))
    level = max(counts, key=lambda one: counts[one])
    if counts[level] < MANY:
        if not any(counts.values()) and (nation >= MANY or _of_the_state(text)):
            return NATION
        return _addressed(text, nation)
    # A county speaks of its city and province too, a city of its province: the smallest that speaks often is it.
    for smaller in ("county", "city"):
        if counts[smaller] * 3 >= counts[level] and counts[smaller] >= MANY:
            level = smaller
            break
    if nation > 3 * counts[level]:
        return NATION
    return _named_most(title, text, level)


def _of_the_state(text: str) -> bool:
    """Whether a whole text speaks of the state and of all places alike, never of a place of its own."""
    return len(text) >= WHOLE and len(re.findall(r"国家|各地(?!级)|中央", text)) >= MANY


def _addressed(text: str, nation: int) -> str | None:
    head = text[:1200]
    if ADDRESSED["national"].search(head) or nation >= 2 * MANY:
        return NATION
    return next((_named_most("", text, level) for level in reversed(LEVELS) if ADDRESSED[level].search(head)), None)


def _named_most(title: str, text: str, level: str) -> str | None:
    """The place of a level that stands in the title, or that the text names far more often than any other."""
    inside = sorted(_named(title, level))
    if len(inside) == 1:
        return inside[0]
    counts = sorted(((_times(code, text), code) for code in _named(text, level)), reverse=True)
    if not counts or counts[0][0] < MANY:
        return None
    return counts[0][1] if len(counts) == 1 or counts[0][0] >= SHARE * counts[1][0] else None


def _times(code: str, text: str) -> int:
    return sum(text.count(name) for name in _distinct(places_named(code)))


def _distinct(names: Iterable[str]) -> list[str]:
    """The shortest names, that the longer ones hold."""
    kept: list[str] = []
    for name in sorted(names, key=len):
        if not any(short in name for short in kept):
            kept.append(name)
    return kept


def _named(text: str, level: str) -> set[str]:
    """Codes of the places of one level that a text names; a municipality counts as a city too."""
    found: set[str] = set()
    for name, codes in names_of_level(level).items():
        if name in text:
            found.update(codes)
    return found
