"""Paragraphs, sentences and who is responsible."""

from __future__ import annotations

import pytest

from cetu.corpus.reading import plan_from_text, read_plan, shipped_plan
from cetu.corpus.structure import paragraphs, responsibility_brackets, sentences
from cetu.corpus.view import repair

SENTENCES = [
    ("研发储能。推广氢能！", ["研发储能。", "推广氢能！"]),
    ("研发储能；推广氢能", ["研发储能；", "推广氢能"]),
    ("实施“建。管”工程（见附件；下同），推广。", ["实施“建。管”工程（见附件；下同），推广。"]),
    ("他说：“研发。”推广氢能。", ["他说：“研发。”推广氢能。"]),
    ("（未闭合的括号。后一句。", ["（未闭合的括号。", "后一句。"]),
    ("第一行。\n第二行", ["第一行。", "第二行"]),
]

DUTIES = [
    ("推广氢能。（省科技厅牵头，省财政厅、各市（区）政府配合）", ["（省科技厅牵头，省财政厅、各市（区）政府配合）"]),
    ("推广氢能。（市发展改革委、市能源局按职责分工负责）", ["（市发展改革委、市能源局按职责分工负责）"]),
    ("推广氢能。〔责任单位：市能源局，各区（市）政府〕", ["〔责任单位：市能源局，各区（市）政府〕"]),
    ("推广氢能。（省发展改革委、省经信厅）", ["（省发展改革委、省经信厅）"]),
    ("牵头单位：省科技厅；配合单位：省财政厅", ["牵头单位：省科技厅；配合单位：省财政厅"]),
    ("推广碳捕集（CCUS）。建设基地（含定州、辛集市）。（试行）", []),
    ("落实负责人制度（园区负责）并推广。", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences_keep_quotes_and_brackets_whole(text: str, expected: list[str]) -> None:
    view = repair(text)
    assert [view.text[a:b] for a, b in sentences(view, 0, len(view.text))] == expected


@pytest.mark.parametrize(("text", "expected"), DUTIES)
def test_brackets_and_lines_of_responsible_bodies(text: str, expected: list[str]) -> None:
    plan = plan_from_text(text, "plan")
    assert [text[a:b] for a, b, _ in responsibility_brackets(plan)] == expected


def test_a_bracket_belongs_to_the_section_it_stands_in() -> None:
    plan = plan_from_text("一、任务\n（一）推广氢能。建设基地。（省科技厅负责）\n（二）推广储能。建设电站。", "plan")
    ((_, _, section),) = responsibility_brackets(plan)
    assert section is not None and plan.sections[section].title == "推广氢能"


def test_every_line_comes_once_with_its_innermost_section() -> None:
    plan = read_plan(shipped_plan())
    seen = list(paragraphs(plan))
    assert "\n".join(plan.view.text[a:b] for _, a, b in seen) == plan.view.text
    by_text = {plan.view.text[a : a + 7]: index for index, a, b in seen}
    index = by_text["新型储能技术："]
    assert index is not None and plan.sections[index].title == "新型储能技术"
    parent = plan.sections[index].parent
    assert parent is not None and plan.sections[parent].number == "专栏一"
