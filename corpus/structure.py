"""Walks over a plan: its paragraphs with the section each stands in, their sentences, who is responsible."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cetu.corpus.duties import find_duties
from cetu.corpus.plan import Plan, View

LINE = re.compile(r"[^\n]+")


def paragraphs(plan: Plan) -> Iterator[tuple[int | None, int, int]]:
    """Every line of the view in order: index of the innermost section that it begins in (None outside all), its span
    in view offsets."""
    sections = plan.sections
    open_: list[int] = []
    ahead = 0
    for match in LINE.finditer(plan.view.text):
        place = plan.view.offsets[match.start()]
        while ahead < len(sections) and sections[ahead].start <= place:
            open_.append(ahead)
            ahead += 1
        while open_ and sections[open_[-1]].end <= place:
            open_.pop()
        yield (open_[-1] if open_ else None), match.start(), match.end()


def sentences(view: View, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentence spans of a view span, in view offsets, line ends and surrounding spaces left out.

    A sentence closes at 。；！？ or a line end; inside brackets or quotes none of them closes, unless the line ends.

    >>> from cetu.corpus.view import repair
    >>> view = repair("实施“建。管。用”工程。发展储能（含热储能；见附件）；推广氢能")
    >>> [view.text[a:b] for a, b in sentences(view, 0, len(view.text))]
    ['实施“建。管。用”工程。', '发展储能（含热储能；见附件）；', '推广氢能']
    """
    for match in LINE.finditer(view.text, start, end):
        yield from _split(view.text, match.start(), match.end())


STOP = re.compile(r"[。；！？!?][”’」』）》\"]*|[（〔【《“「『(]|[）〕】》”」』)]")
PAIRS = {"（": "）", "〔": "〕", "【": "】", "《": "》", "“": "”", "「": "」", "『": "』", "(": ")"}
LONGEST_INSIDE = 400
"""An opening mark without its closing mark within so many characters is a misprint and hides nothing."""


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at, inside = start, start
    for match in STOP.finditer(text, start, end):
        if match.start() < inside:
            continue
        mark = match.group()
        if mark in PAIRS:
            close = text.find(PAIRS[mark], match.end(), min(end, match.end() + LONGEST_INSIDE))
            inside = close + 1 if close >= 0 else inside
        elif mark[0] in "。；！？!?":
            yield at, match.end()
            at = match.end()
    if at < end:
        yield at, end


def responsibility_brackets(plan: Plan) -> list[tuple[int, int, int | None]]:
    """Source spans of the brackets and lines that name who is responsible, each with the index of its section."""
    found = []
    for section, start, end in paragraphs(plan):
        for a, b in find_duties(plan.view.text, start, end):
            found.append((*plan.view.to_source(a, b), section))
    return found
