"""An extraction as a spaCy Doc: for training a tagger, for spaCy's own viewers and matchers.

spaCy takes most of a second to import, so nothing on the way from a plan to its extraction needs this module.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin, Span

from cetu.corpus.plan import Plan
from cetu.extract.extraction import Extraction


def to_doc(plan: Plan, extraction: Extraction) -> Doc:
    """A Doc of one token a character whose SpanGroups "entities", "targets" and "tasks" hold what was read.

    A span's label is its type (or the target's comparator), its `kb_id_` the concept it is linked to.
    `doc.text == plan.text`, so that character offsets stay what they are.
    """
    doc = Doc(spacy.blank("zh").vocab, words=list(plan.text), spaces=[False] * len(plan.text))
    doc.spans["entities"] = [
        Span(doc, e.start, e.end, label=e.type, kb_id=e.concept or "") for e in extraction.entities
    ]
    doc.spans["targets"] = [
        Span(doc, t.start, t.end, label=t.op or "target", kb_id=t.concept or "") for t in extraction.targets
    ]
    doc.spans["tasks"] = [Span(doc, t.start, t.end, label=str(t.level)) for t in extraction.tasks]
    return doc


def write_docbin(docs: Iterable[Doc], path: Path) -> None:
    """The Docs in spaCy's binary format, as `spacy train` reads it."""
    DocBin(docs=docs, store_user_data=True).to_disk(path)
