"""Places are read with their codes, and not out of other words."""

from __future__ import annotations

import pytest

from cetu.extract.places import find_places

# (text, jurisdiction, [(place, code)])
PLACES = [
    ("支持哈尔滨、大庆开展试点", None, [("哈尔滨", "230100"), ("大庆", "230600")]),
    ("在绥芬河市设立园区", None, [("绥芬河市", "231081")]),
    ("在吉林市建设基地", None, [("吉林市", "220200")]),
    ("黑龙江、吉林两省", None, [("黑龙江", "230000"), ("吉林", "220000")]),
    ("在浙江省嘉兴市建设园区", None, [("浙江省嘉兴市", "330400")]),
    ("全省各地区", "210000", []),
    ("推动创新民生改善", "210000", []),
    ("", None, []),
]


@pytest.mark.parametrize(("text", "jurisdiction", "expected"), PLACES)
def test_places_have_their_codes(text: str, jurisdiction: str | None, expected: list[tuple[str, str]]) -> None:
    found = find_places(text, jurisdiction)
    assert [(text[p.start : p.end], p.concept.notation if p.concept else None) for p in found] == expected


def test_a_county_of_many_namesakes_is_decided_by_the_plan_or_not_at_all() -> None:
    text = "在鼓楼区建设园区"
    codes = {
        jurisdiction: [p.concept.notation if p.concept else None for p in find_places(text, jurisdiction)]
        for jurisdiction in ("320100", "410200", None)
    }
    assert codes == {"320100": ["320106"], "410200": ["410204"], None: [None]}


def test_places_do_not_overlap() -> None:
    text = "在内蒙古自治区鄂尔多斯市、陕西省榆林市和京津冀地区推广"
    found = find_places(text, None)
    assert [text[p.start : p.end] for p in found] == ["内蒙古自治区鄂尔多斯市", "陕西省榆林市", "京津冀地区"]
