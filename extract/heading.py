"""Labels and headings: what the words before a colon, a heading's number or a run-in heading introduce.

A box entry's label that names a technology, a cluster or a sector heads what its entry says; a heading heads its
paragraph where it names a sector (1.工业领域); so does a first sentence that is nothing but a name (储能技术。研发…).
A heading that orders something is read like a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cetu.corpus.plan import Plan, Section
from cetu.extract.composing import lists, read_sentence, spans_within
from cetu.extract.lexicon import at_start, pattern
from cetu.extract.mention import Phrase, Saying, Scene
from cetu.extract.names import named

SECTOR = re.compile(r"(?:领域|行业|产业)$")
CLOSING = pattern("heading.closing")
RUN = re.compile(r"(?:工程|行动|计划|专项|项目|基地|平台|示范|试点)$")
"""Ends of what is run, and consists of what its paragraph says; 智慧城市 or a campaign (攻坚战) is an aim."""

UNNAMED = pattern("heading.unnamed")
"""Beginnings of what names no sector (传统产业, 重点行业)."""

TOPIC = 25
"""Characters that a sentence has at most which only says what its paragraph is about (积极引导储能产业发展。)."""

ORDER = re.compile(r"[^，。；：、]{0,8}")
HEADING_TYPES = ("Technology", "Cluster", "Industry", "Project")


def label_phrases(
    scene: Scene, plan: Plan, section: Section, phrases: Sequence[Phrase], *, runs_in: bool
) -> tuple[tuple[Phrase, ...], list[Saying]]:
    """Phrases of a section's title that head its text, and what the title itself says.

    runs_in: the text goes on in the paragraph of the title, which then heads it as a label does.
    """
    start, end = title_span(plan, section)
    own = spans_within(phrases, start, end)
    if not own:
        return (), []
    orders = at_start("verbs", "adverbs").match(scene.text, start, end)
    if orders or section.kind not in ("entry", "box"):
        named_alone = run_in(scene.text, own, start, end)
        if orders or named_alone is None or (named_alone.type == "Technology" and not runs_in):
            return _sector(scene.text, own, opens=runs_in), list(read_sentence(scene, own, start, end, -1))
    said = _labelled(scene.text, own, start, end)
    if section.kind == "box":
        return (), said
    return tuple(p for s in said for p in (*s.members, s.head) if p is not None and p.type in HEADING_TYPES), said


def _sector(text: str, spans: Sequence[Phrase], *, opens: bool) -> tuple[Phrase, ...]:
    """The sector that a heading is about: its only name where it opens a paragraph, else one called 领域 or 行业."""
    projects = [p for p in spans if p.type == "Project"]
    if len(projects) == 1 and all(_inside(p, projects[0]) for p in spans) and RUN.search(text, *projects[0].pieces[0]):
        return (projects[0],)
    sectors = tuple(p for p in spans if p.type in ("Industry", "Cluster") and not UNNAMED.match(text, p.start, p.end))
    if len(sectors) == 1 and opens and all(_inside(p, sectors[0]) for p in spans):
        return sectors
    called = tuple(p for p in sectors if p.type == "Industry" and SECTOR.search(text, p.start, p.end))
    return called if len(called) == 1 else ()


def _inside(inner: Phrase, outer: Phrase) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def run_in(text: str, spans: Sequence[Phrase], start: int, end: int) -> Phrase | None:
    """The name that a first sentence consists of, or the one sector that it orders to be developed; else None.

    >>> s = "海上风电技术。"
    >>> run_in(s, [Phrase("Technology", 0, 6, ((0, 6),), None, "tagger", 1.0)], 0, len(s)).end
    6
    """
    outer = [p for p in spans if p.type in HEADING_TYPES]
    if len(outer) != 1 or end - start > 40:
        return None
    if outer[0].start <= start + 1:
        return outer[0] if CLOSING.fullmatch(text, outer[0].end, end) else None
    sector = outer[0].type in ("Industry", "Cluster") and len(spans) == 1 and end - start <= TOPIC
    return outer[0] if sector and ORDER.fullmatch(text, start, outer[0].start) else None


def title_span(plan: Plan, section: Section) -> tuple[int, int]:
    """View span of the title inside the heading."""
    a, b = plan.view.from_source(section.heading_start, section.heading_end)
    heading = plan.view.text[a:b]
    title = re.sub(r"\s", "", section.title)
    at = heading.find(title)
    if at < 0:
        at = max(0, len(heading) - len(title) - 1)
    return a + at, min(b, a + at + len(title))


def _labelled(text: str, spans: Sequence[Phrase], start: int, end: int) -> list[Saying]:
    """The names of a label, as a topic."""
    found = []
    outer = [p for p in spans if not any(q is not p and q.start <= p.start and p.end <= q.end for q in spans)]
    for listed in lists(text, outer, end):
        members = tuple(named(text, listed.members, listed.head, listed.head_words))
        found.append(
            Saying(-1, start, end, "label", (), None, members, listed.head, (), listed.openness, listed.count, None)
        )
    return found
