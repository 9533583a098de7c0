"""One parent against many plans: every pair on its own, then what the parts of an amount come to."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cetu.corpus.reading import read_plan
from cetu.extract.extracting import extract
from cetu.graph.readings import reading_of
from cetu.graph.renaming import rename
from cetu.graph.rulings import Rulings
from cetu.ontology.errors import CetuError
from cetu.queries.alignment.aligning import align_papers
from cetu.queries.alignment.basis import Holding, holding
from cetu.queries.alignment.commitments import place_name
from cetu.queries.alignment.decisions import Decisions
from cetu.queries.alignment.paper import Paper, read_paper
from cetu.queries.alignment.quantities import scale, shown
from cetu.queries.alignment.rows import Alignment, Row, Side

ALONE = 4
"""Up to so many plans one process is as fast as several, which each have to start."""


UNRULED = Rulings()


@dataclass(frozen=True, slots=True)
class Aligned:
    """One plan of a series: its file, and its alignment with the parent or the error that stopped it."""

    path: Path
    alignment: Alignment | None
    error: CetuError | None


@dataclass(frozen=True, slots=True)
class _Work:
    """What a process needs to align one file. upward: the single plan is the child of the many. store: a folder whose
    build may have read the files already."""

    parent: Path
    path: Path
    upward: bool
    decisions: Decisions
    rulings: Rulings
    shelf: tuple[Holding, ...]
    store: Path | None


def align_files(
    parent: Path,
    paths: Sequence[Path],
    *,
    upward: bool = False,
    decisions: Decisions | None = None,
    rulings: Rulings = UNRULED,
    shelf: Sequence[Holding] = (),
    store: Path | None = None,
    processes: int | None = None,
) -> Iterator[Aligned]:
    """Every file aligned with the parent, in order, as each is done; a file that fails has its error, the others go on.

    store: files that were built into it unchanged are not read anew. Raises CetuError where the parent itself cannot
    be read.
    """
    _paper(parent, rulings, store)
    decided = decisions or Decisions()
    work = [_Work(parent, path, upward, decided, rulings, tuple(shelf), store) for path in paths]
    count = processes or min(os.cpu_count() or 1, len(work))
    if len(work) <= ALONE or count == 1:
        yield from map(_align, work)
        return
    with ProcessPoolExecutor(max_workers=count) as pool:
        yield from pool.map(_align, work)


def _align(work: _Work) -> Aligned:
    try:
        one, other = (
            _paper(work.parent, work.rulings, work.store),
            read_file(work.path, work.rulings, work.store),
        )
        left, right = (other, one) if work.upward else (one, other)
        return Aligned(work.path, align_papers(left, right, work.decisions, work.shelf), None)
    except CetuError as error:
        return Aligned(work.path, None, error)


@cache
def _paper(path: Path, rulings: Rulings, store: Path | None) -> Paper:
    """The parent, read once a process."""
    return read_file(path, rulings, store)


def read_file(path: Path, rulings: Rulings = UNRULED, store: Path | None = None) -> Paper:
    """A plan's file as it is compared, its names meaning what was ruled. Raises CetuError where it is no plan."""
    plan = read_plan(path)
    known = reading_of(path, plan.key, store) if store else None
    return read_paper(plan, rename(plan, known or extract(plan), rulings))


def read_shelf(paths: Iterable[Path], tell: Callable[[CetuError], None]) -> tuple[Holding, ...]:
    """The documents at hand that can be read; of the others it is told why not."""
    found = []
    for path in paths:
        try:
            found.append(holding(read_plan(path)))
        except CetuError as error:
            tell(error)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Standing:
    """One target of the parent, and how each plan of a series stands to it: relation, title, what that plan says."""

    whole: Side
    plans: tuple[tuple[str, str, str], ...]


def standings(alignments: Iterable[Alignment]) -> tuple[Standing, ...]:
    """The parent's targets in order of place, each with every plan; needs one parent on the left of all."""
    found: dict[Side, list[tuple[str, str, str]]] = {}
    for alignment in alignments:
        for row in alignment.of("target"):
            if row.left:
                said = row.right.said if row.right else ""
                found.setdefault(row.left, []).append((row.relation, alignment.right.title, said))
    return tuple(Standing(whole, tuple(plans)) for whole, plans in sorted(found.items(), key=lambda one: one[0].start))


def sums(alignments: Iterable[Alignment]) -> tuple[Row, ...]:
    """What the parts of several plans come to against the whole of their parent: a row for every amount of the parent
    that two places or more take a share of. A figure as large as the whole is the whole's own, quoted; a place that has
    several counts once, with the largest."""
    parts: dict[Side, dict[str, Side]] = {}
    for alignment in alignments:
        for row in alignment.of("target"):
            if row.relation == "part" and row.left and row.right and row.rule == "target.part":
                whole, part = row.left, row.right
                if not part.figure or (whole.figure and part.figure >= whole.figure):
                    continue
                places = parts.setdefault(whole, {})
                known = places.get(place_name(part.scope))
                if known is None or (known.figure or 0.0) < part.figure:
                    places[place_name(part.scope)] = part
    return tuple(_sum(whole, tuple(found.values())) for whole, found in parts.items() if len(found) > 1)


def _sum(whole: Side, parts: tuple[Side, ...]) -> Row:
    total, of = sum(part.figure or 0.0 for part in parts), whole.figure or 0.0
    share = 100 * total / of if of else 0.0
    named = "，".join(f"{place_name(part.scope)} {part.said}" for part in parts)
    verdict = f"占{shown(round(share, 1))}%，其余没有落实到这些地方"
    if share >= 100:
        verdict = "正好等于全部的数" if share == 100 else f"已超过全部的数（{shown(round(share, 1))}%）"
    total_printed = f"{shown(round(total / scale(whole.unit)[1], 4))}{whole.unit}"
    reason = f"{len(parts)}地合计{total_printed}，{verdict}：{named}；全部为{whole.said}"
    return Row("target", "part", whole, parts[0], reason, "target.sum", 0.9, parts[1:])
