"""Judgements: their file, what they do to an extraction, and that every build applies them."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest

from cetu.corpus.plan import Plan
from cetu.corpus.reading import read_plan
from cetu.extract.exchange import read_extraction
from cetu.extract.extracting import extract
from cetu.extract.extraction import Extraction, Target
from cetu.graph.building import build
from cetu.graph.judged_gold import write_gold
from cetu.graph.judgements import (
    Judgement,
    add_judgement,
    judgement,
    judgements_path,
    latest,
    of_plan,
    read_judgements,
)
from cetu.graph.judging import mend
from cetu.graph.naming import PlanNames
from cetu.graph.statements import grounds
from cetu.graph.store import open_graph
from cetu.ontology.errors import StoreError
from cetu.ontology.iri import ID
from cetu.ontology.terms import Cetu

SHIPPED = Path(str(resources.files("cetu.corpus").joinpath("liaoning-2023.txt")))


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan(SHIPPED)


@pytest.fixture(scope="module")
def extraction(plan: Plan) -> Extraction:
    return extract(plan)


def statement(plan: Plan, extraction: Extraction, subject: str, predicate: str) -> str:
    """Short IRI of the first Statement with that subject and type, said of each."""
    for iri, (said, _) in grounds(extraction, PlanNames(plan)).items():
        if said.type == predicate and said.subjects == (ID + subject,):
            return iri.removeprefix(ID)
    raise LookupError(subject)


def said(iri: str, verdict: str, **more: str) -> dict[str, Judgement]:
    return {iri: Judgement(iri, verdict, "王工", **more)}


def test_what_is_wrong_goes_and_nothing_else(plan: Plan, extraction: Extraction) -> None:
    iri = statement(plan, extraction, "region/210200", "region_project")
    mended = mend(plan, extraction, said(iri, "wrong"))
    before, after = grounds(extraction, PlanNames(plan)), grounds(mended, PlanNames(plan))
    assert {one.removeprefix(ID) for one in before.keys() - after.keys()} == {iri}
    assert after.keys() < before.keys()


def test_what_is_right_is_certain(plan: Plan, extraction: Extraction) -> None:
    iri = statement(plan, extraction, "region/210200", "region_project")
    mended = mend(plan, extraction, said(iri, "right"))
    assert grounds(mended, PlanNames(plan))[ID + iri][0].confidence == 1.0
    assert grounds(extraction, PlanNames(plan)).keys() == grounds(mended, PlanNames(plan)).keys()


def test_a_correction_changes_end_relation_and_stage(plan: Plan, extraction: Extraction) -> None:
    names = PlanNames(plan)
    iri = statement(plan, extraction, "region/210200", "region_technology")
    one = said(iri, "corrected", subject="region/210100", predicate="hasTechnology", stage="research")
    mended = mend(plan, extraction, one)
    fresh = [fact for key, (fact, _) in grounds(mended, names).items() if key not in grounds(extraction, names)]
    assert [(fact.subjects, fact.stage, fact.rule) for fact in fresh if fact.rule == "judged"] == [
        ((ID + "region/210100",), "research", "judged")
    ]
    assert ID + iri not in grounds(mended, names)


def test_a_correction_to_what_the_plan_does_not_name_takes_the_statement_out(
    plan: Plan, extraction: Extraction
) -> None:
    iri = statement(plan, extraction, "region/210200", "region_project")
    mended = mend(plan, extraction, said(iri, "corrected", subject="region/460200"))
    assert len(mended.relations) < len(extraction.relations)


def test_a_group_is_judged_as_one(plan: Plan, extraction: Extraction) -> None:
    names = PlanNames(plan)
    iri, resting = next((iri, resting) for iri, (_, resting) in grounds(extraction, names).items() if len(resting) > 1)
    mended = mend(plan, extraction, said(iri.removeprefix(ID), "wrong"))
    assert len(extraction.relations) - len(mended.relations) == len(resting)


def test_the_last_judgement_of_a_statement_counts_whichever_file_it_came_from(tmp_path: Path) -> None:
    path = tmp_path / "a.judgements.jsonl"
    first = Judgement("plan/a/statement/x/1", "wrong", "王工", on="2026-11-29")
    second = replace(first, verdict="right", by="李工", on="2026-11-30")
    for one in (second, first):
        add_judgement(path, one)
    assert read_judgements(path) == (second, first)
    assert latest(read_judgements(path))["plan/a/statement/x/1"] == second
    assert of_plan((first,), "a") and not of_plan((first,), "b")
    assert all(json.loads(line)["by"] for line in path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(
    "line",
    ["no json", "[]", '{"statement": "x", "by": "y", "verdict": "maybe"}', '{"statement": "x", "verdict": "wrong"}',
     '{"statement": "x", "by": "y", "verdict": "right", "stage": "dream"}', "<<<<<<< HEAD"],
)  # fmt: skip
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.judgements.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(StoreError, match="line 2"):
        read_judgements(path)


def test_gold_holds_what_people_found_and_evaluation_counts_it(
    plan: Plan, extraction: Extraction, tmp_path: Path
) -> None:
    build([SHIPPED], tmp_path / "store", workers=1)
    graph = open_graph(tmp_path / "store")
    iri = statement(plan, extraction, "region/210200", "region_project")
    (gold,) = write_gold(graph, said(iri, "wrong").values(), tmp_path / "gold")
    assert (tmp_path / "gold" / "liaoning-2023.txt").read_text(encoding="utf-8") == plan.text
    assert gold.name == "liaoning-2023.gold.json"
    assert len(read_extraction(gold).relations) == len(extraction.relations) - 1
    assert write_gold(graph, (), tmp_path / "none") == []


def test_every_build_applies_them_and_taking_them_back_undoes_it(plan: Plan, tmp_path: Path) -> None:
    store = tmp_path / "store"
    build([SHIPPED], store, workers=1)
    iri = statement(plan, extract(plan), "region/210200", "region_project")
    ask = f"ASK {{ <{ID}{iri}> a cetu:Statement }}"
    assert bool(open_graph(store).query(ask))
    add_judgement(judgements_path(store), Judgement(iri, "wrong", "王工"))
    for _ in range(2):
        build([SHIPPED], store, workers=1)
        assert not bool(open_graph(store).query(ask))
    judgements_path(store).unlink()
    build([SHIPPED], store, workers=1)
    assert bool(open_graph(store).query(ask))


def a_target(plan: Plan, extraction: Extraction) -> str:
    """Short IRI of the first target with a figure."""
    target = next(one for one in extraction.targets if one.value is not None)
    return PlanNames(plan).target(target).removeprefix(ID)


def test_a_target_is_certain_put_right_or_taken_out(plan: Plan, extraction: Extraction) -> None:
    iri = a_target(plan, extraction)

    def mended(verdict: str, **more: str) -> dict[str, Target]:
        one = mend(plan, extraction, said(iri, verdict, **more))
        return {target.id: target for target in one.targets}

    (judged,) = (one for one in extraction.targets if PlanNames(plan).target(one) == ID + iri)
    assert judged.id not in mended("wrong")
    assert mended("right")[judged.id] == replace(judged, confidence=1.0)
    corrected = mended("corrected", value="12.50", year="2030", comparator="le")[judged.id]
    assert (corrected.value, corrected.printed, corrected.year, corrected.op) == (12.5, "12.50", 2030, "le")
    assert (corrected.rule, corrected.confidence) == ("judged", 1.0)
    assert len(mended("wrong")) == len(extraction.targets) - 1


@pytest.mark.parametrize("field", [{"value": "viel"}, {"year": "20"}, {"comparator": "fast"}])
def test_a_correction_that_is_none_is_refused(field: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=next(iter(field))):
        judgement({"statement": "plan/x/target/y", "verdict": "corrected", "by": "王工", **field})


def test_every_build_puts_judgements_into_the_graph_and_a_wrong_support_is_not_inferred(tmp_path: Path) -> None:
    store = tmp_path / "store"
    build([SHIPPED], store)
    supports = "SELECT ?s WHERE { ?s a cetu:Support }"
    above = {row["s"].value for row in open_graph(store).select(supports)}
    bases = 'SELECT ?b WHERE { ?s cetu:routeKind "within" ; prov:wasDerivedFrom ?b } ORDER BY ?b'
    base = next(iter(open_graph(store).select(bases)))["b"].value
    path = judgements_path(store)
    add_judgement(path, Judgement(base.removeprefix(ID), "wrong", "王工", "读错了", "2026-11-30"))
    add_judgement(path, Judgement(f"{base.removeprefix(ID)}x", "corrected", "李工", on="2026-11-29", stage="research"))
    build([SHIPPED], store)
    graph = open_graph(store)
    told = "SELECT ?of ?verdict ?by ?on ?note ?put ?name WHERE { GRAPH <https://w3id.org/cetu/id/graph/judgements> { "
    told += "?j a cetu:Judgement ; cetu:judges ?of ; cetu:verdict ?verdict ; cetu:judgedBy ?by ; cetu:judgedOn ?on ; "
    told += "prov:wasAttributedTo/rdfs:label ?name . OPTIONAL { ?j cetu:remark ?note } "
    told += "OPTIONAL { ?j cetu:amendment ?put } } } ORDER BY ?of"
    rows = [[term.value if term else None for term in row] for row in graph.select(told)]
    assert rows == [
        [base, Cetu.rejected, "王工", "2026-11-30", "读错了", None, "王工"],
        [f"{base}x", Cetu.amended, "李工", "2026-11-29", None, "stage research", "李工"],
    ]
    assert not list(graph.select(f"SELECT ?p WHERE {{ <{base}> ?p ?o }}"))
    after = {row["s"].value for row in graph.select(supports)}
    assert not list(graph.select(f"SELECT ?s WHERE {{ ?s prov:wasDerivedFrom <{base}> }}"))
    assert base in above - after
    before = (store / "cetu-store.json").read_bytes()
    build([SHIPPED], store)
    assert (store / "cetu-store.json").read_bytes() == before
    path.unlink()
    build([SHIPPED], store)
    assert not list(open_graph(store).select("SELECT ?j WHERE { ?j a cetu:Judgement }"))
