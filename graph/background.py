"""What every plan's graph stands on: the ontology and the thesauri as quads, their labels and links.

Read once a process from the Turtle files that ship with the ontology.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from cetu import ontology
from cetu.graph.inferring import Links, by_subject
from cetu.graph.literals import as_triples
from cetu.graph.naming import digest
from cetu.ontology.iri import mint
from cetu.ontology.terms import Cetu
from cetu.ontology.thesaurus import NAMES, thesaurus_path
from cetu.ontology.vocabularies import Rdf, Rdfs, Skos

ONTOLOGY_GRAPH = mint("graph", "ontology")
THESAURUS_GRAPH = mint("graph", "thesaurus")
LINKS_GRAPH = mint("graph", "links")
_THESAURUS = ox.NamedNode(THESAURUS_GRAPH)

ONTOLOGY_FILES = ("cetu.ttl", "mappings.ttl")
LINKS = frozenset({Skos.broader, Cetu.within, Cetu.seat, Cetu.regionKind})
"""What the rules need of the thesauri."""

DESCRIBING = frozenset({Rdf.type, Rdfs.label, Skos.prefLabel})


@dataclass(frozen=True, slots=True)
class Background:
    """Ontology and thesauri: all quads, the Chinese names by IRI, the links that the rules follow (as quads, and as
    triples by subject), of each thing of a thesaurus the quads that say what it is and what it is called; the sha256
    of the files."""

    quads: tuple[ox.Quad, ...]
    labels: dict[str, str]
    links: tuple[ox.Quad, ...]
    links_of: Links
    described: dict[str, tuple[ox.Quad, ...]]
    fingerprint: str


@cache
def read_background() -> Background:
    """The background of this version of the software."""
    quads = (*_ontology(), *_thesauri())
    labels: dict[str, str] = {}
    described: dict[str, tuple[ox.Quad, ...]] = {}
    for quad in quads:
        predicate, value = quad.predicate.value, quad.object
        if predicate == Skos.prefLabel and isinstance(value, ox.Literal) and value.language == "zh":
            labels[_name(quad)] = value.value
        if predicate in DESCRIBING and quad.graph_name == _THESAURUS:
            described[_name(quad)] = (*described.get(_name(quad), ()), quad)
    links = tuple(quad for quad in quads if quad.predicate.value in LINKS)
    return Background(quads, labels, links, by_subject(as_triples(links)), described, _fingerprint())


def _ontology() -> list[ox.Quad]:
    """The ontology's triples; RDF canonicalisation gives its blank nodes the same names in every run."""
    folder = Path(ontology.__file__).parent
    data = ox.Dataset(quad for name in ONTOLOGY_FILES for quad in _parse(folder / name, ONTOLOGY_GRAPH))
    data.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return list(data)


def _thesauri() -> list[ox.Quad]:
    return [quad for name in NAMES for quad in _parse(thesaurus_path(name), THESAURUS_GRAPH)]


def _fingerprint() -> str:
    folder = Path(ontology.__file__).parent
    paths = [*(folder / name for name in ONTOLOGY_FILES), *map(thesaurus_path, NAMES)]
    return digest(*(hashlib.sha256(path.read_bytes()).hexdigest() for path in paths))


def _parse(path: Path, graph: str) -> list[ox.Quad]:
    """The file's triples in a named graph."""
    name = ox.NamedNode(graph)
    triples = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    return [ox.Quad(quad.subject, quad.predicate, quad.object, name) for quad in triples]


def _name(quad: ox.Quad) -> str:
    return quad.subject.value if isinstance(quad.subject, ox.NamedNode) else str(quad.subject)
