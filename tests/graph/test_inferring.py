"""Who supports what: route, reading, coverage and strength, each rule with what it must and must not give."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from cetu.graph import inferring
from cetu.graph.dataset import Graph
from cetu.graph.inferring import infer
from cetu.graph.literals import Triple, in_graph, link, say, text
from cetu.graph.naming import PlanNames
from cetu.graph.quads import plan_quads
from cetu.ontology.iri import mint, segments_of
from cetu.ontology.terms import ROUTE_KINDS, Cetu
from cetu.ontology.vocabularies import Skos

PREFECTURES = {
    "210100": "沈阳",
    "210200": "大连",
    "210400": "抚顺",
    "210600": "丹东",
    "210700": "锦州",
    "210800": "营口",
}

SUPPORTS = """
SELECT ?supporter ?technology ?route ?reading ?coverage ?strength WHERE {
  ?s a cetu:Support ; cetu:supporter ?supporter ; cetu:technology ?technology ; cetu:routeKind ?route ;
    cetu:reading ?reading ; cetu:coverage ?coverage ; cetu:strength ?strength .
}"""


def links(*triples: Triple) -> list[ox.Quad]:
    graph = mint("graph", "thesaurus")
    within = [link(mint("region", code), Cetu.within, mint("region", "210000")) for code in PREFECTURES]
    nation = link(mint("region", "210000"), Cetu.within, mint("region", "000000"))
    kind = say(mint("region", "000000"), Cetu.regionKind, text("country"))
    return [in_graph(triple, graph) for triple in (*within, nation, kind, *triples)]


def inferred(made: Any, *triples: Triple) -> Graph:
    said = plan_quads(made.plan, made.extraction)
    return Graph.of([*said, *infer(said, links(*triples), PlanNames(made.plan).inferred)])


def supports(graph: Graph) -> set[tuple[Any, ...]]:
    """(supporter, technology, route, reading, coverage, strength) with last names for IRIs."""
    return {
        (
            segments_of(row["supporter"].value)[-1],
            segments_of(row["technology"].value)[-1],
            row["route"].value,
            row["reading"].value.split("#")[1],
            row["coverage"].value.split("#")[1],
            int(row["strength"].value),
        )
        for row in graph.select(SUPPORTS)
    }


EXPECTED: set[tuple[Any, ...]] = {
    ("氢冶金中试基地", "氢冶金", "direct", "each", "named", 5),
    ("210100", "氢冶金", "project", "each", "named", 4),
    ("210000", "氢冶金", "within", "each", "named", 3),
    ("210200", "漂浮式风电", "direct", "collective", "possible", 2),
    ("210800", "漂浮式风电", "direct", "collective", "possible", 2),
    ("210000", "漂浮式风电", "within", "collective", "possible", 1),
    ("210200", "渔光互补", "direct", "collective", "possible", 2),
    ("210800", "渔光互补", "direct", "collective", "possible", 2),
    ("210000", "渔光互补", "within", "collective", "possible", 1),
    ("210700", "地热供暖", "direct", "each", "named", 5),
    ("210600", "地热供暖", "direct", "each", "named", 5),
    ("210000", "地热供暖", "within", "each", "named", 4),
    ("油页岩集群", "干馏尾气利用", "direct", "each", "named", 5),
    ("210400", "干馏尾气利用", "cluster", "each", "named", 3),
    ("210000", "干馏尾气利用", "within", "each", "named", 2),
    ("飞轮研究院", "飞轮储能", "direct", "each", "named", 5),
    ("飞轮研究院", "物理储能", "narrower", "each", "named", 4),
}


def test_supports_of_the_small_plan(made: Any) -> None:
    assert supports(inferred(made)) == EXPECTED


def test_nothing_rolls_up_to_the_nation_and_nobody_supports_what_is_forbidden(made: Any) -> None:
    found = supports(inferred(made))
    assert not any(row[0] == "000000" or row[1] == "土法炼焦" for row in found)


def test_plain_triples_come_from_each_named_and_direct_or_by_project_alone(made: Any) -> None:
    graph = inferred(made)
    found = {
        (segments_of(r["s"].value)[-1], segments_of(r["t"].value)[-1])
        for r in graph.select("SELECT * { ?s cetu:supports ?t }")
    }
    assert found == {
        row[:2] for row in EXPECTED if row[3:5] == ("each", "named") and row[2] in ("direct", "project")
    }  # fmt: skip


def test_every_support_names_its_steps_in_order(made: Any) -> None:
    graph = inferred(made)
    steps: dict[str, list[tuple[int, str]]] = {}
    for row in graph.select(
        """SELECT ?s ?n ?p WHERE { ?s cetu:step ?step . ?step cetu:order ?n ; cetu:statement/cetu:predicate ?p }"""
    ):
        steps.setdefault(row["s"].value, []).append((int(row["n"].value), row["p"].value.split("#")[1]))
    routes = {row["s"].value: row["r"].value for row in graph.select("SELECT * { ?s cetu:routeKind ?r }")}
    assert routes.keys() == steps.keys()
    told = {(routes[support], tuple(p for _, p in sorted(found))) for support, found in steps.items()}
    assert ("project", ("hasProject", "demonstrates")) in told
    assert ("cluster", ("hasCluster", "mustDevelop")) in told
    assert ("narrower", ("worksOn", "groupedUnder")) in told
    assert ("within", ("hasProject", "demonstrates")) in told
    assert all([n for n, _ in sorted(found)] == list(range(1, len(found) + 1)) for found in steps.values())


def test_the_weakest_step_decides_the_reading(made: Any) -> None:
    group = [one.id for one in made.entities if one.text in ("大连", "营口")]
    base = next(one.id for one in made.entities if one.type == "Project")
    for city in group:
        made.relation("region_project", city, base, "在大连、营口等地区", reading="collective", list="l1")
    found = supports(inferred(made))
    assert ("210200", "氢冶金", "project", "collective", "possible", 1) in found
    assert ("210100", "氢冶金", "project", "each", "named", 4) in found


@pytest.mark.parametrize(
    ("openness", "count", "coverage", "strength"),
    [
        ("open", None, "possible", 2),
        ("closed", None, "named", 3),
        ("unmarked", None, "named", 3),
        ("counted", 5, "possible", 2),
        ("counted", 2, "named", 3),
    ],
)
def test_a_group_is_covered_as_far_as_its_list_is_complete(
    made: Any, openness: str, count: int | None, coverage: str, strength: int
) -> None:
    made.lists[0] = replace(made.lists[0], openness=openness, count=count)
    found = supports(inferred(made))
    assert ("210200", "漂浮式风电", "direct", "collective", coverage, strength) in found


def test_an_open_list_read_of_each_names_those_it_names(made: Any) -> None:
    made.lists[1] = replace(made.lists[1], openness="open")
    assert ("210700", "地热供暖", "direct", "each", "named", 5) in supports(inferred(made))


def test_the_list_of_the_subjects_counts_even_where_the_relation_carries_that_of_the_objects(made: Any) -> None:
    wind = [one.id for one in made.entities if one.text in ("漂浮式风电", "渔光互补")]
    objects = made.listed("漂浮式风电、渔光互补", "unmarked", wind)
    made.relations = [replace(one, list=objects) if one.reading == "collective" else one for one in made.relations]
    assert ("210200", "渔光互补", "direct", "collective", "possible", 2) in supports(inferred(made))


def test_a_region_that_has_a_technology_by_way_of_a_project_has_it_by_project(made: Any) -> None:
    base = next(one.id for one in made.entities if one.type == "Project")
    shenyang, hydrogen = made.entities[0].id, made.entities[2].id
    made.relation("region_technology", shenyang, hydrogen, "支持沈阳建设氢冶金中试基地，开展氢冶金示范", via=base)
    found = [row for row in supports(inferred(made)) if row[:2] == ("210100", "氢冶金")]
    assert found == [("210100", "氢冶金", "project", "each", "named", 4)]


def test_what_an_industry_must_develop_is_said_of_no_place(made: Any) -> None:
    industry = made.entity("Industry", "油页岩", name="油页岩产业")
    made.relation("region_cluster", made.entities[0].id, industry, "支持抚顺建设油页岩集群")
    gas = next(one.id for one in made.entities if one.text == "干馏尾气利用")
    made.relation("cluster_technology", industry, gas, "油页岩集群要攻克干馏尾气利用")
    found = supports(inferred(made))
    assert ("油页岩产业", "干馏尾气利用", "direct", "each", "named", 5) in found
    assert not any(row[0] == "210100" and row[1] == "干馏尾气利用" for row in found)


def test_an_institution_supports_for_its_seat_where_the_thesaurus_knows_it(made: Any) -> None:
    seat = link(mint("institution", "飞轮研究院"), Cetu.seat, mint("region", "210400"))
    assert ("210400", "飞轮储能", "institution", "each", "named", 2) in supports(inferred(made, seat))
    assert not any(row[2] == "institution" for row in supports(inferred(made)))


def test_the_thesaurus_leads_to_broader_technologies_that_the_plan_speaks_of(made: Any) -> None:
    steel = mint("technology", "低碳冶金")
    up = [
        link(mint("technology", "氢冶金"), Skos.broader, steel),
        link(steel, Skos.broader, mint("technology", "冶金技术")),
    ]
    assert not any(row[1] == "低碳冶金" for row in supports(inferred(made, *up)))
    made.entity("Technology", "绿色低碳", name="冶金技术")
    found = supports(inferred(made, *up))
    assert ("210100", "冶金技术", "narrower", "each", "named", 3) in found
    assert ("210000", "冶金技术", "within", "each", "named", 2) in found


def test_groups_within_groups_are_climbed_once_each(made: Any) -> None:
    physical, wheel = (next(e.id for e in made.entities if e.text == name) for name in ("物理储能技术", "飞轮储能"))
    storage = made.entity("Technology", "储能装机", name="储能")
    made.relation("broader", physical, storage, "物理储能技术")
    made.relation("broader", storage, wheel, "物理储能技术")  # a circle, as a careless text may give
    found = [row for row in supports(inferred(made)) if row[0] == "飞轮研究院"]
    assert sorted((row[1], row[2], row[5]) for row in found) == [
        ("储能", "narrower", 3),
        ("物理储能", "narrower", 4),
        ("飞轮储能", "direct", 5),
    ]


def test_an_island_counts_for_its_city_and_says_so(made: Any) -> None:
    island = made.entity("Region", "沈阳", name="大连长兴岛")
    hydrogen = made.entities[2].id
    made.relation("region_technology", island, hydrogen, "支持沈阳建设氢冶金中试基地，开展氢冶金示范")
    upward = link(mint("region", "大连长兴岛"), Cetu.within, mint("region", "210200"))
    graph = inferred(made, upward)
    assert ("210200", "氢冶金", "within", "each", "named", 4) in supports(graph)
    city = ox.NamedNode(mint("region", "210200"))
    told = """SELECT ?city ?from WHERE { ?s cetu:routeKind "within" ; cetu:supporter ?city ;
              prov:wasDerivedFrom/cetu:supporter ?from }"""
    row = next(iter(graph.select(told, {"city": city})))
    assert row["from"].value == mint("region", "大连长兴岛")


def test_every_rule_file_is_applied_and_begins_with_its_meaning_in_two_languages() -> None:
    chain = (inferring.ROUTES, inferring.QUALITIES, inferring.BROADER, inferring.LARGER, inferring.TRIPLES)
    named = [name for step in chain for name in step]
    files = {path.stem for path in Path(inferring.RULES).glob("*.rq")}
    assert files == set(named) and len(named) == len(files)
    for name in named:
        comments = [line for line in inferring.rule(name).splitlines() if line.startswith("# ")]
        assert any(line[2:3] > "\u4e00" for line in comments) and any(line[2:3].isascii() for line in comments)


def test_route_kinds_are_those_of_the_ontology(made: Any) -> None:
    seat = link(mint("institution", "飞轮研究院"), Cetu.seat, mint("region", "210400"))
    assert {row[2] for row in supports(inferred(made, seat))} == set(ROUTE_KINDS)
