"""Every rule of `cetu check`: a text that breaks it, where the finding stands, and a text like it that is sound."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest
from openpyxl import Workbook

from cetu.corpus.reading import read_plan
from cetu.extract.extracting import extract
from cetu.ontology.errors import AlignError
from cetu.queries.alignment.basis import Holding
from cetu.queries.checking.checking import check
from cetu.queries.checking.findings import Review, rules

HEAD = "辽宁省氢能产业发展实施方案（2022—2030年）\n\n"
AIMS = "一、主要目标\n\n到2025年，非化石能源消费比重达到13.7%左右。\n\n"
TASKS = "二、重点任务\n\n（一）推进非化石能源利用。研发电解水制氢技术。\n\n"

BROKEN = [
    (
        "number-differs",
        AIMS + "二、重点任务\n\n（一）推进非化石能源利用。到2025年，非化石能源消费比重达到15%。\n",
        "非化石能源消费比重达到15%",
        AIMS + "二、重点任务\n\n（一）推进非化石能源利用。到2025年，非化石能源消费比重达到13.7%。\n",
    ),
    (
        "number-sum",
        AIMS + TASKS + "（二）建设加氢站。全省共建设加氢站30座，其中沈阳市15座、大连市20座。\n",
        "共建设加氢站30座，其中沈阳市15座、大连市20座",
        AIMS + TASKS + "（二）建设加氢站。全省共建设加氢站35座，其中沈阳市15座、大连市20座。\n",
    ),
    (
        "number-change",
        AIMS + TASKS + "（二）优化结构。绿氢占比由20%提高到35%，提高10个百分点。\n",
        "由20%提高到35%，提高10个百分点",
        AIMS + TASKS + "（二）优化结构。绿氢占比由20%提高到35%，提高15个百分点。\n",
    ),
    (
        "year-before-baseline",
        "一、主要目标\n\n到2025年，单位地区生产总值能耗比2030年下降14.5%。\n\n" + TASKS,
        "单位地区生产总值能耗比2030年下降14.5%",
        "一、主要目标\n\n到2025年，单位地区生产总值能耗比2020年下降14.5%。\n\n" + TASKS,
    ),
    (
        "list-count",
        AIMS + TASKS + "（二）推进试点。支持沈阳、大连、阜新、盘锦等3个市建设示范城市。\n",
        "沈阳、大连、阜新、盘锦",
        AIMS + TASKS + "（二）推进试点。支持沈阳、大连、阜新等3个市建设示范城市。\n",
    ),
    (
        "list-unnamed",
        AIMS + TASKS + "（二）推进试点。推进本溪、铁岭等5个国家示范基地建设。\n",
        "本溪、铁岭",
        AIMS + TASKS + "（二）推进试点。推进本溪、铁岭等2个国家示范基地建设。\n",
    ),
    (
        "heading-order",
        AIMS + TASKS + "（三）建设加氢站。布局加氢站。\n\n（四）培育企业。培育龙头企业。\n",
        "（三）建设加氢站。",
        AIMS + TASKS + "（二）建设加氢站。布局加氢站。\n\n（三）培育企业。培育龙头企业。\n",
    ),
    (
        "citation-title",
        "为落实《2030年前碳达峰行动的方案》，制定本方案。\n\n" + AIMS + TASKS,
        "2030年前碳达峰行动的方案",
        "为落实《2030年前碳达峰行动方案》，制定本方案。\n\n" + AIMS + TASKS,
    ),
    (
        "citation-differs",
        "依据《辽宁省氢能产业技术发展规划》，制定本方案。\n\n"
        + AIMS
        + TASKS
        + "（二）衔接《辽宁省氢能产业技术发展的规划》。\n",
        "辽宁省氢能产业技术发展的规划",
        "依据《辽宁省氢能产业技术发展规划》，制定本方案。\n\n"
        + AIMS
        + TASKS
        + "（二）衔接《吉林省氢能产业技术发展规划》。\n",
    ),
    (
        "body-names",
        AIMS
        + TASKS
        + "（二）建设加氢站。布局加氢站。（省住建厅负责）\n\n（三）建设管网。布局管网。（省住房城乡建设厅负责）\n",
        "省住房城乡建设厅",
        AIMS + TASKS + "（二）建设加氢站。布局加氢站。（省住建厅负责）\n\n（三）建设管网。布局管网。（省住建厅负责）\n",
    ),
    (
        "target-no-task",
        "一、主要目标\n\n到2025年，森林覆盖率达到42.5%。\n\n" + TASKS,
        "森林覆盖率达到42.5%",
        "一、主要目标\n\n到2025年，森林覆盖率达到42.5%。\n\n" + TASKS + "（二）提升碳汇。扩大森林面积。\n",
    ),
    (
        "cluster-once",
        AIMS + TASKS + "（二）培育集群。壮大菱镁精深加工产业集群。\n",
        "菱镁精深加工产业集群",
        AIMS + TASKS + "（二）培育集群。壮大菱镁精深加工产业集群。支持菱镁精深加工产业集群延链。\n",
    ),
    (
        "regions-silent",
        AIMS + TASKS + "（二）推进试点。在沈阳、大连、营口、阜新、盘锦建设加氢站。\n",
        "辽宁省氢能产业发展实施方案",
        AIMS + TASKS + "（二）推进试点。在沈阳、大连建设加氢站。\n",
    ),
]

LINKED = "（省科技厅负责）\n\n"
DUTIES = [
    (
        "task-no-body",
        "".join(f"（{n}）发展氢能。研发电解水制氢技术。{LINKED}" for n in "一二三四")
        + "（五）发展储能。研发固态电池技术。\n",
    ),
    (
        "task-no-deadline",
        "".join(f"（{n}）发展氢能。到2025年，研发电解水制氢技术。\n\n" for n in "一二三四")
        + "（五）发展储能。研发固态电池技术。\n",
    ),
    (
        "task-bare",
        "".join(f"（{n}）发展氢能。研发电解水制氢技术。{LINKED}" for n in "一二三四")
        + "（五）营造氛围。引导全民参与。\n",
    ),
    ("no-body", "".join(f"（{n}）发展氢能。研发电解水制氢技术。\n\n" for n in "一二三四五")),
]
BOX = (
    "二、重点任务\n\n（一）发展氢能技术。研发电解水制氢技术、管道输氢技术、固态储氢技术。\n\n专栏一 氢能技术\n\n"
    "制氢技术：研发电解水制氢技术、光催化制氢技术等。\n\n空冷技术：研发大型空冷塔技术、高效换热器技术等。\n\n（二）培育企业。培育龙头企业。\n"
)

Checked = Callable[[str], Review]


@pytest.fixture
def checked(tmp_path: Path) -> Checked:
    """The review of a text."""

    def review(text: str) -> Review:
        path = tmp_path / "plan.txt"
        path.write_text(text, encoding="utf-8")
        plan = read_plan(path)
        found = check(plan, extract(plan))
        assert all(
            plan.text[place.start : place.end] == place.quote
            for one in found.findings
            for place in (one.place, *one.further)
        )
        return found

    return review


def said(review: Review, rule: str) -> list[str]:
    return ["".join(one.place.quote.split()) for one in review.findings if one.rule == rule]


@pytest.mark.parametrize(("rule", "broken", "words", "sound"), BROKEN, ids=[one[0] for one in BROKEN])
def test_a_rule_finds_what_breaks_it_and_lets_what_is_sound_alone(
    checked: Checked, rule: str, broken: str, words: str, sound: str
) -> None:
    found = said(checked(HEAD + broken), rule)
    assert len(found) == 1
    assert words in found[0]
    assert said(checked(HEAD + sound), rule) == []


@pytest.mark.parametrize(("rule", "text"), DUTIES, ids=[one[0] for one in DUTIES])
def test_tasks_are_told_of_what_their_plan_s_tasks_usually_have(checked: Checked, rule: str, text: str) -> None:
    found = said(checked(HEAD + AIMS + "二、重点任务\n\n" + text), rule)
    assert found == [
        "（一）发展氢能。" if rule == "no-body" else "（五）" + ("营造氛围。" if rule == "task-bare" else "发展储能。")
    ]


def test_tasks_beside_those_that_say_how_the_plan_is_carried_out_need_no_body(checked: Checked) -> None:
    (_, text) = next(one for one in DUTIES if one[0] == "task-no-body")
    lost = (
        "三、有力推进\n\n（一）加强组织领导。建立机制。\n\n（二）做好设计。编制规划。\n\n（三）加强宣传。开展活动。\n"
    )
    ordered = text.replace("（五）发展储能。研发固态电池技术。\n", "")
    assert said(checked(HEAD + AIMS + "二、重点任务\n\n" + ordered + lost), "task-no-body") == []


def test_an_estimated_effect_is_no_target_that_tasks_have_to_speak_of(checked: Checked) -> None:
    effects = "三、环境影响分析\n\n到2025年，减少二氧化硫排放量约50万吨。\n"
    aimed = effects.replace("环境影响分析", "预期目标")
    found = [said(checked(HEAD + AIMS + TASKS + text), "target-no-task") for text in (effects, aimed)]
    assert ["二氧化硫" in "".join(quotes) for quotes in found] == [False, True]


def test_a_box_that_counts_anew_is_several_and_says_nothing_of_its_task(checked: Checked) -> None:
    entries = "空冷技术。研发大型空冷塔技术、高效换热器技术等。\n\n"
    text = BOX[: BOX.index("制氢技术：")] + f"1.{entries}2.制氢技术。研发制氢。\n\n"
    assert len(said(checked(HEAD + AIMS + text + "（二）培育企业。培育龙头企业。\n"), "body-lacks")) == 1
    again = f"1.{entries}".replace("空冷", "湿冷")
    assert said(checked(HEAD + AIMS + text + again + "（二）培育企业。培育龙头企业。\n"), "body-lacks") == []


def test_a_box_and_its_task_are_held_to_each_other(checked: Checked) -> None:
    review = checked(HEAD + AIMS + BOX)
    (lacks,) = [one for one in review.findings if one.rule == "box-lacks"]
    assert "管道输氢" in lacks.message
    assert "电解水制氢" not in lacks.message
    assert said(review, "body-lacks") == ["空冷技术："]


def test_a_box_needs_no_means_that_serve_everything(checked: Checked) -> None:
    text = BOX.replace("管道输氢", "人工智能、管道输氢", 1)
    assert "人工智能" in text
    (lacks,) = [one for one in checked(HEAD + AIMS + text).findings if one.rule == "box-lacks"]
    assert "人工智能" not in lacks.message
    assert "管道输氢" in lacks.message


UNNAMED = [
    ("推进本溪、铁岭等5个示范基地建设。", 1),
    ("截至2022年底，培育本溪、铁岭等5个示范基地。", 0),
    ("已建成本溪、铁岭等5个示范基地。", 0),
    ("实施赠苗造林、基地建设、补植培育、“四旁”植树、发展示范等五大行动。", 0),
]


@pytest.mark.parametrize(("text", "count"), UNNAMED)
def test_a_list_without_names_counts_where_something_is_ordered(checked: Checked, text: str, count: int) -> None:
    review = checked(HEAD + AIMS + f"二、重点任务\n\n（一）开展示范。{text}\n")
    assert len(said(review, "list-unnamed")) == count


def test_a_period_of_planning_is_a_deadline(checked: Checked) -> None:
    (_, text) = next(one for one in DUTIES if one[0] == "task-no-deadline")
    mended = text.replace("研发固态电池技术", "力争“十四五”期间突破固态电池技术")
    assert mended != text
    assert said(checked(HEAD + AIMS + "二、重点任务\n\n" + mended), "task-no-deadline") == []


def test_a_higher_aim_beside_a_sure_one_is_no_contradiction(checked: Checked) -> None:
    text = HEAD + AIMS.replace("。", "，力争达到16%。") + TASKS
    assert said(checked(text), "number-differs") == []


def test_every_rule_is_held_by_a_test() -> None:
    assert {one[0] for one in BROKEN} | {one[0] for one in DUTIES} | {"box-lacks", "body-lacks"} == set(rules())


def test_a_cited_title_is_held_to_the_documents_at_hand(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(HEAD + "依据《辽宁省海洋氢能装备发展的规划》，制定本方案。\n\n" + AIMS + TASKS, encoding="utf-8")
    plan = read_plan(path)
    shelf = [Holding("ocean", "辽宁省海洋氢能装备发展规划", None)]
    found = [one.message for one in check(plan, extract(plan), shelf=shelf).findings if one.rule == "citation-title"]
    assert found == ["引用《辽宁省海洋氢能装备发展的规划》，正式题名是《辽宁省海洋氢能装备发展规划》"]


def test_the_shipped_plan_s_findings_are_those_that_were_read_and_found_true() -> None:
    plan = read_plan(Path(str(resources.files("cetu.corpus").joinpath("liaoning-2023.txt"))))
    review = check(plan, extract(plan))
    assert review.counts["error"] == 0
    (silent,) = [one.message for one in review.findings if one.rule == "regions-silent"]
    assert silent.endswith("鞍山市、抚顺市、丹东市、锦州市、辽阳市、朝阳市、葫芦岛市")
    (unnamed,) = [one for one in review.findings if one.rule == "list-unnamed"]
    assert "本溪、铁岭等5个" in unnamed.message
    assert "只写出2个" in unnamed.message


def test_a_text_that_is_no_plan_says_why(checked: Checked) -> None:
    with pytest.raises(AlignError, match="不像一份规划"):
        checked("今天天气很好。\n")


def test_a_sheet_is_a_plan_only_where_it_holds_the_text_of_one(tmp_path: Path) -> None:
    figures = "指标\t2025年\n\n到2025年，非化石能源消费比重达到13.7%左右。\n"
    for name, lines in (("指标.xlsx", figures), ("规划.xlsx", "一、主要目标\n" + figures)):
        book = Workbook()
        for line in lines.splitlines():
            book.worksheets[0].append(line.split("\t"))
        book.save(tmp_path / name)
    assert check(read_plan(tmp_path / "规划.xlsx"))
    with pytest.raises(AlignError, match=r"指标\.xlsx: 是表格，里面没有规划正文"):
        check(read_plan(tmp_path / "指标.xlsx"))


def test_the_same_plan_gives_the_same_findings(checked: Checked) -> None:
    text = HEAD + BROKEN[0][1]
    assert checked(text) == checked(text)
