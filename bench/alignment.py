"""How well plans are aligned: scores of `cetu.align` against alignments that a person made.

    python bench/alignment.py bench/gold/alignment PLANS_DIR [--errors] [--only NAME]

The first folder holds files NAME.align, PLANS_DIR the plans' files that they name. Words of a plan stand in «» within
as much of their context as makes them unique, line breaks and blanks left out of account; ` | ` parts several.

    left 100_….txt                                  the plan above
    right 163_….txt                                 the plan below
    $ looser ~ «能耗下降5%» ~ «能耗下降4%»           a target: relations that are right, where each plan says it
    $ missing ? ~ «全覆盖» | «全部覆盖» ~ -           said twice; `-` nothing; `?` neither wanted nor wrong
    = 着力推进电气化 ~ 提升电气化水平 | 推广清洁能源     tasks: one of these pairs is wanted, all are right
    ? 组织实施 ~ 组织实施                             tasks: neither wanted nor wrong
    L SB 发展«光伏组件»、                            a technology of the left plan (R: the right) and its relations

Relations of technologies, said of the right plan as compared with the left: S same, N narrower, B broader, M missing, E
extra, C cannot be said, V moved to another stage (accepted wherever S is). A line that begins with // is a remark.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import NamedTuple

from cetu.corpus.reading import read_plan
from cetu.extract.extraction import Entity
from cetu.queries.alignment.aligning import align_papers
from cetu.queries.alignment.paper import Paper, read_paper
from cetu.queries.alignment.rows import Alignment, Row, Side
from cetu.queries.alignment.stock import Stock

Span = tuple[int, int]
Titles = tuple[str, str]
LETTERS = {
    "S": "same", "N": "narrower", "B": "broader", "M": "missing", "E": "extra", "C": "cannot-say", "V": "moved-stage",
}  # fmt: skip
MARKED = re.compile(r"(.*)«(.+)»(.*)")


class Wanted(NamedTuple):
    """A target or technology: where either plan says it (in any of these places), the relations that are right."""

    left: list[Span]
    right: list[Span]
    relations: frozenset[str]
    optional: bool
    note: str


@dataclass(slots=True)
class Gold:
    """An alignment that a person made. tasks: of each set of pairs one is wanted; allowed: those that are not wrong."""

    left: Path
    right: Path
    targets: list[Wanted] = field(default_factory=list)
    technologies: list[Wanted] = field(default_factory=list)
    tasks: list[list[Titles]] = field(default_factory=list)
    allowed: set[Titles] = field(default_factory=set)


def read_gold(file: Path, plans: Path) -> Gold:
    """The gold of a `.align` file. Raises ValueError for words that the plan does not have, or has twice."""
    lines = [line.strip() for line in file.read_text("utf-8").splitlines()]
    lines = [line for line in lines if line and not line.startswith("//")]
    names = {line.split()[0]: line.split()[1] for line in lines if line.startswith(("left ", "right "))}
    gold = Gold(plans / names["left"], plans / names["right"])
    texts = tuple(read_plan(path).text for path in (gold.left, gold.right))
    for line in lines:
        sign, _, rest = line.partition(" ")
        if sign == "$":
            relations, left, right = rest.split(" ~ ")
            marks = frozenset(relations.split())
            both = places_of(left, texts[0]), places_of(right, texts[1])
            gold.targets.append(Wanted(*both, marks - {"?"}, "?" in marks, rest))
        elif sign in ("=", "?"):
            left, right = rest.split(" ~ ")
            pairs = [(bare(a), bare(b)) for a, b in product(left.split(" | "), right.split(" | "))]
            gold.allowed.update(pairs)
            if sign == "=":
                gold.tasks.append(pairs)
        elif sign in ("L", "R"):
            letters, words = rest.split(" ", 1)
            found = places_of(words, texts[sign == "R"])
            both = (found, []) if sign == "L" else ([], found)
            allowed = frozenset(LETTERS[one] for one in letters + ("V" if "S" in letters else ""))
            gold.technologies.append(Wanted(*both, allowed, False, line))
    return gold


def places_of(words: str, text: str) -> list[Span]:
    """Where the marked words stand, each of ` | ` once."""
    return [] if words == "-" else [place_of(one, text) for one in words.split(" | ")]


def place_of(marked: str, text: str) -> Span:
    """Where the words between « and » stand, in the only place that has what is around them as well."""
    read = MARKED.match(marked)
    if not read:
        raise ValueError(f"no words in «»: {marked}")
    before, words, after = (r"\s*".join(map(re.escape, re.sub(r"\s", "", part))) for part in read.groups())
    found = [one.span(1) for one in re.finditer(rf"{before}\s*({words})\s*{after}", text)]
    if len(found) != 1:
        raise ValueError(f"{len(found)} places: {marked}")
    return found[0]


@dataclass(slots=True)
class Score:
    """What was wanted, what was found of it, what else was found; the lines of what went wrong."""

    wanted: int
    right: int
    wrong: int
    errors: list[str]

    def __add__(self, other: Score) -> Score:
        return Score(self.wanted + other.wanted, self.right + other.right, self.wrong + other.wrong, [])

    @property
    def figures(self) -> str:
        precision = self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0
        recall = self.right / self.wanted if self.wanted else 1.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({self.right} of {self.wanted}, {self.wrong} wrong)"


def covers(side: Side | None, places: list[Span]) -> bool:
    """Whether a side stands where the gold has (one of) its places; both may be nothing."""
    return any(overlaps(side, one) for one in places) if side else not places


def score_targets(found: Alignment, gold: list[Wanted]) -> tuple[Score, Score]:
    """Pairs of targets by F1, and the relations of the wanted ones."""
    rows = list(found.of("target"))
    pairs, relations = Score(0, 0, 0, []), Score(0, 0, 0, [])
    used: set[int] = set()
    for item in gold:
        hits = [i for i, row in enumerate(rows) if covers(row.left, item.left) and covers(row.right, item.right)]
        used |= set(hits)
        if item.optional:
            used |= {i for i, row in enumerate(rows) if touches(row.left, item.left) or touches(row.right, item.right)}
            continue
        relations.wanted += 1
        good = any(rows[i].relation in item.relations for i in hits)
        relations.right += good
        if not good:
            relations.errors.append(f"- {item.note}: found {[rows[i].relation for i in hits]}")
        if item.left and item.right:
            pairs.wanted += 1
            pairs.right += bool(hits)
            if not hits:
                pairs.errors.append(f"- {item.note}")
    for i, row in enumerate(rows):
        if row.matched and i not in used:
            pairs.wrong += 1
            pairs.errors.append(f"+ {row.left and row.left.quote} ~ {row.right and row.right.quote}")
    return pairs, relations


def touches(side: Side | None, places: list[Span]) -> bool:
    return bool(side and places and covers(side, places))


def score_pairs(rows: Iterable[Row], gold: list[list[Titles]], allowed: set[Titles]) -> Score:
    """Pairs of titles by F1: of each set one at least, and none that is not allowed."""
    found = {(bare(row.left.name), bare(row.right.name)) for row in rows if row.left and row.right}
    missed = [pairs for pairs in gold if not found & set(pairs)]
    wrong = found - allowed
    errors = [f"- {' | '.join(f'{a} ~ {b}' for a, b in pairs)}" for pairs in missed]
    errors += [f"+ {a} ~ {b}" for a, b in sorted(wrong)]
    return Score(len(gold), len(gold) - len(missed), len(wrong), errors)


def bare(title: str) -> str:
    """Without blanks, and as wide as titles are read (＋ is +)."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", title))


