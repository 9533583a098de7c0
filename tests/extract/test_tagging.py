"""The tagger: spans with probabilities, layers, what shape its model has."""

import itertools
import math

import pytest

from cetu.extract import tagging
from cetu.extract.crf import allowed
from cetu.extract.features import sentences_of
from cetu.extract.tagging import LAYERS, joint_scores, tag_text, tags_of, width

FOUND = [
    ("攻克大规模储能、智能电网等关键技术。", ("Technology", "大规模储能")),
    ("推广余热余压利用技术，发展绿色建材。", ("Technology", "余热余压利用技术")),
    ("聚焦钢铁、水泥等行业，开展节能诊断。", ("Industry", "钢铁")),
]


@pytest.mark.parametrize(("text", "wanted"), FOUND)
def test_names_are_found_with_their_type(text: str, wanted: tuple[str, str]) -> None:
    assert wanted in [(one.type, text[one.start : one.end]) for one in tag_text(text)]


@pytest.mark.parametrize("text", ["", "\n", "。", "加强组织领导，落实工作责任。", "a" * 3000, "、" * 500])
def test_any_text_is_read(text: str) -> None:
    for one in tag_text(text):
        assert 0 <= one.start < one.end <= len(text)
        assert 0 <= one.probability <= 1


def test_a_span_stays_in_its_sentence_and_overlaps_none_of_its_layer() -> None:
    text = "研发固态电池、钠离子电池，建设氢能产业示范区。\n推广热泵；发展装配式建筑产业集群。" * 20
    found = tag_text(text)
    assert found
    for layer in LAYERS:
        ends = [(one.start, one.end) for one in found if one.type in layer]
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(ends))
    for one in found:
        assert any(a <= one.start and one.end <= b for a, b in sentences_of(text))


def test_sentences_are_read_apart() -> None:
    one, other = "研发固态电池技术。", "推广高效热泵。"
    alone = [(s.type, s.start, s.end) for s in tag_text(one)]
    together = [(s.type, s.start, s.end) for s in tag_text(one + "\n" + other) if s.end <= len(one)]
    assert alone == together


def test_probabilities_are_those_of_all_readings() -> None:
    """The chance of a span, summed by hand over every tag sequence of a short text."""
    text = "热泵"
    (layer,) = [index for index, types in enumerate(LAYERS) if "Technology" in types]
    joint, ways_of = joint_scores(text, [])
    first = sum(width(i) for i in range(layer))
    scores, transitions = joint[:, first : first + width(layer)], ways_of[layer]
    legal = allowed(len(LAYERS[layer]))
    open_ = [0, *(t for t in range(1, width(layer)) if (t - 1) % 4 in (0, 3))]
    close = [0, *(t for t in range(1, width(layer)) if (t - 1) % 4 in (2, 3))]
    ways = {
        (a, b): math.exp(scores[0, a] + scores[1, b] + transitions[a, b]) for a in open_ for b in close if legal[a, b]
    }
    best = max(ways, key=lambda way: ways[way])
    spans = [one for one in tag_text(text) if one.type in LAYERS[layer]]
    tags = tags_of([(one.type, one.start, one.end) for one in spans], len(text), layer)
    assert tuple(tags) == best
    if spans and spans[0].end == 2:
        assert spans[0].probability == pytest.approx(ways[best] / sum(ways.values()), abs=0.01)


def test_a_cluster_that_the_grammar_suggests_is_kept_where_it_is_not_unlikely(monkeypatch: pytest.MonkeyPatch) -> None:
    text, suggested = "做强甲乙全链。", ("Cluster", 2, 6)
    found = [(one.type, one.start, one.end) for one in tag_text(text, [suggested])]
    monkeypatch.setattr(tagging, "SUGGESTED", {})
    alone = [(one.type, one.start, one.end) for one in tag_text(text, [suggested])]
    assert (found, alone) == ([suggested], [])


def test_tags_say_begin_inside_end_and_single() -> None:
    layer = 1
    assert list(tags_of([("Technology", 0, 3), ("Industry", 4, 5)], 6, layer)) == [1, 2, 3, 0, 8, 0]
