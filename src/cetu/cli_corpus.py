"""Commands of a corpus: add, list, show, remove, fetch."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cetu import console
from cetu.ontology.errors import CetuError

if TYPE_CHECKING:
    from cetu.corpus.collection import Record

FOLDER = Path(os.environ.get("CETU_CORPUS") or "cetu-corpus")
"""Where the corpus is when no option says: a folder of the working directory, or what CETU_CORPUS names."""

SHOWN = 20
"""Differences between two files that are printed."""

corpus = typer.Typer(
    name="corpus",
    help="语料库：收文件、认转载和版本、取网页。 A corpus of plans: files, reposts, versions, official pages.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Folder = Annotated[Path, typer.Option("--corpus", help="语料库文件夹 Folder of the corpus (or CETU_CORPUS).")]
Files = Annotated[
    list[Path],
    typer.Argument(metavar="PATH", help="文件、文件夹或通配符 Files, folders or globs.", show_default=False),
]
Keys = Annotated[list[str], typer.Argument(metavar="KEY", help="规划的键 Keys, as `list` shows.", show_default=False)]
Key = Annotated[str, typer.Argument(metavar="KEY", help="规划的键 A key, as `list` shows.", show_default=False)]


@corpus.command()
def add(files: Files, folder: Folder = FOLDER) -> None:
    """收入文件；同一文件只收一次。 Take files in, each once.

    \b
    例 Example:
      cetu corpus add 规划.txt
      cetu build cetu-corpus
    """
    from cetu.corpus.collection import open_corpus
    from cetu.graph.workers import describing
    from cetu.plan_files import find_plans

    paths = find_plans(files)
    failed = 0
    with describing() as describe:
        held = open_corpus(folder, make=True, describe=describe)
        for path in paths:
            try:
                record, new = held.add(path)
            except CetuError as error:
                console.warn(f"cetu: {error}")
                failed += 1
                continue
            console.say(f"{record.key}: {'收入 added' if new else '已有 already there'}")
            if record.unread:
                console.warn(f"cetu: {record.key}: {record.unread}")
    if failed:
        raise typer.Exit(1 if failed < len(paths) else 2)


@corpus.command(name="list")
def list_(folder: Folder = FOLDER) -> None:
    """列出规划，转载与各版本列在一起。 List plans, reposts and versions together.

    \b
    例 Example:
      cetu corpus list
    """
    from cetu.corpus.collection import open_corpus

    held = open_corpus(folder)
    by_key = {record.key: record for record in held.records()}
    works = held.works()
    ended = {one.earlier: one.later for one in held.successions()}
    for work in works:
        for number, version in enumerate(work.versions):
            record = by_key[version.key]
            mark = "" if number == 0 else "  版本 version "
            state = "（征求意见稿 draft）" if version.draft else ""
            if later := ended.get(version.key):
                state += f"（已由 {later} 取代 superseded）"
            console.say(f"{mark}{record.key}  {_title(record)}{state}")
            for repost in version.reposts:
                console.say(f"  转载 repost {repost}  {by_key[repost].source}")
    console.say(f"{len(by_key)} 个文件 files，{len(works)} 个规划 plans")


@corpus.command()
def show(key: Key, folder: Folder = FOLDER) -> None:
    """一个规划：来源、题名、文号，以及与转载、其他版本的差异。 One plan, and how its siblings differ.

    \b
    例 Example:
      cetu corpus show liaoning-2023
    """
    from cetu.corpus.collection import open_corpus, siblings
    from cetu.corpus.succession import REPEALED

    held = open_corpus(folder)
    record = held.find(key)
    said = record.card
    for what, value in (
        ("键 key", record.key),
        ("题名 title", said.title),
        ("文号 number", said.number),
        ("日期 date", said.date),
        ("地区 jurisdiction", said.jurisdiction),
        ("状态 status", "征求意见稿 draft" if said.draft else None),
        ("来源 source", record.source),
        ("文件 file", str(held.path(record))),
        ("SHA-256", record.sha256),
        ("未读 unread", record.unread),
    ):
        if value:
            console.say(f"{what}: {value}")
    for one in held.successions():
        how = "废止 repealed" if one.rule == REPEALED else "同一规划后来印发 issued anew"
        if record.key == one.earlier:
            console.say(f"已被取代 superseded by: {one.later}（{how}）")
        if record.key == one.later:
            console.say(f"取代 supersedes: {one.earlier}（{how}）")
    for kind, other in siblings(held, record):
        console.say(f"{'转载 repost' if kind == 'repost' else '版本 version'}: {other.key}  {other.source}")
        _differences(held.path(record), held.path(other))


@corpus.command()
def remove(keys: Keys, folder: Folder = FOLDER) -> None:
    """移出文件；下次建图时其规划也从图中删去。 Put files out; the next build takes their plans out too.

    \b
    例 Example:
      cetu corpus remove liaoning-2023
      cetu build cetu-corpus
    """
    from cetu.corpus.collection import open_corpus

    held = open_corpus(folder)
    for record in [held.find(key) for key in keys]:
        held.remove(record)
        console.say(f"{record.key}: 移出 removed")


@corpus.command()
def fetch(
    addresses: Annotated[
        list[str] | None, typer.Argument(metavar="URL", help="网址 Addresses.", show_default=False)
    ] = None,
    catalogue: Annotated[
        bool, typer.Option(help="取目录中有官方网址的规划 Those of the catalogue that have an official address.")
    ] = False,
    place: Annotated[
        str | None, typer.Option(help="只取某地的 Only of one place of the catalogue.", show_default=False)
    ] = None,
    pause: Annotated[float, typer.Option(min=0.5, help="同一网站两次请求间隔秒数 Seconds between requests.")] = 3.0,
    folder: Folder = FOLDER,
) -> None:
    """按网址取官方网页和附件：守 robots.txt，不急，断了接着来。 Fetch official pages politely, on from a stop.

    \b
    例 Example:
      cetu corpus fetch https://www.example.gov.cn/zcfb/t20230101_1.html
      cetu corpus fetch --catalogue --place 辽宁
    """
    from cetu.corpus.catalogue import read_catalogue
    from cetu.corpus.collection import open_corpus
    from cetu.corpus.fetching import Fetcher
    from cetu.graph.workers import describing

    wanted = list(addresses or [])
    if catalogue or place:
        listed = [one for one in read_catalogue() if not place or place in one.place or place in one.title]
        wanted += [one.address for one in listed if one.address]
        for one in listed:
            if not one.address:
                console.say(
                    f"{one.title}：目录中没有官方网址，请自行取得后用 cetu corpus add 收入 "
                    "no official address is known; get it yourself and `cetu corpus add` it"
                )
    if not wanted and not catalogue and not place:
        raise CetuError("请给网址，或用 --catalogue 看目录；name an address, or ask for the catalogue with --catalogue")
    failed = 0
    with describing() as describe:
        fetcher = Fetcher(open_corpus(folder, make=True, describe=describe), pause=pause)
        for address in wanted:
            try:
                record, new = fetcher.fetch(address)
                console.say(f"{record.key}: {'收入 added' if new else '未变 unchanged'}  {address}")
            except CetuError as error:
                console.warn(f"cetu: {error}")
                failed += 1
    if failed:
        raise typer.Exit(1 if failed < len(wanted) else 2)


def _title(record: Record) -> str:
    return record.card.title or (f"未读 unread: {record.unread}" if record.unread else "")


def _differences(one: Path, other: Path) -> None:
    from cetu.corpus.likeness import differences
    from cetu.corpus.reading import read_plan

    try:
        found = list(differences(read_plan(one).text, read_plan(other).text))
    except CetuError:
        return
    for here, there in found[:SHOWN]:
        console.say(f"  - {here or '（无 nothing）'}\n  + {there or '（无 nothing）'}")
    if len(found) > SHOWN:
        console.say(f"  … 另有 {len(found) - SHOWN} 处 more")
    if not found:
        console.say("  文字相同 the same words")
