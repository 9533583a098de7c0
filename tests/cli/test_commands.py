"""What the commands write, as a person and as a program would use them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import cetu
from cetu.cli import app

Run = Callable[..., subprocess.CompletedProcess[bytes]]
COUNT = b"SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def commands() -> list[str]:
    return [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]


def test_the_version(run: Run) -> None:
    assert run("--version").stdout.decode().strip() == f"cetu {cetu.__version__}"


@pytest.mark.parametrize("command", commands())
def test_every_command_has_an_example_in_its_help(run: Run, command: str) -> None:
    shown = run(command, "--help").stdout.decode()
    assert f"  cetu {command}" in shown


def test_extract_writes_a_file_per_plan(run: Run, tmp_path: Path, plan: Path) -> None:
    done = run("extract", plan, "--output", "出")
    assert done.returncode == 0, done.stderr.decode()
    (written,) = (tmp_path / "出").iterdir()
    said = json.loads(written.read_text(encoding="utf-8"))
    text = plan.read_text(encoding="utf-8")
    assert written.name == "规划 方案.json"
    assert said["entities"]
    assert all(text[one["start"] : one["end"]] == one["text"] for one in said["entities"])


def test_extract_to_standard_output_gives_the_same_bytes(run: Run, tmp_path: Path, plan: Path) -> None:
    run("extract", plan, "--output", "out")
    (written,) = (tmp_path / "out").iterdir()
    assert run("extract", plan).stdout == written.read_bytes()


def test_a_glob_and_a_folder_name_the_same_plans(run: Run, tmp_path: Path, plan: Path) -> None:
    assert run("extract", "*.txt", "--output", "a").returncode == 0
    assert run("extract", ".", "--output", "b").returncode == 0
    assert [one.name for one in (tmp_path / "a").iterdir()] == [one.name for one in (tmp_path / "b").iterdir()]


def test_gb18030_is_read(run: Run, tmp_path: Path, plan: Path) -> None:
    text = plan.read_text(encoding="utf-8")
    (tmp_path / "gb.txt").write_bytes(text.encode("gb18030"))
    done = run("extract", "gb.txt")
    assert done.returncode == 0, done.stderr.decode()
    wanted = json.loads(run("extract", plan).stdout)
    assert json.loads(done.stdout)["entities"] == wanted["entities"]
    assert json.loads(done.stdout)["sha256"] == wanted["sha256"]


def test_build_says_what_it_made(run: Run, tmp_path: Path, plan: Path) -> None:
    done = run("build", plan, "--to", "图库")
    assert done.returncode == 0, done.stderr.decode()
    assert "海东省氢能产业发展实施方案" in done.stdout.decode()
    assert (tmp_path / "图库" / "cetu-store.json").is_file()


def test_the_store_can_be_named_once_for_all(run: Run, tmp_path: Path, plan: Path) -> None:
    assert run("build", plan, CETU_STORE="mine").returncode == 0
    assert (tmp_path / "mine" / "cetu-store.json").is_file()
    assert run("query", "targets", CETU_STORE="mine").returncode == 0


def test_a_query_from_standard_input(run: Run, store: Path) -> None:
    done = run("query", "-", "--format", "json", "--from", store, stdin=COUNT)
    count = json.loads(done.stdout)["results"]["bindings"][0]["n"]
    assert int(count["value"]) > 1000
    assert count["datatype"].endswith("#integer")


def test_csv_opens_in_excel(run: Run, store: Path) -> None:
    written = run("query", "targets", "--format", "csv", "--from", store).stdout
    assert written.startswith("\ufeff年份,指标".encode())
    rows = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"))))
    assert {"年份": "2025", "数值": "13.7", "单位": "%"}.items() <= next(r for r in rows if r["数值"] == "13.7").items()


def test_a_workbook_has_numbers_as_numbers(run: Run, tmp_path: Path, store: Path) -> None:
    assert run("query", "targets", "--format", "xlsx", "--output", "表.xlsx", "--from", store).returncode == 0
    sheet = openpyxl.load_workbook(tmp_path / "表.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][:2] == ["年份", "指标"]
    assert {type(row[0]) for row in sheet.iter_rows(min_row=2, values_only=True)} <= {int, type(None)}


def test_a_construct_answers_in_turtle(run: Run, store: Path) -> None:
    ask = b"CONSTRUCT { ?p a cetu:Plan } WHERE { ?p a cetu:Plan }"
    done = run("query", "-", "--format", "ttl", "--from", store, stdin=ask)
    assert b"cetu:Plan" in done.stdout


def test_a_gbk_console_does_not_stop_it(run: Run, plan: Path, store: Path) -> None:
    gbk = {"PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}
    done = run("query", "supporters", "technology=CO", "--from", store, **gbk)
    assert done.returncode == 0, done.stderr
    assert "技术" in done.stdout.decode("gbk")
    assert run("build", plan, "--to", "s", **gbk).returncode == 0
    assert json.loads(run("extract", plan, **gbk).stdout)["doc"] == "规划-方案"
    assert run("questions", **gbk).returncode == 0
    assert "没有" in run("extract", "没有.txt", **gbk).stderr.decode("gbk")


def test_a_search_that_finds_nothing_says_so_and_names_what_is_near(run: Run, store: Path) -> None:
    done = run("search", "全钒液流蓄电池", "--from", store)
    assert (done.returncode, done.stdout) == (0, b"")
    assert "没有找到“全钒液流蓄电池”" in done.stderr.decode()
    assert "液流电池" in done.stderr.decode().partition("是不是")[2]


def test_an_empty_answer_says_how_to_read_it(run: Run, store: Path) -> None:
    told = run("query", "alignment-targets", "--from", store).stdout.decode()
    assert "先用 cetu align A B --to" in told.partition("0 行 rows")[2]
    assert run("query", "targets", "--from", store).stdout.decode().endswith("行 rows\n")


def test_a_closed_pipe_ends_it_quietly(store: Path) -> None:
    command = [sys.executable, "-m", "cetu", "export", "--from", str(store)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout and process.stderr
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 0


def test_it_starts_without_the_heavy_libraries() -> None:
    heavy = {"rdflib", "pyshacl", "networkx", "spacy", "owlready2", "rich", "pyvis", "jieba"}
    code = "import sys, cetu.cli; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "typer" in loaded
    assert heavy & set(loaded) == set()
