"""The part of what was gathered that a view is about: some plans, one technology, one region."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from difflib import get_close_matches

from cetu.ontology.errors import DrawError
from cetu.visual.gathering import Gathered, Thing, ends_of


def choose(
    gathered: Gathered, *, technology: str | None = None, region: str | None = None, plans: Iterable[str] = ()
) -> Gathered:
    """What is said by the plans, and touches the technology and the region; everything where none is named.

    A thing is named by words of its name or of another name that it has, a plan by its key or words of its title.
    Raises DrawError where a name fits nothing, or nothing is left.
    """
    chosen = _by_plans(gathered, tuple(plans))
    asked = [("Technology", technology), ("Region", region)]
    matched = [_named(chosen, kind, words) for kind, words in asked if words]
    if matched:
        chosen = _touching(chosen, matched)
    if not chosen.things:
        said = " ".join(words for _, words in asked if words)
        raise DrawError(
            f"nothing to draw{f' for {said}' if said else ''}: no plan says anything of it; name something else, "
            "or build a graph first with `cetu build`"
        )
    return chosen


def _by_plans(gathered: Gathered, names: tuple[str, ...]) -> Gathered:
    if not names:
        return gathered
    wanted = {iri for name in names for iri in _plans_called(name, gathered.titles)}
    facts = {iri: fact for iri, fact in gathered.facts.items() if fact.plan in wanted}
    supports = {iri: one for iri, one in gathered.supports.items() if one.plan in wanted}
    places = {iri: one for iri, one in gathered.places.items() if one.plan in wanted}
    spoken_of = {thing for one in places.values() for thing in one.things}.union(
        ends_of(facts.values(), supports.values())
    )
    return replace(gathered, facts=facts, supports=supports, places=places, things=_only(gathered, spoken_of))


def _plans_called(name: str, titles: dict[str, str]) -> list[str]:
    exact = [iri for iri in titles if name in (iri, iri.rsplit("/", 1)[-1])]
    found = exact or [iri for iri, title in titles.items() if name in title]
    if not found:
        has = "; ".join(f"{iri.rsplit('/', 1)[-1]} {title}" for iri, title in list(titles.items())[:5]) or "none"
        raise DrawError(f"no plan {name} in the graph; it has: {has}")
    return found


def _named(gathered: Gathered, kind: str, words: str) -> frozenset[str]:
    """Things of a class that are called so: of that very name, else with the words in a name."""
    things = [thing for thing in gathered.things.values() if thing.kind == kind]
    sought = words.casefold().strip()
    exact = {thing.iri for thing in things if sought in (name.casefold() for name in _names(thing))}
    found = exact | {thing.iri for thing in things if any(sought in name.casefold() for name in _names(thing))}
    if not found:
        near = get_close_matches(words, [thing.label for thing in things], n=3, cutoff=0.3)
        lists = "`cetu query technologies` and `cetu query regions` list what there is"
        hint = f"do you mean {', '.join(near)}?" if near else lists
        raise DrawError(f"no {kind.lower()} called {words} in the graph: {hint}")
    return frozenset(found)


def _names(thing: Thing) -> tuple[str, ...]:
    return (thing.label, *thing.names)


def _touching(gathered: Gathered, matched: Collection[frozenset[str]]) -> Gathered:
    """Facts and supports that touch something of every set, and the facts that these supports rest on."""
    supports = {
        iri: one for iri, one in gathered.supports.items() if all(wanted.intersection(one.ends) for wanted in matched)
    }
    steps = {step for one in supports.values() for step in one.steps}
    facts = {
        iri: fact
        for iri, fact in gathered.facts.items()
        if iri in steps or all(wanted.intersection(fact.ends) for wanted in matched)
    }
    things = _only(gathered, set(ends_of(facts.values(), supports.values())))
    return replace(gathered, facts=facts, supports=supports, things=things)


def _only(gathered: Gathered, wanted: set[str]) -> dict[str, Thing]:
    return {iri: thing for iri, thing in gathered.things.items() if iri in wanted}
