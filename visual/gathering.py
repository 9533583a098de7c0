"""What a picture needs of a graph, as values: things, facts, supports, and the sentences that they rest on.

Everything comes by SPARQL; the queries are the `.rq` files beside this module.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from itertools import groupby
from operator import itemgetter

import pyoxigraph as ox

from cetu.graph.dataset import Graph
from cetu.ontology.iri import ONTOLOGY, segments_of

KINDS = ("Plan", "Task", "Target", "Technology", "Cluster", "Industry", "Project", "Institution", "Region", "Document")
"""Classes that are drawn; of a thing with several, the first counts."""

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that is drawn. `kind`: local name of its class; `names`: what else it can be looked up by."""

    iri: str
    kind: str
    label: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Words in the source text: half-open code points, with their sentence and where that begins."""

    iri: str
    plan: str
    start: int
    end: int
    sentence: str
    sentence_start: int
    section: str | None
    things: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A Statement, or a target (predicate `target`, said by the plan). Values are local names of the ontology."""

    iri: str
    plan: str
    subjects: tuple[str, ...]
    predicate: str
    object: str
    reading: str
    places: tuple[str, ...]
    modality: str | None = None
    stage: str | None = None
    confidence: float | None = None
    rule: str | None = None
    via: str | None = None

    @property
    def ends(self) -> tuple[str, ...]:
        return (*self.subjects, self.object)


@dataclass(frozen=True, slots=True)
class Support:
    """An inferred support and the facts that it rests on, in their order; strength from 1 to 5."""

    iri: str
    plan: str
    supporter: str
    technology: str
    reading: str
    coverage: str
    route: str
    strength: int
    steps: tuple[str, ...]

    @property
    def ends(self) -> tuple[str, ...]:
        return (self.supporter, self.technology)


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything by IRI, in the order of IRIs; `sections`: heading paths from the top down; `titles`: of plans."""

    things: dict[str, Thing]
    facts: dict[str, Fact]
    supports: dict[str, Support]
    places: dict[str, Place]
    sections: dict[str, tuple[str, ...]]
    titles: dict[str, str]


def gather(graph: Graph) -> Gathered:
    """All that can be drawn of the graph."""
    places = dict(_places(graph))
    facts = dict(_facts(graph)) | dict(_targets(graph))
    supports = dict(_supports(graph))
    things = _things(graph)
    for iri in ends_of(facts.values(), supports.values()):
        things.setdefault(iri, _unnamed(iri))
    titles = {row["plan"]: row["title"] for row in _rows(graph, "plans")}
    return Gathered(things, facts, supports, places, _sections(graph), titles)


def _things(graph: Graph) -> dict[str, Thing]:
    """The things that the graph names, each under one class."""
    names = _many(graph, "names", "thing", "name")
    found: dict[str, Thing] = {}
    for iri, rows in groupby(_rows(graph, "things"), key=itemgetter("thing")):
        said = list(rows)
        kind = next(kind for kind in KINDS if any(_local(row["kind"]) == kind for row in said))
        label = min(row["label"] for row in said)
        found[iri] = Thing(iri, kind, label, tuple(name for name in names.get(iri, ()) if name != label))
    return found


def ends_of(facts: Iterable[Fact], supports: Iterable[Support]) -> list[str]:
    """Things that these facts and supports tie together, some more than once."""
    return [*(end for fact in facts for end in fact.ends), *(end for support in supports for end in support.ends)]


def _unnamed(iri: str) -> Thing:
    """What is spoken of without a name, as in a graph without thesauri: its IRI says what it is and is called."""
    *_, folder, name = ("", *segments_of(iri))
    kind = folder.capitalize()
    return Thing(iri, kind if kind in KINDS else "Document", name)


def _facts(graph: Graph) -> Iterator[tuple[str, Fact]]:
    subjects = _many(graph, "subjects", "fact", "subject")
    places = _many(graph, "evidence", "fact", "place")
    for iri, rows in groupby(_rows(graph, "facts"), key=itemgetter("fact")):
        row = next(rows)
        yield (
            iri,
            Fact(
                iri,
                row["plan"],
                subjects[iri],
                _local(row["predicate"]),
                row["object"],
                _local(row["reading"]),
                places.get(iri, ()),
                modality=_optional(row, "modality"),
                stage=_optional(row, "stage"),
                confidence=float(row["confidence"]) if "confidence" in row else None,
                rule=row.get("rule"),
                via=row.get("via"),
            ),
        )


def _targets(graph: Graph) -> Iterator[tuple[str, Fact]]:
    places = _many(graph, "evidence", "fact", "place")
    for row in _rows(graph, "targets"):
        iri, plan = row["target"], row["plan"]
        confidence = float(row["confidence"]) if "confidence" in row else None
        said = Fact(iri, plan, (plan,), "target", iri, "each", places.get(iri, ()))
        yield iri, Fact(*_values(said), confidence=confidence, rule=row.get("rule"))


def _values(fact: Fact) -> tuple[str, str, tuple[str, ...], str, str, str, tuple[str, ...]]:
    return fact.iri, fact.plan, fact.subjects, fact.predicate, fact.object, fact.reading, fact.places


def _supports(graph: Graph) -> Iterator[tuple[str, Support]]:
    for iri, rows in groupby(_rows(graph, "supports"), key=itemgetter("support")):
        steps = list(rows)
        row = steps[0]
        yield (
            iri,
            Support(
                iri,
                row["plan"],
                row["supporter"],
                row["technology"],
                _local(row["reading"]),
                _local(row["coverage"]),
                row["route"],
                int(row["strength"]),
                tuple(dict.fromkeys(step["fact"] for step in steps)),
            ),
        )


def _places(graph: Graph) -> Iterator[tuple[str, Place]]:
    for iri, rows in groupby(_rows(graph, "places"), key=itemgetter("place")):
        same = list(rows)
        row = same[0]
        start, end, first = int(row["start"]), int(row["end"]), int(row["sentenceStart"])
        things = tuple(dict.fromkeys(one["thing"] for one in same if "thing" in one))
        yield iri, Place(iri, row["plan"], start, end, row["sentence"], first, row.get("section"), things)


def _sections(graph: Graph) -> dict[str, tuple[str, ...]]:
    rows = {row["section"]: row for row in _rows(graph, "sections")}
    return {iri: _path(iri, rows) for iri in rows}


def _path(iri: str | None, rows: dict[str, Row]) -> tuple[str, ...]:
    """Headings from the top down; a section that has none is passed over."""
    path: list[str] = []
    while iri in rows and len(path) < len(rows):
        row = rows[iri]
        heading = " ".join(row[part] for part in ("number", "heading") if part in row)
        path += [heading] if heading else []
        iri = row.get("above")
    return tuple(reversed(path))


def _many(graph: Graph, query: str, key: str, value: str) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in _rows(graph, query):
        found[row[key]].append(row[value])
    return {one: tuple(values) for one, values in found.items()}


def _rows(graph: Graph, query: str) -> Iterator[Row]:
    """The rows of one `.rq` file, each with the values that it has."""
    found = graph.query(resources.files("cetu.visual").joinpath(f"{query}.rq").read_text(encoding="utf-8"))
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    for solution in found:
        yield {name: _text(term) for name in names if (term := solution[name]) is not None}


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _local(iri: str) -> str:
    return iri.removeprefix(ONTOLOGY)


def _optional(row: Row, name: str) -> str | None:
    return _local(row[name]) if name in row else None
