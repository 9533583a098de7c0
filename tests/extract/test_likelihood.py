"""What the models learn by (`bench/likelihood.py`): its gradient is that of the likelihood, worked out by hand."""

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from cetu.extract.crf import IMPOSSIBLE, allowed

SENTENCES = [(0, 5), (5, 9), (9, 10)]
SAID = np.array([0, 1, 2, 3, 0, 4, 0, 1, 3, 0])
STEP = 1e-3


@pytest.fixture(scope="module")
def likelihood() -> ModuleType:
    path = Path(__file__).parents[2] / "bench" / "likelihood.py"
    spec = importlib.util.spec_from_file_location("likelihood", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def scores() -> np.ndarray:
    return np.random.default_rng(0).normal(size=(len(SAID), 5)).astype(np.float32)


@pytest.fixture
def ways() -> np.ndarray:
    return np.where(allowed(1), np.random.default_rng(1).normal(size=(5, 5)), IMPOSSIBLE).astype(np.float32)


def test_the_gradient_by_the_scores_is_that_of_the_likelihood(
    likelihood: ModuleType, scores: np.ndarray, ways: np.ndarray
) -> None:
    _, change, _ = likelihood.expected(scores, ways, SENTENCES, SAID)
    for place, tag in np.ndindex(*scores.shape):
        more, less = scores.copy(), scores.copy()
        more[place, tag] += STEP
        less[place, tag] -= STEP
        up, down = (likelihood.expected(own, ways, SENTENCES, SAID)[0] for own in (more, less))
        assert change[place, tag] == pytest.approx((up - down) / (2 * STEP), abs=2e-3)


def test_the_gradient_by_the_transitions_is_that_of_the_likelihood(
    likelihood: ModuleType, scores: np.ndarray, ways: np.ndarray
) -> None:
    _, _, moves = likelihood.expected(scores, ways, SENTENCES, SAID)
    for before, tag in zip(*allowed(1).nonzero(), strict=True):
        more, less = ways.copy(), ways.copy()
        more[before, tag] += STEP
        less[before, tag] -= STEP
        up, down = (likelihood.expected(scores, own, SENTENCES, SAID)[0] for own in (more, less))
        assert moves[before, tag] == pytest.approx((up - down) / (2 * STEP), abs=2e-3)


def test_tags_that_cannot_follow_one_another_count_for_nothing(
    likelihood: ModuleType, scores: np.ndarray, ways: np.ndarray
) -> None:
    cut = SAID.copy()
    cut[8] = 1  # a stretch that begins with the last character of its sentence
    value, change, _ = likelihood.expected(scores, ways, SENTENCES, cut)
    alone, _, _ = likelihood.expected(scores[[*range(5), 9]], ways, [(0, 5), (5, 6)], SAID[[*range(5), 9]])
    assert value == pytest.approx(alone, abs=1e-4)
    assert not change[5:9].any() and change[:5].any()
