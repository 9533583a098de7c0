"""Measure what the README promises: times and memory of the commands, speed of extraction beside plain segmentation.

Run by `make bench`. Prints Markdown for bench/README.md: every figure with its command, machine and date. Each command
is run a few times in a process of its own, and the median is given; `--plans FOLDER` adds the speed over many plans.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path

import cetu

SHIPPED = Path(str(resources.files("cetu.corpus").joinpath("liaoning-2023.txt")))
RUNS = 5


def run_process(arguments: Sequence[str]) -> tuple[float, float]:
    """Seconds from start to end of `python -m cetu …`, and its peak resident memory in MB (10^6 bytes)."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "cetu", *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status  # reaped here, so that Popen does not look for it again
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"cetu {' '.join(arguments)} failed")
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux kibibytes
    return seconds, usage.ru_maxrss * unit / 1e6


def measured_commands(folder: Path) -> list[tuple[str, float, float]]:
    """Command, median seconds, highest memory in MB."""
    rows = []
    for shown, arguments in (
        ("cetu --version", ["--version"]),
        ("cetu extract liaoning-2023.txt --output DIR", ["extract", str(SHIPPED), "--output", str(folder / "out")]),
        ("cetu build liaoning-2023.txt --to STORE, again", ["build", str(SHIPPED), "--to", str(folder / "store")]),
        ("cetu query headline", ["query", "headline", "--from", str(folder / "store")]),
        ("cetu query supporters", ["query", "supporters", "--from", str(folder / "store")]),
        ("cetu draw", ["draw", "--from", str(folder / "store"), "--output", str(folder / "page.html")]),
    ):
        runs = [run_process(arguments) for _ in range(RUNS)]
        rows.append((shown, statistics.median(one[0] for one in runs), max(one[1] for one in runs)))
    return rows


def speed(step: Callable[[str], object], texts: Sequence[str]) -> float:
    """Megabytes of UTF-8 a second, the best of three rounds, everything loaded before."""
    size = sum(len(text.encode()) for text in texts) / 1e6
    step(texts[0])
    return max(size / seconds_of(lambda: [step(text) for text in texts]) for _ in range(3))


def seconds_of(step: Callable[[], object]) -> float:
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def measured_speeds(paths: Sequence[Path]) -> list[tuple[str, float]]:
    """Name and MB/s of reading and extracting, and of plain segmentation of the same texts in the same process."""
    import jieba
    import rjieba

    jieba.setLogLevel(60)
    plans = [cetu.read_plan(path) for path in paths]
    by_text = {plan.text: plan for plan in plans}
    texts = list(by_text)
    return [
        ("extraction (`cetu.extract_plan`)", speed(lambda text: cetu.extract_plan(by_text[text]), texts)),
        ("segmentation alone (`jieba.lcut`)", speed(jieba.lcut, texts)),
        ("segmentation alone (`rjieba.cut`)", speed(rjieba.cut, texts)),
    ]


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("--plans", type=Path, metavar="FOLDER", help="a folder of .txt plans to measure speed on as well")
    wanted = cli.parse_args().plans
    with tempfile.TemporaryDirectory() as folder:
        commands = measured_commands(Path(folder))
    today = datetime.datetime.now(datetime.UTC).date()
    print(
        f"Measured on {today} with `python bench/run.py`: cetu {cetu.__version__}, Python {platform.python_version()},"
    )
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores.\n")
    print(f"| command (median of {RUNS}, start of the process included) | seconds | peak memory, MB |")
    print("| --- | ---: | ---: |")
    for name, seconds, memory in commands:
        print(f"| `{name}` | {seconds:.2f} | {memory:.0f} |")
    for title, paths in (
        ("the plan that ships", [SHIPPED]),
        (str(wanted and wanted.name), sorted(wanted.glob("*.txt")) if wanted else []),
    ):
        if paths:
            print_speeds(title, measured_speeds(paths), len(paths))


def print_speeds(title: str, rows: Sequence[tuple[str, float]], number: int) -> None:
    jieba = dict(rows)["segmentation alone (`jieba.lcut`)"]
    print(f"\n| over {title} ({number} plans), everything loaded | MB/s | times `jieba.lcut` |\n| --- | ---: | ---: |")
    for name, rate in rows:
        print(f"| {name} | {rate:.2f} | {rate / jieba:.2f} |")


if __name__ == "__main__":
    main()
