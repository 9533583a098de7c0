"""The annotated excerpts that ship: every note can be read, and two readers are put together."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
NOTES = """[1] （一）风电。⏎
[2] 在大连、营口研发风机叶片、轴承技术，建设海上风电示范⏎基地。
R1 大连
R2 营口
T1 风机叶片 = 风机叶片技术 @develop
T2 轴承技术 = 风机轴承技术 @develop
P1 海上风电示范基地
T3 海上风电 @demonstrate ?
> region_technology R1 R2 : T1 T2
> region_project R1 : P1 ?
$ 装机 | ge | 30 | 万千瓦 | 2025 | - | 30万千瓦
[3] （大连市牵头）
O1 大连市
> leads O1 : 1
"""


@pytest.fixture(scope="module")
def annotating() -> ModuleType:
    spec = importlib.util.spec_from_file_location("annotating", ROOT / "bench" / "annotating.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["annotating"] = module
    spec.loader.exec_module(module)
    return module


def test_every_note_that_ships_can_be_read(annotating: ModuleType) -> None:
    files = sorted((ROOT / "bench" / "gold").rglob("*.notes"))
    read = {path: annotating.read_notes(path) for path in files}
    assert [(path.name, notes.wrong) for path, notes in read.items() if notes.wrong] == []
    for notes in read.values():
        assert all(notes.text[one["start"] : one["end"]] == one["text"] for one in notes.entities)
    assert sum(len(notes.entities) for notes in read.values()) > 20_000


def test_notes_say_spans_names_relations_targets_and_tasks(annotating: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.notes").write_text(NOTES, encoding="utf-8")
    notes = annotating.read_notes(tmp_path / "a.notes")
    assert notes.wrong == []
    named = {one["id"]: one for one in notes.entities}
    assert named["P1"]["text"] == "海上风电示范\n基地" and named["P1"]["name"] == "海上风电示范基地"
    assert named["T3"]["optional"] and named["T3"]["stage"] == "demonstrate" and "stage" not in named["R1"]
    assert {"type": "leads", "head": "O1", "tail": "风电"} in notes.relations
    assert len(notes.relations) == 6 and notes.tasks == [{"level": 2, "number": "一", "title": "风电"}]
    assert notes.targets[0]["value"] == 30 and notes.targets[0]["baseline_year"] is None


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("T9 光伏", "not in sentence"), ("R1 基地", "stands twice"), ("T9 基地 @maybe", "a stage is one of"),
        ("> region_technology R1 : R2", "wrong type"), ("> likes R1 : T1", "no relation"), ("X1 大连", "neither"),
        ("> leads O1 : 9", "heading's sentence"), ("$ 装机 | ge | 30", "seven fields"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_notes_is_said(annotating: ModuleType, tmp_path: Path, line: str, says: str) -> None:
    head, tail = NOTES.split("[3]")
    (tmp_path / "a.notes").write_text(f"{head}{line}\n[3]{tail}", encoding="utf-8")
    wrong = annotating.read_notes(tmp_path / "a.notes").wrong
    assert any(says in fault for _, fault in wrong)


def test_what_one_of_two_readers_found_is_optional(annotating: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.notes").write_text(NOTES, encoding="utf-8")
    (tmp_path / "b.notes").write_text(NOTES.replace("R2 营口\n", "").replace("R1 R2", "R1"), encoding="utf-8")
    one, other = (annotating.read_notes(tmp_path / name).gold("x") for name in ("a.notes", "b.notes"))
    both = annotating.merged(one, other)
    assert {e["id"] for e in both["entities"] if e.get("optional")} == {"R2", "T3"}
    loose = {(r["head"], r["tail"]) for r in both["relations"] if r.get("optional")}
    assert loose == {("R2", "T1"), ("R2", "T2"), ("R1", "P1")}
    swapped = annotating.merged(other, one)
    assert {e["id"] for e in swapped["entities"] if e.get("optional")} == {"R2-2", "T3"}
