"""What the grammar hands to the tagger, and spans that somebody else gives."""

import itertools
from pathlib import Path

from cetu.corpus.plan import Plan
from cetu.corpus.reading import read_plan
from cetu.extract.extracting import extract
from cetu.extract.extraction import Extraction
from cetu.extract.naming import grammar_of


def plan_of(folder: Path, text: str) -> Plan:
    path = folder / "plan.txt"
    path.write_text(text, encoding="utf-8")
    return read_plan(path)


def test_phrases_of_one_type_do_not_overlap(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "一、重点任务\n研发固态电池、飞轮储能等储能技术，建设氢能示范基地。（省科技厅牵头）\n")
    found = grammar_of(plan)
    assert ("Technology", *_span(plan.view.text, "固态电池")) in found
    assert ("Institution", *_span(plan.view.text, "省科技厅")) in found
    for kind in {one[0] for one in found}:
        spans = sorted(one[1:] for one in found if one[0] == kind)
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_given_spans_are_taken_as_they_are(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "一、重点任务\n在大连建设甲乙示范工程，推广丙丁。\n")
    text = plan.view.text
    given = [
        ("Region", *_span(text, "大连")),
        ("Project", *_span(text, "甲乙示范工程")),
        ("Technology", *_span(text, "丙丁")),
    ]
    found = extract(plan, spans=given)
    assert [(e.type, e.text) for e in found.entities] == [
        ("Region", "大连"), ("Project", "甲乙示范工程"), ("Technology", "丙丁"),
    ]  # fmt: skip
    assert ("region_project", "大连", "甲乙示范工程") in _relations(found)
    assert {e.rule for e in found.entities if e.type != "Region"} == {"given"}


def _relations(found: Extraction) -> set[tuple[str, str, str]]:
    names = {e.id: e.name for e in found.entities}
    return {(r.type, names[r.head], names[r.tail]) for r in found.relations if r.tail in names and r.head in names}


def _span(text: str, word: str) -> tuple[int, int]:
    return text.index(word), text.index(word) + len(word)
