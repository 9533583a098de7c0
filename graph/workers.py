"""Workers on this machine: processes that do one job after another, each file within limits of time and memory.

A worker is `python -m cetu.graph.workers`, a process of its own that reads jobs from its standard input and writes
outcomes to its standard output, one line of JSON each. So nothing depends on how a system forks, scripts need no
`if __name__ == "__main__"`, and a worker that takes too long or too much, or that dies, costs the file it was reading
and nothing else: it is killed, the file is reported, and another worker goes on.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import IO, Any

from cetu.corpus.printed.scans import BEFORE_PAGE
from cetu.corpus.works import Card
from cetu.graph.limits import PATIENCE, POLL, Limits, Spent, limit_memory, resident
from cetu.graph.making import Job, Outcome, make
from cetu.ontology.errors import CetuError, ReadError

STOP_WAITING = 10.0
"""Seconds that a worker may take to end when nothing is left to do."""

MORE = b"more\n"
"""What a worker writes before each scanned page of a file: reading it is work, and it has its time anew."""


if sys.platform == "win32":
    APART: dict[str, Any] = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
else:
    APART: dict[str, Any] = {"start_new_session": True}
"""Ctrl-C is the parent's to handle."""


class WorkersFailed(CetuError):
    """No worker can be started."""


def work(jobs: Iterable[Job], *, number: int, limits: Limits | None = None) -> Iterator[Outcome]:
    """The outcomes of jobs as they are done, in no order. `number` of workers; none is left when the iteration ends,
    however it ends. Raises WorkersFailed where Python cannot be started."""
    crew = _Crew(jobs, limits or Limits())
    try:
        yield from crew.outcomes(number)
    finally:
        crew.stop()


