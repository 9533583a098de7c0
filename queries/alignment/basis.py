"""The documents that the two plans cite: at hand, superseded, cited under another name, not at hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cetu.corpus.plan import Document, Plan
from cetu.extract.extraction import Entity
from cetu.queries.alignment.lexicon import pattern
from cetu.queries.alignment.paper import Paper
from cetu.queries.alignment.rows import Row, Side

ALIKE = 0.8
"""Likeness of two titles from which one may be the other, misquoted."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A document at hand: its key, title and period."""

    key: str
    title: str
    period: tuple[int, int] | None


def holding(plan: Plan) -> Holding:
    """The plan as a document at hand."""
    document: Document = plan.document
    return Holding(plan.key, document.title or plan.key, document.period)


def align_basis(left: Paper, right: Paper, shelf: Sequence[Holding]) -> Iterator[Row]:
    """A row for every document that either plan cites. shelf: the documents at hand besides the two plans."""
    known = {one.key: one for one in (*shelf, holding(left.plan), holding(right.plan))}
    ours, theirs = _cited(left), _cited(right)
    for title in sorted({*ours, *theirs}, key=lambda one: (one not in ours, _place(ours.get(one) or theirs[one]))):
        sides = (
            _side(left, ours[title]) if title in ours else None,
            _side(right, theirs[title]) if title in theirs else None,
        )
        name = next(side.name for side in sides if side)
        relation, reason, score = _status(name, list(known.values()), (left, right))
        who = "双方都引用" if all(sides) else "只有左侧引用" if sides[0] else "只有右侧引用"
        yield Row("basis", relation, *sides, f"{who}；{reason}", f"basis.{relation}", score)


def _cited(paper: Paper) -> dict[str, Entity]:
    """Documents that the plan cites, by their bare titles, each where it is first cited; its own title is none."""
    own = bare_title(paper.title)
    found: dict[str, Entity] = {}
    for one in paper.extraction.entities:
        if one.type == "Document" and bare_title(one.name) != own:
            found.setdefault(bare_title(one.name), one)
    return found


def _place(one: Entity) -> int:
    return one.start


def _side(paper: Paper, one: Entity) -> Side:
    based = any(found.type == "based_on" and found.tail == one.id for found in paper.extraction.relations)
    said = "编制依据" if based else "引用"
    return paper.side(one.start, one.end, id=one.id, iri=paper.names.thing(one), name=one.name, said=said)


def bare_title(title: str) -> str:
    """The title without marks, who issued it and what surrounds it.

    >>> bare_title("关于印发《2030 年前碳达峰行动方案》的通知") == bare_title("2030年前碳达峰行动方案")
    True
    """
    inner = re.search(r"《([^《》]+)》", title)
    bare = re.sub(r"[\s《》〈〉“”]", "", inner[1] if inner else title)
    return re.sub(r"[—\-–－~～]+", "-", bare.replace("（", "(").replace("）", ")"))


def core_title(title: str) -> str:
    """The bare title without its years and its issuer: what two editions of one plan share."""
    return pattern("issuer").sub("", re.sub(r"\((?:20\d\d).*?\)|20\d\d-20\d\d年?", "", bare_title(title)))


def _status(title: str, known: list[Holding], papers: tuple[Paper, Paper]) -> tuple[str, str, float]:
    """Relation, reason and score of a cited title against the documents at hand."""
    for one in known:
        if bare_title(one.title) == bare_title(title):
            here = " 即本次对照的左侧规划" if one.key == papers[0].key else ""
            return "in-corpus", f"在库：《{one.title}》{here}", 1.0
    years = [int(year) for year in re.findall(r"20\d\d", title)]
    for one in known:
        if core_title(one.title) == core_title(title):
            if years and one.period and one.period[0] > max(years[:1]):
                return "superseded", f"库中有更晚的一版：《{one.title}》", 0.9
            return "other-name", f"库中的题名是《{one.title}》，引用时写法不同", 0.9
    best = max(known, key=lambda one: _likeness(core_title(one.title), core_title(title)), default=None)
    if best and (alike := _likeness(core_title(best.title), core_title(title))) >= ALIKE:
        return "other-name", f"最接近的是《{best.title}》（相似{alike:.2f}），题名不完全相同，请核对", round(alike, 3)
    return "not-at-hand", "不在手头的文件里，不能核对", 0.5


def _likeness(one: str, other: str) -> float:
    a, b = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
