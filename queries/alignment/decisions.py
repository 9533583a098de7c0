"""What a person decided about matches: a file of confirmed and broken pairs that later runs respect.

A UTF-8 TSV (a byte-order mark is allowed, as Excel writes it) with the head line

    判断	类别	左规划	左	右规划	右	说明

判断 is 确认 (confirm), 否定 (break), or empty (not decided yet); 类别 is the kind of row; 左规划 and 右规划 are the
plans' keys; 左 and 右 name the things as `Side.ref` does; 说明 is for people. `cetu align A B --output FILE.tsv`
writes such a file with every match and 判断 left empty; `--decisions FILE.tsv` reads it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cetu.ontology.errors import AlignError
from cetu.queries.alignment.rows import KINDS, Row, Side

HEAD = ("判断", "类别", "左规划", "左", "右规划", "右", "说明")
WORDS = {"确认": "confirmed", "confirm": "confirmed", "否定": "broken", "break": "broken", "": ""}
CONFIRMED = 10.0
"""The score under which a confirmed pair enters the choice of pairs: above any sum that could go against it."""

Key = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Decision:
    """One pair that a person confirmed or broke; the fields are the file's columns."""

    verdict: str
    kind: str
    left_plan: str
    left: str
    right_plan: str
    right: str
    note: str = ""

    @property
    def key(self) -> Key:
        return self.kind, self.left_plan, self.left, self.right_plan, self.right


class Decisions:
    """Decisions by pair; without any, everything stays as the rules have it."""

    def __init__(self, decided: Iterable[Decision] = ()) -> None:
        self._by_key = {one.key: one for one in decided if one.verdict}

    def __len__(self) -> int:
        return len(self._by_key)

    def verdict(self, kind: str, left: Side, right: Side) -> str:
        """ "confirmed", "broken", or "" where nobody decided."""
        found = self._by_key.get((kind, left.plan, left.ref, right.plan, right.ref))
        return found.verdict if found else ""

    def score(self, kind: str, left: Side, right: Side, score: float) -> float:
        """The score with which a pair may be made: 0 for a broken one, above all others for a confirmed one."""
        if not self._by_key:
            return score
        verdict = self.verdict(kind, left, right)
        return 0.0 if verdict == "broken" else CONFIRMED if verdict == "confirmed" else score


def read_decisions(path: Path) -> Decisions:
    """The decisions of a file. Raises AlignError with the line where it is no such file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise AlignError(f"{path}: 读不了，请检查文件名和权限；cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise AlignError(f"{path}: 不是 UTF-8 文本，请存为 UTF-8 的 TSV；is no UTF-8: save it as TSV") from error
    rows = list(csv.reader(io.StringIO(text), delimiter="\t"))
    if not rows or tuple(rows[0][: len(HEAD)]) != HEAD:
        raise AlignError(f"{path}, line 1: 第一行应是表头；the head line must be: {' '.join(HEAD)} (tab-separated)")
    return Decisions(_decision(path, number, row) for number, row in enumerate(rows[1:], 2) if any(row))


def _decision(path: Path, number: int, row: list[str]) -> Decision:
    cells = [cell.strip() for cell in [*row, *[""] * len(HEAD)][: len(HEAD)]]
    if cells[0] not in WORDS:
        raise AlignError(f"{path}, line {number}: 判断应是“确认”或“否定”或空着，不是“{cells[0]}”")
    if cells[1] not in KINDS:
        raise AlignError(f"{path}, line {number}: 类别应是 {' '.join(KINDS)} 之一，不是“{cells[1]}”")
    return Decision(WORDS[cells[0]], *cells[1:])


def decisions_bytes(rows: Iterable[Row]) -> bytes:
    """A file of decisions with every match, those that were decided kept, the others to be filled in."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(HEAD)
    said = {"confirmed": "确认", "broken": "否定"}
    for row in rows:
        if row.left and row.right:
            names = (row.left.plan, row.left.ref, row.right.plan, row.right.ref)
            writer.writerow([said.get(row.verdict, ""), row.kind, *names, row.reason])
    return out.getvalue().encode("utf-8-sig")
