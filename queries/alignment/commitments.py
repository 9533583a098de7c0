"""A plan's targets as commitments that can be compared: indicator, scope, year, baseline, interval, unit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from cetu.extract.extraction import Target
from cetu.ontology.thesaurus import read_thesaurus
from cetu.queries.alignment.indicators import Indicator, change_of, identify, split_joined, with_subject
from cetu.queries.alignment.lexicon import pattern
from cetu.queries.alignment.paper import Paper
from cetu.queries.alignment.quantities import Interval, interval, scale, shown
from cetu.queries.alignment.rows import Side

BEHIND = re.compile(r"\s*(?:个百分点|[%％])?\s*(以上|左右|以内|以下|上下)")
BEHIND_OP = {"以上": "ge", "以内": "le", "以下": "le", "左右": "approx", "上下": "approx"}
YEARLY = re.compile(r"年均|每年|逐年|年度")
WORD = {"ge": "不低于", "le": "不超过", "approx": "约", "eq": ""}


@dataclass(frozen=True, slots=True)
class Commitment:
    """One thing that a plan commits to.

    change: "level" (the indicator reaches the figure), "increase", "decrease" (it changes by so much since `baseline`),
    "multiple" (it becomes so many times as much). span: the figure in `unit`, None where the plan gives none.
    scope: GB/T 2260 code of the place that it is for. yearly: whether the figure is of every year.
    """

    indicator: Indicator
    change: str
    year: int | None
    baseline: int | None
    span: Interval | None
    unit: str
    scope: str
    yearly: bool
    op: str
    side: Side

    @property
    def adds_up(self) -> bool:
        """Whether the figures of the parts of a place add up to that of the whole: amounts and counts do."""
        if self.indicator.additive is not None:
            return self.indicator.additive and self.unit not in ("%", "个百分点")
        return self.unit not in ("%", "个百分点", "") and "/" not in self.unit

    def scope_compares(self, other: Commitment) -> bool:
        """Whether the figures of the two places can be compared as they stand."""
        return self.scope == other.scope or not self.adds_up


def commitments(paper: Paper) -> tuple[Commitment, ...]:
    """The plan's commitments in order of place; the two ends of a range are one, a joined wording is two."""
    found: list[Commitment] = []
    names: dict[int, str] = {}
    for target in sorted(paper.extraction.targets, key=lambda one: (one.start, one.id)):
        if not _no_target(target):
            sentence = paper.sentence_at(target.start)
            at = sentence.start if sentence else target.start
            names[at] = with_subject(clean_name(target.indicator), names.get(at, ""))
            found.extend(_read(paper, target, names[at]))
    found.sort(key=lambda one: (one.side.start, one.indicator.key))
    groups = groupby(found, key=lambda one: (one.side.start, one.indicator.key, one.year, one.change))
    return tuple(dict.fromkeys(_joined(list(group)) for _, group in groups))


def _no_target(target: Target) -> bool:
    """A year that was read as a figure (到2060年) commits to nothing, nor does a figure of nothing."""
    return not target.indicator.strip() or (target.unit == "年" and target.value is not None and target.value > 1900)


def _read(paper: Paper, target: Target, said_name: str) -> Iterable[Commitment]:
    names = split_joined(said_name)
    for name in names:
        indicator = identify(name, target.concept if len(names) == 1 else None)
        change = _change(target, name)
        op = _op(paper, target)
        unit, factor = scale(target.unit)
        span = interval(op, target.value * factor) if target.value is not None else None
        made = Commitment(
            indicator=indicator,
            change=change,
            year=target.year,
            baseline=target.baseline_year or _implied_baseline(paper, target, change),
            span=span,
            unit=unit,
            scope=scope_of(paper, target),
            yearly=bool(YEARLY.search(_clause(paper, target))),
            op=op,
            side=paper.side(target.start, target.end, id=target.id, iri=paper.names.target(target), name=name),
        )
        figure = span.point if span else None
        yield replace(
            made,
            side=replace(made.side, said=said(made, target), figure=figure, unit=target.unit or "", scope=made.scope),
        )


def clean_name(name: str) -> str:
    """The indicator without what a quotation or a comparator left of itself at its ends.

    >>> clean_name("”期间本市煤炭消费总量"), clean_name("工业用水重复利用率大于"), clean_name("“”企业")
    ('煤炭消费总量', '工业用水重复利用率', '企业')
    """
    return pattern("residue").sub("", name) or name


