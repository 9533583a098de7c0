"""Names put back: the head and the modifier that members of a list share, as spans of the view.

研发风机叶片、电机、轴承技术 says 风机叶片技术, 风机电机技术, 风机轴承技术. Put back only what the sentence needs.
"""

from __future__ import annotations

import re

from cetu.extract.lexicon import at_end, only, pattern
from cetu.extract.phrases import is_technical

Span = tuple[int, int]
TECH = pattern("names.tech")
BARE_HEAD = re.compile(r"(?:车辆|船舶|装备|设备|器件|部件|材料|系统)(?:技术)?")
VEHICLE = pattern("names.vehicle")
MAKES = pattern("names.makes")


def restore(text: str, members: list[Span], head: Span | None) -> list[list[Span]]:
    """Pieces of each member's name in reading order; the member's own span is always among them.

    >>> def names(s, members, head=None):
    ...     spans = []; at = 0
    ...     for m in members: i = s.index(m, at); spans.append((i, i + len(m))); at = i + len(m)
    ...     h = (s.index(head, at), s.index(head, at) + len(head)) if head else None
    ...     return ["".join(s[a:b] for a, b in p) for p in restore(s, spans, h)]
    >>> names("风机叶片、电机、轴承技术", ["风机叶片", "电机", "轴承技术"])
    ['风机叶片技术', '风机电机技术', '风机轴承技术']
    >>> names("CO₂加氢制烷烃、芳烃及醇类技术", ["CO₂加氢制烷烃", "芳烃", "醇类技术"])
    ['CO₂加氢制烷烃技术', 'CO₂加氢制芳烃技术', 'CO₂加氢制醇类技术']
    >>> names("海洋能、地热能、生物质能综合利用技术", ["海洋能", "地热能", "生物质能综合利用技术"])
    ['海洋能综合利用技术', '地热能综合利用技术', '生物质能综合利用技术']
    >>> names("固态电池、飞轮储能", ["固态电池", "飞轮储能"])
    ['固态电池', '飞轮储能']
    """
    pieces: list[list[Span]] = [[m] for m in members]
    if len(members) > 1:
        pieces = _with_modifier(text, members, pieces)
        pieces = _with_neighbour(text, members, pieces)
    tail = _shared_tail(text, members, head)
    if tail is None:
        return pieces
    generic = bool(TECH.fullmatch(text[slice(*tail)]))
    last = len(members) - 1
    return [
        p
        if (head is None and i == last) or not (generic or head is None or _lacks(text, p, members[i]))
        else _append(text, p, tail)
        for i, p in enumerate(pieces)
    ]


def _lacks(text: str, pieces: list[Span], own: Span) -> bool:
    """Whether a member names nothing technical without the shared head."""
    return pieces[-1] == own and not is_technical(text[slice(*own)])


def _with_neighbour(text: str, members: list[Span], pieces: list[list[Span]]) -> list[list[Span]]:
    """高压气态和液态储氢, 高性能电动、氢燃料动力车辆: the head that a member shares with the next one alone."""
    for i in range(len(members) - 2, -1, -1):
        own, following = text[slice(*members[i])], text[slice(*members[i + 1])]
        if is_technical(own) or pieces[i][-1] != members[i]:
            continue
        at = _parallel(following, [own])
        kind = VEHICLE.search(following)
        if at is None and kind and len(own) < 12 and not TECH.search(own) and kind.start() > 1:
            at = kind.start()
        if at is not None:
            pieces[i] = [*pieces[i], (members[i + 1][0] + at, members[i + 1][1])]
        elif pieces[i + 1][-1][0] > members[i + 1][1] - 1 and len(pieces[i + 1]) > 1 and len(own) < 8:
            pieces[i] = [*pieces[i], pieces[i + 1][-1]]
    return pieces


def _append(text: str, pieces: list[Span], tail: Span) -> list[Span]:
    """The pieces with the shared head behind them, without saying a word twice."""
    said, more = text[slice(*pieces[-1])], text[slice(*tail)]
    for size in range(min(len(said), len(more)), 0, -1):
        if said.endswith(more[:size]):
            return pieces if size == len(more) else [*pieces, (tail[0] + size, tail[1])]
    core = TECH.sub("", more)
    if core and said.endswith(core):
        return [*pieces, (tail[0] + len(core), tail[1])]
    return [*pieces, tail]


