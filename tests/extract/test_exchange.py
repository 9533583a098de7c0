"""An extraction is written as JSON and read back; what is not of the format is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cetu.corpus.reading import plan_from_text
from cetu.extract.exchange import FORMAT, from_json, read_extraction, to_json, write_extraction
from cetu.extract.extracting import extract
from cetu.extract.extraction import Extraction
from cetu.ontology.errors import ExchangeError

TEXT = """某市储能方案
一、重点任务
（一）强化攻关。支持成都、绵阳等地区研发潮汐能、波浪能发电技术。到2025年，投资达到13.70亿元左右。（市科技局牵头，市财政局配合）
"""


@pytest.fixture(scope="module")
def said() -> Extraction:
    return extract(plan_from_text(TEXT, "某市储能方案"))


@pytest.fixture
def data(said: Extraction) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads(to_json(said))
    return fields


def test_the_text_fills_every_part(said: Extraction) -> None:
    assert all((said.entities, said.lists, said.relations, said.targets, said.tasks))
    assert any(entity.parts for entity in said.entities)


def test_json_reads_back(said: Extraction) -> None:
    back = from_json(to_json(said))
    assert to_json(back) == to_json(said)
    assert replace(back, document=said.document) == said


def test_a_file_reads_back(said: Extraction, tmp_path: Path) -> None:
    path = tmp_path / "某市储能方案.json"
    write_extraction(said, path)
    assert path.read_bytes() == to_json(said).encode("utf-8")
    assert to_json(read_extraction(path)) == to_json(said)
    assert [one.name for one in tmp_path.iterdir()] == [path.name]  # nothing half-written is left


def test_writing_again_replaces_the_file(said: Extraction, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text("old", encoding="utf-8")
    write_extraction(said, path)
    assert path.read_text(encoding="utf-8") == to_json(said)


def test_a_failed_write_leaves_the_old_file(said: Extraction, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError):
        write_extraction(replace(said, doc="\ud800"), path)
    assert path.read_text(encoding="utf-8") == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["plan.json"]


def test_characters_stay_the_authors(said: Extraction) -> None:
    written = to_json(said)
    assert "潮汐能发电技术" in written and "\\u" not in written
    assert '"printed": "13.70"' in written
    assert written.endswith("}\n")


@pytest.mark.parametrize("text", ["", "no JSON", "[]", "3", "null", '"x"', "{}", '{"format": 1}'])
def test_what_is_no_extraction_is_refused(text: str) -> None:
    with pytest.raises(ExchangeError, match="cetu extract"):
        from_json(text)


@pytest.mark.parametrize("version", [0, FORMAT + 1, "1", None])
def test_another_format_is_refused_by_its_number(data: dict[str, Any], version: object) -> None:
    with pytest.raises(ExchangeError, match=f"第 {version} 版"):
        from_json(json.dumps({**data, "format": version}))


@pytest.mark.parametrize("part", ["doc", "sha256", "software", "document", "entities", "lists", "relations", "targets"])
def test_a_part_that_is_missing_is_named(data: dict[str, Any], part: str) -> None:
    del data[part]
    with pytest.raises(ExchangeError, match=part):
        from_json(json.dumps(data))


@pytest.mark.parametrize("part", ["entities", "lists", "relations", "targets", "tasks"])
def test_a_field_that_is_missing_or_unknown_is_refused(data: dict[str, Any], part: str) -> None:
    first, *others = data[part]
    short = {name: value for name, value in first.items() if name != "id"}
    for changed in (short, {**first, "colour": "red"}):
        with pytest.raises(ExchangeError):
            from_json(json.dumps({**data, part: [changed, *others]}))
