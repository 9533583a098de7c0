"""Laws of the view and the outline, over texts made of what plans are made of."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from cetu.corpus.plan import Plan
from cetu.corpus.reading import plan_from_text
from cetu.corpus.structure import paragraphs, responsibility_brackets, sentences
from cetu.corpus.view import repair
from cetu.ontology.errors import ReadError

PIECES = st.sampled_from(
    [
        "研发固态电池",
        "到 2025 年",
        "一、总体要求",
        "（一）强化攻关。",
        "(二)目标",
        "1.工业领域：",
        "——重点突破。",
        "专栏一 储能",
        "专栏1：氢能",
        "第一章 总则",
        "第一节",
        "附件1",
        "目录",
        "……3",
        "2022年6月24日",
        "（省科技厅牵头）",
        "责任单位：市能源局",
        "CO₂",
        "１３．７％",
        "，",
        "。",
        "；",
        "：",
        "、",
        "(",
        ")",
        "（",
        "）",
        "“",
        "”",
        "《",
        "》",
        ",",
        ".",
        ":",
        " ",
        "\u3000",
        "\u3000\u3000",
        "\u00a0",
        "\t",
        "\n",
        "\n\n",
        "\r\n",
        "\f",
        "\u200b",
        "\ufeff",
        "\u202e",
        "\ud800",
        "<p>",
        "</p>",
        "<br/>",
        "<sub>",
        "<",
        ">",
        "某省储能方案",
        "A B",
        "12 34",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=80))
NARROW_OF = str.maketrans("，；：（）！？。《》", ",;:()!?.<>")
FOLDS = {"∶": "：", "«": "《", "»": "》"}


def same_but_for_width(seen: str, source: str) -> bool:
    """Whether a view character is its source character, or one of the folds that the view declares."""
    if seen == source or FOLDS.get(source) == seen:
        return True
    if seen == "\n":
        return source in "\r\n\f\v\x1c\x1d\x1e\x85\u2028\u2029>"
    if seen == " ":
        return source.isspace() or source in "\u00a0\u3000>"
    code = ord(source)
    narrow = chr(code - 0xFEE0) if 0xFF01 <= code <= 0xFF5E else source
    if 0xA3A1 <= code <= 0xA3FE:
        narrow = chr(code - 0xA3A1 + 0x21)
    if code >= 0x100000:
        narrow = "."
    return seen.translate(NARROW_OF) == narrow.translate(NARROW_OF)


def plan_of(text: str) -> Plan | None:
    try:
        return plan_from_text(text, "plan")
    except ReadError:
        return None


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_every_view_character_is_one_source_character_folded_at_most(text: str) -> None:
    view = repair(text)
    assert all(a < b for a, b in pairwise(view.offsets))
    assert all(same_but_for_width(seen, text[at]) for seen, at in zip(view.text, view.offsets, strict=True))


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_a_view_span_leads_to_the_source_and_back(text: str) -> None:
    view = repair(text)
    for start in range(0, len(view.text), 7):
        end = min(len(view.text), start + 5)
        assert view.from_source(*view.to_source(start, end)) == (start, end)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_a_view_has_no_empty_line_and_no_space_at_its_ends(text: str) -> None:
    seen = repair(text).text
    assert "\n\n" not in seen and seen == seen.strip("\n ")


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_sections_nest_and_lie_in_the_text(text: str) -> None:
    plan = plan_of(text)
    if plan is None:
        return
    assert [s.start for s in plan.sections] == sorted(s.start for s in plan.sections)
    for index, section in enumerate(plan.sections):
        assert 0 <= section.start == section.heading_start <= section.heading_end <= section.end <= len(text)
        if section.parent is not None:
            outer = plan.sections[section.parent]
            assert section.parent < index and outer.start <= section.start and section.end <= outer.end


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_paragraphs_and_sentences_tile_the_view(text: str) -> None:
    plan = plan_of(text)
    if plan is None:
        return
    seen = plan.view.text
    assert "\n".join(seen[a:b] for _, a, b in paragraphs(plan)) == seen
    for _, start, end in paragraphs(plan):
        spans = list(sentences(plan.view, start, end))
        assert spans[0][0] == start and spans[-1][1] == end
        assert all(a[1] == b[0] for a, b in pairwise(spans))


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_responsibility_brackets_are_spans_of_the_text_in_order(text: str) -> None:
    plan = plan_of(text)
    if plan is None:
        return
    found = responsibility_brackets(plan)
    assert all(0 <= a < b <= len(text) for a, b, _ in found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
