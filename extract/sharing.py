"""What the members of a list share: the head that stands behind the last one, the modifier before the first one.

研发风机叶片、电机、轴承技术 says 风机叶片技术, 风机电机技术, 风机轴承技术. Where the shared words begin or end is
not written, and not every member takes them. For each member a conditional logit chooses among the stretches that may
be shared (`extract/ellipsis.py`) and "nothing": by how well they fit (`extract/fitting.py`), that is how alike the
members and what stands in their place beside the shared words are, and whether plans say the words together. Its
weights (`model/sharing.npz`) are learned from annotated plans by `bench/train_sharing.py`. Offsets are of the view.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from functools import cache, lru_cache

from cetu.extract.ellipsis import Option, Span, heads, modifiers
from cetu.extract.fitting import (
    OF_MOST,
    Fitting,
    alike_parts,
    fitting,
    kind_parts,
    listing,
    most,
    option_parts,
    place_parts,
)
from cetu.extract.weighing import Part, Teller, read_rows

MODEL = "sharing.npz"
LEANING = -0.5
"""The score from which on something is shared: "nothing" has 0, and a missing word is the commoner error."""

REMEMBERED = 1 << 15


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
    listed = listing(text, members, kinds)
    before = _scored(fitting(listed, option) for option in modifiers(text, members))
    behind = _scored(fitting(listed, option) for option in heads(text, members, closing))
    return [(_best(before, at), _best(behind, at)) for at in range(len(members))]


def _scored(options: Iterable[Fitting]) -> list[tuple[Option, dict[int, float]]]:
    """What every option is worth to each member that can take it: half by itself, half as to the others."""
    scored = []
    for fit in options:
        if not fit.takers:
            continue
        alike = {at: [_told(tell, *of) for tell, of in alike_parts(fit, at)] for at in fit.sharing}
        held = [name for told in alike.values() for _, names in told for name in names]
        kinds = {kind: _worth(kind_parts(fit, kind)) for kind in {*fit.listed.kinds}}
        own = {
            at: sum([one for one, _ in alike[at]]) + kinds[fit.listed.kinds[at]] + _worth(place_parts(fit, at))
            for at in fit.takers
        }
        common = _worth(option_parts(fit)) + sum([_weights()[name] for name in most(held, len(alike))])
        common += sum(own.values()) / len(own) / 2
        scored.append((fit.option, {at: common + worth / 2 for at, worth in own.items()}))
    return scored


def _best(scored: Sequence[tuple[Option, dict[int, float]]], at: int) -> Span | None:
    """The words that are worth most to a member, None where nothing is."""
    worth, span = max(((of[at], option.span) for option, of in scored if at in of), default=(LEANING, None))
    return span if worth > LEANING else None


def _worth(parts: Iterable[Part]) -> float:
    """What parts are worth: a sum that is exact in any order, for weights are of half precision and sums of double."""
    return sum([_told(tell, *of)[0] for tell, of in parts])


@lru_cache(maxsize=REMEMBERED)
def _told(tell: Teller, *of: Hashable) -> tuple[float, tuple[str, ...]]:
    """What a part is worth, and those of its features that are worth something if they hold of most members."""
    weights, shared, names = _weights(), _shared(), [*tell(*of)]
    return sum([weights[name] for name in names if name in weights]), tuple([one for one in names if one in shared])


@cache
def _weights() -> dict[str, float]:
    return {name: float(weight) for name, weight in read_rows(MODEL).items()}


@cache
def _shared() -> frozenset[str]:
    """What is worth something if it holds of most members."""
    return frozenset(name.removeprefix(OF_MOST) for name in _weights() if name.startswith(OF_MOST))
