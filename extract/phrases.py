"""What a phrase is: trimmed to its specific words and typed by its head, its verb and the field's own terms.

A phrase made of generic words alone (绿色低碳技术) is nothing; a head noun decides the type where there is one
(…产业集群, …行业, …示范区, …大学); a technology needs a technical head or a governing verb that asks for one.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cetu.extract.lexicon import at_end, at_start, only, pattern
from cetu.ontology.thesaurus import read_thesaurus

REMEMBERED = 1 << 15
"""Phrases whose kind is kept in memory: plans repeat themselves and each other."""

GENERIC_HEAD = pattern("phrases.generic_head")
LEVEL = pattern("phrases.level")
NAMING = pattern("phrases.naming")
FIGURED = pattern("phrases.figured")
SHOWN = re.compile(r"(?:产业|技术创新|创新|应用|科技|综合|集成|工程|产业化|建设|等|示范|试点)$")
LINKED = re.compile(r"与[^的、，]{1,12}的")
PRAISE = re.compile(r"(?:突出|显著|重大|强)$")
COUNT_ALL = re.compile(r"^[一二三四五六七八九十两\d]+个")
MARKS = re.compile(r"[“”\"'《》（）()\s、/—\-]")
REMARKED = re.compile(r"（[^）]*）$")
CLOSING = re.compile(r"(?:技术体系|关键技术|核心技术|技术|领域|行业|产业)$")
TECHNICAL = re.compile(r"(?:技术|工艺|装备|设备|材料|系统|方法|器件|部件)$")
OPEN_QUOTES, CLOSE_QUOTES = ("“", "‘", '"'), ("”", "’", '"')
WHOLE = pattern("phrases.whole")
VAGUE = pattern("phrases.vague")
RANKED = pattern("phrases.ranked")
EDGE_LEFT = "的和与及、，,—-·/　 "
EDGE_RIGHT = "的和与及、，,等以—·/　 "


def trim(text: str, start: int, end: int, *, newness: bool = True) -> tuple[int, int]:
    """The phrase without list marks, 的, 等 and joints at its edges, newness words and closing 关键技术.

    >>> s = "新型火法炼锌技术"; s[slice(*trim(s, 0, len(s)))]
    '火法炼锌技术'
    >>> s = "水泥窑炉富氧燃烧关键技术"; s[slice(*trim(s, 0, len(s)))]
    '水泥窑炉富氧燃烧'
    >>> s = "新一代储能技术"; s[slice(*trim(s, 0, len(s)))]  # nothing specific remains without it
    '新一代储能技术'
    """
    start, end = lead_in(text, start, end)
    while end > start and text[end - 1] in EDGE_RIGHT and not text.endswith("中和", start, end):
        end -= 1
    closing = GENERIC_HEAD.search(text[start:end])
    if closing and closing.start() > 1 and not is_generic(text[start : start + closing.start()]):
        end = start + closing.start()
    if text[start:end].endswith(CLOSE_QUOTES) and text[start:end].startswith(OPEN_QUOTES):
        return start + 1, end - 1
    if text.startswith("基于", start, end) and "的" not in text[start:end]:
        start += 2
    vague = VAGUE.search(text, start, end)
    end = vague.start() if vague and vague.start() > start + 1 else end
    start, end = _without_count(text, start, end)
    while newness and (lead := at_start("newness").match(text, start, end)):
        rest = text[lead.end() : end]
        if rest.startswith(("性", "化")):
            break
        if len(rest) < 2 or not _specific(rest):
            break
        start = lead.end()
    return start, end


COUNT_LEFT = pattern("phrases.count_left")
COUNT_RIGHT = pattern("phrases.count_right")
LAST_WORDS = pattern("phrases.last_words")
ABILITY = pattern("phrases.ability")


def _without_count(text: str, start: int, end: int) -> tuple[int, int]:
    """The phrase without a figure that counts it, closing 新技术 and 能力.

    >>> s = "10家左右绿色低碳高新区"; s[slice(*_without_count(s, 0, len(s)))]
    '绿色低碳高新区'
    """
    left = COUNT_LEFT.match(text, start, end)
    start = left.end() if left and left.end() < end else start
    right = COUNT_RIGHT.search(text, start, end)
    end = right.start() if right and right.start() > start + 1 else end
    closing = LAST_WORDS.search(text, start, end)
    end = closing.start() if closing and closing.start() > start + 1 else end
    ability = ABILITY.search(text, start, end)
    if ability and is_technical(text[start : ability.start()]):
        end = ability.start()
    return start, end


INNER = pattern("phrases.inner")


def own_words(phrase: str, kind: str) -> int | None:
    """Where the name of a project, institution or cluster begins behind verbs and 的 that only lead to it; None where
    nothing specific stands behind them.

    >>> p = "北方沿海地区建设核电余热供热示范工程"; p[own_words(p, "Project"):]
    '核电余热供热示范工程'
    >>> own_words("“无废城市”建设试点", "Project")
    0
    """
    if phrase.startswith(("“", '"')):
        return 0
    at = 0
    found = INNER.match(phrase)
    while found and found.end() < len(phrase):
        if specific_head(phrase[found.end() :], kind):
            at = found.end()
            break
        found = INNER.match(phrase, 0, max(0, found.end() - 1))
    return None if not at and INNER.match(phrase) and re.match(VERBAL, phrase) else at


VERBAL = r"(?:引领|具有|掌握|打造|推动|汇聚|整合|支撑|服务|面向|以|提升|提高|加强|探索|深挖|挖掘).*的"


def _specific(rest: str) -> bool:
    """Whether what remains without 新型 still names one thing, not a whole field (储能, 电力系统)."""
    core = rest.removesuffix("技术")
    wide = len(core) <= 4 and core in _fields()
    return len(core) > 3 and not is_generic(rest) and not wide


@cache
def _fields() -> frozenset[str]:
    """Names of technologies so wide that 新型 in front of them says which."""
    thesaurus = read_thesaurus("technologies")
    children: dict[str, int] = {}
    for concept in thesaurus.concepts:
        for parent in concept.broader:
            children[parent] = children.get(parent, 0) + 1
    wide = [c for c in thesaurus.concepts if children.get(c.iri, 0) >= 4 or not c.broader]
    return frozenset(n for c in wide for n in (c.label, *c.alt_labels))


def lead_in(text: str, start: int, end: int) -> tuple[int, int]:
    """The phrase without joints at its left edge and words that only say of how much or whom (全省, 各种).

    >>> s = "各种新建零碳建筑规划"; s[slice(*lead_in(s, 0, len(s)))]
    '新建零碳建筑规划'
    """
    while start < end and text[start] in EDGE_LEFT and not LINKED.match(text, start, end):
        start += 1
    whole = WHOLE.match(text, start, end)
    return (whole.end() if whole and whole.end() < end else start), end


@lru_cache(maxsize=REMEMBERED)
def is_generic(phrase: str) -> bool:
    """Whether a phrase is made of generic words alone.

    >>> is_generic("绿色低碳技术"), is_generic("前沿颠覆性技术"), is_generic("固态电池")
    (True, True, False)
    """
    bare = MARKS.sub("", phrase)
    return len(bare) < 2 or bool(len(bare) <= 40 and only("generic", "newness", "modifiers").fullmatch(bare))


def is_telling(phrase: str, kind: str) -> bool:
    """Whether a phrase of generic words has one that may name a field or a kind of body; 绿色 does for an industry, but
    绿色低碳技术 is no technology.

    >>> is_telling("智能制造", "Technology"), is_telling("绿色低碳技术", "Technology")
    (True, False)
    """
    return bool(at_start("telling").search(phrase)) or (kind in ("Industry", "Cluster") and "绿色" in phrase)


@cache
def _technology_terms() -> frozenset[str]:
    return frozenset(n for c in read_thesaurus("technologies").concepts for n in (c.label, *c.alt_labels) if len(n) > 1)


@cache
def _industry_terms() -> frozenset[str]:
    return frozenset(n for c in read_thesaurus("industries").concepts for n in (c.label, *c.alt_labels) if len(n) > 1)


def core_of(phrase: str) -> str:
    """A phrase without the closing words that the thesauri leave out."""
    return CLOSING.sub("", phrase) or phrase


@lru_cache(maxsize=REMEMBERED)
def knows_technology(phrase: str) -> bool:
    """Whether the thesaurus has the phrase as a technology (with or without 技术)."""
    return phrase in _technology_terms() or core_of(phrase) in _technology_terms()


def knows_industry(phrase: str) -> bool:
    """Whether the thesaurus has the phrase as a sector or industry."""
    return phrase in _industry_terms() or core_of(phrase) in _industry_terms()


@lru_cache(maxsize=REMEMBERED)
def is_technical(phrase: str) -> bool:
    """Whether a phrase has a technical head noun or is a term of the field.

    >>> is_technical("高效光伏电池"), is_technical("组织领导")
    (True, False)
    """
    if is_generic(phrase):
        return False
    bare = REMARKED.sub("", phrase)
    return bool(at_end("techheads").search(bare)) or knows_technology(bare)


@lru_cache(maxsize=REMEMBERED)
def is_nontechnical(phrase: str) -> bool:
    """Whether the head noun of a phrase says that it is no technology (…机制, …政策, …能力)."""
    found = at_end("nontech").search(phrase)
    return bool(found) and not knows_technology(phrase)


@lru_cache(maxsize=REMEMBERED)
def head_kind(head: str) -> str:
    """What a list's closing head says that its members are.

    >>> [head_kind(h) for h in ("产业集群发展", "重点行业", "关键技术", "地区", "中试基地", "领域", "化学储能技术")]
    ['Cluster', 'Industry', 'Technology', 'Region', 'Project', 'Field', 'Technology']
    """
    lead = r"^[\u4e00-\u9fff]{0,6}?"
    if re.match(lead + r"(?:产业集群|集群|产业链|产业基地|产业带)", head):
        return "Cluster"
    if re.match(
        r"^(?:[两三四五六七八九十\d]*(?:个)?(?:地区|地市|省市|省份|城市|市|省|县|区|州|地|区域))(?:$|[，。的])", head
    ):
        return "Region"
    if re.match(lead + r"(?:行业|工业部门|产业(?!化|发展基金))", head):
        return "Industry"
    if re.match(r"^[\u4e00-\u9fff]{0,6}?(?:环节|场景|方面)", head):
        return "Aspect"
    field = re.match(r"^[\u4e00-\u9fff]{0,8}?(?:领域|方向)", head)
    if field and not (field.end() < len(head) and re.search(r"(?:技术|工艺|装备|设备|系统)$", head)):
        return "Technology" if "技术" in field.group() else "Direction" if "方向" in field.group() else "Field"
    if re.search(r"(?:解决方案|技术方案|技术路线|科技成果)$", head):
        return "Technology"
    return typed_head(head)


@lru_cache(maxsize=REMEMBERED)
def typed_head(phrase: str) -> str:
    """Type that the head noun of a phrase gives, "" where it gives none."""
    if at_end("institutionheads").search(phrase):
        return "Institution"
    if at_end("clusterheads").search(phrase):
        return "Cluster"
    if at_end("projectheads").search(phrase) and not knows_technology(phrase):
        return "Project"
    if TECHNICAL.search(phrase) or is_technical(phrase):
        return "Technology"
    if at_end("industryheads").search(phrase) and len(phrase) > 2:
        return "Industry"
    return ""


def classify(phrase: str, *, verb: str, listed: str = "", place: bool = False) -> str:
    """Type of one member; "" for what is no entity.

    verb: kind of the governing verb ("" where none); listed: kind of the list's head; place: a region governs it.
    """
    if RANKED.search(phrase):
        return "Project" if verb in ("build", "weak", "light", "") else ""
    if is_generic(phrase) or len(phrase) > 60 or phrase.startswith(("技术", "有关", "其他", "该", "其")):
        return ""
    if listed in ("Cluster", "Industry", "Project", "Institution"):
        return listed
    if listed == "Direction":
        return "Industry" if knows_industry(phrase) and not knows_technology(phrase) else "Technology"
    if listed == "Field":
        if knows_industry(phrase) and not knows_technology(phrase):
            return "Industry"
        return "Technology" if is_technical(phrase) else "Industry" if len(phrase) < 9 else ""
    own = typed_head(phrase)
    if (
        FIGURED.search(phrase)
        or phrase.endswith(("突出", "显著", "重大", "强"))
        or is_generic(phrase.rpartition("的")[2])
    ):
        return ""
    if listed == "Technology":
        return "Technology"
    if own == "Institution" and verb == "build":
        own = "Project"
    if own in ("Cluster", "Institution", "Project", "Industry"):
        return own if specific_head(phrase, own) else ""
    if is_nontechnical(phrase):
        return ""
    if verb == "strong":
        return "Technology"
    if own == "Technology":
        return "Technology"
    return ""


def specific_head(phrase: str, kind: str) -> bool:
    """Whether something specific stands before the head noun (中试基地 alone is no project)."""
    lists = {
        "Cluster": "clusterheads",
        "Institution": "institutionheads",
        "Project": "projectheads",
        "Industry": "industryheads",
    }
    found = at_end(lists[kind]).search(phrase)
    if not found and kind == "Project":
        found = at_end("institutionheads").search(phrase)
    if not found:
        return False
    lead = LEVEL.match(phrase)
    before = LEVEL.sub("", COUNT_ALL.sub("", phrase[: found.start()])).strip('“”"')
    if found.group() == "活动" and len(before) < 4:
        return False
    if kind in ("Project", "Institution") and (
        RANKED.search(phrase) if lead and not before else NAMING.search(phrase) and len(before) > 3
    ):
        return True
    if kind == "Industry":
        return bool(before) and (knows_industry(before) or knows_industry(phrase)) and not is_generic(before)
    return len(before) > 1 and not only("generic", "newness", "modifiers", "projectheads").fullmatch(before)


def core_technology(phrase: str) -> tuple[int, int] | None:
    """Where inside a project's name the technology stands that it shows, None where there is none.

    >>> p = "大规模可再生能源消纳基地"; p[slice(*core_technology(p))]
    '大规模可再生能源消纳'
    """
    found = at_end("projectheads", "clusterheads").search(phrase)
    if not found:
        return None
    lead = LEVEL.match(phrase)
    start, end = (lead.end() if lead else 0), found.start()
    while closing := SHOWN.search(phrase, start, end):
        end = closing.start()
    core = phrase[start:end]
    return (start, end) if len(core) > 1 and is_technical(core.removesuffix("体系")) else None


@cache
def _sectors() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(_industry_terms(), key=lambda n: (-len(n), n))))
    return re.compile(f"(?:{names})(?:领域|行业|产业(?!集群|链|园|基地|化|结构|体系))")


def sector_mentions(text: str) -> list[tuple[int, int]]:
    """Spans of sectors that the thesaurus names, said with 领域, 行业 or 产业 behind them (交通领域)."""
    return [m.span() for m in _sectors().finditer(text)]
