"""Coordinated lists: their members, what closes them, and the names that members share words for.

Offsets are of the view. A list is split at 、 and at joining words where both sides can stand alone; 等 closes it
and leaves it open; a number behind 等 counts it; 两市, 三省, 全部 close it for good.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cetu.extract.lexicon import at_end, at_start, only, pattern, verbs, words

OPEN, CLOSE = "（(〔[【《「“‘", "）)〕]】》」”’"
ETC = pattern("coordination.etc")
NUMERAL = "一二三四五六七八九十两"
COUNT = pattern("coordination.count")
CLOSED = pattern("coordination.closed")
MODIFYING = pattern("coordination.modifying")
JOIN = pattern("coordination.join")


@dataclass(frozen=True, slots=True)
class Group:
    """Members of one list and its closing head.

    members: view spans; head: span of the words behind 等 that name what the members are (None without);
    openness: see extraction.OPENNESS; count: the number said; end: where the list and its head stop.
    """

    members: tuple[tuple[int, int], ...]
    head: tuple[int, int] | None
    openness: str
    count: int | None
    start: int
    end: int


def depth_zero(text: str, start: int, end: int, chars: str) -> Iterator[int]:
    """Positions of any of `chars` outside brackets and quotes."""
    depth = 0
    for i in range(start, end):
        c = text[i]
        if c in OPEN:
            depth += 1
        elif c in CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and c in chars:
            yield i


def groups(text: str, start: int, end: int) -> list[Group]:
    """The lists of an object, in order; a single thing is a list of one.

    >>> s = "全钒液流电池、铅炭电池等化学储能技术、飞轮储能、压缩空气储能等物理储能技术"
    >>> [([s[a:b] for a, b in g.members], s[slice(*g.head)], g.openness) for g in groups(s, 0, len(s))]
    [(['全钒液流电池', '铅炭电池'], '化学储能技术', 'open'), (['飞轮储能', '压缩空气储能'], '物理储能技术', 'open')]
    >>> s = "本溪、铁岭等5个国家大宗固废综合利用示范基地"
    >>> g = groups(s, 0, len(s))[0]; (g.openness, g.count, s[slice(*g.head)])
    ('counted', 5, '国家大宗固废综合利用示范基地')
    """
    found: list[Group] = []
    pos = start
    while pos < end:
        etc = next((i for i in depth_zero(text, pos, end, "等") if _closes(text, pos, i, end)), None)
        if etc is None:
            found.append(_plain(text, pos, end))
            break
        group = _closed_by(text, pos, etc, end)
        found.append(group)
        pos = group.end + (1 if group.end < end and text[group.end] in "、，" else 0)
        joint = JOIN.match(text, pos, end)
        if joint and pos == group.end:
            pos = joint.end()
    return [g for g in found if g.members]


def _closes(text: str, start: int, etc: int, end: int) -> bool:
    """Whether the 等 at `etc` closes the list from `start`, and not one inside a modifier (应用于船舶等移动源的X).

    >>> s = "应用于船舶等移动源的CCUS技术"; _closes(s, 0, s.index("等"), len(s))
    False
    """
    if etc == start or not ETC.match(text, etc):
        return False
    stop = next(depth_zero(text, etc, end, "、"), end)
    first = max(start, text.rfind("、", start, etc) + 1)
    modifier = MODIFYING.match(text, first) or text.startswith("以", start)
    return not (modifier and "的" in text[etc:stop])


def _plain(text: str, start: int, end: int) -> Group:
    """A list that nothing closes, or that 两市, 三省, 全部 close."""
    members = tuple(split_members(text, start, end))
    openness, count, stop = "unmarked", None, end
    if members:
        a, b = members[-1]
        closing = CLOSED.search(text, a, b)
        if closing and closing.start() > a and len(members) > 1:
            openness = "closed"
            members = (*members[:-1], (a, closing.start()))
            return Group(members, (closing.end(), b) if closing.end() < b else None, openness, count, start, stop)
    return Group(members, None, openness, count, start, stop)


def _closed_by(text: str, start: int, etc: int, end: int) -> Group:
    """The list before 等 at `etc`, with the head behind it up to the next 、."""
    members = tuple(split_members(text, start, etc))
    head_start, openness, count = etc + 1, "open", None
    counted = COUNT.match(text, head_start, end)
    if counted:
        openness, count, head_start = "counted", numeral(counted.group(1)), counted.end()
    stop = next(depth_zero(text, head_start, end, "、"), end)
    head = (head_start, stop) if stop > head_start else None
    verb = at_start("verbs").match(text, head_start, end) if head and not counted else None
    if verb and verbs()[verb.group()].kind in ("light", "build") and verb.end() < end:
        head = None  # 引导贷款、债券等支持X: what follows 等 is a verb, no name of the list
    if head and not counted and only("actions").fullmatch(text[slice(*head)]):
        # 建筑垃圾、生活垃圾等源头减量、资源化利用: the list is what the actions act on, not a list of things.
        return Group(((start, stop), *split_members(text, stop + 1, end)), None, "unmarked", None, start, end)
    if counted and text[counted.end() - 1] in "市省县区地州" and count == len(members):
        openness = "closed"
    return Group(members, head, openness, count, start, stop)


def numeral(said: str) -> int | None:
    """Value of a whole number in digits or in Chinese numerals below a hundred.

    >>> numeral("5"), numeral("两"), numeral("十四"), numeral("二十")
    (5, 2, 14, 20)
    """
    if said.isdigit():
        return int(said)
    value = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
    if "十" in said:
        tens, _, ones = said.partition("十")
        return (value.get(tens, 1) if tens else 1) * 10 + (value.get(ones, 0) if ones else 0)
    return value.get(said)


def split_members(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the members between joints; bare modifiers stay with what they modify.

    >>> def parts(s): return [s[a:b] for a, b in split_members(s, 0, len(s))]
    >>> parts("海上风电汇集、输电及稳定运行控制技术")
    ['海上风电汇集', '输电', '稳定运行控制技术']
    >>> parts("碳捕集、利用与封存（CCUS）技术")
    ['碳捕集、利用与封存（CCUS）技术']
    >>> parts("高可靠性、低成本太阳能热发电技术")
    ['高可靠性、低成本太阳能热发电技术']
    >>> parts("煤矿瓦斯蓄热及分布式热电联供技术")
    ['煤矿瓦斯蓄热及分布式热电联供技术']
    """
    joints = _joints(text, start, end)
    spans: list[tuple[int, int]] = []
    at = start
    for i, (a, b) in enumerate(joints):
        following = joints[i + 1][0] if i + 1 < len(joints) else end
        if a > at and b < following and _parts(text, (at, a), (b, following), text[a:b], bool(spans)):
            spans.append((at, a))
            at = b
    if at < end:
        spans.append((at, end))
    return spans


