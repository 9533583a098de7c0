"""Measure what grows: a graph of 1, 100, 1,000 plans; its questions, beside peers and rdflib; HTTP; one plan more.

    python bench/scale.py --plans FOLDER --work DIR [--sizes 1,100,1000]

FOLDER has plans as text. Where there are fewer than wanted, variants of them fill up. A store that DIR has already is
measured as it is. Prints Markdown for bench/README.md.

A peer is what was tuned by hand for raw pyoxigraph and the same answer: the query of `peers/NAME.rq` (of
`peers/NAME.narrowed.rq` where something is asked for), else the question's own text; of either also without ORDER BY,
its rows put in order in Python; the fastest counts.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from math import inf
from pathlib import Path
from time import perf_counter, process_time, sleep
from types import FrameType
from typing import Any

import httpx
import pyoxigraph as ox
import rdflib

import cetu
from cetu.graph.dataset import Graph
from cetu.graph.store import open_graph
from cetu.graph.validating import as_rdflib
from cetu.ontology.iri import PREFIXES
from cetu.queries.asking import Answer, taken_for
from cetu.queries.library import Question, Value, questions
from cetu.queries.networks import METHODS
from cetu.queries.ordering import take_order

RUNS = 7
LONG, PATIENCE = 2.0, 20.0
"""Seconds after which a query is not repeated, and after which rdflib is stopped."""

ASKED = {"technology": "储能", "region": "辽宁省"}
"""What the narrowed questions ask for, where a question has the parameter."""


def written(plans: Sequence[Path], number: int, folder: Path) -> list[Path]:
    """Files of that many plans: the real ones, then variants of them, written into the folder.

    A variant has the sentences of a real plan, a fifth of them left out by chance, under a title of its own, so that
    it is neither a repost nor a version of it."""
    folder.mkdir(parents=True, exist_ok=True)
    made = [*plans[:number]]
    for index in range(len(plans), number):
        path, turn = plans[index % len(plans)], index // len(plans) + 1
        variant = folder / f"{path.stem}-{turn}.txt"
        if not variant.exists():
            variant.write_text(varied(path, turn), encoding="utf-8")
        made.append(variant)
    return made


def varied(path: Path, turn: int) -> str:
    """The text of the variant of that number; always the same one."""
    plan = cetu.read_plan(path)
    head, *rest = re.split(r"(?<=[。\n])", plan.text)
    chance = random.Random(f"{path.stem} {turn}")
    text = "".join([head, *(one for one in rest if chance.random() < 0.8)])
    title = plan.document.title or head
    return text.replace(title, f"{title}之{turn}") if title in text else f"{head}之{turn}{text.removeprefix(head)}"


def fill(plans: Sequence[Path], folder: Path, number: int) -> None:
    """Build a store of that many plans, and say what that took."""
    paths = written(plans, number, folder.with_name(f"texts-{number}"))
    seconds = seconds_of(lambda: cetu.build(paths, folder))
    cores = len(os.sched_getaffinity(0))
    print(
        f"\nBuilt in {seconds:,.0f} s on {cores} cores ({seconds * cores / number:.2f} s of a core each).", flush=True
    )


def median_ms(step: Callable[[], object], clock: Callable[[], float] = process_time) -> float:
    """Milliseconds of this process's own work, which other work on the machine disturbs least; the median of several
    runs after one to warm up, of one where it takes long."""
    first = seconds_of(step, clock)
    if first > LONG:
        return first * 1e3
    return statistics.median(seconds_of(step, clock) for _ in range(RUNS if first < 0.3 else 3)) * 1e3


def least_ms(*steps: Callable[[], object]) -> list[float]:
    """Milliseconds of this process's own work for each step: the least of several runs, which other work on the machine
    disturbs least. The steps run in turn, there and back, so that none always finds what another has warmed."""
    took = [inf] * len(steps)
    turn = [*range(len(steps))]
    first = seconds_of(steps[0], process_time)
    for _ in range(3 if first > LONG else 5 if first > 0.1 else 3 * RUNS):
        for number in turn:
            took[number] = min(took[number], seconds_of(steps[number], process_time))
        turn.reverse()
    return [seconds * 1e3 for seconds in took]


def seconds_of(step: Callable[[], object], clock: Callable[[], float] = perf_counter) -> float:
    start = clock()
    step()
    return clock() - start


def work() -> float:
    """Seconds that this process and those it has started and waited for have worked."""
    return sum(os.times()[:4])


PEERS = Path(__file__).parent / "peers"
_SELECT = re.compile(r"^SELECT [^\n]*$", re.MULTILINE)


def raw(store: Any, sparql: str) -> list[Any]:
    return list(store.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True))


def in_order(store: Any, sparql: str) -> list[Any]:
    """The rows of a query, put in order by their texts in Python."""
    found = store.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True)
    return sorted((tuple(row) for row in found), key=lambda row: tuple("" if one is None else one.value for one in row))


def peers(one: Question, asked: dict[str, Value]) -> Iterator[tuple[str, bool]]:
    """Queries tuned by hand for the same answer, each with whether its rows want putting in order."""
    files = [PEERS / f"{one.name}.rq", *([PEERS / f"{one.name}.narrowed.rq"] if asked else [])]
    for text in (one.sparql, *(file.read_text(encoding="utf-8") for file in files if file.exists())):
        query = replace(one, sparql=text).bind(asked)
        body, order = take_order(query)  # without what only serves to order the rows
        if order.keys:
            yield query, False
            body = _SELECT.sub(f"SELECT {' '.join(f'?{name}' for name in order.columns)}", body, count=1)
        yield body, True


def meant(graph: Graph, one: Question, named: dict[str, str | int]) -> dict[str, Value]:
    """What the parameters of a question are bound to."""
    return taken_for(graph, one, named)[0]


def contest(graph: Graph, one: Question, named: dict[str, str | int]) -> tuple[int, float, float]:
    """Rows of an answer, the milliseconds that it took, and those of its fastest peer, the library's work in Python for
    questions of networks on top. `named` are parameters as people name them."""
    asked = meant(graph, one, named)
    counted: list[int] = []

    def peer(query: str, unordered: bool) -> object:
        if one.method:
            found = graph.select(query)
            columns = tuple(variable.value for variable in found.variables)
            return METHODS[one.method](Answer(columns, tuple(tuple(row) for row in found)), one, asked)
        return in_order(graph.store, query) if unordered else raw(graph.store, query)

    ours, *theirs = least_ms(
        lambda: counted.append(len(cetu.ask(graph, one.name, **named).rows)),
        *(partial(peer, query, unordered) for query, unordered in peers(one, asked)),
    )
    return counted[0], ours, min(theirs)


def same_answer(store: Any, one: Question, asked: dict[str, Value]) -> bool:
    """Whether each peer gives the rows of the question."""
    between = dict(one.sets)

    def rows(sparql: str) -> Counter[tuple[str, ...]]:
        found = store.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True)
        names = [variable.value for variable in found.variables]
        return Counter(
            tuple(
                "".join(sorted(cell.value.split(between[name]))) if cell and name in between else str(cell)
                for name, cell in zip(names, row, strict=True)
            )
            for row in found
        )

    hand = [text for text, unordered in peers(one, asked) if unordered][1:]
    ours = rows(one.bind(asked)) if hand else None
    return all(rows(text) == ours for text in hand)


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
def server(folder: Path, *more: str) -> Iterator[httpx.Client]:
    command = [sys.executable, "-m", "cetu", "serve", "--from", str(folder), "--port", "0", "--result", "500"]
    command += more or ("--timeout", "40", "--memory", "4000")
    process = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8")
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

    return median_ms(there, perf_counter) - median_ms(here, perf_counter)


def narrowed(one: Question) -> dict[str, str | int]:
    """Values for the parameters that are known here."""
    return {parameter.name: ASKED[parameter.name] for parameter in one.parameters if parameter.name in ASKED}


def measure(folder: Path, wanted: Sequence[str], compare: bool) -> None:
    """A row for each question: rows of its answer, ours, the fastest peer, rdflib, what HTTP adds, and narrowed."""
    graph = open_graph(folder)
    plain = as_rdflib(graph) if compare else None
    print(
        "| question | rows | `ask`, ms | peer, ms | times peer | rdflib, ms | HTTP adds, ms | narrowed: `ask`, peer |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    with server(folder) as client:
        for one in questions():
            if wanted and one.name not in wanted:
                continue
            slow = rdflib_ms(plain, one.sparql) if plain is not None else "–"
            print(row(one, graph, client, slow), flush=True)


def row(one: Question, graph: Graph, client: httpx.Client, slow: str) -> str:
    """A line of the table."""
    some = "; ".join(narrowed_cell(one, graph, name, value) for name, value in narrowed(one).items()) or "–"
    rows, ours, theirs = contest(graph, one, {})
    added = f"{http_overhead_ms(client, graph.store, one.sparql):,.1f}" if theirs < 500 else "–"
    differs = "" if same_answer(graph.store, one, {}) else " (other rows)"
    cells = (
        one.name,
        f"{rows:,}",
        f"{ours:,.1f}",
        f"{theirs:,.1f}{differs}",
        f"{ours / theirs:.2f}",
        slow,
        added,
        some,
    )
    return f"| {' | '.join(cells)} |"


def narrowed_cell(one: Question, graph: Graph, name: str, value: str | int) -> str:
    _, ours, theirs = contest(graph, one, {name: value})
    differs = "" if same_answer(graph.store, one, meant(graph, one, {name: value})) else " (other rows)"
    return f"{value} {ours:,.1f}, {theirs:,.1f}{differs}"


def measure_one_more(plans: Sequence[Path], folder: Path) -> None:
    """What adding one plan costs, to the store and to one of a single plan: medians over plans that neither has."""
    with tempfile.TemporaryDirectory() as made:
        fresh = [Path(made) / f"{path.stem}-more.txt" for path in plans]
        for number, (path, text) in enumerate(zip(fresh, plans, strict=True)):
            path.write_text(varied(text, 1000 + number), encoding="utf-8")
        alone = Path(made) / "alone"
        cetu.build(fresh[:1], alone)
        cetu.build(fresh[:1], folder)  # whatever a new version of the software has to do once
        few, more = (
            statistics.median(seconds_of(lambda one=one, to=to: cetu.build([one], to), work) for one in fresh[1:])  # type: ignore[misc]
            for to in (alone, folder)
        )
    times = more / few
    print(f"\nOne plan more, seconds of work: {more:.2f} here, {few:.2f} in a store of one plan ({times:.2f} times).")


CROSS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SMALL = "SELECT ?p WHERE { ?p a cetu:Plan } LIMIT 1"


def measure_siege(folder: Path) -> None:
    """How long a small query takes while ten cross products over the whole graph run, and what becomes of those."""
    with server(folder, "--timeout", "10") as client, ThreadPoolExecutor(10) as threads:
        client.post("/sparql", data={"query": SMALL})
        start = perf_counter()
        running = [threads.submit(client.post, "/sparql", data={"query": CROSS}) for _ in range(10)]
        took = []
        while perf_counter() - start < 8:
            sleep(0.4)
            took.append(seconds_of(lambda: client.post("/sparql", data={"query": SMALL}).raise_for_status()))
        ended = sorted(one.result().status_code for one in running)
        seconds = perf_counter() - start
    print(
        f"\nBeside ten cross products a small query took {statistics.median(took) * 1e3:,.0f} ms in the median of "
        f"{len(took)}, {max(took) * 1e3:,.0f} ms at most; the ten ended after {seconds:.1f} s (limit 10 s): {ended}."
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
    today = datetime.datetime.now(datetime.UTC).date()
    print(f"Measured on {today} with `python bench/scale.py --sizes {asked.sizes}`: cetu {cetu.__version__},")
    print(f"pyoxigraph {ox.__version__}, Python {platform.python_version()}, {os.cpu_count()} cores.")
    for size in map(int, asked.sizes.split(",")):
        folder = asked.work / f"plans-{size}"
        if not folder.exists():
            fill(paths if size > 1 else [shipped], folder, size)
        print(f"\n{size:,} plans: {len(open_graph(folder)):,} quads\n")
        measure(folder, [name for name in asked.questions.split(",") if name], compare=size == 1)
        measure_siege(folder)
        measure_one_more(paths[:6], folder)


if __name__ == "__main__":
    main()
