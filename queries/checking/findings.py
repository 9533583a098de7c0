"""What `cetu check` says of a plan, as values: a Review of Findings, each with the places it rests on.

The rules with their severity, their names and what to do about them stand in `lexicon/rules.tsv`.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from cetu.queries.alignment.paper import Paper, Sentence
from cetu.queries.alignment.rows import Party

SEVERITIES = ("error", "warning", "info")
"""error: the text contradicts itself. warning: likely an oversight. info: worth a look, often meant so."""

SEVERITY_NAMES = {"error": "错误", "warning": "警告", "info": "提示"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its id, its severity where nobody says otherwise, its names, and what to do about a finding."""

    id: str
    severity: str
    zh: str
    en: str
    advice: str


@cache
def rules() -> dict[str, Rule]:
    """Every rule by id, in the order of the file."""
    return {row[0]: Rule(*row) for row in lexicon_table("rules", 5)}


@cache
def lexicon_table(name: str, columns: int) -> tuple[tuple[str, ...], ...]:
    """The rows of `lexicon/NAME.tsv`; `#` opens a comment line. Raises ValueError for a row of another width."""
    text = resources.files("cetu.queries.checking").joinpath("lexicon", f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    rows = tuple(tuple(row) for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    if wrong := [row for row in rows if len(row) != columns]:
        raise ValueError(f"{name}.tsv: {columns} columns wanted: {wrong[0]}")
    return rows


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: `plan.text[start:end] == quote`; line and column of the source text, from 1.

    context: the source line. headings: above it, outermost first. label: what stands there, in a word or two.
    """

    quote: str
    start: int
    end: int
    line: int
    column: int
    context: str
    headings: tuple[str, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. message: in Chinese, for whoever mends the plan. further: other places that it rests on.

    silenced: the reason that a person gave for not wanting to hear of it; "" for a finding that counts.
    """

    rule: str
    severity: str
    message: str
    place: Place
    further: tuple[Place, ...] = ()
    silenced: str = ""

    @property
    def id(self) -> str:
        """Hash of rule, message and words, the same wherever in the text they move; to silence the finding by."""
        parts = (self.rule, self.message, "".join(self.place.quote.split()))
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:10]

    def told(self, severity: str, silenced: str) -> Finding:
        """The finding with the severity and the silence that a person chose."""
        return replace(self, severity=severity, silenced=silenced)


@dataclass(frozen=True, slots=True)
class Review:
    """A plan checked against itself. findings: in order of place, those that are silenced among them.

    remarks: what must be known of the whole; `unused` are entries of the settings that silenced nothing.
    """

    plan: Party
    findings: tuple[Finding, ...]
    remarks: tuple[str, ...]
    unused: tuple[str, ...]
    software: str

    @property
    def heard(self) -> tuple[Finding, ...]:
        """The findings that nobody silenced."""
        return tuple(one for one in self.findings if not one.silenced)

    @property
    def counts(self) -> dict[str, int]:
        """How many findings that count, by severity, every severity named."""
        met = Counter(one.severity for one in self.heard)
        return {severity: met[severity] for severity in SEVERITIES}

    def worst_is(self, severity: str) -> bool:
        """Whether a finding that counts is as severe as this, or more."""
        bound = SEVERITIES.index(severity)
        return any(SEVERITIES.index(one.severity) <= bound for one in self.heard)


def place(paper: Paper, start: int, end: int, label: str = "") -> Place:
    """The place of a span of the source text."""
    text = paper.plan.text
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", start)
    context = text[begin : stop if stop >= 0 else len(text)]
    headings = paper.headings(paper.section_at(start))
    return Place(text[start:end], start, end, paper.line_at(start), start - begin + 1, context, headings, label)


def source_span(paper: Paper, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Source span of a stretch of a sentence's readable text."""
    view = paper.plan.view
    said = view.text[sentence.view_start : sentence.view_end]
    at = sentence.view_start + len(said) - len(said.lstrip())
    return view.to_source(at + start, at + end)


def finding(rule: str, message: str, where: Place, *further: Place) -> Finding:
    """A finding with the severity that its rule has."""
    return Finding(rule, rules()[rule].severity, message, where, further)