def _joints(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the joining words outside brackets and outside fixed names."""
    fixed = [m.span() for m in _FIXED.finditer(text, start, end)]
    found: list[tuple[int, int]] = []
    for i in depth_zero(text, start, end, "以或、和与及/"):
        match = JOIN.match(text, i, end)
        inside = any(a <= i < b for a, b in fixed)
        if match and not inside and not (found and found[-1][1] >= i):
            found.append(match.span())
    return found


_FIXED = re.compile("|".join(map(re.escape, sorted(words("wholes"), key=lambda w: (-len(w), w)))))


def _parts(text: str, left: tuple[int, int], right: tuple[int, int], joint: str, begun: bool) -> bool:
    """Whether a joining word parts two members (or joins two words of one name)."""
    a, b = text[slice(*left)], text[slice(*right)]
    if only("modifiers").fullmatch(a) and not only("modifiers").fullmatch(b):
        return False
    if re.match(r"(?:基于|面向|适用于|应用于|用于|针对|与|以)", a) and "的" in b and "的" not in a:
        return False
    if joint == "或":
        return False
    if joint in ("、", "以及", "或者", "和"):
        return True
    if joint == "/":
        return not only("modifiers", "generic").fullmatch(a)
    # 与 and 及 join words of one name more often than members: they part after a complete head,
    # and 及 also closes a list of bare words.
    return (begun and joint == "及" and len(a) <= 2) or bool(at_end("completeheads").search(a))
