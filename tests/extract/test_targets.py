"""Figures are targets with their comparator, unit and years; dates, thresholds and the past are none."""

from __future__ import annotations

import pytest

from cetu.extract.targets import Figure, find_targets

# (sentence, [(indicator, comparator, value, unit, year, baseline year)])
Said = tuple[str, str | None, float | int | None, str | None, int | None, int | None]
SAID: list[tuple[str, list[Said]]] = [
    ("到2030年，光伏发电装机达到1200万千瓦左右", [("光伏发电装机", "approx", 1200, "万千瓦", 2030, None)]),
    ("到2025年，建成10吉瓦光伏组件产能", [("光伏组件产能", "eq", 10, "吉瓦", 2025, None)]),
    ("到2025年，新增10兆瓦分布式光伏装机", [("分布式光伏装机", "increase", 10, "兆瓦", 2025, None)]),
    ("到2025年，培育绿色工厂200家以上", [("绿色工厂", "ge", 200, "家", 2025, None)]),
    ("到2025年，煤炭消费总量控制在2.1亿吨以内", [("煤炭消费总量", "le", 2.1, "亿吨", 2025, None)]),
    ("到2025年，林木蓄积量不低于9亿立方米", [("林木蓄积量", "ge", 9, "亿立方米", 2025, None)]),
    ("到2025年，供电煤耗不超过300克标准煤/千瓦时", [("供电煤耗", "le", 300, "克标准煤/千瓦时", 2025, None)]),
    (
        "到2025年，建成零碳园区8—10个",
        [("零碳园区", "ge", 8, "个", 2025, None), ("零碳园区", "le", 10, "个", 2025, None)],
    ),
    ("到2025年，单位工业增加值用水量比2020年下降16%", [("单位工业增加值用水量", "decrease", 16, "%", 2025, 2020)]),
    ("到2025年，全员劳动生产率较2020年提高20%", [("全员劳动生产率", "increase", 20, "%", 2025, 2020)]),
    (
        "到2025年，在2020年的基础上单位建筑面积能耗下降5%、碳排放下降7%",
        [("单位建筑面积能耗", "decrease", 5, "%", 2025, 2020), ("碳排放", "decrease", 7, "%", 2025, 2020)],
    ),
    ("到2025年，消纳责任权重预期力争达到25.1%左右", [("消纳责任权重", "approx", 25.1, "%", 2025, None)]),
    ("选择智能高效灯具，实现高效照明光源使用率100%", [("高效照明光源使用率", "eq", 100, "%", None, None)]),
    (
        "到2025年，完成5.3亿吨钢铁产能超低排放改造、4.6亿吨焦化产能清洁生产改造",
        [
            ("钢铁产能超低排放改造", "eq", 5.3, "亿吨", 2025, None),
            ("焦化产能清洁生产改造", "eq", 4.6, "亿吨", 2025, None),
        ],
    ),
    ("到2027年，新型储能装机规模翻一番", [("新型储能装机规模", "multiple", 2, None, 2027, None)]),
    ("“十五五”末，城镇污水处理率达到97%", [("城镇污水处理率", "eq", 97, "%", 2030, None)]),
    (
        "到2025年，森林覆盖率达到42%，湿地保护率达到55%",
        [("森林覆盖率", "eq", 42, "%", 2025, None), ("湿地保护率", "eq", 55, "%", 2025, None)],
    ),
]
NONE = [
    "本方案自2024年7月1日起施行，有效期至2028年6月30日",
    "根据国发〔2021〕23号文件要求制定本方案",
    "推动第三产业与第二产业融合发展",
    "对年综合能耗1万吨标准煤以上的企业开展节能诊断",
    "截至2020年底，全市高新技术企业达到300家",
    "推广5G、3D打印和PM2.5在线监测",
    "研发700℃超超临界发电技术",
    "推动30万吨/年及以下乙烯、10万吨/年及以下电石装置加快退出",
    "到2025年，建设500千伏变电站，推广7兆瓦以上风机",
    "到2025年，新增500千伏变电容量",
    "联系电话：024-86891234",
]


def fields(figure: Figure) -> Said:
    return (
        figure.indicator,
        figure.op,
        figure.value,
        figure.unit,
        figure.year,
        figure.baseline_year,
    )


@pytest.mark.parametrize(("sentence", "expected"), SAID)
def test_a_figure_is_read_with_all_it_says(sentence: str, expected: list[Said]) -> None:
    found, _ = find_targets(sentence, 0, len(sentence))
    assert [fields(figure) for figure in found] == expected
    assert all(0 <= f.start < f.end <= len(sentence) for f in found)


@pytest.mark.parametrize("sentence", NONE)
def test_a_number_that_commits_to_nothing_is_no_target(sentence: str) -> None:
    assert find_targets(sentence, 0, len(sentence))[0] == []


def test_the_figure_stays_as_printed() -> None:
    sentence = "到2025年，投资达到13.70亿元"
    (figure,) = find_targets(sentence, 0, len(sentence))[0]
    assert (figure.printed, figure.value) == ("13.70", 13.7)


def test_the_year_lasts_until_another_is_named() -> None:
    first, second = "到2025年，森林覆盖率达到42%", "湿地保护率达到55%"
    _, year = find_targets(first, 0, len(first))
    assert year == 2025
    (figure,) = find_targets(second, 0, len(second), year)[0]
    assert figure.year == 2025
