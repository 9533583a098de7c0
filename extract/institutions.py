"""Organisations: those the thesaurus names, those a head noun names, the bodies that a bracket makes responsible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cetu.extract.lexicon import at_start, pattern, words
from cetu.extract.places import Place, known_institutions

Span = tuple[int, int]
HEADS = "|".join(map(re.escape, sorted(words("institutionheads"), key=lambda w: (-len(w), w))))
AFTER_PLACE = pattern("institutions.after_place")
NAMED = pattern("institutions.named")
BODY = pattern("institutions.body")
LOOSE = pattern("institutions.loose")
DUTY = pattern("institutions.duty")


@dataclass(frozen=True, slots=True)
class Duty:
    """One body of a bracket in view offsets: `role` is leads or takes_part."""

    start: int
    end: int
    role: str


def institution_spans(text: str, places: list[Place]) -> list[Span]:
    """View spans of organisations named in running text, without overlaps, longest first."""
    found = [(a, b) for a, b in known_institutions(text) if not (text.endswith("油田", a, b) and text[a - 1] in "在、")]
    for place in places:
        match = AFTER_PLACE.match(text, place.end)
        if match and _one_name(match.group()):
            found.append((place.start, match.end()))
    for match in NAMED.finditer(text):
        if _one_name(match.group()):
            found.append(match.span())
    return _longest(found)


def _one_name(middle: str) -> bool:
    """Whether the words before the head are one name: no verb, no 的, no joint inside."""
    if re.search(
        r"[的、，与及]|支持|建设|推进|加强|加快|开展|推动|组建|创建|争创|等|高校|企业|依托|重点领域|优势", middle
    ):
        return False
    return not any(at_start("topics").match(middle, i) for i in range(1, len(middle)))


def _longest(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for a, b in sorted(set(spans), key=lambda s: (s[0] - s[1], s[0])):
        if all(b <= c or a >= d for c, d in kept):
            kept.append((a, b))
    return sorted(kept)


def bodies(text: str, start: int, end: int) -> Iterator[Duty]:
    """Bodies of one bracket or line of responsibility: the first, or those marked 牵头, lead; the others take part.

    >>> s = "省科技厅牵头，省发展改革委、省工业和信息化厅按职责分工负责"
    >>> [(s[d.start:d.end], d.role) for d in bodies(s, 0, len(s))]
    [('省科技厅', 'leads'), ('省发展改革委', 'takes_part'), ('省工业和信息化厅', 'takes_part')]
    """
    role: str | None = None
    listed: list[tuple[int, int, bool | None]] = []
    at = start
    label = re.compile(r"[\s（(〔\[【]*(?P<who>牵头|责任|主办|配合|参与|参加|协办|负责)(?:单位|部门|主体)?[:：]")
    while at < end:
        head = label.match(text, at, end)
        if head:
            role = (
                "takes_part"
                if head.group("who") in ("配合", "参与", "参加", "协办")
                else "leads"
                if head.group("who") in ("牵头", "主办")
                else None
            )
            at = head.end()
        stop = min((i for i in (text.find(c, at, end) for c in "、，；,;。 \n") if i >= 0), default=end)
        lead, a, b = _body(text, at, stop)
        if b > a:
            listed.append((a, b, True if lead else None if role is None else role == "leads"))
        at = stop + 1
    yield from _roles(text, listed)


def _body(text: str, start: int, end: int) -> tuple[bool, int, int]:
    """(牵头 said, span of the body's name) of one item; an empty span where it is no named body."""
    while start < end and text[start] in " （(〔[【：:由和与及":
        start += 1
    item = text[start:end].rstrip("）)〕]】 ")
    lead = "牵头" in item
    cut = re.search(r"牵头|配合|会同|" + DUTY.pattern, item)
    name = item[: cut.start()] if cut and cut.start() > 1 else "" if cut else item
    if LOOSE.match(name) or not BODY.match(name) or len(name) > 22:
        return lead, start, start
    return lead, start, start + len(name)


def _roles(text: str, listed: list[tuple[int, int, bool | None]]) -> Iterator[Duty]:
    """Roles: what is said; where nothing is, those before 牵头 lead, without 牵头 the first leads."""
    marked = any(flag for _, _, flag in listed)
    last_lead = max((i for i, (_, b, flag) in enumerate(listed) if flag and text.startswith("牵头", b)), default=-1)
    for i, (a, b, flag) in enumerate(listed):
        if flag is not None:
            leads = flag
        elif last_lead >= 0:
            leads = i < last_lead
        else:
            leads = not marked and i == 0
        yield Duty(a, b, "leads" if leads else "takes_part")
