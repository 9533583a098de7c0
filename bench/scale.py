"""Measure what grows: a graph of 1, 100, 1,000 plans; its questions, beside raw pyoxigraph and rdflib; HTTP; one more.

    python bench/scale.py --plans FOLDER --work DIR [--sizes 1,100,1000]

FOLDER has plans as text. They are built once; where there are fewer than wanted, variants of them fill up: the same
quads under another key. Prints Markdown for bench/README.md.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import signal
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from time import perf_counter
from types import FrameType
from typing import Any

import httpx
import pyoxigraph as ox
import rdflib

import cetu
from cetu.graph.background import read_background
from cetu.graph.dataset import Graph
from cetu.graph.serialising import nquads
from cetu.graph.store import open_graph, writing
from cetu.graph.validating import as_rdflib
from cetu.ontology.iri import PREFIXES
from cetu.queries.library import Question, questions

RUNS = 7
PATIENCE = 20.0
"""Seconds after which a query is not repeated, and rdflib is stopped."""

ASKED = {"technology": "储能", "region": "辽宁省"}
"""What the narrowed questions ask for, where a question has the parameter."""


def originals(source: Path) -> dict[str, bytes]:
    """The N-Quads of each plan of the store."""
    graph = open_graph(source)
    names = {plan: [name for name in graph.graphs() if name.startswith(f"{plan}/graph/")] for plan in graph.plans()}
    return {plan: nquads(quad for name in own for quad in graph.quads(name)) for plan, own in names.items()}


def documents(made: dict[str, bytes], number: int) -> Iterator[bytes]:
    """The N-Quads of that many plans: those that there are, then the same under other keys."""
    rounds = range(-(-number // len(made)))
    for plan, turn in islice(((plan, turn) for turn in rounds for plan in made), number):
        variant = f"{plan}-variant-{turn}".encode()
        yield made[plan].replace(plan.encode(), variant) if turn else made[plan]


def fill(made: dict[str, bytes], folder: Path, number: int) -> tuple[int, float]:
    """Make a store of that many plans; its quads, and the seconds that loading took."""
    start = perf_counter()
    with writing(folder) as writer:
        writer.replace((), read_background().quads)
        writer.load(documents(made, number), number * max(map(len, made.values())))
    seconds = perf_counter() - start
    return len(open_graph(folder)), seconds


def median_ms(step: Callable[[], object]) -> float:
    """Milliseconds, the median of several runs after one to warm up; of one where it takes long."""
    first = seconds_of(step)
    if first > PATIENCE:
        return first * 1e3
    return statistics.median(seconds_of(step) for _ in range(RUNS if first < 1 else 3)) * 1e3


def seconds_of(step: Callable[[], object]) -> float:
    start = perf_counter()
    step()
    return perf_counter() - start


def raw(store: Any, sparql: str) -> list[object]:
    return list(store.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True))


class TooLong(Exception):
    """rdflib had its time."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    def stop(_: int, __: FrameType | None) -> None:
        raise TooLong

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def rdflib_ms(graph: rdflib.Graph, sparql: str) -> str:
    """Milliseconds of one run by rdflib's own engine."""
    try:
        with limited(PATIENCE):
            return f"{seconds_of(lambda: list(graph.query(sparql, initNs=dict(PREFIXES)))) * 1e3:,.0f}"
    except TooLong:
        return f"> {PATIENCE * 1e3:,.0f}"
    except Exception as error:
        return type(error).__name__


@contextmanager
def server(folder: Path) -> Iterator[httpx.Client]:
    command = [sys.executable, "-m", "cetu", "serve", "--from", str(folder), "--port", "0", "--result", "500"]
    process = subprocess.Popen([*command, "--timeout", "120"], stdout=subprocess.PIPE, encoding="utf-8")
    assert process.stdout
    try:
        with httpx.Client(base_url=process.stdout.readline().strip(), timeout=120) as client:
            yield client
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def http_overhead_ms(client: httpx.Client, store: Any, sparql: str) -> float:
    """Milliseconds that HTTP adds to the same query, written as JSON in this process."""

    def here() -> object:
        found = store.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True)
        return found.serialize(format=ox.QueryResultsFormat.JSON)

    def there() -> object:
        return client.post("/sparql", data={"query": sparql}).raise_for_status().content

    return median_ms(there) - median_ms(here)


