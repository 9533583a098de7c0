"""Organisations by name, and the bodies that a bracket makes responsible."""

from __future__ import annotations

import pytest

from cetu.extract.institutions import bodies, institution_spans
from cetu.extract.places import find_places

# (bracket, bodies that lead, bodies that take part)
BRACKETS = [
    ("省能源局牵头，省财政厅、省生态环境厅按职责分工负责", ["省能源局"], ["省财政厅", "省生态环境厅"]),
    ("责任单位：市科技局、市财政局", ["市科技局"], ["市财政局"]),
    ("牵头单位：市科技局、市教育局；配合单位：市财政局", ["市科技局", "市教育局"], ["市财政局"]),
    ("省科技厅、省发展改革委牵头，省教育厅配合", ["省科技厅", "省发展改革委"], ["省教育厅"]),
    ("省自然资源厅负责", ["省自然资源厅"], []),
]
NAMED = [
    ("依托浙江大学和厦门大学开展研究", ["浙江大学", "厦门大学"]),
    ("与国家电网有限公司合作", ["国家电网有限公司"]),
    ("鼓励企业、高校院所和有关部门参与", []),
    ("加强科技部、生态环境部的指导", ["科技部", "生态环境部"]),
]


@pytest.mark.parametrize(("text", "leads", "takes_part"), BRACKETS)
def test_a_bracket_says_who_leads_and_who_takes_part(text: str, leads: list[str], takes_part: list[str]) -> None:
    found = [(text[d.start : d.end], d.role) for d in bodies(text, 0, len(text))]
    assert [name for name, role in found if role == "leads"] == leads
    assert [name for name, role in found if role == "takes_part"] == takes_part


@pytest.mark.parametrize("text", ["各市人民政府、有关部门按职责分工负责", "见附件", ""])
def test_nobody_named_is_nobody_responsible(text: str) -> None:
    assert [text[d.start : d.end] for d in bodies(text, 0, len(text))] == []


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_organisations_are_found_in_running_text(text: str, expected: list[str]) -> None:
    found = institution_spans(text, find_places(text, None))
    assert [text[a:b] for a, b in found] == expected
