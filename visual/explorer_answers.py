"""Answers of the workers, kept for whoever asks the same of the same version of the graph."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol

from cetu.graph.endpoint import is_address
from cetu.visual.overview import Overview
from cetu.visual.overview_keeping import keep_rows, kept_rows
from cetu.visual.overview_rows import COLUMNS, ends_of, joined

CALLS = "cetu.visual.explorer_calls"
KEPT = 64
"""Answers kept for the next who asks the same of the same version of the graph."""
FLOW = 24
"""Technologies in a flow that nobody has asked for more of, as the front end has it too."""
LOT = 3000
"""Statements or things that one call reads for an overview."""
FEW_PLANS = 6
"""Plans that the explorer loads at once, as its front end has it too."""


class HasAnswers(Protocol):
    """A pool of workers: `call_urgently` runs a function over the graph there; `store` is its folder or address."""

    store: str

    async def call_urgently(self, target: str, **arguments: Any) -> Any: ...


class Answers:
    """Answers of the workers, kept by version of the store."""

    def __init__(self, pool: HasAnswers, version: Callable[[], object]) -> None:
        self.store = pool.store
        self._pool, self._version = pool, version
        self._kept: dict[tuple[object, str], Any] = {}
        self._running: dict[tuple[object, str], asyncio.Future[Any]] = {}
        self._overview: tuple[object, Overview] | None = None
        self._overlooking = asyncio.Lock()
        self.gathered = 0, 0
        self._prepared: object = None
        self._preparing: asyncio.Task[None] | None = None

    async def call(self, name: str, **arguments: Any) -> Any:
        """The reply of `explorer_calls.NAME`; a good one is kept."""
        key = (self._version(), json.dumps([name, arguments], sort_keys=True))
        if key in self._kept:
            return self._kept[key]
        if key not in self._running:
            self._running[key] = asyncio.ensure_future(self._pool.call_urgently(f"{CALLS}:{name}", **arguments))
        try:
            reply = await asyncio.shield(self._running[key])
        finally:
            self._running.pop(key, None)
        if reply.status == "ok":
            for old in [one for one in self._kept if one[0] != key[0]] or list(self._kept)[: -KEPT or None]:
                del self._kept[old]
            self._kept[key] = reply
        return reply

    async def ask(self, name: str, **arguments: Any) -> Any:
        """The same for what is quick and asked in ever other words: it is not kept."""
        return await self._pool.call_urgently(f"{CALLS}:{name}", **arguments)

    def prepare(self) -> None:
        """Begin to work out what an explorer asks first, while the browser still reads its script."""
        if self._version() != self._prepared:
            self._prepared = self._version()
            self._preparing = asyncio.create_task(self._prepare())

    async def _prepare(self) -> None:
        summary = await self.call("summary")
        if summary.status != "ok":
            return
        plans = [plan["id"] for plan in json.loads(summary.body)["plans"]]
        if len(plans) > FEW_PLANS:
            await self._look_over()
            return
        for plan in plans:
            await self.call("plans", plans=[plan])
        for plan in plans[:1]:
            await self.call("text", plan=plan)

    async def _look_over(self) -> None:
        """Read all plans before anybody asks: not those of a server, which tells nobody when its graph changes."""
        with suppress(RuntimeError):  # whoever asks then tries again, and is told
            if not is_address(self.store):
                whole = await self.overview()
                await self.call("links", links=await asyncio.to_thread(whole.flow, {}, FLOW))

    async def overview(self) -> Overview:
        """The links of the whole graph as it is now. RuntimeError, which says why, where they cannot be read."""
        async with self._overlooking:
            version = self._version()
            if self._overview is None or self._overview[0] != version:
                rows = await asyncio.to_thread(kept_rows, self.store, version)
                if rows is None:
                    rows = await self._gather()
                    await asyncio.to_thread(keep_rows, self.store, version, rows)
                self._overview = version, await asyncio.to_thread(lambda: Overview(**rows))
            return self._overview[1]

    async def _gather(self) -> dict[str, Any]:
        """Links, things and plans, read in many small calls; `gathered` says how many of how many are done."""
        self.gathered = 0, len(COLUMNS) + 2
        links = joined({name: await self._rows(name) for name in COLUMNS})
        links += await self._rows("targets")
        links += await self._lots("statements", await self._rows("placing"))
        things = await self._lots("things", ends_of(links))
        plans = json.loads((await self.call("summary")).body)["plans"]
        return {"links": links, "things": [*{thing["id"]: thing for thing in things}.values()], "plans": plans}

    async def _lots(self, part: str, ids: list[str]) -> list[Any]:
        lots = [ids[at : at + LOT] for at in range(0, len(ids), LOT)]
        self.gathered = self.gathered[0], self.gathered[1] + len(lots)
        return [row for lot in lots for row in await self._rows(part, ids=lot)]

    async def _rows(self, part: str, **more: Any) -> Any:
        reply = await self._pool.call_urgently(f"{CALLS}:rows", part=part, **more)
        if reply.status != "ok":
            raise RuntimeError(reply.detail)
        self.gathered = self.gathered[0] + 1, self.gathered[1]
        return await asyncio.to_thread(json.loads, reply.body)
