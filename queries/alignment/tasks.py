"""Tasks and box entries of two plans side by side: counterpart, partial counterpart, none, new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from cetu.queries.alignment.decisions import CONFIRMED, Decisions
from cetu.queries.alignment.likeness import SAME_SENTENCE, Likeness
from cetu.queries.alignment.paper import Paper, Sentence
from cetu.queries.alignment.rows import Row, Side
from cetu.queries.alignment.wording import Matrix, best_pairs

LEAST = 0.2
"""Least score of a counterpart."""
LEAST_PARTIAL = 0.155
"""Least score of a partial counterpart where one of the two has no other."""
LEAST_TEXT = 0.12
"""Least likeness of the texts of a partial counterpart."""
LEAST_NEAR = 0.08
"""The same, where the tasks that hold the two answer to each other."""
SHARE = 0.15
"""Share of a task's text that has to be said in another task for it to be a partial counterpart."""
SAME_HEADING = 0.6


@dataclass(frozen=True, slots=True)
class Pair:
    """Two units that answer to each other: counterpart or partial, with the score, and why."""

    left: int
    right: int
    relation: str
    score: float
    rule: str


def pair_units(found: Likeness, kind: str, decisions: Decisions) -> tuple[Pair, ...]:
    """Counterparts one to one by the greatest total score; then what else shares sentences, or stands alone still."""
    score = _decided(found, kind, decisions)
    edges = {
        (i, j): float(score[i, j]) for i, j in np.argwhere(score >= LEAST_PARTIAL).tolist() if found.text[i, j] > 0
    }
    main = {pair for pair in best_pairs(edges) if score[pair] >= LEAST}
    partial = _partial(found, score, main)
    pairs = [Pair(i, j, "counterpart", float(score[i, j]), "task.best") for i, j in main]
    for (i, j), rule in partial.items():
        sure = found.passages[i, j][0] if rule == "task.passage" else float(score[i, j])
        pairs.append(Pair(i, j, "partial", sure, rule))
    return tuple(sorted(_renamed(found, pairs), key=lambda one: (one.left, one.right)))


def _decided(found: Likeness, kind: str, decisions: Decisions) -> Matrix:
    """The scores, with what people decided."""
    score = found.score.copy()
    if len(decisions):
        for i, one in enumerate(found.left):
            for j, other in enumerate(found.right):
                score[i, j] = decisions.score(kind, one.side, other.side, float(score[i, j]))
    return score


def _partial(found: Likeness, score: Matrix, main: set[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """Pairs beside the main ones, with the rule that found each."""
    partial: dict[tuple[int, int], str] = {}
    ours, theirs = found.shared
    for i, j in np.argwhere((found.text >= LEAST_TEXT) & (score > 0)).tolist():
        if (i, j) not in main and max(ours[i, j], theirs[i, j]) >= SHARE:
            partial[i, j] = "task.sentences"
    for i, j in found.passages:
        if (i, j) not in main and score[i, j] > 0:
            partial.setdefault((i, j), "task.passage")
    for i, j in np.argwhere(score >= CONFIRMED).tolist():
        if (i, j) not in main:
            partial[i, j] = "task.confirmed"
    for i in set(range(len(found.left))) - {i for i, _ in (*main, *partial)}:
        _lone(found, score, partial, [(i, j) for j in range(len(found.right))])
    for j in set(range(len(found.right))) - {j for _, j in (*main, *partial)}:
        _lone(found, score, partial, [(i, j) for i in range(len(found.left))])
    return partial


def _lone(
    found: Likeness, score: Matrix, partial: dict[tuple[int, int], str], candidates: list[tuple[int, int]]
) -> None:
    """The likest unit for one that has none yet."""
    best = max(candidates, key=lambda pair: score[pair], default=None)
    if best is None:
        return
    least = LEAST_NEAR if best in found.near else LEAST_TEXT
    if score[best] >= LEAST_PARTIAL and found.text[best] >= least:
        partial[best] = "task.nearest"


def _renamed(found: Likeness, pairs: list[Pair]) -> Iterator[Pair]:
    """A counterpart is partial where its left unit is shared out among several and the headings are not the same."""
    partners = {one.left: [other for other in pairs if other.left == one.left] for one in pairs}
    for one in pairs:
        shared_out = len(partners[one.left]) > 1 and found.heading[one.left, one.right] < SAME_HEADING
        relation = "partial" if shared_out else one.relation
        yield Pair(one.left, one.right, relation, min(1.0, one.score), one.rule)


def task_rows(
    found: Likeness, pairs: Sequence[Pair], kind: str, papers: tuple[Paper, Paper], decisions: Decisions
) -> Iterator[Row]:
    """Rows of the pairs, then of the left units without a counterpart, then of the right ones."""
    left, right = papers
    for one in pairs:
        yield _pair_row(found, one, kind, papers, decisions)
    for i, unit in enumerate(found.left):
        if all(one.left != i for one in pairs):
            reason, further = _nearest(found, i, right, left_side=True)
            yield Row(kind, "missing", unit.side, None, reason, f"{kind}.missing", 0.8, further)
    for j, unit in enumerate(found.right):
        if all(one.right != j for one in pairs):
            reason, further = _nearest(found, j, left, left_side=False)
            yield Row(kind, "extra", None, unit.side, reason, f"{kind}.extra", 0.8, further)


def _pair_row(found: Likeness, one: Pair, kind: str, papers: tuple[Paper, Paper], decisions: Decisions) -> Row:
    left, right = found.left[one.left].side, found.right[one.right].side
    ours, theirs = (shared[one.left, one.right] for shared in found.shared)
    said = [f"标题相似{found.heading[one.left, one.right]:.2f}、正文相似{found.text[one.left, one.right]:.2f}"]
    if ours or theirs:
        said.append(f"左侧{ours:.0%}、右侧{theirs:.0%}的文字在对方有相近的句子")
    if one.rule == "task.passage":
        alike, lead, other = found.passages[one.left, one.right]
        said.append(f"左侧“{lead}”与右侧“{other}”一段相似{alike:.2f}")
    further: tuple[Side, ...] = ()
    best = found.best_sentence(one.left, one.right)
    if best and best[2] >= SAME_SENTENCE:
        said.append(f"最相近的一对句子相似{best[2]:.2f}")
        further = (sentence_side(papers[0], best[0]), sentence_side(papers[1], best[1]))
    if one.relation == "partial":
        said.append("只有一部分对应")
    verdict = decisions.verdict(kind, left, right)
    score = 1.0 if verdict == "confirmed" else round(one.score, 3)
    return Row(kind, one.relation, left, right, "；".join(said), one.rule, score, further, verdict)


def _nearest(found: Likeness, at: int, other: Paper, *, left_side: bool) -> tuple[str, tuple[Side, ...]]:
    """Why a unit has no counterpart: what comes nearest, and how near."""
    scores = found.score[at] if left_side else found.score[:, at]
    units = found.right if left_side else found.left
    none = f"《{other.title}》没有对应的任务"
    if not len(scores) or scores.max() <= 0:
        return none, ()
    nearest = units[int(scores.argmax())]
    return f"{none}；最接近的是“{nearest.title}”，相似{scores.max():.2f}，不足以认定", (nearest.side,)


def sentence_side(paper: Paper, sentence: Sentence) -> Side:
    """A whole sentence as one side of a row."""
    iri = paper.names.span("sentence", sentence.start, sentence.end)
    return paper.side(sentence.start, sentence.end, id="", iri=iri, name=sentence.text[:20], said="")
