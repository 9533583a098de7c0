"""The store always holds one whole graph, and says in one line what is wrong where it does not open."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from cetu.graph.literals import in_graph, say, text
from cetu.graph.serialising import nquads
from cetu.graph.store import FORMAT, LOCK, MARKER, open_graph, writing
from cetu.ontology.errors import StoreError


def quads(plan: str, size: int = 50, word: str = "a") -> Iterator[ox.Quad]:
    graph = f"https://example.org/{plan}/graph"
    for number in range(size):
        triple = say(f"https://example.org/{plan}/{number}", "https://example.org/says", text(f"{word}{number}"))
        yield in_graph(triple, graph)


def write(path: Path, plan: str, size: int = 50, word: str = "a") -> None:
    with writing(path) as writer:
        writer.replace([f"https://example.org/{plan}/graph"], quads(plan, size, word))


def of_plan(path: Path, plan: str) -> bytes:
    return nquads(open_graph(path).quads(f"https://example.org/{plan}/graph"))


def test_what_was_written_is_read(tmp_path: Path) -> None:
    write(tmp_path / "图谱", "A")
    assert nquads(open_graph(tmp_path / "图谱")) == nquads(quads("A"))


def test_another_plan_leaves_the_first_byte_for_byte_and_a_rebuild_replaces_it(tmp_path: Path) -> None:
    write(tmp_path, "A")
    before = of_plan(tmp_path, "A")
    write(tmp_path, "B", word="b")
    assert of_plan(tmp_path, "A") == before
    write(tmp_path, "A", size=3, word="c")
    assert of_plan(tmp_path, "A") == nquads(quads("A", 3, "c"))
    assert of_plan(tmp_path, "B") == nquads(quads("B", word="b"))


def test_an_open_graph_reads_on_while_the_next_is_built(tmp_path: Path) -> None:
    write(tmp_path, "A")
    reader = open_graph(tmp_path)
    with writing(tmp_path) as writer:
        writer.replace(["https://example.org/A/graph"], quads("A", 5, "new"))
        assert nquads(open_graph(tmp_path)) == nquads(quads("A"))
    assert nquads(reader) == nquads(quads("A"))
    assert nquads(open_graph(tmp_path)) == nquads(quads("A", 5, "new"))


def test_a_build_that_fails_leaves_the_graph_as_it_was(tmp_path: Path) -> None:
    write(tmp_path, "A")
    with pytest.raises(ZeroDivisionError), writing(tmp_path) as writer:
        writer.replace(["https://example.org/A/graph"], quads("A", 5, "new"))
        raise ZeroDivisionError
    assert nquads(open_graph(tmp_path)) == nquads(quads("A"))
    assert sorted(path.name for path in tmp_path.iterdir()) == [LOCK, MARKER, "generation-1"]


def test_a_first_build_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), writing(tmp_path / "new"):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_giving_up_leaves_the_graph_as_it_was(tmp_path: Path) -> None:
    write(tmp_path, "A")
    with writing(tmp_path) as writer:
        writer.replace(["https://example.org/A/graph"], [])
        writer.give_up()
    assert nquads(open_graph(tmp_path)) == nquads(quads("A"))


def test_a_second_build_at_the_same_time_is_refused_in_words(tmp_path: Path) -> None:
    write(tmp_path, "A")
    with writing(tmp_path) as writer:
        with pytest.raises(StoreError, match="another build is writing"):
            write(tmp_path, "B")
        writer.replace(["https://example.org/C/graph"], quads("C"))
    assert open_graph(tmp_path).graphs() == ("https://example.org/A/graph", "https://example.org/C/graph")


def test_no_store_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no graph in .*cetu build PLAN --to"):
        open_graph(tmp_path / "nowhere")


def test_a_store_of_another_version_says_how_to_rebuild(tmp_path: Path) -> None:
    write(tmp_path, "A")
    said = json.loads((tmp_path / MARKER).read_text(encoding="utf-8"))
    (tmp_path / MARKER).write_text(json.dumps(said | {"format": FORMAT + 1}), encoding="utf-8")
    for use in (lambda: open_graph(tmp_path), lambda: write(tmp_path, "A")):
        with pytest.raises(StoreError, match=f"format {FORMAT + 1}.*remove the folder and build again"):
            use()


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"format": 2, "software": "x", "generation": "gone"}'])
def test_a_broken_store_is_no_traceback(tmp_path: Path, content: Any) -> None:
    (tmp_path / MARKER).write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match="build"):
        open_graph(tmp_path)


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_bytes(b"years of work")
    with pytest.raises(StoreError, match="holds other files"):
        write(tmp_path, "A")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_place_that_cannot_be_written_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError, match="cannot write"):
        write(tmp_path / "file" / "store", "A")


KILLED = """
import sys
from cetu.graph.store import writing
import pyoxigraph as ox
print("go", flush=True)
while True:
    with writing(sys.argv[1]) as writer:
        graph = ox.NamedNode("https://example.org/A/graph")
        for word in ("x", "y"):
            says = ox.NamedNode("https://example.org/says")
            writer.replace([graph.value], [
                ox.Quad(ox.NamedNode(f"https://example.org/{n}"), says, ox.Literal(word), graph) for n in range(3000)])
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX's")
@pytest.mark.parametrize("times", [8, pytest.param(200, marks=pytest.mark.soak)])
def test_killed_at_any_moment_a_build_leaves_a_whole_graph(tmp_path: Path, times: int) -> None:
    chance = random.Random(20261124)
    write(tmp_path, "B")
    for _ in range(times):
        before = open_graph(tmp_path).graphs()
        build = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE)
        assert build.stdout is not None
        build.stdout.readline()
        time.sleep(chance.uniform(0, 0.4))
        build.send_signal(signal.SIGKILL)
        build.wait()
        build.stdout.close()
        graph = open_graph(tmp_path)
        assert set(before) <= set(graph.graphs())
        assert of_plan(tmp_path, "B") == nquads(quads("B"))
        words = [str(quad.object) for quad in graph.quads("https://example.org/A/graph")]
        assert words in ([], ['"y"'] * 3000)
    write(tmp_path, "C")
    assert len(list(Path(tmp_path).glob("generation-*"))) == 2


def test_rdflib_sees_the_same_graph(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.replace([], [ox.Quad(*map(ox.NamedNode, (f"https://example.org/{name}" for name in "spo")))])
        writer.replace(["https://example.org/A/graph"], quads("A"))
    graph = open_graph(tmp_path)
    view = graph.as_rdflib()
    assert len(list(view.query("SELECT * { ?s ?p ?o }"))) == len(graph) == 51
    assert view.query("ASK { <https://example.org/A/3> <https://example.org/says> 'a3' }").askAnswer
