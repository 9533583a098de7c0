"""Two commitments to one indicator compared with arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cetu.queries.alignment.commitments import Commitment, place_name, within
from cetu.queries.alignment.quantities import ABOUT, Interval, same_number, shown
from cetu.queries.alignment.rows import Side
from cetu.queries.alignment.thirdfigures import Figure, factor_between, level_in

CHANGES = ("increase", "decrease")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What comes out: the relation of the right to the left, why, by which rule, on which further figures."""

    relation: str
    reason: str
    rule: str
    further: tuple[Side, ...] = ()


def compare(left: Commitment, right: Commitment, figures: Sequence[Figure]) -> Verdict:
    """The relation of the right commitment to the left one."""
    if left.span is None or right.span is None:
        return _numberless(left, right)
    if left.year != right.year and left.year and right.year:
        return _other_year(left, right)
    if {left.change, right.change} == set(CHANGES):
        return Verdict("conflicting", f"方向相反：左 {left.side.said}，右 {right.side.said}", "target.opposite")
    note, further = "", tuple[Side, ...]()
    if left.change != right.change or left.baseline != right.baseline or left.yearly != right.yearly:
        brought = _together(left, right, figures)
        if isinstance(brought, Verdict):
            return brought
        left, right, note, further = brought
    if left.unit != right.unit:
        return Verdict(
            "incomparable", f"单位不同，不能换算（{left.unit or '无'} / {right.unit or '无'}）", "target.units"
        )
    found = _share(left, right) or _ordered(left, right)
    return replace(found, reason=note + found.reason, further=further)


def _numberless(left: Commitment, right: Commitment) -> Verdict:
    if left.span is None and right.span is None:
        return Verdict("equal", "双方都未写数，都依上级下达", "target.numberless")
    if right.span is None:
        return Verdict(
            "rests-on", f"右侧未写数（{right.side.quote}），依左侧或上级的数：{left.side.said}", "target.rests"
        )
    return Verdict("rests-on", f"左侧未写数，右侧写明：{right.side.said}", "target.rests")


def _other_year(left: Commitment, right: Commitment) -> Verdict:
    """An earlier and no smaller figure is stricter, a later and no larger one looser; else years do not compare."""
    assert left.span and right.span and left.year and right.year
    said = f"左 {left.side.said}，右 {right.side.said}"
    comparable = left.unit == right.unit and left.baseline == right.baseline and left.scope_compares(right)
    if comparable and not left.yearly and not right.yearly:
        better = _direction(left, right) * (right.span.point - left.span.point)
        if right.year < left.year and better >= 0:
            return Verdict("stricter", f"右侧提前达到：{said}", "target.earlier")
        if right.year > left.year and better <= 0:
            return Verdict("looser", f"右侧年份更晚而数值不高：{said}", "target.later")
    return Verdict("other-year", f"年份不同，不能直接比较：{said}", "target.year")


def _together(
    left: Commitment, right: Commitment, figures: Sequence[Figure]
) -> Verdict | tuple[Commitment, Commitment, str, tuple[Side, ...]]:
    """The two on one footing (baseline, level or change, of a year or of all), with what that rests on."""
    if left.yearly != right.yearly:
        return _yearly(left, right)
    if left.change in CHANGES and right.change == left.change:
        return _baselines(left, right, figures)
    if {left.change, right.change} & {"level"} and {left.change, right.change} & set(CHANGES):
        return _levels(left, right, figures)
    if left.change == right.change:
        return left, right, "", ()
    return Verdict("incomparable", f"口径不同：左 {left.side.said}，右 {right.side.said}", "target.kinds")


def _yearly(left: Commitment, right: Commitment) -> Verdict | tuple[Commitment, Commitment, str, tuple[Side, ...]]:
    """A yearly rate brought up to what it comes to over the years of the other."""
    rate, whole = (left, right) if left.yearly else (right, left)
    base = rate.baseline or whole.baseline
    if not (
        rate.unit == whole.unit == "%" and base and whole.year and rate.change == whole.change in CHANGES and rate.span
    ):
        return Verdict("incomparable", "一侧是年均、一侧是累计，缺基期，不能比较", "target.yearly")
    years = whole.year - base
    sign = -1 if rate.change == "decrease" else 1
    total = abs((1 + sign * rate.span.point / 100) ** years - 1) * 100
    brought = replace(rate, yearly=False, baseline=whole.baseline, span=_moved(rate.span, total))
    note = f"年均{shown(rate.span.point)}%、{years}年合累计{shown(round(total, 2))}%；"
    return (brought, right, note, ()) if rate is left else (left, brought, note, ())


