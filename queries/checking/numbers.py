"""Figures against each other: one indicator with two figures, parts against their whole, from and to against change."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from cetu.queries.alignment.commitments import Commitment, commitments
from cetu.queries.alignment.paper import Paper, Sentence
from cetu.queries.alignment.quantities import scale, shown
from cetu.queries.checking.findings import Finding, finding, lexicon_table, place, source_span

COUNT = r"[万亿]?(?:千瓦时|千瓦|吨标准煤|吨|元|公顷|亩|立方米|公里|家|个|项|人)?"
RISE, FALL = "增加|增长|提高|上升|提升|增", "下降|降低|减少|降"
CHANGE = re.compile(
    rf"[由从](?:20\d\d年的?)?(?P<a>\d+(?:\.\d+)?)(?P<au>[%％]|{COUNT})(?:左右)?(?:{RISE}|{FALL})(?:到|至|为)(?:20\d\d年的?)?"
    rf"(?P<b>\d+(?:\.\d+)?)(?P<bu>[%％]|{COUNT})[，、（(](?:累计|共|净)?(?:{RISE}|{FALL})了?"
    rf"(?P<c>\d+(?:\.\d+)?)(?P<cu>个百分点|[%％]|{COUNT})"
)
WHOLE = re.compile(
    r"(?:共|合计|总计|共计|总共)[\u4e00-\u9fff]{0,8}?(?P<n>\d+(?:\.\d+)?)(?P<u>[万亿]?[个家项座台套辆处吨亩公顷千瓦元]+)"
    r"[^。；\d]{0,14}?[，,：:（(]?其中[：:，,]?(?P<rest>[^。；）)]+)"
)
PART = re.compile(r"(?P<n>\d+(?:\.\d+)?)(?P<u>[万亿]?[个家项座台套辆处吨亩公顷千瓦元]+)")


def check_numbers(paper: Paper) -> Iterator[Finding]:
    """Findings of the rules number-differs, number-sum, number-change and year-before-baseline."""
    yield from _differing(paper)
    for sentence in paper.sentences:
        yield from _sums(paper, sentence)
        yield from _changes(paper, sentence)
    yield from _backward(paper)


def _differing(paper: Paper) -> Iterator[Finding]:
    """Two figures of one indicator for the same year, place and baseline that no number can meet."""
    groups: dict[tuple[object, ...], list[Commitment]] = defaultdict(list)
    for one in commitments(paper):
        if one.span and one.year and one.indicator.iri and not one.yearly:
            groups[one.indicator.key, one.year, one.scope, one.baseline, one.change, one.unit].append(one)
    for found in groups.values():
        for one, other in combinations(found, 2):
            if one.span and other.span and not one.span.meets(other.span) and _same_words(paper, one, other):
                message = f"{one.year}年“{one.indicator.label}”有两个数：{one.side.said} / {other.side.said}"
                here, there = (place(paper, side.side.start, side.side.end) for side in (other, one))
                yield finding("number-differs", message, here, there)
                break


def _same_words(paper: Paper, one: Commitment, other: Commitment) -> bool:
    """Whether nothing before either figure narrows it to a part, another case or another scope."""
    return all(not _narrowed(paper, side) for side in (one, other)) and one.side.name == other.side.name


def _narrowed(paper: Paper, one: Commitment) -> bool:
    text, start = paper.plan.text, one.side.start
    begin = max(text.rfind(mark, 0, start) for mark in "。；\n") + 1
    before = "".join(text[begin:start].split())
    return any(word in before for (word,) in lexicon_table("narrowing", 1)) or one.side.name not in "".join(
        text[start : one.side.end].split()
    )


def _sums(paper: Paper, sentence: Sentence) -> Iterator[Finding]:
    """共10个，其中甲类4个、乙类7个: parts of one unit that come to more than the whole."""
    for match in WHOLE.finditer(sentence.text):
        parts = [part for part in PART.finditer(match["rest"]) if part["u"] == match["u"]]
        total = sum(float(part["n"]) for part in parts)
        if len(parts) > 1 and total > float(match["n"]) * (1 + 1e-9) and "其中" not in match["rest"]:
            said = "＋".join(part["n"] for part in parts)
            message = (
                f"合计{match['n']}{match['u']}，分项{said}＝{shown(total)}，多出{shown(total - float(match['n']))}"
            )
            yield finding(
                "number-sum", message, place(paper, *source_span(paper, sentence, match.start(), match.end()))
            )


def _changes(paper: Paper, sentence: Sentence) -> Iterator[Finding]:
    """从20%提高到25%，提高4个百分点: three figures of which one must be wrong.

    A change in per cent of an amount is worked out of the two amounts, to the digits that are printed.
    """
    for match in CHANGE.finditer(sentence.text):
        worked = _worked(match)
        if worked is None:
            continue
        value, unit = worked
        digits = len(match["c"].partition(".")[2])
        if abs(value - float(match["c"])) > 0.51 * 10**-digits + _slack(match):
            change = f"{shown(round(value, 3))}{unit}"
            ends = f"从{match['a']}{match['au']}到{match['b']}{match['bu']}"
            message = f"{ends}，变化应为{change}，文中写{match['c']}{match['cu']}"
            yield finding(
                "number-change", message, place(paper, *source_span(paper, sentence, match.start(), match.end()))
            )


def _worked(match: re.Match[str]) -> tuple[float, str] | None:
    """The change that the two figures come to, in the unit in which the text gives it; None where it cannot be said."""
    a, b = float(match["a"]), float(match["b"])
    units = [match[name].replace("％", "%") for name in ("au", "bu", "cu")]
    first = units[0] or units[1]
    if units[1] == "%" and first == "%":
        return (abs(b - a), "个百分点") if units[2] == "个百分点" else None
    (one, by), (other, times) = scale(first), scale(units[1])
    if one != other or not units[1]:
        return None
    if units[2] == "%":
        return (100 * abs(b * times - a * by) / (a * by), "%") if a else None
    third, per = scale(units[2])
    return (abs(b * times - a * by) / per, units[2]) if third == one and units[2] else None


def _slack(match: re.Match[str]) -> float:
    """What rounding of the two figures may add to the change."""
    digits = min(len(match["a"].partition(".")[2]), len(match["b"].partition(".")[2]))
    if match["cu"] in ("%", "％"):
        return 100 * 10.0**-digits / max(float(match["a"]), 1e-9)
    return 10.0**-digits


def _backward(paper: Paper) -> Iterator[Finding]:
    for one in paper.extraction.targets:
        if one.year and one.baseline_year and one.year <= one.baseline_year:
            message = f"“{one.indicator}”的目标年{one.year}年不晚于基准年{one.baseline_year}年"
            yield finding("year-before-baseline", message, place(paper, one.start, one.end))
