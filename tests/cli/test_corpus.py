"""The commands of a corpus, and a build that follows it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[bytes]]


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_a_corpus_is_filled_listed_built_and_emptied(run: Run, plan: Path, tmp_path: Path) -> None:
    repost = tmp_path / "转载.txt"
    repost.write_text(plan.read_text(encoding="utf-8").replace("30座", "32座"), encoding="gb18030")
    assert said(run("corpus", "add", plan, repost)).count("收入 added") == 2
    assert "已有 already there" in said(run("corpus", "add", plan))
    key = "规划-方案"
    listed = said(run("corpus", "list"))
    assert key in listed and "2 个文件 files" in listed
    said(run("build", "cetu-corpus", "--report", "r.json"))
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert {one["key"] for one in report["read"] + report["reposts"]} == {key, "转载"}
    shown = said(run("corpus", "show", key))
    assert f"键 key: {key}" in shown and str(plan) in shown
    if report["reposts"]:
        assert "30座" in shown and "32座" in shown
    said(run("corpus", "remove", "转载"))
    assert "删去 removed 1" in said(run("build", "cetu-corpus"))
    said(run("corpus", "remove", key))
    assert "删去 removed 1" in said(run("build", "cetu-corpus"))
    assert "没有要做的" in said(run("build", "cetu-corpus"))
    assert "0 行 rows" in said(run("query", "plans"))


def test_what_cannot_be_is_said_in_one_line(run: Run, plan: Path) -> None:
    for arguments, words in (
        (("corpus", "list"), "cetu corpus add"),
        (("corpus", "add", plan, "--corpus", "."), "holds other files"),
        (("corpus", "fetch"), "--catalogue"),
        (("corpus", "fetch", "ftp://example.org/"), "http"),
    ):
        done = run(*arguments)
        line = done.stderr.decode().strip()
        assert done.returncode == 2 and words in line and "\n" not in line, line


def test_the_catalogue_names_what_has_no_address(run: Run) -> None:
    assert "辽宁省科技支撑碳达峰碳中和实施方案" in said(run("corpus", "fetch", "--catalogue", "--place", "辽宁"))
