"""The command `build`: plans become a graph, on all cores, with a bar that says how long it will take."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from cetu import console
from cetu.cli_plans import PLACE, Plans, To

if TYPE_CHECKING:
    from rich.progress import Progress

    from cetu.graph.building import BuildReport, Built, Failure, Run

FEW = 12
"""Of so many files each gets a line of its own; of more a bar says how far the build is."""

EVERY = 10.0
"""Seconds between two lines of progress where there is no terminal to draw a bar on."""

Workers = Annotated[int | None, typer.Option(min=1, help="进程数；缺省为全部核 Processes; all cores by default.")]
ReportFile = Annotated[
    Path | None, typer.Option("--report", help="另存 JSON 报告 Write the report as JSON to this file too.")
]
On = Annotated[
    str | None, typer.Option("--on", metavar="ray://HOST:PORT", help="在 Ray 集群上抽取 Extract on a Ray cluster.")
]
Prune = Annotated[
    bool, typer.Option(help="文件已不在所给文件夹中的规划，从图中删去 Take out plans whose files are gone.")
]


def build(
    files: Plans = None,
    to: To = PLACE,
    workers: Workers = None,
    on: On = None,
    prune: Prune = False,
    report: ReportFile = None,
) -> None:
    """读入、抽取、连接、推理、校验、入库。 Turn plans into a validated graph.

    \b
    例 Example:
      cetu build
      cetu build plans/ --to my-store
      cetu build plans/ --to http://localhost:7878/query
      cetu build plans/ --workers 4 --prune --report report.json
      cetu build /shared/plans --to /shared/store --on ray://head:10001
    """
    from cetu.graph.accounting import report_json, write_report
    from cetu.graph.building import build as build_graph
    from cetu.graph.store import REPORT
    from cetu.plan_files import corpus_keys, find_plans, gone_from, shipped_plans

    console.see_output(report)
    folder = local_copy(to)
    paths = find_plans(files, emptied=True) if files else shipped_plans()
    with _told(len(paths)) as told:
        done = build_graph(
            paths,
            folder,
            workers=workers,
            run=_elsewhere(on),
            keys=corpus_keys(files or []),
            drop=gone_from(files or [], prune=prune),
            report=told.tell,
        )
    if folder.is_dir():
        write_report(folder / REPORT, done)
    if report:
        console.write_whole(report, report_json(done))
    if folder.is_dir() and folder != Path(to):
        _send(folder, to)
    _close(done, to)


def shown_place(to: str) -> str:
    """The store without a password that its address may hold."""
    from cetu.graph.endpoint import Endpoint, is_address

    return Endpoint(to).query_address if is_address(to) else to


def local_copy(to: str) -> Path:
    """The folder that is built into: the store itself, or `cetu-store` where the store is a server. What is in the
    folder then goes to the server."""
    from cetu.graph.endpoint import is_address

    return Path("cetu-store") if is_address(to) else Path(to)


def warn_of_absent(store: str, titles: Mapping[str, str]) -> None:
    """Say which plans (by key) a store that was added to does not hold: no question finds what was said of them."""
    from cetu.graph.store import open_graph
    from cetu.ontology.iri import mint

    held = open_graph(store).plans()
    for key, title in titles.items():
        if mint("plan", key) not in held:
            console.warn(
                f"cetu: {store} 里没有《{title}》（{key}），问题库答不出，请把它建进去；"
                f"the store does not hold this plan, so no question finds it: cetu build FILE --to {store}"
            )


def _send(folder: Path, address: str) -> None:
    """Make the server hold what the folder holds, and say how far that is now and then."""
    from cetu.graph.pushing import push, versions_of
    from cetu.graph.store import open_graph

    last = monotonic()

    def tell(number: int, of: int) -> None:
        nonlocal last
        if monotonic() - last >= EVERY:
            console.warn(f"[{number}/{of}] 送出 sending")
            last = monotonic()

    done = push(open_graph(folder), address, versions=versions_of(folder), report=tell)
    console.say(
        f"{folder} → 送出 sent {done.sent} ({done.triples} triples)，未变 unchanged {done.unchanged}，"
        f"删去 removed {done.removed}"
    )


def _elsewhere(on: str | None) -> Run | None:
    """Where the files are read, if not here."""
    if on is None:
        return None
    from cetu.graph.cluster import on_ray

    return on_ray(on)


def _close(done: BuildReport, to: str) -> None:
    """What failed and why, what was done, and the exit status that says it."""
    for failure in done.failures:
        console.warn(f"cetu: {failure.why}")
        for violation in failure.violations:
            console.warn(f"  {violation}")
    for plan in done.plans:
        for note in plan.notes:
            console.warn(f"cetu: {plan.path}: {note}")
        if plan.counts and not any(number for what, number in plan.counts.items() if what != "quads"):
            console.warn(f"cetu: {plan.path}: 没有读出任何内容，是不是规划？nothing was found in it: is it a plan?")
    named = {plan.key: str(plan.path) for plan in done.plans}
    for one in done.reposts:
        other = named.get(one.repost_of or "", one.repost_of)
        console.say(f"{one.path}: 与 {other} 是同一文本 the same text as {other}")
    if done.failures and not done.plans and not done.reposts and not done.removed:
        raise typer.Exit(2)
    fresh = sum(one.fresh for one in done.plans)
    counted = (
        ("读入 read", fresh),
        ("未变 unchanged", len(done.plans) - fresh),
        ("重复 reposts", len(done.reposts)),
        ("删去 removed", len(done.removed)),
        ("失败 failed", len(done.failures)),
    )
    console.say("，".join(f"{what} {number}" for what, number in counted if number) or "没有要做的 nothing to do")
    console.say(f"图库 store: {shown_place(to)}")
    if done.failures:
        raise typer.Exit(1)


class Teller(Protocol):
    """Says how far a build is; entered before, left after."""

    def __enter__(self) -> Teller: ...
    def __exit__(self, *error: object) -> None: ...
    def tell(self, number: int, of: int, one: Built | Failure) -> None: ...


def _told(number: int) -> Teller:
    if number <= FEW:
        return _Lines()
    return _Bar() if sys.stderr.isatty() else _Now()


class _Lines:
    """A line for each plan as it is done."""

    def __enter__(self) -> _Lines:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def tell(self, number: int, of: int, one: Built | Failure) -> None:
        from cetu.graph.building import Failure

        if isinstance(one, Failure):
            console.say(f"[{number}/{of}] {one.path}: 失败 failed")
        elif one.counts:
            kinds = ", ".join(f"{count} {name}" for name, count in one.counts.items())
            console.say(f"[{number}/{of}] {one.title}\n  {kinds}; {one.seconds:.1f} s")


class _Now(_Lines):
    """A line now and then, for a log."""

    def __init__(self) -> None:
        self._start = self._last = monotonic()

    def tell(self, number: int, of: int, one: Built | Failure) -> None:
        now = monotonic()
        if now - self._last >= EVERY or number == of:
            left = (now - self._start) / number * (of - number)
            console.warn(f"[{number}/{of}] 还需约 {left:.0f} 秒 about {left:.0f} s left")
            self._last = now


class _Bar(_Lines):
    """A bar on the terminal, with the time that is left."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._failed = 0
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._progress: Progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._progress.add_task("建图 building", total=None)

    def __enter__(self) -> _Bar:
        self._progress.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._progress.stop()

    def tell(self, number: int, of: int, one: Built | Failure) -> None:
        from cetu.graph.building import Failure

        self._failed += isinstance(one, Failure)
        name = f"建图 building（失败 failed {self._failed}）" if self._failed else "建图 building"
        self._progress.update(self._task, completed=number, total=of, description=name)
        if number == of:
            self._progress.update(self._task, description="入库 storing")


COMMANDS = (build,)
