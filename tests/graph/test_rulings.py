"""Rulings of names: a file of one line each that merges in git, kept to by every build and by alignment."""

from __future__ import annotations

from pathlib import Path

import pytest

from cetu.corpus.reading import plan_from_text
from cetu.extract.extracting import extract
from cetu.graph.building import build
from cetu.graph.making import make
from cetu.graph.renaming import meant, rename
from cetu.graph.rulings import HEAD, Ruling, Rulings, add_rulings, read_rulings, rulings_of, rulings_path
from cetu.graph.store import open_graph
from cetu.ontology.errors import StoreError
from cetu.queries.alignment.series import align_files

FIRST = "甲市氢能方案（2024—2030年）\n一、重点任务\n研发固态储氢合金，推广光储直柔建筑配电。\n"
SECOND = "乙市氢能方案（2024—2030年）\n一、重点任务\n研发储氢合金材料，推广光储直柔。\n"
THINGS = "SELECT DISTINCT ?t WHERE { ?m cetu:name ?name ; cetu:refersTo ?t . FILTER(?name = %s) } ORDER BY ?t"


def rulings(*lines: str) -> Rulings:
    return Rulings(tuple(rulings_of("\n".join(lines), "names.tsv")))


def file(folder: Path, *lines: str) -> Path:
    path = folder / "store.names.tsv"
    path.write_text("\n".join(("\t".join(HEAD), *lines)) + "\n", encoding="utf-8")
    return path


def test_merged_names_mean_one_thing_and_parted_ones_two() -> None:
    ruled = rulings("合并\t技术\t固态储氢合金\t储氢合金材料\t同一材料", "分开\t技术\tCCUS\t碳捕集利用与封存")
    plan = plan_from_text(FIRST + "开展CCUS研究。\n", "first")
    concepts = {one.name: one.concept for one in rename(plan, extract(plan), ruled).entities}
    assert concepts["固态储氢合金"] == "https://w3id.org/cetu/id/technology/储氢合金材料"
    assert meant("Technology", "CCUS", "x", ruled) == "x"  # it meant something else anyway
    whole = "https://w3id.org/cetu/id/technology/碳捕集利用与封存"
    assert meant("Technology", "CCUS", whole, ruled) == "https://w3id.org/cetu/id/technology/CCUS"
    assert meant("Technology", "碳捕集利用与封存", whole, ruled) == whole


def test_a_name_may_be_merged_into_one_that_is_merged_itself() -> None:
    ruled = rulings("合并\t技术\t甲技\t乙技", "合并\t技术\t乙技\t丙技")
    found = {meant("Technology", name, None, ruled) for name in ("甲技", "乙技", "丙技", "“丙技”")}
    assert found == {"https://w3id.org/cetu/id/technology/丙技"}


def test_the_order_of_lines_does_not_matter() -> None:
    lines = ("合并\t技术\t甲技\t乙技", "分开\t机构\t丙院\t丁院")
    assert rulings(*lines).digest == rulings(*reversed(lines)).digest != rulings(lines[0]).digest


def test_remarks_empty_lines_and_what_is_undecided_are_passed_over() -> None:
    assert rulings("# 王工 2026-11-30", "", "\t技术\t甲技\t乙技\t还没看") == Rulings()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("也许\t技术\t甲技\t乙技", "line 2: 判断应是“合并”“分开”"),
        ("合并\t动物\t甲技\t乙技", "line 2: 类别应是"),
        ("合并\t技术\t甲技\t", "line 2: “名称”和“与”都要填"),
        ("合并\t技术\t“甲技”\t甲技", "line 2: .*只差写法"),
        ("合并\t技术\t甲技\t乙技\n分开\t技术\t乙技\t甲技", "第2行与第3行矛盾"),
        ("合并\t技术\t甲技\t乙技\n合并\t技术\t甲技\t丙技", "第2行与第3行矛盾"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(StoreError, match=says):
        read_rulings(file(tmp_path, line))


def test_excel_s_byte_order_mark_and_line_breaks_are_read(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    path.write_bytes(("\ufeff" + "\t".join(HEAD) + "\r\n合并\t技术\t甲技\t乙技\t\r\n").encode())
    assert [one.name for one in read_rulings(path).rulings] == ["甲技"]


def test_new_rulings_are_added_once_and_never_against_the_file(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    one = Ruling(True, "Technology", "甲技", "乙技", "王工")
    assert (add_rulings(path, [one]), add_rulings(path, [one])) == (1, 0)
    before = path.read_text(encoding="utf-8")
    with pytest.raises(StoreError, match="矛盾"):
        add_rulings(path, [Ruling(False, "Technology", "甲技", "乙技")])
    assert path.read_text(encoding="utf-8") == before == "\t".join(HEAD) + "\n合并\t技术\t甲技\t乙技\t王工\n"


def test_every_later_build_keeps_to_them(tmp_path: Path) -> None:
    plans = []
    for name, text in (("first", FIRST), ("second", SECOND)):
        plans.append(tmp_path / f"{name}.txt")
        plans[-1].write_text(text, encoding="utf-8")
    store = tmp_path / "store"
    assert rulings_path(store) == tmp_path / "store.names.tsv"
    names = ("固态储氢合金", "储氢合金材料", "光储直柔", "光储直柔建筑配电")

    def things() -> list[list[str]]:
        assert not build(plans, store, run=lambda jobs: map(make, jobs)).failures
        graph = open_graph(store)
        return [[row["t"].value for row in graph.select(THINGS % f'"{name}"')] for name in names]

    before = things()
    assert all(len(found) == 1 for found in before)
    assert before[0] != before[1]
    file(tmp_path, "合并\t技术\t固态储氢合金\t储氢合金材料", "合并\t技术\t光储直柔建筑配电\t光储直柔")
    merged = things()
    assert merged[0] == merged[1] == before[1]
    assert merged[2] == merged[3] == before[2]
    label = "SELECT ?label WHERE { <%s> rdfs:label ?label }"
    assert [row["label"].value for row in open_graph(store).select(label % before[1][0])] == ["储氢合金材料"]
    (tmp_path / "store.names.tsv").unlink()
    assert things() == before


def test_alignment_keeps_to_them(tmp_path: Path) -> None:
    paths = [tmp_path / "first.txt", tmp_path / "second.txt"]
    paths[0].write_text(FIRST, encoding="utf-8")
    paths[1].write_text(SECOND.replace("光储直柔", "光储直柔建筑配电技术"), encoding="utf-8")

    def relations(ruled: Rulings) -> dict[str, str]:
        (found,) = align_files(paths[0], paths[1:], rulings=ruled)
        assert found.alignment
        rows = (row for row in found.alignment.of("technology") if row.left)
        return {row.left.name: row.relation for row in rows if row.left}

    plain = relations(Rulings())
    assert plain["光储直柔建筑配电"] == "same"
    assert plain["固态储氢合金"] != "same"
    ruled = relations(
        rulings("合并\t技术\t固态储氢合金\t储氢合金材料", "分开\t技术\t光储直柔建筑配电\t光储直柔建筑配电技术")
    )
    assert ruled["固态储氢合金"] == "same"
    assert ruled["光储直柔建筑配电"] != "same"
