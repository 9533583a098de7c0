"""Reviews (`cetu check`) as a report: every finding with its words marked in their line, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cetu.queries.checking.findings import SEVERITY_NAMES, Finding, Place, Review, rules
from cetu.queries.checking.showing import summary
from cetu.visual.reports.report import Cell, Column, Line, Report, Run, Source, Table, cell

TONES = {"error": "bad", "warning": "warn", "info": ""}
COLUMNS = (
    Column("序号", 3),
    Column("程度", 3),
    Column("行", 3),
    Column("问题", 15),
    Column("原文", 20),
    Column("建议", 10),
    Column("规则与编号", 7),
)
AROUND = 36
TAG = re.compile(r"</?[a-z]+/?>|^[a-z]+>|</?[a-z]*$")
"""Markup that a text was copied with."""


def findings_report(reviews: Sequence[Review]) -> Report:
    """One table a plan, findings that were silenced at its end."""
    facts = tuple((one.plan.title, summary(one)) for one in reviews)
    remarks = tuple(dict.fromkeys(remark for one in reviews for remark in one.remarks))
    tables = tuple(
        findings_table(one, str(number) if len(reviews) > 1 else "") for number, one in enumerate(reviews, 1)
    )
    return Report("规划自查报告", facts, remarks, tables, reviews[0].software)


def findings_table(review: Review, number: str = "") -> Table:
    """The findings of one plan, the most severe first."""
    ranked = sorted(review.findings, key=lambda one: (bool(one.silenced), list(TONES).index(one.severity)))
    lines = tuple(_lines(review, ranked))
    return Table(f"自查{number}", f"《{review.plan.title}》（{summary(review)}）", COLUMNS, lines)


def _lines(review: Review, found: Sequence[Finding]) -> Iterator[Line]:
    for number, one in enumerate(found, 1):
        rule = rules()[one.rule]
        silenced = f"\n已静默：{one.silenced}" if one.silenced else ""
        source = Source(review.plan.title, one.place.line, " > ".join(one.place.headings), one.place.context.strip())
        yield Line(
            (
                cell(str(number)),
                cell(SEVERITY_NAMES[one.severity], "strong"),
                cell(str(one.place.line), source=source),
                Cell((Run(rule.zh, "strong"), Run(f"\n{one.message}"), Run(silenced, "quiet"))),
                Cell((*_shown(one.place), *_again(one))),
                cell(rule.advice),
                cell(f"{one.rule}\n{one.id}", "quiet"),
            ),
            "" if one.silenced else TONES[one.severity],
        )


def _again(one: Finding) -> Iterator[Run]:
    for place in one.further[:2]:
        yield Run(f"\n又见第{place.line}行：", "quiet")
        yield from _shown(place)


def _shown(place: Place) -> tuple[Run, ...]:
    """The words in their line, underlined, with a little of what is around."""
    start = place.column - 1
    quote = place.quote.split("\n")[0][: 3 * AROUND]
    before, after = place.context[:start], place.context[start + len(quote) :]
    head = ("…" if len(before) > AROUND else "") + before[-AROUND:].lstrip()
    tail = after[:AROUND].rstrip() + ("…" if len(after) > AROUND else "")
    head, quote, tail = (TAG.sub(" ", part) for part in (head, quote, tail))
    return tuple(run for run in (Run(head), Run(quote, "new"), Run(tail)) if run.text)
