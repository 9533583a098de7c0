"""Targets: what a plan commits to in figures, and what it commits to without one.

A target is an indicator, a comparator, a value with its unit, the year by which and the baseline year. Thresholds in
conditions (5000吨标准煤以上的用能单位), dates, ordinals and what is told of the past are no targets. View offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cetu.extract.lexicon import at_start, words

NUM = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
UNIT = "(?:" + "|".join(map(re.escape, sorted(words("units"), key=lambda w: (-len(w), w)))) + ")"
AFTER = r"(?P<after>及?以上|左右|上下|以内|及?以下|之内)?"
LEAST, MOST, ABOUT = "不低于|不少于|不小于|至少|超过|突破|高于|大于|多于|≥|>=|>|＞", "不超过|不高于|不大于|低于|少于|小于|≤|<=|<|＜", "约|大约|近|接近"
BEFORE = rf"(?P<before>(?:达到?|力争|将|预计|控制在|稳定在|保持在|提升至|提高到|提高至|提升到|增至|增加到|降至|降到|下降到|下降至|减少到|为|在)*(?:{LEAST}|{MOST}|{ABOUT})?(?:{ABOUT})?)"
BOUND = re.compile("|".join(sorted(f"{LEAST}|{MOST}".split("|"), key=len, reverse=True)))
RISE, FALL = "提高|提升|增长|增加|上升|扩大", "下降|降低|减少|压减|削减|减排|下调|缩短"
CHANGE = re.compile(
    rf"(?:(?:比|较|相比|对比|与|以)(?:于)?(?P<base>(?:19|20)\d\d)年(?:水平|同期|基准|为基准|相比|末|底)*[，]?)?"
    rf"(?P<adverb>累计|年均|平均|再|共|力争|分别|均|总体|实现|逐年|进一步|持续|每年)*(?P<dir>{RISE}|{FALL})(?:了|幅度|率)?(?P<before>(?:达到?|{LEAST}|{MOST}|{ABOUT})*)"
    rf"(?P<num>{NUM})(?:[—\-~～至到](?P<num2>{NUM}))?(?P<unit>{UNIT}){AFTER}"
)
LEVEL = re.compile(
    rf"(?P<verb>达到|达|提高到|提高至|提升到|提升至|增加到|增至|增长到|上升到|上升至|扩大到|降至|降到|下降到|下降至|降低到|降低至|减少到|缩短到|控制在|稳定在|保持在|维持在|稳定到|保持|超过|突破|不低于|不少于|不小于|不超过|不高于|低于|高于|占比|占|为|约|≥|≤|>|<|实现)"
    rf"{BEFORE}(?P<num>{NUM})(?:%?[—\-~～](?P<num2>{NUM}))?(?P<unit>{UNIT}){AFTER}"
)
BARE = re.compile(rf"(?P<num>{NUM})(?:[—\-~～至](?P<num2>{NUM}))?(?P<unit>{UNIT}){AFTER}$")
COUNTED = re.compile(
    rf"(?P<verbs>(?:突破|建成|建设|培育|引进|新增|形成|建立|打造|创建|争创|实施|取得|完成|推广|新建|组建|遴选|支持|认定|获得|制定|制修订|开发|研发|攻克|攻关|培养|推动|推进|搭建|布局|组织|发布|达到|选择|选取|设立|开展|聚集|集聚|创成|评选|改造|淘汰|每年)(?:[、和与]?(?:引进|建设|完成|支持|推广|实施))?)"
    rf"(?P<before>(?:{LEAST}|{ABOUT}|不超过|了|出|各|共)*)(?P<num>{NUM})(?:[—\-~～至](?P<num2>{NUM}))?(?P<unit>{UNIT}){AFTER}(?P<noun>[^，；。：]{{2,80}}?)(?=(?:和|、|及|以及)(?:不少于|约)?\d|$)"
)
QUOTED = re.compile(r"[“\"][^”\"]{1,80}[”\"]|（[^（）]{1,80}）")
MORE = re.compile(
    rf"(?:和|、|及|以及)(?P<verbs>)(?P<before>(?:{LEAST}|{ABOUT})*)(?P<num>{NUM})(?:[—\-~～至](?P<num2>{NUM}))?(?P<unit>{UNIT}){AFTER}"
    rf"(?P<noun>[^，；。：]{{2,80}}?)(?=(?:和|、|及|以及)\d|$)"
)
MULTIPLE = re.compile(r"(?:实现|达到|较?(?:比|较)(?P<base>20\d\d)年)?(?P<how>倍增|翻一番|翻两番|翻番|(?:提高|增长|增加|提升)(?P<n>\d+(?:\.\d+)?|[一两二三四五])倍)")
NUMBERLESS = re.compile(
    r"(?:完成|达到|满足|控制在|实现|严格落实)(?:国家|省|上级|省级|市|国家和省)(?:级)?(?:下达|确定|规定|分解|明确|考核)?(?:的)?(?:目标)?(?:控制)?(?:要求|指标|任务|目标)(?:任务|要求|以内|范围内|之内)?"
)
YEAR = re.compile(r"(?:到|至|截至|力争|争取|在)?(?P<year>20\d\d)年(?:底|末|前|以前|之前)?(?!前后|以来|起|印发|发布|工作|版|以后|[—\-至到])")
FIVE = re.compile(r"[“\"]?(十[三四五六])五[”\"]?(?P<what>末|期间|时期|期末)?")
FIVE_END = {"十三": 2020, "十四": 2025, "十五": 2030, "十六": 2035}
COUNTERS = frozenset("项个家名人位支座处条套台辆艘件种类批场次所户株组对")
PAST = re.compile(r"[一两三四五]年来|过去[一五]年|同比|回顾|再创新高|居全国|[“\"]?十三五[”\"]?|以来|已(?:经)?(?:达到|建成|形成)|截至20\d\d年|20\d\d年(?:底|末)?，.{0,30}(?:已|累计建成)")
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

    >>> def said(s): return [(f.indicator, f.op, f.value, f.unit, f.year, f.baseline_year) for f in find_targets(s, 0, len(s))[0]]
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
        if match.group().startswith(("到", "至", "力争", "争取", "在")) or match.start() == start or text[match.end() : match.end() + 1] in "，":
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
    return bool(re.match(r"的(?!目标|水平|要求)|企业|项目|机组|及以上|以上(?:企业|工业|高耗能)|用能单位|建筑(?!面积)", behind))


_LEAD = re.compile(
    r"^(?:到|至|力争|争取|确保|实现|使|全省|全市|全县|全区|全国|我省|我市|本市|我国|有力支撑|高质量支撑|支撑|推动|带动|促进|其中|同时|预计|基本|并|和|与|每年|年底前|期间|时|将|各|，|、|“|”|\s)+"
)


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
        if verb and len(phrase) > len(verb.group()) + 3 and not re.match(r"强度|总量|比|率|量|用|利用|产业|面积|投入|经费", phrase[verb.end() :]):
            phrase = phrase[verb.end() :]
    phrase = re.sub(r"(?:力争|实现|总体|累计|均|分别|要|应|将|平均|基本|率先|进一步|持续|年均|逐步|全部|要求|的)+$", "", phrase)
    return phrase.strip("，、：“”\" ")


def _operator(match: re.Match[str], verb: str = "") -> str:
    """Comparator that the words around a figure say."""
    said = (match.groupdict().get("before") or "") + verb
    after = match.groupdict().get("after") or ""
    bound = BOUND.findall(said)
    if (bound and re.fullmatch(MOST, bound[-1])) or after in ("以内", "以下", "及以下", "之内"):
        return "le"
    if (bound and re.fullmatch(LEAST, bound[-1])) or after in ("以上", "及以上"):
        return "ge"
    if after in ("左右", "上下") or re.search(ABOUT, said):
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
    op = "increase" if re.fullmatch(RISE, match.group("dir")) else "decrease"
    state.indicator, state.baseline = indicator, base
    for _, printed, value in _values(match, op):
        yield _figure(clause, offset, match, indicator, op, value, match.group("unit"), state.year, base, printed, "target.change")


def _level(clause: str, offset: int, match: re.Match[str], state: _State) -> Iterator[Figure]:
    """X达到13.7%左右."""
    before = clause[: match.start()]
    source = re.search(rf"[由从]{NUM}{UNIT}(?:左右|以上)?(?:的水平)?$", before)
    before = before[: source.start()] if source else before
    indicator = indicator_of(before)
    noun = clause[match.end() :]
    if len(indicator) < 2 and len(noun) > 1:
        indicator = indicator_of(noun)
    if len(indicator) < 2:
        indicator = state.indicator if match.group("unit") in ("%", "个百分点") else ""
    if not indicator or len(indicator) > 60:
        return
    op = _operator(match, match.group("verb"))
    if match.group("verb") in ("≥", "≤", ">", "<") and noun:
        indicator = noun.strip() + indicator
    state.indicator, state.baseline = indicator, None
    for said, printed, value in _values(match, op):
        yield _figure(clause, offset, match, indicator, said, value, match.group("unit"), state.year, None, printed, "target.level")


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
        yield _figure(clause, offset, match, indicator, said, value, match.group("unit"), state.year, None, printed, "target.count")


def _bare(clause: str, offset: int, match: re.Match[str], state: _State) -> Iterator[Figure]:
    """建设省级创新载体10家: the figure behind what is counted."""
    before = clause[: match.start()]
    verb = list(MADE.finditer(before))
    indicator = indicator_of(before[verb[-1].end() :] if verb and verb[-1].end() < len(before) - 2 else before)
    if match.group("unit") == "年" or len(indicator) < 3 or match.group("unit") in ("年", "度", "次", "天") or re.search(r"[\d第]$", before):
        return
    op = _operator(match)
    if "新增" in before or (state.increase and not at_start("verbs").match(clause)):
        op, state.increase = "increase", True
        indicator = indicator.removeprefix("新增")
    for said, printed, value in _values(match, op):
        yield _figure(clause, offset, match, indicator, said, value, match.group("unit"), state.year, None, printed, "target.bare")


MADE = re.compile(r"取得|建设|建成|争创|创建|培育|引进|新增|形成|打造|实施|完成|推广|组建|获得|认定|达到")


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
    indicator = indicator_of(re.sub(r"(?:比|较)20\d\d年", "\0", before).replace("\0", baseline.group() if baseline else ""))
    if baseline:
        indicator = _with_baseline(before, baseline)
    if len(indicator) < 3 or len(indicator) > 50:
        return
    op = "decrease" if re.search(FALL, before) else "increase" if re.search(RISE, before) else None
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
