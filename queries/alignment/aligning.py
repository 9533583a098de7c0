"""Two plans aligned: every kind of row by its own module, in the order of KINDS."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cetu import __version__
from cetu.queries.alignment.basis import Holding, align_basis
from cetu.queries.alignment.counterparts import Counterparts, outline
from cetu.queries.alignment.decisions import Decisions
from cetu.queries.alignment.duties import align_duties
from cetu.queries.alignment.measures import align_measures, align_strength
from cetu.queries.alignment.paper import Comparable, Paper, as_paper
from cetu.queries.alignment.parties import align_parties
from cetu.queries.alignment.rows import KINDS, Alignment, Row
from cetu.queries.alignment.stock import Stock
from cetu.queries.alignment.targets import align_targets
from cetu.queries.alignment.technologies import align_technologies

RULES = "2"
SHARED = ("target", "task", "entry", "technology")
"""Kinds of which two plans that have anything in common share one at least."""
SAME = "两份文件的文字完全相同，没有可对照的差别。The two texts are the same: there is nothing to align."
NOTHING_SHARED = "两份规划没有共同的内容：没有同一指标、相应的任务或同一项技术。The two plans have nothing in common."
FEW, LITTLE = 8, 0.05
"""Matches up to which, and share of the rows below which, two plans have next to nothing in common."""
LITTLE_SHARED = "两份规划共同的内容很少：指标、任务、条目、技术共{rows}处，只有{matched}处相应；是不是选错了文件？\
The two plans have little in common."


def align(
    left: Comparable,
    right: Comparable,
    *,
    decisions: Decisions | None = None,
    shelf: Sequence[Holding] = (),
) -> Alignment:
    """The right plan as compared with the left (the parent).

    decisions: what people confirmed and broke. shelf: the documents at hand, to look cited ones up in. A plan against
    itself has no rows and a remark that says so. Raises AlignError for a text that is no plan.
    """
    return align_papers(as_paper(left), as_paper(right), decisions, shelf)


def align_papers(
    left: Paper, right: Paper, decisions: Decisions | None = None, shelf: Sequence[Holding] = ()
) -> Alignment:
    """As `align`, for plans whose indexes are to be used again."""
    decisions = decisions or Decisions()
    rows: tuple[Row, ...] = ()
    if left.plan.text == right.plan.text:
        remarks: tuple[str, ...] = (SAME,)
    else:
        rows = in_order(_rows(left, right, decisions, shelf))
        remarks = _remarks(left, right, rows)
    software = f"cetu {__version__} alignment rules {RULES}"
    return Alignment("align", left.party(), right.party(), rows, remarks, software)


def _rows(left: Paper, right: Paper, decisions: Decisions, shelf: Sequence[Holding]) -> Iterator[Row]:
    yield from align_targets(left, right, decisions)
    counterparts = Counterparts(outline(left), outline(right), decisions)
    yield from counterparts.rows()
    yield from align_measures(counterparts)
    yield from align_strength(counterparts)
    ours, theirs = (Stock(one.paper, one.units) for one in (counterparts.left, counterparts.right))
    yield from align_technologies(ours, theirs, counterparts.partners, decisions)
    yield from align_parties(left, right, decisions)
    yield from align_duties(counterparts)
    yield from align_basis(left, right, shelf)


def _remarks(left: Paper, right: Paper, rows: Sequence[Row]) -> tuple[str, ...]:
    """What must be known of the whole before a row is read."""
    found = []
    shared = [row.matched for row in rows if row.kind in SHARED]
    if not any(shared):
        found.append(NOTHING_SHARED)
    elif sum(shared) <= FEW and sum(shared) < LITTLE * len(shared):
        found.append(LITTLE_SHARED.format(rows=len(shared), matched=sum(shared)))
    lacking = [{word for word, empty in _lacks(paper) if empty} for paper in (left, right)]
    for who, words in (
        ("两份规划都", lacking[0] & lacking[1]),
        (f"《{left.title}》", lacking[0] - lacking[1]),
        (f"《{right.title}》", lacking[1] - lacking[0]),
    ):
        if words:
            found.append(f"{who}没有写{'、'.join(sorted(words))}，无从对照。")
    return tuple(found)


def _lacks(paper: Paper) -> tuple[tuple[str, bool], ...]:
    """What a plan has none of, in words."""
    said = paper.extraction
    return (
        ("带数字的指标", not said.targets),
        ("技术", not any(one.type == "Technology" for one in said.entities)),
        ("责任单位", not any(one.type in ("leads", "takes_part") for one in said.relations)),
    )


def in_order(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows by kind, then by place in the left plan, what only the right one has after them; each once."""
    return tuple(sorted(dict.fromkeys(rows), key=_order))


def _order(row: Row) -> tuple[int, int, int, int]:
    """By kind, then by place in the left plan; what only the right one has comes after, by its place."""
    alone = row.left is None
    return KINDS.index(row.kind), alone, row.left.start if row.left else 0, row.right.start if row.right else 0
