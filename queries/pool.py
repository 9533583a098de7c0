"""A pool of worker processes: each query has one to itself, and one that takes too long is killed with its query.

Engines in a process cannot be stopped; processes can. There is always a worker to spare while the limit of running
queries is not reached, so that a small query need not wait for large ones; and a worker that has been busy for a second
gives way to the others (`nice`), as far as the system knows that.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from cetu.ontology.errors import StoreError
from cetu.queries.nursery import Nursery, Worker

WARM = 3
"""Workers that wait for work, so that a burst of queries finds them ready."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query, and all of them together, may take. Times in seconds, sizes in bytes."""

    seconds: float = 30.0
    memory: int = 1_000_000_000
    result: int = 50_000_000
    request: int = 200_000
    running: int = 16
    waiting: int = 64
    wait: float = 5.0


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of a request. status: ok, syntax, refused, unacceptable, large, memory, failed (from the worker),
    timeout, busy (from the pool); detail: what went wrong, for people; media and body where it is ok."""

    status: str
    detail: str = ""
    media: str = ""
    body: bytes = b""


class Pool:
    """Workers over one store. `async with Pool(store, Limits()) as pool: await pool.query("ASK {}")`."""

    def __init__(self, store: str, limits: Limits, loads: Sequence[str] = ()) -> None:
        """`loads`: modules whose functions will be called, loaded before the first of them is."""
        self.store, self.limits = store, limits
        said = {"store": store, "seconds": limits.seconds, "memory": limits.memory, "result": limits.result,
                "loads": list(loads)}  # fmt: skip
        self._nursery = Nursery(said)
        self._idle: list[Worker] = []
        self._starting: set[asyncio.Task[None]] = set()
        self._free = asyncio.Semaphore(limits.running)
        self._waiting = 0
        self._busy: set[Worker] = set()

    @property
    def busy(self) -> int:
        """How many queries run."""
        return len(self._busy)

    @property
    def processes(self) -> tuple[int, ...]:
        """Ids of the workers' processes."""
        return tuple(worker.pid for worker in (*self._idle, *self._busy))

    async def __aenter__(self) -> Pool:
        try:
            self._idle.append(await self._nursery.start())
        except BaseException:
            await self._nursery.close()
            raise
        self._keep_spare()
        return self

    async def __aexit__(self, *_: object) -> None:
        closing = asyncio.create_task(self._nursery.close())
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        for worker in (*self._idle, *self._busy):
            worker.kill()
        self._idle.clear()
        await closing

    async def query(
        self,
        query: str,
        accept: str = "",
        *,
        default: tuple[str, ...] = (),
        named: tuple[str, ...] = (),
        form: str = "",
    ) -> Reply:
        """The answer to a SPARQL query in the format that `accept`, or `form` before it, asks for.

        `default` and `named` are the IRIs of the graphs to ask; the union of all where both are empty.
        """
        said = {"query": query, "accept": accept, "default": default, "named": named, "format": form}
        return await self._answer(said)

    async def call(self, target: str, **arguments: Any) -> Reply:
        """What a function gives that is called in a worker, `target` as MODULE:NAME and never from a client.

        It gets the `Graph` and the arguments (JSON values), and gives JSON as bytes, or a media type and bytes.
        """
        return await self._answer({"target": target, "arguments": arguments})

    async def call_urgently(self, target: str, **arguments: Any) -> Reply:
        """The same, by a worker that never gives way: for what somebody at a screen waits for."""
        return await self._answer({"target": target, "arguments": arguments, "urgent": True})

    async def _answer(self, request: dict[str, Any]) -> Reply:
        if not await self._may_run():
            return Reply(
                "busy",
                f"请过几秒再试；{self.limits.running} queries are running already: try again in a few seconds",
            )
        try:
            return await self._run(request)
        finally:
            self._free.release()

    async def _may_run(self) -> bool:
        """Wait for a place among those that run, if not too many wait and not for too long."""
        if not self._free.locked():
            return await self._free.acquire()
        if self._waiting >= self.limits.waiting:
            return False
        self._waiting += 1
        try:
            return await asyncio.wait_for(self._free.acquire(), self.limits.wait)
        except TimeoutError:
            return False
        finally:
            self._waiting -= 1

    async def _run(self, request: dict[str, Any]) -> Reply:
        worker = await self._take()
        kept = False
        try:
            head, body = await asyncio.wait_for(worker.answer(request), self.limits.seconds)
            kept = not worker.slow and head["status"] != "memory"
            return Reply(head["status"], head.get("detail", ""), head.get("type", ""), body)
        except TimeoutError:
            return Reply(
                "timeout",
                f"超过时限，已停；stopped after {self.limits.seconds:g} seconds: narrow the query, or add LIMIT",
            )
        except (asyncio.IncompleteReadError, ConnectionError, OSError):
            most = self.limits.memory / 1e6
            return Reply(
                "memory",
                f"查询太大；it needed more than {most:g} MB of memory, or nests too deep: narrow it, or add LIMIT",
            )
        finally:
            self._busy.discard(worker)
            if kept:
                self._idle.append(worker)
            else:  # also where whoever asked has gone
                worker.kill()
                self._keep_spare()

    async def _take(self) -> Worker:
        """A worker that is alive, out of those that wait where there is one."""
        worker = next((one for one in iter(self._pop, None) if one.alive), None) or await self._nursery.start()
        self._busy.add(worker)
        self._keep_spare()
        return worker

    def _pop(self) -> Worker | None:
        return self._idle.pop() if self._idle else None

    def _keep_spare(self) -> None:
        """See that workers are waiting or starting, unless no more may run: started one after another."""
        wanted = min(WARM, self.limits.running - len(self._busy))
        if len(self._idle) < wanted and not self._starting:
            task = asyncio.create_task(self._add_spare())
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)

    async def _add_spare(self) -> None:
        with suppress(OSError, StoreError):  # the next query tries again, and tells
            self._idle.append(await self._nursery.start())
            asyncio.get_running_loop().call_soon(self._keep_spare)
