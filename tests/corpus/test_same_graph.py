"""A plan says the same in whatever kind of file it comes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from cetu.corpus.reading import read_plan
from cetu.extract.extracting import extract
from cetu.extract.extraction import Extraction


def said(extraction: Extraction) -> dict[str, object]:
    """Everything but where it stands."""
    names = {one.id: (one.type, one.name) for one in extraction.entities}
    return {
        "document": extraction.document,
        "entities": Counter((e.type, e.name, e.rule, e.stages, e.code, e.concept) for e in extraction.entities),
        "relations": Counter(
            (r.type, names.get(r.head, r.head), names.get(r.tail, r.tail), r.reading, r.modality, names.get(str(r.via)))
            for r in extraction.relations
        ),
        "targets": Counter((t.indicator, t.op, t.value, t.unit, t.year, t.printed) for t in extraction.targets),
        "tasks": Counter((t.level, t.number, t.title, t.orders) for t in extraction.tasks),
        "lists": Counter((one.openness, one.count, *(names[m] for m in one.members)) for one in extraction.lists),
    }


@pytest.mark.parametrize("name", ["plan.html", "gbk.htm", "plan.docx", "plan.pdf"])
def test_a_page_a_word_file_and_a_pdf_say_what_the_text_says(files: dict[str, Path], name: str) -> None:
    plan = read_plan(files[name])
    found, wanted = said(extract(plan)), said(extract(read_plan(files["plan.txt"])))
    assert plan.source.kind == {"htm": "html", "html": "html", "docx": "docx", "pdf": "pdf"}[name.split(".")[1]]
    assert found == wanted
    assert sum(wanted["entities"].values()) > 200  # type: ignore[attr-defined]
