"""How well plans are aligned: scores of `cetu.align` against alignments that a person made.

    python bench/alignment.py GOLD_DIR PLANS_DIR [--errors]

GOLD_DIR holds files NAME.json: {"left": file, "right": file, "targets": […], "tasks": [[left title, right title], …],
"entries": …, "optional_tasks": …, "optional_entries": …, "technologies": […]}. A target or technology has `left` and
`right`, each a [start, end] span of the plan's file (a list of spans for a target that the plan states several times)
or null, and `relations`, those that a careful reader accepts; a target may be `optional`. PLANS_DIR holds the plans'
files. Pairs in the optional lists are neither wanted nor wrong.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cetu.corpus.reading import read_plan
from cetu.extract.extraction import Entity
from cetu.queries.alignment.aligning import align_papers
from cetu.queries.alignment.paper import Paper, read_paper
from cetu.queries.alignment.rows import Alignment, Row, Side
from cetu.queries.alignment.stock import Stock

Span = list[int] | list[list[int]] | None


@dataclass(slots=True)
class Score:
    """What was wanted, what was found of it, what else was found; the lines of what went wrong."""

    wanted: int
    right: int
    wrong: int
    errors: list[str]

    @property
    def figures(self) -> str:
        precision = self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0
        recall = self.right / self.wanted if self.wanted else 1.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({self.right} of {self.wanted}, {self.wrong} wrong)"


def covers(side: Side | None, span: Span) -> bool:
    """Whether a side stands where the gold has (one of) its spans; both may be nothing."""
    if side is None or span is None:
        return side is None and span is None
    return any(overlaps(side, one) for one in (span if isinstance(span[0], list) else [span]))


def score_targets(found: Alignment, gold: list[dict[str, Any]]) -> tuple[Score, Score]:
    """Pairs of targets by F1, and the relations of the wanted ones."""
    rows = list(found.of("target"))
    pairs, relations = Score(0, 0, 0, []), Score(0, 0, 0, [])
    used: set[int] = set()
    for item in gold:
        hits = [i for i, row in enumerate(rows) if covers(row.left, item["left"]) and covers(row.right, item["right"])]
        used |= set(hits)
        if item["optional"]:
            used |= {
                i
                for i, row in enumerate(rows)
                if (item["left"] and covers(row.left, item["left"]))
                or (item["right"] and covers(row.right, item["right"]))
            }
            continue
        relations.wanted += 1
        good = any(rows[i].relation in item["relations"] for i in hits)
        relations.right += good
        if not good:
            relations.errors.append(f"- {item['note']}: {item['relations']}, found {[rows[i].relation for i in hits]}")
        if item["left"] and item["right"]:
            pairs.wanted += 1
            pairs.right += bool(hits)
    for i, row in enumerate(rows):
        if row.matched and i not in used:
            pairs.wrong += 1
            pairs.errors.append(f"+ {row.left and row.left.quote} ~ {row.right and row.right.quote}")
    return pairs, relations


def score_pairs(rows: Iterable[Row], gold: list[list[str]], optional: list[list[str]]) -> Score:
    """Pairs of titles by F1."""
    wanted = {(bare(a), bare(b)) for a, b in gold}
    allowed = {(bare(a), bare(b)) for a, b in optional}
    found = {(bare(row.left.name), bare(row.right.name)) for row in rows if row.left and row.right}
    wrong = found - wanted - allowed
    errors = [f"- {a} ~ {b}" for a, b in sorted(wanted - found)] + [f"+ {a} ~ {b}" for a, b in sorted(wrong)]
    return Score(len(wanted), len(found & wanted), len(wrong), errors)


def bare(title: str) -> str:
    return re.sub(r"\s", "", title)


def score_technologies(
    found: Alignment, gold: list[dict[str, Any]], papers: tuple[Paper, Paper]
) -> tuple[Score, Score, Score]:
    """Relations of technologies, "cannot be said" by precision and recall, and those that were extracted at all.

    A row is of a technology wherever the plan mentions it, and quotes one place: it answers for every mention.
    """
    rows = list(found.of("technology"))
    mentions = [mentions_of(paper) for paper in papers]
    relation, unsaid, unseen = Score(0, 0, 0, []), Score(0, 0, 0, []), Score(0, 0, 0, [])
    for item in gold:
        on_left = item["left"] is not None
        span = item["left"] if on_left else item["right"]
        mine = [row for row in rows if named_at(row.left if on_left else row.right, span, mentions[not on_left])]
        relation.wanted += 1
        unseen.wanted += 1
        unseen.right += bool(mine)
        if not mine:
            unseen.errors.append(f"- {item['note']}")
        said = {row.relation for row in mine}
        good = bool(said & set(item["relations"]))
        relation.right += good
        if not good:
            others = [row.right and row.right.name for row in mine]
            relation.errors.append(f"- {item['note']}: {item['relations']}, found {sorted(said)} {others}")
        if item["relations"] == ["cannot-say"]:
            unsaid.wanted += 1
            unsaid.right += "cannot-say" in said
        elif "cannot-say" in said and "cannot-say" not in item["relations"]:
            unsaid.wrong += 1
            unsaid.errors.append(f"+ {item['note']}")
    return relation, unsaid, unseen


def mentions_of(paper: Paper) -> dict[str, tuple[Entity, ...]]:
    """All mentions of every technology, by the id of each."""
    return {one.id: named.mentions for named in Stock(paper, ()).technologies for one in named.mentions}


def named_at(side: Side | None, span: list[int], mentions: dict[str, tuple[Entity, ...]]) -> bool:
    """Whether the technology of this side is named at the span."""
    return side is not None and any(overlaps(one, span) for one in mentions.get(side.id, ()) or (side,))


def overlaps(side: Side | Entity, span: Any) -> bool:
    """Whether the side's words lie on the span, half of the shorter of both at least."""
    common = min(side.end, span[1]) - max(side.start, span[0])
    return bool(common > 0 and 2 * common >= min(side.end - side.start, span[1] - span[0]))


def main(gold: Path, plans: Path, *, errors: bool) -> None:
    """Print the scores of every file of GOLD_DIR."""
    for file in sorted(gold.glob("*.json")):
        item = json.loads(file.read_text(encoding="utf-8"))
        left, right = (read_plan(plans / item[side]) for side in ("left", "right"))
        papers = read_paper(left), read_paper(right)
        found = align_papers(*papers)
        pairs, relations = score_targets(found, item["targets"])
        scores = {
            "target pairs": pairs,
            "target relations": relations,
        }
        if item["tasks"]:
            scores["task pairs"] = score_pairs(found.of("task"), item["tasks"], item["optional_tasks"])
        if item["entries"]:
            scores["entry pairs"] = score_pairs(found.of("entry"), item["entries"], item["optional_entries"])
        if item["technologies"]:
            scores["technology relations"], scores["cannot be said"], scores["technologies extracted"] = (
                score_technologies(found, item["technologies"], papers)
            )
        print(file.stem)
        for name, score in scores.items():
            print(f"  {name:24} {score.figures}")
            for line in score.errors if errors else []:
                print(f"      {line}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), errors="--errors" in sys.argv)
