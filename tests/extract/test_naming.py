"""What becomes of the tagger's stretches before they are names: strokes and quotation marks."""

import pytest

from cetu.extract.naming import parted, quoted
from cetu.extract.tagging import Tagged


@pytest.mark.parametrize(
    ("text", "found", "names"),
    [
        ("智慧道路/航道/港口", ["智慧道路/航道", "港口"], ["智慧道路", "航道", "港口"]),
        ("吸收剂/吸附剂、催化剂", ["吸收剂/吸附剂", "催化剂"], ["吸收剂", "吸附剂", "催化剂"]),
        ("石墨/树脂复合材料", ["石墨/树脂复合材料"], ["石墨/树脂复合材料"]),
        ("30万吨/年以下乙烯、炼油", ["30万吨/年以下乙烯", "炼油"], ["30万吨/年以下乙烯", "炼油"]),
        ("硅/锗叠层、硅/硅叠层", ["硅/锗叠层", "硅/硅叠层"], ["硅/锗叠层", "硅/硅叠层"]),
    ],
)
def test_a_stroke_parts_members_of_a_list_that_goes_on(text: str, found: list[str], names: list[str]) -> None:
    tagged = [Tagged("Technology", text.index(one), text.index(one) + len(one), 0.9) for one in found]
    assert [text[one.start : one.end] for one in parted(text, tagged)] == names


@pytest.mark.parametrize(
    ("text", "found", "name"),
    [
        ("实施“青年英才计划”。", "“青年英才计划”", "青年英才计划"),
        ("实施“青年英才计划”。", "“青年英才计划", "青年英才计划"),
        ("实施“青年英才计划”。", "青年英才计划”", "青年英才计划"),
        ("建设“近零碳”示范园区。", "近零碳”示范园区", "“近零碳”示范园区"),
        ("建设“近零碳”示范园区。", "“近零碳”示范园区", "“近零碳”示范园区"),
    ],
)
def test_a_name_has_both_its_quotation_marks_or_none(text: str, found: str, name: str) -> None:
    start = text.index(found)
    one = quoted(text, Tagged("Project", start, start + len(found), 0.9))
    assert text[one.start : one.end] == name
