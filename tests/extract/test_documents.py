"""An extraction as a spaCy Doc: the same text, the same offsets."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from cetu.corpus.plan import Plan
from cetu.corpus.reading import read_plan, shipped_plan
from cetu.extract.documents import to_doc, write_docbin
from cetu.extract.extracting import extract
from cetu.extract.extraction import Extraction


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan(shipped_plan())


@pytest.fixture(scope="module")
def said(plan: Plan) -> Extraction:
    return extract(plan)


@pytest.fixture(scope="module")
def doc(plan: Plan, said: Extraction) -> Doc:
    return to_doc(plan, said)


def test_the_text_is_the_plans(plan: Plan, doc: Doc) -> None:
    assert doc.text == plan.text


def test_entities_stand_where_they_stood(said: Extraction, doc: Doc) -> None:
    spans = [(s.start_char, s.end_char, s.text, s.label_, s.kb_id_) for s in doc.spans["entities"]]
    assert spans == [(e.start, e.end, e.text, e.type, e.concept or "") for e in said.entities]


def test_targets_and_tasks_stand_where_they_stood(said: Extraction, doc: Doc) -> None:
    assert [(s.text, s.label_) for s in doc.spans["targets"]] == [(t.text, t.op or "target") for t in said.targets]
    assert [(s.start_char, s.end_char, s.label_) for s in doc.spans["tasks"]] == [
        (k.start, k.end, str(k.level)) for k in said.tasks
    ]


def test_a_docbin_reads_back(doc: Doc, tmp_path: Path) -> None:
    path = tmp_path / "plans.spacy"
    write_docbin([doc], path)
    (back,) = DocBin().from_disk(path).get_docs(spacy.blank("zh").vocab)
    assert back.text == doc.text
    for name in ("entities", "targets", "tasks"):
        kept = [(s.start, s.end, s.label_, s.kb_id_) for s in back.spans[name]]
        assert kept == [(s.start, s.end, s.label_, s.kb_id_) for s in doc.spans[name]]
