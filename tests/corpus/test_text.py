"""Bytes become text, or one line that says what to do."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from cetu.corpus.readers.reading import read_source
from cetu.corpus.readers.text import decode_text
from cetu.ontology.errors import ReadError

PLAN = "一、总体要求\r\n研发 CO₂ 捕集。\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (PLAN.encode(), "utf-8"),
        (codecs.BOM_UTF8 + PLAN.encode(), "utf-8"),
        (PLAN.encode("gb18030"), "gb18030"),
        (codecs.BOM_UTF16_LE + PLAN.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + PLAN.encode("utf-16-be"), "utf-16"),
    ],
)
def test_text_is_the_same_in_every_encoding_without_mark_and_with_its_line_ends(
    tmp_path: Path, data: bytes, encoding: str
) -> None:
    path = tmp_path / "规划.txt"
    path.write_bytes(data)
    read = read_source(path)
    assert (read.text, read.encoding, read.kind) == (PLAN, encoding, "text")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (" \u3000\n\u200b".encode(), "is empty"),
        ("储能\x00规划".encode(), "is not plain text"),
        (bytes(range(1, 32)) * 20, "is not plain text"),
        (b"\xff" * 50, "is in no encoding"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=said) as caught:
        decode_text(data, name="a.txt")
    assert "\n" not in str(caught.value) and str(caught.value).startswith("a.txt")
