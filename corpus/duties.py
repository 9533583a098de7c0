"""Where a paragraph names the bodies that are responsible for it.

（省科技厅牵头，省财政厅配合）, （市发展改革委、市能源局按职责分工负责）, 〔责任单位：…〕, and behind a full stop
a bracket of names alone （省发展改革委、省经信厅）; 责任单位：… and 牵头单位：…；配合单位：… to the end of the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

WORD = (
    r"(?:(?:主要|主体)?责任|牵头|配合|参与|参加|主责|负责|落实|实施|协同|支持)"
    r"(?:和?(?:责任|牵头|配合))?(?:单位|部门|处室|主体|领导)"
)
LABELLED = re.compile(rf"{WORD}[：:]")
LINE = re.compile(rf"(?:(?<=[。；\n])|^){WORD}[：:][^\n]+", re.MULTILINE)
MARK = re.compile(r"[（(〔［\[【]|[）)〕］\]】]")
PARTNER = {"）": "（(", ")": "（(", "〕": "〔", "］": "［[", "]": "［[", "】": "【"}
ROLE = re.compile(
    r"(?:牵头|负责|配合|参与|参加|分工落实|协同推进|组织实施|按职责分工|落实|指导)"
    r"(?:[，；、。]?(?:以下|下同|不再|均需|持续|长期|完成|时限|各)[^，；]*)*[。]?$"
)
STRONG = (
    "部|委|委员会|局|厅|办|办公[室厅]|院|署|政府|银行|分行|支行|公司|集团|中心|协会|学会|联合会|管委会|供销社"
    "|部门|单位|总工会|妇联|车务段"
)
ORGAN = f"(?:{STRONG}|县|市|区|企业|院校|学校)"
BODY = re.compile(f"(?:{STRONG})(?:[、，；和及]|等|$)")
NAMES = re.compile(
    rf"(?:[^、，；。：（）]{{1,40}}?{ORGAN}(?:（[^（）]{{1,40}}）)?(?:等|等部门|等单位|等有关部门)?(?:[、，；]|$))+"
)
NAMED = re.compile(rf"{ORGAN}(?:[）〕、，；：等和及按]|牵头|负责|配合|参与|会同|分工|组织|指导|$)")
LONGEST = 900


def find_duties(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the brackets and lines in `text[start:end]` that say who is responsible, in order, none in another.

    >>> def said(s): return [s[a:b] for a, b in find_duties(s, 0, len(s))]
    >>> said("发展储能（含热储能）。（省科技厅牵头，各市（区）政府配合）")
    ['（省科技厅牵头，各市（区）政府配合）']
    >>> said("推广氢能。〔责任单位：市能源局〕"), said("建设基地（园区负责人制度）并推广。")
    (['〔责任单位：市能源局〕'], [])
    """
    found = [(a, b) for a, b in _brackets(text, start, end) if _names_duties(text, a, b, start, end)]
    found.extend(match.span() for match in LINE.finditer(text, start, end))
    last = start
    for a, b in sorted(found, key=lambda span: (span[0], -span[1])):
        if a >= last:
            yield a, b
            last = b


def _brackets(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Every pair of brackets, innermost first; one that is never closed is no pair."""
    open_: list[int] = []
    for match in MARK.finditer(text, start, end):
        mark = match.group()
        if mark not in PARTNER:
            open_.append(match.start())
        elif open_ and text[open_[-1]] in PARTNER[mark]:
            at = open_.pop()
            if match.end() - at <= LONGEST:
                yield at, match.end()


def _names_duties(text: str, a: int, b: int, start: int, end: int) -> bool:
    """Whether a bracket that closes a sentence names bodies and a role, or bodies alone behind a full stop."""
    inside = text[a + 1 : b - 1]
    if LABELLED.match(inside):
        return True
    behind_stop = a == start or text[a - 1] in "。；！"
    closes = b == end or text[b] in "。；"
    if ROLE.search(inside):
        return (behind_stop or closes) and bool(NAMED.search(inside))
    return behind_stop and bool(NAMES.fullmatch(inside) and BODY.search(inside))
