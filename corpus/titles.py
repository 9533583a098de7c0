"""What of a marked line is a heading: its title, and where running text begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cetu.corpus.headings import Mark, is_row

TITLE_STOP = re.compile(r"[。：；！？]|\.(?!\d)(?=[\u4e00-\u9fff])")
LONGEST_LINE, LONGEST_LEAD, LONGEST_LABEL = 60, 40, 30
"""Characters of a title that has its line to itself, of one with text behind it, of one that a colon closes."""
WORDS = re.compile(r"[\u4e00-\u9fff]{2}|[A-Za-z]{3}")
YEAR_LEAD = re.compile(r"(?:到|至|截至|力争到?)?(?:20\d\d年|“?十[三四五]五”?(?:末|期间|时期))")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that opens a section: its number among the lines, `start` and `end` of its heading in the view."""

    kind: str
    style: str
    number: str
    title: str
    line: int
    start: int
    end: int


def read_title(mark: Mark, line: str) -> tuple[str, int]:
    """Title of a marked line and where the heading ends in it; "" where the number opens running text.

    A title is the whole line, or its first sentence when more text follows, or what stands before a colon.

    >>> read_title(Mark("han_bracket", "（一）", 3), "（一）强化攻关。研发飞轮储能。")
    ('强化攻关', 8)
    >>> read_title(Mark("digit", "1.", 2), "1.工业领域：围绕精细化工攻克关键技术。")
    ('工业领域', 7)
    >>> read_title(Mark("digit", "1.", 2), "1.到2025年，建成10个示范工程，培育20家企业；")
    ('', 2)
    """
    if mark.style in ("box", "annex"):
        return line[mark.words :].strip(" ：。"), len(line)
    stop = TITLE_STOP.search(line, mark.words)
    if stop is None:
        title = line[mark.words :].strip()
        loose = mark.style in ("dash", "bullet", "digit_bracket", "digit_half", "circle")
        fits = len(title) <= (LONGEST_LEAD if loose else LONGEST_LINE) and not (loose and "，" in title)
        fits = fits and bool(WORDS.search(title)) and not _is_dated(title) and not is_row(line)
        return (title, len(line)) if fits else ("", mark.words)
    title = line[mark.words : stop.start()].strip()
    if not _leads(mark, title, stop.group(), alone=stop.end() >= len(line.rstrip())):
        return "", mark.words
    return title, stop.end()


def _leads(mark: Mark, title: str, stop: str, *, alone: bool) -> bool:
    """Whether the words before the first stop are a title rather than the first sentence of running text."""
    high = mark.style in ("part", "chapter", "division", "han", "han_bracket")
    if not WORDS.search(title) or stop in "；！？" or _is_dated(title):
        return False
    if stop == "：":
        return len(title) <= LONGEST_LABEL and "，" not in title
    if alone and not high:
        return len(title) <= LONGEST_LABEL and "，" not in title
    commas = title.count("，")
    return len(title) <= LONGEST_LEAD and commas <= (2 if high else 1)


def _is_dated(title: str) -> bool:
    """Whether words are a sentence about a year (到2025年，建成…) rather than a title with one (2026年重点工作)."""
    return bool(YEAR_LEAD.match(title)) and ("，" in title or len(title) > LONGEST_LABEL)