def _shared_tail(text: str, members: list[Span], head: Span | None) -> Span | None:
    """Span of the head that all members share: from the words behind 等, or from the last member."""
    if head is not None:
        return _needed(text, members, head)
    if len(members) < 2:
        return None
    a, b = members[-1]
    own = text[a:b]
    others = [text[slice(*m)] for m in members[:-1]]
    closing = TECH.search(own)
    if any(TECH.search(o) for o in others):
        return None
    parallel = _parallel(own, others)
    if parallel is not None:
        return a + parallel, b
    return (a + closing.start(), b) if closing else None


def _parallel(last: str, others: list[str]) -> int | None:
    """Where in the last member the shared head begins: behind the part that ends as the others do."""
    ends = {o[-1] for o in others}
    if len(ends) != 1:
        return None
    end = ends.pop()
    best = None
    for i in range(len(last) - 2):
        rest = last[i + 1 :]
        made = MAKES.search(rest)
        if last[i] == end and (
            (made and made.start() <= 3)
            or only("actions", "techheads", "modifiers").fullmatch(TECH.sub("", rest) or rest)
        ):
            best = i + 1
            break
    return best


def _needed(text: str, members: list[Span], head: Span) -> Span | None:
    """The part of a list's closing head that its members lack."""
    said = text[slice(*head)]
    if re.search(r"解决方案|技术路线|科技成果", said):
        return None
    generic = re.match(r"(?:关键|核心|共性|重大|前沿|先进|重点|主要|等|新)*(技术|工艺|方法)", said)
    if generic and generic.end(1) >= len(said) - 4:
        return head[0] + generic.start(1), head[0] + generic.end(1)
    technical = [is_technical(text[slice(*m)]) for m in members]
    if all(technical):
        return None
    if not any(technical) and len(said) <= 4:
        return head
    action = _action_tail(said)
    if action is None or not (TECH.search(said) or len(said) - action > 3):
        return None
    return head[0] + action, head[1]


def _action_tail(said: str) -> int | None:
    """Where the last process words of a head begin (数字基础设施节能技术 -> 节能技术).

    >>> "数字基础设施节能技术"[_action_tail("数字基础设施节能技术"):]
    '节能技术'
    """
    closing = TECH.search(said)
    stop = closing.start() if closing else len(said)
    at = stop
    while found := at_end("actions", "techheads").search(said[:at]):
        if found.start() and said[found.start() - 1 : found.start() + 1] in ("电气", "蒸气"):
            break
        at = found.start()
    return at if at < stop else None


def _with_modifier(text: str, members: list[Span], pieces: list[list[Span]]) -> list[list[Span]]:
    """Pieces with the first member's modifier before the bare members that follow it."""
    first = text[slice(*members[0])]
    cut = _modifier(first, [text[slice(*m)] for m in members[1:]])
    if not cut:
        return _with_last_modifier(text, members, pieces)
    modifier = (members[0][0], members[0][0] + cut)
    restored = [pieces[0]]
    for member, own in zip(members[1:], pieces[1:], strict=True):
        bare = TECH.sub("", text[slice(*member)])
        shares = len(restored) == 1 or modifier in restored[-1]
        restored.append([modifier, *own] if shares and (len(bare) <= 6 or "制" in first) and "的" not in bare else own)
    return restored


def _with_last_modifier(text: str, members: list[Span], pieces: list[list[Span]]) -> list[list[Span]]:
    """载运装备、氢燃料动力车辆及船舶: a bare head takes the modifier of the member right before it."""
    restored = [pieces[0]]
    for before, member, own in zip(members, members[1:], pieces[1:], strict=False):
        bare = BARE_HEAD.fullmatch(text[slice(*member)])
        cut = _modifier(text[slice(*before)], [text[slice(*member)]]) if bare else None
        restored.append([(before[0], before[0] + cut), *own] if cut else own)
    return restored


def _modifier(first: str, others: list[str]) -> int | None:
    """Length of the first member's modifier that the others leave out, None where they need none."""
    bare = [TECH.sub("", o) or o for o in others]
    made = list(MAKES.finditer(first))
    if made and all(len(b) <= 6 and not is_technical(b) and "制" not in b for b in bare):
        return made[-1].end()
    possessive = first.rfind("的")
    short = all("的" not in b and (_bare_action(b) or len(b) <= 4) for b in bare)
    if possessive > 1 and short and _bare_action(first[possessive + 1 :]):
        return possessive + 1
    found = at_end("actions", "techheads", "genericheads").search(TECH.sub("", first) or first)
    if found and found.start() > 1 and _bare_action(bare[0]):
        return found.start()
    return None


def _bare_action(word: str) -> bool:
    return bool(only("actions", "genericheads").fullmatch(word))
