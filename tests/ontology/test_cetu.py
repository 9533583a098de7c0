"""cetu.ttl: every term with labels and definitions, the same terms as in terms.py, within what OWL 2 DL allows."""

from __future__ import annotations

import pytest
from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, URIRef

from cetu.ontology import terms, vocabularies
from cetu.ontology.iri import ONTOLOGY, PREFIXES
from cetu.ontology.terms import Cetu
from cetu.ontology.thesaurus import thesaurus_path
from cetu.ontology.vocabularies import Skos

GRAPH = Graph().parse(thesaurus_path("cetu"))
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual)
DECLARED = {str(term): kind for kind in KINDS for term in GRAPH.subjects(RDF.type, kind) if ONTOLOGY in str(term)}
NAMED = {value for name, value in vars(Cetu).items() if not name.startswith("_")}
OWL2_DATATYPES = {XSD.string, XSD.integer, XSD.decimal, XSD.boolean}


def test_terms_and_ontology_name_the_same_things() -> None:
    assert set(DECLARED) == NAMED


def test_a_term_is_called_what_its_iri_says() -> None:
    assert [name for name, value in vars(Cetu).items() if not name.startswith("_") and value != ONTOLOGY + name] == []


@pytest.mark.parametrize("predicate", [RDFS.label, URIRef(Skos.definition)])
def test_every_term_is_described_in_chinese_and_english(predicate: URIRef) -> None:
    for term in DECLARED:
        said = [text for text in GRAPH.objects(URIRef(term), predicate) if isinstance(text, Literal)]
        assert sorted(text.language or "" for text in said) == ["en", "zh"], term
        assert all(text.strip() for text in said), term


def test_every_term_is_of_one_kind() -> None:
    """A property that is an individual too breaks owlready2 after reasoning."""
    for term in DECLARED:
        assert len([kind for kind in KINDS if (URIRef(term), RDF.type, kind) in GRAPH]) == 1, term


def test_reserved_vocabulary_is_not_used_as_data() -> None:
    reserved = {RDF.Statement, RDF.List, RDF.Bag, RDF.Seq, RDF.subject, RDF.predicate, RDF.object}
    assert not reserved & set(GRAPH.all_nodes())


def test_years_are_integers_and_every_datatype_is_one_of_owl_2() -> None:
    for name in (Cetu.year, Cetu.baselineYear, Cetu.periodStart, Cetu.periodEnd, Cetu.deadlineYear):
        assert GRAPH.value(URIRef(name), RDFS.range) == XSD.integer
    ranges = {GRAPH.value(name, RDFS.range) for name in GRAPH.subjects(RDF.type, OWL.DatatypeProperty)}
    assert {kind for kind in ranges if not isinstance(kind, BNode)} <= OWL2_DATATYPES


def test_supports_is_not_simple_and_carries_nothing_that_needs_a_simple_property() -> None:
    supports = URIRef(Cetu.supports)
    assert GRAPH.value(supports, OWL.propertyChainAxiom) is not None
    kinds = set(GRAPH.objects(supports, RDF.type))
    assert kinds == {OWL.ObjectProperty}
    assert not set(GRAPH.subjects(OWL.onProperty, supports)) | set(GRAPH.objects(supports, OWL.propertyDisjointWith))


def test_what_is_restricted_is_never_supported() -> None:
    assert URIRef(Cetu.supports) not in set(GRAPH.transitive_objects(URIRef(Cetu.restricts), RDFS.subPropertyOf))


@pytest.mark.parametrize(
    ("group", "kind"),
    [
        (terms.READINGS, Cetu.Reading),
        (terms.OPENNESS, Cetu.Openness),
        (terms.COVERAGES, Cetu.Coverage),
        (terms.MODALITIES, Cetu.Modality),
        (terms.STAGES, Cetu.Stage),
        (terms.COMPARATORS, Cetu.Comparator),
        (terms.LEVELS, Cetu.AdministrativeLevel),
    ],
)
def test_the_exchange_format_s_words_are_all_the_individuals_of_their_class(group: dict[str, str], kind: str) -> None:
    assert set(group.values()) == {str(found) for found in GRAPH.subjects(RDF.type, URIRef(kind))}


def test_the_exchange_format_s_words_are_those_of_the_extraction() -> None:
    from cetu.extract import extraction

    assert tuple(terms.RELATIONS) == extraction.RELATION_TYPES
    assert tuple(terms.ENTITIES) == extraction.ENTITY_TYPES
    assert tuple(terms.READINGS) == extraction.READINGS
    assert tuple(terms.MODALITIES) == extraction.MODALITIES
    assert tuple(terms.STAGES) == extraction.STAGES
    assert tuple(terms.OPENNESS) == extraction.OPENNESS
    assert tuple(terms.COMPARATORS) == extraction.OPERATORS


def test_relations_are_object_properties() -> None:
    assert all((URIRef(name), RDF.type, OWL.ObjectProperty) in GRAPH for name in terms.RELATIONS.values())


def test_terms_of_other_vocabularies_lie_in_their_namespaces() -> None:
    classes = {name: cls for name, cls in vars(vocabularies).items() if isinstance(cls, type)}
    assert {"Rdf", "Skos", "Prov", "Oa"} <= set(classes)
    for name, cls in classes.items():
        for term, value in vars(cls).items():
            assert term.startswith("_") or value == PREFIXES[name.lower()] + term
