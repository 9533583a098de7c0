"""Every name under which a graph's plans speak of a shared thing, with how often, and where first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from cetu.graph.dataset import Graph
from cetu.ontology.iri import ID, segments_of
from cetu.ontology.terms import ENTITIES

KINDS = ("Technology", "Industry", "Institution", "Indicator", "Document")
"""The kinds of things that plans share."""

SHARED = {ENTITIES[kind]: kind for kind in KINDS if kind != "Indicator"}
AT_ONCE = 500
"""Mentions that are looked up in one query."""

USES = """
SELECT ?kind ?thing ?name (COUNT(DISTINCT ?mention) AS ?times) (COUNT(DISTINCT ?text) AS ?plans)
  (MIN(STR(?mention)) AS ?first) WHERE {
  ?mention cetu:refersTo ?thing ; cetu:name ?name ; oa:hasSource ?text .
  ?thing a ?kind .
  VALUES ?kind { %s }
} GROUP BY ?kind ?thing ?name"""

TARGETS = """
SELECT DISTINCT ?thing ?target ?mention WHERE {
  ?target a cetu:Target ; cetu:indicator ?thing ; cetu:evidence ?mention
}"""

SENTENCES = """
SELECT ?mention ?sentence ?title ?start ?text WHERE {
  ?mention cetu:sentence ?sentence ; oa:hasSource ?text ; oa:hasSelector ?selector .
  ?selector oa:start ?start .
  ?plan cetu:hasSourceText ?text ; cetu:title ?title .
  VALUES ?mention { %s }
}"""

TEXTS = "SELECT ?text ?content WHERE { ?text cetu:content ?content }"


@dataclass(frozen=True, slots=True)
class Use:
    """A name of a thing. thing: its IRI, "" for a name that only a thesaurus has; times: how often plans say it, in
    how many plans; mention: IRI of a place."""

    kind: str
    name: str
    thing: str
    times: int
    plans: int
    mention: str = ""

    @property
    def label(self) -> str:
        """What the graph calls the thing."""
        return segments_of(self.thing)[-1]


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence, the title of its plan, and the line of the source that the mention stands in."""

    title: str
    sentence: str
    line: int


def uses(graph: Graph, kinds: Sequence[str] = KINDS) -> list[Use]:
    """Every name of every shared thing that the plans name, in order of kind, thing and name."""
    found: dict[tuple[str, str, str], Use] = {}
    classes = " ".join(f"<{iri}>" for iri, kind in SHARED.items() if kind in kinds)
    for row in graph.select(USES % classes) if classes else ():
        kind = SHARED[row["kind"].value]
        one = Use(kind, row["name"].value, row["thing"].value, int(row["times"].value), int(row["plans"].value),
                  row["first"].value)  # fmt: skip
        found[one.kind, one.thing, one.name] = one
    if "Indicator" in kinds:
        found |= {(one.kind, one.thing, one.name): one for one in _indicators(graph)}
    return [found[key] for key in sorted(found) if key[1].startswith(ID)]


def _indicators(graph: Graph) -> Iterator[Use]:
    """The wordings of indicators, which stand in the IRIs of their targets."""
    counted: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    first: dict[tuple[str, str], str] = {}
    for row in graph.select(TARGETS):
        _, plan, _, name, *_ = segments_of(row["target"].value)
        key = (row["thing"].value, name)
        counted[key][plan] += 1
        first[key] = min(first.get(key, row["mention"].value), row["mention"].value)
    for (thing, name), plans in counted.items():
        yield Use("Indicator", name, thing, plans.total(), len(plans), first[thing, name])


def places(graph: Graph, mentions: Iterable[str]) -> dict[str, Place]:
    """The sentences of mentions, by their IRI."""
    wanted = sorted(set(filter(None, mentions)))
    texts = {row["text"].value: row["content"].value for row in graph.select(TEXTS)} if wanted else {}
    found: dict[str, Place] = {}
    for at in range(0, len(wanted), AT_ONCE):
        values = " ".join(str(ox.NamedNode(one)) for one in wanted[at : at + AT_ONCE])
        for row in graph.select(SENTENCES % values):
            said = " ".join(row["sentence"].value.split())
            line = texts[row["text"].value].count("\n", 0, int(row["start"].value)) + 1
            found[row["mention"].value] = Place(row["title"].value, said, line)
    return found
