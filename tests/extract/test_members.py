"""Lists whose members hold no word of their own: nothing is named by them, and nothing breaks."""

import pytest

from cetu.corpus.reading import plan_from_text
from cetu.extract.extracting import extract

WORDLESS = [
    "研发飞轮储能、的、固态电池。",
    "推广的、与、的、热泵技术。",
    "攻克的、飞轮储能等关键技术。",
    "建设的/的示范工程。",
]


@pytest.mark.parametrize("text", WORDLESS)
def test_a_member_without_a_word_names_nothing(text: str) -> None:
    plan = plan_from_text(text, "wordless")
    assert all(e.text.strip("的与、") and plan.text[e.start : e.end] == e.text for e in extract(plan).entities)
