"""The command that writes a plan's task sheet and reads the edited one back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cetu import console
from cetu.cli_build import warn_of_absent
from cetu.ontology.errors import AlignError

if TYPE_CHECKING:
    from cetu.queries.monitoring.progress import Verdict

FORMATS = (".xlsx", ".docx", ".html", ".md", ".json")


def monitor(
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="规划文件 The plan.")],
    sheet: Annotated[
        Path | None,
        typer.Option(help="填好的任务分解表 The edited task sheet, to be read back.", show_default=False),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(help=f"没有 --sheet 时写任务分解表，有则写监测报告 {' '.join(FORMATS)}", show_default=False),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", help="把观测值和进展存进这个图库 Put what was read into this store.", show_default=False),
    ] = None,
) -> None:
    """任务分解表：写出、填好读回、指标进度。 Write a plan's task sheet; read it back and say how the targets stand.

    \b
    例 Example:
      cetu monitor 规划.txt --output 任务分解表.xlsx
      cetu monitor 规划.txt --sheet 任务分解表.xlsx
      cetu monitor 规划.txt --sheet 任务分解表.xlsx --output 监测报告.docx --to cetu-store
    """
    console.see_output(output, FORMATS)
    if sheet is None:
        _write_sheet(plan, output, to)
    else:
        _read_sheet(plan, sheet, output, to)


def _write_sheet(path: Path, output: Path | None, to: str | None) -> None:
    from cetu.corpus.reading import read_plan
    from cetu.extract.extracting import extract
    from cetu.visual.reports.tasksheet import task_sheet
    from cetu.visual.reports.writing import SUFFIXES, report_bytes

    if output is None or to is not None:
        raise AlignError(
            "请用 --output 写任务分解表，或用 --sheet 读回填好的表；name --output FILE.xlsx, or --sheet FILE.xlsx"
        )
    if output.suffix.lower() not in SUFFIXES:
        raise AlignError(f"{output}: 任务分解表写成 {', '.join(SUFFIXES)}，只有 .xlsx 能填好读回")
    plan = read_plan(path)
    console.write_whole(output, report_bytes(task_sheet(plan, extract(plan)), output.suffix.lower()))
    console.say(f"已写入 written: {output}")


def _read_sheet(path: Path, sheet: Path, output: Path | None, to: str | None) -> None:
    from cetu import __version__
    from cetu.corpus.reading import read_plan
    from cetu.extract.extracting import extract
    from cetu.graph.store import see_store
    from cetu.queries.alignment.paper import read_paper
    from cetu.queries.monitoring.monitoring import monitor as monitor_paper
    from cetu.queries.monitoring.monitoring import to_json
    from cetu.queries.monitoring.progress import STATUS
    from cetu.visual.reports.tasksheet import monitor_report
    from cetu.visual.reports.writing import report_bytes

    if to is not None:
        see_store(to)
    plan = read_plan(path)
    paper = read_paper(plan, extract(plan))
    found, verdicts = monitor_paper(paper, sheet)
    for verdict in verdicts:
        if verdict.latest is not None:
            _say(verdict)
    counts = {name: sum(one.status == key for one in verdicts) for key, name in STATUS.items()}
    console.say("，".join(f"{name} {count}" for name, count in counts.items()))
    console.say(f"任务进展 {len(found.progress)} 项")
    if output is not None and output.suffix.lower() == ".json":
        console.write_whole(output, to_json(paper, found, verdicts).encode())
    elif output is not None:
        report = monitor_report(paper, verdicts, found.progress, STATUS, f"cetu {__version__} monitor")
        console.write_whole(output, report_bytes(report, output.suffix.lower()))
    if output is not None:
        console.say(f"已写入 written: {output}")
    if to is not None:
        from cetu.queries.monitoring.recording import write_observations

        console.say(f"已存入 stored in {to}：{write_observations(paper, found, sheet.name, Path(to))} quads")
        warn_of_absent(to, {paper.key: paper.title})


def _say(verdict: Verdict) -> None:
    from cetu.queries.monitoring.progress import STATUS

    console.say(f"[{STATUS[verdict.status]}] {verdict.goal.name}（{verdict.goal.said}）：{verdict.reason}")


COMMANDS = (monitor,)
