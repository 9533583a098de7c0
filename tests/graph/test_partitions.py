"""The parts of a graph are sorted, whole, the same every time, and together the graph."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
import zstandard

from cetu.graph.dataset import Graph
from cetu.graph.literals import in_graph, say, text
from cetu.graph.partitions import INDEX, share, write_partitions
from cetu.graph.serialising import nquads
from cetu.ontology.errors import StoreError
from cetu.ontology.iri import mint


def plan(key: str) -> list[ox.Quad]:
    quads = []
    for name in ("content", "evidence"):
        for number in range(20):
            triple = say(mint("plan", key, "thing", f"{number}"), "https://example.org/says", text(f"甲{number}"))
            quads.append(in_graph(triple, mint("plan", key, "graph", name)))
    return quads


@pytest.fixture
def graph() -> Graph:
    shared = in_graph(say("https://example.org/s", "https://example.org/p", text("词")), mint("graph", "thesaurus"))
    return Graph.of([shared, *(quad for number in range(30) for quad in plan(f"规划-{number}"))])


def read(path: Path) -> bytes:
    return zstandard.ZstdDecompressor().decompress(path.read_bytes())


def test_the_parts_are_the_graph_sorted_and_said_in_the_index(graph: Graph, tmp_path: Path) -> None:
    parts = write_partitions(graph, tmp_path / "out", 4)
    data = [read(tmp_path / "out" / part.name) for part in parts]
    assert all(one == b"".join(sorted(set(one.splitlines(keepends=True)))) for one in data)
    assert sorted(line for one in data for line in one.splitlines()) == nquads(graph).splitlines()
    said = json.loads((tmp_path / "out" / INDEX).read_text())
    assert [one["quads"] for one in said] == [len(one.splitlines()) for one in data] and len(parts) == 4
    assert len(list(ox.parse(b"".join(data), format=ox.RdfFormat.N_QUADS))) == len(graph)


def test_a_plan_is_whole_in_one_part_whatever_else_there_is(graph: Graph, tmp_path: Path) -> None:
    write_partitions(graph, tmp_path / "out", 4)
    where = share(mint("plan", "规划-7", "graph", "content"), 4)
    assert where == share(mint("plan", "规划-7", "graph", "evidence"), 4)
    mine = [line for line in nquads(plan("规划-7")).splitlines()]
    assert set(mine) <= set(read(tmp_path / "out" / f"part-{where:04}.nq.zst").splitlines())


def test_the_same_graph_gives_the_same_bytes_and_fewer_parts_leave_no_old_ones(graph: Graph, tmp_path: Path) -> None:
    first = write_partitions(graph, tmp_path / "out", 4)
    assert write_partitions(graph, tmp_path / "out", 4) == first
    write_partitions(graph, tmp_path / "out", 1)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["part-0000.nq.zst", INDEX]


def test_other_files_are_left_alone(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_bytes(b"years of work")
    with pytest.raises(StoreError, match="holds other files"):
        write_partitions(graph, tmp_path, 2)
    with pytest.raises(StoreError, match="--partitions 1"):
        write_partitions(graph, tmp_path / "out", 0)
