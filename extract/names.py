"""Names put back: the head and the modifier that members of a list share, as spans of the view.

研发风机叶片、电机、轴承技术 says 风机叶片技术, 风机电机技术, 风机轴承技术. Put back only what the sentence needs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cetu.extract.lexicon import at_head, pattern
from cetu.extract.mention import Phrase
from cetu.extract.phrases import typed_head
from cetu.extract.segmentation import cut
from cetu.extract.sharing import shared_words

Span = tuple[int, int]
TECH = pattern("names.tech")
STEM_HEADS = pattern("names.stem_heads")
FOLLOWING = 4
"""Characters behind a head within which the word stands that says what kind of project it is."""

LAST_HEAD = re.compile(r"(产业集群|集群|产业链|行业|领域|产业)$")
GENERIC = re.compile(r"(?:的|新型?|关键|核心|共性|先进|前沿|适用|重大|重点)*(技术)")


def named(text: str, members: Sequence[Phrase], head: Phrase | None, head_words: Span | None) -> list[Phrase]:
    """The members of a list with the pieces of their names: what the list's head or its other members lend them."""
    spans = [(m.start, m.end) for m in members]
    closing = (head.start, head.end) if head else head_words
    kinds = [m.type for m in members]
    said = shared_words(text, spans, kinds, closing) if len(members) > 1 or closing else [(None, None)]
    found = []
    for member, own, (modifier, shared) in zip(members, spans, said, strict=True):
        pieces = [own]
        if shared is not None and shared[0] >= own[1]:
            pieces = _append(text, pieces, _whole(text, member, shared, closing))
        if len(pieces) == 1:
            pieces = _headed(text, own, member.type, closing, spans[-1])
        if modifier is not None and not text[slice(*own)].startswith(text[slice(*modifier)]):
            pieces = [modifier, *pieces]
        found.append(member if pieces == [*member.pieces] else replace(member, pieces=tuple(pieces)))
    return found


def going_on(text: str, head: Phrase, following: Phrase) -> Span | None:
    """The words that the heads of two joined lists share and only the second says, None where they share nothing.

    草原等陆地生态系统和海草床等海洋生态系统固碳技术 is about 陆地生态系统固碳技术, too: the first head's last word
    stands in the second, with more behind it.

    >>> def shared(s, a, b):
    ...     one, two = ((s.index(w), s.index(w) + len(w)) for w in (a, b))
    ...     found = going_on(s, *(Phrase("Technology", *w, (w,), None, "", 1.0) for w in (one, two)))
    ...     return s[slice(*found)] if found else None
    >>> shared("草原等陆地生态系统和海草床等海洋生态系统固碳技术", "陆地生态系统", "海洋生态系统固碳技术")
    '固碳技术'
    >>> shared("飞轮等物理储能技术和铅炭电池等化学储能技术", "物理储能技术", "化学储能技术") is None
    True
    """
    last = cut(text[head.start : head.end])[-1]
    at = text.find(last, following.start, following.end)
    behind = (at + len(last), following.end)
    return behind if at > following.start and len(last) > 1 and behind[0] < behind[1] else None


def _whole(text: str, member: Phrase, head: Span, closing: Span | None) -> Span:
    """The head of a project up to the word that says what kind of project it is (湿地修复工程)."""
    if member.type != "Project" or closing is None or head[0] < closing[0]:
        return head
    said = at_head("Project").match(text, head[0], head[1] + FOLLOWING)
    return (head[0], said.end()) if said and said.end() > head[1] else head


def _headed(text: str, own: Span, kind: str, closing: Span | None, last: Span) -> list[Span]:
    """A member with the head that says only of what kind it is: 技术, 产业集群, 行业, 示范工程."""
    said = text[slice(*own)]
    if kind == "Technology":
        generic = GENERIC.match(text, *closing) if closing else TECH.search(text, *last) if own != last else None
        if generic is None or TECH.search(said):
            return [own]
        return [own, generic.span(1) if closing else generic.span()]
    if closing is not None:
        a, b = closing
        stem = STEM_HEADS.match(text[a:b])
        if kind in ("Cluster", "Industry") and stem:
            return [own, (a + stem.start(1), a + stem.end(1))]
        if kind in ("Project", "Institution") and typed_head(said) != kind:
            head = at_head(kind).match(text, a, b)
            return [own, (a, head.end())] if head else [own]
        return [own]
    found = LAST_HEAD.search(text, *last) if own != last and kind in ("Cluster", "Industry") else None
    return [own, found.span()] if found and not said.endswith(found.group()) else [own]


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