def score_technologies(found: Alignment, gold: list[Wanted], papers: tuple[Paper, Paper]) -> tuple[Score, Score, Score]:
    """Relations of technologies, "cannot be said" by precision and recall, and those that were extracted at all.

    A row is of a technology wherever the plan mentions it, and quotes one place: it answers for every mention.
    """
    rows = list(found.of("technology"))
    mentions = [mentions_of(paper) for paper in papers]
    relation, unsaid, unseen = Score(0, 0, 0, []), Score(0, 0, 0, []), Score(0, 0, 0, [])
    for item in gold:
        on_right = not item.left
        span = (item.left or item.right)[0]
        mine = [row for row in rows if named_at(row.right if on_right else row.left, span, mentions[on_right])]
        relation.wanted += 1
        unseen.wanted += 1
        unseen.right += bool(mine)
        if not mine:
            unseen.errors.append(f"- {item.note}")
        said = {row.relation for row in mine}
        good = bool(said & item.relations)
        relation.right += good
        if not good:
            others = [side and side.name for row in mine for side in (row.left, row.right)]
            relation.errors.append(f"- {item.note}: found {sorted(said)} {others}")
        if item.relations == {"cannot-say"}:
            unsaid.wanted += 1
            unsaid.right += "cannot-say" in said
        elif "cannot-say" in said and "cannot-say" not in item.relations:
            unsaid.wrong += 1
            unsaid.errors.append(f"+ {item.note}")
    return relation, unsaid, unseen


def mentions_of(paper: Paper) -> dict[str, tuple[Entity, ...]]:
    """All mentions of every technology, by the id of each."""
    return {one.id: named.mentions for named in Stock(paper, ()).technologies for one in named.mentions}


def named_at(side: Side | None, span: Span, mentions: dict[str, tuple[Entity, ...]]) -> bool:
    """Whether the technology of this side is named at the span."""
    return side is not None and any(overlaps(one, span) for one in mentions.get(side.id, ()) or (side,))


def overlaps(side: Side | Entity, span: Span) -> bool:
    """Whether the side's words lie on the span, half of the shorter of both at least."""
    common = min(side.end, span[1]) - max(side.start, span[0])
    return common > 0 and 2 * common >= min(side.end - side.start, span[1] - span[0])


def scores_of(gold: Gold) -> dict[str, Score]:
    """Every score that the gold allows, by name."""
    papers = read_paper(read_plan(gold.left)), read_paper(read_plan(gold.right))
    found = align_papers(*papers)
    scores: dict[str, Score] = {}
    if gold.targets:
        scores["target pairs"], scores["target relations"] = score_targets(found, gold.targets)
    if gold.tasks:
        scores["task pairs"] = score_pairs(found.of("task"), gold.tasks, gold.allowed)
    if gold.technologies:
        names = "technology relations", "cannot be said", "technologies extracted"
        scores |= zip(names, score_technologies(found, gold.technologies, papers), strict=True)
    return scores


def main(folder: Path, plans: Path, *, only: list[str], errors: bool) -> None:
    """Print the scores of the files of the folder, and of all of them together."""
    total: dict[str, Score] = {}
    for file in sorted(folder.glob("*.align")):
        if only and file.stem not in only:
            continue
        print(file.stem)
        for name, score in scores_of(read_gold(file, plans)).items():
            print(f"  {name:24} {score.figures}")
            for line in score.errors if errors else []:
                print(f"      {line}")
            total[name] = total.get(name, Score(0, 0, 0, [])) + score
    print("together")
    for name, score in total.items():
        print(f"  {name:24} {score.figures}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("plans", type=Path)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME")
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    main(asked.gold, asked.plans, only=asked.only, errors=asked.errors)
