"""Cited documents: known ones under a wrong title, and one document under two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from cetu.extract.extraction import Entity
from cetu.queries.alignment.basis import Holding, bare_title
from cetu.queries.alignment.paper import Paper
from cetu.queries.checking.findings import Finding, finding, lexicon_table, place
from cetu.queries.names.near import difference

CLOSE = 0.86
"""Likeness of two bare titles from which one is taken for the other with a slip."""
YEARS = re.compile(r"20\d\d|“?十[一二三四五]五”?")
UNSAID = re.compile(r"\([^()]*\)|^(?:中共中央|国务院|办公厅|、)*关于|^(?:中共中央|国务院)+")
"""What a citation may leave out: years in brackets, and who issued it."""
KIND = re.compile(r"意见|方案|规划|办法|通知|计划|纲要|细则|要点|决定|条例")
OWN = re.compile(r"省|市|自治区|县|区")


def check_citations(paper: Paper, shelf: Sequence[Holding] = ()) -> Iterator[Finding]:
    """Findings of the rules citation-title and citation-differs. shelf: the documents at hand besides the known ones.

    Titles of other years are other documents, titles that a place stands in are that place's own.
    """
    cited = _cited(paper)
    known = [title for (title,) in lexicon_table("documents", 1)] + [one.title for one in shelf]
    exact = {bare_title(title) for title in known}
    wrong: set[str] = set()
    for title, one in cited.items():
        own = title in exact or is_slip(title, bare_title(paper.title))
        best = None if own else _nearest(title, known)
        if best:
            wrong.add(title)
            message = f"引用《{one.name.strip('《》')}》，正式题名是《{best}》"
            yield finding("citation-title", message, place(paper, one.start, one.end))
    for (title, one), (other, again) in combinations(cited.items(), 2):
        if not {title, other} & wrong and not {title, other} <= exact and is_slip(title, other):
            message = f"《{one.name.strip('《》')}》又写作《{again.name.strip('《》')}》"
            here, there = place(paper, again.start, again.end), place(paper, one.start, one.end)
            yield finding("citation-differs", message, here, there)


def _cited(paper: Paper) -> dict[str, Entity]:
    """Documents by bare title, each where it is first cited in title marks."""
    found: dict[str, Entity] = {}
    for one in paper.extraction.entities:
        if (
            one.type == "Document"
            and paper.plan.text[one.start - 1 : one.start] == "《"
            and len(bare_title(one.name)) > 6
        ):
            found.setdefault(bare_title(one.name), one)
    return found


def _nearest(title: str, known: Sequence[str]) -> str | None:
    fit = [one for one in known if is_slip(title, bare_title(one))]
    return max(fit, key=lambda one: (_likeness(title, bare_title(one)), one), default=None)


def is_slip(one: str, other: str) -> bool:
    """Whether two bare titles differ so little that one must be meant for the other.

    >>> is_slip("科技支撑碳达峰和碳中和实施方案", "科技支撑碳达峰碳中和实施方案(2022-2030年)")
    True
    >>> is_slip("促进钢铁工业高质量发展的指导意见", "关于促进钢铁工业高质量发展的指导意见")
    False
    >>> is_slip("“十四五”节能减排综合工作方案", "“十三五”节能减排综合工作方案")
    False
    >>> is_slip("辽宁省碳达峰实施方案", "吉林省碳达峰实施方案")
    False
    """
    one, other = (UNSAID.sub("", title) for title in (one, other))
    if one == other or YEARS.findall(one) != YEARS.findall(other):
        return False
    left, right = difference(one, other)
    if len(left) > 4 or len(right) > 4 or OWN.search(left + right) or re.search(r"\d", left + right):
        return False
    if "实施" in left + right or (KIND.search(left) and KIND.search(right)):
        return False
    if left and right and set(left) & set("能源工业农业交通建筑科技") and set(right) & set("能源工业农业交通建筑科技"):
        return False
    return _likeness(one, other) >= CLOSE


def _likeness(one: str, other: str) -> float:
    a, b = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
