"""Where a target holds, and what only tells of the past."""

from __future__ import annotations

import pytest

from cetu.corpus.reading import plan_from_text
from cetu.extract.extracting import extract
from cetu.extract.targetplaces import looks_back

HEAD = "云南省能源发展规划（2023—2027年）\n云南省人民政府\n一、主要目标\n"

# (sentence, [code of the region that each target holds for])
SCOPES = [
    ("到2027年，全省森林覆盖率达到66%。", ["530000"]),
    ("到2027年，昆明市森林覆盖率达到55%。", ["530100"]),
    ("到2027年，曲靖新增光伏装机200万千瓦，玉溪新增光伏装机100万千瓦。", ["530300", "530400"]),
    ("到2027年，湿地保护率达到60%。", [None]),
    ("到2027年，全市湿地保护率达到60%。", [None]),
]
BACK = ["发展基础", "“十三五”发展回顾", "发展现状与面临形势", "2024年工作回顾", "取得的成效", "发展基础和面临形势"]
AHEAD = ["夯实发展基础", "加强基础设施建设", "强化基础研究", "重点任务", "主要目标", "落实“十五五”规划"]


@pytest.mark.parametrize(("sentence", "codes"), SCOPES)
def test_a_target_holds_where_its_own_clause_says(sentence: str, codes: list[str | None]) -> None:
    assert [target.scope for target in extract(plan_from_text(HEAD + sentence, "case")).targets] == codes


@pytest.mark.parametrize(("title", "back"), [(t, True) for t in BACK] + [(t, False) for t in AHEAD])
def test_headings_that_look_back_are_told_from_those_that_order(title: str, back: bool) -> None:
    assert looks_back(title) is back


def test_what_has_been_reached_is_no_target() -> None:
    past, aim = "一、发展基础\n水电装机达到8000万千瓦。\n", "二、目标\n水电装机达到9000万千瓦。\n"
    text = f"云南省能源发展规划（2023—2027年）\n{past}{aim}"
    assert [target.value for target in extract(plan_from_text(text, "case")).targets] == [9000]
