"""Word files: numbers that Word counts, tables, boxes, changes, pages."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from cetu.corpus.readers import office
from cetu.corpus.readers.docx import read_docx
from cetu.corpus.readers.reading import read_source
from cetu.ontology.errors import ReadError
from tests.corpus.making import as_docx, write

W = nsdecls("w")
COUNTED = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""


def paragraph(words: str, inside: str = "") -> str:
    return f"<w:p>{inside}<w:r><w:t>{words}</w:t></w:r></w:p>"


def counted(depth: int) -> str:
    return f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="3"/></w:numPr></w:pPr>'


def word(body: str, numbering: str | None = None) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as pack:
        pack.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        if numbering:
            pack.writestr("word/numbering.xml", numbering)
    return stream.getvalue()


def test_numbers_that_word_counts_stand_in_the_text() -> None:
    body = (
        paragraph("总体要求", counted(0)) + paragraph("思路", counted(1)) + paragraph("目标", counted(1))
        + paragraph("任务", counted(0)) + paragraph("攻关", counted(1)) + paragraph("正文。")
    )  # fmt: skip
    read = read_docx(word(body, COUNTED), "a.docx").text
    assert read.split("\n") == ["一、总体要求", "（一）思路", "（二）目标", "二、任务", "（一）攻关", "正文。"]


def test_tables_boxes_and_changes() -> None:
    document = Document()
    document.add_paragraph("指标见下表。")
    table = document.add_table(2, 3)
    for row, cells in zip(table.rows, [["指标", "2020年", "2025年"], ["消费比重", "8.6", "13.7"]], strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    box = document.add_table(1, 1).rows[0].cells[0]
    box.text = "专栏1 储能"
    box.add_paragraph("全钒液流电池：研发电堆。")
    document.element.body.append(
        parse_xml(
            f"<w:p {W}><w:r><w:t>保留</w:t></w:r><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>加入。</w:t></w:r></w:ins></w:p>"
        )
    )
    stream = io.BytesIO()
    document.save(stream)
    assert read_docx(stream.getvalue(), "a.docx").text.split("\n") == [
        "指标见下表。",
        "指标\t2020年\t2025年",
        "消费比重\t8.6\t13.7",
        "专栏1 储能",
        "全钒液流电池：研发电堆。",
        "保留加入。",
    ]


def test_pages_are_those_of_the_last_layout() -> None:
    broken = "<w:r><w:lastRenderedPageBreak/></w:r>"
    read = read_docx(word(paragraph("第一页。") + paragraph("第二页。", broken)), "a.docx")
    assert read.pages is not None
    assert [read.pages.page_of(read.text.index(words)) for words in ("第一页", "第二页")] == [1, 2]
    assert read_docx(word(paragraph("没有排过版。")), "a.docx").pages is None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (word(""), "without text"),
        (word(paragraph("储能"))[:-40], "broken"),
        (word("<w:tbl><w:tr><w:tc>" * 20_000), "without text"),
    ],
    ids=["empty", "truncated", "deep"],
)
def test_what_cannot_be_read_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        read_docx(data, "a.docx")


@pytest.mark.parametrize("name", ["old.doc", "old.wps", "plan.rtf"])
def test_old_files_go_through_libreoffice(tmp_path: Path, name: str) -> None:
    program = office.find_office()
    if program is None:
        pytest.skip("LibreOffice is not installed")
    lines = ["某省储能规划", "一、总体要求", "到2025年，建成储能电站10座。"]
    source = write(tmp_path, "new.docx", as_docx(lines))
    target = "rtf" if name.endswith("rtf") else "doc"
    command = [program, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", target, "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    old = write(tmp_path, name, (tmp_path / f"new.{target}").read_bytes())
    read = read_source(old)
    assert (read.kind, read.text.split("\n")) == (target, lines)


def test_without_libreoffice_an_old_file_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    with pytest.raises(ReadError, match=r"an old Word or WPS file: install LibreOffice, or save it as \.docx"):
        office.to_modern(b"\xd0\xcf\x11\xe0", "doc", "a.doc")
