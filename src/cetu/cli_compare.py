"""Commands that compare plans: align, diff."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cetu import console
from cetu.cli_build import local_copy, warn_of_absent
from cetu.cli_plans import PLACE
from cetu.ontology.errors import AlignError

if TYPE_CHECKING:
    from cetu.graph.rulings import Rulings
    from cetu.queries.alignment.decisions import Decisions
    from cetu.queries.alignment.rows import Alignment, Row, Side
    from cetu.queries.alignment.series import Aligned

Decided = Annotated[
    Path | None,
    typer.Option("--decisions", help="人工判断（确认/否定）的 TSV Decisions of a person, confirmed and broken pairs."),
]
Named = Annotated[
    Path | None,
    typer.Option(
        "--names", help="名称判断；缺省为图库旁的 Rulings of names; else those beside the store.", show_default=False
    ),
]
Upward = Annotated[
    bool, typer.Option("--upward", help="A 是下级，其余是上级 A is the plan below, the others are above.")
]
Stored = Annotated[
    str | None, typer.Option("--to", help="把对照存进图库 Put the alignment into a store.", show_default=False)
]
FORMATS = (".docx", ".xlsx", ".html", ".md", ".json", ".ttl", ".tsv")
Output = Annotated[
    Path | None,
    typer.Option(
        help=f"输出文件，按后缀选格式 A file; its suffix chooses the format: {' '.join(FORMATS)}.", show_default=False
    ),
]
Kinds = Annotated[
    list[str] | None,
    typer.Option("--kind", help="逐条列出哪几类，可重复 Kinds of rows to list, may be repeated.", show_default=False),
]
EveryRow = Annotated[
    bool, typer.Option("--every-row", help="多份对照的 Excel 逐行列出 A line for every row in the Excel file of many.")
]
Brief = Annotated[
    bool, typer.Option("--brief", help="只写摘要：不同之处，不引原句 The differences alone, without the sentences.")
]
SHOWN = ("target", "task")
"""Kinds that are listed row by row where nobody chooses; of the others only the counts are."""
LONGEST = 60


def align(
    parent: Annotated[Path, typer.Argument(metavar="A", help="上级（或作为基准的）规划 The plan above.")],
    files: Annotated[
        list[Path], typer.Argument(metavar="B", help="下级规划，可以多份 The plans below: files, folders, globs.")
    ],
    upward: Upward = False,
    decisions: Decided = None,
    names: Named = None,
    shelf: Annotated[
        list[Path] | None,
        typer.Option("--shelf", help="查引用用的文件、文件夹 Documents at hand, to look cited ones up in."),
    ] = None,
    kind: Kinds = None,
    output: Output = None,
    every_row: EveryRow = False,
    brief: Brief = False,
    to: Stored = None,
) -> None:
    """两份规划对照：指标、任务、技术、地区、责任单位、期限、依据。 Compare plans, sentence by sentence.

    \b
    例 Example:
      cetu align 国家方案.txt 辽宁方案.txt --output 对照表.docx
      cetu align 国家方案.txt 辽宁方案.txt --brief --output 摘要.docx
      cetu align 国家方案.txt 各省/ --output 对照.xlsx
      cetu align 国家方案.txt 辽宁方案.txt --kind technology --decisions 判断.tsv
      cetu align 国家方案.txt 辽宁方案.txt --to cetu-store
    """
    from cetu.plan_files import find_plans
    from cetu.queries.alignment.series import align_files, read_shelf

    _check(output, kind, to, brief=brief)
    paths = [path for path in find_plans(files) if path.resolve() != parent.resolve()] or find_plans(files)
    books = read_shelf(find_plans(shelf), lambda error: console.warn(f"cetu: --shelf: {error}")) if shelf else ()
    series = align_files(
        parent,
        paths,
        upward=upward,
        decisions=_decisions(decisions),
        rulings=_rulings(names, to),
        shelf=books,
        store=local_copy(to or PLACE),
    )
    found = _followed(series, len(paths))
    if not found:
        raise typer.Exit(2)
    _deliver(found, output, kind, every_row=every_row, brief=brief)
    _close(found, to, upward=upward)
    if len(found) < len(paths):
        raise typer.Exit(1)


def _close(found: Sequence[Alignment], to: str | None, *, upward: bool) -> None:
    """Store them where that was asked for; of several plans, say how they stand to each target of the parent, and what
    the parts of an amount come to."""
    from cetu.queries.alignment.series import sums
    from cetu.queries.alignment.storing import write_alignments

    if to is not None:
        console.say(f"已存入 stored in {to}：{write_alignments(found, Path(to))} quads")
        warn_of_absent(to, {side.key: side.title for one in found for side in (one.left, one.right)})
    if len(found) > 1 and not upward:
        _overview(found)
    for row in sums(found):
        console.say(f"合计 {row.left.name if row.left else ''}：{row.reason}")


def _overview(found: Sequence[Alignment]) -> None:
    """Each target of the parent with how many plans are stricter, looser and so on, and which."""
    from cetu.queries.alignment.rows import relations
    from cetu.queries.alignment.series import standings

    console.say(f"《{found[0].left.title}》的每项指标，{len(found)}份规划各如何：")
    called = relations()
    for one in standings(found):
        groups: dict[str, list[str]] = {}
        for relation, title, said in one.plans:
            groups.setdefault(relation, []).append(f"{title[: LONGEST // 3]} {said}")
        missing = len(groups.pop("missing", ()))
        parts = [
            f"{called[relation].zh} {len(plans)}（{'；'.join(plans[:3])}{'…' if len(plans) > 3 else ''}）"
            for relation, plans in groups.items()
        ]
        parts += [f"{called['missing'].zh} {missing}"] if missing else []
        console.say(f"  {one.whole.name} {one.whole.said}：{'，'.join(parts)}")


def _followed(series: Iterable[Aligned], count: int) -> list[Alignment]:
    """The alignments of a series; a line for each as it is done where there are several, and for each that failed."""
    found = []
    for number, one in enumerate(series, 1):
        if one.alignment is None:
            console.warn(f"cetu: {one.error}")
            continue
        found.append(one.alignment)
        if count > 1:
            console.warn(f"[{number}/{count}] {one.path.stem}：{_brief(one.alignment)}")
    return found


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="旧稿 The draft, or the earlier period.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="新稿 The revision, or the later period.")],
    decisions: Decided = None,
    names: Named = None,
    kind: Kinds = None,
    output: Output = None,
    brief: Brief = False,
) -> None:
    """同一规划的两稿（或两期）：增、删、移、改数、改动词、改责任单位。 What changed between two versions of a plan.

    \b
    例 Example:
      cetu diff 征求意见稿.txt 印发稿.txt
      cetu diff 征求意见稿.txt 印发稿.txt --output 修改对照.docx
    """
    from cetu.queries.alignment.revising import diff as compare
    from cetu.queries.alignment.series import read_file

    _check(output, kind, brief=brief)
    rulings = _rulings(names, None)
    left, right = read_file(old, rulings), read_file(new, rulings)
    found = compare((left.plan, left.extraction), (right.plan, right.extraction), decisions=_decisions(decisions))
    _deliver([found], output, kind or [name for name, _ in found.counts], brief=brief)


def _decisions(path: Path | None) -> Decisions | None:
    from cetu.queries.alignment.decisions import read_decisions

    return read_decisions(path) if path else None


def _rulings(names: Path | None, store: str | None) -> Rulings:
    """The rulings of the file that was named, else of the one beside the store; says that there are some."""
    from cetu.graph.rulings import read_rulings, rulings_path

    if names is not None and not names.exists():
        raise AlignError(f"{names}: 没有这个文件；no such file")
    path = names or rulings_path(store or PLACE)
    found = read_rulings(path)
    if found.rulings:
        console.warn(f"名称判断 rulings of names: {len(found.rulings)}（{path}）")
    return found


def _deliver(
    found: Sequence[Alignment],
    output: Path | None,
    kinds: Sequence[str] | None,
    *,
    every_row: bool = False,
    brief: bool = False,
) -> None:
    """Write to the file that was asked for, and say on the screen what there is."""
    if output is not None:
        if len(found) > 1:
            console.warn(f"写报告 writing {output}")
        console.write_whole(output, _encoded(found, output, every_row=every_row, brief=brief))
    if len(found) == 1:
        _show(found[0], kinds or (() if output else SHOWN))
    if output is not None:
        console.say(f"已写入 written: {output}")


def _encoded(found: Sequence[Alignment], output: Path, *, every_row: bool, brief: bool) -> bytes:
    suffix = output.suffix.lower()
    if suffix == ".json":
        from cetu.queries.alignment.exchange import to_json

        return to_json(found).encode()
    if suffix == ".tsv":
        from cetu.queries.alignment.decisions import decisions_bytes

        return decisions_bytes([row for one in found for row in one.rows])
    if suffix == ".ttl":
        from cetu.queries.alignment.mapping import to_turtle

        return to_turtle(found)
    from cetu.visual.reports.brief import brief_report
    from cetu.visual.reports.comparison import comparison_report
    from cetu.visual.reports.writing import report_bytes

    if brief:
        return report_bytes(brief_report(found), suffix)
    together = suffix != ".xlsx" or (len(found) > 1 and not every_row)
    return report_bytes(comparison_report(found, together=together), suffix)


def _check(output: Path | None, kinds: Sequence[str] | None, to: str | None = None, *, brief: bool = False) -> None:
    """Say what is asked for and cannot be before any plan is read."""
    from cetu.queries.alignment.rows import KINDS
    from cetu.visual.reports.writing import SUFFIXES

    if kinds and (unknown := [kind for kind in kinds if kind not in KINDS]):
        raise AlignError(f"--kind {unknown[0]}: 没有这一类；choose of {', '.join(KINDS)}")
    console.see_output(output, FORMATS)
    if brief and (output is None or output.suffix.lower() not in SUFFIXES):
        said = "摘要写成报告，请用 --output 给出文件；a brief is a report, name its file with --output"
        raise AlignError(f"--brief: {said}: {' '.join(SUFFIXES)}")
    if to is not None:
        from cetu.graph.store import see_store

        see_store(to)


def _show(found: Alignment, kinds: Sequence[str]) -> None:
    """The two titles, remarks, counts, and the rows of some kinds, for a person."""
    from cetu.queries.alignment.rows import kind_names, relations

    words = ("旧稿", "新稿") if found.purpose == "diff" else ("左", "右")
    console.say(f"{words[0]}：{found.left.title}\n{words[1]}：{found.right.title}")
    for remark in found.remarks:
        console.say(remark)
    called, names = relations(), kind_names()
    for kind in dict.fromkeys(kind for kind, _ in found.counts):
        counts = [f"{called[relation].zh} {count}" for (of, relation), count in found.counts.items() if of == kind]
        console.say(f"\n{names[kind]} {kind}：{'，'.join(counts)}")
        for row in found.of(kind) if kind in kinds else ():
            console.say(f"  [{called[row.relation].zh}] {found.reason(row)}")
            _show_sides(row, words)


def _show_sides(row: Row, words: tuple[str, str]) -> None:
    for word, side in zip(words, (row.left, row.right), strict=True):
        if side:
            place = f"{' > '.join(side.headings)}，第{side.line}行" if side.headings else f"第{side.line}行"
            console.say(f"    {word} {side.name}（{place}）{_around(side)}")


def _around(side: Side) -> str:
    """The sentence around what is compared, its ends left out where it is long; "" where it is the name alone."""
    quote = "".join(side.quote.split())
    at = side.sentence.find(quote)
    if at < 0 or side.sentence.rstrip("。：") == side.name:
        return ""
    start = max(0, at - LONGEST // 3)
    end = max(at + len(quote), start + LONGEST)
    return f"：{'…' if start else ''}{side.sentence[start:end]}{'…' if end < len(side.sentence) else ''}"


def _brief(found: Alignment) -> str:
    """One line of counts for the progress of a series."""
    if not found.rows:
        return found.remarks[0]
    matched = sum(1 for row in found.rows if row.matched)
    return f"{len(found.rows)}条，其中双方都有{matched}条" + (f"；{found.remarks[0]}" if found.remarks else "")


COMMANDS = (align, diff)
