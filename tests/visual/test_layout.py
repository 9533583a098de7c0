"""Places on the page: everything has one, nothing lies on anything, whatever the ties."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from cetu.visual.layout import Link, Point, Size, place

NAMES = [f"n{index:02}" for index in range(24)]
SIZES: dict[str, Size] = {name: (40.0 + 17 * index, 26.0) for index, name in enumerate(NAMES)}
links = st.lists(st.builds(Link, st.sampled_from(NAMES), st.sampled_from(NAMES), st.integers(0, 3)), max_size=50)
groups = st.frozensets(st.sampled_from(NAMES), max_size=5)


def overlaps(places: dict[str, Point]) -> list[tuple[str, str]]:
    return [
        (one, other)
        for one, other in combinations(places, 2)
        if abs(places[one][0] - places[other][0]) < (SIZES[one][0] + SIZES[other][0]) / 2 - 0.2
        and abs(places[one][1] - places[other][1]) < 26
    ]


@given(links, groups)
def test_everything_is_placed_and_nothing_lies_on_anything(ties: list[Link], apart: frozenset[str]) -> None:
    places = place(SIZES, ties, apart=apart, aspect=1.5)
    assert places.keys() == SIZES.keys()
    assert overlaps(places) == []


@given(links.flatmap(lambda ties: st.tuples(st.just(ties), st.permutations(ties))), groups)
def test_the_order_of_the_ties_changes_nothing(orders: tuple[list[Link], list[Link]], apart: frozenset[str]) -> None:
    first, second = (place(SIZES, ties, apart=apart, aspect=1.5) for ties in orders)
    assert first == second


def test_what_hangs_on_a_hub_stands_in_a_column_to_its_right() -> None:
    places = place(SIZES, [Link("n00", f"n0{index}") for index in range(1, 5)], apart=frozenset(), aspect=1.5)
    lefts = {places[f"n0{index}"][0] - SIZES[f"n0{index}"][0] / 2 for index in range(1, 5)}
    assert len(lefts) == 1
    assert lefts.pop() > places["n00"][0] + SIZES["n00"][0] / 2


def test_the_members_of_a_group_stand_before_it_and_what_it_has_behind() -> None:
    ties = [Link("n01", "n00"), Link("n02", "n00"), Link("n00", "n03"), Link("n00", "n04")]
    places = place(SIZES, ties, apart=frozenset({"n00"}), aspect=1.5)
    assert max(places["n01"][0], places["n02"][0]) < places["n00"][0] < min(places["n03"][0], places["n04"][0])


def test_nothing_has_no_places() -> None:
    assert place({}, [], apart=frozenset(), aspect=1.5) == {}
