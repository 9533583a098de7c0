"""The task sheet of a plan: its targets and tasks with columns to fill in, its technologies, what a check found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cetu.corpus.plan import Plan
from cetu.extract.extraction import Extraction
from cetu.queries.alignment.paper import Paper, read_paper
from cetu.queries.alignment.rows import Side
from cetu.queries.checking.checking import check_paper
from cetu.queries.monitoring.goals import Duty, Goal, duties, goals
from cetu.queries.monitoring.progress import Verdict
from cetu.queries.monitoring.sheet import DUTIES, GOALS, STATES, Progress
from cetu.visual.reports.findings import findings_table
from cetu.visual.reports.report import Cell, Column, Line, Report, Run, Source, Table, cell

STAGES = {"restrict": "限制", "research": "研究", "develop": "开发", "demonstrate": "示范", "deploy": "推广"}
TONES = {"achieved": "good", "on-track": "good", "behind": "bad", "missed": "bad", "unknown": "", "unreported": ""}
WORDING = 220
"""Characters of a task's own text that the sheet shows; the line leads to the sentence."""
HOW = (
    "浅黄色的格子供填写：指标填起点（规划没有给出时）、观测年份、观测值和来源，口径见“填报口径”；同一指标有几年的数，"
    "把该行复制成几行。任务填进展、完成情况和备注。“编号”一列请勿改动。填好后用 cetu monitor 规划 --sheet 本文件 读回。"
)
GOAL_COLUMNS = (
    Column("编号", 4),
    Column("指标", 9),
    Column("目标", 9),
    Column("目标年", 3),
    Column("填报口径", 7),
    Column("起点年份", 4, editable=True),
    Column("起点值", 4, editable=True),
    Column("观测年份", 4, editable=True),
    Column("观测值", 4, editable=True),
    Column("数据来源", 7, editable=True),
    Column("备注", 7, editable=True),
    Column("行", 3),
)
DUTY_COLUMNS = (
    Column("编号", 4),
    Column("序号", 3),
    Column("任务", 10),
    Column("主要内容", 20),
    Column("责任单位", 8),
    Column("完成时限", 7),
    Column("依据", 7),
    Column("进展", 3, editable=True, choices=STATES),
    Column("完成情况", 9, editable=True),
    Column("备注", 7, editable=True),
    Column("行", 3),
)


def task_sheet(plan: Plan, extraction: Extraction) -> Report:
    """The sheet to fill in. Raises AlignError for a text that is no plan."""
    paper = read_paper(plan, extraction)
    review = check_paper(paper)
    tables = (_goals(paper), _duties(paper), _technologies(paper), findings_table(review))
    facts = (
        ("规划", f"《{paper.title}》"),
        ("文号", plan.document.number or "未写"),
        ("发文机关", "、".join(plan.document.issuers) or "未写"),
        ("编制依据", _basis(paper)),
        ("规划标识", paper.key),
        ("文本校验", plan.source.sha256[:16]),
    )
    return Report("任务分解表", facts, (HOW,), tables, review.software)


def _basis(paper: Paper) -> str:
    tails = {one.tail for one in paper.extraction.relations if one.type == "based_on"}
    return "、".join(f"《{one.name}》" for one in paper.extraction.entities if one.id in tails) or "未写"


def _source(paper: Paper, side: Side) -> Source:
    return Source(paper.title, side.line, " > ".join(side.headings), side.sentence)


def _goals(paper: Paper) -> Table:
    found = goals(paper)
    lines = tuple(_goal(paper, one) for one in found)
    return Table(GOALS, f"{GOALS}（{len(found)}项）", GOAL_COLUMNS, lines)


def _goal(paper: Paper, one: Goal) -> Line:
    year = str(one.year) if one.year else ""
    start = ("", "")
    if one.change in ("increase", "decrease") and one.baseline:
        start = (str(one.baseline), "0")
    source = _source(paper, one.side)
    texts = (one.id, one.name, one.said, year, one.counted, *start, "", "", "", "")
    return Line((*(cell(text) for text in texts), cell(str(one.side.line), source=source)))