def _baselines(
    left: Commitment, right: Commitment, figures: Sequence[Figure]
) -> Verdict | tuple[Commitment, Commitment, str, tuple[Side, ...]]:
    """Changes since two different years: by the change between the two years, where some plan says it."""
    if left.baseline is None or right.baseline is None:
        side = "左" if left.baseline is None else "右"
        return left, replace(right, baseline=left.baseline), f"{side}侧未写基期，按相同基期比较；", ()
    early, late = sorted((left.baseline, right.baseline))
    found = factor_between(figures, left.indicator.key, early, late)
    if found is None or left.unit != "%" or right.unit != "%" or right.span is None:
        why = f"基期不同（{left.baseline}年 / {right.baseline}年），没有{late}年比{early}年的数，不能比较"
        return Verdict("incomparable", why, "target.baselines")
    sign = -1 if right.change == "decrease" else 1
    factor = 1 + sign * right.span.point / 100
    factor = factor * found.value if right.baseline == late else factor / found.value
    value = sign * (factor - 1) * 100
    note = (
        f"基期不同，用“{found.side.said}”折算：右侧{right.side.said}，合比{left.baseline}年"
        f"{'下降' if sign < 0 else '提高'}{shown(round(value, 2))}%；"
    )
    return left, replace(right, baseline=left.baseline, span=_moved(right.span, value)), note, (found.side,)


def _levels(
    left: Commitment, right: Commitment, figures: Sequence[Figure]
) -> Verdict | tuple[Commitment, Commitment, str, tuple[Side, ...]]:
    """A level against a change: by the level of the baseline year, where some plan says it."""
    level, change = (left, right) if left.change == "level" else (right, left)
    known = level_in(figures, change.indicator.key, change.baseline) if change.baseline else None
    if known is None or change.span is None or level.unit != "%" or change.unit not in ("%", "个百分点"):
        base = f"{change.baseline}年" if change.baseline else "基期"
        return Verdict("incomparable", f"一侧是水平、一侧是变化，没有{base}的水平，不能比较", "target.levels")
    sign = -1 if change.change == "decrease" else 1
    step = change.span.point if change.unit == "个百分点" else known.value * change.span.point / 100
    reached = known.value + sign * step
    moved = replace(change, change="level", unit="%", baseline=level.baseline, span=_moved(change.span, reached))
    note = f"用“{known.side.said}”折算：{change.side.said}，即达到{shown(round(reached, 2))}%；"
    return (left, moved, note, (known.side,)) if level is left else (moved, right, note, (known.side,))


def _moved(span: Interval, value: float) -> Interval:
    """The interval with its figure put at another value, open where it was open."""
    low = value if span.low == span.point else span.low if span.low < -1e300 else value * (1 - ABOUT)
    high = value if span.high == span.point else span.high if span.high > 1e300 else value * (1 + ABOUT)
    return Interval(low, high, value)


def _share(left: Commitment, right: Commitment) -> Verdict | None:
    """Amounts of a part against the amount of the whole; amounts of two places that hold neither the other."""
    assert left.span and right.span
    if not left.adds_up or left.scope == right.scope or right.unit in ("%", "个百分点"):
        return None
    places = f"{place_name(left.scope)} / {place_name(right.scope)}"
    for whole, part, word, rule in (
        (left, right, "右侧是左侧的一部分", "target.part"),
        (right, left, "左侧是右侧的一部分", "target.whole"),
    ):
        assert whole.span and part.span
        if within(part.scope, whole.scope):
            share = f"，占{shown(round(100 * part.span.point / whole.span.point, 1))}%" if whole.span.point else ""
            return Verdict("part", f"{word}（{places}）：左 {left.side.said}，右 {right.side.said}{share}", rule)
    return Verdict("incomparable", f"范围不同（{places}），总量不作严松比较", "target.scope")


def _direction(left: Commitment, right: Commitment) -> int:
    """1 where the larger figure asks more, -1 where the smaller does, 0 where nothing says."""
    if left.op == right.op == "le":
        return -1
    if left.change in (*CHANGES, "multiple") or left.op == right.op == "ge":
        return 1
    return left.indicator.better


def _ordered(left: Commitment, right: Commitment) -> Verdict:
    assert left.span and right.span
    said = f"左 {left.side.said}，右 {right.side.said}"
    if {left.op, right.op} == {"ge", "le"} and not left.span.meets(right.span):
        return Verdict("conflicting", f"两个界限不能同时满足：{said}", "target.bounds")
    if same_number(left.span.point, right.span.point):
        wording = "" if left.op == right.op else "，措辞不同"
        return Verdict("equal", f"数值相同{wording}：{said}", "target.equal")
    if (left.span.about or right.span.about) and left.span.meets(right.span) and _near(left.span, right.span):
        return Verdict("compatible", f"在“左右”的余地内（按±{ABOUT:.0%}计）：{said}", "target.about")
    direction = _direction(left, right)
    if direction == 0:
        return Verdict("incomparable", f"数值不同，指标本身不分优劣：{said}", "target.direction")
    if left.scope == right.scope and {left.op, right.op} <= {"eq", "approx"} and left.change == "level":
        more = "高" if right.span.point > left.span.point else "低"
        return Verdict("conflicting", f"同一范围、同一年的数不一致，右侧偏{more}：{said}", "target.differs")
    stricter = direction * (right.span.point - left.span.point) > 0
    gap = abs(right.span.point - left.span.point)
    unit = "个百分点" if left.unit == "%" else left.unit
    return Verdict(
        "stricter" if stricter else "looser",
        f"{said}，相差{shown(round(gap, 4))}{unit}，右侧{'更严' if stricter else '更松'}",
        "target.order",
    )


def _near(one: Interval, other: Interval) -> bool:
    return abs(one.point - other.point) <= ABOUT * max(abs(one.point), abs(other.point))
