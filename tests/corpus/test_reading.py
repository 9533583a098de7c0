"""Files become plans; paths become files."""

from __future__ import annotations

import hashlib
import time
import tomllib
from pathlib import Path

import pytest

from cetu.corpus.reading import key_of, plan_from_text, read_plan, shipped_plan
from cetu.ontology.errors import ReadError
from cetu.plan_files import find_plans

SHIPPED = "4024ee4da6908c05f97cc49e8bc3b1761146a5eea86c5ba2710754d693cad752"


def test_the_shipped_plan_is_byte_for_byte_the_one_that_was_given() -> None:
    data = shipped_plan().read_bytes()
    said = tomllib.loads(shipped_plan().with_suffix(".toml").read_text("utf-8"))
    assert hashlib.sha256(data).hexdigest() == SHIPPED == said["sha256"]
    assert len(data.decode()) == said["characters"]
    plan = read_plan(shipped_plan())
    assert (plan.key, plan.source.name, plan.source.encoding) == ("liaoning-2023", "liaoning-2023.txt", "utf-8")
    assert plan.source.sha256 == SHIPPED
    assert plan.document.title == said["title"]


def test_reading_twice_gives_the_same_value() -> None:
    assert read_plan(shipped_plan()) == read_plan(shipped_plan())


def test_a_plan_is_read_fast() -> None:
    read_plan(shipped_plan())  # the thesaurus of regions is read once a process
    began = time.perf_counter()
    read_plan(shipped_plan())
    assert time.perf_counter() - began < 0.5  # 0.01 s on a quiet machine


@pytest.mark.parametrize(
    ("stem", "key"),
    [
        ("辽宁 方案#1", "辽宁-方案-1"),
        ("e\u0301tude", "\u00e9tude"),
        ("CO₂", "CO₂"),
        ("???", "plan"),
        ("a/b:c", "a-b-c"),
    ],
)
def test_a_key_is_composed_and_safe_in_an_iri(stem: str, key: str) -> None:
    assert key_of(stem) == key


def test_paths_folders_and_globs_give_each_file_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.md", "sub/d.TXT"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("储能", "utf-8")
    found = find_plans([tmp_path / "b.txt", tmp_path, tmp_path / "*.txt"])
    assert [path.name for path in found] == ["b.txt", "a.txt", "d.TXT"]


def test_a_folder_or_pattern_without_plans_and_a_missing_path_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no plan in"):
        find_plans([tmp_path])
    with pytest.raises(ReadError, match="no plan in"):
        find_plans([tmp_path / "*.txt"])
    with pytest.raises(ReadError, match="no such file"):
        find_plans([tmp_path / "nothing"])


def test_what_is_longer_than_any_plan_is_refused_at_once() -> None:
    with pytest.raises(
        ReadError, match=r"长.txt: 有 500,001 字，.*至多 500,000 字.*；has more characters than any plan: split it"
    ):
        plan_from_text("长" * 500_001, "长")


def test_text_without_a_visible_character_is_refused() -> None:
    with pytest.raises(ReadError, match="is empty"):
        plan_from_text(" \u200b\n<p></p>", "plan")
