"""Merges and near misses of names: what the graph says of them, the report, and rulings that are taken back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from cetu.graph.building import build
from cetu.graph.dataset import Graph
from cetu.graph.making import make
from cetu.graph.rulings import Ruling, Rulings, read_rulings
from cetu.graph.store import open_graph
from cetu.ontology.errors import StoreError
from cetu.queries.names.filled import filling_bytes, read_filled
from cetu.queries.names.merges import Merge, merges
from cetu.queries.names.near import NearMiss, near_misses
from cetu.queries.names.uses import Use, places, uses
from cetu.visual.reports.names import names_report
from cetu.visual.reports.writing import report_bytes

FIRST = (
    "甲省储能方案（2024—2030年）\n一、重点任务\n研发CCUS技术，推广光储直柔配电技术。到2025年，单位GDP能耗下降10%。\n"
    "推广热泵。（省发改委牵头）\n"
)
SECOND = (
    "乙省储能方案（2024—2030年）\n一、重点任务\n研发碳捕集利用与封存，推广光储直柔配电系统。"
    "研发钠离子电池、锂离子电池。\n"
)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder = tmp_path_factory.mktemp("图库")
    plans = [folder / "first.txt", folder / "second.txt"]
    for path, text in zip(plans, (FIRST, SECOND), strict=True):
        path.write_text(text, encoding="utf-8")
    assert not build(plans, folder / "store", run=lambda jobs: map(make, jobs)).failures
    return open_graph(folder / "store")


def found(graph: Graph, rulings: Rulings | None = None) -> tuple[dict[str, Merge], dict[frozenset[str], NearMiss]]:
    all_uses, ruled = uses(graph), rulings or Rulings()
    near, passed = near_misses(all_uses, ruled)
    assert passed > 0
    merged = {one.use.name: one for one in merges(all_uses, ruled)}
    return merged, {frozenset((one.one.name, one.other.name)): one for one in near}


def test_a_merge_says_what_was_taken_for_what_and_why(graph: Graph) -> None:
    merged, _ = found(graph)
    assert (merged["CCUS技术"].use.label, merged["CCUS技术"].rule) == ("碳捕集利用与封存", "closing")
    assert merged["光储直柔配电技术"].rule == "closing"
    assert merged["单位GDP能耗"].use.label == "单位地区生产总值能源消耗"
    assert "热泵" not in merged


def test_names_that_differ_in_a_closing_word_are_near(graph: Graph) -> None:
    _, near = found(graph)
    one = near[frozenset(("光储直柔配电技术", "光储直柔配电系统"))]
    assert (one.rule, set(one.extra)) == ("closing", {"技术", "系统"})


def test_names_that_differ_in_what_means_something_are_two(graph: Graph) -> None:
    merged, near = found(graph)
    assert frozenset(("钠离子电池", "锂离子电池")) not in near
    assert not {"钠离子电池", "锂离子电池"} & set(merged)


def test_what_was_ruled_is_told_no_more(graph: Graph) -> None:
    ruled = Rulings((Ruling(False, "Technology", "光储直柔配电技术", "光储直柔配电系统"),))
    assert frozenset(("光储直柔配电技术", "光储直柔配电系统")) not in found(graph, ruled)[1]


def test_the_sentence_stands_beside_it(graph: Graph) -> None:
    merged, _ = found(graph)
    (place,) = places(graph, [merged["CCUS技术"].use.mention]).values()
    assert place.title == "甲省储能方案（2024—2030年）"
    assert place.sentence.startswith("研发CCUS技术，")
    assert FIRST.splitlines()[place.line - 1].startswith("研发CCUS技术，")


def report(graph: Graph, folder: Path) -> Path:
    all_uses = uses(graph)
    merged, (near, passed) = merges(all_uses, Rulings()), near_misses(all_uses, Rulings())
    mentions = [one.use.mention for one in merged] + [one.other.mention for one in near]
    path = folder / "名称.xlsx"
    path.write_bytes(report_bytes(names_report(merged, near, passed, places(graph, mentions), "s"), ".xlsx"))
    return path


def test_a_workbook_that_a_person_filled_in_is_taken(graph: Graph, tmp_path: Path) -> None:
    path = report(graph, tmp_path)
    book = openpyxl.load_workbook(path)
    for sheet, name, verdict in (("归并", "CCUS技术", "分开"), ("相近", "光储直柔配电系统", "合并")):
        heads = [cell.value for cell in book[sheet][1]]
        for row in book[sheet].iter_rows(min_row=2):
            if name in (row[heads.index("名称")].value, row[heads.index("与")].value):
                row[heads.index("判断")].value = verdict
    book.save(path)
    ruled = {(one.same, frozenset((one.name, one.other))) for one in read_filled(path)}
    assert (False, frozenset(("CCUS技术", "碳捕集利用与封存"))) in ruled
    assert (True, frozenset(("光储直柔配电技术", "光储直柔配电系统"))) in ruled


def test_a_workbook_that_says_nothing_rules_nothing(graph: Graph, tmp_path: Path) -> None:
    assert read_filled(report(graph, tmp_path)) == ()


def test_a_tsv_is_rulings_to_be_filled_in(graph: Graph, tmp_path: Path) -> None:
    all_uses = uses(graph)
    path = tmp_path / "names.tsv"
    path.write_bytes(filling_bytes(merges(all_uses, Rulings()), near_misses(all_uses, Rulings())[0]))
    assert read_rulings(path) == Rulings()
    text = path.read_text(encoding="utf-8-sig").replace("\n\t技术\tCCUS技术", "\n分开\t技术\tCCUS技术")
    path.write_text(text, encoding="utf-8")
    assert [(one.same, one.name) for one in read_rulings(path).rulings] == [(False, "CCUS技术")]


def test_a_file_that_is_none_says_so(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"no workbook")
    with pytest.raises(StoreError, match="cetu names --output"):
        read_filled(path)


def test_every_way_is_told_in_words() -> None:
    from cetu.visual.reports.names import ways

    assert {"alias", "bracket", "closing", "department", "newness", "ruled", "sector", "spelling", "wording"} == set(
        ways()
    )


def test_a_use_is_called_what_its_iri_says() -> None:
    assert Use("Technology", "CCUS", "https://w3id.org/cetu/id/technology/CO₂%20捕集", 1, 1).label == "CO₂ 捕集"
