"""The view leaves out what stands in the way of reading, and nothing else."""

from __future__ import annotations

import time

import pytest

from cetu.corpus.plan import View, spelling
from cetu.corpus.view import repair

REPAIRED = [
    ("到 2025 年，建成 10 个工程。", "到2025年，建成10个工程。"),
    ("Photovoltaic  system 研究", "Photovoltaic system研究"),
    ("装机 30 40 万千瓦", "装机30 40万千瓦"),
    ("储\u200b能\u00ad与\ufeff氢\u202e能", "储能与氢能"),
    ("CO₂ 直接空气捕集", "CO₂直接空气捕集"),
    ("建成２０２５年１３．７％", "建成2025年13.7%"),
    ("储能,氢能;光伏:风电(海上)!", "储能，氢能；光伏：风电（海上）！"),
    ("投资1,000万元,比例1:1,上限10%.\n", "投资1,000万元，比例1:1，上限10%。"),
    ("推进现代化.出台«办法»", "推进现代化。出台《办法》"),
    ("打造基地ꎬ做强产业ꎮ占比􀆰", "打造基地，做强产业。占比􀆰"),
    ("<p>储能：研究电池。</p> <p>氢能：研究制氢。</p>", "储能：研究电池。\n氢能：研究制氢。"),
    ("CO<sub>2</sub>捕集", "CO2捕集"),
    ("专栏一 一体化技术\n储能：研究。", "专栏一 一体化技术\n储能：研究。"),
    ("效率<5%且>3%", "效率<5%且>3%"),
]

JOINED = [
    "建成 10 个降碳效\n\n果突出、带动性强的示范工程。",
    "建成 10 个降碳效\n\n果突出的重大科技示范工程，研发固态\n电池。",
    "研发固态\n电池。",
    "为国家碳达峰碳中和目标如期实现贡献\n\n辽宁科技力量。",
    "（一）强化攻关。围绕主导产业绿色发展\n需求，构建研究体系。",
    "推进储能、\n氢能。",
    "建设超临界 CO\n₂ 热发电。",
]

APART = [
    "一、总体要求\n以生态文明思想为指导，加快转型。",
    "四、推动规模化发展，支撑构建新型电力系统\n持续优化建设布局。",
    "某省储能发展方案\n（2023—2030年）\n为推动储能发展，制定本方案。",
    "科学技术部\n国家能源局\n2022年6月24日",
    "国家发展改革委 国家能源局\n关于开展试点工作的通知",
    "专栏1 储能技术\n储能技术。研发飞轮储能。",
    "重点任务完成。（省科技厅负责）\n各地区要加强组织。",
    "新型储能技术：研究固态电池\n新型氢能技术：研究制氢",
    "风电（亿千瓦）1.3 2.8 16.6%\n光伏（亿千瓦）0.4 2.5 44.3%",
    "\u3000\u3000推进储能规模化发展和市场化应用相关工作\n\u3000\u3000推进氢能规模化发展和市场化应用相关工作",
]


@pytest.mark.parametrize(("text", "expected"), REPAIRED)
def test_spaces_width_and_markup_are_repaired(text: str, expected: str) -> None:
    assert repair(text).text == expected


@pytest.mark.parametrize("text", JOINED)
def test_a_line_end_inside_a_sentence_is_taken_out(text: str) -> None:
    assert "\n" not in repair(text).text


@pytest.mark.parametrize("text", APART)
def test_headings_titles_names_rows_and_paragraphs_stay_apart(text: str) -> None:
    assert repair(text).text.count("\n") == text.count("\n")


def test_lines_wrapped_at_a_width_become_paragraphs_again() -> None:
    paragraphs = [
        "一、重点任务",
        "围绕能源、工业、建筑、交通等重点行业领域节能降碳增汇技术需求，集中优势创新资源突破关键核心技术，强化科技创新供给。"
        * 3,
        "加强基础研究和前沿颠覆性创新技术研发部署，前瞻引领绿色低碳科技发展，开展集成和多场景示范应用，打造高质量样板。"
        * 4,
    ]
    wrapped = [part[i : i + 30] for part in paragraphs for i in range(0, len(part), 30)]
    assert repair("\n".join(wrapped)).text == "\n".join(paragraphs)


def test_the_two_forms_of_a_span_lead_to_each_other() -> None:
    text = "研发 固态\n\n电池。"
    view = repair(text)
    start, end = view.to_source(2, 6)
    assert text[start:end] == "固态\n\n电池"
    assert view.from_source(start, end) == (2, 6)
    assert spelling(text, start, end) == "固态电池"


def test_a_name_keeps_one_space_between_latin_words_alone() -> None:
    text = "CO<sub>2</sub> 捕集 Fuel  Cell<br>Stack"
    assert spelling(text, 0, len(text)) == "CO2捕集Fuel Cell Stack"


def test_a_view_compares_by_content() -> None:
    assert repair("储 能") == repair("储 能") != repair("储能")
    assert hash(repair("储 能")) == hash(repair("储 能"))
    assert isinstance(repair("储能"), View)


HOSTILE = {
    "one line": "研发固态电池、" * 143_000,
    "commas": "," * 1_000_000,
    "half tags": "<p" * 400_000,
    "long tag": "<p " + "a" * 1_000_000,
    "spaces": " " * 1_000_000 + "储",
    "line ends": "\n" * 1_000_000 + "储",
    "open brackets": "（" * 500_000,
    "dots": "储." * 300_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_million_characters_take_about_a_second(name: str) -> None:
    began = time.perf_counter()
    repair(HOSTILE[name])
    assert time.perf_counter() - began < 5  # a quadratic rule would take minutes
