"""Which plans are in force no more, and what replaces them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cetu.corpus.likeness import sketch
from cetu.corpus.reading import plan_from_text
from cetu.corpus.succession import RENEWED, REPEALED, Succession, successions
from cetu.corpus.works import Card, card, works

WORDS = "".join(f"建设第{n}个氢能示范项目，推广第{n}项技术。" for n in range(60))
OLD = Card(
    "old",
    "某省氢能管理暂行办法",
    "某政发〔2019〕3号",
    "210000",
    "2019-05-01",
    False,
    "a",
    sketch("旧办法的内容是这样。"),
)
NEW = Card("new", "某省氢能管理办法", None, "210000", "2023-01-01", False, "b", sketch("新办法的内容是那样。"))


def found(*cards: Card) -> tuple[Succession, ...]:
    return successions(cards, works(cards))


@pytest.mark.parametrize(
    ("repeals", "old", "known"),
    [
        (("某省氢能管理暂行办法",), OLD, True),
        (("某省氢能管理暂行办法",), replace(OLD, jurisdiction="220000"), False),
        (("某省氢能管理暂行办法",), replace(OLD, date="2024-01-01"), False),
        (("某政发〔2019〕3号",), replace(OLD, jurisdiction=None), True),
        (("关于印发〈某省氢能管理暂行办法〉的通知",), OLD, True),
        (("某省政府关于印发某省氢能管理暂行办法的通知",), OLD, True),
        (("某市氢能管理暂行办法",), OLD, False),
        ((), OLD, False),
    ],
)
def test_what_a_plan_repeals_is_found_in_the_corpus(repeals: tuple[str, ...], old: Card, known: bool) -> None:
    expected = (Succession("new", "old", REPEALED),) if known else ()
    assert found(replace(NEW, repeals=repeals), old) == expected


def test_a_later_issue_of_the_same_work_replaces_the_earlier_and_no_draft_does() -> None:
    first = replace(OLD, sketch=sketch(WORDS))
    second = replace(
        first, key="second", number=None, date="2022-01-01", sha256="c", sketch=sketch(WORDS[: len(WORDS) // 2])
    )
    draft = replace(second, key="draft", date="2021-12-01", draft=True, sha256="d")
    assert found(first, second, draft) == (Succession("second", "old", RENEWED),)
    assert found(first, replace(second, date=None)) == ()


def test_what_the_text_says_reaches_the_card() -> None:
    text = "某省氢能管理办法\n第一条 为规范，制定本办法。\n第二条 原《某省氢能管理暂行办法》同时废止。\n"
    made = card(plan_from_text(text, "plan"))
    assert made.repeals == ("某省氢能管理暂行办法",)
    assert Card.of_json(made.as_json()) == made
