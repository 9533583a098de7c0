"""Rows that say the same of many names as one: what stands under one heading and is missing, new, or not to be told.

A plan names hundreds of technologies. A line for each that the other plan does not name would hide what the two plans
do say of each other; printed, they stand together, with the list that leaves them open. Where one plan is compared with
many, what it alone has is one line, with the plans that lack it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cetu.queries.alignment.rows import Alignment, Row, Side

NAMED = frozenset({"technology", "region", "cluster", "project", "institution"})
"""Kinds whose rows are of names, so that one line can hold many."""


def gathered(rows: Iterable[Row], shared: str = "") -> list[tuple[Row, ...]]:
    """The rows in order, those that belong together as one group where the first of them stands. shared: the key of
    the plan that every other one is compared with, "" where two are compared."""
    found: dict[object, list[Row]] = {}
    for at, row in enumerate(rows):
        found.setdefault(_key(row, shared) or at, []).append(row)
    return [tuple(group) for group in found.values()]


def _key(row: Row, shared: str) -> tuple[str, ...] | None:
    """What rows of one group share; None for a row that stands alone."""
    side = row.left or row.right
    if side is None or (row.left and row.right) or row.verdict:
        return None
    if side.plan == shared:
        return (row.kind, row.relation, shared, str(side.start), side.name)
    if row.kind not in NAMED:
        return None
    open_list = (str(row.further[0].start), row.further[0].quote) if row.further else ()
    where = side.headings[-1:] if not open_list else ()
    return (row.kind, row.relation, side.plan, *where, *open_list)


def shared_plan(found: Sequence[Alignment]) -> str:
    """The key of the one plan of a series that all others are compared with, "" where two are compared."""
    lefts, rights = {one.left.key for one in found}, {one.right.key for one in found}
    if len(found) < 2 or (len(lefts) > 1) == (len(rights) > 1):
        return ""
    return lefts.pop() if len(lefts) == 1 else rights.pop()


def names_of(rows: Sequence[Row]) -> str:
    """The names of a group, each once."""
    return "、".join(dict.fromkeys("".join(side.name.split()) for side in _sides(rows)))


def places_of(rows: Sequence[Row]) -> str:
    """The lines and headings that a group stands on."""
    sides = _sides(rows)
    lines = sorted({side.line for side in sides})
    span = f"第{lines[0]}行" if len(lines) == 1 else f"第{lines[0]}—{lines[-1]}行"
    headings = list(dict.fromkeys(side.headings[-1] for side in sides if side.headings))
    more = f"等{len(headings)}处" if len(headings) > 2 else ""
    return "，".join([span, *(["、".join(headings[:2]) + more] if headings else [])])


def _sides(rows: Sequence[Row]) -> list[Side]:
    return [side for row in rows if (side := row.left or row.right)]
