"""Judgements: what people say of Statements, targets and supports, in a file beside the store (`judging` applies them
whenever a plan is built, `judgement_quads` puts them into the graph).

One JSON object a line, so that two people's files merge in git. Of several judgements of one thing the last counts.

    {"by": "王工", "note": "", "on": "2026-11-30", "statement": "plan/KEY/statement/…", "verdict": "wrong"}

`right` makes the Statement certain. `wrong` takes it out of the plan's graph, with all that rested on it. `corrected`
puts another `subject`, `object`, `predicate` or `stage` in its place; an end must be something that the plan names, and
a correction to what it does not name takes the Statement out. IRIs stand without what all IRIs of ours begin with.
A target is corrected in its `value` (the figure as printed), `year` or `comparator`; a support is right or wrong.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from cetu.graph.endpoint import is_address
from cetu.ontology.errors import StoreError
from cetu.ontology.iri import ID, ONTOLOGY, mint
from cetu.ontology.terms import COMPARATORS, RELATIONS, STAGES

VERDICTS = ("right", "wrong", "corrected")
CORRECTING = ("subject", "object", "predicate", "stage", "value", "year", "comparator")
KINDS = ("statement", "target", "support")
TYPES = {iri.removeprefix(ONTOLOGY): kind for kind, iri in RELATIONS.items()}
"""Type of a relation by the local name of its property."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody says of a Statement, a target or a support (`statement`), `on` a date; CORRECTING where it does."""

    statement: str
    verdict: str
    by: str
    note: str = ""
    on: str = ""
    subject: str | None = None
    object: str | None = None
    predicate: str | None = None
    stage: str | None = None
    value: str | None = None
    year: str | None = None
    comparator: str | None = None

    def as_json(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if value is not None}


def judgements_path(store: str | os.PathLike[str]) -> Path:
    """`STORE.judgements.jsonl`, beside the store's folder."""
    folder = Path(os.path.abspath(store))
    return folder.with_name(f"{folder.name}.judgements.jsonl")


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """All judgements of a file in its order, () where there is none. StoreError names a line that is none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeError) as error:
        raise StoreError(f"{path} 读不了；cannot be read ({error}): mend or remove it") from error
    return tuple(_read(line, f"{path}, line {number}") for number, line in enumerate(lines, start=1) if line.strip())


def _read(line: str, where: str) -> Judgement:
    try:
        return judgement(json.loads(line))
    except ValueError as error:
        raise StoreError(f"{where} 不是判断；is no judgement ({error}): mend it or take the line out") from error


def judgement(said: Any) -> Judgement:
    """A judgement from JSON. ValueError says what is wrong with it."""
    if not isinstance(said, dict):
        raise ValueError("not a JSON object")
    known = {field.name for field in fields(Judgement)}
    if odd := [name for name, value in said.items() if name not in known or not isinstance(value, str)]:
        raise ValueError(f"{odd[0]} is no field, or no text")
    for name in ("statement", "by"):
        if not said.get(name, "").strip():
            raise ValueError(f"{name} is missing")
    if said.get("verdict") not in VERDICTS:
        raise ValueError(f"verdict is one of {', '.join(VERDICTS)}")
    if said.get("predicate", "mustDevelop") not in TYPES:
        raise ValueError(f"predicate is one of {', '.join(sorted(TYPES))}")
    if said.get("stage", "deploy") not in STAGES:
        raise ValueError(f"stage is one of {', '.join(STAGES)}")
    if said.get("comparator", "eq") not in COMPARATORS:
        raise ValueError(f"comparator is one of {', '.join(COMPARATORS)}")
    for name, form in (("value", r"-?\d+(\.\d+)?"), ("year", r"\d{4}")):
        if name in said and not re.fullmatch(form, said[name]):
            raise ValueError(f"{name} is no {'figure' if name == 'value' else 'year'}")
    return Judgement(**said)


def add_judgement(path: Path, one: Judgement) -> None:
    """Append a line. StoreError where the file cannot be written."""
    line = json.dumps(one.as_json(), ensure_ascii=False, sort_keys=True) + "\n"
    try:
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(line)
    except OSError as error:
        raise StoreError(f"{path} 写不了，请查权限；cannot write ({error.strerror}): check the rights") from error


def latest(judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """The one that counts, by Statement: the last by date, of one day the last in the file."""
    ordered = sorted(judgements, key=lambda one: one.on)
    return {one.statement: one for one in ordered}


def judgements_of(store: str | os.PathLike[str]) -> dict[str, Judgement]:
    """Those that count of a store in a folder; of one at an address there are none."""
    return {} if is_address(store) else latest(read_judgements(judgements_path(store)))


def of_plan(judgements: Iterable[Judgement], key: str) -> dict[str, Judgement]:
    """Those that count of the Statements, targets and supports of one plan."""
    starts = tuple(mint("plan", key, kind).removeprefix(ID) + "/" for kind in KINDS)
    return {name: one for name, one in latest(judgements).items() if name.startswith(starts)}
