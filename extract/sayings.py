"""What each clause says: its lists typed member by member, with the places and actors that govern it.

Offsets are of the view. Scope: places named by 在…, 支持… or as subject hold to the end of the sentence or to the
next place; topics (围绕…, 聚焦…, 依托…) hold to the end of the sentence; nothing crosses a sentence here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from cetu.extract.clauses import NOT_VERB, Clause, read_clause, split_clauses
from cetu.extract.coordination import CLOSED, COUNT, ETC, Group, groups, numeral
from cetu.extract.lexicon import at_head, at_start, tails, verbs
from cetu.extract.names import restore
from cetu.extract.phrases import (
    classify,
    core_technology,
    head_kind,
    is_generic,
    is_nontechnical,
    is_technical,
    knows_industry,
    own_words,
    specific_head,
    trim,
    typed_head,
)
from cetu.extract.places import Place

Span = tuple[int, int]
PREDICATE = re.compile(
    r"取得|达到|得到|实现|显著|明显|大幅|逐步|基本|全面|有序|持续|不断|更加|进一步|初步|广泛|快速|成为|处于|保持|占|提升|提高|下降|降低|增长"
    r"|深度融合|融合发展|协同发展|为主|为重点|为核心|为主线|为目标|提供"
)
STEM_HEADS = re.compile(r"^(?:[\u4e00-\u9fff]{0,4}?)(产业集群|集群|产业链|行业|领域|产业)")
TOPIC_HEAD = re.compile(r"(产业集群|集群|产业链|行业|领域|产业)(?=绿色|低碳|转型|发展|结构|需求|目标|技术|科技|创新|减排|节能|$)")
TOPICAL = re.compile(r"(?:重点|主要)?(?:围绕|聚焦|面向|针对|瞄准)[^，；。]{1,80}?(?:等|领域|方向|行业|产业|需求|目标)(?=推动|推进|设立|建设|支持|组建|开展|加快|加强|建立|打造|布局)")
SETTING = re.compile(r"在[^，；。]{1,60}?(?:领域|方面|方向|行业|产业|环节|过程中|基础上|前提下|条件下|地区|区域|县域|园区|气候区|地方)")
MERGED = re.compile(r"(?P<a>[^，；。]{2,40})(?:与|和|同)(?P<b>[^，；。与和]{2,16}?)的?(?:深度|交叉|有机|全面|跨界|高度)?(?:融合|融合发展|融合应用|融合创新)$")
AIMED = re.compile(r"(?:实现|需求|目标|发展|驱动|支撑)[^的]*的")
SHOWING = re.compile(r"(?:基地|示范|中试|工程|项目|综合体|示范区)")
MAKING = re.compile(r"(?:研制|制造|装备)基地$")
PROJECT_LIST = re.compile(r"(?:科技|应用|综合|集成)*(?:示范|中试)(?:工程|项目|基地)$")
NEXT_VERB = 60


@dataclass(frozen=True, slots=True)
class Phrase:
    """A typed mention: `start:end` its own words, `pieces` the spans of its name in reading order."""

    type: str
    start: int
    end: int
    pieces: tuple[Span, ...]
    stage: str | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Location:
    """The places that govern a clause, and what their list says of itself."""

    places: tuple[Place, ...]
    openness: str
    count: int | None
    start: int
    end: int
    strict: bool


@dataclass(frozen=True, slots=True)
class Saying:
    """One list (or single thing) of one clause. `topic` is "" where the clause orders, else the word of the topic."""

    sentence: int
    start: int
    end: int
    topic: str
    verbs: tuple[str, ...]
    stage: str | None
    members: tuple[Phrase, ...]
    head: Phrase | None
    cores: tuple[tuple[Phrase, Phrase], ...]
    openness: str
    count: int | None
    location: Location | None
    named: tuple[tuple[Place, Phrase], ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """The view text with what the gazetteers found in it, places by their start."""

    text: str
    places: dict[int, Place]


def read_sentence(scene: Scene, start: int, end: int, number: int) -> Iterator[Saying]:
    """Sayings of one sentence, clause by clause."""
    before: Clause | None = None
    where: Location | None = None
    for a, b in _settings(scene, start, end):
        clause, here = _located(scene, a, b, before)
        if here is not None:
            where = here
        elif _other_actor(scene.text, clause):
            where = None
        yield from _say(scene, clause, where, number)
        before = clause if clause.verbs or clause.topic else before


def _settings(scene: Scene, start: int, end: int) -> Iterator[Span]:
    """Clause spans, with 在…领域 parted from the verb that follows it in the same clause."""
    for a, b in split_clauses(scene.text, start, end):
        found = SETTING.match(scene.text, a, b) if a + 1 not in scene.places else None
        found = found or TOPICAL.match(scene.text, a, b)
        if found and at_start("verbs", "adverbs").match(scene.text, found.end(), b):
            yield a, found.end()
            yield found.end(), b
        else:
            yield a, b


def _other_actor(text: str, clause: Clause) -> bool:
    """支持企业…, 鼓励高校…: another actor than the place named before."""
    return bool(clause.verbs) and clause.verbs[0].form in ("支持", "鼓励", "引导") and not clause.continued


def _located(scene: Scene, start: int, end: int, before: Clause | None) -> tuple[Clause, Location | None]:
    """The clause at `start:end` with its own places taken out, and these."""
    text = scene.text
    clause = read_clause(text, start, end, before)
    pos = clause.object[0]
    if clause.topic == "在":
        where = _places_at(scene, pos, end, strict=True)
        if where is None:
            return clause, None
        rest = re.compile(r"(?:内|上|中|之间)?").match(text, where.end, end)
        inner = read_clause(text, rest.end() if rest else where.end, end, None)
        return replace(inner, start=start), where
    if clause.topic or pos >= end:
        return clause, None
    where = _places_at(scene, pos, end, strict=False)
    if where is None:
        return _behind_actor(text, clause), None
    if read_clause(text, where.end, end).verbs:
        inner = read_clause(text, where.end, end, None)
        return replace(inner, start=start), where
    if not clause.verbs:
        return clause, None
    if len(where.places) > 1 or where.openness != "unmarked":
        return replace(clause, object=(min(where.end, clause.object[1]), clause.object[1])), where
    return clause, None


def _behind_actor(text: str, clause: Clause) -> Clause:
    """支持企业建设X: the object begins behind the second verb."""
    if not clause.verbs or clause.verbs[-1].form not in ("支持", "鼓励", "引导", "推动", "促进", "组织", "推进"):
        return clause
    start, end = clause.object
    actor = re.compile(
        r"(?:[^，。；、的]{0,16}?(?:企业|高校|院所|单位|机构|部门|园区|联盟|人才|公司|集团|主体|力量|地方|地区|各地|各市|县区|能力|条件"
        r"|大学|学院|研究院|研究所|科学院|实验室|所)(?:等|和|与|、)?){1,12}(?:根据|结合|按照|牵头|联合|率先|自主)?"
    ).match(text, start, min(end, start + NEXT_VERB))
    if not actor:
        return clause
    inner = read_clause(text, actor.end(), clause.end, None)
    return replace(inner, start=clause.start, actors=(start, actor.end())) if inner.verbs else clause


def _places_at(scene: Scene, pos: int, end: int, *, strict: bool) -> Location | None:
    """The list of places that begins at `pos`, with 等地区, 两市 and the like behind it."""
    text, found, at = scene.text, [], pos
    while at in scene.places:
        place = scene.places[at]
        found.append(place)
        at = place.end
        joint = re.compile(r"[、和与及]|以及").match(text, at, end)
        if not joint or joint.end() not in scene.places:
            break
        at = joint.end()
    if not found:
        return None
    openness, count, stop = _closing(text, at, end, len(found))
    return Location(tuple(found), openness, count, pos, stop, strict)


def _closing(text: str, at: int, end: int, named: int) -> tuple[str, int | None, int]:
    """Openness, count and end of a list of places whose last name ends at `at`."""
    if ETC.match(text, at, end) and text[at] == "等":
        counted = COUNT.match(text, at + 1, end)
        if counted:
            unit = text[counted.end() - 1] in "市省区县地州"
            said = numeral(counted.group(1))
            return ("closed" if unit and said == named else "counted"), said, counted.end()
        place = re.compile(r"(?:[\u4e00-\u9fff]{0,6}?(?:地区|地市|省份|省市|城市|园区|开发区|区域|地|市|省|县)(?![级方域]))?").match(text, at + 1, end)
        return "open", None, place.end() if place else at + 1
    closed = CLOSED.match(text, at, end)
    if closed and named > 1:
        return "closed", None, closed.end()
    suffix = re.compile(r"(?:地区|等地)").match(text, at, end)
    return "unmarked", None, suffix.end() if suffix else at


def _say(scene: Scene, clause: Clause, where: Location | None, number: int) -> Iterator[Saying]:
    """The typed lists of one clause."""
    text = scene.text
    if clause.actors is not None:
        yield from _actors(text, clause, number)
    start, end = _nominal(scene, clause)
    stage = clause.stage
    if not clause.verbs and "突破" in text[end : clause.end]:
        stage = "develop"
    merged = MERGED.match(text[start:end])
    if merged:
        # A、B与C深度融合: what is merged is neither ordered nor one thing.
        yield from _merged(scene, clause, (start + merged.start("a"), start + merged.end("a")), number)
        yield from _merged(scene, clause, (start + merged.start("b"), start + merged.end("b")), number)
        return
    for group in groups(text, start, end):
        members, head, kind = typed_group(scene, group, clause, stage)
        owner = _owner(scene, group, kind) if where is None else None
        cores = tuple(_cores(scene, members))
        if members or head or cores:
            verbs = tuple(v.form for v in clause.verbs)
            yield Saying(
                number, clause.start, clause.end, clause.topic, verbs, stage, members, head, cores,
                group.openness, group.count, owner or where, tuple(_named_places(scene, members)),
            )  # fmt: skip


def _named_places(scene: Scene, members: Iterable[Phrase]) -> Iterator[tuple[Place, Phrase]]:
    """Places that open the name of a project or cluster (沈阳全国智能建造试点城市)."""
    for phrase in members:
        place = scene.places.get(phrase.start)
        if phrase.type in ("Project", "Cluster") and place is not None and place.end < phrase.end:
            yield place, phrase


def _owner(scene: Scene, group: Group, kind: str) -> Location | None:
    """辽宁能源、装备等主导产业: the place before a list of sectors or clusters has them."""
    opening = ((scene.places.get(a), b) for a, b in group.members)
    place = next((p for p, b in opening if p is not None and p.end < b), None)
    if place is None or kind not in ("Cluster", "Industry", "Field"):
        return None
    return Location((place,), "unmarked", None, place.start, place.end, True)


def _merged(scene: Scene, clause: Clause, span: Span, number: int) -> Iterator[Saying]:
    """One side of a merging, as a topic."""
    for group in groups(scene.text, *span):
        found = tuple(p for p in typed_group(scene, group, replace(clause, verbs=(), topic="与"), None)[0])
        if found:
            yield Saying(
                number, clause.start, clause.end, "与", (), None, found, None, (), group.openness, group.count, None
            )


def _actors(text: str, clause: Clause, number: int) -> Iterator[Saying]:
    """支持A大学、B集团等单位开展X: the organisations named between the two verbs."""
    assert clause.actors is not None
    for group in groups(text, *clause.actors):
        own = [trim(text, *m) for m in group.members]
        found = tuple(
            Phrase("Institution", a, b, ((a, b),), None, "actor", 0.9)
            for a, b in own
            if typed_head(text[a:b]) == "Institution" and specific_head(text[a:b], "Institution")
        )
        if found:
            yield Saying(number, *clause.actors, "actor", (), None, found, None, (), group.openness, group.count, None)


def _nominal(scene: Scene, clause: Clause) -> Span:
    """The object up to a predicate that follows it (X取得重大突破, X达到国际先进水平)."""
    start, end = clause.object
    if clause.topic in ("为", "以", "对", "将", "把", "从", "按", "与") or not clause.verbs:
        found = PREDICATE.search(scene.text, start + 1, end)
        if found and not scene.text.startswith("的", found.end()):
            end = found.start()
    return start, end


def typed_group(
    scene: Scene, group: Group, clause: Clause, stage: str | None
) -> tuple[tuple[Phrase, ...], Phrase | None, str]:
    """Members and head of a list as phrases, and what the head says they are."""
    text = scene.text
    group = _with_topic_head(text, _with_project_head(text, group), clause)
    kind, head_span = "", None
    if group.head is not None:
        kind = head_kind(text[slice(*group.head)].lstrip("的").rstrip("等"))
        head_span = _head_span(text, group.head, kind)
    elif len(group.members) > 1:
        kind = _kind_of_last(text[slice(*group.members[-1])])
    names = restore(text, list(group.members), group.head if kind == "Technology" and group.head else None)
    verb = clause.kind if not clause.topic else ""
    members = []
    for span, pieces in zip(group.members, names, strict=True):
        phrase = _member(scene, span, pieces, kind, verb, stage, group, clause)
        if phrase is not None:
            members.append(phrase)
    head = _head(text, head_span, kind, stage, clause) if head_span else None
    return tuple(members), head, kind


def _with_project_head(text: str, group: Group) -> Group:
    """智慧道路/航道/港口示范工程: the head behind the last member is the head of the whole list."""
    if group.head is not None or len(group.members) < 2:
        return group
    a, b = group.members[-1]
    found = PROJECT_LIST.search(text[a:b])
    others = [text[slice(*m)] for m in group.members[:-1]]
    if not found or found.start() == 0 or any(PROJECT_LIST.search(o) for o in others):
        return group
    members = (*group.members[:-1], (a, a + found.start()))
    return replace(group, members=members, head=(a + found.start(), b))


def _with_topic_head(text: str, group: Group, clause: Clause) -> Group:
    """围绕城乡建设和交通领域绿色低碳转型目标: the sector's head inside the last member heads the list."""
    if not clause.topic or group.head is not None:
        return group
    a, b = group.members[-1]
    found = TOPIC_HEAD.search(text, a, b)
    if not found or found.start() == a:
        return group
    return replace(group, members=(*group.members[:-1], (a, found.start())), head=(found.start(), found.end()))


