"""The jobs of a build on a Ray cluster: `--on ray://HOST:10001`.

Jobs carry paths and not texts: every machine of the cluster sees the folder of the plans and the store's under the same
paths (a shared file system), and finished plans go straight to the store's shelf. Each Ray process keeps a worker of
ours (`workers.py`), so that a file is within the same limits as on one machine. A batch whose machine dies is done
again elsewhere; what it had finished is found on the shelf. The graph is laid by the machine that asked, the same bytes
as from its own workers.
"""

from __future__ import annotations

import os
import platform
import socket
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cetu.graph.building import Run
from cetu.graph.fingerprint import fingerprint
from cetu.graph.limits import Limits
from cetu.graph.making import Job, Outcome
from cetu.graph.workers import Hand
from cetu.ontology.errors import CetuError

BATCH = 100
"""Jobs that are sent together: a batch costs a few milliseconds to send and takes some ten seconds to do."""

AHEAD = 2
"""Batches waiting for every core, so that none is idle."""


class ClusterError(CetuError):
    """A cluster that cannot be reached or used."""


def on_ray(address: str, limits: Limits | None = None, *, batch: int = BATCH) -> Run:
    """Do the jobs on the Ray cluster at `address`, `ray://HOST:PORT`.

    Raises ClusterError where Ray is not installed, the cluster is not reached, or it runs another version of cetu.
    """
    try:
        import ray
    except ImportError:
        raise ClusterError(
            "没有安装 Ray；Ray is not installed: pip install 'cetu[ray]', on every machine of the cluster"
        ) from None

    def run(jobs: Sequence[Job]) -> Iterator[Outcome]:
        _reach(address)
        try:
            ray.init(address=address, log_to_driver=False, configure_logging=False, ignore_reinit_error=True)
        except Exception as error:  # whatever Ray raises, address and version are what can be mended
            raise ClusterError(
                f"{address} 没有 Ray 集群；no Ray cluster ({_first_line(error)}): is it the same Ray?"
            ) from error
        try:
            yield from _spread(ray, [_at_home(job) for job in jobs], limits or Limits(), batch)
        finally:
            ray.shutdown()

    return run


def _reach(address: str) -> None:
    """See that someone answers at the address: Ray itself would go on asking for minutes."""
    parts = urlsplit(address)
    try:
        if parts.scheme != "ray" or not parts.hostname or not parts.port:
            raise ClusterError(
                f"{address} 不是 Ray 集群的地址；is no address of a Ray cluster: write it as ray://HOST:10001"
            )
        socket.create_connection((parts.hostname, parts.port), timeout=10).close()
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"{address} 没有 Ray 集群；no Ray cluster ({error}): start one with `ray start --head`"
        ) from error


def _at_home(job: Job) -> Job:
    """The job with paths that do not depend on where a process was started."""
    return Job(os.path.abspath(job.path), job.shelf and os.path.abspath(job.shelf), job.key)


def _spread(ray: Any, jobs: Sequence[Job], limits: Limits, size: int) -> Iterator[Outcome]:
    """Batches go out as others come back."""
    do = ray.remote(num_cpus=1, max_retries=-1, retry_exceptions=False, scheduling_strategy="SPREAD")(do_batch)
    batches = iter([jobs[at : at + size] for at in range(0, len(jobs), size)])
    most = AHEAD * max(1, int(ray.cluster_resources().get("CPU", 1)))
    waiting: list[Any] = []
    while True:
        while len(waiting) < most and (batch := next(batches, None)):
            waiting.append(do.remote([asdict(job) for job in batch], asdict(limits), fingerprint()))
        if not waiting:
            return
        done, waiting = ray.wait(waiting, num_returns=1)
        for one in ray.get(done):
            if isinstance(one, str):
                raise ClusterError(one)
            yield from map(Outcome.of_json, one)


_hand: Hand | None = None


def do_batch(jobs: list[dict[str, Any]], limits: dict[str, Any], version: str) -> list[dict[str, Any]] | str:
    """What a Ray process does: the outcomes of some jobs, as JSON; a line that says why where it can do none."""
    global _hand
    if fingerprint() != version:
        return f"{platform.node()} runs another version of cetu: install the same on every machine of the cluster"
    if missing := next((job["path"] for job in jobs[:1] if not Path(job["path"]).exists()), None):
        return f"{platform.node()} does not see {missing}: share the folder under the same path on every machine"
    _hand = _hand or Hand(Limits(**limits))
    return [_hand.do(Job(**job)).as_json() for job in jobs]


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0] or type(error).__name__
