"""What the names of two technologies say of each other: the same, narrower, broader.

By the thesaurus where both are in it; else by how Chinese composes names: what stands before a head narrows it, so that
高效光伏电池 is a kind of 光伏电池. Words that only say how new something is change nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from cetu.extract.lexicon import words as grammar_words
from cetu.extract.linking import folded
from cetu.extract.phrases import is_generic
from cetu.ontology.thesaurus import read_thesaurus
from cetu.queries.alignment.lexicon import either, pattern, table

LEAST_HEAD = 3
"""Characters that a name needs for a longer one that ends in it to count as narrower."""
REMEMBERED = 1 << 17
"""Pairs of names kept in memory: plans repeat each other."""
LEAST_ARRANGED = 6
"""Characters that a name needs to be found in a longer one whose words stand in another order."""
LEAST_MISSPELT = 12
"""Characters that a name needs to be taken for another that differs in one."""
ALIKE = 0.9
CUT = re.compile(r"[与和及、]\||[低零负固]\|碳|非\|")
"""Where a name cannot be cut: between parts that it joins, within 低碳, behind 非 (非高炉炼铁 is no 高炉炼铁)."""
WIDE = 200
"""Concepts below one from which on it says no more than a root does (可再生能源, 新能源)."""
DEPTH = 2
"""Steps of the thesaurus' tree over which one technology counts as a kind of another."""


@dataclass(frozen=True, slots=True)
class Kinship:
    """How the second of two names stands to the first: same, narrower (a kind of the first) or broader."""

    relation: str
    score: float
    rule: str
    why: str


@cache
def bare_name(name: str) -> str:
    """The name without what does not change which technology it is.

    >>> bare_name("新型低能耗低成本碳捕集技术") == bare_name("低能耗低成本碳捕集")
    True
    >>> bare_name("水泥窑炉富氧燃烧关键技术") == bare_name("水泥窑富氧燃烧技术")
    True
    """
    form = folded(re.sub(r"（[^（）]*）", "", name) or name)
    form = pattern("wished").sub("", form)
    for said, meant in table("synonyms", 2):
        form = form.replace(said, meant)
    for name in ("marked", "usedup", "systemclosing", "scaled"):
        form = pattern(name).sub("", form) or form
    newness = "|".join(map(re.escape, sorted(grammar_words("newness"), key=len, reverse=True)))
    form = re.sub(rf"^(?:{newness})+(?=.{{3}})", "", form)
    before = None
    while before != form:
        before = form
        form = pattern("made").sub("", re.sub(rf"(?<=.{{2}})(?:{either('techclosings')})$", "", form))
    return form


def kinship(one: str, other: str, concept: str | None, other_concept: str | None) -> Kinship | None:
    """How the other technology stands to the one; None where neither thesaurus nor name says.

    >>> kinship("光伏电池", "高效光伏电池技术", None, None).relation
    'narrower'
    >>> kinship("低成本碳捕集利用", "低成本碳捕集利用与封存", None, None).relation
    'broader'
    >>> kinship("地热能", "地热能供暖", None, None).relation
    'narrower'
    >>> kinship("钠离子电池", "锂离子电池", None, None) is None
    True
    """
    return _kinship(bare_name(one), bare_name(other), concept, other_concept)


@lru_cache(maxsize=REMEMBERED)
def _kinship(a: str, b: str, concept: str | None, other_concept: str | None) -> Kinship | None:
    concept, other_concept = concept or concept_named(a), other_concept or concept_named(b)
    if concept and concept == other_concept:
        return Kinship("same", 1.0, "technology.concept", f"叙词表中同为“{label(concept)}”")
    if a == b and (concept is None or other_concept is None):
        return Kinship("same", 0.98, "technology.name", "名称相同（不计“新型”“技术”一类的词）")
    if concept and other_concept:
        return _by_thesaurus(concept, other_concept) or _by_composition(a, b)
    found = _by_composition(a, b) or _by_kind(a, b, concept, other_concept) or _by_size(a, b)
    return found or _by_part(a, b, concept, other_concept)


def concept_named(bare: str) -> str | None:
    """The concept that has a name of this bare form; None where none or several have."""
    return _terms().get(bare)


def concept_of(name: str) -> str | None:
    """The concept that a name says, or that the abbreviation in its brackets does.

    >>> concept_of("与生物质结合的负碳技术（BECCS）").rsplit("/", 1)[-1]
    '生物质能碳捕集与封存'
    """
    short = re.search(r"（([A-Za-z0-9-]{3,})）", name)
    return concept_named(bare_name(name)) or (concept_named(bare_name(short[1])) if short else None)