def _kind_of_last(last: str) -> str:
    """Kind that the last of several members gives to all (汽车、机械行业)."""
    found = re.search(r"(产业集群|集群|产业链|行业|领域|产业)$", last)
    if not found:
        return ""
    return {"行业": "Industry", "产业": "Industry", "领域": "Field"}.get(found.group(), "Cluster")


def _member(
    scene: Scene, span: Span, pieces: list[Span], kind: str, verb: str, stage: str | None, group: Group, clause: Clause
) -> Phrase | None:
    """One member as a phrase, None where it names nothing."""
    text = scene.text
    start, end = _bare_of_place(scene, span, kind)
    lead = _leading_verb(text, start, end)
    start = lead if lead is not None else start
    start, end = trim(text, start, end, newness=kind in ("", "Technology", "Field") and typed_head(text[start:end]) in ("", "Technology"))
    own = text[start:end]
    if kind == "Project" and group.head and text[slice(*group.head)].startswith("活动") and own == text[slice(*span)] and not typed_head(own):
        return None
    if end - start < 2 and kind not in ("Technology", "Industry"):
        return None
    if typed_head(own) in ("Project", "Institution", "Cluster"):
        lead = own_words(own, typed_head(own))
        if lead is None:
            return None
        start += lead
        start, end = trim(text, start, end, newness=False)
        own = text[start:end]
    if clause.topic and "的" in own and kind and (is_technical(own[own.rfind("的") + 1 :]) or AIMED.search(own)):
        start += own.rfind("的") + 1
        own = text[start:end]
    cut = own.find("的")
    if cut > 2 and is_technical(own[:cut]) and (is_nontechnical(own) or clause.topic):
        end, own = start + cut, own[:cut]
    if kind == "Project" and group.head and _shows_technologies(text[slice(*group.head)]):
        type_ = "Technology" if not is_generic(own) else ""
        stage = stage or "demonstrate"
    else:
        type_ = classify(own, verb=verb, listed="" if kind == "Region" else kind)
    if not type_ or (verb == "" and type_ == "Technology" and kind != "Technology" and not is_technical(own)):
        return None
    if stage == "restrict" and (type_ == "Project" or not is_technical(own)):
        return None
    if type_ in ("Technology", "Project") and _is_place(scene, start, end):
        return None
    named = _named(text, (start, end), span, pieces, type_, group)
    rule = f"list.{kind.lower()}" if kind else f"object.{verb or 'topic'}"
    stage = (None if clause.topic else stage) if type_ == "Technology" else None
    return Phrase(type_, start, end, named, stage, rule, _confidence(type_, kind, verb, own))


