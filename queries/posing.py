"""Questions of the library and a search over names, as a worker answers them for the JSON API."""

from __future__ import annotations

import json
from itertools import islice
from typing import Any

import pyoxigraph as ox

from cetu.graph.dataset import Graph
from cetu.ontology.errors import QueryError
from cetu.ontology.iri import ONTOLOGY, PREFIXES, shorten
from cetu.ontology.vocabularies import Rdf
from cetu.queries import tables
from cetu.queries.asking import Answer, Term, ask, plain
from cetu.queries.describing import label
from cetu.queries.library import Question, question, questions

TYPE = ox.NamedNode(Rdf.type)

FORMS = {
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "sparql-json": "application/sparql-results+json",
}
"""Formats of an answer: our own JSON, and what `cetu query` writes."""

FIND = """SELECT ?thing ?any WHERE {
  { ?thing rdfs:label ?any } UNION { ?thing skos:altLabel ?any }
  FILTER(CONTAINS(LCASE(STR(?any)), "TEXT"))
} LIMIT 2000"""


def pose(graph: Graph, name: str, parameters: dict[str, str], form: str) -> tuple[str, bytes]:
    """The answer to a question of the library in one of `FORMS`. A target of `Pool.call`."""
    if form not in FORMS:
        raise QueryError(f"no format {form}: choose one of {', '.join(FORMS)}")
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
    return json.dumps({"sparql": question(name).bind(dict(parameters))}, ensure_ascii=False).encode()


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
    """Things with the text in a name of theirs: the very name first, then the shortest; JSON. For `Pool.call`."""
    words = str(ox.Literal(text.lower()))
    names: dict[ox.NamedNode, str] = {}
    for row in graph.select(FIND.replace('"TEXT"', words)):
        name = row["any"].value
        if isinstance(row["thing"], ox.NamedNode):
            names[row["thing"]] = min(names.get(row["thing"], name), name, key=lambda one: (one != text, len(one), one))
    nearest = sorted(names, key=lambda one: (names[one] != text, len(names[one]), names[one], one.value))
    found = ((one, class_of(graph, one)) for one in nearest)
    shown = ({"iri": one.value, "label": label(graph, one.value), "class": kind} for one, kind in found if kind)
    return json.dumps(list(islice(shown, limit)), ensure_ascii=False).encode()


def class_of(graph: Graph, thing: ox.NamedNode) -> str:
    """The class of cetu's that a thing has, made short; empty where it has none."""
    kinds = sorted(str(quad.object.value) for quad in graph.match(thing, TYPE) if isinstance(quad.object, ox.NamedNode))
    return next((shorten(kind) for kind in kinds if kind.startswith(ONTOLOGY)), "")


def listed() -> list[dict[str, Any]]:
    """The library: every question in Chinese and English with its parameters and columns."""
    return [_listed(one) for one in questions()]


def _listed(one: Question) -> dict[str, Any]:
    parameters = [
        {
            "name": parameter.name,
            "description": parameter.description,
            "type": "integer" if parameter.is_number else "string",
            "default": int(parameter.default.value) if parameter.is_number else parameter.default.value,
        }
        for parameter in one.parameters
    ]
    columns = [{"name": name, "heading": heading} for name, heading in one.headings]
    return {
        "name": one.name,
        "zh": one.zh,
        "en": one.en,
        "reading": one.reading,
        "parameters": parameters,
        "columns": columns,
        "sparql": one.sparql,
    }