def _duties(paper: Paper) -> Table:
    found = duties(paper)
    return Table(DUTIES, f"{DUTIES}（{len(found)}项）", DUTY_COLUMNS, tuple(_duty(paper, one) for one in found))


def _duty(paper: Paper, one: Duty) -> Line:
    wording = one.wording if len(one.wording) <= WORDING else one.wording[:WORDING] + "…"
    said = (one.bodies or "规划未写", one.due or "规划未写", one.basis or "规划未写")
    texts = (one.id, one.number, one.title, wording, *said, "", "", "")
    return Line((*(cell(text) for text in texts), cell(str(one.side.line), source=_source(paper, one.side))))


def _technologies(paper: Paper) -> Table:
    columns = (Column("技术", 16), Column("阶段", 5), Column("所在标题", 22), Column("行", 3))
    lines = tuple(_technology_lines(paper))
    return Table("技术", f"技术（{len(lines)}项）", columns, lines)


def _technology_lines(paper: Paper) -> Iterator[Line]:
    met: set[str] = set()
    for one in paper.extraction.entities:
        if one.type != "Technology" or one.name in met:
            continue
        met.add(one.name)
        side = paper.side(one.start, one.end, id=one.id, iri="", name=one.name)
        where = cell(str(side.line), source=_source(paper, side))
        stage = cell(STAGES.get(one.stage or "", ""))
        yield Line((cell(one.name), stage, cell(" > ".join(side.headings)), where))


def monitor_report(
    paper: Paper, verdicts: Sequence[Verdict], progress: Sequence[Progress], statuses: dict[str, str], software: str
) -> Report:
    """How the goals and the tasks stand. statuses: what each status is called."""
    counts = "，".join(
        f"{name} {count}" for key, name in statuses.items() if (count := sum(one.status == key for one in verdicts))
    )
    states = [one.state for one in progress if one.state]
    told = "，".join(f"{state} {states.count(state)}" for state in STATES if state in states) or "未填"
    facts = (("规划", f"《{paper.title}》"), ("指标", counts or "无"), ("任务", told))
    tables = [_verdicts(paper, verdicts, statuses)]
    if progress:
        tables.append(_progress(paper, progress))
    return Report("规划监测报告", facts, (), tuple(tables), software)


def _verdicts(paper: Paper, verdicts: Sequence[Verdict], statuses: dict[str, str]) -> Table:
    columns = (
        Column("指标", 11),
        Column("目标", 11),
        Column("最近观测", 7),
        Column("状态", 5),
        Column("依据", 20),
        Column("来源与备注", 9),
        Column("行", 3),
    )
    lines = tuple(
        Line(
            (
                cell(one.goal.name),
                cell(one.goal.said),
                cell(f"{one.latest.year}年 {one.latest.printed}{one.goal.unit}" if one.latest else "无"),
                cell(statuses[one.status], "strong"),
                cell(one.reason),
                cell("；".join(part for part in (one.latest.source, one.latest.remark) if part) if one.latest else ""),
                cell(str(one.goal.side.line), source=_source(paper, one.goal.side)),
            ),
            TONES[one.status],
        )
        for one in verdicts
    )
    return Table("指标进度", f"指标进度（{len(lines)}项）", columns, lines)


def _progress(paper: Paper, progress: Sequence[Progress]) -> Table:
    columns = (Column("任务", 14), Column("进展", 4), Column("完成情况", 22), Column("备注", 14), Column("行", 3))
    by_id = {one.id: one for one in duties(paper)}
    lines = []
    for one in progress:
        duty = by_id[one.duty]
        line = cell(str(duty.side.line), source=_source(paper, duty.side))
        name = Cell((Run(f"{duty.number} {duty.title}".strip()),))
        tone = {"滞后": "bad", "已完成": "good"}.get(one.state, "")
        lines.append(Line((name, cell(one.state, "strong"), cell(one.done), cell(one.remark), line), tone))
    return Table("任务进展", f"任务进展（{len(lines)}项）", columns, tuple(lines))
