"""Reading thesauri: concepts, names with their ambiguity, codes, trees."""

from __future__ import annotations

import dataclasses

import pytest

from cetu.ontology.terms import Cetu
from cetu.ontology.thesaurus import Concept, Thesaurus, parse_thesaurus, read_thesaurus

TURTLE = """
@prefix cetu: <https://w3id.org/cetu/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix r: <https://w3id.org/cetu/id/region/> .
r:s a skos:ConceptScheme ; skos:prefLabel "区域"@zh .
r:1 a skos:Concept , cetu:Region ; skos:prefLabel "朝阳市"@zh , "Chaoyang"@en ; skos:altLabel "朝阳"@zh ;
    skos:notation "211300" ; cetu:regionKind "prefecture" .
r:2 a skos:Concept ; skos:prefLabel "朝阳县"@zh ; skos:altLabel "朝阳"@zh , "ZYX"@en ; skos:broader r:1 .
r:3 a skos:Concept ; skos:prefLabel "朝阳"@zh ; skos:broader r:2 .
r:4 a skos:Concept ; skos:prefLabel "孤儿"@zh ; skos:broader <https://example.org/elsewhere> .
""".encode()
R = "https://w3id.org/cetu/id/region/"


@pytest.fixture(scope="module")
def regions() -> Thesaurus:
    return parse_thesaurus("regions", TURTLE)


def test_concepts_have_their_fields(regions: Thesaurus) -> None:
    assert len(regions) == 4
    concept = regions[R + "1"]
    assert (concept.label, concept.label_en, concept.alt_labels) == ("朝阳市", "Chaoyang", ("朝阳",))
    assert (concept.notation, concept.broader) == ("211300", ())
    assert concept.extra(Cetu.regionKind) == "prefecture"
    assert concept.extra(Cetu.member) is None
    assert concept.names == ("朝阳市", "Chaoyang", "朝阳")


def test_concepts_are_frozen(regions: Thesaurus) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        regions[R + "1"].label = "别的"  # type: ignore[misc]


def test_a_name_keeps_its_ambiguity_and_who_prefers_it_comes_first(regions: Thesaurus) -> None:
    assert [concept.iri for concept in regions.by_name("朝阳")] == [R + "3", R + "1", R + "2"]
    assert regions.by_name("朝") == ()


def test_latin_names_are_found_whatever_their_case(regions: Thesaurus) -> None:
    assert [concept.iri for concept in regions.by_name("zyx")] == [R + "2"]


def test_codes_are_found(regions: Thesaurus) -> None:
    assert [concept.iri for concept in regions.by_notation("211300")] == [R + "1"]
    assert regions.by_notation("999999") == ()


def test_the_tree_is_walked_both_ways(regions: Thesaurus) -> None:
    assert [concept.iri for concept in regions.ancestors(R + "3")] == [R + "2", R + "1"]
    assert [concept.iri for concept in regions.narrower(R + "1")] == [R + "2"]
    assert regions.ancestors(R + "4") == ()


def test_a_circle_in_the_tree_ends() -> None:
    turtle = b"@prefix s: <http://www.w3.org/2004/02/skos/core#> . @prefix e: <https://e.example/> ."
    turtle += b'e:a a s:Concept ; s:broader e:b ; s:prefLabel "a" . e:b a s:Concept ; s:broader e:a ; s:prefLabel "b" .'
    assert [concept.label for concept in parse_thesaurus("x", turtle).ancestors("https://e.example/a")] == ["b"]


def test_names_are_listed_once(regions: Thesaurus) -> None:
    assert sorted(regions.names()) == sorted({"朝阳市", "Chaoyang", "朝阳", "朝阳县", "ZYX", "孤儿"})


def test_a_thesaurus_is_read_once() -> None:
    assert read_thesaurus("stages") is read_thesaurus("stages")


def test_broken_turtle_is_refused() -> None:
    with pytest.raises(SyntaxError):
        parse_thesaurus("x", b"<a> <b>")


def test_order_is_that_of_the_iris_whatever_the_file_s() -> None:
    lines = TURTLE.decode().strip().split("\n")
    turned = "\n".join([*lines[:3], *lines[6:], *lines[3:6]]).encode()
    assert parse_thesaurus("regions", turned).concepts == parse_thesaurus("regions", TURTLE).concepts


def test_concepts_compare_by_content() -> None:
    assert Concept("i", "甲") == Concept("i", "甲")
    assert len({Concept("i", "甲"), Concept("i", "甲")}) == 1
