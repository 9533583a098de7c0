"""What the members of a list share: the head that stands behind the last one, the modifier before the first one.

研发风机叶片、电机、轴承技术 says 风机叶片技术, 风机电机技术, 风机轴承技术. Where the shared words begin or end is
not written, and not every member takes them. For each member a conditional logit chooses among the stretches that may
be shared (`extract/ellipsis.py`) and "nothing": by how alike the members and what stands in their place beside the
shared words are, and by whether plans say the words together (`extract/cooccurrence.py`). Its weights
(`model/sharing.npz`) are learned from annotated plans by `bench/train_sharing.py`. Offsets are of the view.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from cetu.extract.cooccurrence import joint, single
from cetu.extract.ellipsis import FIRST, LAST, Option, Span, heads, modifiers
from cetu.extract.lexicon import only, pattern
from cetu.extract.phrases import is_technical, knows_technology, typed_head
from cetu.extract.segmentation import cut
from cetu.extract.weighing import read_rows

MODEL = "sharing.npz"
TECH = pattern("names.tech")
FILLER = "的之性化级型"
LEANING = -0.5
"""The score from which on something is shared: "nothing" has 0, and a missing word is the commoner error."""

MOST = 0.5
"""Share of the members of which a feature must hold to be one of the list."""

REMEMBERED = 1 << 14


def shared_words(
    text: str, members: Sequence[Span], kinds: Sequence[str], closing: Span | None
) -> list[tuple[Span | None, Span | None]]:
    """Of each member the modifier that it takes from the first, and the head that it takes from the closing words or
    from the last member; None where it takes none. kinds: the members' types.

    >>> s = "推进秸秆肥料化、饲料化、基料化利用"
    >>> said = shared_words(s, [(2, 7), (8, 11), (12, 17)], ["Technology"] * 3, None)
    >>> [[s[slice(*w)] for w in words if w] for words in said]
    [['利用'], ['秸秆', '利用'], ['秸秆']]
    """
    before = _scored(text, members, kinds, modifiers(text, members))
    behind = _scored(text, members, kinds, heads(text, members, closing))
    return [(_best(before, at), _best(behind, at)) for at in range(len(members))]


def _scored(
    text: str, members: Sequence[Span], kinds: Sequence[str], options: Sequence[Option]
) -> list[tuple[Option, dict[int, float]]]:
    """What every option is worth to each member that can take it: half by itself, half as to the others."""
    weights, scored = _weights(), []
    for option in options:
        own = {
            at: _worth(weights, member_features(text, members, kind, at, option))
            for at, kind in enumerate(kinds)
            if takes(text, members, kind, at, option)
        }
        if own:
            common = _worth(weights, option_features(text, members, option)) + sum(own.values()) / len(own) / 2
            scored.append((option, {at: common + worth / 2 for at, worth in own.items()}))
    return scored


def _best(scored: Sequence[tuple[Option, dict[int, float]]], at: int) -> Span | None:
    """The words that are worth most to a member, None where nothing is."""
    worth, span = max(((of[at], option.span) for option, of in scored if at in of), default=(LEANING, None))
    return span if worth > LEANING else None


def takes(text: str, members: Sequence[Span], kind: str, at: int, option: Option) -> bool:
    """Whether a member of that kind can take the words of an option: they are not its own, and a technology takes no
    head of a cluster."""
    clusters = option.source != FIRST and typed_head(text[slice(*option.span)]) == "Cluster"
    return not _own(members, at, option) and not (clusters and kind == "Technology")


def _own(members: Sequence[Span], at: int, option: Option) -> bool:
    """Whether the words of an option stand in the member itself."""
    return option.source in (FIRST, LAST) and at == (0 if option.source == FIRST else len(members) - 1)


def _worth(weights: Mapping[str, float], features: Iterable[str]) -> float:
    return sum(weights.get(name, 0.0) for name in features)


def option_features(text: str, members: Sequence[Span], option: Option) -> Iterator[str]:
    """What speaks for and against an option for every member: of itself, and what holds of most members."""
    words, beside = _said(text, option.span), _said(text, option.beside)
    yield from (_modifier if option.source == FIRST else _head)(text, members, option, words, beside)
    sharing = [at for at in range(len(members)) if not _own(members, at, option)]
    held = Counter(name for at in sharing for name in _alike(text, members, at, option))
    yield from (f"all {name}" for name, times in held.items() if times >= MOST * len(sharing))
    joined = sum(joint(*_sides(text, members[at], option)) > 0 for at in sharing)
    yield f"{option.source}.joined={round(4 * joined / len(sharing))}"


def member_features(text: str, members: Sequence[Span], kind: str, at: int, option: Option) -> Iterator[str]:
    """What speaks for and against an option for the member at a place of the list."""
    source, words = option.source, _said(text, option.span)
    own = _said(text, members[at])
    yield from _alike(text, members, at, option)
    yield f"{source}.kind={kind}"
    yield f"{source}.typed={kind}.{typed_head(own)}.{typed_head(words)}"
    for size in (1, 2):
        yield f"{source}.kind={kind}.{words[-size:]}"
    yield f"{source}.at={min(at, 3)}.{at == len(members) - 1}"


def _said(text: str, span: Span) -> str:
    """The words of a span, without the break of a line within them."""
    return text[slice(*span)].replace("\n", "")


def _sides(text: str, member: Span, option: Option) -> tuple[str, str]:
    """What would stand side by side in the name."""
    own, words = _said(text, member), _said(text, option.span)
    return (words, own) if option.source == FIRST else (own, words)


def _alike(text: str, members: Sequence[Span], at: int, option: Option) -> tuple[str, ...]:
    own, words, beside = _said(text, members[at]), _said(text, option.span), _said(text, option.beside)
    if option.source == FIRST:
        return _modifier_member(own, words, beside, text[members[at - 1][1] : members[at][0]].strip()[:2])
    return _head_member(own, words, beside, option.source)


def _head(text: str, members: Sequence[Span], option: Option, head: str, rest: str) -> Iterator[str]:
    """Of a head by itself."""
    words, source, before = _words(head), option.source, _words(rest)[-1]
    yield f"h.{source}"
    yield f"h.{source}.first={words[0]}"
    yield f"h.last={words[-1]}"
    yield f"h.words={head}"
    yield f"h.before={before}.{source}"
    yield f"h.before={before}.{words[0]}"
    yield f"h.size={min(len(words), 4)}.{source}"
    yield f"h.length={min(10, len(head))}.{source}"
    yield f"h.lead={_before(text, members[0][0])}"
    beside = min(len(_words(rest)) if rest else 0, 4)
    yield f"h.restsize={beside}.{source}"
    yield f"h.restsize={beside}.{source}.{min(len(words), 3)}.{words[-1]}"
    yield f"h.act={_acts(words[0])}.{_acts(words[-1])}.{source}"
    yield f"h.resttechnical={is_technical(rest)}.{knows_technology(rest)}.{source}"
    yield f"h.broken={head[0] if head[0] in FILLER else ''}"
    yield f"h.bare={not TECH.sub('', head)}"
    yield f"h.members={min(len(members), 5)}.{source}"
    if source != LAST:
        behind = text[option.span[1] : option.span[1] + 6]
        yield f"h.gap={text[members[-1][1] : option.span[0]][:6]}"
        yield f"h.next={_words(behind)[0]}"
        yield f"h.nextacts={_acts(_words(behind)[0])}"


def _modifier(text: str, members: Sequence[Span], option: Option, modifier: str, rest: str) -> Iterator[str]:
    """Of a modifier by itself."""
    words, after = _words(modifier), _words(rest)[0]
    yield "m"
    yield f"m.last={words[-1]}"
    yield f"m.words={modifier}"
    yield f"m.after={after}"
    yield f"m.after={words[-1]}.{after}"
    yield f"m.size={min(len(words), 4)}.{min(len(_words(rest)), 4)}"
    yield f"m.length={min(10, len(modifier))}"
    yield f"m.lead={_before(text, members[0][0])}"
    yield f"m.rest={is_technical(rest)}.{knows_technology(rest)}.{knows_technology(modifier + rest)}"
    yield f"m.of={modifier[-1] if modifier[-1] in '的用制化型' else ''}"
    yield f"m.restof={rest[0] if rest[0] in FILLER else ''}"
    yield f"m.members={min(len(members), 5)}"
    yield f"m.restjoint={joint(modifier, rest)}"


@lru_cache(maxsize=REMEMBERED)
def _head_member(own: str, head: str, rest: str, source: str) -> tuple[str, ...]:
    """Of a head beside a member."""
    bare, mine, words = TECH.sub("", head), _words(own), _words(head)
    together = joint(own, head)
    found = [
        *_likeness("h", own, rest, source),
        f"h.own={mine[-1]}",
        f"h.own={own[-2:]}.{words[-1]}",
        f"h.ownchar={own[-1]}.{source}",
        f"h.technical={is_technical(own)}.{knows_technology(own)}.{source}",
        f"h.action={_acts(mine[-1])}.{_acts(words[0])}.{source}",
        f"h.ownsize={min(len(mine), 4)}.{min(len(words), 3)}.{source}",
        f"h.joint={together}",
        f"h.joint={together}.{single(own)}",
    ]
    if bare and (own.endswith(bare) or bare in own or own[-2:] == bare[-2:]):
        found.append(f"h.said.{source}")
    if own[-1:] == bare[-1:]:
        found.append(f"h.samechar.{source}")
    return tuple(found)


@lru_cache(maxsize=REMEMBERED)
def _modifier_member(own: str, modifier: str, rest: str, joint_before: str) -> tuple[str, ...]:
    """Of a modifier beside a member; joint_before: what joins the member to the one before it."""
    mine, words = _words(own), _words(modifier)
    bare, bare_rest = TECH.sub("", own) or own, TECH.sub("", rest) or rest
    together = joint(modifier, own)
    found = [
        *_likeness("m", bare, bare_rest, FIRST),
        f"m.short={min(len(bare), 8)}",
        f"m.own={mine[0]}",
        f"m.own={own[:2]}.{modifier[-2:]}",
        f"m.head={mine[-1]}",
        f"m.head={mine[-1]}.{mine[-1] == _words(rest)[-1]}",
        f"m.technical={is_technical(own)}.{is_technical(rest)}",
        f"m.known={knows_technology(own)}.{knows_technology(bare)}",
        f"m.action={_acts(bare)}.{_acts(bare_rest)}",
        f"m.joins={joint_before}.{min(len(mine), 3)}",
        f"m.joint={together}",
        f"m.joint={together}.{single(modifier)}",
    ]
    if words[-1] in own or modifier[:2] in own:
        found.append("m.said")
    return tuple(found)


def _likeness(side: str, own: str, rest: str, source: str) -> Iterator[str]:
    """How alike a member is to what stands in its place beside the shared words."""
    if not rest:
        yield f"{side}.alone.{source}"
        return
    mine, other = _words(own), _words(rest)
    at, back = (-1, -1) if side == "h" else (0, 0)
    yield f"{side}.char={own[at] == rest[back]}.{source}"
    yield f"{side}.word={mine[at] == other[back]}"
    yield f"{side}.sizes={max(-3, min(3, len(mine) - len(other)))}"
    yield f"{side}.lengths={max(-4, min(4, (len(own) - len(rest)) // 2))}"
    yield f"{side}.acts={_acts(mine[-1])}.{_acts(other[-1])}"


def _before(text: str, at: int) -> str:
    """The word right before the list."""
    return _words(text[max(0, at - 4) : at].strip())[-1]


@lru_cache(maxsize=REMEMBERED)
def _words(phrase: str) -> tuple[str, ...]:
    return tuple(cut(phrase)) or ("",)


@cache
def _acts(word: str) -> bool:
    return bool(word and only("actions", "genericheads").fullmatch(word))


@cache
def _weights() -> dict[str, float]:
    return {name: float(weight) for name, weight in read_rows(MODEL).items()}
