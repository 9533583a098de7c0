"""Targets: what a plan commits to in figures, and what it commits to without one.

A target is an indicator, a comparator, a value with its unit, the year by which and the baseline year. Thresholds in
conditions (5000吨标准煤以上的用能单位), dates, ordinals and what is told of the past are no targets. View offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cetu.extract.lexicon import at_start, pattern

LEAST, MOST, ABOUT = pattern("targets.least"), pattern("targets.most"), pattern("targets.about")
RISE, FALL, BOUND = pattern("targets.rise"), pattern("targets.fall"), pattern("targets.bound")
CHANGE = pattern("targets.change")
LEVEL = pattern("targets.level")
BARE = pattern("targets.bare")
COUNTED = pattern("targets.counted")
QUOTED = re.compile(r"[“\"][^”\"]{1,80}[”\"]|（[^（）]{1,80}）")
MORE = pattern("targets.more")
SOURCE = pattern("targets.source")
MULTIPLE = pattern("targets.multiple")
NUMBERLESS = pattern("targets.numberless")
YEAR = pattern("targets.year")
FIVE = pattern("targets.five")
FIVE_END = {"十三": 2020, "十四": 2025, "十五": 2030, "十六": 2035}
COUNTERS = frozenset("项个家名人位支座处条套台辆艘件种类批场次所户株组对")
PAST = pattern("targets.past")
NUMERAL = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}


@dataclass(frozen=True, slots=True)
class Figure:
    """A target in view offsets, fields as in extraction.Target."""

    start: int
    end: int
    indicator: str
    op: str | None
    value: float | int | None
    unit: str | None
    year: int | None
    baseline_year: int | None
    printed: str | None
    rule: str


@dataclass(slots=True)
class _State:
    """What a later clause takes from an earlier one: year, indicator, baseline, a verb of increase."""

    year: int | None
    indicator: str = ""
    baseline: int | None = None
    increase: bool = False


def find_targets(text: str, start: int, end: int, year: int | None = None) -> tuple[list[Figure], int | None]:
    """Targets of one sentence of the view, and the year that is being spoken of at its end.

    >>> def said(s):
    ...     found = find_targets(s, 0, len(s))[0]
    ...     return [(f.indicator, f.op, f.value, f.unit, f.year, f.baseline_year) for f in found]
    >>> said("到2025年，非化石能源消费比重达到13.7%左右")
    [('非化石能源消费比重', 'approx', 13.7, '%', 2025, None)]
    >>> said("到2025年，单位地区生产总值能源消耗比2020年下降14.5%")
    [('单位地区生产总值能源消耗', 'decrease', 14.5, '%', 2025, 2020)]
    >>> said("年综合能耗5000吨标准煤以上的重点用能单位")
    []
    """
    if PAST.search(text, start, end) and not re.search(r"到20(?:2[5-9]|[3-9]\d)年", text[start:end]):
        return [], year
    state = _State(year)
    found: list[Figure] = []
    for a, b in _clauses(text, start, end):
        _mark_year(text, a, b, state)
        found.extend(_clause_targets(text, a, b, state))
    return found, state.year


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    quoted = [m.span() for m in QUOTED.finditer(text, start, end)]
    for match in re.compile(r"[，；：。]").finditer(text, start, end):
        if any(a < match.start() < b for a, b in quoted):
            continue
        if match.start() > at and not (text[match.start()] == "，" and text[at : match.start()].isdigit()):
            yield at, match.start()
        at = match.end()
    if at < end:
        yield at, end


def _mark_year(text: str, start: int, end: int, state: _State) -> None:
    """Take the year by which, unless it is a baseline or told of the past."""
    for match in YEAR.finditer(text, start, end):
        if text[max(start, match.start() - 2) : match.start() + 1].rstrip("2").endswith(("比", "较", "于", "与", "以")):
            continue
        if (
            match.group().startswith(("到", "至", "力争", "争取", "在"))
            or match.start() == start
            or text[match.end() : match.end() + 1] in "，"
        ):
            state.year = int(match.group("year"))
    five = FIVE.search(text, start, end)
    if five and five.group("what"):
        state.year = FIVE_END[five.group(1)]


def _clause_targets(text: str, start: int, end: int, state: _State) -> Iterator[Figure]:
    """Targets of one clause: a change, a level, a count, a multiple, or one without a number."""
    clause = text[start:end]
    if QUOTED.search(clause):
        clause = QUOTED.sub(lambda m: m.group()[0] + "□" * (len(m.group()) - 2) + m.group()[-1], clause)
    numberless = NUMBERLESS.search(clause)
    if numberless:
        yield from _without_number(clause, start, numberless, state)
        return
    multiple = MULTIPLE.search(clause)
    if multiple and multiple.start() > 1:
        yield _multiple(clause, start, multiple, state)
        return
    for match in CHANGE.finditer(clause):
        if not _condition(clause, match):
            yield from _change(clause, start, match, state)
            return
    counted = COUNTED.search(clause)
    if counted and counted.group("unit") in COUNTERS and not _unit_only(counted):
        yield from _count(clause, start, counted, state)
        for more in MORE.finditer(clause, counted.end()):
            if more.group("unit") in COUNTERS and not _unit_only(more):
                yield from _count(clause, start, more, state)
        return
    levels = [m for m in LEVEL.finditer(clause) if not _condition(clause, m)]
    if levels:
        yield from _level(clause, start, levels[-1], state)
        return
    bare = BARE.search(clause)
    if bare and bare.start() > 3:
        yield from _bare(clause, start, bare, state)


def _unit_only(match: re.Match[str]) -> bool:
    return bool(re.match(r"(?:百分点|级|月|工作日|小时)", match.group("noun")))


def _condition(clause: str, match: re.Match[str]) -> bool:
    """Whether the figure only picks out what is meant (…以上的企业), and is no commitment."""
    behind = clause[match.end() :]
    return bool(
        re.match(r"的(?!目标|水平|要求)|企业|项目|机组|及以上|以上(?:企业|工业|高耗能)|用能单位|建筑(?!面积)", behind)
    )


_LEAD = pattern("targets.lead")


def indicator_of(phrase: str) -> str:
    """The shortest phrase that says what is measured: without year, adverbs, verbs and who.

    >>> indicator_of("力争到2025年全省森林覆盖率")
    '森林覆盖率'
    """
    phrase = re.sub(r"^.*?(?:20\d\d年(?:底|末|前)?|[“\"]?十[三四五六]五[”\"]?(?:末|期间|时期))", "", phrase)
    before = None
    while before != phrase:
        before = phrase
        phrase = _LEAD.sub("", phrase)
        verb = at_start("verbs").match(phrase)
        if (
            verb
            and len(phrase) > len(verb.group()) + 3
            and not re.match(r"强度|总量|比|率|量|用|利用|产业|面积|投入|经费", phrase[verb.end() :])
        ):
            phrase = phrase[verb.end() :]
    phrase = re.sub(
        r"(?:力争|实现|总体|累计|均|分别|要|应|将|平均|基本|率先|进一步|持续|年均|逐步|全部|要求|的)+$", "", phrase
    )
    return phrase.strip('，、：“”" ')


def _operator(match: re.Match[str], verb: str = "") -> str:
    """Comparator that the words around a figure say."""
    said = (match.groupdict().get("before") or "") + verb
    after = match.groupdict().get("after") or ""
    bound = BOUND.findall(said)
    if (bound and MOST.fullmatch(bound[-1])) or after in ("以内", "以下", "及以下", "之内"):
        return "le"
    if (bound and LEAST.fullmatch(bound[-1])) or after in ("以上", "及以上"):
        return "ge"
    if after in ("左右", "上下") or ABOUT.search(said):
        return "approx"
    return "eq"


def _values(match: re.Match[str], op: str) -> list[tuple[str, str, float | int]]:
    """(comparator, printed, value) of a figure; a range gives both its ends."""
    first, second = match.group("num"), match.groupdict().get("num2")
    if second:
        return [("ge", first, _number(first)), ("le", second, _number(second))]
    return [(op, first, _number(first))]


def _number(printed: str) -> float | int:
    bare = printed.replace(",", "")
    return float(bare) if "." in bare else int(bare)


def _change(clause: str, offset: int, match: re.Match[str], state: _State) -> Iterator[Figure]:
    """X比2020年下降14.5%: a change by so much; without an indicator of its own it goes on with the one before."""
    indicator = indicator_of(clause[: match.start()])
    base = int(match.group("base")) if match.group("base") else None
    if len(indicator) < 2:
        indicator, base = state.indicator, base or state.baseline
    if not indicator:
        return
    op = "increase" if RISE.fullmatch(match.group("dir")) else "decrease"
    state.indicator, state.baseline = indicator, base
    for _, printed, value in _values(match, op):
        yield _figure(
            clause, offset, match, indicator, op, value, match.group("unit"), state.year, base, printed, "target.change"
        )


def _level(clause: str, offset: int, match: re.Match[str], state: _State) -> Iterator[Figure]:
    """X达到13.7%左右."""
    before = clause[: match.start()]
    source = SOURCE.search(before)
    before = before[: source.start()] if source else before
    indicator = indicator_of(before)
    noun = clause[match.end() :]
    if len(indicator) < 2 and len(noun) > 1:
        indicator = indicator_of(noun)
    if len(indicator) < 2:
        indicator = state.indicator
    if match.group("verb") == "占比" and not indicator.endswith("占比"):
        indicator += "占比"
    if not indicator or len(indicator) > 60:
        return
    op = _operator(match, match.group("verb"))
    if match.group("verb") in ("≥", "≤", ">", "<") and noun:
        indicator = noun.strip() + indicator
    state.indicator, state.baseline = indicator, None
    for said, printed, value in _values(match, op):
        yield _figure(
            clause,
            offset,
            match,
            indicator,
            said,
            value,
            match.group("unit"),
            state.year,
            None,
            printed,
            "target.level",
        )


def _count(clause: str, offset: int, match: re.Match[str], state: _State) -> Iterator[Figure]:
    """建成10个重大科技示范工程."""
    noun = match.group("noun")
    quoted = re.search(r"的([^的]{2,40})$", noun)
    indicator = quoted.group(1) if quoted else noun
    indicator = re.sub(r"(?:建设|示范建设|试点建设|培育|创建|工作)$", "", indicator) or noun
    op = _operator(match)
    verb = match.group("verbs")
    if "新增" in verb and op in ("eq", "approx", "ge"):
        op = "increase"
    state.increase = "新增" in verb
    state.indicator = indicator
    for said, printed, value in _values(match, op):
        yield _figure(
            clause,
            offset,
            match,
            indicator,
            said,
            value,
            match.group("unit"),
            state.year,
            None,
            printed,
            "target.count",
        )


def _bare(clause: str, offset: int, match: re.Match[str], state: _State) -> Iterator[Figure]:
    """建设省级创新载体10家: the figure behind what is counted."""
    before = clause[: match.start()]
    verb = list(MADE.finditer(before))
    indicator = indicator_of(before[verb[-1].end() :] if verb and verb[-1].end() < len(before) - 2 else before)
    if (
        match.group("unit") == "年"
        or len(indicator) < 3
        or match.group("unit") in ("年", "度", "次", "天")
        or re.search(r"[\d第]$", before)
    ):
        return
    op = _operator(match)
    if "新增" in before or (state.increase and not at_start("verbs").match(clause)):
        op, state.increase = "increase", True
        indicator = indicator.removeprefix("新增")
    for said, printed, value in _values(match, op):
        yield _figure(
            clause, offset, match, indicator, said, value, match.group("unit"), state.year, None, printed, "target.bare"
        )


MADE = pattern("targets.made")


def _multiple(clause: str, offset: int, match: re.Match[str], state: _State) -> Figure:
    """X实现倍增, X翻一番 (2), X提高1倍 (2), 翻两番 (4)."""
    how, times = match.group("how"), match.group("n")
    value: float | int = 4 if how == "翻两番" else 2
    if times:
        value = 1 + (NUMERAL.get(times) or _number(times))
    base = int(match.group("base")) if match.group("base") else None
    indicator = indicator_of(clause[: match.start()])
    return _figure(clause, offset, match, indicator, "multiple", value, None, state.year, base, how, "target.multiple")


def _without_number(clause: str, offset: int, match: re.Match[str], state: _State) -> Iterator[Figure]:
    """X完成国家下达指标: a commitment that rests on a figure given elsewhere."""
    before = clause[: match.start()]
    baseline = re.search(r"[比较](20\d\d)年", before)
    indicator = indicator_of(
        re.sub(r"(?:比|较)20\d\d年", "\0", before).replace("\0", baseline.group() if baseline else "")
    )
    if baseline:
        indicator = _with_baseline(before, baseline)
    if len(indicator) < 3 or len(indicator) > 50:
        return
    op = "decrease" if FALL.search(before) else "increase" if RISE.search(before) else None
    base = int(baseline.group(1)) if baseline else None
    yield _figure(clause, offset, match, indicator, op, None, None, state.year, base, None, "target.numberless")


def _with_baseline(before: str, baseline: re.Match[str]) -> str:
    """单位X比2020年下降率 keeps its comparison: the words measured are the rate itself."""
    return indicator_of(before[: baseline.start()]) + before[baseline.start() :]


def _figure(
    clause: str, offset: int, match: re.Match[str], indicator: str, op: str | None, value: float | int | None,
    unit: str | None, year: int | None, base: int | None, printed: str | None, rule: str,
) -> Figure:  # fmt: skip
    if "□" in indicator or "□" in clause:
        indicator = indicator.replace("□", "")
    at = clause.find(indicator)
    begin = min(at, match.start()) if at >= 0 else match.start()
    stop = max(match.end(), at + len(indicator)) if at >= 0 else match.end()
    return Figure(offset + begin, offset + stop, indicator, op, value, unit, year, base, printed, rule)
