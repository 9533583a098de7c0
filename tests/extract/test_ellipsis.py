"""Words that members of a list may have left out, and how often plans say words together."""

import pytest

from cetu.extract.cooccurrence import joint, single
from cetu.extract.ellipsis import Option, heads, modifiers


def at(text: str, words: list[str]) -> list[tuple[int, int]]:
    found, start = [], 0
    for one in words:
        start = text.index(one, start)
        found.append((start, start + len(one)))
        start += len(one)
    return found


def said(text: str, options: list[Option]) -> list[str]:
    return [text[slice(*one.span)] for one in options]


def test_heads_are_stretches_of_what_closes_the_list() -> None:
    text = "加快精细过滤、超滤微滤等高性能产品的研发"
    (closing,) = at(text, ["高性能产品的研发"])
    options = said(text, heads(text, at(text, ["精细过滤", "超滤微滤"]), closing))
    assert {"产品", "高性能产品", "研发"} <= set(options)
    assert len(options) == len(set(options))


def test_a_long_word_of_the_last_member_is_parted() -> None:
    text = "提升陆地和海洋生态系统碳汇"
    assert "生态系统碳汇" in said(text, heads(text, at(text, ["陆地", "海洋生态系统碳汇"]), None))


@pytest.mark.parametrize("closing", ["技术", "关键技术", "领域"])
def test_what_changes_no_name_is_no_option(closing: str) -> None:
    text = f"研发反渗透、电渗析等{closing}"
    (where,) = at(text, [closing])
    assert heads(text, at(text, ["反渗透", "电渗析"]), where) == []


def test_a_head_is_not_parted_from_its_technology() -> None:
    text = "研究森林、草地等固碳增汇技术"
    (closing,) = at(text, ["固碳增汇技术"])
    options = said(text, heads(text, at(text, ["森林", "草地"]), closing))
    assert "固碳增汇技术" in options and "固碳增汇" not in options


def test_words_behind_a_list_that_nothing_closes_are_options() -> None:
    text = "推动印染企业蒸汽回收和冷凝水利用改造，减少排放"
    found = said(text, heads(text, at(text, ["蒸汽回收", "冷凝水利用"]), None))
    assert "改造" in found and not any("减少" in one for one in found)


def test_words_behind_what_closes_the_list_are_options() -> None:
    text = "支持裂解炉、回转窑等重大用能设备电气化改造"
    (closing,) = at(text, ["重大用能设备"])
    found = said(text, heads(text, at(text, ["裂解炉", "回转窑"]), closing))
    assert {"用能设备", "电气化改造"} <= set(found)


def test_modifiers_begin_the_first_member() -> None:
    text = "推进秸秆肥料化、饲料化利用"
    assert "秸秆" in said(text, modifiers(text, at(text, ["秸秆肥料化", "饲料化利用"])))
    assert modifiers(text, at(text, ["秸秆肥料化"])) == []


def test_plans_say_some_words_together_and_others_not() -> None:
    assert joint("超低排放", "改造") > joint("保温", "材料") > 0
    assert joint("光伏", "菱镁矿") == 0
    assert single("可再生能源") > single("隔热") > 0
