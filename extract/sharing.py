"""What the members of a list share: the head that stands behind the last one, the modifier before the first one.

研发风机叶片、电机、轴承技术 says 风机叶片技术, 风机电机技术, 风机轴承技术. Where the shared words begin or end is
not written, and not every member takes them; each place between two words is a candidate, and for each member a
conditional logit chooses among them and "nothing is shared", by how alike the member, and the others, and what stands
in its place beside the shared words are. Its weights (`model/sharing.npz`) are learned from annotated plans by
`bench/train_sharing.py`. Offsets are of the view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate

from cetu.extract.lexicon import only, pattern
from cetu.extract.phrases import is_technical, knows_technology
from cetu.extract.segmentation import cut
from cetu.extract.weighing import read_rows

Span = tuple[int, int]
MODEL = "sharing.npz"
TECH = pattern("names.tech")
FILLER = "的之性化级型"
LEANING = -0.5
"""The score from which on something is shared: "nothing" has 0, and a missing word is the commoner error."""

MOST = 0.5
"""Share of the members of which a feature must hold to be one of the list."""

Option = tuple[Span, Span, str]
"""The words that may be shared, what stands beside them in their own place, and where they come from."""

Features = Callable[[str, Sequence[Span], Option], dict[str, float]]


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
    weights = _weights()
    modifiers = [(o, _worth(weights, list_features(text, members, o))) for o in modifier_options(text, members)]
    heads = [(o, _worth(weights, list_features(text, members, o))) for o in head_options(text, members, closing)]
    found = []
    for at, kind in enumerate(kinds):
        best: list[Span | None] = []
        for options in (modifiers if at else [], heads):
            chosen, top = None, LEANING
            for option, worth in options:
                if option[2] == "last" and at == len(members) - 1:
                    continue
                score = worth + _worth(weights, member_features(text, members, kind, at, option))
                if score > top:
                    chosen, top = option[0], score
            best.append(chosen)
        found.append((best[0], best[1]))
    return found


def _worth(weights: Mapping[str, float], features: Iterator[str]) -> float:
    return sum(weights.get(name, 0.0) for name in features)


def member_features(text: str, members: Sequence[Span], kind: str, at: int, option: Option) -> Iterator[str]:
    """What speaks for and against an option for the member at a place of the list."""
    side, features = _side(option)
    sharing = [members[0], members[at]] if side == "m" else [members[at], members[-1]]
    yield from features(text, sharing, option)
    yield f"{side}.kind={kind}.{option[2]}"
    for size in (1, 2):
        yield f"{side}.kind={kind}.{text[max(option[0][0], option[0][1] - size) : option[0][1]]}"
    yield f"{side}.at={min(at, 3)}.{at == len(members) - 1}"


def list_features(text: str, members: Sequence[Span], option: Option) -> Iterator[str]:
    """What of that holds of the list: of most of its members."""
    _, features = _side(option)
    return (f"all {name}" for name, share in features(text, members, option).items() if share >= MOST)


def _side(option: Option) -> tuple[str, Features]:
    return ("m", modifier_features) if option[2] == "first" else ("h", head_features)


def head_options(text: str, members: Sequence[Span], closing: Span | None) -> Iterator[Option]:
    """Ends of the list's closing words, and of the last member."""
    if closing is not None:
        for at in _cuts(text, *closing):
            if at < closing[1]:
                yield (at, closing[1]), (closing[0], at), "closing"
    if len(members) > 1:
        a, b = members[-1]
        for at in _cuts(text, a, b):
            if a < at < b:
                yield (at, b), (a, at), "last"


def modifier_options(text: str, members: Sequence[Span]) -> Iterator[Option]:
    """Beginnings of the first member."""
    if len(members) > 1:
        a, b = members[0]
        for at in _cuts(text, a, b):
            if a < at < b:
                yield (a, at), (at, b), "first"


def _cuts(text: str, start: int, end: int) -> list[int]:
    return list(accumulate(map(len, cut(text[start:end])), initial=start))


