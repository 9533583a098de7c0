"""What the text says of the document: titles, number, issuers, date, kind, place, period, draft, what it repeals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cetu.corpus.describing.dates import find_date
from cetu.corpus.describing.issuers import find_issuers, resolve
from cetu.corpus.describing.jurisdiction import find_jurisdiction, level_of
from cetu.corpus.describing.naming import GLUED, KIND, find_title, kind_of
from cetu.corpus.describing.repeals import find_repealed
from cetu.corpus.headings import DOCUMENT_NUMBER, count
from cetu.corpus.plan import Document, Section, View

PERIOD = re.compile(r"((?:19|20)\d\d)年?(?:[—–―\-−~～至到－]+)((?:19|20)\d\d)年?")
DRAFT = re.compile(r"征求意见稿|送审稿|讨论稿|草案|草稿|公开征求|初稿")
FIVE_YEARS = re.compile(r"[“\"](十[一二三四五六七八九]?)五[”\"“]")
NUMBERED = re.compile(rf"(?:发\s?文\s?字\s?号|文\s?号|发文号|文件编号)\s?[:：]\s?(?P<number>{DOCUMENT_NUMBER.pattern})")
TITLED = re.compile(
    rf"^(?P<before>{DOCUMENT_NUMBER.pattern})(?=.{{2,80}}关于)|的(?:通知|意见|决定|函|公告)(?P<behind>{DOCUMENT_NUMBER.pattern})$"
)
"""A number on the line of its title without brackets."""
CITING = re.compile(r"[为根按依现]")
ASSEMBLY = re.compile(r"在(?P<assembly>[^，。在]{0,16}第[一二三四五六七八九十]{1,4}届.{0,12}代表大会)")
HEAD_LINES = 60


def describe(text: str, view: View, sections: Sequence[Section]) -> Document:
    """Document of a plan; None (or nothing) wherever the text says nothing."""
    lines = view.text.split("\n")
    title = find_title(view, sections)
    issuers = find_issuers(text, view)
    jurisdiction = find_jurisdiction(title.own or "", (*_assembly(lines), *issuers.names), view.text)
    return Document(
        title=title.own,
        number=_number(lines),
        issuers=resolve(issuers.names, jurisdiction),
        date=find_date(lines, issuers.date),
        kind=kind_of(title.own, view.text),
        level=level_of(jurisdiction),
        jurisdiction=jurisdiction,
        period=_period(title.own or ""),
        draft=_is_draft(title.own, lines),
        notice=title.notice,
        repeals=find_repealed(view.text),
    )


def _assembly(lines: Sequence[str]) -> tuple[str, ...]:
    """The assembly before which a report was given (——2024年1月10日在南京市第十七届人民代表大会第三次会议上)."""
    found = next((m["assembly"] for line in lines[:8] if (m := ASSEMBLY.search(line))), None)
    return (found,) if found else ()


def _is_draft(title: str | None, lines: Sequence[str]) -> bool:
    return bool(title and DRAFT.search(title)) or any(DRAFT.search(line) for line in lines[:3] if len(line) < 60)


def _number(lines: Sequence[str]) -> str | None:
    """The document's own number: alone on its line, behind the words for it (发文字号：), or in brackets behind the
    title; never one that is cited."""
    for line in lines[:HEAD_LINES]:
        if said := NUMBERED.search(line):
            return said["number"]
        if (titled := TITLED.search(line)) and not CITING.match(line):
            return titled["before"] or titled["behind"]
        found = DOCUMENT_NUMBER.search(line)
        if found is None:
            continue
        around = line[: found.start()] + line[found.end() :]
        if not around.strip("（）()") or GLUED.match(line) or (line[0] in "（(" and found.start() == 1):
            return found.group()
        if line.endswith(found.group() + "）") and KIND.search(line[: found.start() - 1]) and not CITING.match(line):
            return found.group()
    return None


def _period(title: str) -> tuple[int, int] | None:
    """First and last year that a title names, as years or as a five-year plan (the sixth was 1981 to 1985).

    >>> _period("储能发展实施方案（2022-2025年）"), _period("“十四五”能源规划"), _period("储能方案")
    ((2022, 2025), (2021, 2025), None)
    """
    if years := PERIOD.search(title):
        first, last = int(years.group(1)), int(years.group(2))
        return (first, last) if first <= last else None
    five = FIVE_YEARS.search(title)
    ordinal = count(five.group(1)) if five else None
    return (1951 + 5 * ordinal, 1955 + 5 * ordinal) if ordinal else None
