"""When two wordings name one indicator: by the thesaurus, by their normal forms, by their likeness."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from cetu.extract.linking import folded, link
from cetu.ontology.iri import segments_of
from cetu.ontology.terms import Cetu
from cetu.ontology.thesaurus import Concept, read_thesaurus
from cetu.queries.alignment.lexicon import either, pattern, table

CHANGE = re.compile(r"(?:累计)?(下降|降低|减少|削减|压减|增长|提高|提升|增加|上升)(?:率|幅度|比例|比率)?$")
FALLING = ("下降", "降低", "减少", "削减", "压减")
JOINED = re.compile(r"(?:和|与|及|以及|、)")
SHARE = re.compile(r"(?:比重|比|率)$")
HOLDER = re.compile(r".*(.{2})占(?=.)")
RATIOS = frozenset({Cetu.ratioKind, Cetu.intensityKind, Cetu.indexKind})


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured. key: what wordings of the same indicator share; label: its preferred name, or as it is said.

    better: 1 where more is better, -1 where less is, 0 where neither is. additive: whether parts of the whole add up
    (an installed capacity does, a share or an intensity does not); None where nothing says.
    """

    key: str
    label: str
    better: int
    additive: bool | None
    iri: str | None


@cache
def normal_form(name: str) -> str:
    """The wording without what does not change what is measured.

    >>> normal_form("单位国内生产总值（GDP）能源消耗") == normal_form("全省万元地区生产总值能耗比2020年下降率")
    True
    >>> normal_form("单位GDP能耗") == normal_form("单位工业增加值能耗")
    False
    """
    form = name
    for found, said in table("indicatorforms", 2):
        form = re.sub(found, said, form) or form
    return folded(form)


@cache
def identify(name: str, concept: str | None = None) -> Indicator:
    """The indicator that a wording names; `concept` is what the extraction linked it to.

    >>> identify("单位国内生产总值（GDP）二氧化碳排放").label
    '单位地区生产总值二氧化碳排放'
    """
    if concept and read_thesaurus("indicators").get(concept) is None:  # what people ruled that it means
        meant = segments_of(concept)[-1]
        return Indicator(normal_form(meant), meant, _better(meant), None, None)
    found = _concept(name, concept)
    if found is None:
        return Indicator(normal_form(name), name, _better(name), None, None)
    direction, kind = found.extra(Cetu.direction), found.extra(Cetu.quantityKind)
    better = 1 if direction == Cetu.moreIsBetter else -1 if direction == Cetu.lessIsBetter else 0
    return Indicator(found.iri, found.label, better, kind not in RATIOS if kind else None, found.iri)


def _concept(name: str, concept: str | None) -> Concept | None:
    """The thesaurus' indicator: a rate of change is a change of what changes, so it is looked up without its rate."""
    indicators = read_thesaurus("indicators")
    if len(name) < LEAST_NAME:
        return None
    bare = CHANGE.sub("", name)
    if bare != name and len(bare) > 3 and (found := _by_form(bare)):
        return indicators.get(found)
    said = indicators.get(concept or link("Indicator", name, None) or _by_form(name) or "")
    if said is None:
        return None
    changed = CHANGE.sub("", said.label)
    rest = _by_form(changed) if changed != said.label else None
    return indicators.get(rest) if rest else said


def _by_form(name: str) -> str | None:
    return _forms().get(normal_form(name))


@cache
def _forms() -> dict[str, str]:
    """IRIs by the normal form of their names; rates of change give way to what changes, and a form that two
    indicators share leads nowhere."""
    levels: dict[str, set[str]] = {}
    rates: dict[str, set[str]] = {}
    for concept in read_thesaurus("indicators"):
        forms = rates if CHANGE.search(concept.label) else levels
        for name in concept.names:
            if not name.isascii():
                forms.setdefault(normal_form(name), set()).add(concept.iri)
    return {form: next(iter(iris)) for form, iris in {**rates, **levels}.items() if len(iris) == 1}


def _better(name: str) -> int:
    return -1 if re.search(either("lessbetter"), name) else 1


