"""Reposts and versions are found; two plans of one template stay two."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from cetu.corpus.likeness import likeness, sketch
from cetu.corpus.works import Card, works

CHANCE = random.Random(7)
WORDS = ["研发", "推广", "示范", "建设", "氢能", "储能", "光伏", "风电", "钢铁", "水泥", "园区", "平台", "标准", "人才"]
CLAUSES = ["".join(CHANCE.choices(WORDS, k=6)) for _ in range(400)]


def text(first: int, last: int) -> str:
    return "，".join(CLAUSES[first:last]) + "。"


def made(key: str, title: str | None, words: str, **more: object) -> Card:
    card = Card(key, title, None, "210000", "2023-01-01", False, key * 8, sketch(words))
    return replace(card, **more)  # type: ignore[arg-type]


TITLE = "辽宁省氢能产业发展规划"
PLAN = made("b", TITLE, text(0, 300))

SAME = [
    made("r", TITLE, text(0, 300)),
    made("r", f"《{TITLE}》 ", text(0, 296)),
    made("r", f"辽宁省人民政府关于印发{TITLE}的通知", text(0, 300), number="辽政发〔2023〕1号"),
    made("r", None, text(0, 300)),
    made("r", "另一个题名", text(300, 400), sha256=PLAN.sha256),
]
VERSIONS = [
    made("v", f"{TITLE}（征求意见稿）", text(0, 300), draft=True),
    made("v", TITLE, text(100, 400)),
    made("v", TITLE, text(0, 300), number="辽政发〔2025〕1号"),
]
OTHERS = [
    made("o", "吉林省氢能产业发展规划", text(0, 300), jurisdiction="220000"),
    made("o", TITLE, text(0, 300), jurisdiction="220000", draft=True),
    made("o", TITLE, text(301, 400)),
    made("o", "辽宁省储能产业发展规划", text(0, 290)),
]


@pytest.mark.parametrize("other", SAME)
def test_a_repost_is_the_same_version(other: Card) -> None:
    plan = replace(PLAN, number="辽政发〔2023〕1号") if other.number else PLAN
    (work,) = works([plan, other])
    assert [(version.key, version.reposts) for version in work.versions] == [("b", ("r",))]


@pytest.mark.parametrize("other", VERSIONS)
def test_a_draft_or_revision_is_another_version(other: Card) -> None:
    plan = replace(PLAN, number="辽政发〔2023〕1号") if other.number else PLAN
    (work,) = works([plan, other])
    assert {version.key for version in work.versions} == {"b", "v"}
    assert not work.versions[0].draft


@pytest.mark.parametrize("other", OTHERS)
def test_what_is_not_sure_stays_apart(other: Card) -> None:
    assert len(works([PLAN, other])) == 2


def test_the_order_of_the_plans_changes_nothing_and_who_stood_goes_on_standing() -> None:
    cards = [PLAN, SAME[0], VERSIONS[0], OTHERS[0], replace(OTHERS[3], key="p", sha256="p")]
    for _ in range(5):
        CHANCE.shuffle(cards)
        assert works(cards) == works(sorted(cards, key=lambda one: one.key))
    (version, *_), *_ = (work.versions for work in works([PLAN, SAME[0]], before=["r"]))
    assert (version.key, version.reposts) == ("r", ("b",))


def test_a_plan_more_is_found_its_place_without_looking_at_the_others_again() -> None:
    bases = [PLAN, *SAME, *VERSIONS, *OTHERS]
    cards = [replace(one, key=f"{number:02}", sha256=f"{number}") for number, one in enumerate(bases)]
    for _ in range(60):
        CHANCE.shuffle(cards)
        held: list[Card] = []
        found = works(held)
        for more in (cards[:4], cards[4:5], cards[5:8], cards[8:]):
            standing = [version.key for work in found for version in work.versions]
            settled = {
                key: (version.key, work.versions[0].key)
                for work in found
                for version in work.versions
                for key in (version.key, *version.reposts)
            }
            held += more
            found = works(held, before=standing, settled=settled)
            assert found == works(held, before=standing)


def test_later_and_issued_versions_come_first() -> None:
    old = replace(PLAN, key="a", sha256="a", date="2021-01-01", number="1号")
    new = replace(PLAN, key="z", sha256="z", date="2024-01-01", number="2号")
    draft = replace(PLAN, key="d", sha256="d", date="2025-01-01", draft=True)
    (work,) = works([old, draft, new])
    assert [version.key for version in work.versions] == ["z", "a", "d"]


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 0.9, 1.0])
def test_a_sketch_estimates_the_share_of_common_clauses(share: float) -> None:
    first = [f"第一段文字的第{number}个分句" for number in range(1000)]
    other = [f"第二段文字的第{number}个分句" for number in range(1000)]
    common = int(1000 * 2 * share / (1 + share))
    found = likeness(sketch("，".join(first)), sketch("，".join(first[:common] + other[: 1000 - common])))
    assert found == pytest.approx(share, abs=0.2)
