"""Bytes become text: the decoded characters that every offset counts in.

UTF-8 (with or without byte-order mark), UTF-16 with byte-order mark, GB18030 (and so GBK and GB 2312). A byte-order
mark is no part of the text: offset 0 is the first character behind it. Line ends stay as they stand ("\\r\\n" too).
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from cetu.ontology.errors import ReadError

MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP, DOCX or XLSX file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"{\\rtf", "an RTF file"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x1f\x8b", "a gzip file"),
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ue000-\uf8ff\ufffd]")
CONTROL_SHARE = 0.02
"""A text in which more than this share is control or private-use characters was no text, or another encoding."""


def read_text(path: Path | str) -> tuple[str, str]:
    """Text of a file and the encoding it was decoded with ("utf-8", "utf-16" or "gb18030").

    Raises ReadError, in one line that says what to do, for what is no file, is empty, or is no text.
    """
    path = Path(path)
    if path.is_dir():
        raise ReadError(f"{path} is a folder: name a .txt file in it")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadError(f"{path}: there is no such file") from None
    except OSError as error:
        raise ReadError(f"{path} cannot be read ({error.strerror}): check its name and its permissions") from None
    return decode_text(data, name=str(path))


def decode_text(data: bytes, *, name: str) -> tuple[str, str]:
    """Text and encoding of the bytes of a file called `name` (named in errors only)."""
    for magic, what in MAGIC:
        if data.startswith(magic):
            raise ReadError(f"{name} is {what}, not plain text: save its text as a .txt file in UTF-8")
    text, encoding = _decode(data, name)
    if not text.strip(" \t\r\n\f\v\u3000\u00a0\u200b\ufeff\x00"):
        raise ReadError(f"{name} is empty: give a file with the text of a plan")
    if "\x00" in text or len(CONTROL.findall(text)) > CONTROL_SHARE * len(text):
        raise ReadError(f"{name} is not plain text: save the plan as a .txt file in UTF-8")
    return text, encoding


def _decode(data: bytes, name: str) -> tuple[str, str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        tries: tuple[tuple[str, str], ...] = (("utf-16", "utf-16"),)
    else:
        tries = (("utf-8-sig", "utf-8"), ("gb18030", "gb18030"))
    for codec, encoding in tries:
        try:
            return data.decode(codec), encoding
        except UnicodeDecodeError:
            continue
    raise ReadError(f"{name} is in no encoding that cetu reads: save it as UTF-8 (or GB18030, or UTF-16 with a mark)")
