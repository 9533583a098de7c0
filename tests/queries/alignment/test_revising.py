"""A draft and its revision: revisions of the shipped plan, each with one change that must be found, and little else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cetu.corpus.plan import Plan
from cetu.extract.extraction import Extraction
from cetu.queries.alignment.revising import diff
from cetu.queries.alignment.rows import relations

Read = tuple[Plan, Extraction]
Write = Callable[..., Read]
CHANGES = [
    # words of the shipped plan, what they become, the row that says so: kind, relation, words of its reason
    ("比 2020 年下降 14.5%", "比 2020 年下降 15%", ("target", "number-changed", "更严")),
    ("形成 20 个以上具有显著影响力", "形成 15 个以上具有显著影响力", ("target", "number-changed", "15个以上")),
    ("，建设 20 个碳中和相关领域重点实验室和绿色技术创新中心", "", ("target", "dropped", "新稿没有")),
    (
        "绿色低碳科技创新生态全面优化，",
        "建成 5 个零碳园区，绿色低碳科技创新生态全面优化，",
        ("target", "added", "旧稿没有"),
    ),
    ("（四）加强固碳增汇技术创新。", "（四）强化固碳增汇技术研究。", ("task", "renamed", "强化固碳增汇技术研究")),
    ("新型火法炼锌技术，", "", ("technology", "dropped", "新稿没有")),
    ("渔业碳汇技术、", "渔业碳汇技术、红树林碳汇技术、", ("technology", "added", "旧稿没有")),
    (
        "研制基于宽禁带半导体材料的核心电力器件和装备",
        "研究基于宽禁带半导体材料的核心电力器件和装备",
        ("verb", "softer", "力度减弱"),
    ),
    ("支持阜新建设大规模可再生能源消纳基地；", "", ("measure", "dropped", "没有这一句")),
    ("工程化推进落实。", "工程化推进落实。（省科技厅牵头，省财政厅配合）", ("body", "added", "旧稿没有")),
]


def revised(plan: Plan, old: str, new: str) -> str:
    assert old in plan.text, old
    return plan.text.replace(old, new)


@pytest.mark.parametrize(("old", "new", "wanted"), CHANGES, ids=[case[0][:16] for case in CHANGES])
def test_a_change_of_the_shipped_plan_is_found(
    shipped: Read, write: Write, old: str, new: str, wanted: tuple[str, str, str]
) -> None:
    found = diff(shipped, write(revised(shipped[0], old, new), "liaoning-2023"))
    said = [(row.kind, row.relation, row.reason) for row in found.rows]
    assert any((kind, relation) == wanted[:2] and wanted[2] in reason for kind, relation, reason in said), said
    assert len(said) <= 6, said  # one change has a few faces (a figure, its sentence), and no more


def test_tasks_that_change_places_have_moved(shipped: Read, write: Write) -> None:
    text = shipped[0].text
    a, b, c = (text.index(mark) for mark in ("（七）培育壮大", "（八）加强绿色", "（九）深化绿色"))
    swapped = text[:a] + text[b:c].replace("（八）", "（七）", 1) + text[a:b].replace("（七）", "（八）", 1) + text[c:]
    found = diff(shipped, write(swapped, "liaoning-2023"))
    assert [(row.kind, row.relation) for row in found.rows] == [("task", "moved")]


def test_a_sentence_that_stands_under_another_task_has_moved(shipped: Read, write: Write) -> None:
    text = shipped[0].text
    sentence = "建立绿色低碳科技成果技术库。"
    start = text.rindex("。", 0, text.index(sentence)) + 1
    sentence = text[start : text.index(sentence) + len(sentence)]
    there = text.index("。", text.index("（六）推动绿色低碳科技创新平台提质增效")) + 1
    moved = text[:start] + text[start + len(sentence) : there] + sentence + text[there:]
    found = diff(shipped, write(moved, "liaoning-2023"))
    assert [(row.kind, row.relation) for row in found.rows] == [("measure", "moved")]


def test_a_body_and_a_deadline_that_changed(write: Write) -> None:
    text = (
        "甲省氢能方案\n\n一、任务\n\n（一）建设加氢网络。在2025年底前建成加氢网络。（省能源局牵头，省科技厅配合）\n\n"
        "（二）攻关电解槽。攻克碱性电解槽技术。（省科技厅负责）\n"
    )
    changed = text.replace("省能源局牵头", "省住房城乡建设厅牵头").replace("2025年底前", "2026年底前")
    found = diff(write(text, "a"), write(changed, "a2"))
    said = {(row.kind, row.relation) for row in found.rows}
    assert {("body", "other-body"), ("deadline", "later")} <= said


def test_a_text_that_did_not_change_gives_nothing_and_says_so(shipped: Read) -> None:
    found = diff(shipped, shipped)
    assert found.rows == () and "完全相同" in found.remarks[0]


def test_a_text_that_was_only_laid_out_anew_gives_nothing(write: Write) -> None:
    text = "甲省氢能方案\n\n一、任务\n\n（一）建设加氢网络。建成加氢网络。\n"
    found = diff(write(text, "a"), write(text.replace("\n\n", "\n"), "b"))
    assert found.rows == () and "排版" in found.remarks[0]


def test_every_relation_is_one_of_the_table(shipped: Read, nation: Read, province: Read) -> None:
    from cetu.queries.alignment.aligning import align

    called = relations()
    for found in (align(nation, province), align(nation, shipped), diff(nation, province), diff(province, shipped)):
        assert {(row.kind, row.relation) for row in found.rows if row.kind not in called[row.relation].kinds} == set()
