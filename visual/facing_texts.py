"""Two plans face to face: the rows of `cetu align`, with where in both texts they stand and where the wordings differ.

The plans are read from their texts in the graph, as `cetu align` reads them from files: the same functions, so the same
rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cetu.corpus.reading import plan_from_text
from cetu.graph.dataset import Graph
from cetu.ontology.errors import QueryError
from cetu.ontology.iri import segments_of
from cetu.queries.alignment.aligning import align_papers
from cetu.queries.alignment.basis import Holding
from cetu.queries.alignment.lexicon import table
from cetu.queries.alignment.paper import Paper, read_paper
from cetu.queries.alignment.rows import Alignment, Row, Side, relations
from cetu.visual.bundle import read_plans
from cetu.visual.descriptions import about, long, one, short
from cetu.visual.reports.comparison import MARKED, TONES
from cetu.visual.reports.marking import alike, marked
from cetu.visual.reports.report import Run

Json = dict[str, Any]
Stretch = tuple[int, int]


def align_plans(graph: Graph, left: str, right: str) -> Alignment:
    """The right plan as compared with the left, by their short IRIs. QueryError where the graph has no such plan."""
    return align_papers(_paper(graph, left), _paper(graph, right), shelf=_shelf(graph, (left, right)))


def facing(alignment: Alignment) -> Json:
    """The rows as JSON.

    kinds, relations: what they are called, `[name, zh, en]`, of relations also the tone (good, bad, warn or ""), for
    those that occur. rows: `id`, `kind`, `relation`, `reason`, `rule`, `score`, `left`, `right`, `further`; a side has
    `start` and `end` in code points of its text, `name`, `said`, `line`, `heading`, `differs` (stretches of the text
    that the other side words otherwise) and `thing`.
    """
    kinds = {row.kind for row in alignment.rows}
    met = {row.relation for row in alignment.rows}
    return {
        "left": f"plan/{alignment.left.key}",
        "right": f"plan/{alignment.right.key}",
        "remarks": list(alignment.remarks),
        "software": alignment.software,
        "kinds": [[name, zh, en] for name, zh, en in table("kinds", 3) if name in kinds],
        "relations": [[name, said.zh, said.en, _tone(name)] for name, said in relations().items() if name in met],
        "rows": [_row(row, alignment.reason(row)) for row in alignment.rows],
    }


def _paper(graph: Graph, plan: str) -> Paper:
    iri = long(plan)
    source = one(about(graph, [iri]).get(iri, {}), "hasSourceText")
    text = one(about(graph, [long(source)]).get(long(source), {}), "content") if source else None
    if not text:
        raise QueryError(f"图里没有规划 {plan}；no plan {plan} in the graph to align")
    return read_paper(plan_from_text(text, segments_of(iri)[-1]))


def _shelf(graph: Graph, apart: Sequence[str]) -> list[Holding]:
    """The other plans of the graph, to look cited ones up in."""
    others = (plan for plan in read_plans(graph, graph.plans()) if plan["id"] not in apart)
    return [Holding(segments_of(long(plan["id"]))[-1], plan["title"], _period(plan)) for plan in others]


def _period(plan: Json) -> tuple[int, int] | None:
    return (plan["from"], plan["to"]) if "from" in plan and "to" in plan else None


def _tone(relation: str) -> str:
    return next((tone for tone, names in TONES.items() if relation in names), "")


def _row(row: Row, reason: str) -> Json:
    left, right = _differing(row)
    return {
        "id": row.id,
        "kind": row.kind,
        "relation": row.relation,
        "reason": reason,
        "rule": row.rule,
        "score": round(row.score, 2),
        "left": _side(row.left, left) if row.left else None,
        "right": _side(row.right, right) if row.right else None,
        "further": [_side(side, ()) | {"plan": f"plan/{side.plan}"} for side in row.further],
    }


def _side(side: Side, differs: Sequence[Stretch]) -> Json:
    return {
        "start": side.start,
        "end": side.end,
        "name": side.name,
        "said": side.said,
        "line": side.line,
        "heading": side.headings[-1] if side.headings else "",
        "thing": short(side.iri),
        "differs": [list(stretch) for stretch in differs],
    }


def _differing(row: Row) -> tuple[Sequence[Stretch], Sequence[Stretch]]:
    """Where in either text the two wordings part; nowhere where they are the same, or have little in common."""
    if not (row.left and row.right) or row.kind not in MARKED or row.relation in ("same", "equal"):
        return (), ()
    ours, theirs = ("".join(side.quote.split()) for side in (row.left, row.right))
    if not alike(ours, theirs):
        return (), ()
    gone, new = marked(ours, theirs)
    return tuple(_stretches(row.left, gone)), tuple(_stretches(row.right, new))


def _stretches(side: Side, runs: Sequence[Run]) -> Iterator[Stretch]:
    """The marked runs of a quote (which have no white space) as stretches of the text that it stands in."""
    places = [at for at, character in enumerate(side.quote) if not character.isspace()]
    done = 0
    for run in runs:
        if run.mark and run.text:
            yield side.start + places[done], side.start + places[done + len(run.text) - 1] + 1
        done += len(run.text)
