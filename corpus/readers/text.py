"""Bytes become text: the decoded characters that every offset counts in.

UTF-8 (with or without byte-order mark), UTF-16 with byte-order mark, GB18030 (and so GBK and GB 2312). A byte-order
mark is no part of the text: offset 0 is the first character behind it. Line ends stay as they stand ("\\r\\n" too).
"""

from __future__ import annotations

import codecs
import re

from cetu.ontology.errors import ReadError

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ue000-\uf8ff\ufffd]")
CONTROL_SHARE = 0.02
"""A text in which more than this share is control or private-use characters was no text, or another encoding."""


def decode_text(data: bytes, *, name: str) -> tuple[str, str]:
    """Text of the bytes of a file called `name`, and the encoding that they are in ("utf-8", "utf-16", "gb18030").

    Raises ReadError, in one line that says what to do, for what is empty or no text.
    """
    text, encoding = _decode(data, name)
    if not text.strip(" \t\r\n\f\v\u3000\u00a0\u200b\ufeff\x00"):
        raise ReadError(f"{name}: 文件是空的，请给出有规划正文的文件；is empty: give a file with the text of a plan")
    if "\x00" in text or len(CONTROL.findall(text)) > CONTROL_SHARE * len(text):
        raise ReadError(
            f"{name}: 不是纯文本，请把规划存为 UTF-8 的 .txt；is not plain text: save the plan as a .txt file in UTF-8"
        )
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
    raise ReadError(
        f"{name}: 认不出文字编码，请存为 UTF-8（或 GB18030）；is in no encoding that cetu reads: save it as UTF-8"
    )
