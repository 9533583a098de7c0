"""The compiled shapes find what pySHACL finds: in whole graphs, in each kind of broken one, after random damage."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from cetu.graph.assembling import plan_graph
from cetu.graph.background import read_background
from cetu.graph.checking import check
from cetu.graph.literals import INTEGER, Triple, as_triples, decimal, integer, text
from cetu.graph.shapes import read_shapes
from cetu.graph.validating import validate
from cetu.graph.violations import Violation
from cetu.ontology.errors import ShapeError
from cetu.ontology.iri import mint
from cetu.ontology.terms import Cetu
from cetu.ontology.vocabularies import Rdf

ONTOLOGY_TESTS = Path(__file__).parents[1] / "ontology"
TURTLE = (ONTOLOGY_TESTS / "plan.ttl").read_text(encoding="utf-8")


def quads_of(triples: set[Triple]) -> list[ox.Quad]:
    data = "".join(f"{s} {p} {o} .\n" for s, p, o in sorted(triples)).encode()
    return list(ox.parse(data, format=ox.RdfFormat.N_TRIPLES))


def both(triples: set[Triple]) -> tuple[list[Violation], list[Violation]]:
    return check(triples), validate(quads_of(triples))


@cache
def example() -> frozenset[Triple]:
    """The plan that the shapes are tested with: something of every class."""
    return frozenset(as_triples(ox.parse(TURTLE.encode(), format=ox.RdfFormat.TURTLE)))


def test_a_plan_keeps_the_shapes(made: Any) -> None:
    assert both(set(example())) == ([], [])
    assert both(as_triples(plan_graph(made.plan, made.extraction).quads)) == ([], [])


def changes() -> list[tuple[str, str, str]]:
    """The changes of tests/ontology/test_shapes.py, each of which breaks one shape."""
    source = (ONTOLOGY_TESTS / "test_shapes.py").read_text(encoding="utf-8")
    listed = re.search(r"^BROKEN = (\[.*?^\])", source, re.DOTALL | re.MULTILINE)
    assert listed
    found: list[tuple[str, str, str]] = eval(listed.group(1), {})
    return found


def variant(number: int, turtle: str) -> str:
    """The same graph about other things, so that pySHACL can look at many at once."""
    return re.sub(r"(cetu/id/[a-z]+/)", rf"\g<1>{number}-", turtle)


def test_what_is_broken_in_any_way_is_found_as_pyshacl_finds_it() -> None:
    triples: set[Triple] = set()
    for number, (old, new, _) in enumerate(changes()):
        turtle = variant(number, TURTLE.replace(old, new, 1))
        triples |= as_triples(ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE))
    found, wanted = both(triples)
    assert len(wanted) >= len(changes())
    assert found == wanted


def damaged(triples: list[Triple], chance: random.Random) -> set[Triple]:
    """A graph with a few triples left out, turned to other values, and put in."""
    kept = set(triples)
    for one in chance.sample(triples, 6):
        kept.discard(one)
    values = [integer(-7), integer(3000), decimal(1.5), text(""), text("x"), '"二"@zh', '"abc"' + INTEGER]
    values += [f"<{mint('technology', '无')}>", f"<{Cetu.each}>", f"<{Cetu.lead}>", f"<{Cetu.Plan}>"]
    values += [one[0] for one in chance.sample(triples, 4)]
    for subject, predicate, _ in chance.sample(triples, 6):
        kept.add((subject, predicate, chance.choice(values)))
    for _ in range(3):
        kept.add((chance.choice(triples)[0], chance.choice(triples)[1], chance.choice(values)))
    classes = [one[2] for one in triples if one[1] == f"<{Rdf.type}>"]
    kept.add((chance.choice(triples)[0], f"<{Rdf.type}>", chance.choice(classes)))
    return kept


@pytest.mark.parametrize("seed", [*range(12), *(pytest.param(n, marks=pytest.mark.soak) for n in range(12, 400))])
def test_random_damage_is_found_as_pyshacl_finds_it(seed: int) -> None:
    chance = random.Random(seed)
    found, wanted = both(damaged(sorted(example()), chance))
    assert found == wanted


def test_the_shapes_ask_something_of_every_class_of_the_ontology() -> None:
    classes = {f"<{quad.subject.value}>" for quad in read_background().quads if str(quad.object).endswith("owl#Class>")
               and isinstance(quad.subject, ox.NamedNode)}  # fmt: skip
    looked_at = {kind for shape in read_shapes() for kind in shape.classes}
    assert {one for one in classes if one.startswith("<https://w3id.org/cetu/")} <= looked_at


@pytest.mark.parametrize(
    "asked", ["sh:property [ sh:path cetu:a ; sh:maxLength 3 ]", "sh:property [ sh:path [ sh:inversePath cetu:a ] ]"]
)
def test_a_shape_that_cannot_be_compiled_is_refused(tmp_path: Path, asked: str) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix cetu: <https://w3id.org/cetu/ontology#> .\n"
        f"cetu:S a sh:NodeShape ; {asked} .",
        encoding="utf-8",
    )
    with pytest.raises(ShapeError, match=r"graph/checking\.py"):
        read_shapes(path)
