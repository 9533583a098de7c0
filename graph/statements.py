"""What a plan says, one Said per fact: relations gathered by what they say, said of each or of a group.

A relation with reading `each` is one Said. Relations with reading `collective` that differ in their head alone are one
Said with several subjects, for the text says them of the group and not of its members.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from cetu.extract.extraction import Entity, Extraction, Relation, Span
from cetu.graph.naming import PlanNames, digest
from cetu.ontology.errors import ShapeError

RESTRICT = "restrict"


@dataclass(frozen=True, slots=True)
class Said:
    """One fact with where it stands. Subjects and objects are IRIs; `type` is the relation's or `restrict`.

    `subject_list` and `lists` are ids of MentionLists: the one that names the subjects, and all that it came from.
    """

    type: str
    subjects: tuple[str, ...]
    object: str
    reading: str
    evidence: tuple[Span, ...]
    confidence: float
    rule: str
    stage: str | None = None
    modality: str | None = None
    via: str | None = None
    lists: tuple[str, ...] = ()
    subject_list: str | None = None

    @property
    def content(self) -> tuple[str, ...]:
        """What makes it this fact and no other, as strings: everything but how and how surely it was found."""
        spans = (f"{span.start}-{span.end}" for span in self.evidence)
        rest = (self.type, self.object, self.reading, self.stage or "", self.modality or "", self.via or "")
        return (*rest, "|".join(self.subjects), *spans)


Grounded: TypeAlias = tuple[Said, tuple[Relation, ...]]
"""A fact with the relations that say it."""


def statements(extraction: Extraction, names: PlanNames) -> tuple[Said, ...]:
    """All facts of the extraction in order of place, the same fact at the same place once (the surest finding).

    Raises ShapeError where a relation names an entity or a list that the extraction does not hold.
    """
    reader = _Reader(extraction, names)
    found = [*reader.restricted(), *reader.each(), *reader.collective()]
    found.sort(key=lambda said: (said.evidence, said.content, -said.confidence, said.rule))
    return tuple(next(same) for _, same in groupby(found, key=lambda said: said.content))


def statement_iri(said: Said, names: PlanNames) -> str:
    """The IRI of the Statement that says it."""
    return names.own("statement", said.type, f"{said.evidence[0].start}-{digest(*said.content)}")


def grounds(extraction: Extraction, names: PlanNames) -> dict[str, tuple[Said, tuple[Relation, ...]]]:
    """Every fact by the IRI of its Statement, with the relations that say it; a restriction has none."""
    reader = _Reader(extraction, names)
    restricted = ((said, ()) for said in reader.restricted())
    found: dict[str, tuple[Said, tuple[Relation, ...]]] = {}
    for said, resting in (*restricted, *reader.grounded_each(), *reader.grounded_collective()):
        iri = statement_iri(said, names)
        known = found[iri][1] if iri in found else ()
        found[iri] = said, (*known, *resting)
    return found


class _Reader:
    """An extraction with its entities and lists by id."""

    def __init__(self, extraction: Extraction, names: PlanNames) -> None:
        self.extraction = extraction
        self.names = names
        self.entities = {entity.id: entity for entity in extraction.entities}
        self.lists = {one.id: one for one in extraction.lists}
        self.tasks = {task.id: task for task in extraction.tasks}

    def restricted(self) -> Iterator[Said]:
        """What the plan forbids or winds down: said by the plan of the technology, no one's support."""
        for entity in self.extraction.entities:
            if entity.type == "Technology" and entity.stage == RESTRICT:
                yield Said(
                    RESTRICT,
                    (self.names.plan,),
                    self.names.thing(entity),
                    "each",
                    (Span(entity.start, entity.end),),
                    entity.confidence,
                    entity.rule,
                    stage=RESTRICT,
                )

    def each(self) -> Iterator[Said]:
        return (said for said, _ in self.grounded_each())

    def grounded_each(self) -> Iterator[Grounded]:
        for relation in self.extraction.relations:
            if relation.reading == "each" and not self._forbids(relation) and not self._of_itself(relation):
                yield self._said(relation), (relation,)

    def collective(self) -> Iterator[Said]:
        return (said for said, _ in self.grounded_collective())

    def grounded_collective(self) -> Iterator[Grounded]:
        """One Said per group: the relations that differ in their head alone."""
        groups: dict[tuple[object, ...], list[Relation]] = {}
        for relation in self.extraction.relations:
            if relation.reading != "each" and not self._forbids(relation) and not self._of_itself(relation):
                said = self._said(relation)
                key = (relation.type, relation.tail, relation.list, said.via, said.modality, said.stage, relation.rule)
                groups.setdefault(key, []).append(relation)
        for members in groups.values():
            yield self._group(members), tuple(members)

    def _group(self, members: list[Relation]) -> Said:
        said = [self._said(relation) for relation in members]
        surest = max(said, key=lambda one: (one.confidence, one.rule))
        heads = {relation.head for relation in members}
        subject_list = self._list_of(heads, members[0].list)
        lists = tuple(sorted({*surest.lists, *([subject_list] if subject_list else [])}))
        subjects = tuple(sorted({subject for one in said for subject in one.subjects}))
        evidence = tuple(sorted({span for one in said for span in one.evidence}))
        return replace(surest, subjects=subjects, lists=lists, subject_list=subject_list, evidence=evidence)

    def _list_of(self, heads: set[str], stated: str | None) -> str | None:
        """The list that names the whole group: the relation's own if it holds the heads, else the shortest that does.

        A collective relation may carry the list of its objects; whether 等 leaves the subjects open is said by theirs.
        """
        holding = [one for one in self.lists.values() if heads <= set(one.members)]
        if not holding:
            return None
        return min(holding, key=lambda one: (one.id != stated, len(one.members), one.start, one.id)).id

    def _said(self, relation: Relation) -> Said:
        if not relation.evidence:
            raise ShapeError(f"relation {relation.id} of {self.extraction.doc} has no evidence: give it a span")
        return Said(
            relation.type,
            (self._head(relation),),
            self._tail(relation),
            relation.reading,
            tuple(sorted(relation.evidence)),
            relation.confidence,
            relation.rule,
            stage=self._stage(relation),
            modality=relation.modality,
            via=self.names.thing(self._entity(relation, relation.via)) if relation.via else None,
            lists=(self._list(relation),) if relation.list else (),
        )

    def _head(self, relation: Relation) -> str:
        if relation.head == "this":
            return self.names.plan
        return self.names.thing(self._entity(relation, relation.head))

    def _tail(self, relation: Relation) -> str:
        if relation.type not in ("leads", "takes_part"):
            return self.names.thing(self._entity(relation, relation.tail))
        if relation.task not in self.tasks:
            raise ShapeError(f"relation {relation.id} of {self.extraction.doc} names no task of it: {relation.task}")
        return self.names.task(self.tasks[relation.task])

    def _entity(self, relation: Relation, entity_id: str) -> Entity:
        if entity_id not in self.entities:
            raise ShapeError(f"relation {relation.id} of {self.extraction.doc} names no entity of it: {entity_id}")
        return self.entities[entity_id]

    def _list(self, relation: Relation) -> str:
        if relation.list not in self.lists:
            raise ShapeError(f"relation {relation.id} of {self.extraction.doc} names no list of it: {relation.list}")
        return relation.list

    def _stage(self, relation: Relation) -> str | None:
        """The stage that the technology stands in at this place."""
        if relation.type == "broader" or relation.tail not in self.entities:
            return None
        return self.entities[relation.tail].stage

    def _of_itself(self, relation: Relation) -> bool:
        """Two names of one concept: nothing is grouped under itself."""
        return self._head(relation) == self._tail(relation)

    def _forbids(self, relation: Relation) -> bool:
        return relation.type != "broader" and self._stage(relation) == RESTRICT
