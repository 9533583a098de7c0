"""A graph in sorted parts, N-Quads under zstd: what the bulk loaders of the big stores take, several files at once.

Every plan stands whole in one part, which its name alone decides, so that a part changes only when one of its plans
does; what belongs to no plan (ontology, thesauri, links) is in the first. The lines of a part are sorted and each there
once: the same graph gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import zstandard

from cetu.graph.dataset import Graph
from cetu.graph.serialising import nquads
from cetu.ontology.errors import StoreError
from cetu.ontology.iri import mint

LEVEL = 9
INDEX = "partitions.json"
PLAN = mint("plan", "x").removesuffix("x")


@dataclass(frozen=True, slots=True)
class Part:
    """A file: its name, how many quads it holds, and the sha256 of the file."""

    name: str
    quads: int
    sha256: str


def write_partitions(graph: Graph, folder: Path, number: int) -> tuple[Part, ...]:
    """Write the graph as so many files, `part-0000.nq.zst` and on, with an index of them; one part is held in memory
    at a time. StoreError where there is something else in the folder, or it cannot be written."""
    if number < 1:
        raise StoreError("至少要有一个分区；a graph has one partition at least: ask for --partitions 1 or more")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(not _ours(path.name) for path in folder.iterdir()):
            raise StoreError(f"{folder} 里有别的文件；holds other files: choose a new folder for the partitions")
        for path in folder.iterdir():
            path.unlink()
        parts = tuple(_write(graph, folder, index, names) for index, names in enumerate(_shares(graph, number)))
        said = json.dumps([asdict(part) for part in parts], indent=1) + "\n"
        (folder / INDEX).write_text(said, encoding="utf-8")
    except OSError as error:
        raise StoreError(
            f"{folder} 写不了，请查磁盘和权限；cannot write ({error}): check the disk and the rights"
        ) from error
    return parts


def share(graph_name: str, number: int) -> int:
    """The part that a named graph is in."""
    if not graph_name.startswith(PLAN):
        return 0
    key = graph_name.removeprefix(PLAN).split("/")[0]
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) % number


def _shares(graph: Graph, number: int) -> Iterator[list[str]]:
    shares: defaultdict[int, list[str]] = defaultdict(list)
    for name in graph.graphs():
        shares[share(name, number)].append(name)
    return (shares[index] for index in range(number))


def _write(graph: Graph, folder: Path, index: int, names: list[str]) -> Part:
    data = nquads(quad for name in names for quad in graph.quads(name))
    packed = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True).compress(data)
    name = f"part-{index:04}.nq.zst"
    (folder / name).write_bytes(packed)
    return Part(name, data.count(b"\n"), hashlib.sha256(packed).hexdigest())


def _ours(name: str) -> bool:
    return name == INDEX or (name.startswith("part-") and name.endswith(".nq.zst"))
