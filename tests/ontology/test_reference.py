"""docs/ontology.md: every term has its heading, and the list is the one that the ontology gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from cetu.ontology.iri import shorten
from cetu.ontology.reference import BEGIN, END, reference, update
from cetu.ontology.terms import Cetu

PAGE = Path(__file__).parents[2].joinpath("docs", "ontology.md").read_text(encoding="utf-8")


def test_every_class_and_property_has_its_heading() -> None:
    terms = [value for name, value in vars(Cetu).items() if not name.startswith("_")]
    headings = PAGE.splitlines()
    assert [term for term in terms if headings.count(f"### `{shorten(term)}`") != 1] == []


def test_the_list_is_up_to_date() -> None:
    assert update(PAGE, reference()) == PAGE, "run python -m cetu.ontology.reference docs/ontology.md"


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="needs the marks"):
        update("# A page\n", "")
    assert update(f"a {BEGIN} b {END} c", "x") == f"a {BEGIN}\n\nx\n{END} c"


def test_the_page_s_python_runs() -> None:
    code = PAGE.split("```python\n")[1].split("```")[0]
    exec(compile(code, "docs/ontology.md", "exec"), {})
