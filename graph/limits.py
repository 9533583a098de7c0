"""What one file may take of a worker: time and memory, and how much of both a process has taken."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import psutil

POLL = 0.05
"""Seconds between two looks at what a worker takes."""

PATIENCE = 10
"""Times its limit that a file may take by the clock, however little of the processor it was given."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take: seconds (for each page that goes through OCR anew), and bytes of memory of the process
    that reads it (its libraries included). Seconds count while the process runs or waits for something; while it waits
    for a processor that others use they do not, so that a busy machine reads the same files as an idle one."""

    seconds: float = 30.0
    memory: int = 1_000_000_000


class Spent:
    """The time that a process takes from now on: on the processor, and asleep."""

    def __init__(self, pid: int) -> None:
        import psutil

        self._pid = pid
        self._start = self._seen = monotonic()
        self._asleep = 0.0
        self._processor = 0.0
        with suppress(psutil.Error):
            self._processor = self._used(psutil.Process(pid))

    def passed(self) -> float:
        """Seconds by the clock."""
        return monotonic() - self._start

    def seconds(self) -> float:
        """Seconds that count: of the processor, and those in which it was seen to wait for something else. It has to be
        asked every POLL seconds; what lies between counts no longer than that twice."""
        import psutil

        now = monotonic()
        since, self._seen = min(now - self._seen, 2 * POLL), now
        try:
            process = psutil.Process(self._pid)
            if process.status() != psutil.STATUS_RUNNING:
                self._asleep += since
            return self._asleep + self._used(process) - self._processor
        except psutil.Error:
            return self._asleep

    @staticmethod
    def _used(process: psutil.Process) -> float:
        times = process.cpu_times()
        return float(times.user + times.system)


def resident(pid: int) -> int:
    """Bytes of memory that a process takes; 0 where it is gone."""
    import psutil

    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


def limit_memory(size: int) -> None:
    """A second fence where the system has one: past it Python gets no more memory, and says so of the file."""
    if sys.platform != "win32":
        import resource

        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_DATA, (size, size))
