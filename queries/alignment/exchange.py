"""Alignments as JSON, written and read back: the fields are those of the values, described in docs/alignment.md."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

from cetu.ontology.errors import AlignError
from cetu.queries.alignment.rows import Alignment, Party, Row, Side, relations

FORMAT = "cetu-alignment"
VERSION = 1
SIDE, ROW = (tuple(field.name for field in fields(one)) for one in (Side, Row))


def to_json(alignments: Sequence[Alignment]) -> str:
    """One document with all alignments, a row a line, each row with its id and what its relation is called."""
    head = json.dumps({"format": FORMAT, "version": VERSION}, ensure_ascii=False)[:-1]
    parts = ",\n".join(_alignment(one) for one in alignments)
    return f'{head}, "alignments": [\n{parts}\n]}}\n'


def _alignment(one: Alignment) -> str:
    rest = {
        "purpose": one.purpose,
        "software": one.software,
        "left": asdict(one.left),
        "right": asdict(one.right),
        "remarks": one.remarks,
    }
    called = relations()
    rows = ",\n".join(
        json.dumps({"id": row.id, "relation_zh": called[row.relation].zh, **_row_fields(row)}, ensure_ascii=False)
        for row in one.rows
    )
    return f'{json.dumps(rest, ensure_ascii=False)[:-1]}, "rows": [\n{rows}\n]}}'


def _row_fields(row: Row) -> dict[str, Any]:
    """The row as `asdict` gives it, without the copies that it makes: there may be a hundred thousand rows."""
    sides = {"left": _side_fields(row.left), "right": _side_fields(row.right)}
    return {name: getattr(row, name) for name in ROW} | sides | {"further": [_side_fields(one) for one in row.further]}


def _side_fields(side: Side | None) -> dict[str, Any] | None:
    return None if side is None else {name: getattr(side, name) for name in SIDE}


def from_json(text: str) -> tuple[Alignment, ...]:
    """The alignments of a document that `to_json` wrote. Raises AlignError for anything else."""
    try:
        said = json.loads(text)
        if said["format"] != FORMAT or said["version"] != VERSION:
            raise AlignError(
                f"不是这一版的对照文件；not {FORMAT} version {VERSION}: align the plans again with this version of cetu"
            )
        return tuple(_read(one) for one in said["alignments"])
    except (ValueError, KeyError, TypeError) as error:
        raise AlignError(
            f"不是 JSON 对照文件；no alignment in JSON ({error}): write one with `cetu align A B --output FILE.json`"
        ) from error


def _read(said: dict[str, Any]) -> Alignment:
    return Alignment(
        said["purpose"],
        _party(said["left"]),
        _party(said["right"]),
        tuple(_row(one) for one in said["rows"]),
        tuple(said["remarks"]),
        said["software"],
    )


def _party(said: dict[str, Any]) -> Party:
    return Party(
        said["key"],
        said["title"],
        tuple(said["issuers"]),
        tuple(said["period"]) if said["period"] else None,
        said["sha256"],
        tuple((name, count) for name, count in said["counts"]),
    )


def _row(said: dict[str, Any]) -> Row:
    fields = {key: value for key, value in said.items() if key not in ("id", "relation_zh")}
    sides = {key: _side(said[key]) if said[key] else None for key in ("left", "right")}
    further = tuple(_side(one) for one in said["further"])
    return Row(**{**fields, **sides, "further": further})


def _side(said: dict[str, Any]) -> Side:
    return Side(**{**said, "headings": tuple(said["headings"])})
