"""The same functions over a server as over a folder: Oxigraph's server and Virtuoso, both real."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from cetu.graph.dataset import Graph
from cetu.graph.endpoint import Endpoint
from cetu.graph.pushing import push
from cetu.graph.remote import STATE
from cetu.graph.store import open_graph
from cetu.ontology.errors import StoreError
from cetu.ontology.iri import ID, ONTOLOGY

PLAN = f"{ID}plan/haidong-2024"
BOOLEAN = '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'
SERVERS = ["oxigraph", "virtuoso"]


@pytest.fixture(scope="module", params=SERVERS)
def address(request: pytest.FixtureRequest, small: Graph) -> str:
    """The address of a server that holds the graph of the plan that ships."""
    address: str = request.getfixturevalue(request.param)
    push(small, address)
    return address


@pytest.fixture(scope="module")
def remote(address: str) -> Graph:
    return open_graph(address)


def named(graph: Graph, name: str | None = None) -> Counter[str]:
    """Quads without blank nodes, as text; Virtuoso writes a boolean in its other way."""
    kept = (str(quad) for quad in graph.quads(name) if "_:" not in f"{quad.subject} {quad.object}")
    return Counter(quad.replace('"1"^^<http://www.w3.org/2001/XMLSchema#boolean>', BOOLEAN) for quad in kept)


def test_the_server_holds_what_the_graph_holds(small: Graph, remote: Graph) -> None:
    assert remote.graphs() == small.graphs()
    assert remote.plans() == (PLAN,)
    assert len(remote) == len(small)
    assert named(remote) == named(small)


def test_blank_nodes_keep_together(small: Graph, remote: Graph) -> None:
    name = f"{ID}graph/ontology"
    (one, other) = ({ox.Triple(q.subject, q.predicate, q.object) for q in g.quads(name)} for g in (small, remote))
    first, second = (ox.Dataset(ox.Quad(*triple) for triple in triples) for triples in (one, other))
    for dataset in (first, second):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert first == second


def test_quads_are_found_by_pattern(small: Graph, remote: Graph) -> None:
    plan, kind = ox.NamedNode(PLAN), ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    for pattern in ((plan, None, None), (None, kind, ox.NamedNode(f"{ONTOLOGY}Support")), (plan, kind, None)):
        assert set(remote.match(*pattern)) == set(small.match(*pattern))
    assert not list(remote.match(ox.NamedNode(f"{ID}nothing")))


def test_every_form_of_query_is_answered(remote: Graph) -> None:
    assert bool(remote.query("ASK { ?p a cetu:Plan }")) is True
    assert bool(remote.query("ASK { ?p a cetu:Nothing }")) is False
    found = remote.query(
        "# one\nPREFIX a: <http://a/>\nCONSTRUCT { ?p rdfs:label ?l } WHERE { ?p a cetu:Plan ; rdfs:label ?l }"
    )
    assert isinstance(found, ox.QueryTriples)
    assert [str(triple.object)[:4] for triple in found] == ['"海东省']
    (row,) = remote.select("SELECT ?p ?l WHERE { ?p a cetu:Plan ; rdfs:label ?l }", {"p": ox.NamedNode(PLAN)})
    assert row["p"] == ox.NamedNode(PLAN) and row["l"] == ox.Literal(row["l"].value, language="zh")


def test_a_query_that_does_not_parse_is_pointed_at(remote: Graph) -> None:
    with pytest.raises(SyntaxError):
        remote.query("SELECT * { ?s ?p }")


def test_numbers_keep_their_digits(small: Graph, remote: Graph) -> None:
    query = "SELECT ?v ?d { ?q cetu:value ?v . BIND(DATATYPE(?v) AS ?d) } ORDER BY ?v"
    assert [float(row["v"].value) for row in remote.select(query)] == [
        float(row["v"].value) for row in small.select(query)
    ]
    printed = "SELECT ?v { ?q cetu:printed ?v } ORDER BY ?v"
    assert [row["v"] for row in remote.select(printed)] == [row["v"] for row in small.select(printed)]


def test_rdflib_reads_it(remote: Graph) -> None:
    plans = set(remote.as_rdflib().subjects(rdflib.RDF.type, rdflib.URIRef(f"{ONTOLOGY}Plan")))
    assert plans == {rdflib.URIRef(PLAN)}


def test_only_what_differs_is_sent(small: Graph, address: str, remote: Graph) -> None:
    again = push(small, address)
    assert (again.sent, again.removed, again.triples) == (0, 0, 0)
    less = Graph.of(quad for quad in small if "inferred" not in str(quad.graph_name))
    assert (push(less, address).removed, remote.graphs()) == (1, less.graphs())
    one = next(small.quads(f"{PLAN}/graph/content"))
    changed = Graph.of(quad for quad in small if quad != one)
    done = push(changed, address)
    assert (done.sent, done.removed) == (2, 0)
    assert named(remote, f"{PLAN}/graph/content") == named(changed, f"{PLAN}/graph/content")
    push(small, address)
    assert named(remote) == named(small)


def test_a_push_that_was_cut_off_goes_on(small: Graph, address: str, remote: Graph) -> None:
    push(Graph.of([]), address)

    class Cut(Exception):
        pass

    def cut(number: int, _: int) -> None:
        if number == 2:
            raise Cut

    with pytest.raises(Cut):
        push(small, address, report=cut)
    half = small.graphs()[2]
    Endpoint(address).update(f'INSERT DATA {{ GRAPH <{half}> {{ <{PLAN}> <{ONTOLOGY}x> "cut off here" }} }}')
    done = push(small, address)
    assert (done.unchanged, done.sent) == (2, len(small.graphs()) - 2)
    assert named(remote) == named(small)


def test_what_others_keep_on_the_server_is_left_alone(small: Graph, address: str, remote: Graph) -> None:
    Endpoint(address).update('INSERT DATA { GRAPH <http://others/g> { <http://others/a> <http://others/b> "c" } }')
    push(small, address)
    assert "http://others/g" not in remote.graphs() and STATE not in remote.graphs()
    assert bool(remote.query('ASK { GRAPH <http://others/g> { ?a ?b "c" } }'))


def cetu(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "utf8", "-m", "cetu", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", timeout=120, check=False)


def test_the_command_line_takes_the_address_for_a_store(address: str, small: Graph, tmp_path: Path) -> None:
    query = "SELECT ?l WHERE { ?p a cetu:Plan ; rdfs:label ?l }"
    (tmp_path / "a.rq").write_text(query, encoding="utf-8")
    asked = cetu("query", "a.rq", "--from", address, "--format", "csv", cwd=tmp_path)
    assert asked.stdout.splitlines()[1].startswith("海东省"), asked.stderr
    exported = cetu("export", "--from", address, "--format", "csv", "--output", "edges.csv", cwd=tmp_path)
    assert exported.returncode == 0, exported.stderr
    assert len((tmp_path / "edges.csv").read_text(encoding="utf-8-sig").splitlines()) > 2
    drawn = cetu("draw", "--from", address, "--output", "a.html", cwd=tmp_path)
    assert drawn.returncode == 0, drawn.stderr
    assert (tmp_path / "a.html").stat().st_size > 50_000
    checked = cetu("validate", "--from", address, cwd=tmp_path)
    assert f"{PLAN}: 合格 valid" in checked.stdout, checked.stderr


def test_a_server_that_is_away_or_refuses_is_an_error_with_advice(oxigraph: str, virtuoso: str) -> None:
    with pytest.raises(StoreError, match="is the server running"):
        len(open_graph("http://127.0.0.1:9/query"))
    with pytest.raises(StoreError, match=r"no SPARQL there: see docs/stores\.md"):
        len(open_graph(oxigraph.replace("/query", "/nothing")))
    with pytest.raises(StoreError, match="user:password@ before the host"):
        len(open_graph(virtuoso.replace("dba:dba@", "dba:wrong@")))
    with pytest.raises(StoreError, match="user:password@ before the host"):
        len(open_graph(virtuoso.replace("dba:dba@", "")))


def test_the_address_may_say_where_updates_and_graphs_go(oxigraph: str, small: Graph) -> None:
    base = oxigraph.removesuffix("/query")
    small = Graph.of(list(small.quads(f"{PLAN}/graph/content")))
    push(small, f"{oxigraph}#update={base}/update&graphs={base}/store")
    assert named(open_graph(oxigraph)) == named(small)
    push(small, oxigraph)


def write_plans(folder: Path) -> None:
    for name, place in (("a", "大连"), ("b", "营口")):
        text = (
            f"{name}市氢能方案\n\n一、重点任务\n\n在{place}建设海上风电制氢示范工程。到2025年，建成加氢站30座以上。\n"
        )
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def built(address: str, folder: Path) -> int:
    """Build two plans one after the other to the server, which then holds what the folder holds; how many graphs the
    second build sent."""
    write_plans(folder)
    first = cetu("build", "a.txt", "--to", address, cwd=folder)
    assert first.returncode == 0, first.stderr
    assert "dba:dba" not in first.stdout
    second = cetu("build", "b.txt", "--to", address, cwd=folder)
    assert second.returncode == 0, second.stderr
    remote, local = open_graph(address), open_graph(folder / "cetu-store")
    assert remote.plans() == (f"{ID}plan/a", f"{ID}plan/b")
    assert (remote.graphs(), len(remote)) == (local.graphs(), len(local))
    content = f"{ID}plan/b/graph/content"
    assert named(remote, content) == named(local, content)
    return int(second.stdout.split("送出 sent ")[1].split()[0])


def test_a_build_goes_to_the_server_and_only_what_is_new_goes_again(oxigraph: str, tmp_path: Path) -> None:
    assert 3 <= built(oxigraph, tmp_path) <= 6


def killed_and_run_again(address: str, folder: Path) -> None:
    """Kill a build when the server has one graph whole and is being sent the next; run again, it sends what lacks."""
    push(Graph.of([]), address)
    write_plans(folder)
    command = [sys.executable, "-X", "utf8", "-m", "cetu", "build", "a.txt", "b.txt", "--to", address]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    arrived = f"SELECT ?g {{ GRAPH <{STATE}> {{ ?g ?p ?digest }} }}"
    remote, ends = open_graph(address), time.monotonic() + 90
    while not (there := list(remote.select(arrived))) and process.poll() is None and time.monotonic() < ends:
        time.sleep(0.05)
    process.kill()
    process.wait()
    local = open_graph(folder / "cetu-store")
    assert 0 < len(there) < len(local.graphs())
    again = cetu("build", "a.txt", "b.txt", "--to", address, cwd=folder)
    assert again.returncode == 0, again.stderr
    assert 0 < int(again.stdout.split("送出 sent ")[1].split()[0]) < len(local.graphs())
    assert (remote.graphs(), len(remote)) == (local.graphs(), len(local))
    assert all(named(remote, name) == named(local, name) for name in local.graphs() if "/plan/" in name)


def test_a_build_to_a_server_that_was_killed_goes_on(oxigraph: str, tmp_path: Path) -> None:
    killed_and_run_again(oxigraph, tmp_path)


@pytest.mark.soak
def test_a_build_to_virtuoso_that_was_killed_goes_on(virtuoso: str, tmp_path: Path) -> None:
    killed_and_run_again(virtuoso, tmp_path)


@pytest.mark.soak
def test_a_build_goes_to_virtuoso(virtuoso: str, tmp_path: Path) -> None:
    assert 3 <= built(virtuoso, tmp_path) <= 6