def _leading_verb(text: str, start: int, end: int) -> int | None:
    """Behind a verb that opens a member and is no part of its name (采用直流供电), None without one."""
    found = at_start("verbs").match(text, start, end)
    if not found or found.end() - start < 2 or end - found.end() < 3 or found.group() in tails():
        return None
    verb = verbs()[found.group()]
    if verb.kind == "strong" or NOT_VERB.match(text, found.end(), end):
        return None
    return found.end()


def _is_place(scene: Scene, start: int, end: int) -> bool:
    """Whether a member is a place by itself, or one ending in 基地 of a named body."""
    place = scene.places.get(start)
    return place is not None and place.end == end


def _bare_of_place(scene: Scene, span: Span, kind: str) -> Span:
    """A member without the place before it (辽宁能源、装备等产业); a project's or institution's name keeps it."""
    place = scene.places.get(span[0])
    own = scene.text[slice(*span)]
    if place is None or place.end >= span[1] or kind in ("Project", "Institution", "Region"):
        return span
    if typed_head(own) in ("Project", "Institution", "Cluster"):
        return span
    return place.end, span[1]


def _shows_technologies(head: str) -> bool:
    """Members of a 示范工程 list are technologies; of a 中试基地 list, projects each."""
    return bool(re.search(r"(?:工程|示范项目|示范|项目)(?:建设)?$", head))


