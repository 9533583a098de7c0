"""What a run of figures commits to, told by the words before and behind it: a change, a level, a count, a share, a bare
figure behind what it counts, a multiple, or no number at all. View offsets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cetu.extract.indicators import RANK, carry_heads, counted_noun, grown, indicator_of, made_of, of_part, with_subject
from cetu.extract.lexicon import pattern, words
from cetu.extract.quantities import Quantity, count_of, number_of
from cetu.extract.targetyears import Years, baseline_of

LEAST, MOST, ABOUT = pattern("targets.least"), pattern("targets.most"), pattern("targets.about")
BOUND = pattern("targets.bounds")
RISE, FALL = pattern("targets.rise"), pattern("targets.fall")
CHANGE, LEVEL, COUNT = pattern("targets.change"), pattern("targets.level"), pattern("targets.count")
SOURCE = pattern("targets.source")
CONDITION, PICKS, PLAIN = pattern("targets.condition"), pattern("targets.picks"), pattern("targets.plain")
SHARE = pattern("targets.share")
HAS, AMOUNT = pattern("targets.has"), pattern("targets.amount")
CAPACITY_UNIT = pattern("targets.capacity_unit")
NAMED_LIST, BUILT = pattern("targets.named_list"), pattern("targets.built")
OPENING, YEAR_BEHIND = pattern("targets.opening"), pattern("targets.year_behind")
MADE_ALONE = re.compile(
    rf"(?:{pattern('targets.made').pattern}|{pattern('targets.made_first').pattern}|改善|累计|共计|一般|最高|最低|原则上)+"
)
ACHIEVED = re.compile(r"(?:力争|确保|努力)?(?:实现|做到|确保)")
NEW = re.compile(r"新增(?![和及与、或])")
BOUND_LAST = re.compile(r"(?:大约|约|近|不少于|不低于|不超过|至少|超过|超|逾)$")
JOINED_BEHIND = re.compile(r"[、和与及并（]|以及")
JOINED_AHEAD = re.compile(r"(?:[、和与及]|以及)(?:约|不少于|至少|超过|各)?$")
JOINT_FIRST = re.compile(r"^(?:[、和与及]|以及|并)+")
COUNTERS = frozenset("项个家名人位支座处条套台辆艘件种类批场次所户株组对")
TIMES = frozenset(("年", "天", "小时", "分钟", "次", "度"))


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
class State:
    """What a later figure takes from an earlier one: years, indicator, baseline, a verb of increase, that things were
    counted, the clause before; `ahead` gives the indicator of what stands before a ；."""

    years: Years
    ahead: Callable[[], str]
    indicator: str = ""
    baseline: int | None = None
    increase: bool = False
    counted: bool = False
    clause: str = ""
    against: int | None = None
    """The year that the sentence as a whole compares with (在2020年的基础上，…)."""


@dataclass(frozen=True, slots=True)
class Run:
    """Figures that stand side by side (20%、30%) with the words before the first and behind the last, as far as they
    are the run's own; `left` is where `before` begins in the view."""

    left: int
    before: str
    figures: tuple[Quantity, ...]
    behind: str
    first: bool
    tail: str = ""
    """The words behind the last figure of the clause, which may name what all count (2个省级和1个国家级中心)."""

    @property
    def end(self) -> int:
        return self.figures[-1].end


def run_targets(text: str, run: Run, state: State) -> Iterator[Figure]:
    """What a run of figures commits to: a change, a level, a count, a share, or a bare figure behind its thing."""
    before = run.before
    if CONDITION.search(before):
        return
    counters = run.figures[0].unit in COUNTERS
    plain = bool(PLAIN.fullmatch(run.behind) or JOINED_BEHIND.match(run.behind))
    held = bool(HAS.search(before) and AMOUNT.match(run.behind))
    picks = bool(PICKS.match(run.behind)) and not plain and not held
    if run.figures[0].unit in TIMES and not plain:
        return
    if plain and (change := CHANGE.search(before)):
        yield from _change(text, run, change, state)
    elif not plain and (counters or (not picks and not _sized(run))) and (count := _counts(run)):
        yield from _count(text, run, count, state)
    elif not picks and (level := LEVEL.search(before)):
        yield from _level(text, run, level, state)
    elif not plain and ((counters and _opens(run, state)) or (_goes_on(run, state) and (counters or not _sized(run)))):
        yield from _count(text, run, None, state)
    elif plain:
        yield from _bare(text, run, state)
    elif run.figures[0].unit == "%":
        yield from _share(text, run, state)


