"""An evaluation (`cetu evaluate`) as a report: scores per type and per phenomenon, every error beside its sentence, and
what confidence is worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cetu import __version__
from cetu.extract.evaluating import Disagreement, Evaluation, Score, Surety
from cetu.extract.phenomena import ZH
from cetu.visual.reports.report import Cell, Column, Line, Report, Run, Source, Table, cell

GROUPS = {
    "span": "文字段",
    "span_exact": "边界",
    "put_back": "补全的名称",
    "name": "名称",
    "relation": "关系",
    "target": "指标",
    "task": "任务",
    "stage": "阶段",
}
SCORES = (Column("项目", 12), Column("类型或现象", 10), Column("准确率", 5), Column("召回率", 5), Column("F1", 5),
          Column("标注数", 5), Column("找到数", 5))  # fmt: skip
ERRORS = (Column("规划", 8), Column("行", 3), Column("错误", 4), Column("项目", 5), Column("内容", 16),
          Column("现象", 8), Column("句子", 30))  # fmt: skip
SURE = (Column("把握不低于", 6), Column("说过", 5), Column("其中对的", 5), Column("比例", 5))


def evaluation_report(found: Evaluation, gold: str) -> Report:
    """The report of an evaluation against the annotations of a folder."""
    wrong = len(found.disagreements)
    facts = (("标注", gold), ("错误", f"{wrong}处"))
    remarks = (
        "“漏”是标注有而没有找到的，“多”是找到而标注没有的；只有一位标注者标出的不算错也不算对。",
        "“类型或现象”空着的是全部；以冒号开头的是现象。",
    )
    tables = (
        Table("分数", "分数", SCORES, tuple(map(_score, found.scores))),
        Table("错误", "全部错误", ERRORS, tuple(_errors(found.disagreements))),
        Table("把握·文字段", "文字段：以多大把握说的，对了多少", SURE, tuple(_sure(found.confidence))),
        Table("把握·关系", "关系：以多大把握说的，对了多少", SURE, tuple(_sure(found.relation_confidence))),
    )
    return Report("抽取评测", facts, remarks, tables, f"cetu {__version__} evaluate")


def _score(one: Score) -> Line:
    group, mark, part = one.group.partition(":") if ":" in one.group else one.group.partition("/")
    shown = f"：{ZH.get(part, part)}" if mark == ":" else part
    figures = (f"{one.precision:.3f}", f"{one.recall:.3f}", f"{one.f1:.3f}", str(one.wanted), str(one.found))
    return Line((cell(GROUPS.get(group, group), "" if part else "strong"), cell(shown), *map(cell, figures)))


def _errors(wrong: Iterable[Disagreement]) -> Iterator[Line]:
    for one in wrong:
        what = cell("漏" if one.missed else "多", "strong")
        hard = "、".join(ZH.get(name, name) for name in one.phenomena)
        source = Source(one.doc, one.line, "", one.sentence) if one.sentence else None
        cells = (cell(one.doc), cell(str(one.line or ""), source=source), what, cell(GROUPS.get(one.group, one.group)),
                 cell(one.label), cell(hard), _in_sentence(one))  # fmt: skip
        yield Line(cells, "warn" if one.missed else "bad")


def _in_sentence(one: Disagreement) -> Cell:
    """The sentence with the words in it marked, where they stand there as the label has them."""
    words = one.label.partition(" ")[2]
    before, found, behind = one.sentence.partition(words) if words else (one.sentence, "", "")
    return Cell(tuple(run for run in (Run(before), Run(found, "new"), Run(behind)) if run.text))


def _sure(rows: Iterable[Surety]) -> Iterator[Line]:
    for row in rows:
        yield Line(
            (cell(f"{row.least:.2f}"), cell(str(row.said)), cell(str(row.right)), cell(f"{row.right / row.said:.2f}"))
        )
