"""What a comparison of two plans says, as values: an Alignment of Rows, each with a Side of one plan or of both.

The left plan is the parent (the plan above, the draft), the right one the child (the plan below, the revision);
every relation is said of the right side as compared with the left: `stricter` means that the right plan asks more.
What each relation means, in Chinese and English, stands in `lexicon/relations.tsv`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache

from cetu.queries.alignment.lexicon import table

KINDS = (
    "target",
    "task",
    "entry",
    "measure",
    "verb",
    "technology",
    "region",
    "cluster",
    "project",
    "institution",
    "deadline",
    "body",
    "basis",
)
"""What a row compares, in the order of a report."""

ONE_SIDED = frozenset({"missing", "extra", "dropped", "added"})
"""Relations that are said of a thing that one plan alone has."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation: its name, the kinds of rows that it is said of, what it is called, and the mapping predicate."""

    name: str
    kinds: tuple[str, ...]
    zh: str
    en: str
    predicate: str
    """The SKOS mapping property that says it as SSSOM wants it said, prefixed; "" where there is nothing to map to."""


@cache
def relations() -> dict[str, Relation]:
    """Every relation by name, in the order of the file."""
    found = (
        Relation(name, tuple(kinds.split()), zh, en, predicate)
        for name, kinds, zh, en, predicate in table("relations", 5)
    )
    return {one.name: one for one in found}


def kind_names() -> dict[str, str]:
    """What each kind of rows is called in Chinese, in order."""
    return {name: zh for name, zh, _ in table("kinds", 3)}


@dataclass(frozen=True, slots=True)
class Side:
    """What one plan says: `plan.text[start:end] == quote`, and the sentence that it stands in.

    plan: the plan's key. id: of the target, task or entity in the Extraction. name: what it is called (an indicator,
    a task's title, a technology). said: what is compared, in a few words (2025年比2020年下降14.5%). iri: of the thing
    in the graph. headings: the headings it stands under, outermost first, with their numbers. line: of the source
    text, from 1.
    figure, unit, scope: of a target, its number in the unit that `quantities.scale` converts its printed unit to, that
    printed unit, and the code of the place that it is for. `sentence` is readable (line breaks inside words are gone);
    `sentence_start:sentence_end` is the same stretch of the untouched text.
    """

    plan: str
    id: str
    iri: str
    name: str
    said: str
    quote: str
    start: int
    end: int
    sentence: str
    sentence_start: int
    sentence_end: int
    headings: tuple[str, ...]
    line: int
    figure: float | None = None
    unit: str = ""
    scope: str = ""

    @property
    def ref(self) -> str:
        """The name by which a file of decisions calls it, with what it says where a plan says several of one name."""
        return f"{self.name}（{self.said}）" if self.kind_is_target else self.name

    @property
    def kind_is_target(self) -> bool:
        """Whether it is a figure, of which a plan may set several for one indicator."""
        return "/target/" in self.iri


@dataclass(frozen=True, slots=True)
class Row:
    """One finding of a comparison. At least one side is there; `further` holds more of the right plan (or of the left
    one where the right is a single thing) that the finding rests on.

    reason: in Chinese, for whoever checks it. rule: which rule found it. score: 0 to 1, how sure the match is.
    verdict: "" | "confirmed" | "broken", what a person decided (see `decisions`).
    """

    kind: str
    relation: str
    left: Side | None
    right: Side | None
    reason: str
    rule: str
    score: float
    further: tuple[Side, ...] = ()
    verdict: str = ""

    def __post_init__(self) -> None:
        if self.left is None and self.right is None:
            raise ValueError("a row needs a side")

    @property
    def id(self) -> str:
        """Hash of what is compared: the same in every run, wherever in the texts it moves."""
        parts = [self.kind]
        for side in (self.left, self.right):
            parts += [side.plan, side.name, side.said] if side else ["", "", ""]
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]

    @property
    def matched(self) -> bool:
        """Whether both plans have it."""
        return self.left is not None and self.right is not None

    def judged(self, verdict: str) -> Row:
        """The row with a person's verdict."""
        return replace(self, verdict=verdict)


@dataclass(frozen=True, slots=True)
class Party:
    """A plan that was compared: its key, title, issuers, the sha256 of its text, how many things of a kind it has."""

    key: str
    title: str
    issuers: tuple[str, ...]
    period: tuple[int, int] | None
    sha256: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two plans compared. purpose: "align" (two plans) or "diff" (two versions of one).

    rows are in the order of KINDS, then as the left plan has them, then the right. remarks: what whoever reads the
    report must know of the whole (the two are the same; they have nothing in common; one has no targets).
    """

    purpose: str
    left: Party
    right: Party
    rows: tuple[Row, ...]
    remarks: tuple[str, ...]
    software: str

    def of(self, kind: str) -> tuple[Row, ...]:
        """The rows of one kind, in order."""
        return tuple(row for row in self.rows if row.kind == kind)

    def reason(self, row: Row, *, only: str | None = None) -> str:
        """The reason of a row where it stands beside both plans: a plan that it begins with is called by its side, not
        by its title. only: the key of the one plan that is called so, where others stand beside it."""
        if self.left.title == self.right.title:
            return row.reason
        for party, side in ((self.left, "左侧"), (self.right, "右侧")):
            if row.reason.startswith(f"《{party.title}》") and only in (None, party.key):
                return side + row.reason.removeprefix(f"《{party.title}》")
        return row.reason

    @property
    def counts(self) -> dict[tuple[str, str], int]:
        """How many rows by kind and relation, kinds in their order, the most frequent relation first."""
        met = Counter((row.kind, row.relation) for row in self.rows)
        return dict(sorted(met.items(), key=lambda one: (KINDS.index(one[0][0]), -one[1], one[0][1])))
