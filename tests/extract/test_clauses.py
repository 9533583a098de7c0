"""A sentence is cut into clauses, and each says what governs and what is governed."""

from __future__ import annotations

import pytest

from cetu.extract.clauses import Clause, read_clause, split_clauses

# (clause, object, stage, kind of verb, topic, closing noun)
READ = [
    ("研发钙钛矿电池", "钙钛矿电池", "develop", "strong", "", ""),
    ("加快推广空气源热泵", "空气源热泵", "deploy", "strong", "", ""),
    ("开展干热岩发电技术研究", "干热岩发电技术", "research", "light", "", "研究"),
    ("开展潮流能发电示范", "潮流能发电", "demonstrate", "light", "", "示范"),
    ("研发并推广低温余热发电", "低温余热发电", "deploy", "strong", "", ""),
    ("建设零碳园区", "零碳园区", "demonstrate", "build", "", ""),
    ("淘汰燃煤小锅炉", "燃煤小锅炉", "restrict", "strong", "", ""),
    ("围绕绿色建筑领域", "绿色建筑领域", None, "", "围绕", ""),
    ("依托重庆大学", "重庆大学", None, "", "依托", ""),
    ("在成都、绵阳", "成都、绵阳", None, "", "在", ""),
    ("示范工程建设取得进展", "示范工程建设取得进展", None, "", "", ""),
    ("到2030年研发光热发电", "光热发电", "develop", "strong", "", ""),
]
SPLIT = [
    ("研发甲，推广乙；建设丙。", ["研发甲", "推广乙", "建设丙"]),
    ("研发燃料电池（质子交换膜，固体氧化物）。", ["研发燃料电池（质子交换膜，固体氧化物）"]),
    ("实施“一廊，三带”工程，推广热泵", ["实施“一廊，三带”工程", "推广热泵"]),
    ("攻克关键材料并推广应用热泵", ["攻克关键材料", "并推广应用热泵"]),
    ("合并同类项目", ["合并同类项目"]),
    ("，。", []),
    ("", []),
]


def read(text: str, before: Clause | None = None) -> Clause:
    return read_clause(text, 0, len(text), before)


@pytest.mark.parametrize(("text", "governed", "stage", "kind", "topic", "tail"), READ)
def test_a_clause_says_what_governs_what(
    text: str, governed: str, stage: str | None, kind: str, topic: str, tail: str
) -> None:
    clause = read(text)
    said = (text[slice(*clause.object)], clause.stage, clause.kind, clause.topic, clause.tail)
    assert said == (governed, stage, kind, topic, tail)


def test_a_clause_without_a_verb_takes_the_one_before() -> None:
    clause = read("膜分离技术", read("研发吸附技术"))
    assert (clause.continued, clause.stage, [v.form for v in clause.verbs]) == (True, "develop", ["研发"])


def test_a_topic_hands_on_no_verb() -> None:
    assert not read("膜分离技术", read("围绕化工领域")).continued


@pytest.mark.parametrize(("text", "clauses"), SPLIT)
def test_a_sentence_is_cut_outside_brackets_and_quotes(text: str, clauses: list[str]) -> None:
    assert [text[a:b] for a, b in split_clauses(text, 0, len(text))] == clauses


def test_only_the_asked_span_is_cut() -> None:
    text = "甲，研发乙，丙"
    assert [text[a:b] for a, b in split_clauses(text, 2, 5)] == ["研发乙"]
