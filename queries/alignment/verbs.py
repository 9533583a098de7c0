"""The same thing under a stronger or a weaker verb: 建设…网络 in one plan, 推动…网络 in the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from cetu.queries.alignment.lexicon import pattern, table
from cetu.queries.alignment.paper import Paper, Sentence
from cetu.queries.alignment.rows import Row, Side
from cetu.queries.alignment.wording import best_pairs

LEAST_OBJECT = 5
"""Characters that an object needs to be told from others."""
SAME_OBJECT = 0.75
"""Likeness of two objects from which they are the same thing."""
CLAUSE = re.compile(r"[^，；。：！？]+")


@dataclass(frozen=True, slots=True)
class Order:
    """One clause that orders something: its verb, how strongly that commits, what it orders; span of the source."""

    verb: str
    strength: int
    object: str
    start: int
    end: int


@cache
def strengths() -> dict[str, int]:
    """How strongly each verb commits, 1 to 5; see `lexicon/verbstrength.tsv`."""
    return {verb: int(level) for verb, level in table("verbstrength", 2)}


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile("|".join(sorted(strengths(), key=lambda verb: (-len(verb), verb))))


def orders(paper: Paper, sentences: Sequence[Sentence]) -> list[Order]:
    """The clauses of the sentences that open with a verb of the list, in order of place."""
    found = []
    view = paper.plan.view
    for sentence in sentences:
        for clause in CLAUSE.finditer(view.text, sentence.view_start, sentence.view_end):
            text = clause[0]
            manner = pattern("manner").match(text)
            at = manner.end() if manner and not _verbs().match(text) else 0
            verb = _verbs().match(text, at)
            if verb and len(text) - verb.end() >= LEAST_OBJECT:
                start, end = view.to_source(clause.start(), clause.end())
                found.append(Order(verb[0], strengths()[verb[0]], text[verb.end() :], start, end))
    return found


def align_verbs(left: Paper, right: Paper, ours: Sequence[Sentence], theirs: Sequence[Sentence]) -> Iterator[Row]:
    """Rows of kind "verb" for two units that answer to each other: the same object, another strength."""
    mine, other = orders(left, ours), orders(right, theirs)
    scores = {
        (i, j): score
        for i, one in enumerate(mine)
        for j, two in enumerate(other)
        if (score := alike(one.object, two.object)) >= SAME_OBJECT
    }
    for i, j in best_pairs(scores):
        one, two = mine[i], other[j]
        if one.strength == two.strength:
            continue
        softer = two.strength < one.strength
        reason = (
            f"同一件事（宾语相似{scores[i, j]:.2f}），左用“{one.verb}”（{one.strength}级），"
            f"右用“{two.verb}”（{two.strength}级），力度{'减弱' if softer else '加强'}"
        )
        sides = _side(left, one), _side(right, two)
        relation = "softer" if softer else "stronger"
        yield Row("verb", relation, sides[0], sides[1], reason, "verb.strength", round(scores[i, j], 3))


def _side(paper: Paper, order: Order) -> Side:
    iri = paper.names.span("sentence", order.start, order.end)
    said = f"{order.verb}（{order.strength}级）"
    return paper.side(order.start, order.end, id="", iri=iri, name=f"{order.verb}{order.object}"[:40], said=said)


def alike(one: str, other: str) -> float:
    """Likeness of two objects by their character pairs.

    >>> alike("覆盖重点城市群的加氢网络", "覆盖重点城市群的加氢网络")
    1.0
    """
    a, b = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
