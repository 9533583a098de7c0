"""Walks over a plan: its paragraphs with the section each stands in, its brackets of responsible bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cetu.corpus.plan import Plan

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


MARKED = re.compile(
    r"[（(〔\[【](?:责任(?:单位|部门)|牵头(?:单位|部门)|配合(?:单位|部门)|主要责任单位|完成时限)[：:][^（）()〔〕\[\]【】\n]*(?:[（(][^（）()\n]{0,60}[）)][^（）()〔〕\[\]【】\n]*){0,12}[）)〕\]】]"
    r"|[（(〔\[【][^（）()〔〕\[\]【】。\n]{2,400}?(?:[（(][^（）()\n]{0,60}[）)][^（）()〔〕\[\]【】。\n]{0,200}?){0,12}(?:牵头|负责|配合|分工落实|参与|落实)[^（）()〔〕\[\]【】\n]{0,60}[）)〕\]】](?=[。；\n]|$)"
    r"|(?:^|(?<=[\n。；]))(?:责任(?:单位|部门)|牵头(?:单位|部门)|主要责任单位)[：:][^\n]{2,600}",
    re.MULTILINE,
)


def responsibility_brackets(plan: Plan) -> list[tuple[int, int, int | None]]:
    """Source spans of the brackets and lines that name who is responsible, each with the index of its section."""
    found = []
    for section, start, end in paragraphs(plan):
        for match in MARKED.finditer(plan.view.text, start, end):
            found.append((*plan.view.to_source(match.start(), match.end()), section))
    return found
