"""What whoever asks means by a name.

`technology=CCUS` is 碳捕集利用与封存 and the kinds of it, `region=2102` Dalian and what lies within it. A name that the
graph does not know is an error that proposes what looks like it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from cetu.graph.labels import Hit, LabelIndex
from cetu.ontology.errors import QueryError
from cetu.ontology.iri import ONTOLOGY
from cetu.queries.library import KINDS, Parameter, Question, question

CLASSES = {
    "Region": ("地区", "区域", "region"),
    "Cluster": ("集群", "产业集群", "cluster"),
    "Industry": ("产业", "行业", "industry"),
    "Institution": ("机构", "institution"),
    "Project": ("项目", "project"),
}
"""The kinds of supporter, by the words that people use for them."""

BELOW = {
    "Technology": "?thing skos:broader ?one",
    "Region": "{ ?thing cetu:within ?one } UNION { ?one cetu:member ?thing }",
}
"""What is meant along with a thing of the class: the narrower technologies, the regions within or counted to it."""

MOST = 400
"""Names that only hold the words of a value: as many are taken, the likeliest first."""


REMEMBERED = 200
"""Values of parameters that are kept with what they mean, of each graph."""


class Searchable(Protocol):
    """A graph with an index of its names."""

    @property
    def labels(self) -> LabelIndex: ...

    def query(self, sparql: str, /) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples: ...


@dataclass(frozen=True, slots=True)
class Taken:
    """The things that a value was taken to mean, and a line that says so."""

    nodes: tuple[ox.NamedNode, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value that would complete what was typed: what it stands for, its kind, and how many plans name it."""

    value: str
    label: str
    kind: str
    uses: int


_known: WeakKeyDictionary[LabelIndex, dict[tuple[str, str, str], Taken]] = WeakKeyDictionary()
"""What was asked for and what it means, by the index of names of a graph."""


def resolve(graph: Searchable, parameter: Parameter, value: str | int) -> Taken:
    """The things that a value of a parameter means: those of that name, with what is below them; without such a name
    every thing with a name that holds it. QueryError with near names where there is none.

    While a graph is open, a name is looked up once: graphs that are open do not change."""
    known = _known.setdefault(graph.labels, {})
    asked = parameter.name, parameter.kind, str(value).strip()
    if asked not in known:
        if len(known) >= REMEMBERED:
            known.clear()
        known[asked] = _taken(graph, parameter, asked[-1])
    return known[asked]


def _taken(graph: Searchable, parameter: Parameter, text: str) -> Taken:
    if parameter.kind == "class":
        return _classes(parameter, text)
    kinds = KINDS[parameter.kind]
    hits = _called(graph.labels, text, kinds)
    if hits:
        below = _below(graph, hits)
        more = f" 含下属 with {len(below) - len(hits)} below" if len(below) > len(hits) else ""
        return Taken(below, f"{parameter.name}={text}: {_listed(hits)}{more}")
    hits = [hit for hit in graph.labels.search(text, kinds, MOST) if hit.uses] if len(text) > 1 else []
    if not hits:
        near = graph.labels.near(text, kinds)
        hint = f"是不是 did you mean: {'、'.join(near)}" if near else "nothing in the graph looks like it"
        raise QueryError(f"{parameter.name}={text}: 没有这个名称 no {' or '.join(kinds)} of that name; {hint}")
    nodes = tuple(sorted({ox.NamedNode(hit.iri) for hit in hits}, key=str))
    return Taken(nodes, f"{parameter.name}={text}: 名称含此 names that hold it: {_listed(hits)}")


def complete(
    graph: Searchable, asked: str | Question, parameter: str, prefix: str, limit: int = 10
) -> tuple[Proposal, ...]:
    """Values that a parameter of a question may take, from what was typed so far: by name, pinyin or code, what plans
    speak of first. None for a number or a free text. QueryError for an unknown question or parameter."""
    posed = asked if isinstance(asked, Question) else question(asked)
    wanted = posed.parameter(parameter)
    if wanted.kind == "class":
        return tuple(
            Proposal(words[0], words[0], kind, 0)
            for kind, words in CLASSES.items()
            if any(word.startswith(prefix.strip().lower()) for word in (kind.lower(), *words))
        )
    if not wanted.is_thing:
        return ()
    hits = graph.labels.search(prefix, KINDS[wanted.kind], limit)
    return tuple(Proposal(hit.label, hit.label, hit.kind, hit.uses) for hit in hits)


def _called(labels: LabelIndex, text: str, kinds: tuple[str, ...]) -> list[Hit]:
    """Things of exactly that name or code, with or without a closing 技术; those that plans speak of, if any do.

    A code of GB/T 2260 may be cut after its last digit that is not nought: 21 is Liaoning, 2102 Dalian.
    """
    spelled = [text, text.removesuffix("技术"), f"{text}技术"]
    if text.isdigit() and len(text) < 6 and "Region" in kinds:
        spelled.append(text.ljust(6, "0"))
    for spelling in dict.fromkeys(spelled):
        if hits := labels.exact(spelling, kinds):
            return [hit for hit in hits if hit.uses] or hits
    return []


def _below(graph: Searchable, hits: Iterable[Hit]) -> tuple[ox.NamedNode, ...]:
    """The things and, level by level, all that is below them."""
    found = {ox.NamedNode(hit.iri): hit.kind for hit in hits}
    ahead = [node for node, kind in found.items() if kind in BELOW]
    while ahead:
        kind = found[ahead[0]]
        level = [node for node in ahead if found[node] == kind]
        pattern = f"SELECT DISTINCT ?thing WHERE {{ VALUES ?one {{ {' '.join(map(str, level))} }} {BELOW[kind]} }}"
        rows = graph.query(pattern)
        assert isinstance(rows, ox.QuerySolutions)
        fresh = sorted({row[0] for row in rows if isinstance(row[0], ox.NamedNode)} - found.keys(), key=str)
        found.update(dict.fromkeys(fresh, kind))
        ahead = [node for node in ahead if found[node] != kind] + fresh
    return tuple(sorted(found, key=str))


def _classes(parameter: Parameter, text: str) -> Taken:
    """One kind of supporter or several, by their words."""
    wanted = text.replace("、", " ").replace(",", " ").lower().split()
    found = [kind for kind, words in CLASSES.items() if any(one in (kind.lower(), *words) for one in wanted)]
    known = {word for kind, words in CLASSES.items() for word in (kind.lower(), *words)}
    if not wanted or not set(wanted) <= known:
        raise QueryError(
            f"{parameter.name}={text}: 只能是地区、集群、产业、机构、项目；choose among {', '.join(CLASSES)}"
        )
    return Taken(tuple(ox.NamedNode(ONTOLOGY + kind) for kind in found), f"{parameter.name}={text}: {', '.join(found)}")


def _listed(hits: list[Hit]) -> str:
    """The first few by name, with the code of a region, and how many more."""
    names = [f"{hit.label}（{hit.iri.rsplit('/', 1)[1]}）" if hit.kind == "Region" else hit.label for hit in hits]
    shown = "、".join(dict.fromkeys(names[:6]))
    unused = "" if any(hit.uses for hit in hits) else "，没有规划提到 which no plan names"
    return (f"{shown} … {len(names)} 项" if len(names) > 6 else shown) + unused
