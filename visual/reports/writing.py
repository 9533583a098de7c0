"""A report in the format that a file's suffix names."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from cetu.visual.reports.report import Report

SUFFIXES = (".docx", ".xlsx", ".html", ".md")


WRITERS = {".docx": "word:to_docx", ".xlsx": "excel:to_xlsx", ".html": "web:to_html", ".md": "markdown:to_markdown"}


def report_bytes(report: Report, suffix: str) -> bytes:
    """The report as bytes; only the writer that is asked for is loaded. Raises KeyError for another suffix."""
    module, _, name = WRITERS[suffix].partition(":")
    write: Callable[[Report], str | bytes] = getattr(import_module(f"cetu.visual.reports.{module}"), name)
    written = write(report)
    return written if isinstance(written, bytes) else written.encode()
