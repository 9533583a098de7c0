"""Workers: a query ends with its time, and a small one does not wait for large ones."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

import pytest

from cetu.graph.dataset import Graph
from cetu.graph.store import writing
from cetu.ontology.errors import StoreError
from cetu.queries.pool import Limits, Pool

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SMALL = "SELECT (COUNT(*) AS ?n) { ?city a cetu:Plan }"


def pooled(store: Path, limits: Limits, use: Callable[[Pool], Awaitable[None]]) -> None:
    async def run() -> None:
        async with Pool(str(store), limits) as pool:
            await use(pool)

    asyncio.run(asyncio.wait_for(run(), 60))


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def gone(pids: Iterable[int]) -> bool:
    for _ in range(100):
        if not any(lives(pid) for pid in pids):
            return True
        await asyncio.sleep(0.02)
    return False


def test_ten_cross_products_end_in_time_and_the_eleventh_query_answers_within_a_second(store: Path) -> None:
    async def use(pool: Pool) -> None:
        start = time.monotonic()
        large = [asyncio.create_task(pool.query(CROSS)) for _ in range(10)]
        await asyncio.sleep(0)
        reply = await pool.query(SMALL, "text/csv")
        assert (reply.status, reply.body) == ("ok", b"n\r\n1\r\n")
        assert time.monotonic() - start < 1
        await asyncio.sleep(0.5)
        assert pool.busy == 10
        theirs = pool.processes
        replies = await asyncio.gather(*large)
        assert {one.status for one in replies} == {"timeout"}
        assert "2 seconds" in replies[0].detail
        assert 2 <= time.monotonic() - start < 4
        assert pool.busy == 0
        assert await gone(set(theirs) - set(pool.processes))
        assert (await pool.query(SMALL)).status == "ok"

    pooled(store, Limits(seconds=2), use)


def test_one_query_more_than_may_run_is_told_to_come_again(store: Path) -> None:
    async def use(pool: Pool) -> None:
        large = [asyncio.create_task(pool.query(CROSS)) for _ in range(2)]
        await asyncio.sleep(0.2)
        reply = await pool.query(SMALL)
        assert reply.status == "busy" and "2 queries are running" in reply.detail
        await asyncio.gather(*large)
        assert (await pool.query(SMALL)).status == "ok"

    pooled(store, Limits(seconds=1.5, running=2, wait=0.2), use)


def test_no_more_wait_than_may_wait(store: Path) -> None:
    async def use(pool: Pool) -> None:
        asked = [asyncio.create_task(pool.query(CROSS)) for _ in range(4)]
        replies = await asyncio.gather(*asked)
        assert sorted(one.status for one in replies) == ["busy", "busy", "timeout", "timeout"]

    pooled(store, Limits(seconds=0.5, running=1, waiting=1, wait=3), use)


def test_a_query_over_its_memory_ends_alone(store: Path) -> None:
    async def use(pool: Pool) -> None:
        large = asyncio.create_task(pool.query("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c"))
        small = [await pool.query(SMALL) for _ in range(20)]
        assert {one.status for one in small} == {"ok"}
        reply = await large
        assert reply.status == "memory" and "300 MB" in reply.detail
        assert (await pool.query(SMALL)).status == "ok"

    pooled(store, Limits(seconds=20, memory=300_000_000), use)


def test_an_answer_over_its_size_is_refused_whole(store: Path) -> None:
    async def use(pool: Pool) -> None:
        reply = await pool.query("SELECT * { ?s ?p ?o }")
        assert (reply.status, reply.body) == ("large", b"")
        assert "0.1 MB" in reply.detail and "LIMIT" in reply.detail

    pooled(store, Limits(result=100_000), use)


def test_whoever_goes_away_takes_the_query_along(store: Path) -> None:
    async def use(pool: Pool) -> None:
        task = asyncio.create_task(pool.query(CROSS))
        await asyncio.sleep(0.2)
        assert pool.busy == 1
        before = pool.processes
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert pool.busy == 0
        assert await gone(set(before) - set(pool.processes))

    pooled(store, Limits(seconds=30), use)


def test_a_finished_build_is_seen_by_the_next_query(liaoning: Graph, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    quads = list(liaoning)
    with writing(folder) as writer:
        writer.replace((), quads[:1000])

    async def use(pool: Pool) -> None:
        count = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
        assert (await pool.query(count, "text/csv")).body == b"n\r\n1000\r\n"
        with writing(folder) as writer:
            writer.replace((), quads[:3000])
            assert (await pool.query(count, "text/csv")).body == b"n\r\n1000\r\n"
        for _ in range(5):
            assert (await pool.query(count, "text/csv")).body == b"n\r\n3000\r\n"

    pooled(folder, Limits(), use)


def test_no_worker_outlives_its_pool(store: Path) -> None:
    seen: list[int] = []

    async def use(pool: Pool) -> None:
        task = asyncio.create_task(pool.query(CROSS))
        await asyncio.sleep(0.2)
        seen.extend(pool.processes)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    pooled(store, Limits(), use)
    assert seen
    assert asyncio.run(gone(seen))


def test_a_store_that_is_none_is_an_error_at_once(tmp_path: Path) -> None:
    async def use(pool: Pool) -> None:
        raise AssertionError

    with pytest.raises(StoreError, match="no worker can open"):
        pooled(tmp_path / "nothing", Limits(), use)
