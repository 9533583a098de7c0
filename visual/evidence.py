"""What a click shows: for every node and edge the facts and supports behind it, with their sentences, as JSON data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Any, Generic, TypeVar

from cetu.visual.gathering import Fact, Gathered, Place, Support
from cetu.visual.scene import GROUP, Scene

Json = dict[str, Any]
T = TypeVar("T", bound=Hashable)


class Numbered(Generic[T]):
    """Values by number, each once, in the order in which they were first asked for."""

    def __init__(self) -> None:
        self.values: dict[T, int] = {}

    def number(self, value: T) -> int:
        return self.values.setdefault(value, len(self.values))


def evidence(gathered: Gathered, scene: Scene) -> Json:
    """Tables that refer to one another by number; `nodes` and `edges` are numbered as in the picture.

    plans: titles. sections: heading paths. sentences: [text, plan, section or -1]. places: [sentence, start, end] in
    code points of the sentence. facts, supports: objects. nodes: their own places. edges: facts and supports of each.
    """
    tables = _Tables(gathered, scene)
    facts = Numbered[str]()
    supports = Numbered[str]()
    edges = [
        {"facts": [facts.number(one) for one in tie.facts], "supports": [supports.number(one) for one in tie.supports]}
        for tie in scene.ties
    ]
    for support in supports.values:
        for step in gathered.supports[support].steps:
            facts.number(step)
    return {
        "edges": edges,
        "nodes": tables.of_nodes(),
        "facts": [tables.fact(gathered.facts[one]) for one in facts.values],
        "supports": [tables.support(gathered.supports[one], facts) for one in supports.values],
        "places": tables.places(),
        "sentences": [list(one) for one in tables.sentences.values],
        "sections": [list(one) for one in tables.sections.values],
        "plans": [gathered.titles.get(one, one) for one in tables.plans.values],
    }


class _Tables:
    """The tables while they grow."""

    def __init__(self, gathered: Gathered, scene: Scene) -> None:
        self.gathered = gathered
        self.number = {node: index for index, node in enumerate(scene.nodes)}
        self.scene = scene
        self.plans = Numbered[str]()
        self.sections = Numbered[tuple[str, ...]]()
        self.sentences = Numbered[tuple[str, int, int]]()
        self._places = Numbered[str]()

    def of_nodes(self) -> list[list[int]]:
        """The places where each thing is named."""
        named: defaultdict[str, list[int]] = defaultdict(list)
        for place in self.gathered.places.values():
            for thing in place.things:
                if thing in self.number:
                    named[thing].append(self._places.number(place.iri))
        return [[] if node.kind == GROUP else named[node.id] for node in self.scene.nodes.values()]

    def fact(self, fact: Fact) -> Json:
        said = {
            "subjects": self._ends(fact.subjects),
            "predicate": fact.predicate,
            "object": self.number[fact.object],
            "reading": fact.reading,
            "plan": self.plans.number(fact.plan),
            "places": [self._places.number(place) for place in fact.places if place in self.gathered.places],
        }
        more = {
            "modality": fact.modality,
            "stage": fact.stage,
            "confidence": fact.confidence,
            "rule": fact.rule,
            "via": self.number.get(fact.via or ""),
        }
        return said | {name: value for name, value in more.items() if value is not None}

    def support(self, support: Support, facts: Numbered[str]) -> Json:
        return {
            "supporter": self.number[support.supporter],
            "technology": self.number[support.technology],
            "reading": support.reading,
            "coverage": support.coverage,
            "route": support.route,
            "strength": support.strength,
            "plan": self.plans.number(support.plan),
            "steps": [facts.number(step) for step in support.steps],
        }

    def places(self) -> list[list[int]]:
        return [self._within(self.gathered.places[iri]) for iri in self._places.values]

    def _within(self, place: Place) -> list[int]:
        """A place by its sentence and where it stands in it; what runs over the sentence's end is cut."""
        path = self.gathered.sections.get(place.section or "")
        section = -1 if path is None else self.sections.number(path)
        sentence = self.sentences.number((place.sentence, self.plans.number(place.plan), section))
        start = max(0, place.start - place.sentence_start)
        return [sentence, start, min(len(place.sentence), place.end - place.sentence_start)]

    def _ends(self, things: Iterable[str]) -> list[int]:
        return [self.number[thing] for thing in things if thing in self.number]
