"""One phenomenon a case: `cases.json` holds a text and what a careful reader finds in it, and what they do not.

A case asks for any of
  has, lacks      {type: [names]}: entities that are there, entities that are not
  none            [types] of which the text names nothing
  names           {type: [names]}: all names of the type, in order of place
  relations       [type, head, tail] or [type, head, tail, reading]; `norelations` are not there
  targets         fields of a target; `figures` is how many targets there are in all
  lists           [openness, count, [names]]
  codes, stages   {name: code or stage}
  tasks           [level, number, title] of every task, in order
  orders          {title: whether the task orders something}
A case with `xfail` states what a careful reader finds and why the grammar does not yet; it fails, or the mark goes.

`floors.tsv` holds a floor for each figure: how many cases there are that hold, in all and by what they ask for. A
change that makes fewer hold fails, also where it marks or drops cases; one that makes more hold raises the floors:

    CETU_UPDATE_FLOORS=1 python -m pytest tests/extract/test_cases.py
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cetu.corpus.reading import plan_from_text
from cetu.extract.extracting import extract
from cetu.extract.extraction import Extraction

CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("cases.json").read_text(encoding="utf-8"))
KEYS = {
    *("id", "text", "xfail", "has", "lacks", "none", "names", "relations", "norelations", "targets", "figures"),
    *("lists", "codes", "stages", "tasks", "orders"),
}


def _entities(case: dict[str, Any], read: Extraction) -> Iterator[str]:
    there = [(e.type, e.name) for e in read.entities]
    for kind, names in case.get("has", {}).items():
        yield from (f"no {kind} {n}, but {there}" for n in names if (kind, n) not in there)
    for kind, names in case.get("lacks", {}).items():
        yield from (f"{kind} {n} should not be there" for n in names if (kind, n) in there)
    for kind in case.get("none", []):
        yield from (f"{kind} {n} where there is none" for k, n in there if k == kind)
    for kind, names in case.get("names", {}).items():
        found = [n for k, n in there if k == kind]
        if found != names:
            yield f"every {kind}: {found}, not {names}"
    for name, code in case.get("codes", {}).items():
        codes = [e.code for e in read.entities if (e.type, e.name) == ("Region", name)]
        if code not in codes:
            yield f"{name} has the codes {codes}, not {code}; regions {[n for k, n in there if k == 'Region']}"
    for name, stage in case.get("stages", {}).items():
        stages = [e.stage for e in read.entities if e.name == name]
        if stage not in stages:
            yield f"{name} is at {stages}, not {stage}; there is {there}"


def _relations(case: dict[str, Any], read: Extraction) -> Iterator[str]:
    name = {e.id: e.name for e in read.entities}
    there = [[r.type, name.get(r.head, r.head), name.get(r.tail, r.tail), r.reading] for r in read.relations]
    for asked in case.get("relations", []):
        if not any(one[: len(asked)] == asked for one in there):
            yield f"no {asked}, but {there}"
    for asked in case.get("norelations", []):
        if any(one[: len(asked)] == asked for one in there):
            yield f"{asked} should not be there"


def _targets(case: dict[str, Any], read: Extraction) -> Iterator[str]:
    there = [(t.indicator, t.op, t.value, t.unit, t.year, t.baseline_year) for t in read.targets]
    for asked in case.get("targets", []):
        if not any(all(getattr(t, key) == value for key, value in asked.items()) for t in read.targets):
            yield f"no target {asked}, but {there}"
    if "figures" in case and len(there) != case["figures"]:
        yield f"{len(there)} targets, not {case['figures']}: {there}"


def _lists(case: dict[str, Any], read: Extraction) -> Iterator[str]:
    name = {e.id: e.name for e in read.entities}
    there = [[one.openness, one.count, [name[m] for m in one.members]] for one in read.lists]
    yield from (f"no list {asked}, but {there}" for asked in case.get("lists", []) if asked not in there)


def _tasks(case: dict[str, Any], read: Extraction) -> Iterator[str]:
    there = [[task.level, task.number, task.title] for task in read.tasks]
    if "tasks" in case and there != case["tasks"]:
        yield f"tasks {there}, not {case['tasks']}"
    orders = {task.title: task.orders for task in read.tasks}
    for title, ordered in case.get("orders", {}).items():
        if orders.get(title) is not ordered:
            yield f"{title} orders: {orders.get(title)}, not {ordered}"


def wrong(case: dict[str, Any]) -> list[str]:
    """What the extraction of a case's text gets wrong, a line each."""
    plan = plan_from_text(case["text"], "case")
    read = extract(plan)
    spans = [f"{e.text!r} does not stand there" for e in read.entities if plan.text[e.start : e.end] != e.text]
    parts = (_entities, _relations, _targets, _lists, _tasks)
    return spans + [line for part in parts for line in part(case, read)]


def _parameters() -> Iterator[Any]:
    for case in CASES:
        marks = [pytest.mark.xfail(reason=case["xfail"])] if "xfail" in case else []
        yield pytest.param(case, id=case["id"], marks=marks)


FLOORS = Path(__file__).with_name("floors.tsv")
UPDATE = bool(os.environ.get("CETU_UPDATE_FLOORS"))
ASKED = {
    "has": "names", "lacks": "names", "names": "names", "none": "nothing named", "relations": "relations",
    "norelations": "no relations", "targets": "targets", "figures": "targets", "lists": "lists", "codes": "places",
    "stages": "stages", "tasks": "tasks", "orders": "tasks",
}  # fmt: skip
"""The figure that a case counts for, by what it asks for."""

HELD: set[str] = set()
"""Ids of the cases of this run that hold."""


def figures(held: set[str]) -> Counter[str]:
    """How many cases hold, in all and by what they ask for."""
    found: Counter[str] = Counter()
    for case in CASES:
        if case["id"] in held:
            found.update({"all", *(ASKED[key] for key in case if key in ASKED)})
    return found


def floors() -> dict[str, int]:
    """The floor of each figure."""
    rows = (line.split("\t") for line in FLOORS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {row[0]: int(row[1]) for row in rows}


@pytest.mark.parametrize("case", list(_parameters()))
def test_case(case: dict[str, Any]) -> None:
    faults = wrong(case)
    if not faults:
        HELD.add(case["id"])
    assert not faults, "\n".join([case["text"], *faults])


def test_the_cases_are_well_formed() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert [(case["id"], key) for case in CASES for key in case if key not in KEYS] == []
    assert [case["id"] for case in CASES if len(case.keys() - {"id", "text", "xfail"}) == 0] == []


def test_no_figure_falls_below_its_floor(request: pytest.FixtureRequest) -> None:
    items = (item for item in request.session.items if item.name.startswith("test_case["))
    run = {getattr(item, "callspec").params["case"]["id"] for item in items}  # noqa: B009 (pytest types no callspec)
    held = HELD if run == {case["id"] for case in CASES} else {case["id"] for case in CASES if not wrong(case)}
    found = figures(held)
    if UPDATE:
        kept = {name: max(found[name], floors().get(name, 0)) for name in sorted(found)}
        lines = ["# figure\tfloor: how many cases hold", *(f"{name}\t{floor}" for name, floor in kept.items())]
        FLOORS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    fallen = [
        f"{name}: {found[name]} cases hold, {floor} did" for name, floor in floors().items() if found[name] < floor
    ]
    assert fallen == []
    assert set(found) == set(floors()), "a figure without a floor: run with CETU_UPDATE_FLOORS=1"
