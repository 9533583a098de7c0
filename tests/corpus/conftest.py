"""The shipped plan as lines, and in a file of every kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cetu.corpus.reading import read_plan, shipped_plan
from tests.corpus.making import as_docx, as_html, as_pdf, write


@pytest.fixture(scope="session")
def lines() -> list[str]:
    """Paragraphs of the shipped plan, mended."""
    return read_plan(shipped_plan()).view.text.split("\n")


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> dict[str, Path]:
    """The shipped plan as a text, a web page in two encodings, a Word file and a PDF."""
    folder = tmp_path_factory.mktemp("kinds")
    made: dict[str, Callable[[], bytes]] = {
        "plan.txt": lambda: "\n".join(lines).encode(),
        "plan.html": lambda: as_html(lines),
        "gbk.htm": lambda: as_html(lines, charset="gb18030"),
        "plan.docx": lambda: as_docx(lines),
        "plan.pdf": lambda: as_pdf(lines),
    }
    return {name: write(folder, name, data()) for name, data in made.items()}
