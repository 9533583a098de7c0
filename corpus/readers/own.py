"""What cetu itself wrote: reports and pages about plans, which lie beside the plans and are none."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from cetu.corpus.readers.files import HEAD

CATEGORY = "cetu"
"""The document property `category` of workbooks and Word files that cetu writes; they keep it when they are edited."""

GENERATOR = '<meta name="generator" content="cetu">'
"""Stands in the head of pages that cetu writes."""

PROPERTIES = "docProps/core.xml"
LONGEST = 100_000
SUFFIXES = frozenset((".docx", ".xlsx", ".html", ".htm"))


def is_own(data: bytes) -> bool:
    """Whether these bytes are a report or a page that cetu wrote."""
    if not data.startswith(b"PK"):
        return GENERATOR.encode() in data[:HEAD]
    try:
        with ZipFile(io.BytesIO(data)) as packed, packed.open(PROPERTIES) as stream:
            return f"<cp:category>{CATEGORY}</cp:category>".encode() in stream.read(LONGEST)
    except (BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError, ValueError):
        return False  # no properties, or a file that its reader will say what is wrong with


def is_own_file(path: Path) -> bool:
    """Whether a file of a folder is such, by its name's end and its content."""
    if path.suffix.lower() not in SUFFIXES:
        return False
    try:
        return is_own(path.read_bytes())
    except OSError:
        return False  # who reads it says why it cannot be read
