"""`cetu check`, `cetu monitor` and the reports of `cetu align`, as a person runs them: files, exit statuses, errors."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest
from openpyxl import load_workbook

Run = Callable[..., subprocess.CompletedProcess[bytes]]
SHIPPED = Path(str(resources.files("cetu.corpus").joinpath("liaoning-2023.txt")))
WRONG = (
    "辽宁省氢能产业发展实施方案（2022—2030年）\n\n一、主要目标\n\n到2025年，非化石能源消费比重达到13.7%左右。\n\n"
    "二、重点任务\n\n（一）推进非化石能源利用。到2025年，非化石能源消费比重达到15%。\n"
)


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    shutil.copy(SHIPPED, tmp_path / "规划.txt")
    (tmp_path / "错.txt").write_text(WRONG, encoding="utf-8")
    (tmp_path / "信.txt").write_text("今天天气很好。\n", encoding="utf-8")
    return tmp_path


def test_check_leaves_with_one_where_an_error_is_left_and_a_silence_takes_it_away(run: Run, plans: Path) -> None:
    found = run("check", "错.txt")
    assert found.returncode == 1
    out = found.stdout.decode()
    assert "错.txt:9:" in out
    assert run("check", "错.txt", "--fail-on", "never").returncode == 0
    (line,) = [line for line in out.splitlines() if "number-differs" in line]
    identifier = line.rstrip("]").split()[-1]
    (plans / "cetu-check.toml").write_text(
        f'[[silence]]\nfinding = "{identifier}"\nreason = "口径不同"\n', encoding="utf-8"
    )
    after = run("check", "错.txt")
    assert after.returncode == 0
    assert "已静默 1" in after.stdout.decode()


def test_check_says_why_a_file_is_no_plan_and_does_the_others(run: Run, plans: Path) -> None:
    alone = run("check", "信.txt")
    assert alone.returncode == 2
    assert "不像一份规划" in alone.stderr.decode()
    both = run("check", "信.txt", "规划.txt", "--output", "自查.xlsx")
    assert both.returncode == 1
    assert "自查" in load_workbook(plans / "自查.xlsx").sheetnames[1]


def test_a_format_that_is_none_is_told_before_anything_is_read(run: Run, plans: Path) -> None:
    for arguments in (
        ("check", "规划.txt"),
        ("align", "规划.txt", "错.txt"),
        ("diff", "规划.txt", "错.txt"),
        ("monitor", "规划.txt"),
    ):
        found = run(*arguments, "--output", "报告.pdf")
        assert found.returncode == 2
        assert ".docx" in found.stderr.decode()
    assert not (plans / "报告.pdf").exists()


def test_align_writes_reports_by_ending(run: Run, plans: Path) -> None:
    for name in ("对照.docx", "对照.html", "对照.md"):
        assert run("align", "规划.txt", "错.txt", "--output", name).returncode == 0
        assert (plans / name).stat().st_size > 1000
    assert (plans / "对照.docx").read_bytes()[:2] == b"PK"


def test_a_task_sheet_goes_out_and_comes_back(run: Run, plans: Path) -> None:
    assert run("monitor", "规划.txt").returncode == 2
    assert run("monitor", "规划.txt", "--output", "表.xlsx").returncode == 0
    back = run("monitor", "规划.txt", "--sheet", "表.xlsx", "--output", "监测.json")
    assert back.returncode == 0
    assert "任务进展 0 项" in back.stdout.decode()
    other = run("monitor", "错.txt", "--sheet", "表.xlsx")
    assert other.returncode == 2
    assert "不属于这份规划" in other.stderr.decode()
