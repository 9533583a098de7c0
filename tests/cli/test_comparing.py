"""`cetu align` and `cetu diff` as processes: what they print, write, store and refuse."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[bytes]]
ABOVE = (
    "国务院关于发展氢能的意见\n\n一、目标\n\n到2025年，单位GDP能耗比2020年下降13.5%。\n\n"
    "二、任务\n\n（一）攻关制氢技术。攻克固体氧化物电解制氢技术。（科技部牵头）\n"
)
BELOW = (
    "辽宁省氢能方案\n\n一、目标\n\n到2025年，单位地区生产总值能耗比2020年下降14.5%。\n\n"
    "二、任务\n\n（一）攻关制氢技术。研究固体氧化物电解制氢技术。（省科技厅牵头）\n"
)


@pytest.fixture(autouse=True)
def plans(tmp_path: Path) -> None:
    (tmp_path / "上级.txt").write_text(ABOVE, encoding="utf-8")
    (tmp_path / "下级.txt").write_text(BELOW, encoding="utf-8")


def test_align_says_what_is_stricter_with_both_sentences(run: Run) -> None:
    done = run("align", "上级.txt", "下级.txt")
    said = done.stdout.decode()
    assert done.returncode == 0, done.stderr.decode()
    assert "指标 target：更严 1" in said
    assert "下降13.5%" in said and "下降14.5%" in said and "第5行" in said


def test_align_writes_json_turtle_and_decisions_and_reads_them_back(run: Run, tmp_path: Path) -> None:
    for name in ("对照.json", "对照.ttl", "对照.tsv"):
        assert run("align", "上级.txt", "下级.txt", "--output", name).returncode == 0
    assert json.loads((tmp_path / "对照.json").read_text(encoding="utf-8"))["format"] == "cetu-alignment"
    assert b"sssom:predicate_id skos:closeMatch" in (tmp_path / "对照.ttl").read_bytes()
    table = tmp_path / "对照.tsv"
    text = table.read_text(encoding="utf-8-sig").replace("\ttarget\t", "否定\ttarget\t")
    table.write_text(text, encoding="utf-8")
    said = run("align", "上级.txt", "下级.txt", "--decisions", "对照.tsv").stdout.decode()
    assert "更严" not in said and "未见 1" in said


def test_align_stores_and_the_questions_find_it(run: Run) -> None:
    assert run("build", "上级.txt", "下级.txt", "--to", "store").returncode == 0
    stored = run("align", "上级.txt", "下级.txt", "--to", "store")
    assert stored.returncode == 0 and stored.stderr == b""
    said = run("query", "alignment-targets", "--from", "store", "--format", "csv").stdout.decode("utf-8-sig")
    assert "更严" in said


@pytest.mark.parametrize("arguments", [("align", "上级.txt", "下级.txt"), ("check", "上级.txt")])
def test_a_document_at_hand_that_cannot_be_read_is_named(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    done = run(*arguments, "--shelf", "空.txt")
    assert done.returncode == 0 and "--shelf: 空.txt: 文件是空的" in done.stderr.decode()


def test_a_store_without_the_plans_is_said_to_answer_nothing(run: Run) -> None:
    assert run("build", "上级.txt", "--to", "store").returncode == 0
    said = run("align", "上级.txt", "下级.txt", "--to", "store").stderr.decode()
    assert "store 里没有《辽宁省氢能方案》（下级）" in said and "上级" not in said


def test_one_against_many_shows_progress_and_names_what_failed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "诗.txt").write_text("春眠不觉晓。\n", encoding="utf-8")
    done = run("align", "上级.txt", "下级.txt", "诗.txt", "--output", "全部.json")
    assert done.returncode == 1
    assert "[1/2] 下级：" in done.stderr.decode() and "不像一份规划" in done.stderr.decode()
    assert len(json.loads((tmp_path / "全部.json").read_text(encoding="utf-8"))["alignments"]) == 1


def test_many_against_one_parent_say_how_each_stands_to_its_targets(run: Run, tmp_path: Path) -> None:
    (tmp_path / "另一.txt").write_text(BELOW.replace("辽宁", "吉林").replace("14.5%", "13%"), encoding="utf-8")
    done = run("align", "上级.txt", "下级.txt", "另一.txt")
    assert done.returncode == 0
    assert (
        "更严 1（辽宁省氢能方案 2025年比2020年下降14.5%），更松 1（吉林省氢能方案 2025年比2020年下降13%）"
        in done.stdout.decode()
    )


def test_a_plan_against_itself_says_so(run: Run) -> None:
    done = run("align", "上级.txt", "上级.txt")
    assert done.returncode == 0 and "完全相同" in done.stdout.decode()


def test_upward_turns_the_two_round(run: Run) -> None:
    said = run("align", "下级.txt", "上级.txt", "--upward").stdout.decode()
    assert "左：国务院关于发展氢能的意见" in said and "更严 1" in said


def test_diff_lists_what_changed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "新稿.txt").write_text(BELOW.replace("14.5%", "15%").replace("省科技厅", "省能源局"), encoding="utf-8")
    said = run("diff", "下级.txt", "新稿.txt").stdout.decode()
    assert "数值改变 1" in said and "旧稿 2025年比2020年下降14.5%，新稿 2025年比2020年下降15%" in said
    assert "责任单位不同" in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("align", "上级.txt", "下级.txt", "--output", "x.pdf"), "choose"),
        (("align", "上级.txt", "下级.txt", "--brief"), "name its file with --output"),
        (("diff", "上级.txt", "下级.txt", "--brief", "--output", "x.json"), "name its file with --output"),
        (("align", "上级.txt", "下级.txt", "--kind", "东西"), "choose of target"),
        (("align", "上级.txt", "没有.txt"), "no such file"),
        (("align", "上级.txt", "下级.txt", "--to", "没有图库"), "cetu build"),
        (("diff", "上级.txt", "没有.txt"), "没有.txt"),
    ],
)
def test_what_cannot_be_done_says_why(run: Run, arguments: tuple[str, ...], words: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert words in done.stderr.decode(), done.stderr.decode()