def head_features(text: str, members: Sequence[Span], option: Option) -> dict[str, float]:
    """What speaks for and against a head: of the option, and of every member, weighed by their number."""
    (a, b), beside, source = option
    head, rest = text[a:b], text[slice(*beside)]
    sharing = members[:-1] if source == "last" else members
    words = _words(head)
    found = dict.fromkeys(
        (
            f"h.{source}",
            f"h.{source}.first={words[0]}",
            f"h.last={words[-1]}",
            f"h.size={min(len(words), 4)}.{source}",
            f"h.lead={_before(text, members[0][0])}",
            f"h.restsize={min(len(_words(rest)) if rest else 0, 4)}.{source}",
            f"h.act={_acts(words[0])}.{_acts(words[-1])}.{source}",
            f"h.resttechnical={is_technical(rest)}.{knows_technology(rest)}.{source}",
            f"h.broken={head[0] if head[0] in FILLER else ''}",
            f"h.bare={not TECH.sub('', head)}",
            f"h.members={min(len(members), 5)}.{source}",
        ),
        1.0,
    )
    for member in sharing:
        for name in _head_member(text[slice(*member)], head, rest, words, source):
            found[name] = found.get(name, 0.0) + 1 / len(sharing)
    return found


def _head_member(own: str, head: str, rest: str, words: tuple[str, ...], source: str) -> Iterator[str]:
    yield from _likeness("h", own, rest, source)
    bare, mine = TECH.sub("", head), _words(own)
    yield f"h.own={mine[-1]}"
    yield f"h.ownchar={own[-1]}.{source}"
    yield f"h.technical={is_technical(own)}.{knows_technology(own)}.{source}"
    yield f"h.action={_acts(mine[-1])}.{_acts(words[0])}.{source}"
    yield f"h.ownsize={min(len(mine), 4)}.{min(len(words), 3)}.{source}"
    if bare and (own.endswith(bare) or bare in own or own[-2:] == bare[-2:]):
        yield f"h.said.{source}"
    if own[-1:] == bare[-1:]:
        yield f"h.samechar.{source}"


def modifier_features(text: str, members: Sequence[Span], option: Option) -> dict[str, float]:
    """What speaks for and against a modifier: of the option, and of every member behind the first."""
    (a, b), beside, _ = option
    modifier, rest = text[a:b], text[slice(*beside)]
    words = _words(modifier)
    found = dict.fromkeys(
        (
            "m",
            f"m.last={words[-1]}",
            f"m.size={min(len(words), 4)}.{min(len(_words(rest)), 4)}",
            f"m.lead={_before(text, members[0][0])}",
            f"m.rest={is_technical(rest)}.{knows_technology(rest)}.{knows_technology(text[a : beside[1]])}",
            f"m.of={modifier[-1] if modifier[-1] in '的用制化型' else ''}",
            f"m.restof={rest[0] if rest[0] in FILLER else ''}",
            f"m.members={min(len(members), 5)}",
        ),
        1.0,
    )
    for at, member in enumerate(members[1:], 1):
        for name in _modifier_member(text, member, members[at - 1][1], modifier, rest, words):
            found[name] = found.get(name, 0.0) + 1 / (len(members) - 1)
    return found


def _modifier_member(
    text: str, member: Span, last: int, modifier: str, rest: str, words: tuple[str, ...]
) -> Iterator[str]:
    own = text[slice(*member)]
    mine = _words(own)
    bare, bare_rest = TECH.sub("", own) or own, TECH.sub("", rest) or rest
    yield from _likeness("m", bare, bare_rest, "first")
    yield f"m.short={min(len(bare), 8)}"
    yield f"m.own={mine[0]}"
    yield f"m.head={mine[-1]}"
    yield f"m.technical={is_technical(own)}.{is_technical(rest)}"
    yield f"m.known={knows_technology(own)}.{knows_technology(bare)}"
    yield f"m.action={_acts(bare)}.{_acts(bare_rest)}"
    yield f"m.joint={text[last : member[0]].strip()[:2]}.{min(len(mine), 3)}"
    if words[-1] in own or modifier[:2] in own:
        yield "m.said"


def _before(text: str, at: int) -> str:
    """The word right before the list."""
    return (_words(text[max(0, at - 4) : at].strip()) or ("",))[-1]


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


@cache
def _words(phrase: str) -> tuple[str, ...]:
    return tuple(cut(phrase)) or ("",)


@cache
def _acts(word: str) -> bool:
    return bool(word and only("actions", "genericheads").fullmatch(word))


@cache
def _weights() -> dict[str, float]:
    return {name: float(weight) for name, weight in read_rows(MODEL).items()}
