"""What is read from the plan that ships, held to a golden that a person can check against the text.

`golden/liaoning-2023.tsv` has a row per entity (line of the text, type, text, name, stage), target (line, all
fields), task (line, level, number, title) and relation (line, type, head, tail, reading), tab-parted, in order of
place; a line break in a field is written ⏎. After a change of the grammar that is meant, write it anew with

    CETU_UPDATE_GOLDEN=1 python -m pytest tests/extract/test_liaoning.py

and read the difference before you commit it. A run that writes it fails, so that no machine passes by writing.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from cetu.corpus.plan import Plan
from cetu.corpus.reading import read_plan, shipped_plan
from cetu.extract.extracting import extract
from cetu.extract.extraction import Extraction, Span

GOLDEN = Path(__file__).parent / "golden" / "liaoning-2023.tsv"
UPDATE = bool(os.environ.get("CETU_UPDATE_GOLDEN"))
HEADER = [
    "# entity\tline\ttype\ttext\tname\tstage",
    "# target\tline\tindicator\top\tprinted\tvalue\tunit\tyear\tbaseline_year\ttext",
    "# task\tline\tlevel\tnumber\ttitle\torders",
    "# relation\tline\ttype\thead\ttail\treading",
]
KINDS = ["entity", "target", "task", "relation"]


def _row(*fields: object) -> str:
    said = ("" if field is None else str(field) for field in fields)
    return "\t".join(field.replace("\r", "").replace("\n", "⏎").replace("\t", " ") for field in said)


def _first(evidence: tuple[Span, ...]) -> int:
    return min(span.start for span in evidence)


def _rows(plan: Plan, read: Extraction) -> Iterator[str]:
    """The golden's rows, without its header."""

    def line(offset: int) -> int:
        return plan.text.count("\n", 0, offset) + 1

    name = {e.id: e.name for e in read.entities}
    for e in read.entities:
        yield _row("entity", line(e.start), e.type, e.text, e.name, e.stage)
    for t in read.targets:
        figure = (t.op, t.printed, t.value, t.unit, t.year, t.baseline_year)
        yield _row("target", line(t.start), t.indicator, *figure, t.text)
    for k in read.tasks:
        yield _row("task", line(k.start), k.level, k.number, k.title, "orders" if k.orders else "orders nothing")
    for r in sorted(read.relations, key=lambda r: (_first(r.evidence), r.type, r.id)):
        yield _row("relation", line(_first(r.evidence)), r.type, name.get(r.head, r.head), name.get(r.tail, r.tail),
                   r.reading)  # fmt: skip


@pytest.fixture(scope="module")
def rows() -> list[str]:
    plan = read_plan(shipped_plan())
    made = list(_rows(plan, extract(plan)))
    if UPDATE:
        GOLDEN.write_text("\n".join([*HEADER, *made]) + "\n", encoding="utf-8", newline="\n")
    return made


@pytest.fixture(scope="module")
def golden(rows: list[str]) -> list[str]:
    lines = GOLDEN.read_text(encoding="utf-8").splitlines()
    assert lines[: len(HEADER)] == HEADER
    return lines[len(HEADER) :]


def test_the_golden_is_not_being_written() -> None:
    assert not UPDATE, f"{GOLDEN.name} was written anew; read the difference, then run without CETU_UPDATE_GOLDEN"


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_is_as_expected(rows: list[str], golden: list[str], kind: str) -> None:
    made, wanted = ([row for row in side if row.startswith(f"{kind}\t")] for side in (rows, golden))
    lost, new = Counter(wanted) - Counter(made), Counter(made) - Counter(wanted)
    faults = [f"- {row}" for row in lost.elements()] + [f"+ {row}" for row in new.elements()]
    assert not faults, "\n".join([f"lost (-) and new (+) rows of {GOLDEN.name}:", *faults])
    assert made == wanted  # and in the same order


def test_the_golden_holds_nothing_else(golden: list[str]) -> None:
    assert [row for row in golden if row.split("\t")[0] not in KINDS] == []
    assert {row.split("\t")[0] for row in golden} == set(KINDS)


def test_the_same_is_written_whatever_the_order_of_sets() -> None:
    """Another hash seed orders Python's sets otherwise; the JSON stays what it is, to the byte."""
    program = (
        "import sys\n"
        "from cetu.corpus.reading import read_plan, shipped_plan\n"
        "from cetu.extract.exchange import to_json\n"
        "from cetu.extract.extracting import extract\n"
        "sys.stdout.buffer.write(to_json(extract(read_plan(shipped_plan()))).encode())\n"
    )
    written = [
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert written[0] == written[1] != b""