def _named(text: str, own: Span, span: Span, pieces: list[Span], type_: str, group: Group) -> tuple[Span, ...]:
    """Spans of the name: restored for technologies, with the list's head for clusters, sectors and projects."""
    if type_ == "Technology":
        return tuple(own if p == span else p for p in pieces)
    if group.head is not None and type_ in ("Cluster", "Industry", "Project", "Institution"):
        a, b = group.head
        said = STEM_HEADS.match(text[a:b])
        if type_ in ("Cluster", "Industry") and said:
            return own, (a + said.start(1), a + said.end(1))
        if type_ in ("Project", "Institution"):
            lead = re.compile(r"(?:一批|重大|高水平|[“”])*").match(text, a, b)
            a = lead.end() if lead else a
            head = at_head(type_).match(text, a, b)
            return (own, (a, head.end())) if head and not text.startswith("活动", a) and typed_head(text[slice(*own)]) != type_ else (own,)
    if group.members[-1] != span and len(group.members) > 1 and type_ in ("Cluster", "Industry"):
        a, b = group.members[-1]
        found = re.search(r"(产业集群|集群|产业链|行业|领域|产业)$", text[a:b])
        if found and not text[slice(*own)].endswith(found.group()):
            return own, (a + found.start(), b)
    return (own,)


