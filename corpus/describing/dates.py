"""Dates of a document: under its signature, behind its adoption, in the head of a speech."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cetu.corpus.headings import HAN_YEAR, count

DAY = r"(?P<year>(?:19|20)\d\d)\s*(?:年|[-./])\s*(?P<month>\d{1,2})\s*(?:月|[-./])\s*(?P<day>\d{1,2}+)(?:\s*日)?+"
HAN_NUMBER = "[一二三四五六七八九十]{1,3}"
HAN_DAY = rf"(?P<han>{HAN_YEAR})\s*(?P<hanmonth>{HAN_NUMBER})月\s*(?P<handay>{HAN_NUMBER})日"
ANY_DAY = rf"(?:{DAY}|{HAN_DAY})"
ALONE = re.compile(rf"[（(]?{ANY_DAY}[）)]?(?:\s*\d{{1,2}}[:：]\d\d(?:[:：]\d\d)?)?$")
WITH_MORE = re.compile(
    rf"(?:^|(?<=[部委局厅院会府室行司心处办社]))\s*{ANY_DAY}\s*(?=$|[（(]|公开方式|(?!印)[^\d\s至到—–~～-])"
)
ADOPTED = re.compile(rf"^[（(]\s*{ANY_DAY}\s*(?!起|前|至|后|以)[\u4e00-\u9fff]")
SPOKEN = re.compile(rf"^[—–―-]{{1,4}}\s*{ANY_DAY}\s*在.{{4,60}}上")
MADE = re.compile(rf"(?:成文日期|印发日期|发文日期)\s*[:：]\s*{ANY_DAY}")
PRINTED = re.compile(rf"{ANY_DAY}\s*印\s*发\s*$")
ZEROS = str.maketrans("○ＯO零", "〇〇〇〇")
WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
HEAD_LINES, LONGEST_LINE = 30, 300


@dataclass(frozen=True, slots=True)
class Signed:
    """A date that may stand under a signature: its line and where in it the date begins."""

    line: int
    start: int
    date: str
    alone: bool


def find_dates(lines: Sequence[str]) -> list[Signed]:
    """Dates that have their line to themselves, or begin it with something run on behind them, in order."""
    found: list[Signed] = []
    for number, printed in enumerate(lines):
        if len(printed) > LONGEST_LINE:
            continue
        line = printed.translate(WIDE)
        lead = len(line) - len(line.lstrip())
        if alone := ALONE.match(line.strip()):
            if date := _iso(alone):
                found.append(Signed(number, lead, date, True))
        elif (more := WITH_MORE.search(line)) and (date := _iso(more)):
            found.append(Signed(number, more.start(), date, False))
    return found


def find_date(lines: Sequence[str], signed: str | None) -> str | None:
    """Date of a document as YYYY-MM-DD: under its signature, else of its adoption, else alone on a line, else of the
    speech, else of printing; None where the text has no full date.

    >>> find_date(["（2021年12月2日中国共产党四川省第十一届委员会第十次全体会议通过）"], None)
    '2021-12-02'
    """
    if signed:
        return signed
    head = [line.translate(WIDE).strip() for line in lines[:HEAD_LINES]]
    tail = [line.translate(WIDE).strip() for line in lines[-8:]]
    tries = (
        (_iso(m) for line in head if (m := ADOPTED.match(line))),
        (_iso(m) for line in head if (m := MADE.search(line))),
        (one.date for one in find_dates(lines) if one.alone),
        (_iso(m) for line in head if (m := SPOKEN.match(line))),
        (_iso(m) for line in reversed(tail) if (m := PRINTED.search(line))),
    )
    return next((date for found in tries for date in found if date), None)


def _iso(match: re.Match[str]) -> str | None:
    if match["year"]:
        month, day = int(match["month"]), int(match["day"])
        return f"{match['year']}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None
    year = "".join(str(count(digit)) for digit in match["han"].translate(ZEROS)[:4])
    han_month, han_day = count(match["hanmonth"]), count(match["handay"])
    return f"{year}-{han_month:02}-{han_day:02}" if han_month and han_day else None
