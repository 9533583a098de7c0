"""A plan as a value: the untouched text, the repaired view over it, its structure, its own account of itself."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass, field

from cetu.corpus.gaps import spelling as spelling
from cetu.corpus.pages import Pages


@dataclass(frozen=True, slots=True)
class View:
    """Repaired text laid over the source: `text[i]` stands at `offsets[i]` of the source.

    Every view character comes from exactly one source character (width may be folded, characters may be left
    out, none is invented), so that any span of the view has one source span and the other way round.
    """

    text: str
    offsets: array[int] = field(hash=False)

    def __post_init__(self) -> None:
        if len(self.text) != len(self.offsets):
            raise ValueError("a view needs one source offset per character")

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Source span of the view span `[start, end)`; it may take in characters that the view leaves out."""
        if start >= end:
            raise ValueError("an empty span stands nowhere")
        return self.offsets[start], self.offsets[end - 1] + 1

    def from_source(self, start: int, end: int) -> tuple[int, int]:
        """Smallest view span whose characters all come from the source span `[start, end)`."""
        return bisect_left(self.offsets, start), bisect_left(self.offsets, end)


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the plan under one heading. Offsets are of the source text.

    kind: "title" | "contents" | "preamble" | "section" | "box" | "entry" | "item" | "annex" | "tail"; what stands in
    "contents" (a table of contents) is said again further down and nothing is to be read from it.
    level: 1.. for numbered headings, "box" for 专栏, None otherwise (a labelled entry of a box, the preamble).
    title: the heading's sentence without number and closing mark (an entry's label); "" where there is none.
    `heading_start:heading_end` is the heading with its number; the body runs from `heading_end` to `end`,
    the sections inside included; `parent` is an index into `Plan.sections`, None at the top.
    """

    kind: str
    level: int | str | None
    number: str
    title: str
    start: int
    heading_start: int
    heading_end: int
    end: int
    parent: int | None


@dataclass(frozen=True, slots=True)
class Source:
    """Where the text came from: the file's name, its encoding and the sha256 of the decoded text as UTF-8.

    kind: that of the file ("text", "html", "docx", "pdf", "scan", "xlsx", "doc", …). pages: where the characters are
    printed, None for a file without pages. attachments: (words, address) of the files that a web page offers.
    notes: in a line each, what of the file could not be read or is likely to be wrong.
    """

    name: str
    encoding: str
    sha256: str
    kind: str = "text"
    pages: Pages | None = field(default=None, repr=False)
    attachments: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """What the text itself says of the document; None where it says nothing.

    `title` is the plan's own, `notice` that of the notice that sends it out (关于印发…的通知). `repeals` are titles of
    documents that it says it puts out of force.
    """

    title: str | None = None
    number: str | None = None
    issuers: tuple[str, ...] = ()
    date: str | None = None
    kind: str | None = None
    level: str | None = None
    jurisdiction: str | None = None
    period: tuple[int, int] | None = None
    draft: bool = False
    notice: str | None = None
    repeals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """One document, ready to be read. `key` names it in IRIs and ids (NFC, from the file's name)."""

    key: str
    text: str
    view: View = field(repr=False)
    sections: tuple[Section, ...]
    document: Document
    source: Source
