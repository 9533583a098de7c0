"""Rulings applied: an extraction whose names mean what people say that they mean (`rulings`)."""

from __future__ import annotations

from dataclasses import replace

from cetu.corpus.plan import Plan
from cetu.extract.extraction import Entity, Extraction, Target
from cetu.extract.linking import folded, link, plain_name
from cetu.graph.naming import SHARED, PlanNames
from cetu.graph.rulings import Rulings
from cetu.ontology.iri import mint

PLACES = {**SHARED, "Indicator": "indicator"}
"""Kinds that plans share, with their place in the IRI."""


def rename(plan: Plan, extraction: Extraction, rulings: Rulings) -> Extraction:
    """The extraction with every name that something was ruled of linked as it was ruled."""
    if not rulings.rulings:
        return extraction
    names, place = PlanNames(plan), plan.document.jurisdiction
    return replace(
        extraction,
        entities=tuple(_entity(one, names, place, rulings) for one in extraction.entities),
        targets=tuple(_target(one, rulings) for one in extraction.targets),
    )


def _entity(one: Entity, names: PlanNames, place: str | None, rulings: Rulings) -> Entity:
    if one.type not in SHARED:
        return one
    name = names.named(one) if one.type == "Institution" else one.name
    concept = meant(one.type, name, one.concept, rulings, place)
    return one if concept == one.concept else replace(one, concept=concept)


def _target(one: Target, rulings: Rulings) -> Target:
    concept = meant("Indicator", one.indicator, one.concept, rulings)
    return one if concept == one.concept else replace(one, concept=concept)


def meant(kind: str, name: str, concept: str | None, rulings: Rulings, place: str | None = None) -> str | None:
    """The IRI of what a name means: as ruled, else `concept`.

    >>> from cetu.graph.rulings import Ruling
    >>> one = Rulings((Ruling(True, "Technology", "光储直柔配电", "光储直柔"),))
    >>> meant("Technology", "光储直柔配电", None, one)
    'https://w3id.org/cetu/id/technology/光储直柔'
    """
    key = (kind, folded(name))
    for known in (key, (kind, folded(plain_name(kind, name)))):
        if known in rulings.merged and key not in rulings.apart:
            other = rulings.merged[known]
            return link(kind, other, place) or own(kind, other)
    for other in rulings.apart.get(key, ()):
        ours, theirs = own(kind, name), link(kind, other, place) or own(kind, other)
        if (concept or ours) == theirs:
            concept = _of_two(kind, name, other, theirs)
        elif concept is None:
            concept = ours
    return concept


def own(kind: str, name: str) -> str:
    """The IRI of a thing that only bears this name."""
    return mint(PLACES[kind], name)


def _of_two(kind: str, name: str, other: str, both: str) -> str:
    """What the name means where it and the other meant the same and are to be two: the one that the thesaurus prefers
    keeps its concept; where it prefers neither, both become things of their own."""
    return both if own(kind, name) == both else own(kind, name)
