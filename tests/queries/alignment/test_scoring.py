"""The alignments made by hand that ship can be read, and `bench/alignment.py` counts what is right by them."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[3]
ABOVE = """上级实施方案
一、主要目标
到2025年，单位建筑面积能耗下降5%，实施改造项目300个以上。
二、重点任务
（一）推进电气化。推广空气源热泵、电锅炉等设备，推动有条件的单位建设全电厨房。
（二）发展绿色建筑。加快推广超低能耗建筑。
"""
BELOW = """某省实施方案
一、主要目标
到2025年，单位建筑面积能耗下降4%。
二、重点任务
（一）提升电气化水平。推广空气源热泵，推动有条件的单位建设全电厨房。
"""
GOLD = """// a remark
left above.txt
right below.txt
$ looser ~ «能耗下降5%» ~ «能耗下降4%»
$ missing ? ~ «300个以上» ~ -
= 推进电气化 ~ 提升电气化水平 | 重点任务
? 发展绿色建筑 ~ 提升电气化水平
L S 推广«空气源热泵»、
L M «超低能耗 建筑»
"""


@pytest.fixture(scope="module")
def scoring() -> ModuleType:
    spec = importlib.util.spec_from_file_location("scoring", ROOT / "bench" / "alignment.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["scoring"] = module
    spec.loader.exec_module(module)
    return module


def test_gold_is_read_and_scored(scoring: ModuleType, tmp_path: Path) -> None:
    for name, text in (("above.txt", ABOVE), ("below.txt", BELOW), ("a.align", GOLD)):
        (tmp_path / name).write_text(text, "utf-8")
    gold = scoring.read_gold(tmp_path / "a.align", tmp_path)
    left, _ = gold.technologies
    assert ABOVE[slice(*left.left[0])] == "空气源热泵"
    assert left.relations == {"same", "moved-stage"}
    assert [(one.relations, one.optional, bool(one.right)) for one in gold.targets] == [
        ({"looser"}, False, True),
        ({"missing"}, True, False),
    ]
    scores = scoring.scores_of(gold)
    assert {name: (one.wanted, one.right, one.wrong) for name, one in scores.items()} == {
        "target pairs": (1, 1, 0),
        "target relations": (1, 1, 0),
        "task pairs": (1, 1, 0),
        "technology relations": (2, 2, 0),
        "cannot be said": (0, 0, 0),
        "technologies extracted": (2, 2, 0),
    }


@pytest.mark.parametrize("words", ["没有的«话»", "«能耗»", "没有记号"])
def test_words_that_are_not_there_once_are_refused(scoring: ModuleType, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        scoring.place_of(words, "能耗与能耗")


def test_every_line_that_ships_is_well_formed(scoring: ModuleType) -> None:
    files = sorted((ROOT / "bench" / "gold" / "alignment").glob("*.align"))
    assert len(files) > 6
    known = set(re.findall(r"^(\S+)", (ROOT / "queries/alignment/lexicon/relations.tsv").read_text("utf-8"), re.M))
    for file in files:
        for line in filter(None, map(str.strip, file.read_text("utf-8").splitlines())):
            sign, _, rest = line.partition(" ")
            if sign in ("L", "R"):
                letters, words = rest.split(" ", 1)
                assert set(letters) <= scoring.LETTERS.keys() and scoring.MARKED.match(words), line
            elif sign == "$":
                relations, *sides = rest.split(" ~ ")
                assert len(sides) == 2 and set(relations.split()) - {"?"} <= known, line
            else:
                assert sign in ("//", "left", "right") or (sign in ("=", "?") and rest.count(" ~ ") == 1), line