class Hand:
    """One worker that is there when needed: for whoever hands out jobs himself, one after another."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._worker: _Worker | None = None

    def do(self, job: Job) -> Outcome:
        """The outcome of a job; a worker that does not survive it is replaced for the next."""
        worker = self._worker = self._worker or _Worker(self._limits)
        outcome = worker.do(job)
        if worker.gone:
            self.rest()
        return outcome

    def rest(self) -> None:
        """Let the worker go; the next job finds another."""
        if self._worker:
            self._worker.close()
            self._worker = None


ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"), "1")
"""Arithmetic in one thread: there is a worker for every core, and waiting threads take one each besides."""


@contextmanager
def describing(limits: Limits | None = None) -> Iterator[Callable[[Path], Card]]:
    """A function that reads files in a worker of its own, each within limits, and gives the card of its plan; it raises
    ReadError with the reason where that fails. The worker is there for as long as the context is."""
    hand = Hand(limits or Limits())

    def described(path: Path) -> Card:
        outcome = hand.do(Job(str(path), None))
        if outcome.made is None:
            raise ReadError(outcome.why)
        return outcome.made.card

    try:
        yield described
    finally:
        hand.rest()


class _Crew:
    """The jobs, the workers at them, and the outcomes; one thread a worker."""

    def __init__(self, jobs: Iterable[Job], limits: Limits) -> None:
        self._jobs = iter(jobs)
        self._lock = Lock()
        self._done: SimpleQueue[Outcome | BaseException | None] = SimpleQueue()
        self._stopped = Event()
        self._workers: set[_Worker] = set()
        self.limits = limits

    def outcomes(self, number: int) -> Iterator[Outcome]:
        threads = [Thread(target=self._run, daemon=True) for _ in range(number)]
        for thread in threads:
            thread.start()
        working = number
        while working:
            one = self._done.get()
            if one is None:
                working -= 1
            elif isinstance(one, BaseException):
                raise one
            else:
                yield one

    def stop(self) -> None:
        """No more jobs; whoever is at one is killed."""
        self._stopped.set()
        for worker in self._all():
            worker.kill("stopped")

    def _all(self) -> list[_Worker]:
        with self._lock:
            return list(self._workers)

    def _next(self) -> Job | None:
        with self._lock:
            return None if self._stopped.is_set() else next(self._jobs, None)

    def _run(self) -> None:
        """One worker after another until no job is left."""
        worker: _Worker | None = None
        try:
            while job := self._next():
                worker = worker or self._hire()
                self._done.put(worker.do(job))
                if worker.gone:
                    self._dismiss(worker)
                    worker = None
        except BaseException as error:  # the thread that waits raises it
            self._done.put(error)
        finally:
            if worker:
                worker.rest()
                self._dismiss(worker)
            self._done.put(None)

    def _hire(self) -> _Worker:
        worker = _Worker(self.limits)
        with self._lock:
            self._workers.add(worker)
        return worker

    def _dismiss(self, worker: _Worker) -> None:
        worker.close()
        with self._lock:
            self._workers.discard(worker)


class _Worker:
    """One process. `gone` where it cannot do another job."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.gone = False
        self._killed_for = ""
        self._spent: Spent
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the process
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "cetu.graph.workers", str(limits.memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._complaints,
                env={**os.environ, **ONE_THREAD},
                **APART,
            )
        except OSError as error:
            raise WorkersFailed(f"cannot start {sys.executable} ({error}): check the installation of Python") from error
        self.pid = self._process.pid
        if not self._answer():
            raise WorkersFailed(f"a worker does not start: {self._last_words()}")

    def do(self, job: Job) -> Outcome:
        """The outcome of a job; where the worker does not survive it, why."""
        done = Event()
        self._spent = Spent(self.pid)
        Thread(target=self._watch, args=(done,), daemon=True).start()
        try:
            self._send(json.dumps(asdict(job)))
            while (answer := self._answer()) == MORE:
                self._spent = Spent(self.pid)
        finally:
            done.set()
        if answer and not self._killed_for:
            return Outcome.of_json(json.loads(answer))
        self.gone = True
        return Outcome(job.path, why=self._why(job.path))

    def _watch(self, done: Event) -> None:
        """Kill it when it takes more time or memory than is allowed, until the job is done."""
        while not done.wait(POLL):
            if resident(self.pid) > self.limits.memory:
                self.kill("memory")
            elif self._spent.seconds() > self.limits.seconds or self._spent.passed() > PATIENCE * self.limits.seconds:
                self.kill("time")

    def rest(self) -> None:
        """End in peace: the worker leaves when its input does."""
        with suppress(OSError):
            self._pipe(self._process.stdin).close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(STOP_WAITING)

    def kill(self, reason: str) -> None:
        self._killed_for = self._killed_for or reason
        self._process.kill()

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                self._pipe(pipe).close()
        self._complaints.close()

    def _send(self, line: str) -> None:
        with suppress(OSError):  # a worker that is gone answers nothing, and that is what is looked at
            pipe = self._pipe(self._process.stdin)
            pipe.write(line.encode() + b"\n")
            pipe.flush()

    def _answer(self) -> bytes:
        return self._pipe(self._process.stdout).readline()

    def _why(self, path: str) -> str:
        if self._killed_for == "time":
            return f"{path} took more than {self.limits.seconds:g} s and was left out: is it a plan? Save its text"
        if self._killed_for == "memory" or "MemoryError" in self._last_words():
            size = self.limits.memory // 1_000_000
            return f"{path} took more than {size} MB of memory and was left out: is it a plan? Split it"
        if self._killed_for == "stopped":
            return f"{path} was not finished: run the same build again"
        return f"{path} ended the process that read it ({self._last_words()}): leave it out, or save its text as .txt"

    def _last_words(self) -> str:
        """The last line of what the process said to standard error, else how it ended."""
        self._process.wait()
        self._complaints.seek(0)
        said = self._complaints.read().decode(errors="replace").split("\n")
        return next((line.strip() for line in reversed(said) if line.strip()), f"status {self._process.returncode}")

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        assert pipe is not None
        return pipe


def _serve(jobs: IO[bytes], answers: IO[bytes]) -> None:
    """Do jobs as they come in, until none comes."""
    import gc

    def more_time() -> None:
        answers.write(MORE)
        answers.flush()

    BEFORE_PAGE.set(more_time)
    answers.write(b"ready\n")
    answers.flush()
    gc.set_threshold(100_000, 20, 20)  # a plan makes a hundred thousand small tuples, none of them in a cycle
    warm = False
    for line in jobs:
        outcome = make(Job(**json.loads(line)))
        answers.write(json.dumps(outcome.as_json()).encode() + b"\n")
        answers.flush()
        if outcome.fresh and not warm:  # what is loaded by now stays: the garbage collector need not look at it again
            gc.collect()
            gc.freeze()
            warm = True


def main() -> None:
    """A worker's life. What libraries print must not get among the answers, so they print to standard error."""
    limit_memory(int(sys.argv[1]))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
