"""The text of a PDF with a text layer, with the page and place of every character."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2 as pdfium

from cetu.corpus.pages import Page
from cetu.corpus.printed.margins import drop_margins
from cetu.corpus.printed.paragraphs import write_text
from cetu.corpus.printed.printing import Line, read_lines
from cetu.corpus.readers.source import SourceText
from cetu.ontology.errors import ReadError

FEW = 12
"""A page with fewer characters has no text layer: a page number that a scanner stamped is none."""
MOST_PAGES, MOST_SCANS = 3000, 200
DOTS = 150
"""Dots an inch at which a scanned page goes to OCR: type of 10 points is then 20 pixels high, as the engine asks."""


def read_pdf(data: bytes, name: str) -> SourceText:
    """The text of a PDF; pages without a text layer go through OCR where it is installed, and are noted where not.

    Raises ReadError for a PDF that is broken, locked, or has no text layer while OCR is not installed.
    """
    with _opened(data, name) as document:
        pages: list[Page] = []
        lines: list[list[Line]] = []
        bare: list[int] = []
        broken: list[int] = []
        for number in range(min(len(document), MOST_PAGES)):
            read = _read_page(document, number)
            pages.append(read.page)
            lines.append(read.lines)
            if read.is_picture:
                bare.append(number)
            if read.is_broken:
                broken.append(number)
        notes = _read_scans(document, lines, bare, name) if bare else []
        if broken:
            notes.append(f"broken pages were not read: {_ranges(broken)}")
    text, places = write_text(pages, drop_margins(lines, [page.height for page in pages]))
    if len(pages) == MOST_PAGES:
        notes.append(f"only the first {MOST_PAGES} pages were read")
    if not text.strip():
        raise ReadError(f"{name}: PDF 里没有文字；has no text: it is an empty PDF")
    kind = "scan" if len(bare) == len(pages) else "pdf"
    return SourceText(text, kind, pages=places, notes=tuple(notes))


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[pdfium.PdfDocument]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        why = (
            "有密码，请另存一份不加密的；is locked by a password: save a copy without it"
            if locked
            else "PDF 损坏，请重新获取；is a broken PDF: get it once more"
        )
        raise ReadError(f"{name}: {why}") from None
    try:
        yield document
    finally:
        document.close()


@dataclass(frozen=True, slots=True)
class _Read:
    """A page with its printed lines; a picture of a page has none of its own, a broken page has nothing."""

    page: Page
    lines: list[Line]
    is_picture: bool = False
    is_broken: bool = False


def _read_page(document: pdfium.PdfDocument, number: int) -> _Read:
    try:
        page = document[number]
        try:
            width, height = page.get_size()
            lines = read_lines(page)
            few = sum(len(line.chars) for line in lines) < FEW
            return _Read(Page(number + 1, round(width, 1), round(height, 1)), lines, few and _has_picture(page))
        finally:
            page.close()
    except pdfium.PdfiumError:
        return _Read(Page(number + 1, 0.0, 0.0), [], is_broken=True)


def _has_picture(page: pdfium.PdfPage) -> bool:
    return any(True for _ in page.get_objects([pdfium.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _read_scans(document: pdfium.PdfDocument, lines: list[list[Line]], bare: list[int], name: str) -> list[str]:
    """Put the lines that OCR reads into the pages without a text layer; notes on what could not be read."""
    from cetu.corpus.printed.scans import HOW_TO_INSTALL, is_installed, read_picture

    which = _ranges(bare)
    if not is_installed():
        if len(bare) == len(lines):
            raise ReadError(
                f"{name}: 这是扫描件，识别文字需另装组件；"
                f"is a scan, its pages are pictures without text: {HOW_TO_INSTALL}"
            )
        return [f"pages without a text layer were not read: {which}; {HOW_TO_INSTALL}"]
    for number in bare[:MOST_SCANS]:
        page = document[number]
        lines[number] = read_picture(page.render(scale=DOTS / 72).to_pil(), 72 / DOTS)
        page.close()
    notes = [f"pages read by OCR, errors are likely: {_ranges(bare[:MOST_SCANS])}"]
    if len(bare) > MOST_SCANS:
        notes.append(f"pages were not read, for OCR reads {MOST_SCANS} at most: {_ranges(bare[MOST_SCANS:])}")
    return notes


def _ranges(pages: list[int]) -> str:
    """Numbers, from 1, of pages counted from 0, runs put together: 1-3, 7."""
    out: list[list[int]] = []
    for number in (page + 1 for page in pages):
        if out and out[-1][1] == number - 1:
            out[-1][1] = number
        else:
            out.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in out)
