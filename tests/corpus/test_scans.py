"""Scans: pictures of pages through the OCR that comes as an extra, without a network."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest

from cetu.corpus.printed import pdf, scans
from cetu.corpus.readers.reading import source_from_bytes
from cetu.ontology.errors import ReadError
from tests.corpus.making import as_pdf

LINES = ["某省氢能产业发展规划", "到2025年，全省建成加氢站50座，推广燃料电池汽车3000辆。"]


def scanned(kind: str) -> bytes:
    """The first page of a plan as a picture, or as a PDF that holds only the picture."""
    document = pdfium.PdfDocument(as_pdf(LINES))
    picture = document[0].render(scale=150 / 72, crop=(0, 500, 0, 30)).to_pil().convert("L")
    stream = io.BytesIO()
    picture.save(stream, format=kind, dpi=(150, 150), resolution=150)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "PDF"])
def test_a_scan_is_read_with_places_and_says_that_it_is_one(kind: str) -> None:
    read = source_from_bytes(scanned(kind), f"a.{kind.lower()}")
    assert "氢能产业发展规划" in read.text and "50座" in read.text
    assert read.kind == "scan" and "OCR" in read.notes[0]
    at = read.text.index("加氢站")
    assert read.pages is not None
    (place,) = read.pages.places(at, at + 3)
    assert place.page == 1 and place.box and place.box[0] > 80


def test_without_the_extra_a_scan_is_refused_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "find_spec", lambda name: None)
    for kind in ("PNG", "PDF"):
        with pytest.raises(ReadError, match=r'pip install "cetu\[ocr\]"'):
            source_from_bytes(scanned(kind), f"a.{kind.lower()}")


def test_a_scanned_page_among_others_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "find_spec", lambda name: None)
    both = pdfium.PdfDocument(as_pdf(["某省储能规划", *["到2025年建成储能电站。"] * 5]))
    both.import_pages(pdfium.PdfDocument(scanned("PDF")))
    stream = io.BytesIO()
    both.save(stream)
    read = pdf.read_pdf(stream.getvalue(), "a.pdf")
    assert read.kind == "pdf" and "某省储能规划" in read.text
    assert read.notes == (f"pages without a text layer were not read: 2; {scans.HOW_TO_INSTALL}",)


def test_a_broken_picture_is_refused() -> None:
    with pytest.raises(ReadError, match="broken picture"):
        source_from_bytes(b"\x89PNG\r\n\x1a\nnothing", "a.png")