def _head_span(text: str, head: Span, kind: str) -> Span | None:
    """The head's own words where they name something specific."""
    a, b = head
    if kind in ("Region", "Field", "Cluster", "Industry", ""):
        return None
    while a < b and text[a] in "的":
        a += 1
    a, b = trim(text, a, b)
    return (a, b) if b - a > 1 and not is_generic(text[a:b]) else None


def _head(text: str, span: Span, kind: str, stage: str | None, clause: Clause) -> Phrase | None:
    """The closing head as a thing of its own (化学储能技术, 新能源科技示范工程)."""
    own = text[slice(*span)]
    type_ = typed_head(own)
    if type_ not in ("Technology", "Project") or is_nontechnical(own):
        return None
    if type_ == "Project" and not (specific_head(own, "Project") and _shows_technologies(own)):
        return None
    stage = (None if clause.topic else stage) if type_ == "Technology" else None
    return Phrase(type_, *span, (span,), stage, "list.head", 0.85)


def _cores(scene: Scene, phrases: Iterable[Phrase]) -> Iterator[tuple[Phrase, Phrase]]:
    """Projects and making bases with the technology that stands inside their name."""
    text = scene.text
    for phrase in phrases:
        if phrase.type not in ("Project", "Cluster") or (phrase.type == "Cluster" and not MAKING.search(text, phrase.start, phrase.end)):
            continue
        place = scene.places.get(phrase.start)
        start = place.end if place is not None and place.end < phrase.end else phrase.start
        if len(phrase.pieces) > 1:
            if not SHOWING.search(text[slice(*phrase.pieces[-1])]):
                continue
            end = trim(text, start, phrase.end)[1]
            if not is_generic(text[start:end]) and not knows_industry(text[start:end]) and end - start > 2:
                yield phrase, Phrase("Technology", start, end, ((start, end),), "demonstrate", "project.core", 0.7)
            continue
        found = core_technology(text[start : phrase.end])
        if found and found[1] - found[0] > 1 and not is_generic(text[start + found[0] : start + found[1]]):
            a, b = start + found[0], start + found[1]
            yield phrase, Phrase("Technology", a, b, ((a, b),), "demonstrate", "project.core", 0.75)


def _confidence(type_: str, kind: str, verb: str, own: str) -> float:
    """Confidence by what typed the phrase; the evaluation shows how far it holds."""
    if type_ == "Technology":
        return 0.9 if is_technical(own) and verb == "strong" else 0.85 if is_technical(own) else 0.7
    return 0.85 if kind else 0.75
