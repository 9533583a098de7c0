"""Files become a graph; what fails is named and the rest is done."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cetu.graph.building import Built, Failure, build
from cetu.graph.serialising import nquads
from cetu.graph.store import MARKER, open_graph
from cetu.ontology.errors import StoreError
from cetu.ontology.iri import mint

TEXT = (
    "海东市科技支撑碳达峰实施方案\n"
    "一、重点任务\n"
    "（一）强化示范。支持沈阳建设氢冶金中试基地。在大连、营口等地区，建设漂浮式海上风电、渔光互补示范工程。\n"
    "（二）强化攻关。研发全钒液流电池、铅炭电池等化学储能技术。到2025年，新型储能装机达到100万千瓦以上。\n"
)


@pytest.fixture
def plans(tmp_path: Path) -> list[Path]:
    """Two plans, in a folder with a Chinese name."""
    folder = tmp_path / "规划"
    folder.mkdir()
    paths = [folder / "海东-2023.txt", folder / "海西-2023.txt"]
    paths[0].write_text(TEXT, encoding="utf-8")
    paths[1].write_text(TEXT.replace("海东市", "海西市").replace("氢冶金", "生物质发电"), encoding="gb18030")
    return paths


def graphs_of(store: Path, key: str) -> list[bytes]:
    graph = open_graph(store)
    return [nquads(graph.quads(mint("plan", key, "graph", name))) for name in ("content", "evidence", "inferred")]


def test_plans_are_built_counted_and_reported(plans: list[Path], tmp_path: Path) -> None:
    told: list[tuple[int, int, Built | Failure]] = []
    done = build(plans, tmp_path / "store", report=lambda *one: told.append(one))
    assert [one.key for one in done.plans] == ["海东-2023", "海西-2023"] and done.failures == ()
    assert [(number, of) for number, of, _ in told] == [(1, 2), (2, 2)]
    first = done.plans[0]
    assert first.title == "海东市科技支撑碳达峰实施方案" and first.seconds > 0
    assert first.counts["regions"] >= 3 and first.counts["technologies"] >= 5 and first.counts["tasks"] >= 2
    assert first.counts["quads"] == sum(len(data.splitlines()) for data in graphs_of(tmp_path / "store", "海东-2023"))
    own = {mint("plan", one.key, "graph", name) for one in done.plans for name in ("content", "evidence", "inferred")}
    assert set(open_graph(tmp_path / "store").graphs()) == {
        *(mint("graph", name) for name in ("ontology", "thesaurus", "names")),
        *own,
    }


def test_one_bad_file_does_not_stop_the_rest(plans: list[Path], tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    files = [tmp_path / "empty.txt", plans[0], tmp_path / "没有.txt"]
    done = build(files, tmp_path / "store")
    assert [one.key for one in done.plans] == ["海东-2023"]
    assert [failure.path for failure in done.failures] == [files[0], files[2]]
    assert all("\n" not in failure.why and failure.path.name in failure.why for failure in done.failures)


def test_where_every_file_fails_nothing_is_written(plans: list[Path], tmp_path: Path) -> None:
    done = build([tmp_path / "没有.txt"], tmp_path / "store")
    assert done.plans == () and not (tmp_path / "store").exists()
    build([plans[0]], tmp_path / "store")
    before = (tmp_path / "store" / MARKER).read_bytes()
    assert build([tmp_path / "没有.txt"], tmp_path / "store").plans == ()
    assert (tmp_path / "store" / MARKER).read_bytes() == before


def test_two_files_of_one_name_are_not_mixed_up(plans: list[Path], tmp_path: Path) -> None:
    other = tmp_path / plans[0].name
    other.write_text(TEXT + "完\n", encoding="utf-8")
    done = build([plans[0], other], tmp_path / "store")
    assert [one.path for one in done.plans] == [plans[0]]
    assert str(plans[0]) in done.failures[0].why and "rename" in done.failures[0].why


def test_a_plan_beside_itself_in_another_format_is_one_plan(plans: list[Path], tmp_path: Path) -> None:
    page = plans[0].with_suffix(".html")
    lines = "".join(f"<p>{line}</p>" for line in TEXT.split("\n"))
    page.write_text(f"<html><body>{lines}</body></html>", encoding="utf-8")
    other = tmp_path / plans[0].with_suffix(".htm").name
    other.write_text(TEXT.replace("海东市", "海南省").replace("氢冶金", "地热供暖"), encoding="utf-8")
    done = build([plans[0], page, other], tmp_path / "store")
    assert [one.key for one in done.plans] == ["海东-2023", "海东-2023-htm"] and done.failures == ()
    assert [(one.key, one.repost_of) for one in done.reposts] == [("海东-2023-html", "海东-2023")]


def test_a_second_build_changes_no_quad_of_the_first_and_a_rebuild_replaces_its_own(
    plans: list[Path], tmp_path: Path
) -> None:
    build([plans[0]], tmp_path / "store")
    before = graphs_of(tmp_path / "store", "海东-2023")
    build([plans[1]], tmp_path / "store")
    assert graphs_of(tmp_path / "store", "海东-2023") == before
    other = graphs_of(tmp_path / "store", "海西-2023")
    plans[0].write_text(TEXT.replace("氢冶金", "地热供暖"), encoding="utf-8")
    build([plans[0]], tmp_path / "store")
    after = graphs_of(tmp_path / "store", "海东-2023")
    assert "地热供暖".encode() in after[0] and "氢冶金".encode() not in b"".join(after)
    assert graphs_of(tmp_path / "store", "海西-2023") == other


def test_built_twice_gives_the_same_bytes(plans: list[Path], tmp_path: Path) -> None:
    for name in ("one", "two"):
        build(plans, tmp_path / name)
    assert nquads(open_graph(tmp_path / "one")) == nquads(open_graph(tmp_path / "two"))


def test_the_background_is_laid_again_when_it_is_another(plans: list[Path], tmp_path: Path) -> None:
    build([plans[0]], tmp_path / "store")
    whole = nquads(open_graph(tmp_path / "store"))
    marker = tmp_path / "store" / MARKER
    said = json.loads(marker.read_text(encoding="utf-8"))
    marker.write_text(json.dumps(said | {"background": "older"}), encoding="utf-8")
    build([plans[0]], tmp_path / "store")
    assert json.loads(marker.read_text(encoding="utf-8"))["background"] == said["background"] != "older"
    assert nquads(open_graph(tmp_path / "store")) == whole


def test_a_plan_that_breaks_a_shape_is_not_stored_and_the_other_is(plans: list[Path], tmp_path: Path) -> None:
    """No plan of ours runs from 1900; the shapes say so of the plan's node."""
    title = "海东市科技支撑碳达峰实施方案"
    plans[1].write_text(TEXT.replace(title, f"{title}（1900—1930年）"), encoding="utf-8")
    done = build(plans, tmp_path / "store")
    assert [one.key for one in done.plans] == ["海东-2023"]
    failure = done.failures[0]
    assert failure.path == plans[1] and "海西-2023 is not stored" in failure.why
    assert {violation.node for violation in failure.violations} == {"id:plan/海西-2023"}
    assert {"Plan cetu:periodStart", "Plan cetu:periodEnd"} == {violation.shape for violation in failure.violations}
    assert open_graph(tmp_path / "store").plans() == (mint("plan", "海东-2023"),)


def test_a_store_that_cannot_be_written_is_said_before_any_work(plans: list[Path], tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError, match="cannot write"):
        build(plans, tmp_path / "file" / "store")
