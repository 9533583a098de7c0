"""How many names sound, worked out by a process of its own while this one goes on: pinyin is half the work of an index.

`python -m cetu.graph.sounding` reads names as JSON strings, one a line, and writes the sounds of each as a line.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from threading import Thread
from typing import IO

from cetu.graph.spelling import sounds

MANY = 5000
"""Names from which a process of its own is worth its start."""


def sounds_of(names: Sequence[str]) -> Iterator[str]:
    """The sounds of each name as words of the index, in order.

    >>> list(sounds_of(["储能", "CCUS"]))
    ['chuneng cn neng', '']
    """
    done = 0
    if len(names) >= MANY:
        with suppress(OSError):  # a system that starts no more processes
            for line in _apart(names):
                done += 1
                yield line
    yield from (" ".join(sounds(name)) for name in names[done:])  # all, or what a process that died left undone


def _apart(names: Sequence[str]) -> Iterator[str]:
    """The lines that the other process writes, as many as it does."""
    command = [sys.executable, "-m", "cetu.graph.sounding"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="ascii") as process:
        assert process.stdin and process.stdout
        feeding = Thread(target=_feed, args=(process.stdin, names), daemon=True)
        feeding.start()
        try:
            for line in process.stdout:
                if not line.endswith("\n"):
                    break
                yield line.rstrip("\n")
        finally:
            process.kill()
            feeding.join()


def _feed(pipe: IO[str], names: Sequence[str]) -> None:
    with suppress(OSError, ValueError), pipe:
        pipe.writelines(json.dumps(name) + "\n" for name in names)


def main() -> None:
    for line in sys.stdin:
        print(*sounds(json.loads(line)))


if __name__ == "__main__":
    main()
