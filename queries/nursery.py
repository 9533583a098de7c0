"""Where workers come from: by fork of a process that has loaded everything; on Windows each from nothing."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
from contextlib import suppress
from typing import Any

from cetu.ontology.errors import StoreError
from cetu.queries.worker import HEAD

PATIENCE = 0.5
"""Seconds after which a query no longer counts as small, and its worker gives way."""

FORKS = hasattr(os, "fork") and hasattr(socket, "send_fds")
CHUNK = 1 << 20


class Worker:
    """A worker process as the pool sees it. slow: it has given way, and does not get its place back."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self.pid = 0
        self.slow = False

    async def ready(self) -> Worker:
        """The worker once it has opened the store."""
        self.pid = int((await self._read())[0]["pid"])
        return self

    @property
    def alive(self) -> bool:
        return not self._reader.at_eof() and not self._writer.is_closing()

    async def answer(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Head and body of its reply; IncompleteReadError or OSError where it died over it."""
        data = json.dumps(request).encode()
        self._writer.write(HEAD.pack(len(data), 0) + data)
        await self._writer.drain()
        timer = None if request.get("urgent") else asyncio.get_running_loop().call_later(PATIENCE, self._give_way)
        try:
            return await self._read()
        finally:
            if timer:
                timer.cancel()

    async def _read(self) -> tuple[dict[str, Any], bytes]:
        head, body = HEAD.unpack(await self._reader.readexactly(HEAD.size))
        said = json.loads(await self._reader.readexactly(head))
        return said, await self._reader.readexactly(body)

    def _give_way(self) -> None:
        self.slow = True
        if hasattr(os, "setpriority"):
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self.pid, 10)

    def kill(self) -> None:
        """End the process now; it holds nothing that could be lost."""
        if self.pid and not self._reader.at_eof():
            with suppress(OSError):
                os.kill(self.pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        self._writer.close()


class Nursery:
    """Starts workers with the same settings (see `cetu.queries.worker`)."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self._settings = settings
        self._mother: asyncio.subprocess.Process | None = None
        self._control: socket.socket | None = None
        self._closed = False

    async def start(self) -> Worker:
        """A worker that has opened the store. StoreError where none can."""
        if self._closed:
            raise StoreError("服务正在关闭；the service is closing")
        worker = Worker(*await (self._forked() if FORKS else self._spawned()))
        try:
            return await worker.ready()
        except BaseException as error:
            worker.kill()
            if not isinstance(error, asyncio.IncompleteReadError | ConnectionError):
                raise
            raise StoreError(
                f"{self._settings['store']} 打不开；no worker can open it: the lines above say why"
            ) from error

    async def close(self) -> None:
        """No more workers; those that there are end with their pipes."""
        self._closed = True
        if self._control and self._mother:
            self._control.close()
            await self._mother.wait()

    async def _forked(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._mother is None or self._mother.returncode is not None:
            await self._start_mother()
        assert self._control
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._control, [b"w"], [theirs.fileno()])
        return await asyncio.open_connection(sock=ours, limit=CHUNK)

    async def _start_mother(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._control = ours
            settings = {**self._settings, "forks": True}
            self._mother = await self._process(settings, theirs.fileno(), asyncio.subprocess.DEVNULL)

    async def _spawned(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        process = await self._process(self._settings, asyncio.subprocess.PIPE, asyncio.subprocess.PIPE)
        assert process.stdin and process.stdout
        return process.stdout, process.stdin

    async def _process(self, settings: dict[str, Any], source: int, target: int) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "cetu.queries.worker", json.dumps(settings)),
            stdin=source,
            stdout=target,
            limit=CHUNK,
        )
