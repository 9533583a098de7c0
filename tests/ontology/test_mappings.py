"""mappings.ttl: every term of another vocabulary is declared where it is used, and every term of ours exists."""

from __future__ import annotations

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from cetu.ontology.iri import ONTOLOGY, PREFIXES
from cetu.ontology.terms import Cetu
from cetu.ontology.thesaurus import thesaurus_path

CETU = Graph().parse(thesaurus_path("cetu"))
MAPPINGS = Graph().parse(thesaurus_path("mappings"))
BUILT_IN = tuple(PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl", "xsd"))
AXIOMS = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.onProperty, OWL.allValuesFrom)


def test_our_terms_exist() -> None:
    ours = {str(node) for node in MAPPINGS.all_nodes() if str(node).startswith(ONTOLOGY)}
    assert ours <= {str(term) for term in CETU.subjects()}


def test_what_axioms_use_is_declared() -> None:
    used = {node for axiom in AXIOMS for pair in MAPPINGS.subject_objects(axiom) for node in pair}
    used |= set(MAPPINGS.predicates())
    declared = set((CETU + MAPPINGS).subjects(RDF.type, None))
    foreign = {node for node in used if isinstance(node, URIRef) and not str(node).startswith(BUILT_IN)}
    assert foreign - declared == set()


def test_nothing_is_imported() -> None:
    assert not list((CETU + MAPPINGS).objects(None, OWL.imports))


@pytest.mark.parametrize("prefix", ["prov", "oa", "skos", "org", "dcterms", "eli", "schema", "qudt"])
def test_the_vocabulary_is_used(prefix: str) -> None:
    assert any(str(node).startswith(PREFIXES[prefix]) for node in MAPPINGS.all_nodes())


def test_a_plan_s_grouping_is_no_taxonomy() -> None:
    above = set((CETU + MAPPINGS).transitive_objects(URIRef(Cetu.groupedUnder), RDFS.subPropertyOf))
    assert above == {URIRef(Cetu.groupedUnder)}
