"""A plan and its edited task sheet: how every target stands, and all of it as JSON."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from cetu import __version__
from cetu.queries.alignment.paper import Comparable, Paper, as_paper
from cetu.queries.monitoring.goals import duties, goals
from cetu.queries.monitoring.progress import STATUS, Reading, Verdict, assess
from cetu.queries.monitoring.sheet import Sheet, read_sheet

FORMAT = "cetu-monitor"
VERSION = 1


def monitor(plan: Paper | Comparable, path: Path | str) -> tuple[Sheet, tuple[Verdict, ...]]:
    """What the sheet says, and a verdict on every target of the plan, in order of place.

    path: the task sheet that `cetu monitor PLAN --output FILE.xlsx` wrote and people filled in. Raises AlignError for a
    file that is no sheet of this plan.
    """
    paper = plan if isinstance(plan, Paper) else as_paper(plan)
    wanted = goals(paper)
    sheet = read_sheet(Path(path), wanted, duties(paper))
    readings: dict[str, list[Reading]] = defaultdict(list)
    for one in sheet.readings:
        readings[one.goal].append(one)
    return sheet, tuple(assess(goal, sheet.starts.get(goal.id), readings[goal.id]) for goal in wanted)


def to_json(paper: Paper, sheet: Sheet, verdicts: Sequence[Verdict]) -> str:
    """The verdicts and the progress of tasks, a row a line."""
    head = {
        "format": FORMAT,
        "version": VERSION,
        "software": f"cetu {__version__}",
        "plan": {"key": paper.key, "title": paper.title, "sha256": paper.plan.source.sha256},
    }
    targets = ",\n".join(
        json.dumps({"status_zh": STATUS[one.status], **asdict(one)}, ensure_ascii=False) for one in verdicts
    )
    tasks = ",\n".join(json.dumps(asdict(one), ensure_ascii=False) for one in sheet.progress)
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "targets": [\n{targets}\n], "tasks": [\n{tasks}\n]}}\n'
