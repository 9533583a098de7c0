"""The same build on a real Ray cluster of two worker nodes on this machine, one of them killed in the middle."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from cetu.graph.building import Built, Failure, build
from cetu.graph.cluster import ClusterError, do_batch, on_ray
from cetu.graph.serialising import nquads
from cetu.graph.store import open_graph

CITIES = ("海东市", "海西州", "大连市", "营口市", "沈阳市")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Cluster:
    """A head without cores and two nodes with one each, as `ray start` makes them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port, self.client = free_port(), free_port()
        self._start("--head", f"--port={self.port}", f"--ray-client-server-port={self.client}", "--num-cpus=0",
                    "--include-dashboard=false", f"--temp-dir={folder}")  # fmt: skip
        self.nodes = [self._node(), self._node()]

    @property
    def address(self) -> str:
        return f"ray://127.0.0.1:{self.client}"

    def _start(self, *options: str) -> None:
        ray = Path(sys.executable).with_name("ray")
        done = subprocess.run(
            [ray, "start", "--node-ip-address=127.0.0.1", "--object-store-memory=100000000", *options],
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
            env={**os.environ, "RAY_worker_niceness": "0"},  # its own 15 starves where other things run
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def _node(self) -> list[int]:
        """Start a node; the processes that are it."""
        before = set(self._processes())
        self._start(f"--address=127.0.0.1:{self.port}", "--num-cpus=1")
        return sorted(set(self._processes()) - before)

    def _processes(self) -> Iterator[int]:
        """Everything of this cluster's, by its folder and port in the command line."""
        for one in psutil.process_iter(["pid", "cmdline"]):
            said = " ".join(one.info["cmdline"] or [])
            if str(self._folder) in said or f":{self.port}" in said:
                yield one.info["pid"]

    def kill_node(self, number: int) -> None:
        """As if its machine lost power: raylet, agent and all that they started."""
        for pid in self.nodes[number]:
            kill(pid)

    def stop(self) -> None:
        for pid in list(self._processes()):
            kill(pid)


def kill(pid: int) -> None:
    try:
        below = psutil.Process(pid).children(recursive=True)
    except psutil.Error:
        return
    for one in (pid, *(child.pid for child in below)):
        try:
            os.kill(one, signal.SIGKILL)
        except ProcessLookupError:
            continue


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    pytest.importorskip("ray")
    folder = Path(os.path.realpath("/tmp")) / f"cetu-ray-{os.getpid()}"  # Ray's sockets want a short path
    made = Cluster(folder)
    yield made
    made.stop()


@pytest.fixture
def plans(tmp_path: Path) -> list[Path]:
    paths = []
    for number in range(24):
        city = CITIES[number % 5]
        path = tmp_path / f"plan-{number:02}.txt"
        path.write_text(
            f"{city}氢冶金科技支撑碳达峰实施方案（第{number}号）\n一、重点任务\n（一）强化示范。支持{city}建设氢冶金中试基地。\n"
            f"（二）到2025年，装机达到{100 + number}万千瓦以上。由{city}发展改革委牵头负责。\n",
            encoding="utf-8",
        )
        paths.append(path)
    (tmp_path / "zz-empty.txt").write_bytes(b"")
    return [*paths, tmp_path / "zz-empty.txt"]


@pytest.mark.soak
@pytest.mark.filterwarnings("ignore")  # of Ray's own
@pytest.mark.skipif(os.name != "posix", reason="ray start is not supported on Windows")
def test_a_cluster_gives_the_same_bytes_though_a_node_dies(cluster: Cluster, plans: list[Path], tmp_path: Path) -> None:
    build(plans, tmp_path / "here")
    killed: list[float] = []

    def kill_one_in_the_middle(number: int, of: int, one: Built | Failure) -> None:
        if number == 5 and not killed:
            cluster.kill_node(0)
            killed.append(time.monotonic())

    run = on_ray(cluster.address, batch=4)
    done = build(plans, tmp_path / "there", run=run, report=kill_one_in_the_middle)
    assert killed and len(done.plans) == 24
    assert [failure.path.name for failure in done.failures] == ["zz-empty.txt"]
    assert nquads(open_graph(tmp_path / "there")) == nquads(open_graph(tmp_path / "here"))


@pytest.mark.filterwarnings("ignore")
def test_no_cluster_is_said_in_one_line(plans: list[Path], tmp_path: Path) -> None:
    pytest.importorskip("ray")
    for address, said in ((f"ray://127.0.0.1:{free_port()}", "no Ray cluster"), ("head:1", "ray://HOST:10001")):
        with pytest.raises(ClusterError, match=said):
            build(plans, tmp_path / "s", run=on_ray(address))


def test_a_node_with_other_rules_or_without_the_folder_says_so() -> None:
    job = {"path": "/nowhere/plan.txt", "shelf": "/nowhere/made", "key": None}
    assert "another version" in str(do_batch([job], {"seconds": 1.0, "memory": 1}, "other"))
    from cetu.graph.fingerprint import fingerprint

    assert "does not see" in str(do_batch([job], {"seconds": 1.0, "memory": 1}, fingerprint()))
