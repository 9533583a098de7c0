"""Tasks side by side: counterparts, parts of counterparts, none; what people decided."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cetu.corpus.plan import Plan
from cetu.extract.extraction import Extraction
from cetu.ontology.errors import AlignError
from cetu.queries.alignment.aligning import align
from cetu.queries.alignment.decisions import decisions_bytes, read_decisions
from cetu.queries.alignment.rows import Alignment, Side

Read = tuple[Plan, Extraction]
Write = Callable[..., Read]
HEAD = "判断\t类别\t左规划\t左\t右规划\t右\t说明\n"


def pairs(found: Alignment, kind: str = "task") -> dict[tuple[str | None, str | None], str]:
    return {(name_of(row.left), name_of(row.right)): row.relation for row in found.of(kind)}


def name_of(side: Side | None) -> str | None:
    return side.name if side else None


def test_every_task_of_the_parent_has_its_counterpart_or_none(alignment: Alignment) -> None:
    assert pairs(alignment) == {
        ("强化氢能技术攻关", "开展氢能技术研究"): "counterpart",
        ("建设加氢基础设施", "推动加氢设施布局"): "counterpart",
        ("开展国际标准合作", None): "missing",
        (None, "发展菱镁精深加工"): "extra",
    }


def test_a_broken_pair_stays_broken_and_a_confirmed_one_is_made(nation: Read, province: Read, tmp_path: Path) -> None:
    file = tmp_path / "decisions.tsv"
    file.write_text(
        HEAD
        + "否定\ttask\tnation\t建设加氢基础设施\tprovince\t推动加氢设施布局\t不是一回事\n"
        + "确认\ttask\tnation\t开展国际标准合作\tprovince\t发展菱镁精深加工\t\n",
        encoding="utf-8-sig",
    )
    found = align(nation, province, decisions=read_decisions(file))
    assert ("建设加氢基础设施", "推动加氢设施布局") not in pairs(found)
    (row,) = [row for row in found.of("task") if row.verdict == "confirmed"]
    assert row.left and row.left.name == "开展国际标准合作" and row.score == 1.0


def test_a_broken_pair_of_targets_stays_broken(nation: Read, province: Read, tmp_path: Path) -> None:
    first = align(nation, province)
    lines = decisions_bytes(first.rows).decode("utf-8-sig").splitlines()
    file = tmp_path / "decisions.tsv"
    file.write_text(
        "\n".join(f"否定{line}" if line.startswith("\ttarget") else line for line in lines), encoding="utf-8"
    )
    again = align(nation, province, decisions=read_decisions(file))
    made = {row.id for row in first.of("target") if row.matched}
    assert made and not made & {row.id for row in again.of("target")}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a\tb\n", "表头"),
        (HEAD + "也许\ttask\ta\tb\tc\td\t\n", "line 2"),
        (HEAD + "确认\t东西\ta\tb\tc\td\t\n", "类别"),
    ],
)
def test_a_file_of_decisions_that_is_wrong_is_refused_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "decisions.tsv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(AlignError, match=words):
        read_decisions(file)


def test_a_plan_against_itself_is_an_empty_report_that_says_so(nation: Read) -> None:
    found = align(nation, nation)
    assert found.rows == () and "完全相同" in found.remarks[0]


def test_two_plans_with_nothing_in_common_say_so(write: Write) -> None:
    one = write("茶叶产业振兴方案\n\n一、茶园改造\n\n（一）低产茶园改造。修剪老茶树。\n", "tea")
    other = write("体育赛事管理办法\n\n一、裁判员选派\n\n（一）选派裁判。公布名单。\n", "sport")
    assert "没有共同的内容" in align(one, other).remarks[0]


def test_two_plans_with_next_to_nothing_in_common_ask_whether_the_file_is_right(write: Write, nation: Read) -> None:
    tea = "".join(f"（{n}）{what}改造。修剪{what}树。\n\n" for n, what in zip("一二三四五", "茶桑棉麻菇", strict=True))
    many = "".join(
        f"（{at}）建设{what}市场。培育{what}企业{at}家。\n\n" for at, what in enumerate("米面油盐酱醋糖酒" * 3, 6)
    )
    one = write(f"茶叶产业振兴方案\n\n一、重点任务\n\n{tea}{many}（三十）加强科普。应用大数据。\n", "tea")
    other = write("体育赛事发展意见\n\n一、重点任务\n\n（一）选派裁判。公布名单，应用大数据。\n", "sport")
    (first, *_) = align(one, other).remarks
    assert "共同的内容很少" in first and "选错了文件" in first
    assert not any("很少" in one for one in align(nation, write(nation[0].text + "（四）宣传。\n", "next")).remarks)


def test_what_is_no_plan_is_refused_and_says_why(write: Write, nation: Read) -> None:
    with pytest.raises(AlignError, match="不像一份规划"):
        align(nation, write("春眠不觉晓，处处闻啼鸟。\n", "poem"))


def test_the_same_input_gives_the_same_rows(nation: Read, province: Read) -> None:
    assert align(nation, province) == align(nation, province)


def test_the_shipped_plan_aligns_with_another(nation: Read, shipped: Read) -> None:
    found = align(nation, shipped)
    stricter = [row for row in found.of("target") if row.relation == "stricter"]
    assert [row.right and row.right.said for row in stricter] == ["2025年比2020年下降14.5%"]


LOST = """氢能产业发展方案

