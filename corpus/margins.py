"""What stands around the body of a plan: table of contents, title, signature and date, all by line numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cetu.corpus.headings import DOCUMENT_NUMBER, ends_sentence, is_contents, is_date, read_mark

PAGE = re.compile(r"\s*[-—.…·]*\s*(?:\d{1,3}|[ivxIVX]{1,5})?\s*[-—]?$")
FOLIO = re.compile(r"[-—]?\s?(?:\d{1,3}|[ivxIVX]{1,5})\s?[-—]?$")
LONGEST_CONTENTS = 600
HEAD_LINES = 150
TITLE = re.compile(
    r"(?:方案|规划|意见|通知|计划|纲要|办法|措施|报告|决定|细则|规定|指南|要点|清单|批复|条例|政策|公告|路线图|白皮书|行动|若干支持|举措|安排|思路|分工|规程|导则|决议|解读)"
    r"(?:[（(][^（）()]{0,40}[）)]){0,2}[》”]?$"
)
SUBTITLE = re.compile(
    r"[（(](?![^（）()]*[月日号])[^（）()]{0,20}(?:19|20)\d\d[^（）()]{0,20}[）)]$"
    r"|[（(](?:征求意见稿|公开征求意见稿|送审稿|讨论稿|试行|暂行|修订|发布稿|公开版|草案|节选|摘要)[）)]$"
)
NO_TITLE = re.compile(r"[为根按现]|[（(]此件|附件|来源|标题|发布|索引|.{0,6}名称：")
CLOSING_LINE = re.compile(
    r"抄\s?送|主\s?送|分\s?送|[（(]此件|[（(](?:联系|信息公开)|.{2,30}办公[室厅].{0,30}印发$|印发日期|.{0,10}联系(?:人|电话)"
)
LISTED = re.compile(r"\d{1,2}[.、．]")
LONGEST_TAIL = 14


def find_contents(words: Sequence[str]) -> set[int]:
    """Lines of tables of contents: dotted lines, and what stands between 目录 and the heading that it names first."""
    skip = {number for number, line in enumerate(words) if is_contents(line)}
    for number, line in enumerate(words[:HEAD_LINES]):
        if line.replace(" ", "") in ("目录", "目次"):
            skip.update(range(number, _end_of_contents(words, number)))
    if skip:
        dotted = sorted(skip)
        for a, b in pairwise(dotted):
            if 1 < b - a <= 3:  # a wrapped entry or a folio between two entries
                skip.update(range(a, b))
    return skip


def _bare(line: str) -> str:
    return PAGE.sub("", line).replace(" ", "")


def _end_of_contents(words: Sequence[str], start: int) -> int:
    """Line behind the last of a table of contents: where one of its first entries comes again."""
    stop = min(len(words), start + LONGEST_CONTENTS)
    for entry in range(start + 1, min(start + 5, stop)):
        name = _bare(words[entry])
        if len(name) < 2:
            continue
        for number in range(entry + 1, stop):
            if _bare(words[number]) == name and (entry > start + 1 or number > entry + 1):
                return number
    return start + 1


def find_title(words: Sequence[str], skip: set[int], first: int) -> range:
    """Lines of the plan's own title above its first heading (line `first`): the last that looks like one.

    A title may take several lines, the last of which closes with a kind of document or a period of years.
    """
    best = range(0)
    for number in range(min(first, HEAD_LINES)):
        line = words[number]
        if number in skip or len(line) > 80 or "。" in line or read_mark(line) or line.endswith(("：", "；", "，")):
            continue
        if DOCUMENT_NUMBER.match(line) or NO_TITLE.match(line):
            continue
        if TITLE.search(line):
            best = range(_first_line(words, number, skip), number + 1)
        elif SUBTITLE.search(line) and best.stop == number and best:
            best = range(best.start, number + 1)
    return best


def may_be_title(line: str) -> bool:
    """Whether a line can be the title of an annex: short, one phrase, no number of its own."""
    return 2 <= len(line) <= 60 and not re.search(r"[。；：，]", line) and read_mark(line) is None and not is_date(line)


def _first_line(words: Sequence[str], last: int, skip: set[int]) -> int:
    """First line of a title that was broken over lines: short lines above without an end mark, names apart."""
    first = last
    while (
        first > 0
        and last - first < 3
        and first - 1 not in skip
        and 4 <= len(words[first - 1]) <= 40
        and not ends_sentence(words[first - 1])
        and not read_mark(words[first - 1])
        and not is_date(words[first - 1])
        and not DOCUMENT_NUMBER.search(words[first - 1])
        and not TITLE.search(words[first - 1])
        and not words[first - 1].endswith(("文件", "部", "委", "局", "院", "会", "府", "厅", "发布"))
        and not NO_TITLE.match(words[first - 1])
        and not CLOSING_LINE.match(words[first - 1])
        and not SUBTITLE.search(words[first - 1])
        and words[last] not in words[first - 1]
    ):
        first -= 1
    return first


def find_annex_list(words: Sequence[str]) -> set[int]:
    """Lines that list the annexes under a signature (附件：1.X, 2.Y), which open nothing."""
    found: set[int] = set()
    for number, line in enumerate(words):
        mark = read_mark(line) if line[0] == "附" else None
        if mark is None or mark.style != "annex":
            continue
        if not LISTED.match(line, mark.words):
            continue
        found.add(number)
        for below in range(number + 1, len(words)):
            if not LISTED.match(words[below]) or len(words[below]) > 60 or "。" in words[below]:
                break
            found.add(below)
    return found


def find_tail(words: Sequence[str], first: int, stop: int) -> int:
    """First line of the signature, date and distribution list that close lines `first` to `stop`, or `stop`."""
    tail = stop
    for number in range(stop - 1, max(first, stop - LONGEST_TAIL) - 1, -1):
        line = words[number]
        if is_date(line) or CLOSING_LINE.match(line) or (tail < stop and _is_name(line)):
            tail = number
        elif not FOLIO.match(line):
            break
    return tail


def _is_name(line: str) -> bool:
    """Whether a line can be a name under a signature: short, without punctuation or number."""
    return len(line) <= 30 and not ends_sentence(line) and not read_mark(line) and "，" not in line