def _rating(run: Run) -> bool:
    """Whether the figure says how big each thing is (500千伏变电站, 7兆瓦以上风机), not how much there is of it
    (10吉瓦光伏组件产能); no capacity is measured in volts (500千伏变电容量)."""
    unit = run.figures[0].unit
    amount = unit is not None and CAPACITY_UNIT.search(unit) and AMOUNT.match(run.behind)
    return unit is None or (unit in words("ratings") and not amount)


def _sized(run: Run) -> bool:
    """Whether the figure says how big each thing is, or up to what size things are meant (10万吨及以下装置)."""
    return _rating(run) or run.figures[0].after.endswith("以下")


def _counts(run: Run) -> re.Match[str] | None:
    """The verb that makes what the figures count (建成10个…); of a list that names some (A、B等6条…), behind it too."""
    listed = NAMED_LIST.search(run.before)
    if listed is None:
        return COUNT.search(run.before)
    return COUNT.search(run.before[: listed.start()]) or BUILT.search(run.behind)


def _goes_on(run: Run, state: State) -> bool:
    """Whether a joint stands before the figure, so that it counts as the one before does."""
    return state.counted and not run.first and bool(JOINED_AHEAD.search(run.before))


def _opens(run: Run, state: State) -> bool:
    """5家企业 at the head of a clause: counted as the clauses before it, or by the year that stands there."""
    bare = OPENING.sub("", run.before)
    return not bare and (state.counted or state.years.at(run.figures[0].start) is not None)


def _operator(quantity: Quantity, said: str) -> str:
    """Comparator that the words around a figure say."""
    bound = BOUND.findall(said)
    kept = said.startswith("控制在") and quantity.after in ("", "余") and not bound
    if kept or (bound and MOST.fullmatch(bound[-1])) or quantity.after in ("以内", "以下", "及以下", "之内"):
        return "le"
    if (bound and LEAST.fullmatch(bound[-1])) or quantity.after in ("以上", "及以上", "余", "以上水平"):
        return "ge"
    if quantity.after in ("左右", "上下") or ABOUT.search(said):
        return "approx"
    return "eq"


def _ends(quantity: Quantity, op: str) -> list[tuple[str, str, float | int]]:
    """(comparator, printed, value) of a figure; a range gives both its ends."""
    if quantity.most:
        return [("ge", quantity.printed, quantity.value), ("le", quantity.most, number_of(quantity.most))]
    return [(op, quantity.printed, quantity.value)]


@dataclass(frozen=True, slots=True)
class _Kind:
    """What the targets of a run share: what is measured, rule, words of comparison or the comparator, baseline."""

    names: list[str]
    rule: str
    said: str = ""
    op: str | None = None
    base: int | None = None
    opens: str = ""
    """The verb of making that the target's span begins with, where there is one."""


def _targets(text: str, run: Run, state: State, kind: _Kind) -> Iterator[Figure]:
    """A target for each figure of the run, two for a range; of several names and years each figure has its own."""
    many = len(run.figures)
    for i, quantity in enumerate(run.figures):
        name, year = kind.names[i % len(kind.names)], state.years.nth(quantity.start, i, many)
        if YEAR_BEHIND.match(run.behind) and (later := state.years.at(run.end + len(run.behind))):
            year = later
        for op, printed, value in _ends(quantity, kind.op or _operator(quantity, kind.said)):
            new = op != "le" and len(name) > 4 and bool(NEW.match(name) or name.endswith("新增"))
            said_name = name.removeprefix("新增").removesuffix("新增") if new else name
            yield _figure(
                text, run, quantity, said_name, "increase" if new else op, value, year, kind.base, printed, kind.rule,
                kind.opens,
            )  # fmt: skip


