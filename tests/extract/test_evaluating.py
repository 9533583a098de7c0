"""Scores against annotations: boundaries, names put back, what confidence is worth, given spans."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from cetu.corpus.reading import read_plan
from cetu.extract.confidence import relation_confidence
from cetu.extract.evaluating import evaluate
from cetu.extract.extracting import extract

TEXT = "某省方案\n一、重点任务\n研究潮汐能、波浪能、温差能发电技术，推广热泵。\n"


def gold_of(names: dict[str, str]) -> dict[str, Any]:
    entities = [
        {
            "id": f"e{i}",
            "type": "Technology",
            "start": TEXT.index(t),
            "end": TEXT.index(t) + len(t),
            "text": t,
            "name": n,
        }
        for i, (t, n) in enumerate(names.items())
    ]
    return {"doc": "plan", "entities": entities, "relations": [], "targets": [], "tasks": []}


NAMES = {"潮汐能": "潮汐能发电技术", "波浪能": "波浪能发电技术", "温差能发电技术": "温差能发电技术", "热泵": "热泵"}


def score(folder: Path, gold: dict[str, Any], *, given: bool) -> dict[str, tuple[int, int, int]]:
    path = folder / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    plan = read_plan(path)
    spans = [(e["type"], *plan.view.from_source(e["start"], e["end"])) for e in gold["entities"]]
    found = evaluate([(gold, extract(plan, spans=spans if given else None), plan.text)])
    return {one.group: (one.hits, one.wanted, one.found) for one in found.scores}


def test_given_spans_leave_only_names_to_get_wrong(tmp_path: Path) -> None:
    found = score(tmp_path, gold_of(NAMES), given=True)
    assert found["span"] == (4, 4, 4)
    assert found["span_exact"] == (4, 4, 4)
    assert found["put_back"] == (2, 2, 2)


def test_a_name_that_is_not_put_back_counts_against(tmp_path: Path) -> None:
    found = score(tmp_path, gold_of({**NAMES, "热泵": "高温热泵"}), given=True)
    assert found["put_back"] == (2, 3, 3)


def test_confidence_is_held_against_what_is_right(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    extraction = extract(read_plan(path))
    said = [one.confidence for one in extraction.entities]
    found = evaluate([(gold_of(NAMES), extraction, TEXT)])
    assert sum(row.said for row in found.confidence) == len(said)
    assert all(row.right <= row.said for row in found.confidence)
    itself = evaluate([({**asdict(extraction), "doc": "plan"}, extraction, TEXT)])
    assert all(row.right == row.said for row in itself.confidence)


def test_scores_are_counted_per_type_and_per_phenomenon(tmp_path: Path) -> None:
    found = score(tmp_path, gold_of({**NAMES, "热泵": "高温热泵"}), given=True)
    assert found["span/Technology"] == found["span"]
    assert found["span:listed"] == (3, 3, 3)
    assert found["span:alone"] == (1, 1, 1)
    assert found["span:restored"] == (3, 3, 3)


def test_every_error_stands_beside_its_sentence(tmp_path: Path) -> None:
    plan = read_plan(_written(tmp_path))
    gold = gold_of({"潮汐能": "潮汐能发电技术", "重点任务": "重点任务"})
    wrong = {
        one.label: one for one in evaluate([(gold, extract(plan), plan.text)]).disagreements if one.group == "span"
    }
    missed, extra = wrong["Technology 重点任务"], wrong["Technology 热泵"]
    assert (missed.missed, missed.line, missed.sentence) == (True, 2, "一、重点任务")
    assert (extra.missed, extra.line) == (False, 3)
    assert extra.sentence == "研究潮汐能、波浪能、温差能发电技术，推广热泵。"
    assert str(extra) == f"span + plan:3: Technology 热泵 | {extra.sentence}"


def test_a_relation_s_confidence_is_held_against_what_is_right(tmp_path: Path) -> None:
    text = "某省方案\n一、重点任务\n支持大连建设海上风电产业集群。支持鞍山发展氢冶金。\n"
    path = tmp_path / "plan.txt"
    path.write_text(text, encoding="utf-8")
    extraction = extract(read_plan(path))
    assert extraction.relations
    gold = asdict(extraction)
    itself = evaluate([(gold, extraction, text)]).relation_confidence
    assert sum(row.said for row in itself) == sum(row.right for row in itself) == len(extraction.relations)
    gold["relations"] = gold["relations"][1:]
    assert sum(row.right for row in evaluate([(gold, extraction, text)]).relation_confidence) < len(
        extraction.relations
    )


def test_a_surer_end_makes_a_surer_relation() -> None:
    sure = [relation_confidence("place.in", 0.85, [0.97, end]) for end in (0.2, 0.5, 0.8, 0.99)]
    assert sure == sorted(sure)
    assert sure[0] < sure[-1] < 0.9
    assert relation_confidence("bracket", 0.93, [0.9]) >= 0.9


def _written(folder: Path) -> Path:
    path = folder / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path
