"""What makes an item of an annotation hard to read: the phenomena under which an evaluation counts it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

ZH = {
    "listed": "名单成员",
    "alone": "单独出现",
    "restored": "名称要补全",
    "bracket": "括号内",
    "heading": "标题内",
    "restricted": "严禁、淘汰",
    "within": "同一句",
    "across": "跨句",
    "collective": "整体",
    "each": "逐个",
    "numberless": "没有写数",
    "baseline": "有基期",
    "bounded": "有比较词",
    "multiple": "倍数",
    "plain": "只有数",
}
"""The phenomena by name, as people read them."""

BEFORE = re.compile(r"(?:[、/]|以及|[和与及或])\s*[“]?$")
BEHIND = re.compile(r"^[”]?\s*(?:[、/]|以及|[和与及或]|等)")


def span_phenomena(
    text: str, start: int, end: int, tasks: Sequence[tuple[int, int]], *, restored: bool, stage: str | None
) -> tuple[str, ...]:
    """Where a mention stands, and whether its name is longer than its words.

    >>> span_phenomena("研究热泵、储能等（市科技局负责）", 5, 7, [], restored=False, stage=None)
    ('listed',)
    >>> span_phenomena("研究热泵、储能等（市科技局负责）", 9, 13, [], restored=False, stage=None)
    ('alone', 'bracket')
    """
    listed = BEFORE.search(text[max(0, start - 4) : start]) or BEHIND.match(text[end : end + 4])
    found = ["listed" if listed else "alone"]
    line = text.rfind("\n", 0, start) + 1
    before = text[line:start]
    said = {
        "restored": restored,
        "bracket": max(map(before.rfind, "（(")) > max(map(before.rfind, "）)")),
        "heading": any(a <= start and end <= b for a, b in tasks),
        "restricted": stage == "restrict",
    }
    return (*found, *(name for name, holds in said.items() if holds))


def relation_phenomena(text: str, ends: Sequence[tuple[int, int]], reading: str | None) -> tuple[str, ...]:
    """Whether a relation is said of a group, and whether its ends stand in one sentence."""
    found = ["collective" if reading == "collective" else "each"]
    if len(ends) == 2:
        between = text[min(end for _, end in ends) : max(start for start, _ in ends)]
        found.append("across" if re.search(r"[。；\n]", between) else "within")
    return tuple(found)


def target_phenomena(target: Mapping[str, Any]) -> tuple[str, ...]:
    """How a target is said.

    >>> target_phenomena({"value": 13.5, "op": "decrease", "baseline_year": 2020})
    ('baseline',)
    """
    if target.get("value") is None:
        return ("numberless",)
    said = {
        "baseline": target.get("baseline_year") is not None,
        "bounded": target.get("op") in ("ge", "le", "approx"),
        "multiple": target.get("op") == "multiple",
    }
    return tuple(name for name, holds in said.items() if holds) or ("plain",)
