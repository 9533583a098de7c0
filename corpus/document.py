"""What the text says of the document: title, number, issuers, date, kind, level, jurisdiction, period, draft."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cetu.corpus.headings import DOCUMENT_NUMBER, HAN_YEAR, count, is_date
from cetu.corpus.issuers import find_issuers
from cetu.corpus.places import find_jurisdiction, level_of
from cetu.corpus.plan import Document, Section, View

KINDS = (
    "行动计划|工作要点|实施细则|管理办法|工作报告|方案|规划|意见|通知|计划|纲要|办法|措施|报告|决定|细则|规定|指南|要点|清单|批复|条例"
    "|政策|公告|思路|路线图|白皮书"
)
KIND = re.compile(rf"({KINDS})(?:[（(][^（）()]*[）)])*[》”]?$")
PERIOD = re.compile(r"((?:19|20)\d\d)年?(?:[—–\-~～至到－―]+)((?:19|20)\d\d)年?")
DRAFT = re.compile(r"征求意见稿|送审稿|讨论稿|草案|草稿|公开征求")
NOTICE = re.compile(r"印发[《〈<「]?(.{4,80}?)[》〉>」]?的?通知$")
SENT = re.compile(r"(?:现将|印发)[《〈<](.{4,80}?)[〉》>]")
GLUED = re.compile(rf"([^。，；]{{4,80}}?(?:{KINDS}))(?=\1|目录$|为[深贯全切认]|[（(][^（）()]{{2,16}}〔)")
FIVE_YEARS = re.compile(r"[“\"](十[一二三四五六七八九]?)五[”\"“]")
CITING = re.compile(r"[为根按依现]")
FOLIO = re.compile(r"^.{0,16}[-—]\s?\d{1,3}\s?[-—]")
DAY = re.compile(r"((?:19|20)\d\d)(?:年|[-./])(\d{1,2})(?:月|[-./])(\d{1,2})")
HAN_DAY = re.compile(rf"({HAN_YEAR})([一二三四五六七八九十]{{1,2}})月([一二三四五六七八九十]{{1,3}})日")
HEAD_LINES = 60


def describe(text: str, view: View, sections: Sequence[Section], name: str) -> Document:
    """Document of a plan; None wherever the text says nothing. `name` is the file's and is no evidence."""
    lines = view.text.split("\n")
    title = _title(lines, sections)
    issuers = find_issuers(text, view)
    kind = KIND.search(title) if title else None
    jurisdiction = find_jurisdiction(title or "", issuers, view.text)
    return Document(
        title=title,
        number=_number(lines),
        issuers=issuers,
        date=_date(lines),
        kind=kind.group(1) if kind else None,
        level=level_of(jurisdiction),
        jurisdiction=jurisdiction,
        period=_period(title or ""),
        draft=bool(title and DRAFT.search(title)) or any(DRAFT.search(line) for line in lines[:3] if len(line) < 60),
    )


def _title(lines: Sequence[str], sections: Sequence[Section]) -> str | None:
    """The plan's own title, of a notice that sends a plan out the plan's."""
    title = next((section.title for section in sections if section.kind == "title"), None)
    if title is None:
        for line in lines[: HEAD_LINES // 2]:
            if found := GLUED.match(line) or SENT.search(line):
                title = found.group(1)
                break
    if title is None:
        return None
    title = FOLIO.sub("", title)
    notice = NOTICE.search(title)
    return notice.group(1) if notice and KIND.search(notice.group(1)) else title


def _number(lines: Sequence[str]) -> str | None:
    """The document's own number: alone on its line, or in brackets behind the title; never one that is cited."""
    for line in lines[:HEAD_LINES]:
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
        return int(years.group(1)), int(years.group(2))
    five = FIVE_YEARS.search(title)
    ordinal = count(five.group(1)) if five else None
    return (1951 + 5 * ordinal, 1955 + 5 * ordinal) if ordinal else None


def _date(lines: Sequence[str]) -> str | None:
    """Date of the signature as YYYY-MM-DD: the first full date that has its line to itself."""
    for line in lines:
        if is_date(line):
            if day := DAY.search(line):
                return f"{day.group(1)}-{int(day.group(2)):02}-{int(day.group(3)):02}"
            if day := HAN_DAY.search(line):
                return _han_date(day)
    return None


def _han_date(day: re.Match[str]) -> str | None:
    """二〇二三年六月二十四日 as 2023-06-24."""
    year = "".join(str(count(digit)) for digit in day.group(1).translate(ZEROS)[:4])
    month, date = count(day.group(2)), count(day.group(3))
    return f"{year}-{month:02}-{date:02}" if month and date else None


ZEROS = str.maketrans("○ＯO", "〇〇〇")
