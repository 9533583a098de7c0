"""The command that checks a plan against itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cetu import console
from cetu.ontology.errors import AlignError, CetuError

if TYPE_CHECKING:
    from cetu.queries.alignment.basis import Holding
    from cetu.queries.checking.findings import Review
    from cetu.queries.checking.settings import Settings

LEVELS = ("error", "warning", "info", "never")
FORMATS = (".xlsx", ".docx", ".html", ".md", ".json")


Checked = Annotated[
    list[Path] | None,
    typer.Argument(metavar="PLAN", help="规划文件、文件夹或通配符 Files, folders or globs.", show_default=False),
]
Report = Annotated[
    Path | None,
    typer.Option(help=f"报告，按后缀选格式 A report by its suffix: {' '.join(FORMATS)}.", show_default=False),
]
Config = Annotated[
    Path | None,
    typer.Option(help="设置文件；缺省用规划旁边的 cetu-check.toml Settings; else cetu-check.toml beside the plan."),
]
Off = Annotated[list[str] | None, typer.Option(help="不查的规则，可重复 Rules to leave out, may be repeated.")]
FailOn = Annotated[
    str, typer.Option(help="有这一级或更重的问题时以 1 退出 Exit 1 from this severity: error warning info never.")
]
Shelf = Annotated[
    list[Path] | None,
    typer.Option(help="核对引用题名用的文件、文件夹 Documents at hand, to hold cited titles to."),
]
ListRules = Annotated[bool, typer.Option("--rules", help="列出全部规则 List the rules and stop.")]


def check(
    files: Checked = None,
    output: Report = None,
    config: Config = None,
    off: Off = None,
    fail_on: FailOn = "error",
    shelf: Shelf = None,
    list_rules: ListRules = False,
) -> None:
    """一份规划自查：数字、任务、技术、名单、标题、引用。 One plan against itself, like a linter.

    退出状态：0 没有错误级问题；1 有（--fail-on 改门槛），或有文件读不了；2 做不到。

    \b
    例 Example:
      cetu check 规划.txt
      cetu check 规划.txt --off cluster-once --output 自查.docx
      cetu check 各市/ --fail-on warning --config cetu-check.toml
      cetu check --rules
    """
    from cetu.plan_files import find_plans

    if list_rules:
        _list_rules()
        return
    if not files:
        raise AlignError("请给出要查的规划；name a plan to check, or --rules to list the rules")
    if fail_on not in LEVELS:
        raise AlignError(f"--fail-on {fail_on}: 没有这一级；choose of {', '.join(LEVELS)}")
    console.see_output(output, FORMATS)
    reviews, failed = _reviews(find_plans(files), config, off or (), _books(shelf))
    if not reviews:
        raise typer.Exit(2)
    if output is not None:
        console.write_whole(output, _encoded(reviews, output))
        console.say(f"已写入 written: {output}")
    if failed or (fail_on != "never" and any(one.worst_is(fail_on) for one in reviews)):
        raise typer.Exit(1)


def _reviews(
    paths: Sequence[Path], config: Path | None, off: Sequence[str], shelf: Sequence[Holding]
) -> tuple[list[Review], int]:
    """Every plan checked and shown; how many could not be."""
    from cetu.corpus.reading import read_plan
    from cetu.extract.extracting import extract
    from cetu.queries.checking.checking import check as check_plan
    from cetu.queries.checking.settings import read_settings, settings_beside
    from cetu.queries.checking.showing import lines

    given = read_settings(config) if config else None
    found, failed = [], 0
    for path in paths:
        settings: Settings = (given or settings_beside(path)).without(off)
        try:
            plan = read_plan(path)
            review = check_plan(plan, extract(plan), settings=settings, shelf=shelf)
        except CetuError as error:
            console.warn(f"cetu: {error}")
            failed += 1
            continue
        for line in lines(review, path.name):
            console.say(line)
        for unused in review.unused:
            console.warn(f"cetu: 设置里的静默没有用到 a silence of the settings was of no use: {unused}")
        found.append(review)
    return found, failed


def _books(shelf: Sequence[Path] | None) -> Sequence[Holding]:
    from cetu.plan_files import find_plans
    from cetu.queries.alignment.series import read_shelf

    return read_shelf(find_plans(shelf), lambda error: console.warn(f"cetu: --shelf: {error}")) if shelf else ()


def _encoded(reviews: Sequence[Review], output: Path) -> bytes:
    suffix = output.suffix.lower()
    if suffix == ".json":
        from cetu.queries.checking.exchange import to_json

        return to_json(reviews).encode()
    from cetu.visual.reports.findings import findings_report
    from cetu.visual.reports.writing import report_bytes

    return report_bytes(findings_report(reviews), suffix)


def _list_rules() -> None:
    from cetu.queries.checking.findings import SEVERITY_NAMES, rules

    for rule in rules().values():
        console.say(f"{rule.id:22} {SEVERITY_NAMES[rule.severity]}  {rule.zh}  {rule.en}")


COMMANDS = (check,)
