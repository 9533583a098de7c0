"""A Review as JSON, written and read back: the fields of the dataclasses, with what rule and severity are called."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from cetu.ontology.errors import AlignError
from cetu.queries.alignment.rows import Party
from cetu.queries.checking.findings import SEVERITY_NAMES, Finding, Place, Review, rules

FORMAT = "cetu-check"
VERSION = 1


def to_json(reviews: Sequence[Review]) -> str:
    """One document with all reviews, a finding a line."""
    head = json.dumps({"format": FORMAT, "version": VERSION}, ensure_ascii=False)[:-1]
    parts = ",\n".join(_review(one) for one in reviews)
    return f'{head}, "reviews": [\n{parts}\n]}}\n'


def _review(one: Review) -> str:
    rest = {
        "plan": asdict(one.plan),
        "software": one.software,
        "counts": one.counts,
        "remarks": one.remarks,
        "unused": one.unused,
    }
    lines = ",\n".join(json.dumps(_finding(found), ensure_ascii=False) for found in one.findings)
    return f'{json.dumps(rest, ensure_ascii=False)[:-1]}, "findings": [\n{lines}\n]}}'


def _finding(one: Finding) -> dict[str, Any]:
    rule = rules()[one.rule]
    names = {"id": one.id, "rule_zh": rule.zh, "severity_zh": SEVERITY_NAMES[one.severity], "advice": rule.advice}
    return {**names, **asdict(one)}


def from_json(text: str) -> tuple[Review, ...]:
    """The reviews of a document that `to_json` wrote. Raises AlignError for anything else."""
    try:
        said = json.loads(text)
        if said["format"] != FORMAT or said["version"] != VERSION:
            raise AlignError(
                f"不是这一版的检查文件；not {FORMAT} version {VERSION}: check the plan again with this version of cetu"
            )
        return tuple(_read(one) for one in said["reviews"])
    except (ValueError, KeyError, TypeError) as error:
        raise AlignError(
            f"不是 JSON 检查文件；not a check in JSON ({error}): write one with `cetu check PLAN --output FILE.json`"
        ) from error


def _read(said: dict[str, Any]) -> Review:
    plan = said["plan"]
    party = Party(
        plan["key"],
        plan["title"],
        tuple(plan["issuers"]),
        tuple(plan["period"]) if plan["period"] else None,
        plan["sha256"],
        tuple((name, count) for name, count in plan["counts"]),
    )
    findings = tuple(_read_finding(one) for one in said["findings"])
    return Review(party, findings, tuple(said["remarks"]), tuple(said["unused"]), said["software"])


def _read_finding(said: dict[str, Any]) -> Finding:
    further = tuple(_place(one) for one in said["further"])
    return Finding(said["rule"], said["severity"], said["message"], _place(said["place"]), further, said["silenced"])


def _place(said: dict[str, Any]) -> Place:
    return Place(**{**said, "headings": tuple(said["headings"])})
