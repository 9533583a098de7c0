"""Where two wordings differ, marked in both: figures and words whole, other characters one by one."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from cetu.visual.reports.report import Run

TOKEN = re.compile(r"\d+(?:\.\d+)?(?:[%％]|个百分点|[万亿]?千瓦时?|[万亿]?吨|年)?|[A-Za-z₂]+|.", re.DOTALL)
ALIKE = 0.4
"""Share of both wordings that is the same in both, from which differences are marked."""
SHORT = 2
"""A stretch that both have of fewer characters than this, between two that differ, is chance and marked with them."""


def marked(left: str, right: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Both wordings as runs: what only the left has is "gone", what only the right has "new".

    >>> [run.text for run in marked("比2020年下降13.5%", "比2020年下降14.5%")[1] if run.mark]
    ['14.5%']
    """
    a, b = TOKEN.findall(left), TOKEN.findall(right)
    gone: list[Run] = []
    new: list[Run] = []
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    for number, (kind, i, j, k, m) in enumerate(blocks):
        chance = 0 < number < len(blocks) - 1 and len("".join(a[i:j])) < SHORT
        differs = kind != "equal" or chance
        _add(gone, "".join(a[i:j]), "gone" if differs else "")
        _add(new, "".join(b[k:m]), "new" if differs else "")
    return tuple(gone), tuple(new)


def alike(left: str, right: str) -> bool:
    """Whether the two have so much in common that marks say more than they hide.

    >>> alike("建设加氢站", "推动加氢站建设"), alike("光储直柔供配电", "低碳零碳城乡建设")
    (True, False)
    """
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= ALIKE


def _add(runs: list[Run], text: str, mark: str) -> None:
    if not text:
        return
    if runs and runs[-1].mark == mark:
        runs[-1] = Run(runs[-1].text + text, mark)
    else:
        runs.append(Run(text, mark))