def narrowed(one: Question) -> dict[str, str | int]:
    """Values for the parameters that are known here."""
    return {parameter.name: ASKED[parameter.name] for parameter in one.parameters if parameter.name in ASKED}


def measure(folder: Path, wanted: Sequence[str], compare: bool) -> None:
    """A row for each question: rows of its answer, ours, raw pyoxigraph, rdflib, what HTTP adds, and narrowed."""
    graph = open_graph(folder)
    plain = as_rdflib(graph) if compare else None
    print("| question | rows | `ask`, ms | times raw pyoxigraph | rdflib, ms | HTTP adds, ms | narrowed, ms |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    with server(folder) as client:
        for one in questions():
            if wanted and one.name not in wanted:
                continue
            plain_rdflib = rdflib_ms(plain, one.sparql) if plain is not None else "–"
            print(row(one, graph, client, plain_rdflib), flush=True)


def row(one: Question, graph: Graph, client: httpx.Client, slow: str) -> str:
    """A line of the table."""
    rows = len(cetu.ask(graph, one.name).rows)
    ours = median_ms(lambda: cetu.ask(graph, one.name))
    theirs = median_ms(lambda: raw(graph.store, one.sparql))
    added = http_overhead_ms(client, graph.store, one.sparql)
    few = narrowed(one)
    some = f"{median_ms(lambda: cetu.ask(graph, one.name, **few)):,.0f}" if few else "–"
    return f"| {one.name} | {rows:,} | {ours:,.0f} | {ours / theirs:.2f} | {slow} | {added:,.1f} | {some} |"


def measure_one_more(plan: Path, folder: Path, empty: Path) -> None:
    """What adding one plan costs, to the store and to an empty one."""
    alone = seconds_of(lambda: cetu.build([plan], empty))
    more = seconds_of(lambda: cetu.build([plan], folder))
    print(
        f"\nOne plan more: {more:.1f} s into this store, {alone:.1f} s into an empty one ({more / alone:.2f} times).\n"
    )


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("--plans", type=Path, required=True, metavar="FOLDER", help="plans as text")
    cli.add_argument("--work", type=Path, required=True, metavar="DIR", help="where stores are made and kept")
    cli.add_argument("--sizes", default="1,100,1000", help="numbers of plans")
    cli.add_argument("--questions", default="", help="names of questions, with commas; all without it")
    asked = cli.parse_args()
    paths = sorted(asked.plans.glob("*.txt"))
    shipped = Path(cetu.__file__).parent / "corpus" / "liaoning-2023.txt"
    source = asked.work / "source"
    if not source.exists():
        seconds = seconds_of(lambda: cetu.build(paths, source))
        print(f"{len(paths)} plans built in {seconds:.0f} s.")
    today = datetime.datetime.now(datetime.UTC).date()
    print(f"Measured on {today} with `python bench/scale.py --sizes {asked.sizes}`: cetu {cetu.__version__},")
    print(f"pyoxigraph {ox.__version__}, Python {platform.python_version()}, {os.cpu_count()} cores.")
    for size in map(int, asked.sizes.split(",")):
        folder = asked.work / f"plans-{size}"
        if not folder.exists():
            quads, seconds = fill(originals(source), folder, size)
            print(f"\n{size:,} plans: {quads:,} quads, loaded in {seconds:.1f} s ({quads / seconds:,.0f} a second)\n")
        else:
            print(f"\n{size:,} plans: {len(open_graph(folder)):,} quads\n")
        measure(folder, [name for name in asked.questions.split(",") if name], compare=size == 1)
        if shipped.exists():
            measure_one_more(shipped, folder, asked.work / f"empty-{size}")


if __name__ == "__main__":
    main()
