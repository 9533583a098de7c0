"""Observed values against goals: achieved, on track, behind, missed, unknown, unreported; and the pace that is needed.

The path to a goal is taken to be straight from its start to its year; that is a convention, said in every reason. A
start is what the plan gives (0 in the baseline year, for a change), what a person fills in, or an earlier observation.
Without a start nothing is said of the pace so far, only of what is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cetu.queries.alignment.quantities import ABOUT, shown
from cetu.queries.monitoring.goals import Goal

STATUS = {
    "achieved": "已达到",
    "on-track": "进度正常",
    "behind": "进度落后",
    "missed": "未达到",
    "unknown": "无法判断",
    "unreported": "未填",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One observed value of a goal, as a person gave it: the year, the number, as printed, where it is from."""

    goal: str
    year: int
    value: float
    printed: str
    source: str
    remark: str


@dataclass(frozen=True, slots=True)
class Start:
    """Where the path to a goal begins."""

    year: int
    value: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a goal stands. expected: on the straight path in the year of the last reading; pace: needed a year from
    then on, in the goal's unit; both None where they cannot be worked out."""

    goal: Goal
    status: str
    latest: Reading | None
    expected: float | None
    pace: float | None
    reason: str


def assess(goal: Goal, start: Start | None, readings: Sequence[Reading]) -> Verdict:
    """How the goal stands by its last reading."""
    ordered = sorted(readings, key=lambda one: one.year)
    latest = ordered[-1] if ordered else None
    if latest is None:
        return Verdict(goal, "unreported", None, None, None, "还没有观测值")
    if goal.value is None or goal.year is None:
        lacks = "规划没有写数" if goal.value is None else "规划没有写年份"
        return Verdict(goal, "unknown", latest, None, None, lacks)
    start = _start(goal, start, ordered)
    better = _direction(goal, start)
    if not better:
        return Verdict(goal, "unknown", latest, None, None, "不知道高好还是低好，请填起点值")
    bound = goal.value * (1 - better * ABOUT) if goal.op == "approx" else goal.value
    if better * (latest.value - bound) >= 0:
        reason = f"{latest.year}年{latest.printed}，目标{goal.year}年{goal.printed}{goal.unit}"
        return Verdict(goal, "achieved", latest, None, 0.0, reason)
    if latest.year >= goal.year:
        short = shown(abs(goal.value - latest.value))
        return Verdict(goal, "missed", latest, None, None, f"{latest.year}年{latest.printed}，差{short}")
    return _under_way(goal, start, latest, better)


def _start(goal: Goal, start: Start | None, ordered: Sequence[Reading]) -> Start | None:
    if start is not None:
        return start
    if goal.change in ("increase", "decrease") and goal.baseline:
        return Start(goal.baseline, 0.0)
    if goal.change == "multiple" and goal.baseline:
        return Start(goal.baseline, 1.0)
    return Start(ordered[0].year, ordered[0].value) if len(ordered) > 1 else None


def _direction(goal: Goal, start: Start | None) -> int:
    """1 where more is better, -1 where less is: by where the path leads, else by the comparator and the indicator."""
    if start is not None and goal.value is not None and goal.value != start.value:
        return 1 if goal.value > start.value else -1
    return goal.better


def _under_way(goal: Goal, start: Start | None, latest: Reading, better: int) -> Verdict:
    assert goal.value is not None and goal.year is not None
    left = goal.year - latest.year
    pace = (goal.value - latest.value) / left
    way = "增加" if pace > 0 else "减少"
    needed = f"今后{left}年每年须{way}{shown(abs(pace))}{_unit(goal)}{_compound(goal, latest, left)}"
    if start is None or start.year >= latest.year:
        return Verdict(goal, "unknown", latest, None, pace, f"没有起点值，不能说快慢；{needed}")
    share = (latest.year - start.year) / (goal.year - start.year)
    expected = start.value + (goal.value - start.value) * share
    status = "on-track" if better * (latest.value - expected) >= -1e-9 else "behind"
    due = f"{latest.year}年应为{shown(round(expected, 3))}"
    path = f"按{start.year}年{shown(start.value)}到{goal.year}年{goal.printed}均匀推进，{due}"
    return Verdict(goal, status, latest, expected, pace, f"{path}，实际{latest.printed}；{needed}")


def _unit(goal: Goal) -> str:
    return "个百分点" if goal.unit in ("%", "％") else goal.unit


def _compound(goal: Goal, latest: Reading, left: int) -> str:
    """For a share by which something falls or grows since the baseline: the yearly rate that leads there."""
    if goal.change not in ("increase", "decrease") or goal.unit not in ("%", "％") or goal.value is None:
        return ""
    sign = 1 if goal.change == "increase" else -1
    whole, done = 1 + sign * goal.value / 100, 1 + sign * latest.value / 100
    if whole <= 0 or done <= 0:
        return ""
    rate = 100 * ((whole / done) ** (1 / left) - 1)
    return f"（折合年均{'增长' if rate > 0 else '下降'}{shown(round(abs(rate), 2))}%）"
