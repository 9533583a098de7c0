"""Questions of the library and a search over names, as a worker answers them for the JSON API."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox

from cetu.graph.dataset import Graph
from cetu.ontology.errors import QueryError
from cetu.ontology.iri import PREFIXES
from cetu.queries import tables
from cetu.queries.asking import Answer, Term, ask, plain, taken_for
from cetu.queries.library import Question, question, questions
from cetu.queries.resolving import complete

FORMS = {
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "sparql-json": "application/sparql-results+json",
}
"""Formats of an answer: our own JSON, and what `cetu query` writes."""


def pose(graph: Graph, name: str, parameters: dict[str, str], form: str) -> tuple[str, bytes]:
    """The answer to a question of the library in one of `FORMS`. A target of `Pool.call`."""
    if form not in FORMS:
        raise QueryError(f"没有格式 {form}；no format {form}: choose one of {', '.join(FORMS)}")
    answer = ask(graph, question(name).name, **parameters)
    encoders = {
        "json": plain_json,
        "csv": tables.csv_bytes,
        "xlsx": tables.xlsx_bytes,
        "sparql-json": tables.json_bytes,
    }
    return FORMS[form], encoders[form](answer)


def bound(graph: Graph, name: str, parameters: dict[str, str]) -> bytes:
    """The SPARQL of a question with its parameters in it, as JSON. A target of `Pool.call`."""
    posed = question(name)
    values, taken = taken_for(graph, posed, parameters)
    return json.dumps({"sparql": posed.bind(values), "taken": taken}, ensure_ascii=False).encode()


def plain_json(answer: Answer) -> bytes:
    """Columns with their headings, and rows of plain values: numbers as numbers, nodes as IRIs."""
    columns = [
        {"name": name, "heading": heading} for name, heading in zip(answer.columns, answer.headings, strict=True)
    ]
    rows = [[_plain(term) for term in row] for row in answer.rows]
    return json.dumps({"columns": columns, "rows": rows}, ensure_ascii=False).encode()


def _plain(term: Term | None) -> str | int | float | bool | None:
    if isinstance(term, ox.Literal) and term.datatype.value.startswith(PREFIXES["xsd"]):
        match term.datatype.value.removeprefix(PREFIXES["xsd"]):
            case "integer":
                return int(term.value)
            case "decimal" | "double" | "float":
                return float(term.value)
            case "boolean":
                return term.value == "true"
    return plain(term)


def find(graph: Graph, text: str, limit: int) -> bytes:
    """Things with the text in a name of theirs, the likeliest first; JSON. For `Pool.call`."""
    found = [
        {"iri": hit.iri, "label": hit.label, "class": f"cetu:{hit.kind}", "matched": hit.matched, "plans": hit.uses}
        for hit in graph.search(text, limit=limit)
    ]
    return json.dumps(found, ensure_ascii=False).encode()


def propose(graph: Graph, name: str, parameter: str, text: str) -> bytes:
    """What a parameter of a question may be, from what was typed so far; JSON. For `Pool.call`."""
    found = [
        {"value": one.value, "label": one.label, "class": f"cetu:{one.kind}", "plans": one.uses}
        for one in complete(graph, name, parameter, text)
    ]
    return json.dumps(found, ensure_ascii=False).encode()


def listed() -> list[dict[str, Any]]:
    """The library: every question in Chinese and English with its parameters and columns."""
    return [_listed(one) for one in questions()]


def _listed(one: Question) -> dict[str, Any]:
    parameters = [
        {
            "name": parameter.name,
            "description": parameter.description,
            "type": "integer" if parameter.is_number else "string",
            "kind": parameter.kind,
            "default": int(parameter.default.value) if parameter.is_number else parameter.default.value,
        }
        for parameter in one.parameters
    ]
    columns = [{"name": name, "heading": heading} for name, heading in one.headings]
    return {
        "name": one.name,
        "group": one.group,
        "zh": one.zh,
        "en": one.en,
        "reading": one.reading,
        "parameters": parameters,
        "columns": columns,
        "sparql": one.sparql,
    }
