"""What the explorer asks of a graph, each answer as JSON: functions that a worker of the service calls by name."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple
from typing import Any

from cetu.graph.dataset import Graph
from cetu.ontology.errors import QueryError
from cetu.visual import bundle, pathfinding
from cetu.visual.descriptions import NOTHING, about, local, long, many, one
from cetu.visual.label_index import Entry, read_entries
from cetu.visual.plan_text import plan_text

MOST_PLANS = 40
"""Plans in one bundle."""
MOST_THINGS = 3000
"""Things among which links are looked for."""


def summary(graph: Graph) -> bytes:
    """The plans of the graph."""
    return _json({"plans": bundle.read_plans(graph, graph.plans())})


def plans(graph: Graph, plans: Sequence[str]) -> bytes:
    """The bundle of some plans."""
    if len(plans) > MOST_PLANS:
        raise QueryError(f"{len(plans)} plans are too many at once: choose at most {MOST_PLANS}")
    return _json(bundle.plan_bundle(graph, plans))


def around(graph: Graph, thing: str) -> bytes:
    """The bundle of links that touch a thing."""
    return _json(bundle.around(graph, _checked(thing)))


def links(graph: Graph, links: Sequence[str]) -> bytes:
    """The bundle of some links."""
    return _json(bundle.links_bundle(graph, [long(_checked(link)) for link in links[:MOST_THINGS]]))


def between(graph: Graph, things: Sequence[str]) -> bytes:
    """The bundle of links among some things."""
    return _json(pathfinding.between(graph, [_checked(thing) for thing in things[:MOST_THINGS]]))


def path(graph: Graph, start: str, end: str) -> bytes:
    """The bundle of links along a path, with the path."""
    return _json(pathfinding.find_path(graph, _checked(start), _checked(end)))


def text(graph: Graph, plan: str) -> bytes:
    """What the plan reader shows."""
    return _json(plan_text(graph, _checked(plan)))


def judgeable(graph: Graph, statement: str, ends: Sequence[str]) -> bytes:
    """Nothing, where the statement is there and its plan names the ends that it is corrected to. QueryError else."""
    iri = long(_checked(statement))
    said = about(graph, [iri]).get(iri, NOTHING)
    if "Statement" not in map(local, (kind.value for kind in said.get("type", ()))):
        raise QueryError(f"no statement {statement} in the graph")
    plan = one(said, "saidBy") or ""
    named = set(many(about(graph, [long(plan)]).get(long(plan), NOTHING), "mentions")) | {plan}
    for end in ends:
        if end not in named:
            raise QueryError(f"the plan does not name {end}: correct to something that it names, or judge it wrong")
    return _json({})


def entries(graph: Graph) -> bytes:
    """What the index of labels is made of."""
    return _json([astuple(entry) for entry in read_entries(graph)])


def entry(said: Sequence[Any]) -> Entry:
    """An entry as `entries` told it."""
    id, kind, label, names, english = said
    return Entry(id, kind, label, tuple(names), english)


def _checked(name: str) -> str:
    """A name of a thing as it came over the wire. QueryError where it cannot be one."""
    try:
        long(name)
    except ValueError as error:
        raise QueryError(f"{name!r} is no name of anything: {error}") from error
    return name


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
