"""A file of any kind becomes the text that offsets count in; a folder, a ZIP or a pattern becomes files."""

from __future__ import annotations

from pathlib import Path

from cetu.corpus.readers.files import OTHERS, kind_of, read_bytes
from cetu.corpus.readers.own import is_own
from cetu.corpus.readers.source import SourceText
from cetu.corpus.readers.text import decode_text
from cetu.ontology.errors import ReadError

OLD = ("doc", "xls", "rtf", "odt")


def read_source(path: Path | str) -> SourceText:
    """The text of a file, whatever its name ends in. Raises ReadError, in one line that says what to do."""
    return source_from_bytes(read_bytes(Path(path)), str(path))


def source_from_bytes(data: bytes, name: str) -> SourceText:
    """The text of the bytes of a file called `name` (named in errors only)."""
    kind = kind_of(data, name)
    if kind in OTHERS:
        raise ReadError(f"{name}: {OTHERS[kind]}")
    if kind == "zip":
        raise ReadError(
            f"{name}: 这是压缩包，请单独给出，或给出其中的文件（{name}/方案.docx）；"
            f"is a ZIP: name it on its own, or a file in it"
        )
    if kind in ("docx", "xlsx", "html") and is_own(data):
        raise ReadError(
            f"{name}: 这是 cetu 写出的报告或页面，不是规划，请给出它所讲的规划；"
            f"is a report or page that cetu wrote: name the plan that it speaks of"
        )
    if kind in OLD:
        from cetu.corpus.readers.office import to_modern

        made = source_from_bytes(to_modern(data, kind, name), name)
        return SourceText(made.text, kind, made.encoding, made.pages, made.attachments, made.notes)
    return _read(kind, data, name)


def _read(kind: str, data: bytes, name: str) -> SourceText:
    # Each reader's library is loaded when a file asks for it.
    if kind == "pdf":
        from cetu.corpus.printed.pdf import read_pdf

        return read_pdf(data, name)
    if kind == "docx":
        from cetu.corpus.readers.docx import read_docx

        return read_docx(data, name)
    if kind == "xlsx":
        from cetu.corpus.readers.xlsx import read_xlsx

        return read_xlsx(data, name)
    if kind == "html":
        from cetu.corpus.readers.html import read_html

        return read_html(data, name)
    if kind == "picture":
        from cetu.corpus.printed.scans import read_scan

        return read_scan(data, name)
    text, encoding = decode_text(data, name=name)
    return SourceText(text, "text", encoding)
