"""What speaks for and against sharing words, as features: of the words, of a member, and of the two together.

Each function tells of few words, that of any list; which of them there are of a list is told by `fitting`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from cetu.extract.cooccurrence import joint, single
from cetu.extract.ellipsis import FIRST
from cetu.extract.lexicon import only, pattern
from cetu.extract.phrases import is_technical, knows_technology
from cetu.extract.segmentation import cut

TECH = pattern("names.tech")
FILLER = "的之性化级型"
REMEMBERED = 1 << 14


def head_alone(head: str, source: str) -> Iterator[str]:
    """Of a head by itself."""
    words = words_of(head)
    yield f"h.{source}"
    yield f"h.{source}.first={words[0]}"
    yield f"h.last={words[-1]}"
    yield f"h.words={head}"
    yield f"h.size={min(len(words), 4)}.{source}"
    yield f"h.length={min(10, len(head))}.{source}"
    yield f"h.act={_acts(words[0])}.{_acts(words[-1])}.{source}"
    yield f"h.broken={head[0] if head[0] in FILLER else ''}"
    yield f"h.bare={not _stem(head)}"


def head_beside(head: str, rest: str, source: str) -> Iterator[str]:
    """Of a head beside what stands before it in its own place."""
    words, before = words_of(head), words_of(rest)[-1]
    size = min(len(words_of(rest)) if rest else 0, 4)
    yield f"h.before={before}.{source}"
    yield f"h.before={before}.{words[0]}"
    yield f"h.restsize={size}.{source}"
    yield f"h.restsize={size}.{source}.{min(len(words), 3)}.{words[-1]}"
    yield f"h.resttechnical={is_technical(rest)}.{knows_technology(rest)}.{source}"


def head_list(lead: str, members: int, source: str) -> Iterator[str]:
    """Of the list before a head; lead: the word before it."""
    yield f"h.lead={lead}"
    yield f"h.members={members}.{source}"


def head_place(gap: str, behind: str) -> Iterator[str]:
    """Of what stands between the list and a head (`gap`) and behind the head."""
    following = words_of(behind)[0]
    yield f"h.gap={gap}"
    yield f"h.next={following}"
    yield f"h.nextacts={_acts(following)}"


def head_member(own: str, source: str) -> Iterator[str]:
    """Of a member by itself that may take a head."""
    yield f"h.own={words_of(own)[-1]}"
    yield f"h.ownchar={own[-1]}.{source}"
    yield f"h.technical={is_technical(own)}.{knows_technology(own)}.{source}"


def head_likeness(own: str, rest: str, source: str) -> Iterator[str]:
    """Of a member beside what stands before the head in its own place."""
    return _likeness("h", own, rest, source)


def head_fits(own: str, head: str, source: str) -> Iterator[str]:
    """Of a head beside a member."""
    bare, mine, words = _stem(head), words_of(own), words_of(head)
    together = joint(own, head)
    yield f"h.own={own[-2:]}.{words[-1]}"
    yield f"h.action={_acts(mine[-1])}.{_acts(words[0])}.{source}"
    yield f"h.ownsize={min(len(mine), 4)}.{min(len(words), 3)}.{source}"
    yield f"h.joint={together}"
    yield f"h.joint={together}.{single(own)}"
    if bare and (bare in own or own[-2:] == bare[-2:]):
        yield f"h.said.{source}"
    if own[-1:] == bare[-1:]:
        yield f"h.samechar.{source}"


def modifier_alone(modifier: str, rest: str) -> Iterator[str]:
    """Of a modifier by itself and what stands behind it in its own place."""
    words, after = words_of(modifier), words_of(rest)[0]
    yield "m"
    yield f"m.last={words[-1]}"
    yield f"m.words={modifier}"
    yield f"m.after={after}"
    yield f"m.after={words[-1]}.{after}"
    yield f"m.size={min(len(words), 4)}.{min(len(words_of(rest)), 4)}"
    yield f"m.length={min(10, len(modifier))}"
    yield f"m.rest={is_technical(rest)}.{knows_technology(rest)}.{knows_technology(modifier + rest)}"
    yield f"m.of={modifier[-1] if modifier[-1] in '的用制化型' else ''}"
    yield f"m.restof={rest[0] if rest[0] in FILLER else ''}"
    yield f"m.restjoint={joint(modifier, rest)}"


def modifier_list(lead: str, members: int) -> Iterator[str]:
    """Of the list that a modifier opens; lead: the word before it."""
    yield f"m.lead={lead}"
    yield f"m.members={members}"


def modifier_member(own: str, joins: str) -> Iterator[str]:
    """Of a member by itself that may take a modifier; joins: what joins it to the one before it."""
    mine, bare = words_of(own), _stem(own) or own
    yield f"m.short={min(len(bare), 8)}"
    yield f"m.own={mine[0]}"
    yield f"m.head={mine[-1]}"
    yield f"m.known={knows_technology(own)}.{knows_technology(bare)}"
    yield f"m.joins={joins}.{min(len(mine), 3)}"


def modifier_likeness(own: str, rest: str) -> Iterator[str]:
    """Of a member beside what stands behind the modifier in its own place."""
    bare, bare_rest = _stem(own) or own, _stem(rest) or rest
    yield from _likeness("m", bare, bare_rest, FIRST)
    yield f"m.head={words_of(own)[-1]}.{words_of(own)[-1] == words_of(rest)[-1]}"
    yield f"m.technical={is_technical(own)}.{is_technical(rest)}"
    yield f"m.action={_acts(bare)}.{_acts(bare_rest)}"


def modifier_fits(own: str, modifier: str) -> Iterator[str]:
    """Of a modifier beside a member."""
    together = joint(modifier, own)
    yield f"m.own={own[:2]}.{modifier[-2:]}"
    yield f"m.joint={together}"
    yield f"m.joint={together}.{single(modifier)}"
    if words_of(modifier)[-1] in own or modifier[:2] in own:
        yield "m.said"


def _likeness(side: str, own: str, rest: str, source: str) -> Iterator[str]:
    """How alike a member is to what stands in its place beside the shared words."""
    if not rest:
        yield f"{side}.alone.{source}"
        return
    mine, other = words_of(own), words_of(rest)
    at, back = (-1, -1) if side == "h" else (0, 0)
    yield f"{side}.char={own[at] == rest[back]}.{source}"
    yield f"{side}.word={mine[at] == other[back]}"
    yield f"{side}.sizes={max(-3, min(3, len(mine) - len(other)))}"
    yield f"{side}.lengths={max(-4, min(4, (len(own) - len(rest)) // 2))}"
    yield f"{side}.acts={_acts(mine[-1])}.{_acts(other[-1])}"


def joined(source: str, quarters: int) -> Iterator[str]:
    """How many of the members are said together with the words elsewhere."""
    yield f"{source}.joined={quarters}"


def of_kind(source: str, kind: str, words: str) -> Iterator[str]:
    """Of the type of a member; words: the last two characters of what is shared."""
    yield f"{source}.kind={kind}"
    for size in (1, 2):
        yield f"{source}.kind={kind}.{words[-size:]}"


def placed(source: str, kind: str, own: str, words: str, at: int, last: bool) -> Iterator[str]:
    """Of the place of a member in its list; own, words: the types that its own words and the shared ones have."""
    yield f"{source}.typed={kind}.{own}.{words}"
    yield f"{source}.at={min(at, 3)}.{last}"


@lru_cache(maxsize=REMEMBERED)
def words_of(phrase: str) -> tuple[str, ...]:
    """The words of a phrase, one of nothing where it is empty."""
    return tuple(cut(phrase)) or ("",)


@lru_cache(maxsize=REMEMBERED)
def _stem(phrase: str) -> str:
    """A phrase without what says of every technology the same."""
    return TECH.sub("", phrase)


@cache
def _acts(word: str) -> bool:
    return bool(word and only("actions", "genericheads").fullmatch(word))
