"""The members of a list as typed phrases: what each names, its own words, the words it shares.

Offsets are of the view.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from cetu.extract.clauses import NOT_VERB, Clause
from cetu.extract.coordination import Group
from cetu.extract.lexicon import at_start, only, pattern, tails, verbs
from cetu.extract.mention import Phrase, Scene, Span
from cetu.extract.phrases import (
    classify,
    core_technology,
    head_kind,
    is_generic,
    is_nontechnical,
    is_technical,
    knows_industry,
    lead_in,
    own_words,
    specific_head,
    trim,
    typed_head,
)
from cetu.extract.segmentation import boundaries

TOPIC_HEAD = pattern("members.topic_head")
AIMED = pattern("members.aimed")
SHOWING = pattern("members.showing")
BARE_ACTION = re.compile(f"(?:{only('actions').pattern})(?:技术|方法|工艺)")
MAKING = pattern("members.making")
PROJECT_LIST = pattern("members.project_list")


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
    named = (lead_in(text, *m) for m in group.members)
    group = replace(group, members=tuple((a, b) for a, b in named if a < b))
    if not group.members:
        return (), None, ""
    verb = clause.kind if not clause.topic else ""
    members = []
    for span in group.members:
        phrase = _member(scene, span, kind, verb, stage, group, clause)
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
    scene: Scene, span: Span, kind: str, verb: str, stage: str | None, group: Group, clause: Clause
) -> Phrase | None:
    """One member as a phrase, None where it names nothing."""
    text = scene.text
    words = _own_words(scene, span, kind, group, clause)
    if words is None:
        return None
    start, end = words
    own = text[start:end]
    if kind == "Project" and group.head and _shows_technologies(text[slice(*group.head)]):
        type_ = "Technology" if not is_generic(own) else ""
        stage = stage or "demonstrate"
    else:
        type_ = classify(own, verb=verb, listed="" if kind == "Region" else kind)
    if not type_ or (verb == "" and type_ == "Technology" and kind != "Technology" and not is_technical(own)):
        return None
    if stage == "restrict" and type_ == "Project":
        type_ = "Technology"  # what must not be built is a kind of plant, and no project
    elif stage == "restrict" and not is_technical(own):
        return None
    if type_ in ("Technology", "Project") and _is_place(scene, start, end):
        return None
    if type_ == "Technology" and len(group.members) == 1 and BARE_ACTION.fullmatch(own):
        return None  # 利用技术 alone names nothing
    rule = f"list.{kind.lower()}" if kind else f"object.{verb or 'topic'}"
    stage = (None if clause.topic else stage) if type_ == "Technology" else None
    return Phrase(type_, start, end, ((start, end),), stage, rule, _confidence(type_, kind, verb, own))


def _own_words(scene: Scene, span: Span, kind: str, group: Group, clause: Clause) -> Span | None:
    """A member without the place, verb, newness and 的 that only lead to its name; None where no name is left."""
    text = scene.text
    start, end = _bare_of_place(scene, span, kind)
    lead = _leading_verb(text, start, end)
    start = lead if lead is not None else start
    newness = kind in ("", "Technology", "Field") and typed_head(text[start:end]) in ("", "Technology")
    start, end = trim(text, start, end, newness=newness)
    own = text[start:end]
    activity = kind == "Project" and group.head and text.startswith("活动", group.head[0])
    if (activity and own == text[slice(*span)] and not typed_head(own)) or (
        end - start < 2 and kind not in ("Technology", "Industry")
    ):
        return None
    if typed_head(own) in ("Project", "Institution", "Cluster"):
        lead = own_words(own, typed_head(own))
        if lead is None:
            return None
        start, end = trim(text, start + lead, end, newness=False)
        own = text[start:end]
    if clause.topic and "的" in own and kind and (is_technical(own[own.rfind("的") + 1 :]) or AIMED.search(own)):
        start += own.rfind("的") + 1
        own = text[start:end]
    cut = own.find("的")
    if cut > 2 and is_technical(own[:cut]) and (is_nontechnical(own) or clause.topic):
        end = start + cut
    return start, end


def _leading_verb(text: str, start: int, end: int) -> int | None:
    """Behind a verb that opens a member and is no part of its name (采用直流供电), None without one."""
    found = at_start("verbs").match(text, start, end)
    if not found or found.end() not in {start + b for b in boundaries(text[start:end])}:
        return None  # 集成电路 is one word: its 集成 is no verb
    if found.end() - start < 2 or end - found.end() < 3 or found.group() in tails():
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


def cores(scene: Scene, phrases: Iterable[Phrase]) -> Iterator[tuple[Phrase, Phrase]]:
    """Projects and making bases with the technology that stands inside their name."""
    text = scene.text
    for phrase in phrases:
        if phrase.type not in ("Project", "Cluster") or (
            phrase.type == "Cluster" and not MAKING.search(text, phrase.start, phrase.end)
        ):
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
