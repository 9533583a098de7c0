"""What a build did, as a file: `build-report.json` in the store, for people who look later and for programs."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cetu.graph.building import BuildReport, Built, Failure


def report_json(done: BuildReport) -> bytes:
    """The report: files that were read, that were unchanged, that repeat another, that failed, and what was removed."""
    said = {
        "read": [_plan(one) for one in done.plans if one.fresh],
        "unchanged": [_plan(one) for one in done.plans if not one.fresh],
        "reposts": [_plan(one) for one in done.reposts],
        "failed": [_failure(one) for one in done.failures],
        "removed": list(done.removed),
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def write_report(path: Path, done: BuildReport) -> None:
    """Write the report, whole. OSError where that cannot be."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    beside.write_bytes(report_json(done))
    os.replace(beside, path)


def _plan(one: Built) -> dict[str, Any]:
    said = {"file": str(one.path), "key": one.key, "title": one.title, "counts": one.counts, "seconds": one.seconds}
    more = {"repost_of": one.repost_of, "notes": list(one.notes)}
    return said | {name: value for name, value in more.items() if value}


def _failure(one: Failure) -> dict[str, Any]:
    return {"file": str(one.path), "why": one.why, "violations": [asdict(violation) for violation in one.violations]}
