"""A plan whose graph breaks a shape is told which node does, and is not stored."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
import pytest

from cetu.graph.assembling import InvalidPlan, plan_graph
from cetu.graph.background import read_background
from cetu.graph.inferring import infer
from cetu.graph.literals import decimal, in_graph, integer, link, say, text
from cetu.graph.naming import PlanNames
from cetu.graph.quads import plan_quads
from cetu.graph.validating import Violation, validate
from cetu.ontology.iri import mint, shorten
from cetu.ontology.terms import Cetu
from cetu.ontology.vocabularies import Rdf


def all_quads(made: Any) -> list[ox.Quad]:
    background = read_background()
    said = plan_quads(made.plan, made.extraction, background.labels)
    return [*said, *infer(said, background.links, PlanNames(made.plan).inferred)]


def test_the_small_plan_is_valid(made: Any) -> None:
    assert validate(all_quads(made)) == []


def broken(made: Any, kind: str) -> tuple[list[ox.Quad], str]:
    """The plan's quads, and one more or one less; the node that this breaks."""
    quads: list[Any] = all_quads(made)
    graph = PlanNames(made.plan).evidence
    support = next(quad.subject.value for quad in quads if quad.predicate.value == Cetu.supporter)
    statement = next(quad.subject.value for quad in quads if quad.predicate.value == Cetu.subject)
    extra = {
        "strength": (support, say(support, Cetu.strength, integer(9))),
        "confidence": (statement, say(statement, Cetu.confidence, decimal(7))),
        "source": (mint("text", "x"), link(mint("text", "x"), Rdf.type, Cetu.SourceText)),
        "label": (mint("technology", "无名"), link(mint("technology", "无名"), Rdf.type, Cetu.Technology)),
        "string": (made_plan(made), say(made_plan(made), Cetu.periodStart, text("二〇二三"))),
    }
    if kind in extra:
        node, triple = extra[kind]
        return [*quads, in_graph(triple, graph)], node
    assert kind == "evidence"
    return [
        quad for quad in quads if (quad.subject.value, quad.predicate.value) != (statement, Cetu.evidence)
    ], statement


def made_plan(made: Any) -> str:
    return PlanNames(made.plan).plan


@pytest.mark.parametrize("kind", ["strength", "confidence", "source", "label", "string", "evidence"])
def test_a_broken_graph_names_the_node(made: Any, kind: str) -> None:
    quads, node = broken(made, kind)
    found = validate(quads)
    assert found == sorted(found)
    assert shorten(node) in {violation.node for violation in found}
    assert all(violation.shape and violation.message for violation in found)
    assert all(violation.node in str(violation) and violation.shape in str(violation) for violation in found)


def test_a_plan_that_breaks_a_shape_is_refused_with_its_violations(made: Any) -> None:
    made.entities[0] = type(made.entities[0])(
        "e1", "Region", *_at(made, "沈阳"), "沈阳", "沈阳", "hand", confidence=0.9, code="21"
    )
    made.relations[0] = _with(made.relations[0], confidence=3.0)
    with pytest.raises(
        InvalidPlan, match=r"haidong-2023 is not stored.*id:plan/haidong-2023/statement/region_project"
    ) as told:
        plan_graph(made.plan, made.extraction)
    assert any("region_project" in violation.node for violation in told.value.violations)
    assert isinstance(told.value.violations[0], Violation)


def _at(made: Any, words: str) -> tuple[int, int]:
    span = made.span(words)
    return span.start, span.end


def _with(value: Any, **fields: Any) -> Any:
    from dataclasses import replace

    return replace(value, **fields)