@cache
def _terms() -> dict[str, str]:
    """Concepts by the bare form of their Chinese names; a form that two concepts share is of the one that is called so
    without more (可再生能源, which 可再生能源建筑应用 is bared to, too), or leads nowhere."""
    found: dict[str, set[str]] = {}
    for concept in read_thesaurus("technologies"):
        for name in concept.names:
            if not name.isascii() or name.isupper():
                found.setdefault(bare_name(name), set()).add(concept.iri)
    called = {concept.label: concept.iri for concept in read_thesaurus("technologies")}
    single = {form: next(iter(iris)) for form, iris in found.items() if len(iris) == 1}
    return single | {form: called[form] for form, iris in found.items() if called.get(form) in iris}


@cache
def kind_of(bare: str) -> str | None:
    """The concept that a name outside the thesaurus is a kind of: by the longest term that it ends in, or that it puts
    to some use; roots are too wide to say anything.

    >>> kind_of("超高效光伏电池").rsplit("/", 1)[-1], kind_of("钢铁与水泥"), kind_of("深远海风电与储能")
    ('太阳能电池', None, None)
    """
    used = re.sub(rf"(?:{either('uses')})$", "", bare)
    heads = [bare[start:] for start in range(1, len(bare) - 1) if not CUT.search(f"{bare[:start]}|{bare[start:]}")]
    for form in (used, *heads) if used != bare else heads:
        found = _terms().get(form)
        if found and (term := read_thesaurus("technologies").get(found)) and term.broader:
            return found
    return None


def _by_kind(a: str, b: str, concept: str | None, other: str | None) -> Kinship | None:
    """One of the two is a kind of a term that is, or is a kind of, what the other is."""
    for bare, known, relation in ((a, other, "broader"), (b, concept, "narrower")):
        kind = kind_of(bare) if known and not (concept and other) else None
        if kind and known and (kind == known or known in steps_up(kind)):
            return Kinship(relation, 0.7, "technology.kind", f"“{bare}”是一种“{label(kind)}”，见叙词表“{label(known)}”")
    return None


def _by_size(a: str, b: str) -> Kinship | None:
    """As the names stand to each other without what says how big one is built.

    >>> kinship("百万吨级二氧化碳捕集利用与封存", "规模化碳捕集利用", None, None).relation
    'narrower'
    """
    bare = pattern("sized").sub("", a), pattern("sized").sub("", b)
    return None if bare == (a, b) else _kinship(*bare, None, None)


@cache
def core_of(bare: str) -> str:
    """The name without the words behind it that say a part of the thing or how it is built.

    >>> core_of("固态锂电池电极"), core_of("大规模压缩空气储能电站系统设计"), core_of("储能材料")
    ('固态锂电池', '大规模压缩空气储能', '储能材料')
    """
    return re.sub(rf"(?<=.{{{LEAST_HEAD}}})(?:{either('parts')})+$", "", bare)


def _by_part(a: str, b: str, concept: str | None, other: str | None) -> Kinship | None:
    """As the thing of which one name says a part stands to the other; the part is a narrower subject than the thing.

    >>> kinship("固态锂电池电极", "固态锂离子电池", None, None).relation
    'broader'
    """
    one, two = core_of(a), core_of(b)
    if (one == a) == (two == b):
        return None
    found = _kinship(one, two, concept if one == a else None, other if two == b else None)
    relation = "broader" if two == b else "narrower"
    if found is None or found.relation not in ("same", relation):
        return None
    return Kinship(relation, 0.6, "technology.part", f"“{a if two == b else b}”是其中一部分；{found.why}")


def _by_thesaurus(concept: str, other: str) -> Kinship | None:
    for below, above, relation in ((concept, other, "broader"), (other, concept, "narrower")):
        steps = steps_up(below).get(above)
        if steps:
            why = f"叙词表：“{label(below)}”是“{label(above)}”的下位"
            return Kinship(relation, 0.9 - 0.1 * (steps - 1), "technology.thesaurus", why)
    return None


@cache
def steps_up(concept: str) -> dict[str, int]:
    """Concepts above within DEPTH, with how far; roots, and what is nearly as wide, say nothing."""
    thesaurus, found, here = read_thesaurus("technologies"), dict[str, int](), [concept]
    for step in range(1, DEPTH + 1):
        here = [up for iri in here if (one := thesaurus.get(iri)) for up in one.broader]
        for iri in here:
            above = thesaurus.get(iri)
            if above and above.broader and extent(iri) < WIDE:
                found.setdefault(iri, step)
    return found


def extent(concept: str) -> int:
    """How many concepts stand below it."""
    return _extent().get(concept, 0)


@cache
def _extent() -> dict[str, int]:
    thesaurus, found = read_thesaurus("technologies"), dict[str, int]()
    for concept in thesaurus:
        upward, here = set[str](), concept.broader
        while here:
            upward.update(here)
            here = tuple(up for iri in here if (one := thesaurus.get(iri)) for up in one.broader if up not in upward)
        for iri in upward:
            found[iri] = found.get(iri, 0) + 1
    return found


