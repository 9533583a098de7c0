"""Judgements applied: an extraction with what people found wrong taken out of it, or put right (`judgements`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from cetu.corpus.plan import Plan
from cetu.extract.extraction import Entity, Extraction, Relation, Target
from cetu.graph.judgements import TYPES, Judgement
from cetu.graph.naming import PlanNames
from cetu.graph.statements import RESTRICT, grounds
from cetu.ontology.iri import ID

RULE = "judged"
"""The rule of what a person corrected."""


def mend(
    plan: Plan, extraction: Extraction, judgements: Mapping[str, Judgement], *, before: Extraction | None = None
) -> Extraction:
    """The extraction with the judgements of its Statements applied.

    before: the extraction before its names were ruled on, whose Statements had other IRIs when they were judged.
    """
    names = PlanNames(plan)
    relations: dict[str, Relation | None] = {one.id: one for one in extraction.relations}
    entities = {one.id: one for one in extraction.entities}
    found = (grounds(before, names) if before else {}) | grounds(extraction, names)
    for iri, (said, resting) in found.items():
        one = judgements.get(iri.removeprefix(ID))
        if one is None:
            continue
        if said.type == RESTRICT and not resting:
            _judge_restriction(one, said.evidence[0].start, entities)
        for relation in resting:
            relations[relation.id] = _judged(relation, one, entities, names)
    kept = tuple(one for one in relations.values() if one is not None)
    targets = tuple(_judged_targets(extraction, names, judgements))
    return replace(extraction, relations=kept, entities=tuple(entities.values()), targets=targets)


def rejected_supports(judgements: Mapping[str, Judgement]) -> frozenset[str]:
    """IRIs of the supports that were judged wrong: no rule may infer them, nor anything from them."""
    return frozenset(ID + name for name, one in judgements.items() if "/support/" in name and one.verdict == "wrong")


def _judged_targets(extraction: Extraction, names: PlanNames, judgements: Mapping[str, Judgement]) -> Iterator[Target]:
    """The targets without those judged wrong; a corrected one has the figure, year or comparator that a person gave."""
    for target in extraction.targets:
        one = judgements.get(names.target(target).removeprefix(ID))
        if one is None:
            yield target
        elif one.verdict == "right":
            yield replace(target, confidence=1.0)
        elif one.verdict == "corrected":
            yield _corrected(target, one)


def _corrected(target: Target, one: Judgement) -> Target:
    if one.value is not None:
        target = replace(target, value=float(one.value), printed=one.value)
    year = int(one.year) if one.year else target.year
    return replace(target, year=year, op=one.comparator or target.op, rule=RULE, confidence=1.0)


def _judge_restriction(one: Judgement, start: int, entities: dict[str, Entity]) -> None:
    for entity in list(entities.values()):
        if entity.start == start and entity.stage == RESTRICT and one.verdict != "right":
            stage = one.stage if one.verdict == "corrected" else None
            entities[entity.id] = replace(entity, stage=stage, stages=(stage,) if stage else ())


def _judged(relation: Relation, one: Judgement, entities: dict[str, Entity], names: PlanNames) -> Relation | None:
    """The relation as it is after the judgement; None where it is out."""
    if one.verdict == "wrong":
        return None
    if one.verdict == "right":
        return replace(relation, confidence=1.0)
    head, tail = relation.head, relation.tail
    for wanted, end in ((one.subject, "head"), (one.object, "tail")):
        if wanted:
            found = _named(wanted, relation, entities, names)
            if found is None:
                return None
            head, tail = (found, tail) if end == "head" else (head, found)
    if one.stage and tail in entities:
        entities[tail] = replace(entities[tail], stage=one.stage, stages=(one.stage,))
    kind = TYPES[one.predicate] if one.predicate else relation.type
    return replace(relation, head=head, tail=tail, type=kind, rule=RULE, confidence=1.0)


def _named(wanted: str, relation: Relation, entities: Mapping[str, Entity], names: PlanNames) -> str | None:
    """The entity nearest to the relation that names a thing; None where the plan names it nowhere."""
    at = relation.evidence[0].start if relation.evidence else 0
    found = [one for one in entities.values() if names.thing(one) == ID + wanted]
    return min(found, key=lambda one: (abs(one.start - at), one.start, one.id)).id if found else None
