"""A plan's graph against the shapes (`ontology/shapes.ttl`), by pySHACL: what `cetu validate` asks.

A build asks the same of the compiled shapes (`checking.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import RDF, SH

from cetu.graph.background import Background, read_background
from cetu.graph.shapes import SHAPES
from cetu.graph.violations import Violation as Violation
from cetu.ontology.iri import shorten
from cetu.ontology.vocabularies import Rdfs, Xsd


@cache
def shapes() -> rdflib.Graph:
    """The shapes that ship with the ontology, in rdflib's store without contexts: a fifth faster to validate with."""
    return rdflib.Graph(store="SimpleMemory").parse(SHAPES, format="turtle")


def validate(quads: Iterable[ox.Quad]) -> list[Violation]:
    """What is wrong with a plan's quads, sorted; nothing where they keep every shape.

    Besides the quads the shapes see the classes' order and types and names of what the thesauri hold.
    """
    kept = tuple(quads)
    data = as_rdflib([*kept, *_surroundings(kept, read_background())])
    # `advanced` off: SHACL-AF's rules and functions are not used, and cost time.
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes(), inference="none", advanced=False, meta_shacl=False)
    assert isinstance(report, rdflib.Graph)
    return sorted(set(_violations(report)))


def _surroundings(quads: Iterable[ox.Quad], background: Background) -> Iterator[ox.Quad]:
    """Sub-classes, and types and names of the thesauri's things that the quads point to."""
    for quad in background.quads:
        if quad.predicate.value == Rdfs.subClassOf and isinstance(quad.object, ox.NamedNode):
            yield quad
    for name in {quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)}:
        yield from background.described.get(name, ())


def as_rdflib(quads: Iterable[ox.Quad]) -> rdflib.Graph:
    """The triples of quads as an rdflib graph; terms are made once each."""
    known: dict[object, rdflib.term.Node] = {}

    def term(value: object) -> rdflib.term.Node:
        if value not in known:
            known[value] = to_rdflib(value)
        return known[value]

    graph = rdflib.Graph()
    for quad in quads:
        graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return graph


def to_rdflib(value: object) -> rdflib.term.Node:
    """One term of Oxigraph's as rdflib's, its printing untouched."""
    match value:
        case ox.NamedNode():
            return rdflib.URIRef(value.value)
        case ox.BlankNode():
            return rdflib.BNode(value.value)
        case ox.Literal() if value.language:
            return rdflib.Literal(value.value, lang=value.language)
        case ox.Literal() if value.datatype.value == Xsd.string:  # rdflib takes "a" and "a"^^xsd:string for two
            return rdflib.Literal(value.value)
        case ox.Literal():
            datatype = rdflib.URIRef(value.datatype.value)
            return rdflib.Literal(value.value, datatype=datatype, normalize=False)
    raise TypeError(f"no RDF 1.1 term: {value!r}")


def _violations(report: rdflib.Graph) -> Iterator[Violation]:
    for result in report.subjects(RDF.type, SH.ValidationResult):
        node, shape = report.value(result, SH.focusNode), report.value(result, SH.sourceShape)
        path, value = report.value(result, SH.resultPath), report.value(result, SH.value)
        messages = sorted(str(message) for message in report.objects(result, SH.resultMessage))
        yield Violation(
            shorten(str(node)),
            _place(shape, path),
            " / ".join(messages),
            "" if value is None else shorten(str(value)),
        )


def _place(shape: rdflib.term.Node | None, path: rdflib.term.Node | None) -> str:
    """The named shape, and the property that it asks of where that is one and not a path."""
    named = shape if isinstance(shape, rdflib.URIRef) else shapes().value(predicate=SH.property, object=shape)
    return " ".join(shorten(str(one)).split("#")[-1] for one in (named, path) if isinstance(one, rdflib.URIRef))
