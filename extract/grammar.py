"""What the grammar alone takes for a name: phrases typed by their heads and by the verbs before them.

The tagger looks at what is found here and decides; nothing of it enters an extraction by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cetu.corpus.plan import Plan
from cetu.corpus.structure import paragraphs, responsibility_brackets, sentences
from cetu.extract.institutions import bodies
from cetu.extract.labels import title_sayings
from cetu.extract.mention import Phrase, Saying, Scene, Span
from cetu.extract.overlaps import Cover, Taken
from cetu.extract.phrases import sector_mentions
from cetu.extract.places import Place
from cetu.extract.sayings import read_sentence

Typed = tuple[str, int, int]


def grammar_phrases(
    plan: Plan, places: Sequence[Place], institutions: Sequence[Span], documents: Sequence[Span]
) -> list[Typed]:
    """Phrases as (type, start, end) of the view, of one type without overlaps, the longest first; regions as given."""
    text = plan.view.text
    named = Cover(institutions)
    free = [p for p in places if not named.holds(p.start, p.end)]
    scene = Scene(text, {p.start: p for p in free})
    found = {("Institution", a, b) for a, b in institutions} | {("Document", a, b) for a, b in documents}
    found |= {("Industry", a, b) for a, b in sector_mentions(text)}
    for saying in _sayings(plan, scene):
        found |= {(p.type, p.start, p.end) for p in _phrases(saying)}
    for start, end, _ in responsibility_brackets(plan):
        found |= {("Institution", d.start, d.end) for d in bodies(text, *plan.view.from_source(start, end))}
    return [*_longest(found), *(("Region", p.start, p.end) for p in free)]


def _sayings(plan: Plan, scene: Scene) -> Iterator[Saying]:
    """What the grammar reads in titles and sentences; a table of contents says everything a second time."""
    number = 0
    for index, start, end in paragraphs(plan):
        section = plan.sections[index] if index is not None else None
        body = start
        if section is not None and section.kind == "contents":
            continue
        if section is not None and section.title:
            a, b = plan.view.from_source(section.heading_start, section.heading_end)
            if a < end and b > start:
                body = max(start, min(b, end))
                yield from title_sayings(scene, plan, section)
        for a, b in sentences(plan.view, body, end):
            number += 1
            yield from read_sentence(scene, a, b, number)


def _phrases(saying: Saying) -> Iterator[Phrase]:
    yield from saying.members
    yield from ([saying.head] if saying.head else [])
    yield from (core for _, core in saying.cores)


def _longest(found: Iterable[Typed]) -> list[Typed]:
    """Phrases that overlap no longer one of their type."""
    taken: dict[str, Taken] = {}
    ordered = sorted(found, key=lambda t: (t[1] - t[2], t))
    return sorted(one for one in ordered if taken.setdefault(one[0], Taken()).take(*one[1:]))
