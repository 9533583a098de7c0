"""The exchange format: an Extraction as JSON and back.

One object with `doc`, `sha256`, `software`, `document`, `entities`, `lists`, `relations`, `targets`, `tasks`,
`source`; fields as in `extraction`, spans as {"start", "end"}. `schema.json` beside this file is its JSON Schema.
"""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path
from typing import Any

from cetu.extract.extraction import Entity, Extraction, MentionList, Relation, Span, Target, Task
from cetu.ontology.errors import ExchangeError

FORMAT = 1


def to_json(extraction: Extraction, *, compact: bool = False) -> str:
    """The JSON text in the author's characters, ending in a line break; indented, unless it is to be compact."""
    data = {"format": FORMAT, **dataclasses.asdict(extraction)}
    layout: dict[str, Any] = {"separators": (",", ":")} if compact else {"indent": 1}
    return json.dumps(data, ensure_ascii=False, **layout) + "\n"


def from_json(text: str) -> Extraction:
    """The Extraction that `to_json` wrote.

    Raises ExchangeError where the text is no JSON, of another format version, or lacks a field.
    """
    try:
        data = json.loads(text)
        if data.get("format") != FORMAT:
            raise ExchangeError(
                f"这是第 {data.get('format')} 版交换格式，本程序读第 {FORMAT} 版；请用 cetu extract 重新生成"
            )
        return Extraction(
            doc=data["doc"],
            sha256=data["sha256"],
            software=data["software"],
            document={k: tuple(v) if isinstance(v, list) else v for k, v in data["document"].items()},
            entities=tuple(
                _make(Entity, e, parts=_spans(e["parts"]), stages=tuple(e["stages"])) for e in data["entities"]
            ),
            lists=tuple(_make(MentionList, x, members=tuple(x["members"])) for x in data["lists"]),
            relations=tuple(_make(Relation, r, evidence=_spans(r["evidence"])) for r in data["relations"]),
            targets=tuple(Target(**t) for t in data["targets"]),
            tasks=tuple(Task(**t) for t in data["tasks"]),
            source=data.get("source", {}),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ExchangeError(f"不是 cetu 交换格式的 JSON（{error}）；请用 cetu extract 重新生成") from error


def _make(cls: Any, fields: dict[str, Any], **changed: Any) -> Any:
    return cls(**{**fields, **changed})


def _spans(items: list[dict[str, int]]) -> tuple[Span, ...]:
    return tuple(Span(item["start"], item["end"]) for item in items)


def write_extraction(extraction: Extraction, path: Path) -> None:
    """Write the JSON to `path` whole or not at all."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_text(to_json(extraction), encoding="utf-8", newline="\n")
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def read_extraction(path: Path) -> Extraction:
    """The Extraction in the JSON file at `path`."""
    return from_json(path.read_text(encoding="utf-8"))
