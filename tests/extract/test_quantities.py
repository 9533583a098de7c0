"""Figures with their units, ranges and the words that bound them."""

from __future__ import annotations

import pytest

from cetu.extract.quantities import Quantity, bare_number, count_of, read_quantities

# (text, [(printed, value, upper end, unit, behind)])
SAID: list[tuple[str, list[tuple[str, float | int, str | None, str | None, str]]]] = [
    ("新增1,200辆", [("1,200", 1200, None, "辆", "")]),
    ("投入13.70亿元左右", [("13.70", 13.7, None, "亿元", "左右")]),
    ("布局3—5个", [("3", 3, "5", "个", "")]),
    ("提高10%至15%", [("10", 10, "15", "%", "")]),
    ("占百分之三十以上", [("三十", 30, None, "%", "以上")]),
    ("达到七成", [("七成", 70, None, "%", "")]),
    ("培育两家以上", [("两", 2, None, "家", "以上")]),
    (
        "分别为10、20和30万吨",
        [("10", 10, None, "万吨", ""), ("20", 20, None, "万吨", ""), ("30", 30, None, "万吨", "")],
    ),
    ("推广200多台", [("200", 200, None, "台", "余")]),
    ("能耗300克标准煤/千瓦时", [("300", 300, None, "克标准煤/千瓦时", "")]),
    ("处理5 t/d", [("5", 5, None, "t/d", "")]),
]
NONE = ["2025年", "第3项", "PM2.5", "18个月", "形成合力", "第三方", "2024年5月1日", "国发〔2021〕23号", "成为中心"]


def fields(quantity: Quantity) -> tuple[str, float | int, str | None, str | None, str]:
    return quantity.printed, quantity.value, quantity.most, quantity.unit, quantity.after


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_a_quantity_has_its_figure_its_unit_and_its_bound(
    text: str, expected: list[tuple[str, float | int, str | None, str | None, str]]
) -> None:
    found = read_quantities(text, 0, len(text))
    assert [fields(quantity) for quantity in found] == expected
    assert all(text[q.start : q.end].startswith((q.printed, "百分之")) for q in found)


@pytest.mark.parametrize("text", NONE)
def test_ordinals_dates_names_and_numbers_of_documents_are_no_quantities(text: str) -> None:
    assert read_quantities(text, 0, len(text)) == []


def test_a_number_without_a_unit_is_one_only_where_it_closes_the_clause() -> None:
    text = "系数达到0.62以上"
    (place, end) = (text.index("0"), len(text))
    number = bare_number(text, place, end)
    assert number is not None
    assert fields(number) == ("0.62", 0.62, None, None, "以上")
    assert bare_number("系数达到0.62的地区", 4, 11) is None


@pytest.mark.parametrize(("han", "value"), [("十", 10), ("十二", 12), ("二十", 20), ("三百零五", 305), ("两千", 2000)])
def test_chinese_numerals_count(han: str, value: int) -> None:
    assert count_of(han) == value
