"""Kinds of files by content, workbooks, ZIPs with names that lead out, in GBK, and with bombs in them."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from cetu.corpus.readers.files import kind_of, members
from cetu.corpus.readers.reading import read_source, source_from_bytes
from cetu.corpus.readers.xlsx import read_xlsx
from cetu.corpus.reading import read_plan
from cetu.ontology.errors import ReadError
from cetu.plan_files import find_plans
from tests.corpus.making import as_docx, as_pdf, write

PLAN = "某省储能方案\n一、总体要求\n到2025年，建成储能电站10座。\n"


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in entries:
            pack.writestr(name, data)
    return stream.getvalue()


def workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "重点任务分工"
    sheet.append(["序号", "任务", "责任单位", "时限"])
    sheet.append([1, "建设储能电站", "省发展改革委", date(2025, 6, 30)])
    sheet.append([None, "推广\n氢能", None, 0.5])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PLAN.encode(), "text"),
        (b"<p>" + PLAN.encode() + b"</p>", "text"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", "html"),
        (as_pdf(["储能"]), "pdf"),
        (as_docx(["储能"]), "docx"),
        (workbook(), "xlsx"),
        (zipped(("a.txt", b"x")), "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le"), "xls"),
        (b"{\\rtf1", "rtf"),
        (zipped(("mimetype", b"application/vnd.oasis.opendocument.text")), "odt"),
        (zipped(("OFD.xml", b"")), "ofd"),
        (b"\x89PNG\r\n", "picture"),
    ],
)
def test_a_file_is_known_by_its_content(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


def test_a_pdf_called_txt_is_read_as_what_it_is(tmp_path: Path) -> None:
    path = write(tmp_path, "规划.txt", as_pdf(["某省储能方案", "到2025年，建成储能电站10座。"]))
    assert read_plan(path).source.kind == "pdf"


def test_a_workbook_of_tasks_is_a_line_a_row() -> None:
    read = read_xlsx(workbook(), "a.xlsx")
    assert read.text.split("\n") == [
        "重点任务分工",
        "序号\t任务\t责任单位\t时限",
        "1\t建设储能电站\t省发展改革委\t2025年6月30日",
        "\t推广 氢能\t\t0.5",
    ]


def test_a_zip_stands_for_its_files_and_nothing_is_written(tmp_path: Path) -> None:
    data = zipped(
        ("AAAA/BBBB.txt", PLAN.encode()),
        ("../../etc/passwd.txt", PLAN.encode()),
        ("__MACOSX/._x.txt", b"x"),
        ("a.exe", b"MZ"),
        ("C:\\plans\\办法.docx", as_docx(PLAN.split("\n"))),
    )
    # As Windows writes it: GBK bytes, and no flag that says so.
    path = write(tmp_path, "all.zip", data.replace(b"AAAA/BBBB", "规划/方案".encode("gbk")))
    before = sorted(tmp_path.rglob("*"))
    found = find_plans([tmp_path])
    assert [str(one.relative_to(path)) for one in found] == ["passwd.txt", "办法.docx", "规划/方案.txt"]
    assert [read_plan(one).document.title for one in found] == ["某省储能方案"] * 3
    assert find_plans([path]) == found and find_plans([found[2]]) == [found[2]]
    assert sorted(tmp_path.rglob("*")) == before


def test_a_name_in_utf8_without_the_flag_is_read(tmp_path: Path) -> None:
    data = zipped(("AAAAAA.txt", PLAN.encode())).replace(b"AAAAAA", "方案".encode())
    path = write(tmp_path, "a.zip", data)
    assert [one.name for one in members(path)] == ["方案.txt"]


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([("a.txt", b"0" * 60_000_000)], "unpacks to 57 MB"),
        ([(f"{n}.txt", b"x") for n in range(5001)], "more than 5000 files"),
    ],
    ids=["bomb", "many"],
)
def test_bombs_are_refused(tmp_path: Path, entries: list[tuple[str, bytes]], said: str) -> None:
    path = write(tmp_path, "a.zip", zipped(*entries))
    with pytest.raises(ReadError, match=said):
        find_plans([path])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (zipped(("a.txt", PLAN.encode())), r"is a ZIP: name it on its own, or a file in it"),
        (zipped(("ppt/presentation.xml", b"")), "a presentation"),
        (b"7z\xbc\xaf\x27\x1c", "unpack it"),
        (b"PK\x03\x04nothing", "is a ZIP"),
    ],
)
def test_what_has_no_reader_is_refused_with_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        source_from_bytes(data, "a.bin")


def test_files_without_a_known_name_are_found_by_content(tmp_path: Path) -> None:
    write(tmp_path, "t20230101_12.aspx", b"<!doctype html><html><body><p>" + PLAN.encode())
    write(tmp_path, "download", as_pdf(["储能"]))
    write(tmp_path, "notes.md", PLAN.encode())
    write(tmp_path, "~$open.docx", b"x")
    assert [one.name for one in find_plans([tmp_path])] == ["download", "t20230101_12.aspx"]


def test_a_missing_file_a_folder_and_a_member_that_is_not_there_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "a.zip", zipped(("a.txt", PLAN.encode())))
    for wrong, said in (("no.txt", "no such file"), ("", "is a folder"), (f"{path.name}/b.txt", "holds no file")):
        with pytest.raises(ReadError, match=said):
            read_source(tmp_path / wrong)
