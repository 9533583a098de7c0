"""What the plan reader shows: a plan's text as it stands, and every span in it that something was read from."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pyoxigraph as ox

from cetu.graph.dataset import Graph
from cetu.ontology.errors import CetuError
from cetu.visual.bundle import plan_bundle
from cetu.visual.descriptions import about, local, long, many, number, one, pointing, short
from cetu.visual.gathering import KINDS

Json = dict[str, Any]

SPANS = """
SELECT DISTINCT ?place ?start ?end ?thing WHERE {
  ?place oa:hasSource ?text ; oa:hasSelector ?position .
  ?position a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end .
  OPTIONAL { ?place cetu:refersTo ?thing }
  VALUES ?text { %s }
} ORDER BY ?start ?end ?thing"""

HEADINGS = """
SELECT ?section ?start WHERE {
  VALUES ?text { %s }
  ?place oa:hasSource ?text ; cetu:inSection ?section ; cetu:sentenceStart ?start .
} ORDER BY ?start"""


def plan_text(graph: Graph, plan: str) -> Json:
    """The text of a plan (by its short IRI) with its spans and lists, and its bundle. CetuError where there is none.

    spans: [start, end, kind, thing] in code points; lists: start, end, openness, count, members (spans);
    outline: [section, offset of its heading].
    """
    iri = long(plan)
    said = about(graph, [iri]).get(iri)
    source = one(said, "hasSourceText") if said else None
    if not source:
        raise CetuError(f"图里没有规划 {plan}；no such plan in the graph: `cetu query plans` lists them")
    text = one(about(graph, [long(source)])[long(source)], "content") or ""
    bundle = plan_bundle(graph, [plan])
    return {
        "plan": plan,
        "text": text,
        "spans": _spans(graph, long(source)),
        "lists": _lists(graph, iri),
        "outline": _outline(text, bundle["sections"]),
        "bundle": bundle,
    }


def _spans(graph: Graph, source: str) -> list[list[Any]]:
    rows = [
        (int(row["start"].value), int(row["end"].value), row["thing"].value)
        for row in graph.select(SPANS % ox.NamedNode(source))
        if row["thing"] is not None
    ]
    kinds = _kinds(graph, {thing for _, _, thing in rows})
    return [[start, end, kinds[thing], short(thing)] for start, end, thing in rows if thing in kinds]


def _kinds(graph: Graph, things: set[str]) -> dict[str, str]:
    found = {iri: {local(kind.value) for kind in said.get("type", ())} for iri, said in about(graph, things).items()}
    return {iri: kind for iri, kinds in found.items() for kind in KINDS if kind in kinds}


def _lists(graph: Graph, plan: str) -> list[Json]:
    lists = about(graph, pointing(graph, "saidBy", [plan], "MentionList").get(plan, ()))
    return sorted(
        (
            {
                "id": short(iri),
                "start": place[0],
                "end": place[1],
                "openness": one(said, "openness"),
                "count": number(said, "listCount"),
                "members": [list(_position(member)) for member in many(said, "listMember")],
            }
            for iri, said in lists.items()
            for place in [_position(iri)]
        ),
        key=lambda found: (found["start"], found["end"]),
    )


def _position(iri: str) -> tuple[int, int]:
    """Where a mention or a list stands, as its IRI says (docs/model.md)."""
    start, _, end = iri.rsplit("/", 1)[-1].partition("-")
    return int(start), int(end)


def _outline(text: str, sections: list[Json]) -> list[list[Any]]:
    """Sections with a heading, and where in the text each heading stands, in order."""
    told: list[list[Any]] = []
    at = 0
    depth: dict[str, int] = defaultdict(int)
    for section in sections:
        depth[section["id"]] = depth[section["above"]] + 1 if section.get("above") else 0
        heading = section.get("heading")
        if heading:
            found = text.find(heading, at)
            at = max(found, at)
            told.append([section["id"], at, depth[section["id"]]])
    return told
