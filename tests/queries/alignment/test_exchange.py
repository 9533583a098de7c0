"""Alignments as JSON and RDF, in a store, and one parent against many."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from cetu.corpus.plan import Plan
from cetu.extract.extraction import Extraction
from cetu.graph.building import build
from cetu.graph.store import open_graph
from cetu.ontology.errors import AlignError, StoreError
from cetu.ontology.iri import PREFIXES
from cetu.ontology.thesaurus import thesaurus_path
from cetu.queries.alignment.exchange import from_json, to_json
from cetu.queries.alignment.mapping import GRAPH, alignment_quads, to_turtle
from cetu.queries.alignment.rows import Alignment
from cetu.queries.alignment.series import align_files, sums
from cetu.queries.alignment.storing import write_alignments
from cetu.queries.asking import ask

Read = tuple[Plan, Extraction]


def test_what_is_written_as_json_is_read_back(alignment: Alignment) -> None:
    assert from_json(to_json([alignment, alignment])) == (alignment, alignment)


def test_a_row_has_its_id_and_its_relation_in_chinese(alignment: Alignment) -> None:
    rows = json.loads(to_json([alignment]))["alignments"][0]["rows"]
    assert len({row["id"] for row in rows}) == len(rows)
    assert {row["relation_zh"] for row in rows if row["relation"] == "stricter"} == {"更严"}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "cetu-alignment", "version": 9, "alignments": []}'])
def test_other_json_is_refused(text: str) -> None:
    with pytest.raises(AlignError, match="align"):
        from_json(text)


def test_the_mappings_are_sssom_s(alignment: Alignment) -> None:
    store = ox.Store()
    store.extend(alignment_quads([alignment]))
    query = """
        SELECT ?subject ?predicate ?object ?words ?start WHERE {
          ?m a cetu:Correspondence ; cetu:relation "stricter" ; sssom:subject_id ?subject ;
             sssom:predicate_id ?predicate ; sssom:object_id ?object ;
             sssom:mapping_justification semapv:LexicalMatching ;
             cetu:rightEvidence ?right . ?right cetu:quote ?words ; oa:hasSelector/oa:start ?start }"""
    (row,) = list(store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True))  # type: ignore[arg-type]
    assert row["predicate"].value == PREFIXES["skos"] + "closeMatch"
    assert "14.5%" in row["words"].value
    assert row["subject"].value.startswith(PREFIXES["id"] + "plan/nation/target/")


def test_every_row_is_a_correspondence_in_the_alignment_s_graph(alignment: Alignment) -> None:
    quads = alignment_quads([alignment])
    assert {quad.graph_name.value for quad in quads} == {GRAPH}  # type: ignore[union-attr]
    kind = ox.NamedNode(PREFIXES["cetu"] + "Correspondence")
    assert sum(1 for quad in quads if quad.object == kind) == len(alignment.rows)


def test_the_graph_keeps_the_shapes(alignment: Alignment) -> None:
    import rdflib
    from pyshacl import validate

    data = rdflib.Graph().parse(data=to_turtle([alignment]), format="turtle")
    shapes = rdflib.Graph().parse(thesaurus_path("shapes"))
    wanted = rdflib.URIRef(PREFIXES["cetu"] + "Correspondence")
    for shape, target in list(shapes.subject_objects(rdflib.URIRef(PREFIXES["sh"] + "targetClass"))):
        if target != wanted:
            shapes.remove((shape, None, None))
    conforms, _, report = validate(data, shacl_graph=shapes)
    assert conforms, report


def test_a_store_keeps_the_last_alignment_of_a_pair(
    nation: Read, province: Read, alignment: Alignment, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    build([tmp_path / "nation.txt", tmp_path / "province.txt"], store)
    assert write_alignments([alignment], store) == write_alignments([alignment], store)
    graph = open_graph(store)
    assert len(list(graph.quads(GRAPH))) == len(alignment_quads([alignment]))
    rows = list(ask(graph, "alignment-targets", relation="更严").records())
    assert [row["indicator"] for row in rows] == ["单位国内生产总值能源消耗"]
    assert rows[0]["left"] and rows[0]["left"].startswith("国务院关于加快氢能产业发展的意见")
    gaps = {row["name"] for row in ask(graph, "alignment-gaps", kind="task").records()}
    assert gaps == {"开展国际标准合作"}
    assert next(iter(ask(graph, "alignment-technologies", technology="菱镁").records()))["relation"] == "新增"
    assert "对应" in {row["relation"] for row in ask(graph, "alignment-tasks").records()}


def test_without_a_store_nothing_is_stored(alignment: Alignment, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cetu build"):
        write_alignments([alignment], tmp_path / "none")


CITY = (
    "{}市储能方案\n\n一、目标\n\n到2025年，新型储能装机容量达到{}万千瓦。\n\n"
    "二、任务\n\n（一）发展储能。研发液流电池技术。\n"
)


def test_the_parts_of_cities_are_summed_against_the_province(tmp_path: Path) -> None:
    parent = tmp_path / "省.txt"
    parent.write_text(
        "辽宁省储能方案\n\n一、目标\n\n到2025年，新型储能装机容量达到100万千瓦。\n\n二、任务\n\n（一）发展储能。研发液流电池技术。\n",
        encoding="utf-8",
    )
    paths = []
    # one city twice, and the figure of the province quoted
    said = (("大连", 40), ("沈阳", 30), ("鞍山", 10), ("大连", 20), ("营口", 100))
    for name, figure in said:
        paths.append(tmp_path / f"{name}{figure}.txt")
        paths[-1].write_text(CITY.format(name, figure), encoding="utf-8")
    found = [one.alignment for one in align_files(parent, paths) if one.alignment]
    assert sums([one.alignment for one in align_files(paths[0], [parent, parent]) if one.alignment]) == ()
    (row,) = sums(found)
    assert "3地合计80万千瓦，占80%" in row.reason
    assert len(row.further) == 2


@pytest.mark.parametrize("processes", [1, 2])
def test_a_file_that_is_no_plan_does_not_stop_the_others(tmp_path: Path, nation: Read, processes: int) -> None:
    poem = tmp_path / "诗.txt"
    poem.write_text("春眠不觉晓。\n", encoding="utf-8")
    paths = [poem] + [tmp_path / f"{number}.txt" for number in range(5)]
    for number, path in enumerate(paths[1:]):
        path.write_text(CITY.format("大连", number + 1), encoding="utf-8")
    found = list(align_files(tmp_path / "nation.txt", paths, processes=processes))
    assert [one.error is None for one in found] == [False, True, True, True, True, True]
    assert "不像一份规划" in str(found[0].error)
