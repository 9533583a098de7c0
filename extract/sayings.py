"""What each clause says: its lists typed member by member, with the places and actors that govern it.

Offsets are of the view. Scope: places named by 在…, 支持… or as subject hold to the end of the sentence or to the
next place; topics (围绕…, 聚焦…, 依托…) hold to the end of the sentence; nothing crosses a sentence here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cetu.extract.clauses import Clause
from cetu.extract.coordination import Group, groups
from cetu.extract.lexicon import pattern
from cetu.extract.locating import located, other_actor, settings
from cetu.extract.members import cores as project_cores
from cetu.extract.members import typed_group
from cetu.extract.mention import Location, Phrase, Saying, Scene, Span
from cetu.extract.phrases import specific_head, trim, typed_head
from cetu.extract.places import Place

PREDICATE = pattern("sayings.predicate")
MERGED = pattern("sayings.merged")


def read_sentence(scene: Scene, start: int, end: int, number: int) -> Iterator[Saying]:
    """Sayings of one sentence, clause by clause."""
    before: Clause | None = None
    where: Location | None = None
    for a, b in settings(scene, start, end):
        clause, here = located(scene, a, b, before)
        if here is not None:
            where = here
        elif other_actor(scene.text, clause):
            where = None
        yield from _say(scene, clause, where, number)
        before = clause if clause.verbs or clause.topic else before


def _say(scene: Scene, clause: Clause, where: Location | None, number: int) -> Iterator[Saying]:
    """The typed lists of one clause."""
    text = scene.text
    if clause.actors is not None:
        yield from _actors(text, clause, number)
    start, end = _nominal(scene, clause)
    stage = clause.stage
    if not clause.verbs and "突破" in text[end : clause.end]:
        stage = "develop"
    merged = MERGED.match(text[start:end])
    if merged:
        # A、B与C深度融合: what is merged is neither ordered nor one thing.
        yield from _merged(scene, clause, (start + merged.start("a"), start + merged.end("a")), number)
        yield from _merged(scene, clause, (start + merged.start("b"), start + merged.end("b")), number)
        return
    for group in groups(text, start, end):
        members, head, kind = typed_group(scene, group, clause, stage)
        owner = _owner(scene, group, kind) if where is None else None
        cores = tuple(project_cores(scene, members))
        if members or head or cores:
            verbs = tuple(v.form for v in clause.verbs)
            yield Saying(
                number, clause.start, clause.end, clause.topic, verbs, stage, members, head, cores,
                group.openness, group.count, owner or where, tuple(_named_places(scene, members)),
            )  # fmt: skip


def _named_places(scene: Scene, members: Iterable[Phrase]) -> Iterator[tuple[Place, Phrase]]:
    """Places that open the name of a project or cluster (沈阳全国智能建造试点城市)."""
    for phrase in members:
        place = scene.places.get(phrase.start)
        if phrase.type in ("Project", "Cluster") and place is not None and place.end < phrase.end:
            yield place, phrase


def _owner(scene: Scene, group: Group, kind: str) -> Location | None:
    """辽宁能源、装备等主导产业: the place before a list of sectors or clusters has them."""
    opening = ((scene.places.get(a), b) for a, b in group.members)
    place = next((p for p, b in opening if p is not None and p.end < b), None)
    if place is None or kind not in ("Cluster", "Industry", "Field"):
        return None
    return Location((place,), "unmarked", None, place.start, place.end, True)


def _merged(scene: Scene, clause: Clause, span: Span, number: int) -> Iterator[Saying]:
    """One side of a merging, as a topic."""
    for group in groups(scene.text, *span):
        found = tuple(p for p in typed_group(scene, group, replace(clause, verbs=(), topic="与"), None)[0])
        if found:
            yield Saying(
                number, clause.start, clause.end, "与", (), None, found, None, (), group.openness, group.count, None
            )


def _actors(text: str, clause: Clause, number: int) -> Iterator[Saying]:
    """支持A大学、B集团等单位开展X: the organisations named between the two verbs."""
    assert clause.actors is not None
    for group in groups(text, *clause.actors):
        own = [trim(text, *m) for m in group.members]
        found = tuple(
            Phrase("Institution", a, b, ((a, b),), None, "actor", 0.9)
            for a, b in own
            if typed_head(text[a:b]) == "Institution" and specific_head(text[a:b], "Institution")
        )
        if found:
            yield Saying(number, *clause.actors, "actor", (), None, found, None, (), group.openness, group.count, None)


def _nominal(scene: Scene, clause: Clause) -> Span:
    """The object up to a predicate that follows it (X取得重大突破, X达到国际先进水平)."""
    start, end = clause.object
    if clause.topic in ("为", "以", "对", "将", "把", "从", "按", "与") or not clause.verbs:
        found = PREDICATE.search(scene.text, start + 1, end)
        if found and not scene.text.startswith("的", found.end()):
            end = found.start()
    return start, end