def _change(text: str, run: Run, match: re.Match[str], state: State) -> Iterator[Figure]:
    """X比2020年下降14.5%: a change by so much; without an indicator of its own it goes on with the one before."""
    found, subject = baseline_of(run.before[: match.start()])
    base = int(match.group("base")) if match.group("base") else found
    names = _names(run, subject, state)
    if not names:
        return
    if names == [state.indicator]:
        base = base or state.baseline
    base = base or state.against
    op = "increase" if RISE.fullmatch(match.group("dir")) else "decrease"
    state.indicator, state.baseline = names[-1], base
    yield from _targets(text, run, state, _Kind(names, "target.change", op=op, base=base))


def _level(text: str, run: Run, match: re.Match[str], state: State) -> Iterator[Figure]:
    """X达到13.7%左右; X由2020年的10%提高到20%."""
    subject, verb = run.before[: match.start()], match.group("verb")
    source, base = SOURCE.search(subject), None
    if source:
        base = int(source.group("from")) if source.group("from") else None
        subject = subject[: source.start()]
    subject += "占比" if verb == "占比" else ""
    behind = "" if PLAIN.fullmatch(run.behind) else run.behind
    names = _names(run, subject, state, noun=behind)
    if not names or any(len(name) > 60 for name in names):
        return
    if verb in ("≥", "≤", ">", "<") and behind:
        if not indicator_of(subject):
            return  # ≥240℃环保型工作液: how hot it may be, and no commitment
        names = [behind.strip() + name for name in names]
    state.indicator, state.baseline, state.counted = names[-1], base, False
    yield from _targets(text, run, state, _Kind(names, "target.level", verb + match.group("said"), base=base))


def _names(run: Run, subject: str, state: State, noun: str = "") -> list[str]:
    """What the figures of a run measure: one indicator for all, or one for each where the subject lists as many."""
    indicator = of_part(indicator_of(subject), state.indicator)
    if len(indicator) < 2:
        behind = indicator_of(noun) if len(noun) > 1 else ""
        indicator = behind or state.indicator or grown(state.clause) or state.ahead()
    else:
        indicator = with_subject(indicator, state.clause, state.indicator)
    if len(indicator) < 2 or MADE_ALONE.fullmatch(indicator):
        return []
    if len(run.figures) == 1 or state.years.listed == len(run.figures):
        return [indicator]
    return carry_heads(indicator, len(run.figures))


def _count(text: str, run: Run, match: re.Match[str] | None, state: State) -> Iterator[Figure]:
    """建成10个重大科技示范工程."""
    groups = match.groupdict() if match else {}
    verb = groups.get("verb") or ""
    says = SHARE.match(run.behind) if not match else None
    noun = says.group("who") if says else counted_noun(run.behind)
    if run.tail and (RANK.fullmatch(noun) or noun in ("共计", "共", "总计", "合计")):
        noun = (noun if RANK.fullmatch(noun) else "") + RANK.sub("", counted_noun(run.tail), count=1)
    if len(noun) < 2:
        return
    ahead = run.before[: match.start("verb")] if match and verb else ""  # 至少建成3家
    said = "".join(BOUND_LAST.findall(ahead)) + (groups.get("said") or "") + "".join(BOUND_LAST.findall(run.before))
    state.increase = "新增" in verb or (not verb and state.increase)
    state.indicator, state.baseline, state.counted = noun, None, True
    op = "increase" if state.increase else None
    yield from _targets(text, run, state, _Kind([noun], "target.count", said, op, opens=verb))


def _share(text: str, run: Run, state: State) -> Iterator[Figure]:
    """到2025年，80%以上的党政机关建成节约型机关: the share of those of whom something is said."""
    who = SHARE.match(run.behind)
    lead = indicator_of(run.before.rstrip("约、和"))
    year = state.years.at(run.figures[0].start)
    if not who or len(lead) > 8 or (year is None and "力争" not in run.before):
        return
    state.indicator, state.baseline = lead + who.group("who"), None
    yield from _targets(text, run, state, _Kind([state.indicator], "target.share", run.before[-3:]))


