"""The command that lists judgements, and makes gold of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cetu import console
from cetu.cli_graph import From
from cetu.cli_plans import PLACE


def judgements(
    store: From = PLACE,
    gold: Annotated[
        Path | None,
        typer.Option(help="写成 cetu evaluate 用的标注文件夹 Write as gold for cetu evaluate into a folder."),
    ] = None,
) -> None:
    """列出核对意见，或写成标注。 List the judgements of statements, or write them as gold.

    \b
    例 Example:
      cetu judgements
      cetu judgements --gold gold
    """
    from cetu.graph.judgements import CORRECTING, judgements_of

    found = judgements_of(store)
    for one in found.values():
        more = " ".join(f"{name}={value}" for name, value in one.as_json().items() if name in CORRECTING)
        console.say("\t".join(filter(None, (one.verdict, one.statement, one.by, one.on, more, one.note))))
    if gold:
        from cetu.graph.judged_gold import write_gold
        from cetu.graph.rulings import read_rulings, rulings_path
        from cetu.graph.store import open_graph

        for path in write_gold(open_graph(store), found.values(), gold, read_rulings(rulings_path(store))):
            console.say(str(path))


COMMANDS = (judgements,)
