"""The JSON that an extraction is written as keeps its own schema."""

from __future__ import annotations

import dataclasses
import json
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from cetu.corpus.reading import read_plan
from cetu.extract import extraction as values
from cetu.extract.exchange import to_json
from cetu.extract.extracting import extract

SHIPPED = Path(str(resources.files("cetu.corpus").joinpath("liaoning-2023.txt")))
SCHEMA: dict[str, Any] = json.loads(resources.files("cetu.extract").joinpath("schema.json").read_text(encoding="utf-8"))
DEFINED = {
    "entity": values.Entity,
    "list": values.MentionList,
    "relation": values.Relation,
    "target": values.Target,
    "task": values.Task,
    "span": values.Span,
}


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    said: dict[str, Any] = json.loads(to_json(extract(read_plan(SHIPPED))))
    return said


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_shipped_plan_keeps_it(written: dict[str, Any]) -> None:
    assert [str(one.message) for one in jsonschema.Draft202012Validator(SCHEMA).iter_errors(written)] == []


def test_it_refuses_what_is_wrong(written: dict[str, Any]) -> None:
    entity = {**written["entities"][0], "type": "Thing"}
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid({**written, "entities": [entity]})


@pytest.mark.parametrize("name", DEFINED)
def test_it_names_the_fields_that_the_values_have(name: str) -> None:
    fields = [field.name for field in dataclasses.fields(DEFINED[name])]
    assert sorted(SCHEMA["$defs"][name]["properties"]) == sorted(fields)


def test_it_allows_the_words_that_the_values_allow() -> None:
    relation = SCHEMA["$defs"]["relation"]["properties"]
    assert tuple(relation["type"]["enum"]) == values.RELATION_TYPES
    assert tuple(relation["modality"]["enum"]) == (*values.MODALITIES, None)
    assert tuple(SCHEMA["$defs"]["entity"]["properties"]["type"]["enum"]) == values.ENTITY_TYPES
    assert tuple(SCHEMA["$defs"]["entity"]["properties"]["stage"]["enum"]) == (*values.STAGES, None)
    assert tuple(SCHEMA["$defs"]["target"]["properties"]["op"]["enum"]) == (*values.OPERATORS, None)
    assert tuple(SCHEMA["$defs"]["list"]["properties"]["openness"]["enum"]) == values.OPENNESS