def _by_composition(a: str, b: str) -> Kinship | None:
    short, long, relation = (b, a, "broader") if len(b) < len(a) else (a, b, "narrower")
    if len(short) < LEAST_HEAD or short == long or is_generic(short):
        return None
    if alike := _misspelt(short, long):
        return alike
    if found := _joined(short, long):
        if pattern("combined").search(long):
            return Kinship(relation, 0.7, "technology.composition", f"{found}，合在一起用")
        return Kinship("narrower" if relation == "broader" else "broader", 0.7, "technology.joined", found)
    if long.endswith(short) and not CUT.search(f"{long.removesuffix(short)}|{short}"):
        head = f"“{long}”以“{short}”为中心语，多了限定“{long[: -len(short)]}”"
        return Kinship(relation, 0.8, "technology.composition", head)
    if long.startswith(short) and re.fullmatch(either("uses"), long[len(short) :]):
        return Kinship(relation, 0.75, "technology.use", f"“{long}”是“{short}”用于“{long[len(short) :]}”")
    extra = _inserted(short, long) if len(short) >= 5 and long[-2:] == short[-2:] else ""
    if pattern("negating").match(extra):
        return None
    if extra and (len(short) / len(long) >= 0.6 or re.fullmatch(f"(?:{either('qualities')})+", extra)):
        if 2 * len(short) / (len(short) + len(long)) >= ALIKE and re.fullmatch(either("emptyinside"), extra):
            return Kinship("same", 0.9, "technology.alike", f"名称只差“{extra}”")
        return Kinship(relation, 0.7, "technology.composition", f"“{long}”比“{short}”多了限定“{extra}”")
    return _rearranged(short, long, relation)


def _rearranged(short: str, long: str, relation: str) -> Kinship | None:
    """Names with one head whose modifiers stand in another order or apart: each word of the short one is one of the
    long one's.

    >>> kinship("建筑屋顶分布式光伏", "分布式屋顶光伏", None, None).relation
    'broader'
    >>> kinship("船舶岸电设施", "港口岸电船舶设施", None, None).relation
    'narrower'
    >>> kinship("煤炭替代天然气", "天然气替代煤炭", None, None) is None
    True
    """
    head = next((short[-size:] for size in (4, 3, 2) if len(short) > size and long.endswith(short[-size:])), "")
    if len(short) < LEAST_ARRANGED or not head or pattern("directed").search(long):
        return None
    rest, left = short.removesuffix(head), long.removesuffix(head)
    while rest:
        size = next((size for size in range(len(rest), 1, -1) if rest[:size] in left), 0)
        if not size:
            return None
        left, rest = left.replace(rest[:size], "|", 1), rest[size:]
    extra = left.replace("|", "")
    if not extra or re.fullmatch(either("emptyinside"), extra):
        return Kinship("same", 0.85, "technology.alike", "名称的限定相同，次序不同")
    if re.search("[与和及、]", extra):
        return None
    return Kinship(relation, 0.65, "technology.composition", f"“{long}”比“{short}”多了限定“{extra}”")


def _misspelt(short: str, long: str) -> Kinship | None:
    """Long names that differ in a character, which one of them lacks or has wrong, and which does not turn the sense.

    >>> kinship("电力空调机组替代溴化锂直燃机空调机组", "电力空调机组替代溴化直燃机空调机组", None, None).relation
    'same'
    """
    if len(short) < LEAST_MISSPELT or len(long) - len(short) > 1:
        return None
    start = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    lacking = len(short) < len(long)
    differing = long[start] if lacking else short[start] + long[start]
    if long[start + 1 :] != short[start + (not lacking) :] or not 0 < start < len(long) - 2:
        return None
    if pattern("negating" if lacking else "turning").search(differing):
        return None
    return Kinship("same", 0.8, "technology.alike", f"名称只差一字“{long[start]}”")


def _joined(short: str, long: str) -> str:
    """Why the long name is the wider one: it joins the short one with another (捕集利用与封存, 风电与光伏); else ""."""
    for rest, joint in ((long.removesuffix(short), -1), (long.removeprefix(short), 0)):
        if rest != long and len(rest) > 2 and rest[joint] in "与和及、":
            return f"“{long}”把“{short}”与别的并列"
    return ""


def _inserted(short: str, long: str) -> str:
    """What the long name has in one piece and the short one lacks, "" where that is not the whole difference."""
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    end = 0
    while end < len(short) - start and short[-1 - end] == long[-1 - end]:
        end += 1
    return long[start : len(long) - end] if start + end == len(short) and start > 0 else ""


def label(iri: str) -> str:
    """What a concept is called in Chinese."""
    found = read_thesaurus("technologies").get(iri)
    return found.label if found else iri.rsplit("/", 1)[-1]
