"""What the explorer asks of a graph, each answer as JSON: functions that a worker of the service calls by name."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pyoxigraph as ox

from cetu.graph.dataset import Graph
from cetu.graph.judgements import CORRECTING
from cetu.ontology.errors import QueryError
from cetu.visual import bundle, overview_rows, pathfinding, searching
from cetu.visual.descriptions import NOTHING, about, local, long, many, one, short
from cetu.visual.plan_text import plan_text

MOST_PLANS = 40
"""Plans in one bundle."""
MOST_THINGS = 3000
"""Things among which links are looked for."""
REPORTS = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Documents that two plans aligned may be sent on as, with their media types."""


def summary(graph: Graph) -> bytes:
    """The plans of the graph."""
    return _json({"plans": bundle.read_plans(graph, graph.plans())})


def plans(graph: Graph, plans: Sequence[str]) -> bytes:
    """The bundle of some plans."""
    if len(plans) > MOST_PLANS:
        raise QueryError(f"{len(plans)} 份规划太多；plans are too many at once: choose at most {MOST_PLANS}")
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


def facing(graph: Graph, left: str, right: str) -> bytes:
    """Two plans aligned, as the view of both texts shows it."""
    from cetu.visual import facing_texts  # what reads and aligns plans is loaded where somebody aligns

    return _json(facing_texts.facing(facing_texts.align_plans(graph, _checked(left), _checked(right))))


def report(graph: Graph, left: str, right: str, suffix: str) -> tuple[str, bytes]:
    """Two plans aligned, as a document to send on."""
    from cetu.visual import facing_texts
    from cetu.visual.reports.comparison import comparison_report
    from cetu.visual.reports.writing import report_bytes

    alignment = facing_texts.align_plans(graph, _checked(left), _checked(right))
    return REPORTS[suffix], report_bytes(comparison_report([alignment]), suffix)


def judgeable(graph: Graph, statement: str, ends: Sequence[str], corrected: Sequence[str] = ()) -> bytes:
    """Nothing, where the statement, target or support is there and its plan names the ends that it is corrected to.
    QueryError else."""
    iri = long(_checked(statement))
    said = about(graph, [iri]).get(iri, NOTHING)
    kinds = {local(kind.value) for kind in said.get("type", ())}
    if not kinds & {"Statement", "Target", "Support"}:
        raise QueryError(f"图里没有这条陈述、指标或支撑；no statement, target or support {statement} in the graph")
    fit = {"Statement": CORRECTING[:4], "Target": CORRECTING[4:], "Support": ()}
    if any(name not in fit[kind] for kind in kinds & fit.keys() for name in corrected):
        raise QueryError("a statement is corrected in its ends, relation or stage, a target in its figure, year or "
                         "comparator; a support is right or wrong")  # fmt: skip
    plan = one(said, "saidBy") or ""
    named = set(many(about(graph, [long(plan)]).get(long(plan), NOTHING), "mentions")) | {plan}
    for end in ends:
        if end not in named:
            raise QueryError(
                f"这份规划没有提到 {end}；the plan does not name it: correct to something that it names, "
                "or judge it wrong"
            )
    return _json({})


def rows(graph: Graph, part: str, ids: Sequence[str] = ()) -> bytes:
    """One part of what an `Overview` is made of: a column of supports, ids of placing Statements, targets, or the
    Statements or things of some ids."""
    if part in overview_rows.COLUMNS:
        return _json(overview_rows.support_column(graph, part))
    if part in ("statements", "things"):
        return _json({"statements": overview_rows.statements, "things": overview_rows.things}[part](graph, ids))
    return _json({"placing": overview_rows.placing, "targets": overview_rows.targets}[part](graph))


def resting(graph: Graph, statements: Sequence[str]) -> bytes:
    """Ids of the inferred supports that rest on some Statements."""
    terms = " ".join(str(ox.NamedNode(long(_checked(one)))) for one in statements)
    pattern = f"VALUES ?said {{ {terms} }} ?step cetu:statement ?said . ?support cetu:step ?step"
    query = f"SELECT DISTINCT ?support WHERE {{ {pattern} }}"
    return _json(sorted(short(row["support"].value) for row in graph.select(query)))


def search(graph: Graph, words: str, kinds: Sequence[str]) -> bytes:
    """Things by name."""
    return _json(searching.search(graph, words, kinds))


def named(graph: Graph, labels: Sequence[str]) -> bytes:
    """Things by their very labels."""
    return _json(searching.named(graph, labels))


def _checked(name: str) -> str:
    """A name of a thing as it came over the wire. QueryError where it cannot be one."""
    try:
        long(name)
    except ValueError as error:
        raise QueryError(f"{name!r} is no name of anything: {error}") from error
    return name


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
