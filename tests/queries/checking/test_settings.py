"""Severities and silences that people choose, and reports written and read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from cetu.corpus.reading import read_plan
from cetu.extract.extracting import extract
from cetu.ontology.errors import AlignError
from cetu.queries.checking.checking import check
from cetu.queries.checking.exchange import from_json, to_json
from cetu.queries.checking.findings import Review
from cetu.queries.checking.settings import NAME, Settings, read_settings, settings_beside
from cetu.queries.checking.showing import lines

TEXT = (
    "辽宁省氢能产业发展实施方案（2022—2030年）\n\n一、主要目标\n\n到2025年，非化石能源消费比重达到13.7%左右。\n\n"
    "二、重点任务\n\n（一）推进非化石能源利用。到2025年，非化石能源消费比重达到15%。\n\n"
    "（二）培育集群。壮大菱镁精深加工产业集群。\n"
)
WRONG = [
    ("[severity]\nnonsense = 'off'\n", "没有规则 nonsense"),
    ("[severity]\ncluster-once = 'loud'\n", "严重程度"),
    ("[[silence]]\nrule = 'cluster-once'\n", "reason"),
    ("[[silence]]\nreason = 'x'\n", "二选一"),
    ("[[silence]]\nreason = 'x'\nrule = 'cluster-once'\nline = 3\n", "只能有"),
    ("[silence]\nreason = 'x'\n", "双方括号"),
    ("[rules]\n", "不认识 rules"),
    ("severity = 3\n", "应是一张表"),
    ("这不是 TOML", "TOML"),
]


def review(tmp_path: Path, settings: Settings | None = None) -> Review:
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    plan = read_plan(path)
    return check(plan, extract(plan), settings=settings)


def settings(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / NAME
    path.write_text(text, encoding="utf-8")
    return read_settings(path)


def test_a_finding_is_silenced_by_its_id_and_stays_in_the_report(tmp_path: Path) -> None:
    (one,) = [one for one in review(tmp_path).findings if one.rule == "number-differs"]
    chosen = settings(tmp_path, f'[[silence]]\nfinding = "{one.id}"\nreason = "两处口径不同"\n')
    after = review(tmp_path, chosen)
    assert [found.silenced for found in after.findings if found.id == one.id] == ["两处口径不同"]
    assert after.counts["error"] == 0
    assert not after.worst_is("error")
    assert after.unused == ()


def test_a_rule_is_silenced_at_words_in_one_plan(tmp_path: Path) -> None:
    entry = '[[silence]]\nrule = "cluster-once"\nwords = "菱镁"\nplan = "{}"\nreason = "只此一处"\n'
    here, elsewhere = (review(tmp_path, settings(tmp_path, entry.format(plan))) for plan in ("plan", "other"))
    assert [one.silenced for one in here.findings if one.rule == "cluster-once"] == ["只此一处"]
    assert [one.silenced for one in elsewhere.findings if one.rule == "cluster-once"] == [""]


def test_a_silence_of_no_use_is_told(tmp_path: Path) -> None:
    chosen = settings(tmp_path, '[[silence]]\nfinding = "0000000000"\nreason = "旧"\n')
    assert review(tmp_path, chosen).unused == ("0000000000",)


def test_a_severity_is_changed_and_a_rule_left_out(tmp_path: Path) -> None:
    chosen = settings(tmp_path, '[severity]\ncluster-once = "error"\nnumber-differs = "off"\n')
    found = {one.rule: one.severity for one in review(tmp_path, chosen).findings}
    assert found["cluster-once"] == "error"
    assert "number-differs" not in found
    assert "cluster-once" not in {one.rule for one in review(tmp_path, Settings().without(["cluster-once"])).findings}


def test_the_settings_beside_a_plan_are_found(tmp_path: Path) -> None:
    settings(tmp_path, '[severity]\ncluster-once = "off"\n')
    assert settings_beside(tmp_path / "plan.txt").severity == {"cluster-once": "off"}
    assert settings_beside(tmp_path / "other" / "plan.txt") == Settings()


@pytest.mark.parametrize(("text", "why"), WRONG)
def test_settings_that_are_wrong_say_where(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(AlignError, match=why):
        settings(tmp_path, text)


def test_a_review_is_the_same_when_it_is_read_back(tmp_path: Path) -> None:
    found = review(tmp_path)
    assert from_json(to_json([found])) == (found,)
    with pytest.raises(AlignError, match="cetu check"):
        from_json("{}")


def test_the_carets_stand_under_the_words(tmp_path: Path) -> None:
    shown = list(lines(review(tmp_path), "plan.txt"))
    at = next(index for index, line in enumerate(shown) if "number-differs" in line)
    assert shown[at].startswith("plan.txt:9:")
    source, carets = shown[at + 1], shown[at + 2]
    assert "非化石能源消费比重达到15%" in source
    assert set(carets.strip()) == {"^"}
