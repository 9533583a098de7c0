"""Two plans aligned: every kind of row by its own module, in the order of KINDS."""

from __future__ import annotations

from collections.abc import Iterator

from cetu import __version__
from cetu.corpus.plan import Plan
from cetu.extract.extraction import Extraction
from cetu.queries.alignment.decisions import Decisions
from cetu.queries.alignment.paper import Paper, read_paper
from cetu.queries.alignment.rows import KINDS, Alignment, Row
from cetu.queries.alignment.targets import align_targets
from cetu.queries.alignment.tasks import Likeness, pair_units, task_rows
from cetu.queries.alignment.units import units

RULES = "1"
SAME = "两份文件的文字完全相同，没有可对照的差别。The two texts are the same: there is nothing to align."
NOTHING_SHARED = "两份规划没有共同的内容：没有同一指标、相应的任务或同一项技术。The two plans have nothing in common."


def align(
    left: tuple[Plan, Extraction], right: tuple[Plan, Extraction], *, decisions: Decisions | None = None
) -> Alignment:
    """The right plan as compared with the left (the parent).

    A plan against itself has no rows and a remark that says so. Raises AlignError for a text that is no plan.
    """
    return align_papers(read_paper(*left), read_paper(*right), decisions or Decisions())


def align_papers(left: Paper, right: Paper, decisions: Decisions) -> Alignment:
    """As `align`, for plans whose indexes are to be used again."""
    rows: tuple[Row, ...] = ()
    if left.plan.text == right.plan.text:
        remarks: tuple[str, ...] = (SAME,)
    else:
        rows = tuple(sorted(_rows(left, right, decisions), key=_order))
        remarks = () if any(row.matched for row in rows) else (NOTHING_SHARED,)
    software = f"cetu {__version__} alignment rules {RULES}"
    return Alignment("align", left.party(), right.party(), rows, remarks, software)


def _rows(left: Paper, right: Paper, decisions: Decisions) -> Iterator[Row]:
    yield from align_targets(left, right, decisions)
    ours, theirs = units(left), units(right)
    for kind in ("task", "entry"):
        found = Likeness(
            tuple(unit for unit in ours if unit.kind == kind), tuple(unit for unit in theirs if unit.kind == kind)
        )
        yield from task_rows(found, pair_units(found, kind, decisions), kind, (left, right), decisions)


def _order(row: Row) -> tuple[int, int, int, int]:
    """By kind, then by place in the left plan; what only the right one has comes after, by its place."""
    alone = row.left is None
    return KINDS.index(row.kind), alone, row.left.start if row.left else 0, row.right.start if row.right else 0
