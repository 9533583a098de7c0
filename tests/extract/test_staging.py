"""Stages: what verbs say by themselves stays, what they say only with the thing is learned."""

from pathlib import Path

import numpy as np
import pytest

from cetu.corpus.reading import read_plan
from cetu.extract.extracting import extract
from cetu.extract.staging import ANSWERS, features, likeliest
from cetu.extract.weighing import read_rows, write_rows


def stages(folder: Path, body: str, words: list[str], *, by_example: bool = True) -> list[tuple[str | None, list[str]]]:
    """Stage and stages of the technologies of these words in a plan of one sentence."""
    path = folder / "plan.txt"
    path.write_text(f"某省方案\n一、重点任务\n（一）重点行动。\n{body}\n", encoding="utf-8")
    plan = read_plan(path)
    text = plan.view.text
    spans = [("Technology", text.index(word), text.index(word) + len(word)) for word in words]
    found = extract(plan, spans=spans, by_example=by_example)
    return [(one.stage, list(one.stages)) for one in found.entities if one.type == "Technology"]


PLAIN = [
    ("研究钙钛矿电池。", "钙钛矿电池", "research"),
    ("攻克固态电池技术。", "固态电池技术", "develop"),
    ("开展地热供暖试点示范。", "地热供暖", "demonstrate"),
    ("推广高效电机。", "高效电机", "deploy"),
]


@pytest.mark.parametrize(("body", "word", "stage"), PLAIN)
def test_a_plain_verb_says_the_stage(tmp_path: Path, body: str, word: str, stage: str) -> None:
    assert stages(tmp_path, body, [word]) == [(stage, [stage])]


WITH_THE_THING = [
    ("大力发展装配式建筑。", "装配式建筑", "deploy"),
    ("提升建筑垃圾资源化利用水平。", "建筑垃圾资源化利用", "deploy"),
]


@pytest.mark.parametrize(("body", "word", "stage"), WITH_THE_THING)
def test_a_broad_verb_says_it_with_the_thing(tmp_path: Path, body: str, word: str, stage: str) -> None:
    assert stages(tmp_path, body, [word])[0][0] == stage


def test_what_is_forbidden_stays_forbidden(tmp_path: Path) -> None:
    body = "严禁新建燃煤锅炉，淘汰落后转炉。"
    said = stages(tmp_path, body, ["燃煤锅炉", "落后转炉"])
    assert said == stages(tmp_path, body, ["燃煤锅炉", "落后转炉"], by_example=False)
    assert {stage for stage, _ in said} == {"restrict"}


def test_features_look_over_the_list_to_its_verb() -> None:
    text = "加快推广热泵、电锅炉等设备应用。"
    listed = (text.index("热泵"), text.index("等"))
    second = (text.index("电锅炉"), text.index("等"))
    said = set(features(text, second, listed, "deploy"))
    assert {"before 推广", "behind 等", "word 推广", "last 推广", "rule deploy"} <= said
    assert "left 泵、" in said and "word behind 应用" in said


def test_the_answer_is_that_of_the_highest_score() -> None:
    weights = {"": np.zeros(len(ANSWERS), np.float32), "rule deploy": np.eye(len(ANSWERS), dtype=np.float32)[-1]}
    assert likeliest(weights, ["rule deploy", "unheard of"]) == ANSWERS[-1] == "deploy"
    assert likeliest(weights, []) is None


def test_weights_come_back_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "rows.npz"
    write_rows(path, ["", "前 推广"], np.array([[0.5, 1], [0, -2]]))
    with np.load(path) as stored:
        assert bytes(stored["features"]).decode().split("\n") == ["", "前 推广"]
        assert stored["weights"].tolist() == [[0.5, 1], [0, -2]]
    assert read_rows("stages.npz")[""].shape == (len(ANSWERS),)
    assert read_rows("pairs.npz")["\t"].shape == ()
