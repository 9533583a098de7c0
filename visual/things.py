"""Things of a bundle: kind, names in both languages, code, and what they lie in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cetu.graph.dataset import Graph
from cetu.ontology.errors import CetuError
from cetu.ontology.iri import segments_of
from cetu.visual.descriptions import Description, about, local, many, one, short, spoken, walk_up
from cetu.visual.gathering import KINDS

Json = dict[str, Any]

FOLDERS = {kind.lower(): kind for kind in KINDS} | {"section": "Task"}
"""What the folder in an IRI says of the class of a thing that the graph does not describe."""


def describe_things(graph: Graph, iris: Iterable[str]) -> list[Json]:
    """Things, and what they lie in or are narrower than, in order of IRI.

    id, kind, label, en, names (others that it is known by), code, within, broader, status.
    """
    wanted = list(dict.fromkeys(iris))
    known = dict(about(graph, wanted))
    list(walk_up(graph, known, "within"))
    list(walk_up(graph, known, "broader"))
    missing: dict[str, Description] = {iri: {} for iri in wanted if iri not in known}
    return [describe(iri, said) for iri, said in sorted({**known, **missing}.items())]


def describe(iri: str, said: Description) -> Json:
    kinds = {local(kind.value) for kind in said.get("type", ())}
    label = _label(iri, said)
    names = [name for key in ("prefLabel", "altLabel", "shortName", "label") for name in spoken(said, key, "zh")]
    names += many(said, "shortName")
    english = [name for key in ("prefLabel", "label") for name in spoken(said, key, "en")]
    fields = {
        "id": short(iri),
        "kind": next((kind for kind in KINDS if kind in kinds), None) or _kind_by_name(iri),
        "label": label,
        "en": next(iter(english), None),
        "names": sorted({*names, *english[1:], *spoken(said, "altLabel", "en")} - {label}) or None,
        "code": one(said, "notation"),
        "within": [name for name in many(said, "within") if name != short(iri)] or None,
        "broader": [name for name in many(said, "broader") if name != short(iri)] or None,
        "status": one(said, "status"),
        "regionKind": one(said, "regionKind"),
    }
    return {name: value for name, value in fields.items() if value is not None}


def _label(iri: str, said: Description) -> str:
    found = [
        *spoken(said, "label", "zh"),
        *spoken(said, "prefLabel", "zh"),
        *many(said, "heading"),
        *many(said, "label"),
    ]
    return found[0] if found else _name_in(iri)


def _name_in(iri: str) -> str:
    try:
        return segments_of(iri)[-1]
    except (ValueError, CetuError):
        return iri


def _kind_by_name(iri: str) -> str:
    folders = short(iri).split("/")
    return next((FOLDERS[folder] for folder in reversed(folders[:-1]) if folder in FOLDERS), "Document")
