"""Pictures of pages read by OCR: RapidOCR, an optional extra whose models come inside its package."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from contextvars import ContextVar
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from cetu.corpus.pages import Page
from cetu.corpus.printed.margins import drop_margins
from cetu.corpus.printed.paragraphs import write_text
from cetu.corpus.printed.printing import Line
from cetu.corpus.readers.source import SourceText
from cetu.ontology.errors import ReadError

if TYPE_CHECKING:
    from PIL.Image import Image

BEFORE_PAGE: ContextVar[Callable[[], None]] = ContextVar("BEFORE_PAGE", default=lambda: None)
"""Called before a page goes to the engine, which takes seconds: whoever limits the time of a file gives it more."""
HOW_TO_INSTALL = 'install OCR with pip install "cetu[ocr]"'
SURE = 0.5
"""Lines that the engine is less sure of are left out."""
LONGEST_SIDE = 1280
"""Pixels of the longer side of a page in which the engine looks for lines; it reads them in the full picture."""
MOST_PIXELS = 60_000_000


def is_installed() -> bool:
    """Whether the extra is there."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read_scan(data: bytes, name: str) -> SourceText:
    """The text of a picture of one page. ReadError without the extra, for no picture, for one without text."""
    if not is_installed():
        raise ReadError(f"{name}: 这是图片，识别文字需另装组件；is a picture: {HOW_TO_INSTALL}")
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ReadError(
                    f"{name}: 超过 {MOST_PIXELS // 10**6} 百万像素，请缩小；has too many pixels: make it smaller"
                )
            dots = float(picture.info.get("dpi", (200, 200))[0]) or 200.0
            image = picture.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise ReadError(f"{name}: 图片损坏，请重新扫描；is a broken picture: scan it once more") from None
    scale = 72 / dots
    page = Page(1, round(image.width * scale, 1), round(image.height * scale, 1))
    lines = read_picture(image, scale)
    if not lines:
        raise ReadError(f"{name}: 图片里没有认出文字；is a picture in which no text was found")
    text, pages = write_text([page], drop_margins([lines], [page.height]))
    return SourceText(text, "scan", pages=pages, notes=("read by OCR, errors are likely",))


def read_picture(image: Image, scale: float) -> list[Line]:
    """The printed lines of a picture in reading order; `scale` is points a pixel."""
    import numpy

    BEFORE_PAGE.get()()
    found = _engine()(numpy.asarray(image.convert("RGB"))[:, :, ::-1])
    if found.boxes is None or found.txts is None:
        return []
    lines = [
        _line(_mended(words), [(float(x) * scale, float(y) * scale) for x, y in box])
        for box, words, score in zip(found.boxes, found.txts, found.scores, strict=True)
        if score >= SURE and words.strip()
    ]
    return _rows(sorted(lines, key=lambda line: (line.top, line.left)))


@cache
def _engine() -> Any:
    import logging

    from rapidocr import RapidOCR

    engine = RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.use_cls": False,  # pages stand upright
            "Det.limit_type": "max",
            "Det.limit_side_len": LONGEST_SIDE,
            "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,  # an arena keeps what the largest page took
        }
    )
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return engine


def _mended(words: str) -> str:
    """Dashes that an engine takes for the numeral one.

    >>> _mended("一一重点突破2023一2030年")
    '——重点突破2023—2030年'
    """
    return re.sub(r"^一一(?=[\u4e00-\u9fff])|(?<=\d)一(?=\d)", lambda m: "—" * len(m.group()), words)


def _line(words: str, corners: list[tuple[float, float]]) -> Line:
    """A line of characters of one width each, for the engine gives the box of the whole."""
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    weights = [0.5 if char.isascii() else 1.0 for char in words]
    unit = (right - left) / sum(weights)
    lefts, at = [], left
    for weight in weights:
        lefts.append(at)
        at += weight * unit
    return Line(list(words), lefts, [*lefts[1:], right], top, bottom, bottom - top, measured=True)


def _rows(lines: list[Line]) -> list[Line]:
    """Lines from top to bottom, those at one height from left to right."""
    rows: list[list[Line]] = []
    for line in lines:
        row = rows[-1] if rows else []
        if row and min(row[0].bottom, line.bottom) - max(row[0].top, line.top) > 0.6 * min(row[0].height, line.height):
            row.append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda one: one.left)]
