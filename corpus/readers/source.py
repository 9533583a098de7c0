"""What a reader makes of a file: its text, and where on the page each character of it stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from cetu.corpus.pages import Pages


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a page or a document offers beside itself: its words and its address as written there."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class SourceText:
    """The decoded text of a file, that every offset counts in.

    kind: "text" | "html" | "docx" | "pdf" | "scan" | "xlsx" | "doc" | "xls" | "rtf" | "odt"; encoding: that the bytes
    were decoded with ("utf-8" where the format has no other). notes: a line each on what
    of the file could not be read.
    """

    text: str
    kind: str
    encoding: str = "utf-8"
    pages: Pages | None = field(default=None, repr=False)
    attachments: tuple[Attachment, ...] = ()
    notes: tuple[str, ...] = ()