def _change(target: Target, name: str) -> str:
    if target.op in ("increase", "decrease", "multiple"):
        return target.op
    return change_of(name) or "level"


def _op(paper: Paper, target: Target) -> str:
    """The comparator; for a change, what stands behind its figure (下降65%以上)."""
    if target.op in ("ge", "le", "approx", "eq"):
        return target.op
    printed = target.printed or ("" if target.value is None else shown(target.value))
    text = paper.plan.text
    at = text.rfind(printed, target.start, target.end + 1) if printed else -1
    behind = BEHIND.match(text, at + len(printed)) if at >= 0 else None
    if behind:
        return BEHIND_OP[behind[1]]
    return "ge" if re.search(r"不低于|不少于|至少|超过", text[target.start : max(at, target.start)]) else "eq"


def _clause(paper: Paper, target: Target) -> str:
    """The words from the last mark before the figure to its end."""
    text = paper.plan.text
    return (
        re.split(r"[，。；：\n]", text[max(0, target.start - 30) : target.start])[-1] + text[target.start : target.end]
    )


def _implied_baseline(paper: Paper, target: Target, change: str) -> int | None:
    """五年累计下降 and the like, said for the last year of a five-year plan, are against the year before its first."""
    if change not in ("increase", "decrease") or target.year is None or target.year % 5:
        return None
    return target.year - 5 if re.search(r"累计|五年|5年", _clause(paper, target)) else None


def scope_of(paper: Paper, target: Target) -> str:
    """Code of the place that the target is for: one that is named in its own clause, else the plan's jurisdiction."""
    own = paper.plan.document.jurisdiction or ""
    start = target.start
    text = paper.plan.text
    clause_start = max((text.rfind(mark, 0, start) for mark in "，。；：\n"), default=-1)
    named = [
        entity.code
        for entity in paper.extraction.entities
        if entity.type == "Region"
        and entity.code
        and clause_start < entity.start <= start + 2
        and entity.end <= target.end
    ]
    return named[-1] if named and named[-1].isdigit() else own


def _joined(group: list[Commitment]) -> Commitment:
    """The two ends of a range as one interval."""
    first = group[0]
    if len(group) == 1 or any(one.span is None for one in group):
        return first
    spans = [one.span for one in group if one.span]
    low, high = max(span.low for span in spans), min(span.high for span in spans)
    if low > high:
        return first
    both = Interval(low, high, low)
    words = f"{shown(low)}—{shown(high)}{first.unit}"
    year = f"{first.year}年" if first.year else ""
    return replace(first, span=both, op="range", side=replace(first.side, said=f"{year}{words}"))


def said(one: Commitment, target: Target) -> str:
    """The commitment in a few words: 2025年比2020年下降14.5%."""
    year = f"{one.year}年" if one.year else "未写年份"
    base = f"比{one.baseline}年" if one.baseline else ""
    yearly = "年均" if one.yearly else ""
    if target.value is None:
        verb = {"decrease": "下降", "increase": "提高"}.get(one.change, "") if base else ""
        return f"{year}{base}{verb}，未写数、依上级下达"
    figure = f"{target.printed or shown(target.value)}{target.unit or ''}"
    if one.change == "multiple":
        return f"{year}{base}为{shown(target.value)}倍（{target.printed or ''}）"
    verb = {"decrease": "下降", "increase": "增加" if one.unit == "个" else "提高", "level": ""}[one.change]
    about = {"approx": "左右", "ge": "以上", "le": "以下"}.get(one.op, "")
    return f"{year}{base}{yearly}{verb}{figure}{about}"


def place_name(code: str) -> str:
    """The name of a region by its code, the code itself where the thesaurus lacks it."""
    if code == "000000":
        return "全国"
    found = read_thesaurus("regions").by_notation(code)
    return found[0].label if found else code or "未说明范围"


def within(code: str, whole: str) -> bool:
    """Whether a code lies strictly inside another, by its digits.

    >>> within("210200", "210000"), within("210000", "000000"), within("210000", "370000")
    (True, True, False)
    """
    bare = whole.rstrip("0")
    bare += "0" * (len(bare) % 2)
    return code != whole and bool(code) and bool(whole) and code.startswith(bare)