def change_of(name: str) -> str | None:
    """ "decrease" or "increase" where the wording names a rate of change (能耗降低率).

    >>> change_of("单位地区生产总值能耗降低率"), change_of("森林覆盖率")
    ('decrease', None)
    """
    bare = re.sub(r"(?:确保|力争|实现|达到)+$", "", name)
    found = CHANGE.search(bare)
    if not found:
        return None
    return "decrease" if found[1] in FALLING else "increase"


def split_joined(name: str) -> tuple[str, ...]:
    """The indicators of a wording that joins two under one head.

    >>> split_joined("单位地区生产总值能耗和二氧化碳排放")
    ('单位地区生产总值能耗', '单位地区生产总值二氧化碳排放')
    >>> split_joined("风电、太阳能发电总装机容量")
    ('风电、太阳能发电总装机容量',)
    """
    if _concept(name, None) is not None:
        return (name,)
    parts = JOINED.split(re.sub(r"(?:确保|力争|实现|达到)+$", "", name))
    if len(parts) == 2 and all(len(part) > 1 for part in parts):
        first = _concept(parts[0], None)
        for length in range(2, len(parts[0])):
            second = parts[0][:length] + parts[1]
            if first is not None and _concept(second, None) is not None:
                return parts[0], second
        if first is not None and _concept(parts[1], None) is not None:
            return parts[0], parts[1]
    return (name,)


LEAST_SUBJECT = 2
LEAST_NAME = 3
"""A wording shorter than this (新增装机) says no more than how something is measured."""


def with_subject(name: str, before: str) -> str:
    """The indicator with what it shares with the one before it in its sentence and leaves out.

    >>> with_subject("年利用量", "大宗固废年利用量"), with_subject("资源化利用率", "生活垃圾回收利用率")
    ('大宗固废年利用量', '生活垃圾资源化利用率')
    >>> with_subject("森林覆盖率", "非化石能源消费比重")
    '森林覆盖率'
    """
    if not before or _concept(name, None) is not None:
        return name
    if before.endswith(name):
        return before
    for length in range(LEAST_SUBJECT, len(before)):
        if (found := _concept(before[:length] + name, None)) is not None and found.label != name:
            return before[:length] + name
    return name


@cache
def likeness(one: str, other: str) -> float:
    """0 to 1: how alike two wordings of what no thesaurus has are; 0 where their heads differ, or what has a share, or
    of what it has one, or where they begin with the sectors that they are for, and share none.

    >>> likeness("低碳技术应用示范工程", "低碳技术综合示范工程") > 0.6, likeness("示范工程", "示范企业")
    (True, 0.0)
    >>> likeness("可再生能源电量比重", "可再生能源消费比重")
    0.0
    >>> likeness("储气能力占天然气消费量比重", "天然气占能源消费比重")
    0.0
    >>> likeness("水泥、玻璃等行业达到标杆水平的产能比例", "水泥行业达到标杆水平的产能比例")
    0.9
    >>> likeness("水泥、玻璃等行业达到标杆水平的产能比例", "钢铁行业达到标杆水平的产能比例")
    0.0
    """
    ours, theirs = (pattern("sectored").match(name) for name in (one, other))
    if ours and theirs and one != other:
        mine, yours = ({*JOINED.split(found["sectors"])} for found in (ours, theirs))
        shared = len(mine & yours) / len(mine | yours)
        return (0.8 + 0.2 * shared) * likeness(one[ours.end() :], other[theirs.end() :]) if shared else 0.0
    a, b = normal_form(one), normal_form(other)
    if a == b:
        return 1.0
    if (ours := HOLDER.match(one)) and (theirs := HOLDER.match(other)) and ours[1] != theirs[1]:
        return 0.0
    if len(a) < 3 or len(b) < 3 or a[-2:] != b[-2:] or (SHARE.search(a) and _counted(a) != _counted(b)):
        return 0.0
    left, right = _pairs(a), _pairs(b)
    common = len(left & right)
    return (2 * common / (len(left) + len(right)) + common / min(len(left), len(right))) / 2


def _counted(form: str) -> set[str]:
    return set(re.findall(either("counted"), form))


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))
