"""Links of a bundle: Statements, targets and inferred supports with their particulars, as plain JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cetu.graph.dataset import Graph
from cetu.visual.descriptions import NOTHING, Description, about, local, long, many, number, one, short

Json = dict[str, Any]


def read_links(graph: Graph, iris: Iterable[str]) -> list[Json]:
    """The links, and the Statements that supports among them rest on, in order of IRI. What is no link is passed over.

    Every link: id, type, s (subjects), p, o, plan, places; what is known of: reading, coverage, route, strength,
    steps, stage, modality, confidence, rule, via, section, open (its list ends in 等).
    """
    known = dict(about(graph, iris))
    steps = about(graph, [step.value for said in known.values() for step in said.get("step", ())])
    resting = {statement.value for said in steps.values() for statement in said.get("statement", ())}
    known |= about(graph, sorted(resting - set(known)))
    lists = about(graph, [node.value for said in known.values() for node in said.get("fromList", ())])
    values = _target_values(graph, known)
    return [
        {name: value for name, value in link.items() if value is not None}
        for iri in sorted(known)
        for link in _link(iri, known[iri], steps, lists, values)
    ]


def _target_values(graph: Graph, known: Mapping[str, Description]) -> Mapping[str, Description]:
    """Quantities of targets with their units, and their indicators."""
    targets = [said for said in known.values() if "indicator" in said]
    found = about(
        graph, [v.value for said in targets for name in ("quantity", "indicator") for v in said.get(name, ())]
    )
    return {**found, **about(graph, [unit.value for said in found.values() for unit in said.get("unit", ())])}


def _link(
    iri: str,
    said: Description,
    steps: Mapping[str, Description],
    lists: Mapping[str, Description],
    values: Mapping[str, Description],
) -> Iterator[Json]:
    kinds = {local(kind.value) for kind in said.get("type", ())}
    if "Statement" in kinds:
        yield _common(iri, said, "said") | _statement(said, lists)
    elif "Support" in kinds:
        yield _common(iri, said, "inferred") | _support(said, steps)
    elif "Target" in kinds:
        yield _common(iri, said, "target") | _target(iri, said, values)


def _common(iri: str, said: Description, kind: str) -> Json:
    confidence = one(said, "confidence")
    return {
        "id": short(iri),
        "type": kind,
        "plan": one(said, "saidBy") or "",
        "places": many(said, "evidence"),
        "reading": one(said, "reading") or "each",
        "stage": one(said, "stage"),
        "confidence": None if confidence is None else float(confidence),
        "rule": one(said, "rule"),
        "section": one(said, "inSection"),
        "verdict": one(said, "judgedAs"),
    }


def _statement(said: Description, lists: Mapping[str, Description]) -> Json:
    openness = [kind for node in said.get("fromList", ()) for kind in many(lists.get(node.value, NOTHING), "openness")]
    return {
        "s": many(said, "subject"),
        "p": one(said, "predicate"),
        "o": one(said, "object"),
        "modality": one(said, "modality"),
        "via": one(said, "via"),
        "open": True if {"open", "counted"}.intersection(openness) else None,
    }


def _support(said: Description, steps: Mapping[str, Description]) -> Json:
    ordered = sorted((steps[node.value] for node in said.get("step", ()) if node.value in steps), key=_step_order)
    return {
        "s": many(said, "supporter"),
        "p": "supports",
        "o": one(said, "technology"),
        "coverage": one(said, "coverage"),
        "route": one(said, "routeKind"),
        "strength": number(said, "strength"),
        "steps": list(dict.fromkeys(name for step in ordered for name in many(step, "statement"))),
    }


def _step_order(step: Description) -> tuple[int, str]:
    return number(step, "order") or 0, one(step, "statement") or ""


def _target(iri: str, said: Description, values: Mapping[str, Description]) -> Json:
    """A target as a link from the plan to itself as a thing, with what it commits to."""
    quantity = values.get(long(one(said, "quantity") or ""), NOTHING) if "quantity" in said else NOTHING
    indicator = one(said, "indicator")
    unit = one(quantity, "unit")
    value = one(quantity, "value")
    return {
        "s": many(said, "saidBy"),
        "p": "target",
        "o": short(iri),
        "scope": one(said, "scope"),
        "target": {
            "indicator": indicator,
            "name": one(values.get(long(indicator), NOTHING), "label") if indicator else None,
            "comparator": one(said, "comparator"),
            "year": number(said, "year"),
            "baseline": number(said, "baselineYear"),
            "value": None if value is None else float(value),
            "printed": one(quantity, "printed"),
            "unit": one(values.get(long(unit), NOTHING), "label") if unit else None,
            "text": one(said, "label") or one(said, "restsOn"),
        },
    }
