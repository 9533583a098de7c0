"""What the text says of the document: title, number, issuers, date, kind, level, jurisdiction, period, draft."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cetu.corpus.headings import DOCUMENT_NUMBER, is_date
from cetu.corpus.plan import Document, Section, View

KIND = re.compile(
    r"(行动计划|工作要点|实施细则|管理办法|工作报告|方案|规划|意见|通知|计划|纲要|办法|措施|报告|决定|细则|规定|指南|要点|清单|批复|条例|政策|公告|路线图|白皮书)"
    r"(?:[（(][^（）()]*[）)])*[》”]?$"
)
PERIOD = re.compile(r"((?:19|20)\d\d)年?(?:[—–\-~～至到－]+|——)((?:19|20)\d\d)年?")
DRAFT = re.compile(r"征求意见稿|送审稿|讨论稿|草案|草稿|公开征求")
QUOTED = re.compile(r"印发[〈《<](.{4,80}?)[〉》>]")
DAY = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")


def describe(text: str, view: View, sections: Sequence[Section], name: str) -> Document:
    """Document of a plan; None wherever the text says nothing. `name` is the file's, used nowhere as evidence."""
    lines = view.text.split("\n")
    title = _title(lines, sections)
    number = next((m.group() for line in lines[:60] if len(line) < 120 and (m := DOCUMENT_NUMBER.search(line))), None)
    kind = KIND.search(title) if title else None
    years = PERIOD.search(title) if title else None
    return Document(
        title=title,
        number=number,
        date=_date(lines),
        kind=kind.group(1) if kind else None,
        period=(int(years.group(1)), int(years.group(2))) if years else None,
        draft=bool(title and DRAFT.search(title)),
    )


def _title(lines: Sequence[str], sections: Sequence[Section]) -> str | None:
    title = next((section.title for section in sections if section.kind == "title"), None)
    if title is None:
        for line in lines[:40]:
            if quoted := QUOTED.search(line):
                return quoted.group(1)
    return title


def _date(lines: Sequence[str]) -> str | None:
    """Date of the signature: the first date that has its line to itself."""
    for line in lines:
        if is_date(line) and (day := DAY.search(line)):
            return f"{day.group(1)}-{int(day.group(2)):02}-{int(day.group(3)):02}"
    return None
