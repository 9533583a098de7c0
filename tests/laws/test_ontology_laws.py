"""Laws of IRIs, thesauri and rules that hold whatever the names are."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from rdflib import Graph

from cetu.ontology.iri import mint, segments_of
from cetu.ontology.rules import entailment_rules
from cetu.ontology.terms import Cetu
from cetu.ontology.thesaurus import NAMES, ThesaurusName, parse_thesaurus, read_thesaurus, thesaurus_path

KINDS = ("transitive", "chain", "inverse", "subproperty", "symmetric")

names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
segments = st.lists(names, min_size=1, max_size=4).map(tuple)


def nfc(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(unicodedata.normalize("NFC", part) for part in parts)


@given(segments)
def test_minted_iris_are_accepted_by_the_store(parts: tuple[str, ...]) -> None:
    assert NamedNode(mint(*parts)).value == mint(*parts)


@given(segments)
def test_minting_loses_nothing_but_composition(parts: tuple[str, ...]) -> None:
    assert segments_of(mint(*parts)) == nfc(parts)


@given(segments, segments)
def test_different_names_have_different_iris(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert (mint(*one) == mint(*other)) == (nfc(one) == nfc(other))


@given(segments)
def test_iris_are_in_nfc(parts: tuple[str, ...]) -> None:
    assert unicodedata.is_normalized("NFC", mint(*parts))


@given(segments)
def test_iris_survive_writing_and_reading(parts: tuple[str, ...]) -> None:
    iri = mint(*parts)
    graph = Graph().parse(data=f"<{iri}> <{Cetu.within}> <{iri}> .", format="turtle")
    again = Graph().parse(data=graph.serialize(format="nt"), format="nt")
    assert {str(node) for triple in again for node in triple} == {iri, Cetu.within}


@pytest.mark.parametrize("name", NAMES)
def test_every_name_of_a_concept_leads_to_it(name: ThesaurusName) -> None:
    thesaurus = read_thesaurus(name)
    assert len(thesaurus) > 0
    for concept in thesaurus:
        assert concept.label, concept.iri
        assert all(concept in thesaurus.by_name(spelling) for spelling in concept.names), concept.iri
        assert concept not in thesaurus.ancestors(concept.iri), concept.iri


@pytest.mark.parametrize("name", NAMES)
def test_a_thesaurus_read_twice_is_the_same(name: ThesaurusName) -> None:
    turtle = thesaurus_path(name).read_bytes()
    assert parse_thesaurus(name, turtle).concepts == read_thesaurus(name).concepts


RELATIONS = (Cetu.within, Cetu.hasProject, Cetu.demonstrates, Cetu.mustDevelop, Cetu.basedOn, Cetu.leads)
triples = st.lists(
    st.tuples(st.sampled_from("甲乙丙"), st.sampled_from(RELATIONS), st.sampled_from("甲乙丙")), max_size=4
)


@settings(deadline=None, max_examples=15)  # the first example compiles the queries
@given(triples)
def test_rules_only_add_and_come_to_an_end(said: list[tuple[str, str, str]]) -> None:
    """The vocabulary is finite and no rule makes a node, so the closure is reached within a few rounds."""
    data = Graph()
    for head, relation, tail in said:
        data.parse(data=f"<{mint('x', head)}> <{relation}> <{mint('x', tail)}> .", format="turtle")
    nodes = set(data.all_nodes())
    graph = Graph() + data
    for _ in range(8):
        added = [
            triple
            for rule in entailment_rules()
            if rule.kind in KINDS
            for triple in graph.query(rule.construct).graph or ()
        ]
        if all(triple in graph for triple in added):
            break
        for triple in added:
            graph.add(triple)
    else:
        raise AssertionError("the rules do not come to an end")
    assert set(data) <= set(graph)
    assert {node for node in graph.all_nodes() if "/id/" in str(node)} == nodes
