"""What a plan says, as values: entities, lists, relations, targets, tasks.

All offsets are half-open and count Unicode code points of the untouched source text (`Plan.text`).
The JSON that `exchange` writes has these fields under these names.
"""

from __future__ import annotations

from dataclasses import dataclass, field

ENTITY_TYPES = ("Technology", "Industry", "Cluster", "Region", "Institution", "Project", "Document")
OPEN_DOCUMENT = "unquoted.document.open"
"""The rule of a document that a plan names and does not cite: it is to be drawn up, or nothing says whose it is."""
RELATION_TYPES = (
    "cluster_technology",
    "region_technology",
    "region_project",
    "region_cluster",
    "institution_technology",
    "project_technology",
    "broader",
    "leads",
    "takes_part",
    "based_on",
)
STAGES = ("restrict", "research", "develop", "demonstrate", "deploy")
READINGS = ("each", "collective")
MODALITIES = ("exists", "to_build", "strive", "support", "encourage")
OPENNESS = ("open", "counted", "closed", "unmarked")
OPERATORS = ("ge", "le", "approx", "eq", "increase", "decrease", "multiple")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points in the source text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention of a thing: `text` is exactly the source slice, `name` what the graph calls the thing."""

    id: str
    type: str
    start: int
    end: int
    text: str
    name: str
    rule: str
    confidence: float
    parts: tuple[Span, ...] = ()
    """Further spans that the name was put back from (shared head, shared modifier)."""
    stage: str | None = None
    stages: tuple[str, ...] = ()
    code: str | None = None
    concept: str | None = None


@dataclass(frozen=True, slots=True)
class MentionList:
    """Coordinated members and what the text says of its completeness (see OPENNESS)."""

    id: str
    start: int
    end: int
    openness: str
    count: int | None
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """One typed pair said at one place. `head` is an entity id, or "this" for `based_on`; `tail` an entity id,
    or a task's title for `leads` and `takes_part` (whose `task` is that task's id)."""

    id: str
    type: str
    head: str
    tail: str
    rule: str
    confidence: float
    evidence: tuple[Span, ...]
    reading: str = "each"
    via: str | None = None
    modality: str | None = None
    list: str | None = None
    task: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A commitment: indicator, comparator, value (None where the text gives no number), unit, year, baseline."""

    id: str
    start: int
    end: int
    text: str
    indicator: str
    op: str | None
    value: float | int | None
    unit: str | None
    year: int | None
    baseline_year: int | None
    rule: str
    confidence: float
    printed: str | None = None
    """The figure as printed (13.70), a string, because 13.70 is not 13.7 to whoever signs it."""
    concept: str | None = None
    scope: str | None = None
    """GB/T 2260 code of the region that the target holds for: the place that its clause begins with, or the plan's own
    where 全省, 全市, 本市 or 全国 say so; None where nothing says."""


@dataclass(frozen=True, slots=True)
class Task:
    """A heading that the plan numbers or titles. `level` is 1, 2, 3, 4 or "box"; `end` closes its heading sentence;
    `orders` says whether it orders something to be done (指导思想 does not)."""

    id: str
    level: int | str
    number: str
    title: str
    start: int
    end: int
    orders: bool = True


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that was read from one plan, in order of place.

    `source` says what was read and where on which page it is printed: "file", "kind", "encoding", "pages" ([number,
    width, height] in points), "runs" ([start, end, page, left, top, right, bottom] in order; only the page for a DOCX),
    "attachments" ([words, address]) and "notes" on what could not be read.
    """

    doc: str
    sha256: str
    software: str
    document: dict[str, object]
    entities: tuple[Entity, ...] = ()
    lists: tuple[MentionList, ...] = ()
    relations: tuple[Relation, ...] = ()
    targets: tuple[Target, ...] = ()
    tasks: tuple[Task, ...] = ()
    source: dict[str, object] = field(default_factory=dict)
