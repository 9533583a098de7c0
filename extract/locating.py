"""Which places and actors govern a clause: 在大连、营口等地区…, 支持沈阳建设…, 支持企业开展….

Offsets are of the view.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from cetu.extract.clauses import Clause, read_clause, split_clauses
from cetu.extract.coordination import CLOSED, COUNT, ETC, numeral
from cetu.extract.lexicon import at_start, pattern
from cetu.extract.mention import Location, Scene, Span

TOPICAL = pattern("locating.topical")
SETTING = pattern("locating.setting")
NEXT_VERB = 60
WON = pattern("locating.won")
"""What a place is said to have been given: 扬中市获批创建X, 泗洪县入选X."""

ORDERS = frozenset({"支持", "鼓励", "引导", "推动", "促进", "组织", "推进", "指导", "督促", "要求"})
"""Verbs whose object may be the one who is to act."""

REST = {
    "在": re.compile(r"(?:内|上|中|之间)?"),
    "将": re.compile(""),
    "把": re.compile(""),
    "以": re.compile(r"为(?:重点|核心|主|主体|龙头|试点|主要载体|载体|中心|引领|示范|依托)[，]?"),
}
"""What may stand between places and what is ordered there: 在X内, 将X打造成, 以X为重点."""


def settings(scene: Scene, start: int, end: int) -> Iterator[Span]:
    """Clause spans, with 在…领域 parted from the verb that follows it in the same clause."""
    for a, b in _whole_lists(scene, start, end):
        found = SETTING.match(scene.text, a, b)
        if found and any(at in scene.places for at in range(a + 1, found.end())):
            found = None  # 在大连长兴岛等工业园区: a list of places, which `located` reads
        found = found or TOPICAL.match(scene.text, a, b)
        if found and at_start("verbs", "adverbs").match(scene.text, found.end(), b):
            yield a, found.end()
            yield found.end(), b
        else:
            yield a, b


def _whole_lists(scene: Scene, start: int, end: int) -> Iterator[Span]:
    """Clause spans, with a list of places that goes on behind a comma (…州A、B，…州C、D等地) kept in one."""
    begun: Span | None = None
    for a, b in split_clauses(scene.text, start, end):
        if begun and begun[1] in scene.ending and a in scene.places and scene.text[begun[1] : a] == "，":
            begun = (begun[0], b)
            continue
        if begun:
            yield begun
        begun = (a, b)
    if begun:
        yield begun


def other_actor(text: str, clause: Clause) -> bool:
    """支持企业…, 鼓励高校…: another actor than the place named before."""
    return bool(clause.verbs) and clause.verbs[0].form in ("支持", "鼓励", "引导") and not clause.continued


def located(scene: Scene, start: int, end: int, before: Clause | None) -> tuple[Clause, Location | None]:
    """The clause at `start:end` with its own places taken out, and these."""
    text = scene.text
    clause = read_clause(text, start, end, before)
    pos = clause.object[0]
    if clause.topic in ("在", "将", "把", "以"):
        where = _places_at(scene, pos, end, strict=True)
        rest = REST[clause.topic].match(text, where.end, end) if where else None
        if where is None or rest is None:
            return clause, None
        inner = read_clause(text, rest.end(), end, None)
        return replace(inner, start=start), where
    if clause.topic or pos >= end:
        return clause, None
    where = _places_at(scene, pos, end, strict=False)
    if where is None:
        return _behind_actor(text, clause), None
    where = replace(where, lasting=not clause.verbs or clause.verbs[-1].form in ORDERS)
    won = WON.match(text, where.end, end)
    inner = read_clause(text, won.end() if won else where.end, end, None)
    if inner.verbs:
        return replace(inner, start=start), where
    if won or (clause.verbs and inner.topic == "在"):
        return replace(inner, start=start, topic="", verbs=clause.verbs), where
    if not clause.verbs:
        return clause, None
    if len(where.places) > 1 or where.openness != "unmarked":
        return replace(clause, object=(min(where.end, clause.object[1]), clause.object[1])), where
    return clause, None


def _behind_actor(text: str, clause: Clause) -> Clause:
    """支持企业建设X: the object begins behind the second verb."""
    if not clause.verbs or clause.verbs[-1].form not in ORDERS:
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
        joint = re.compile(r"(?:[、和与及，]|以及)?").match(text, at, end)
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
        place = re.compile(
            r"(?:[\u4e00-\u9fff]{0,6}?(?:地区|地市|省份|省市|城市|园区|开发区|区域|地|市|省|县)(?![级方域]))?"
        ).match(text, at + 1, end)
        return "open", None, place.end() if place else at + 1
    closed = CLOSED.match(text, at, end)
    if closed and named > 1:
        return "closed", None, closed.end()
    suffix = re.compile(r"(?:地区|等地)").match(text, at, end)
    return "unmarked", None, suffix.end() if suffix else at
