"""The command line `cetu`: every command, and what becomes of an error.

Exit status 0: done. 1: done, but parts failed, and standard error names them. 2: could not; one line says why.
Only typer is imported at the start; each command imports what it needs, so that `cetu extract` starts fast.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from cetu import (
    __version__,
    cli_ask,
    cli_build,
    cli_check,
    cli_compare,
    cli_corpus,
    cli_graph,
    cli_judge,
    cli_monitor,
    cli_names,
    cli_plans,
    cli_serve,
    console,
)
from cetu.ontology.errors import CetuError

# The matrices of a plan are small: numpy's threads wait for each other longer than they work, and processes share the
# cores anyway. To be set before numpy is first imported; whoever sets it otherwise has it so.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

INTERRUPTED = 130
"""The exit status that Typer makes of Ctrl-C, and says nothing."""

app = typer.Typer(
    name="cetu",
    help="策图：把中文政策规划变成可查询、有原文依据的知识图谱。\n\nChinese policy plans as a knowledge graph.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
for room in (
    cli_build,
    cli_plans,
    cli_compare,
    cli_check,
    cli_monitor,
    cli_ask,
    cli_graph,
    cli_names,
    cli_serve,
    cli_judge,
):
    for command in room.COMMANDS:
        app.command()(command)
app.add_typer(cli_corpus.corpus)


def _show_version(wanted: bool) -> None:
    if wanted:
        console.say(f"cetu {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="显示版本 Show the version.")
    ] = False,
) -> None:
    """策图：把中文政策规划变成可查询、有原文依据的知识图谱。

    Chinese policy plans as a knowledge graph with character-exact evidence.

    \b
    例 Example:
      cetu build
      cetu query supporters technology=储能
    """


def main() -> None:
    """Run the command line and leave with its exit status."""
    console.prepare()
    try:
        app()
    except CetuError as error:
        console.warn(f"cetu: {error}")
        sys.exit(2)
    except BrokenPipeError:
        console.abandon_output()
        sys.exit(0)
    except SystemExit as leaving:
        if leaving.code == INTERRUPTED:
            console.warn(
                "cetu: 已中断，没有留下半个文件，做完的都在，再运行同一条命令就接着做；"
                "interrupted: nothing half written was left, what is finished is kept, run it again"
            )
        raise
