"""Bad input gets one clear line on standard error, exit status 2, and nothing half written."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[bytes]]
COMMANDS = ("extract", "build")


def one_line(done: subprocess.CompletedProcess[bytes]) -> str:
    """The one line that a command that could not has to say."""
    assert done.returncode == 2
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("cetu: ")
    assert "Traceback" not in lines[0]
    return lines[0]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_is_not_there(run: Run, tmp_path: Path, command: str) -> None:
    assert "没有.txt" in one_line(run(command, "没有.txt"))
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_an_empty_file(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    assert "空.txt" in one_line(run(command, "空.txt"))
    assert os.listdir(tmp_path) == ["空.txt"]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_without_plans(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "文件夹").mkdir()
    (tmp_path / "文件夹" / "数据.bin").write_bytes(b"\x89PNG")
    assert "no plan in 文件夹" in one_line(run(command, "文件夹"))


@pytest.mark.parametrize("command", COMMANDS)
def test_bytes_that_are_no_text(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "x.txt").write_bytes(bytes(range(256)) * 40)
    assert "x.txt" in one_line(run(command, "x.txt"))
    assert os.listdir(tmp_path) == ["x.txt"]


def test_several_plans_do_not_fit_on_standard_output(run: Run, tmp_path: Path, plan: Path) -> None:
    (tmp_path / "b.txt").write_bytes(plan.read_bytes())
    done = run("extract", plan, "b.txt")
    assert "--output" in one_line(done)
    assert done.stdout == b""


@pytest.mark.parametrize("command", COMMANDS)
def test_a_place_that_cannot_be_written(run: Run, tmp_path: Path, plan: Path, command: str) -> None:
    (tmp_path / "taken").write_text("a file, no folder")
    option = "--output" if command == "extract" else "--to"
    assert "taken" in one_line(run(command, plan, option, "taken/inside"))
    assert sorted(os.listdir(tmp_path)) == sorted([plan.name, "taken"])


@pytest.mark.parametrize(
    "arguments",
    [
        ("align", "空.txt", "空.txt", "--output", "taken/对照.docx"),
        ("align", "空.txt", "空.txt", "--output", "folder.docx"),
        ("align", "空.txt", "空.txt", "--output", "对照.pdf"),
        ("align", "空.txt", "空.txt", "--kind", "taken"),
        ("align", "空.txt", "空.txt", "--to", "taken"),
        ("align", "空.txt", "空.txt", "--to", "http://127.0.0.1:9/taken"),
        ("diff", "空.txt", "空.txt", "--output", "taken/对照.docx"),
        ("check", "空.txt", "--output", "taken/自查.docx"),
        ("monitor", "空.txt", "--output", "taken/表.xlsx"),
        ("monitor", "空.txt", "--sheet", "taken", "--to", "taken"),
        ("build", "空.txt", "--report", "taken/report.json"),
        ("extract", "空.txt", "--output", "taken/inside"),
        ("draw", "--output", "taken/page.html"),
    ],
)
def test_what_cannot_be_written_is_said_before_the_plans_are_read(
    run: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    (tmp_path / "taken").write_text("a file, no folder")
    (tmp_path / "folder.docx").mkdir()
    line = one_line(run(*arguments))
    assert "空.txt" not in line and any(str(one) in line for one in arguments[2:])
    assert sorted(os.listdir(tmp_path)) == sorted(["folder.docx", "taken", "空.txt"])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send to one process")
def test_whoever_interrupts_is_told_what_became_of_it(tmp_path: Path, store: Path) -> None:
    script = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from cetu.cli import main; main()"
    )
    waiting = subprocess.Popen(
        [sys.executable, "-c", script, "query", "-", "--from", store],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(4)  # it reads the query that does not come
    waiting.send_signal(signal.SIGINT)
    _, said = waiting.communicate(timeout=60)
    assert waiting.returncode == 130
    assert said.decode().startswith("cetu: 已中断") and "Traceback" not in said.decode()


def test_a_port_that_is_none(run: Run) -> None:
    done = run("serve", "--port", "70000")
    assert done.returncode == 2 and b"65535" in done.stderr and b"Traceback" not in done.stderr


def test_a_file_that_is_no_store_is_not_to_be_removed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "指标.xlsx").write_bytes(b"PK")
    line = one_line(run("query", "targets", "--from", "指标.xlsx"))
    assert "no graph" in line and "remove" not in line


def test_a_folder_that_holds_something_else_is_no_store(run: Run, tmp_path: Path, plan: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    assert "mine" in one_line(run("build", plan, "--to", "mine"))
    assert os.listdir(tmp_path / "mine") == ["letter.txt"]


@pytest.mark.parametrize(
    "arguments", [("query", "targets"), ("export",), ("validate",), ("draw", "--output", "x.html")]
)
def test_no_store_says_how_to_make_one(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert "cetu build" in one_line(run(*arguments))
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("command", [("query", "targets", "--from"), ("build", "--to")])
def test_a_store_of_another_version(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    said = {"format": 999, "software": "cetu 9.9", "generation": "generation-1"}
    (folder / "cetu-store.json").write_text(json.dumps(said))
    line = one_line(run(*command, folder))
    assert "999" in line
    assert "build" in line


def test_a_broken_query_is_shown_with_line_and_caret(run: Run, tmp_path: Path, store: Path) -> None:
    (tmp_path / "坏.rq").write_text("SELECT ?a WHERE {\n  ?a rdfs:label '储能' ?? .\n}\n", encoding="utf-8")
    done = run("query", "坏.rq", "--from", store)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode().splitlines() == [
        "cetu: 坏.rq, line 2, column 22: ? 不该在这里；does not fit here",
        "    ?a rdfs:label '储能' ?? .",
        "                         ^",
    ]


def test_a_question_that_is_not_there_names_the_nearest(run: Run, store: Path) -> None:
    assert "targets" in one_line(run("query", "target", "--from", store))


def test_a_file_of_a_query_that_is_not_there_is_no_query(run: Run, store: Path) -> None:
    assert "no question 没有.txt" in one_line(run("query", "没有.txt", "--from", store))


@pytest.mark.parametrize(
    "arguments",
    [
        ("align", "规划 方案.txt", "规划 方案.txt", "--decisions"),
        ("check", "规划 方案.txt", "--config"),
        ("monitor", "规划 方案.txt", "--sheet"),
        ("names", "--take"),
    ],
)
def test_a_file_to_be_read_back_that_is_not_there(run: Run, plan: Path, arguments: tuple[str, ...]) -> None:
    line = one_line(run(*arguments, "没有.xlsx" if "--sheet" in arguments else "没有.tsv"))
    assert "没有." in line and "no such file" in line.lower() and "Errno" not in line and "UTF-8" not in line


def test_a_parameter_that_is_not_there_names_those_that_are(run: Run, store: Path) -> None:
    assert "technology" in one_line(run("query", "supporters", "tecnology=储能", "--from", store))
    assert "key=value" in one_line(run("query", "supporters", "储能", "--from", store))
    assert "whole number" in one_line(run("query", "supporters", "least=strong", "--from", store))


def test_words_that_fit_no_question_and_no_words_at_all(run: Run, store: Path) -> None:
    assert "没有名称或类别含“天气”的问题" in one_line(run("questions", "天气"))
    assert "写上要查的名称" in one_line(run("search", " ", "--from", store))


def test_a_workbook_needs_a_file(run: Run, store: Path) -> None:
    assert "--output" in one_line(run("query", "targets", "--format", "xlsx", "--from", store))


def test_a_folder_without_gold(run: Run, tmp_path: Path) -> None:
    assert ".gold.json" in one_line(run("evaluate", tmp_path))


def test_what_fails_is_named_and_the_rest_is_done(run: Run, tmp_path: Path, plan: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    done = run("extract", plan, "空.txt", "--output", "out")
    assert done.returncode == 1
    assert "空.txt" in done.stderr.decode()
    assert [path.suffix for path in (tmp_path / "out").iterdir()] == [".json"]
    done = run("build", plan, "空.txt", "--to", "store")
    assert done.returncode == 1
    assert "空.txt" in done.stderr.decode()
    assert run("query", "targets", "--from", "store").returncode == 0


def test_two_plans_of_one_name_do_not_overwrite_each_other(run: Run, tmp_path: Path, plan: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / plan.name).write_text("研发固态电池技术。\n", encoding="utf-8")
    done = run("extract", plan, Path("other") / plan.name, "--output", "out")
    assert done.returncode == 1
    assert "overwrite" in done.stderr.decode()
    assert json.loads((tmp_path / "out" / f"{plan.stem}.json").read_text(encoding="utf-8"))["tasks"]
