"""Both segmenters cut alike, so that a platform without a wheel of rjieba reads the same."""

from __future__ import annotations

import jieba
import rjieba

from cetu.corpus.reading import read_plan, shipped_plan
from cetu.extract.segmentation import boundaries, cut


def test_rjieba_and_jieba_cut_the_shipped_plan_the_same() -> None:
    text = read_plan(shipped_plan()).view.text
    assert rjieba.cut(text) == jieba.lcut(text)


def test_words_make_up_the_text() -> None:
    text = "在 云南\n省建设5G基站、CO₂管道。𠮷林"
    assert "".join(cut(text)) == text


def test_boundaries_are_where_words_meet() -> None:
    assert boundaries("推动创新民生改善") == {0, 2, 4, 6, 8}
    assert boundaries("") == {0}