一、总体要求

（一）基本原则。坚持安全第一。

（二）发展目标。到2025年，建成加氢站10座。

（一）攻关氢能技术。开展海水制氢技术研究，建设氢能实验室。

（二）建设加氢站。在高速公路服务区建设加氢站。

二、保障措施

（一）加强组织领导。建立工作机制。
"""


def test_tasks_behind_a_lost_chapter_heading_are_tasks(write: Write) -> None:
    found = align(write(LOST, "left"), write(LOST.replace("（一）攻关", "二、重点任务\n\n（一）攻关"), "right"))
    assert {"攻关氢能技术", "建设加氢站", "加强组织领导"} == {row.left.name for row in found.of("task") if row.left}
    assert all(row.relation == "counterpart" for row in found.of("task"))


def test_what_a_chapter_says_of_its_meaning_is_no_task(write: Write) -> None:
    meant = "（一）深刻领会重大意义。作出2060年前实现碳中和的决策，加快绿色转型。\n\n（二）"
    left, right = (LOST.replace("（一）基本原则", f"{meant}基本原则") for _ in range(2))
    found = align(write(left, "left"), write(right.replace("氢能实验室", "储能实验室"), "right"))
    assert "深刻领会重大意义" not in {side.name for row in found.rows for side in (row.left, row.right) if side}


PARAGRAPHS = """某省工业绿色发展规划

一、主要任务

（一）完善绿色制造支撑体系。
健全绿色设计推行机制。引导企业采取自我声明方式开展绿色设计评价。
{lead}
推动企业上市融资。扩大绿色信贷投放，完善惩罚性电价政策，推进用能权交易市场建设，健全政府采购政策。

（二）打造人才队伍。加强专业学科建设，完善人才评价和激励机制，构筑科研创新高地。
"""


@pytest.mark.parametrize(
    ("lead", "paired"),
    [
        ("贯通绿色供应链管理。鼓励汽车生产企业构建数据支撑、网络共享的绿色供应链。", True),
        ("压减落后产能。依法依规淘汰烧结机、焦炉，严控新增水泥熟料。", False),
    ],
)
def test_a_paragraph_with_a_sentence_for_its_heading_answers_to_a_task(write: Write, lead: str, paired: bool) -> None:
    parent = write(PARAGRAPHS.format(lead=lead), "left")
    tasks = "（一）构建供应链管理体系。汽车企业要建立网络共享的供应链。\n\n（二）压减产能。做好矿山关闭。\n"
    child = write(f"某市制造业绿色发展方案\n\n一、主要任务\n\n{tasks}", "right")
    found = align(parent, child)
    assert (("完善绿色制造支撑体系", "构建供应链管理体系") in pairs(found)) is paired
