"""Labels and headings: what the words before a colon or a heading's number introduce.

A box entry's label that names a technology, a cluster or a sector heads what its entry says; a paragraph's heading
heads it where it names a sector (1.工业领域). A heading that orders something is read like a sentence.
"""

from __future__ import annotations

import re
from dataclasses import replace

from cetu.corpus.plan import Plan, Section
from cetu.extract.clauses import Clause
from cetu.extract.coordination import groups
from cetu.extract.heading import title_span
from cetu.extract.lexicon import at_start, pattern
from cetu.extract.members import typed_group
from cetu.extract.mention import Phrase, Saying, Scene
from cetu.extract.phrases import is_generic, is_technical, knows_industry, typed_head
from cetu.extract.sayings import read_sentence

SECTOR = pattern("labels.sector")
ADORNED = pattern("labels.adorned")


def title_sayings(scene: Scene, plan: Plan, section: Section) -> list[Saying]:
    """What the title of a section says, as the grammar reads it."""
    start, end = title_span(plan, section)
    if end <= start:
        return []
    if section.kind in ("entry", "box") or _is_sector(scene.text[start:end]):
        saying = _named(scene, start, end)
        return [saying] if saying else []
    said = read_sentence(scene, start, end, -1)
    # A heading that ends in 行动 or 工程 names the task, no project.
    kept = [replace(s, members=tuple(p for p in s.members if p.type != "Project"), cores=()) for s in said]
    return [s for s in kept if s.members or s.head]


def _is_sector(title: str) -> bool:
    return (
        len(title) <= 14
        and not at_start("verbs", "adverbs").match(title)
        and bool(re.search(r"(?:领域|行业|产业)$", title))
        and not is_generic(title)
    )


def _named(scene: Scene, start: int, end: int) -> Saying | None:
    """The label as a list of things, typed by their heads and by the field's terms."""
    found: list[Phrase] = []
    openness, count = "unmarked", None
    for group in groups(scene.text, start, end):
        openness, count = group.openness, group.count
        if group.head is not None:
            members, _, _ = typed_group(scene, group, Clause(start, end, (start, end)), None)
            found.extend(members)
            continue
        whole = (group.members[0][0], group.members[-1][1])
        phrase = _label(scene.text, *whole)
        if phrase is not None:
            found.append(phrase)
    if not found:
        return None
    return Saying(-1, start, end, "label", (), None, tuple(found), None, (), openness, count, None)


def _label(text: str, start: int, end: int) -> Phrase | None:
    """One label as a phrase of its own, newness words kept."""
    own = text[start:end]
    if is_generic(own):
        return None
    sector = any(knows_industry(f) for form in (own, SECTOR.sub("", own)) for f in (form, ADORNED.sub("", form)))
    kind = ""
    if typed_head(own) == "Cluster":
        kind = "Cluster"
    elif re.search(r"(?:技术|装备|材料|工艺)$", own):
        kind = "Technology"
    elif re.search(r"(?:领域|行业|产业)$", own) or sector:
        kind = "Industry"
    elif is_technical(own):
        kind = "Technology"
    if not kind:
        return None
    return Phrase(kind, start, end, ((start, end),), None, "label", 0.85)
