"""Commands that read plans: extract, evaluate."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cetu import console
from cetu.ontology.errors import CetuError

if TYPE_CHECKING:
    from cetu.corpus.plan import Plan
    from cetu.extract.evaluating import Evaluation
    from cetu.extract.extraction import Extraction

PLACE = os.environ.get("CETU_STORE") or "cetu-store"
"""Where the graph is kept when no option says: a folder of the working directory, or what CETU_STORE names, which may
be the address of a SPARQL server."""

Paths = Annotated[
    list[Path],
    typer.Argument(metavar="FILE", help="规划文件、文件夹或通配符 Files, folders or globs.", show_default=False),
]
Plans = Annotated[
    list[Path] | None,
    typer.Argument(metavar="PATH", help="规划；省略则用自带的 Plans; none: those that ship.", show_default=False),
]
To = Annotated[
    str, typer.Option("--to", help="图库文件夹或 SPARQL 服务的地址 Folder or address of the store (or CETU_STORE).")
]
Gold = Annotated[
    Path, typer.Argument(metavar="GOLD_DIR", help="文本与标注成对的文件夹 A folder of pairs of text and annotation.")
]


REPORTS = (".docx", ".xlsx", ".html", ".md")
"""What reports are written as, by suffix."""


class ExtractFormat(StrEnum):
    """What `cetu extract` writes."""

    json = "json"
    ttl = "ttl"
    html = "html"


class Oracle(StrEnum):
    """What `cetu evaluate` takes from the annotation."""

    spans = "spans"


def extract(
    files: Paths,
    output: Annotated[Path | None, typer.Option(help="输出文件夹 Folder for one file per plan.")] = None,
    format: Annotated[ExtractFormat, typer.Option(help="格式 Format.")] = ExtractFormat.json,
) -> None:
    """抽取规划中的实体、关系、指标与任务。 Extract what plans say, as JSON, Turtle or marked HTML.

    \b
    例 Example:
      cetu extract 规划.txt --output out
      cetu extract 规划.txt --format html > page.html
    """
    from cetu.plan_files import find_plans

    paths = find_plans(files)
    if output is None and len(paths) > 1:
        raise CetuError(
            f"{len(paths)} 份规划不能都写到标准输出；plans do not fit on standard output: add --output FOLDER"
        )
    console.see_folder(output)
    taken: dict[str, Path] = {}

    def one(path: Path) -> None:
        if (other := taken.setdefault(path.stem, path)) != path:
            raise CetuError(f"{path} 会盖掉 {other} 的结果，请改名；would overwrite it: rename one of the two")
        plan, extraction = _read(path)
        target = None if output is None else output / f"{path.stem}.{format.value}"
        console.deliver(_encode(plan, extraction, format), target)

    _each(paths, one)


def evaluate(
    gold: Gold,
    errors: Annotated[int, typer.Option(help="每组列出多少条错误 How many errors of each group to list.")] = 0,
    oracle: Annotated[
        Oracle | None,
        typer.Option(help="用标注的文字段，只看名称和关系 Take the annotated spans; score names and scope."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            help=f"写出分数和全部错误（连同句子） Scores, every error with its sentence: {' '.join(REPORTS)}.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """与人工标注比较。 Score the extraction against annotated plans.

    \b
    例 Example:
      cetu evaluate gold --errors 10
      cetu evaluate gold --output 错误.xlsx
      cetu evaluate gold --oracle spans
    """
    console.see_output(output, REPORTS)
    from cetu.extract.evaluating import evaluate as score
    from cetu.extract.evaluating import gold_plans

    found = score(_read_gold(text, wanted, oracle) for text, wanted in gold_plans(gold))
    if output is not None:
        from cetu.visual.reports.evaluation import evaluation_report
        from cetu.visual.reports.writing import report_bytes

        console.write_whole(output, report_bytes(evaluation_report(found, str(gold)), output.suffix.lower()))
        console.say(f"已写入 written: {output}")
    _say_scores(found, errors, sure=oracle is None)


def _say_scores(found: Evaluation, errors: int, *, sure: bool) -> None:
    """The table of scores, the first errors of each group, and what confidence is worth."""
    console.say(f"{'':32} {'P':>6} {'R':>6} {'F1':>6} {'gold':>6} {'found':>6}")
    for one in found.scores:
        figures = f"{one.precision:6.3f} {one.recall:6.3f} {one.f1:6.3f} {one.wanted:6} {one.found:6}"
        console.say(f"{one.group:32} {figures}")
    for group in sorted({one.group for one in found.disagreements}):
        for wrong in [one for one in found.disagreements if one.group == group][:errors]:
            console.say(str(wrong))
    for what, rows in (("文字段 mentions", found.confidence), ("关系 relations", found.relation_confidence)):
        if sure and rows:
            console.say(f"把握 confidence, {what}: 说过几次 said, 其中对的 of these right")
            for row in rows:
                console.say(f"{row.least:>6.2f} {row.said:6} {row.right / row.said:6.3f}")


def _read_gold(text: Path, gold: Mapping[str, Any], oracle: Oracle | None) -> tuple[Mapping[str, Any], Extraction, str]:
    """The gold, the extraction to score and the plan's text; with an oracle the annotation's own spans are extracted,
    so that only names and scope can be wrong."""
    from cetu.corpus.reading import read_plan
    from cetu.extract.extracting import extract as extract_plan

    plan = read_plan(text)
    given = [(e["type"], *plan.view.from_source(e["start"], e["end"])) for e in gold["entities"]] if oracle else None
    return gold, extract_plan(plan, spans=given), plan.text


def _read(path: Path) -> tuple[Plan, Extraction]:
    from cetu.corpus.reading import read_plan
    from cetu.extract.extracting import extract as extract_plan

    plan = read_plan(path)
    for note in plan.source.notes:
        console.warn(f"cetu: {path}: {note}")
    return plan, extract_plan(plan)


def _encode(plan: Plan, extraction: Extraction, format: ExtractFormat) -> bytes:
    if format is ExtractFormat.json:
        from cetu.extract.exchange import to_json

        return to_json(extraction).encode()
    if format is ExtractFormat.ttl:
        from cetu.graph.background import read_background
        from cetu.graph.quads import plan_quads
        from cetu.graph.serialising import turtle

        return turtle(plan_quads(plan, extraction, read_background().labels))
    from cetu.visual.marking import marked_text

    return marked_text(plan, extraction).encode()


def _each(paths: Iterable[Path], step: Callable[[Path], None]) -> None:
    """Do every path; a path that fails is named, and the others are done. Exit 1 if some failed, 2 if all did."""
    failed, done = 0, 0
    for path in paths:
        try:
            step(path)
            done += 1
        except CetuError as error:
            console.warn(f"cetu: {error}")
            failed += 1
    if failed:
        raise typer.Exit(1 if done else 2)


COMMANDS = (extract, evaluate)