def _bare(text: str, run: Run, state: State) -> Iterator[Figure]:
    """建设省级创新载体10家: the figure behind what is counted."""
    quantity = run.figures[0]
    before = run.before if run.first else JOINT_FIRST.sub("", run.before)
    verb, indicator = made_of(before)
    indicator = with_subject(of_part(indicator, state.indicator), state.clause, state.indicator)
    if MADE_ALONE.fullmatch(indicator):
        return
    said = "".join(BOUND_LAST.findall(before))
    reached = quantity.unit == "%" and ACHIEVED.match(before)
    dated = state.years.at(quantity.start) is not None
    committed = verb or said or quantity.after or state.counted or dated or reached
    if len(indicator) < 2 or not committed or quantity.unit in TIMES or before[-1:] == "第" or len(run.figures) > 1:
        return
    counter = quantity.unit in COUNTERS
    op = "decrease" if verb and FALL.fullmatch(verb) else None
    if "新增" in verb or verb == "增加" or (state.increase and not verb and counter):
        op, state.increase = "increase", counter
    state.indicator, state.baseline, state.counted = indicator, None, counter
    yield from _targets(text, run, state, _Kind([indicator], "target.bare", said, op, opens=verb))


def read_multiple(text: str, start: int, match: re.Match[str], state: State) -> Iterator[Figure]:
    """X实现倍增, X翻一番 (2), X提高1倍 (2), 翻两番 (4), 达到2020年的3倍 (3)."""
    how = match.group("how")
    value: float | int = 4 if how == "翻两番" else 2
    if match.group("n"):
        value = 1 + count_of(match.group("n"))
    elif match.group("of"):
        value = count_of(match.group("of"))
    base, subject = baseline_of(text[start : match.start("how")])
    of = re.search(r"(20\d\d)年的", how)
    base = int(of.group(1)) if of and not match.group("rise") else base
    indicator = indicator_of(subject) or state.indicator
    if len(indicator) < 2:
        return
    state.indicator = indicator
    place = Quantity(match.start("how"), match.end(), how, value, None)
    run = Run(start, text[start : match.start()], (place,), "", first=True)
    yield from _targets(text, run, state, _Kind([indicator], "target.multiple", op="multiple", base=base))


def read_without_number(text: str, start: int, match: re.Match[str], state: State) -> Iterator[Figure]:
    """X完成国家下达指标: a commitment that rests on a figure given elsewhere."""
    before = text[start : match.start()]
    baseline = re.search(r"[比较](20\d\d)年", before)
    indicator = indicator_of(before)
    if baseline:
        indicator = indicator_of(before[: baseline.start()]) + before[baseline.start() :]
    if len(indicator) < 3 or len(indicator) > 50:
        return
    op = "decrease" if FALL.search(before) else "increase" if RISE.search(before) else None
    base = int(baseline.group(1)) if baseline else None
    place = Quantity(match.start(), match.end(), "", 0, None)
    run = Run(start, before, (place,), "", first=True)
    year = state.years.at(match.start())
    yield _figure(text, run, place, indicator, op, None, year, base, None, "target.numberless")


def _figure(
    text: str, run: Run, quantity: Quantity, indicator: str, op: str | None, value: float | int | None,
    year: int | None, base: int | None, printed: str | None, rule: str, opens: str = "",
) -> Figure:  # fmt: skip
    """The target with the span from its verb or indicator to its figure, or from its figure to what it counts."""
    at = text.find(indicator, run.left, run.end + len(run.behind))
    begin = min(at, quantity.start) if at >= 0 else quantity.start
    verb = text.rfind(opens, run.left, begin) if opens else -1
    begin = verb if verb >= 0 else begin
    stop = max(quantity.end, at + len(indicator)) if at >= 0 else quantity.end
    return Figure(begin, stop, indicator, op, value, quantity.unit, year, base, printed, rule)
