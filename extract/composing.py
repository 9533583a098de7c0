"""From tagged spans to what a sentence says: lists with their heads, their stage, the places that govern them.

The spans say what is named; here only the words between them count: what joins members (、 和 与 及 /), what closes a
list (等, 等5个, 三市), which verbs stand before it and which nominalised verbs behind. Offsets are of the view.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from cetu.extract.clauses import Clause
from cetu.extract.coordination import CLOSED, COUNT, ETC, numeral
from cetu.extract.lexicon import Verb, at_end, at_start, furthest, pattern, tails, verbs
from cetu.extract.locating import located, other_actor, settings
from cetu.extract.mention import Location, Phrase, Saying, Scene, Span
from cetu.extract.names import going_on, named
from cetu.extract.places import Place

WATERS = tuple("湖河江")
MAKING = pattern("members.making")
JOINED = pattern("composing.joined")
ADORNED = pattern("composing.adorned")
JOINT = pattern("coordination.join")
BEHIND = pattern("composing.behind")
HEAD_WORDS = pattern("composing.head_words")
REMARK = pattern("composing.remark")


@dataclass(frozen=True, slots=True)
class Listed:
    """Members of one list, the span that heads it, the words behind 等 that no span covers, and how it closes."""

    members: tuple[Phrase, ...]
    head: Phrase | None
    head_words: Span | None
    openness: str
    count: int | None
    end: int


def read_sentence(scene: Scene, spans: Sequence[Phrase], start: int, end: int, number: int) -> Iterator[Saying]:
    """Sayings of one sentence, clause by clause; `spans` are those of the sentence in order of place."""
    before: Clause | None = None
    where: Location | None = None
    for a, b in settings(scene, start, end):
        subject = _subject(scene.text, spans, a, b)
        if subject is not None:
            yield Saying(number, a, subject.end, "subject", (), None, (subject,), None, (), "unmarked", None, None)
            a = subject.end
        clause, here = located(scene, a, b, before)
        if here is not None:
            where = here
        elif (where and not where.lasting) or other_actor(scene.text, clause):
            where = None
        own = [s for s in spans if a <= s.start < b]
        yield from _say(scene, own, clause, where, number)
        before = clause if clause.verbs or clause.topic else before


def _subject(text: str, spans: Sequence[Phrase], start: int, end: int) -> Phrase | None:
    """The sector or cluster that opens a clause and is to do what the verb behind it says (造纸行业推广X)."""
    first = next((s for s in spans if s.start == start and s.type in ("Industry", "Cluster") and s.end < end), None)
    return first if first and at_start("verbs", "adverbs").match(text, first.end, end) else None


def spans_within(phrases: Sequence[Phrase], start: int, end: int) -> list[Phrase]:
    """The phrases that begin between two places, `phrases` being in order of place."""
    first = bisect_left(phrases, start, key=lambda p: p.start)
    return list(phrases[first : bisect_left(phrases, end, key=lambda p: p.start)])


def _say(
    scene: Scene, spans: Sequence[Phrase], clause: Clause, where: Location | None, number: int
) -> Iterator[Saying]:
    """The lists of one clause, with what their names lack put back."""
    outer = [s for s in outermost(spans) if s.type != "Document"]
    actors = clause.actors
    if actors is not None:
        named_actors = tuple(s for s in outer if s.type == "Institution" and actors[0] <= s.start < actors[1])
        if named_actors:
            yield Saying(number, *actors, "actor", (), None, named_actors, None, (), "unmarked", None, None)
        outer = [s for s in outer if s.start >= actors[1]]
    at = clause.start
    every = tuple(lists(scene.text, outer, clause.end))
    for listed, following in zip_longest(every, every[1:]):
        stage = stage_of(scene.text, clause, listed, at)
        at = listed.end
        members = tuple(_staged(m, stage) for m in _named(scene.text, listed, following))
        head = _staged(listed.head, stage) if listed.head else None
        around = [p for p in (*members, head) if p is not None and p.type in ("Project", "Cluster")]
        cores = tuple(_cores(scene.text, spans, around, None if clause.topic else "demonstrate"))
        cores += tuple(_shared_cores(spans, members, listed, None if clause.topic else "demonstrate"))
        yield Saying(
            number, clause.start, clause.end, clause.topic, tuple(v.form for v in clause.verbs), stage, members, head,
            cores, listed.openness, listed.count, where or _owner(scene, members), tuple(_places(scene, around)),
        )  # fmt: skip


def _named(text: str, listed: Listed, following: Listed | None) -> list[Phrase]:
    """The members with their names put back, also from the head of the list behind that goes on with their own."""
    found = named(text, listed.members, listed.head, listed.head_words)
    if listed.head and following and following.head and JOINT.fullmatch(text, listed.end, following.members[0].start):
        more = going_on(text, listed.head, following.head)
        if more is not None:
            return [replace(one, pieces=(*one.pieces, more)) for one in found]
    return found


def _cores(
    text: str, spans: Sequence[Phrase], around: Sequence[Phrase], stage: str | None
) -> Iterator[tuple[Phrase, Phrase]]:
    """Projects and making bases with the technologies in their names, which may be a list (智慧道路/航道示范工程)."""
    for holder in around:
        if holder.type == "Cluster" and not MAKING.search(text, holder.start, holder.end):
            continue
        inner = [s for s in spans if s.type == "Technology" and _within(s, holder)]
        for listed in lists(text, inner, holder.end):
            for core in named(text, listed.members, listed.head, None):
                yield holder, replace(core, stage=stage)


def _shared_cores(
    spans: Sequence[Phrase], members: Sequence[Phrase], listed: Listed, stage: str | None
) -> Iterator[tuple[Phrase, Phrase]]:
    """白洋淀、衡水湖等湿地修复工程: each of the projects shows the technology in the head that they share."""
    head = listed.head_words or ((listed.head.start, listed.head.end) if listed.head else None)
    if head is None:
        return
    for core in spans:
        if core.type == "Technology" and head[0] <= core.start and core.end <= head[1]:
            for member in members:
                if member.type == "Project" and len(member.pieces) > 1:
                    yield member, replace(core, stage=stage)


def outermost(spans: Sequence[Phrase]) -> list[Phrase]:
    """Spans that stand in no other span."""
    return [s for s in spans if not any(_within(s, other) for other in spans)]


def _staged(phrase: Phrase, stage: str | None) -> Phrase:
    return replace(phrase, stage=stage) if phrase.type == "Technology" and phrase.stage != stage else phrase


def _within(inner: Phrase, outer: Phrase) -> bool:
    """Whether one span stands inside another; of two types on one span the technology is the inner one."""
    if inner is outer or not (outer.start <= inner.start and inner.end <= outer.end):
        return False
    same = (inner.start, inner.end) == (outer.start, outer.end)
    return not same or (inner.type in ("Technology", "Industry") and outer.type not in ("Technology", "Industry"))


def _places(scene: Scene, phrases: Sequence[Phrase]) -> Iterator[tuple[Place, Phrase]]:
    """Places in the names of projects or clusters, both ends of a line (青海至河南) too; not in a lake (衡水湖)."""
    for phrase in phrases:
        first = bisect_left(scene.inside, phrase.start, key=lambda p: p.start)
        for place in scene.inside[first : bisect_left(scene.inside, phrase.end, key=lambda p: p.start)]:
            water = scene.text[place.end : place.end + 1] in WATERS
            within = phrase.start <= place.start and place.end <= phrase.end
            bare = (place.start, place.end) == (phrase.start, phrase.end) and len(phrase.pieces) == 1
            if within and not water and not bare:
                yield place, phrase


def _owner(scene: Scene, members: Sequence[Phrase]) -> Location | None:
    """辽宁能源、装备等主导产业, 北方地区清洁取暖: the place right before a list of sectors or technologies has them."""
    if members[0].type not in ("Cluster", "Industry", "Technology"):
        return None
    place = scene.ending.get(members[0].start)
    return Location((place,), "unmarked", None, place.start, place.end, True) if place else None


def lists(text: str, spans: Sequence[Phrase], end: int) -> Iterator[Listed]:
    """Neighbouring spans as lists; a span that nothing joins to another is a list of one."""
    at = 0
    while at < len(spans):
        stop = at + 1
        while stop < len(spans) and JOINED.fullmatch(text, spans[stop - 1].end, spans[stop].start):
            stop += 1
        listed = _closed(text, tuple(spans[at:stop]), spans[stop] if stop < len(spans) else None, end)
        yield listed
        at = stop + (listed.head is not None)


def _closed(text: str, members: tuple[Phrase, ...], following: Phrase | None, end: int) -> Listed:
    """How a list closes: with 等 (and a head, and a number), with 三市, or with nothing."""
    at = members[-1].end
    remark = REMARK.match(text, at, end)
    if remark and ETC.match(text, remark.end(), end):
        at = remark.end()
    if not ETC.match(text, at, end):
        closed = CLOSED.match(text, at, end)
        openness = "closed" if closed and len(members) > 1 else "unmarked"
        return Listed(members, None, None, openness, None, closed.end() if closed else at)
    at += 1
    openness, count = "open", None
    counted = COUNT.match(text, at, end)
    if counted:
        openness, count, at = "counted", numeral(counted.group(1)), counted.end()
        if text[at - 1] in "市省县区地州" and count == len(members):
            openness = "closed"
    if following is not None and ADORNED.fullmatch(text, at, following.start):
        return Listed(members, following, None, openness, count, following.end)
    words = HEAD_WORDS.match(text, at, min(end, following.start) if following else end)
    return Listed(members, None, words.span() if words and words.end() > at else None, openness, count, at)


def stage_of(text: str, clause: Clause, listed: Listed, after: int) -> str | None:
    """What the verbs before a list and the nominalised verbs behind it ask for; `after`: where the list before ends."""
    if clause.topic:
        return None
    own = _verbs_before(text, after, listed.members[0].start) if after > clause.start else None
    governing = own if own else list(clause.verbs)
    said = _tail(text, listed.end, clause.end)
    if said is not None:
        return furthest([v.stage for v in governing if v.kind in ("strong", "build")] + [said])
    return furthest([v.stage for v in governing]) or clause.stage if governing else clause.stage


def _verbs_before(text: str, start: int, end: int) -> list[Verb]:
    """Governing verbs that stand right before a list, behind the one that came before it (研发A和推广B)."""
    found: list[Verb] = []
    at = end
    while verb := at_end("verbs").search(text[start:at]):
        found.append(verbs()[verb.group()])
        at = start + verb.start()
        if at > start and text[at - 1] in "、和与及":
            at -= 1
    return found


def _tail(text: str, start: int, end: int) -> str | None:
    """Furthest stage of the nominalised verbs behind a list (…技术研发和示范应用)."""
    behind = BEHIND.match(text, start, end)
    at = behind.end() if behind else start
    said: list[str | None] = []
    while found := at_start("tails").match(text, at, end):
        said.append(tails()[found.group()])
        at = found.end()
        joint = re.compile(r"[、和与及]|及其|以及|并").match(text, at, end)
        at = joint.end() if joint else at
        lead = re.compile(r"(?:规模化|商业化|产业化|工程化|集成|联合|协同|试点|中试|技术|示范)").match(text, at, end)
        if lead and at_start("tails").match(text, lead.end(), end):
            at = lead.end() if not at_start("tails").match(text, at, end) else at
    return furthest(said) if said else None
