"""The ontology as Python objects (owlready2) and its consistency by HermiT, where Java is present.

Two traps are handled here. owlready2 reads a Turtle file as a few junk quads without an error, so everything comes
through rdflib as N-Triples. HermiT prints in the platform's encoding, so Java is told UTF-8, or Chinese IRIs come back
as question marks where LANG is C. Only HermiT is ever called: Pellet, which owlready2 carries too, is AGPL.
"""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import owlready2
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from cetu.ontology.iri import ONTOLOGY, mint
from cetu.ontology.thesaurus import thesaurus_path

_INFERRED = mint("graph", "inferred")
_UTF8 = "-Dfile.encoding=UTF-8"


@dataclass(frozen=True, slots=True)
class Consistency:
    """What HermiT says: `consistent` and `unsatisfiable` (IRIs of classes that can have no member, sorted).

    Without Java nothing is known: `java` is False and `consistent` None.
    """

    consistent: bool | None
    unsatisfiable: tuple[str, ...] = ()
    java: bool = True


def java_present() -> bool:
    """Whether the `java` that owlready2 would start can be found."""
    return shutil.which(owlready2.JAVA_EXE) is not None


def read_ontology(*, mappings: bool = True) -> Graph:
    """The axioms of cetu.ttl, and those of mappings.ttl unless they are not wanted."""
    graph = Graph().parse(thesaurus_path("cetu"))
    return graph.parse(thesaurus_path("mappings")) if mappings else graph


def load_world(graph: Graph) -> owlready2.World:
    """The triples as owlready2's Python objects, in a world of their own. Blank nodes are kept."""
    world = owlready2.World()
    ontology = world.get_ontology(ONTOLOGY.removesuffix("#"))
    ontology.load(fileobj=io.BytesIO(graph.serialize(format="nt", encoding="utf-8")))
    return world


def check_consistency(data: Graph | None = None) -> Consistency:
    """Whether the ontology, and the data together with it, is consistent.

    `data` holds individuals; only triples that the ontology speaks of count. Takes about two seconds and Java's memory
    for the bare ontology, and grows steeply: give it a sample, not a whole store. Raises owlready2's OwlReadyJavaError
    where HermiT fails for another reason than inconsistency.
    """
    if not java_present():
        return Consistency(consistent=None, java=False)
    world = load_world(_together(data))
    try:
        _run_hermit(world, values=False)
    except owlready2.OwlReadyInconsistentOntologyError:
        return Consistency(consistent=False)
    classes = tuple(sorted(found.iri for found in world.inconsistent_classes() if found is not owlready2.Nothing))
    return Consistency(consistent=not classes, unsatisfiable=classes)


def infer(data: Graph) -> Graph:
    """What HermiT infers of the named individuals in `data`: their classes and object property values.

    The answer holds the asserted ones too. HermiT names only the most specific class and property; the more general
    ones are added along the ontology's own hierarchy. Raises owlready2.OwlReadyInconsistentOntologyError.
    """
    world = load_world(_together(data))
    _run_hermit(world, values=True)
    return _upwards(world.as_rdflib_graph(), data)


def _together(data: Graph | None) -> Graph:
    graph = read_ontology()
    return graph if data is None else graph + data


def _run_hermit(world: owlready2.World, *, values: bool) -> None:
    with _java_in_utf8(), world.get_ontology(_INFERRED):
        owlready2.sync_reasoner_hermit(world, infer_property_values=values, debug=0)


@contextmanager
def _java_in_utf8() -> Iterator[None]:
    """Every Java that is started inside prints UTF-8 (owlready2 takes no options for its command)."""
    before = os.environ.get("JAVA_TOOL_OPTIONS")
    os.environ["JAVA_TOOL_OPTIONS"] = f"{before} {_UTF8}" if before else _UTF8
    try:
        yield
    finally:
        if before is None:
            del os.environ["JAVA_TOOL_OPTIONS"]
        else:
            os.environ["JAVA_TOOL_OPTIONS"] = before


def _upwards(found: Graph, data: Graph) -> Graph:
    """The triples of the data's individuals, closed upwards over named classes and properties."""
    ontology = read_ontology()
    properties = set(ontology.subjects(RDF.type, OWL.ObjectProperty))
    individuals = {node for triple in data for node in (triple[0], triple[2]) if isinstance(node, URIRef)}
    individuals -= set(ontology.subjects())
    result = Graph()
    for node in individuals:
        for _, name, value in found.triples((node, None, None)):
            if name == RDF.type and isinstance(value, URIRef) and value != OWL.NamedIndividual:
                for parent in ontology.transitive_objects(value, RDFS.subClassOf):
                    if isinstance(parent, URIRef):
                        result.add((node, RDF.type, parent))
            elif name in properties:
                for parent in ontology.transitive_objects(name, RDFS.subPropertyOf):
                    result.add((node, parent, value))  # type: ignore[arg-type]
    return result
