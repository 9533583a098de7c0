"""A report as a value, whatever it is written as: tables of cells whose words may be marked, and the sentences behind.

Marks are told apart in print, without colour: "strong" bold, "gone" struck through, "new" bold and underlined, "quiet"
small and grey.
"""

from __future__ import annotations

from dataclasses import dataclass

MARKS = ("", "strong", "gone", "new", "quiet")
TONES = ("", "bad", "warn", "good")


@dataclass(frozen=True, slots=True)
class Run:
    """Words under one mark; "\\n" in them begins a line."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence of a plan that a cell rests on, with its line and the headings above it."""

    plan: str
    line: int
    headings: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; `source` is the sentence behind it, for a link."""

    runs: tuple[Run, ...]
    source: Source | None = None

    @property
    def text(self) -> str:
        """The words without marks."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, and its width in Chinese characters of the body's size. editable: people fill it in, with
    one of `choices` where there are any."""

    title: str
    width: int
    editable: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table; the tone colours it where there is colour."""

    cells: tuple[Cell, ...]
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its title. name: of its sheet, short."""

    name: str
    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    note: str = ""

    def __post_init__(self) -> None:
        if any(len(line.cells) != len(self.columns) for line in self.lines):
            raise ValueError(f"{self.name}: a row of another width")


@dataclass(frozen=True, slots=True)
class Report:
    """A report: title, facts as pairs of label and value, remarks, tables in order, who made it."""

    title: str
    facts: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]
    tables: tuple[Table, ...]
    software: str

    @property
    def marked(self) -> bool:
        """Whether differences are marked somewhere, so that a reader needs to know how."""
        cells = (cell for table in self.tables for line in table.lines for cell in line.cells)
        return any(run.mark in ("gone", "new") for cell in cells for run in cell.runs)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every sentence that a cell rests on, each once, by plan and line."""
        found = {
            cell.source: None for table in self.tables for line in table.lines for cell in line.cells if cell.source
        }
        return tuple(sorted(found, key=lambda one: (one.plan, one.line, one.sentence)))


def cell(text: str, mark: str = "", source: Source | None = None) -> Cell:
    """A cell of one run."""
    return Cell((Run(text, mark),) if text else (), source)
