"""Measure a build of many plans: plans a second, memory as it goes, one core beside two, what each step costs.

    python bench/many.py FOLDER [--number 10000] [--characters 1500] [--cores 1 2]

FOLDER holds real plans as .txt files. Where more are asked for than it holds, variants are made of them: a passage of a
real plan, whole paragraphs, under a title of its own; without --characters the whole plan. Prints Markdown for
bench/README.md.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil

import cetu


def variants(plans: Sequence[Path], number: int, characters: int | None) -> Iterator[tuple[str, str]]:
    """Names and texts of `number` plans: the real ones, then passages of about so many characters."""
    chance = random.Random(20261130)
    for index in range(number):
        path = plans[index % len(plans)]
        text = path.read_text(encoding="utf-8")
        if index < len(plans) and not characters:
            yield path.stem, text
            continue
        title, *lines = text.split("\n")
        first = chance.randrange(len(lines)) if characters else 0
        kept, size = [], 0
        for line in lines[first:] + lines[:first]:
            kept.append(line)
            size += len(line)
            if characters and size >= characters:
                break
        yield f"variant-{index:06}", f"{title[:40]}第{index}号实施方案\n" + "\n".join(kept) + "\n"


def build(folder: Path, store: Path, cores: int) -> tuple[float, list[tuple[float, float]]]:
    """Seconds of a build that may use so many cores, as it does by default all that it may; and (seconds, MB of all its
    processes) every half second."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "cetu", "build", str(folder), "--to", str(store)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, set(range(cores))),
    )
    seen = []
    while process.poll() is None:
        seen.append((time.perf_counter() - start, memory(process.pid)))
        time.sleep(0.5)
    if process.returncode not in (0, 1):
        raise SystemExit(f"the build ended with status {process.returncode}")
    return time.perf_counter() - start, seen


def memory(pid: int) -> float:
    """MB (10^6 bytes) resident of a process and all below it."""
    try:
        parent = psutil.Process(pid)
        return float(sum(one.memory_info().rss for one in (parent, *parent.children(recursive=True)))) / 1e6
    except psutil.Error:
        return 0.0


def shares(paths: Sequence[Path]) -> list[tuple[str, float]]:
    """Milliseconds of CPU a plan for each step of a build, in this process."""
    from cetu.graph.workers import ONE_THREAD

    os.environ.update(ONE_THREAD)  # as a worker; before numpy is there
    from cetu.corpus.reading import read_plan
    from cetu.extract.extracting import extract
    from cetu.graph.background import read_background
    from cetu.graph.checking import check
    from cetu.graph.inferring import inferred
    from cetu.graph.literals import lines
    from cetu.graph.quads import plan_triples
    from cetu.graph.shelf import Shelf

    spent: dict[str, float] = {}

    def timed(step: str, start: float) -> float:
        now = time.process_time()
        spent[step] = spent.get(step, 0.0) + now - start
        return now

    background = read_background()
    with tempfile.TemporaryDirectory() as folder:
        for number, path in enumerate([paths[0], *paths]):
            if number == 1:  # the first warms up; from here as in a worker (cetu.graph.workers)
                spent.clear()
                gc.collect()
                gc.freeze()
                gc.set_threshold(100_000, 20, 20)
            start = time.process_time()
            start = timed("reading", start) if (plan := read_plan(path)) else start
            start = timed("extraction", start) if (extraction := extract(plan)) else start
            said = plan_triples(plan, extraction, background.labels)
            start = timed("triples", start)
            follows = sorted(inferred(said, background.links_of))
            start = timed("inference", start)
            assert check([*said, *follows]) == []
            start = timed("validation", start)
            Shelf(Path(folder)).write_quads(f"{number:064}", [*said.lines(), *lines(follows, said.names.inferred)])
            timed("writing to the shelf", start)
    return [(step, 1000 * seconds / len(paths)) for step, seconds in spent.items()]


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("plans", type=Path)
    cli.add_argument("--number", type=int, help="plans to build; by default those of the folder")
    cli.add_argument("--characters", type=int, help="length of the variants; by default whole plans")
    cli.add_argument("--cores", type=int, nargs="+", default=[2])
    asked = cli.parse_args()
    plans = sorted(asked.plans.glob("*.txt"))
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "plans"
        folder.mkdir()
        size = 0
        for name, text in variants(plans, asked.number or len(plans), asked.characters):
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
            size += len(text)
        files = sorted(folder.glob("*.txt"))
        today = datetime.datetime.now(datetime.UTC).date()
        load = os.getloadavg()[0]
        print(f"Measured on {today} with `python bench/many.py {' '.join(sys.argv[1:])}`: cetu {cetu.__version__},")
        print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores,")
        print(f"load average at the start {load:.1f}; {len(files)} plans of {size / len(files):,.0f} characters.\n")
        print_builds(files, Path(made), asked.cores)
        print("\n| step | ms of CPU a plan | times extraction |\n| --- | ---: | ---: |")
        steps = shares(files[:: max(1, len(files) // 60)])
        extraction = dict(steps)["extraction"]
        for step, spent in steps:
            print(f"| {step} | {spent:.1f} | {spent / extraction:.2f} |")


def print_builds(files: Sequence[Path], made: Path, cores: Sequence[int]) -> None:
    print("| cores | seconds | plans a second | MB at a tenth | at half | at the end | at most | store, MB |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for number in cores:
        store = made / f"store-{number}"
        seconds, seen = build(files[0].parent, store, number)
        at = [seen[int(share * (len(seen) - 1))][1] for share in (0.1, 0.5, 0.95)]
        disk = sum(path.stat().st_size for path in store.rglob("*") if path.is_file()) / 1e6
        most = max(used for _, used in seen)
        cells = [f"{seconds:.0f}", f"{len(files) / seconds:.1f}", *(f"{one:.0f}" for one in (*at, most)), f"{disk:.0f}"]
        print(f"| {number} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
