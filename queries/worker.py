"""A process that answers one request after another, and may be killed at any moment.

`python -m cetu.queries.worker SETTINGS` with SETTINGS as JSON: store (folder or address), seconds, memory and result
(bytes), loads (modules that the mother of workers loads besides, whose functions will be called). It opens the store to
read only, lets go of the network where the system allows it, sets its own memory limit and alarm, and then reads
requests and writes replies over its pipes. Both are a head of JSON and a body of bytes, with
the lengths of the two before them (`HEAD`). With `forks` in its settings it answers nothing itself: it loads what a
worker needs once, and becomes a worker anew, by fork, for each socket that comes over its standard input.

A request asks a query (`query`, `accept`, `default`, `named`) or calls a function (`target`, `arguments`). A reply's
`status` is ok, or says what went wrong: syntax, refused, unacceptable, large, memory, failed.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import struct
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

HEAD = struct.Struct(">IQ")
"""Bytes of the head, bytes of the body."""

GRACE = 2.0
"""Seconds after its time that a worker ends itself, if whoever started it does not end it first."""

_NEW_USERS, _NEW_NETWORK = 0x10000000, 0x40000000

Reply = tuple[dict[str, Any], bytes]


def main() -> None:
    """Be a worker, or the mother of workers."""
    settings = json.loads(sys.argv[1])
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints, prints beside the protocol
    if "://" not in settings["store"]:
        leave_network()
    if settings.get("forks"):
        fork_workers(settings)
    else:
        work(settings, sys.stdin.buffer, replies)


def fork_workers(settings: dict[str, Any]) -> None:
    """A worker for each socket that is sent, until the last of those who send is gone."""
    for name in ("cetu.queries.answering", *settings.get("loads", ())):
        import_module(name)
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries them
    control = socket.socket(fileno=0)
    while True:
        message, handles, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            return
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            control.close()
            become_worker(settings, socket.socket(fileno=handles[0]))
        os.close(handles[0])


def become_worker(settings: dict[str, Any], stream: socket.socket) -> NoReturn:
    """Answer over a socket, then end without what the mother would still do; tell what goes wrong."""
    try:
        work(settings, stream.makefile("rb"), stream.makefile("wb"))
    except ConnectionError:  # whoever asked has gone
        pass
    except Exception as error:
        print(f"cetu: {error}", file=sys.stderr, flush=True)
    finally:
        os._exit(0)


def work(settings: dict[str, Any], requests: BinaryIO, replies: BinaryIO) -> None:
    """Open the store and answer until the requests end."""
    from cetu.queries.answering import Answering

    answering = Answering(settings["store"], settings["result"])
    limit_memory(settings["memory"])
    write_frame(replies, {"status": "ready", "pid": os.getpid()}, b"")
    while request := read_frame(requests):
        set_alarm(settings["seconds"] + GRACE)
        head, body = answering.answer(request[0])
        set_alarm(0)
        write_frame(replies, head, body)


def read_frame(stream: BinaryIO) -> Reply | None:
    """Head and body of the next frame; None at the end of the stream."""
    lengths = stream.read(HEAD.size)
    if len(lengths) < HEAD.size:
        return None
    head, body = HEAD.unpack(lengths)
    return json.loads(stream.read(head)), stream.read(body)


def write_frame(stream: BinaryIO, head: dict[str, Any], body: bytes) -> None:
    data = json.dumps(head).encode()
    stream.write(HEAD.pack(len(data), len(body)) + data)
    stream.write(body)
    stream.flush()


def leave_network() -> bool:
    """Move into a network of its own that has no interfaces, where the system lets it (Linux); whether it did.

    A second wall behind the allow-list: a query that led the engine to an address would find none.
    """
    if sys.platform != "linux":
        return False
    import ctypes

    with suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        return any(libc.unshare(flags) == 0 for flags in (_NEW_NETWORK, _NEW_USERS | _NEW_NETWORK))
    return False


def limit_memory(more: int) -> None:
    """Let the process take that many bytes more than it has, where the system keeps such a limit (Linux)."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limit = pages * resource.getpagesize() + more
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def set_alarm(seconds: float) -> None:
    """End the process after that time, 0 for never: by the kernel, whatever the engine does (not on Windows)."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    main()
