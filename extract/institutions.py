"""Organisations: those the thesaurus names, those a head noun names, the bodies that a bracket makes responsible."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from cetu.extract.lexicon import at_start, pattern, words
from cetu.extract.places import Place, known_institutions
from cetu.ontology.thesaurus import read_thesaurus

Span = tuple[int, int]
HEADS = "|".join(map(re.escape, sorted(words("institutionheads"), key=lambda w: (-len(w), w))))
AFTER_PLACE = pattern("institutions.after_place")
NAMED = pattern("institutions.named")
BODY = pattern("institutions.body")
LOOSE = pattern("institutions.loose")
DUTY = pattern("institutions.duty")
OFFICE_OF = pattern("institutions.office_of")
PARENT, BRANCH, BRACKETED = (pattern(f"institutions.{name}") for name in ("parent", "branch", "bracketed"))
OF_PLACE, LEVELLED = pattern("institutions.of_place"), pattern("institutions.levelled")
GROUP, GROUP_NAME = pattern("institutions.group"), pattern("institutions.group_name")
NATIONAL, OFFICE = pattern("institutions.national"), pattern("institutions.office")
ROLE_LABEL = re.compile(r"[\s（(〔\[［【]*(?P<who>牵头|责任|主办|配合|参与|参加|协办|负责)(?:单位|部门|主体)?[:：]")
CUT = re.compile(r"(?:分别|共同|联合)?(?:牵头|配合|会同)|" + DUTY.pattern)
LEADING = re.compile(r"(?:分别|共同|联合)?牵头")
ROLES = {"牵头": "leads", "主办": "leads", "配合": "takes_part", "参与": "takes_part", "参加": "takes_part"} | {
    "协办": "takes_part"
}
BEFORE_MARK = re.compile(r"[逗分顿]号前[^，。；]{0,6}牵头")
STOP = re.compile(r"[、，；,;。 \n]")


@dataclass(frozen=True, slots=True)
class Duty:
    """One body of a bracket in view offsets: `role` is leads or takes_part; `pieces` are the spans that its name is put
    together from where the bracket says the place or the level only once (省科技厅、财政厅)."""

    start: int
    end: int
    role: str
    pieces: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Item:
    """A body as it is listed: its span, whether it is said to lead, the part between ； that it stands in."""

    start: int
    end: int
    leads: bool | None
    part: int


def institution_spans(text: str, places: list[Place]) -> list[Span]:
    """View spans of organisations named in running text, without overlaps, longest first."""
    found = [(a, b) for a, b in known_institutions(text) if not (text.endswith("油田", a, b) and text[a - 1] in "在、")]
    for place in places:
        match = AFTER_PLACE.match(text, place.end)
        if match and _one_name(match.group()):
            found.append((place.start - 2 * text.startswith("国网", max(0, place.start - 2)), match.end()))
        office = OFFICE_OF.match(text, place.end)
        if office:
            found.append((place.start, office.end()))
    found += departments(text, places)
    found += _groups(text, {place.end: place.start for place in places})
    for match in NAMED.finditer(text):
        if _one_name(match.group()):
            found.append(match.span())
    return _longest([(start, _whole(text, start, end)) for start, end in found])


def _whole(text: str, start: int, end: int) -> int:
    """Where a name ends that its branch (国家税务总局佛山市税务局, 天津大学绍兴研究院) or its short form in brackets
    (国际能源署（IEA）) goes on."""
    branch = BRANCH.match(text, end) if PARENT.search(text, start, end) else None
    end = branch.end() if branch else end
    short = BRACKETED.match(text, end)
    return short.end() if short else end


def _groups(text: str, places: Mapping[int, int]) -> Iterator[Span]:
    """Steering groups and the like by their whole name (省碳达峰碳中和工作领导小组办公室, 重庆市制造强市领导小组)."""
    for head in GROUP.finditer(text):
        name = GROUP_NAME.search(text, max(0, head.start() - 24), head.start())
        if name:
            start = name.start("set_up") if name["set_up"] else places.get(name.start() + 1, name.start())
            yield start, head.end()


@cache
def _kinds() -> AhoCorasick:
    """Names of kinds of departments, without their level (科技厅, 发展改革委)."""
    kinds = (c for c in read_thesaurus("institutions").concepts if "/institution/kind/" in c.iri)
    names = {name.lstrip("省市县") for kind in kinds for name in (kind.label, *kind.alt_labels)}
    return AhoCorasick(sorted(n for n in names if OFFICE.search(n) and len(n) > 2), matchkind=MatchKind.LeftmostLongest)


def departments(text: str, places: list[Place]) -> Iterator[Span]:
    """Departments of a place or of a level: 河北省生态环境厅, 市能源局; without either (各级科技厅) they are kinds."""
    ends = {place.end: place.start for place in places}
    for _, start, end in _kinds().find_matches_as_indexes(text):
        if start in ends:
            yield ends[start], end
        elif (
            text[start - 1 : start]
            and text[start - 1] in "省市州"
            and not text.startswith(("各", "级", "个", "和", "地", "设"), max(0, start - 2))
        ):
            yield ends.get(start - 1, start - 1), end
        elif text.startswith("自治区", start - 3):
            yield start - 3, end


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
    listed: list[_Item] = []
    at, part = start, 0
    while at < end:
        head = ROLE_LABEL.match(text, at, end)
        if head:
            role = ROLES.get(head.group("who"))
            at, part = head.end(), part + 1
        stop = STOP.search(text, at, end)
        behind = stop.start() if stop else end
        lead, a, b = _body(text, at, behind)
        if b > a or (a == behind > at):
            listed.append(_Item(a, b, True if lead else None if role is None else role == "leads", part))
        part += behind < end and text[behind] in "；;"
        at = behind + 1
    mark = _leaders_mark(text)
    yield from _roles(text, listed, text.find(mark, start, end) if mark else -1)


def _body(text: str, start: int, end: int) -> tuple[bool, int, int]:
    """(牵头 said, span of the body's name) of one item; an empty span where it is no named body, before it if it is a
    kind of bodies (各区人民政府)."""
    while start < end and text[start] in " （(〔[［【：:由和与及":
        start += 1
    item = text[start:end].rstrip("）)〕]］】 ")
    lead = "牵头" in item
    cut = CUT.search(item)
    name = item[: cut.start()] if cut and cut.start() > 1 else "" if cut else item
    if LOOSE.match(name):
        return lead, end, end
    if not BODY.match(name) or len(name) > 22:
        return lead, start, start
    return lead, start, start + len(name)


@lru_cache(maxsize=4)
def _leaders_mark(text: str) -> str:
    """The mark before which a plan says that who leads stands in its brackets (逗号前为牵头单位，下同); "" for none."""
    said = BEFORE_MARK.search(text)
    return {"逗": "，", "分": "；", "顿": "、"}[said.group()[0]] if said else ""


def _roles(text: str, listed: list[_Item], mark: int) -> Iterator[Duty]:
    """Roles: what is said; where nothing is, those before 牵头 lead, without 牵头 the first leads, of two governments
    the first of each; where the plan says that who leads stands before a mark, those before the one at `mark`."""
    marked = any(item.leads for item in listed)
    last_lead = max((i for i, item in enumerate(listed) if item.leads and LEADING.match(text, item.end)), default=-1)
    heads = _governments(text, listed)
    first = {item.start for item in heads.values()} if len(heads) > 1 else {item.start for item in listed[:1]}
    for i, item in enumerate(listed):
        if item.leads is not None:
            leads = item.leads
        elif mark >= 0 and not marked:
            leads = item.start < mark
        elif last_lead >= 0:
            leads = i < last_lead
        else:
            leads = not marked and item.start in first
        if item.end == item.start:
            continue  # a kind of bodies: it may come first, but is no one in particular
        pieces = _pieces(text, item, listed, heads)
        yield Duty(item.start, item.end, "leads" if leads else "takes_part", pieces)


def _governments(text: str, listed: list[_Item]) -> dict[int, _Item]:
    """The first body of each part, where every part begins with a body of another place (重庆市…；四川省…)."""
    firsts: dict[int, _Item] = {}
    for item in listed:
        firsts.setdefault(item.part, item)
    places = [match.group("place") for item in firsts.values() if (match := OF_PLACE.match(text, item.start, item.end))]
    return firsts if len(places) == len(firsts) == len(set(places)) else {}


def _pieces(text: str, item: _Item, listed: list[_Item], heads: dict[int, _Item]) -> tuple[Span, ...]:
    """The spans of a body's whole name: with the place of its government where a bracket has two, and with the level
    that the first body bears for all (省科技厅、财政厅); () where the name is whole."""
    name = text[item.start : item.end]
    if len(heads) > 1:
        place = OF_PLACE.match(text, heads[item.part].start)
        if place is None or name.startswith(place.group("place")) or NATIONAL.match(name):
            return ()
        own = name.startswith(place.group("level"))
        return ((place.start(), place.end("place") if own else place.end("level")), (item.start, item.end))
    before = next((one for one in reversed(listed) if one.start < item.start and LEVELLED.match(text, one.start)), None)
    level = LEVELLED.match(text, before.start) if before else None
    if (
        level is None
        or LEVELLED.match(name)
        or NATIONAL.search(name)
        or OF_PLACE.match(name)
        or not OFFICE.search(name)
    ):
        return ()
    if any(read_thesaurus("regions").by_name(name[:length]) for length in (2, 3)):
        return ()
    if level.group() not in ("省", "自治区") and name.endswith("厅"):
        return ()
    return ((level.start(), level.end()), (item.start, item.end))
