"""What the documents say is so: commands run, outputs appear, every command and question has its heading."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path
from urllib.request import urlopen

import pytest

from cetu.cli import app
from cetu.queries.library import questions

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```sh\n(?P<commands>.*?)```\n(?:```text\n(?P<output>.*?)```)?", re.DOTALL)
BELOW = (
    "大连市氢能产业发展方案（2024—2030年）\n\n一、目标\n\n到2025年，单位地区生产总值能耗比2020年下降15%。\n\n"
    "二、任务\n\n（一）突破氢能技术。研发固体氧化物电解制氢技术。\n"
)
"""A plan below the one that ships, for the blocks that compare two."""
COMMANDS = [one.name or one.callback.__name__ for one in app.registered_commands if one.callback]


def headings() -> set[str]:
    return set(re.findall(r"^#+ (.*)$", README, re.MULTILINE))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_its_heading(command: str) -> None:
    assert f"cetu {command}" in headings()


@pytest.mark.parametrize("name", [one.name for one in questions()])
def test_every_question_has_its_heading(name: str) -> None:
    assert name in headings()


@pytest.mark.parametrize("name", [one.name for one in questions()])
def test_every_parameter_is_named_beside_its_question(name: str) -> None:
    section = README.split(f"### {name}\n")[1].split("\n#")[0]
    (question,) = [one for one in questions() if one.name == name]
    assert re.findall(r"`([a-z]+)`", section) == [one.name for one in question.parameters]


def test_every_environment_variable_is_explained() -> None:
    files = [*ROOT.glob("*/*.py"), *ROOT.glob("src/cetu/*.py"), *ROOT.glob("tests/**/*.py"), ROOT / ".ci/run"]
    named = {name for file in files for name in re.findall(r"CETU_[A-Z_]+", file.read_text(encoding="utf-8"))}
    assert {name for name in named if name not in README + CONTRIBUTING} == set()


def test_every_linked_file_is_there() -> None:
    for document in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("bench/*.md")]:
        links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
        assert [link for link in links if not (document.parent / link).exists()] == [], document.name


def test_the_readme_s_commands_run_and_print_what_it_shows(tmp_path: Path) -> None:
    shipped = Path(str(resources.files("cetu.corpus").joinpath("liaoning-2023.txt")))
    shutil.copy(shipped, tmp_path / "规划.txt")
    (tmp_path / "下级规划.txt").write_text(BELOW, encoding="utf-8")
    gold = tmp_path / "gold"
    gold.mkdir()
    text = "研发固态电池技术。\n"
    (gold / "a.txt").write_text(text, encoding="utf-8")
    (gold / "a.gold.json").write_text('{"doc": "a", "entities": [], "relations": [], "targets": [], "tasks": []}')
    blocks = list(BLOCK.finditer(README))
    assert len(blocks) >= len(COMMANDS)
    for block in blocks:
        printed = "".join(run(line, tmp_path) for line in block["commands"].splitlines())
        missing = [line for line in (block["output"] or "").splitlines() if line.rstrip() not in printed.splitlines()]
        assert missing == [], block["commands"]


def run(line: str, folder: Path) -> str:
    """The standard output of one line of a shell block, which must succeed."""
    program, *arguments = shlex.split(line)
    assert program == "cetu"
    if arguments[0] == "serve":
        return served([sys.executable, "-m", "cetu", *arguments], folder)
    done = subprocess.run(
        [sys.executable, "-m", "cetu", *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        timeout=120,
    )
    assert done.returncode == 0, f"{line}\n{done.stderr}"
    return done.stdout


def served(command: list[str], folder: Path) -> str:
    """What a server says when it has started; it answers at that address, and is ended."""
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, encoding="utf-8")
    assert server.stdout
    with server.stdout:
        said = server.stdout.readline()
        with urlopen(said.strip(), timeout=30) as page:
            assert page.status == 200
        server.terminate()
        server.wait(30)
    return said


def test_the_readme_s_python_runs(tmp_path: Path) -> None:
    shutil.copy(str(resources.files("cetu.corpus").joinpath("liaoning-2023.txt")), tmp_path / "规划.txt")
    (tmp_path / "下级规划.txt").write_text(BELOW, encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert "2025 " in done.stdout
