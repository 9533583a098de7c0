"""Files that nobody should have to read, made from a seed: the same number is the same file."""

from __future__ import annotations

import io
import random
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

OUTSIDE = Path(tempfile.gettempdir()) / "cetu-escaped.txt"
"""Where a member of a ZIP wants to be written."""

PLAN = (
    "海东省氢能产业发展实施方案（2024—2030年）\n一、重点任务\n（一）推进示范。在大连、营口等地区，建设海上风电制氢示范工程。\n"
    "到2025年，建成加氢站30座以上。由海东省发展改革委牵头负责。\n（二）加强攻关。研发固体氧化物电解制氢技术。\n"
)
MEGABYTE = 1_000_000


def truncated(chance: random.Random) -> tuple[str, bytes]:
    data = chance.choice((PLAN.encode(), PLAN.encode("gb18030"), PLAN.encode("utf-16"), docx(PLAN), pdf(PLAN)))
    return ending(data), data[: chance.randrange(len(data))]


def flipped(chance: random.Random) -> tuple[str, bytes]:
    """A few bits, or many."""
    data = bytearray(chance.choice((PLAN.encode(), PLAN.encode("gb18030"), docx(PLAN), pdf(PLAN))))
    for _ in range(chance.choice((1, 5, 50, len(data)))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return ending(bytes(data)), bytes(data)


def noise(chance: random.Random) -> tuple[str, bytes]:
    suffix = chance.choice((".txt", ".html", ".docx", ".pdf", ".zip", ".doc"))
    return suffix, chance.randbytes(chance.randrange(1, 20_000))


def nulls(chance: random.Random) -> tuple[str, bytes]:
    data = bytearray(PLAN.encode())
    for _ in range(chance.randrange(1, 200)):
        data.insert(chance.randrange(len(data)), 0)
    return ".txt", bytes(data)


def controls(chance: random.Random) -> tuple[str, bytes]:
    """Right-to-left marks, joiners, tags, private use, separators, half of a surrogate in UTF-16."""
    odd = "\u202e\u202d\u2066\u200f\u200d\ufeff\u2028\u2029\x0b\x0c\x85\U000e0041\ue000\ufffe\U0010ffff\u0301"
    text = list(PLAN)
    for _ in range(chance.randrange(1, 400)):
        text.insert(chance.randrange(len(text)), chance.choice(odd))
    if chance.random() < 0.2:
        return ".txt", b"\xff\xfe" + "".join(text).encode("utf-16-le") + b"\x00\xd8"
    return ".txt", "".join(text).encode("utf-8", "surrogatepass")


def nested(chance: random.Random) -> tuple[str, bytes]:
    """Brackets, quotation marks, tags and lists in each other, to a million deep."""
    depth = chance.choice((1000, 30_000, 1_000_000))
    kind = chance.randrange(5)
    if kind == 0:
        return ".html", b"<html><body>" + b"<div>" * depth + PLAN.encode() + b"</div>" * depth
    if kind == 1:
        return ".html", b"<table><tr><td>" * (depth // 3) + PLAN.encode()
    mark = ("（", "《", "“")[kind - 2]
    return ".txt", (PLAN + mark * (depth // 3) + PLAN).encode()


REPEATED = ("等", "、", "大连、", "（一）", "1.", "和", "年", "“", "到2025年，", "研发储能技术、", "\n一、", "=", "———")


def repeated(chance: random.Random) -> tuple[str, bytes]:
    """What makes grammars go back and forth: the same thing again and again."""
    part = chance.choice(REPEATED)
    return ".txt", (PLAN + part * chance.choice((100, 10_000, 200_000))).encode()


def one_line(chance: random.Random) -> tuple[str, bytes]:
    """Many megabytes without an end of line."""
    size = chance.choice((2, 10, 100)) * MEGABYTE
    line = PLAN.replace("\n", "").encode()
    return chance.choice((".txt", ".html")), line * (size // len(line))


def zip_bomb(chance: random.Random) -> tuple[str, bytes]:
    """A ZIP or DOCX of a few kilobytes that unpacks to hundreds of megabytes, or to a million files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        if chance.random() < 0.3:
            for number in range(5000):
                made.writestr(f"{number}.txt", PLAN)
        else:
            with made.open(chance.choice(("word/document.xml", "规划.txt", "xl/sharedStrings.xml")), "w") as member:
                for _ in range(chance.choice((50, 300))):
                    member.write(b"<w:p>" * 200_000)
    return chance.choice((".zip", ".docx", ".xlsx")), held.getvalue()


def climbing(chance: random.Random) -> tuple[str, bytes]:
    """A ZIP whose members are named for places outside."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name in ("../../escaped.txt", str(OUTSIDE), "C:\\escaped.txt", "a/../../escaped.txt", "规划.txt"):
            made.writestr(name, PLAN + name)
    return chance.choice((".zip", ".docx")), held.getvalue()


def html_bomb(chance: random.Random) -> tuple[str, bytes]:
    """Attributes without end, entities without end, a hundred thousand of everything."""
    kind = chance.randrange(4)
    many = chance.choice((1000, 100_000))
    if kind == 0:
        return ".html", b"<p " + b"a='" * many + PLAN.encode()
    if kind == 1:
        return ".html", b"<!DOCTYPE x [" + b"<!ENTITY a '&a;&a;'>" * 50 + b"]><p>" + b"&a;&lt;&#x10ffff;" * many
    if kind == 2:
        return ".html", b"<!--" * many + PLAN.encode() + b"<script>" * many
    return ".html", b"".join(b"<a href='x%d'>%s</a>" % (number, PLAN.encode()) for number in range(many // 20))


def looping_pdf(chance: random.Random) -> tuple[str, bytes]:
    """A PDF whose pages are their own parents, whose streams say wrong lengths, or that unpacks to much."""
    kind = chance.randrange(4)
    if kind == 0:
        pages = b"<</Type/Pages/Count 99/Parent 2 0 R/Kids[2 0 R 2 0 R 2 0 R]>>"
        return ".pdf", pdf_of(b"<</Type/Catalog/Pages 2 0 R>>", pages)
    if kind == 1:
        return ".pdf", pdf_of(b"<</Type/Catalog/Pages 2 0 R>>", b"2 0 R")
    if kind == 2:
        bomb = zlib.compress(b"q " * (chance.choice((10, 60)) * MEGABYTE), 9)
        stream = b"<</Length %d/Filter/FlateDecode>>stream\n" % len(bomb) + bomb + b"\nendstream"
        return ".pdf", page(stream)
    deep = b"[" * 100_000 + b"]" * 100_000
    return ".pdf", pdf_of(b"<</Type/Catalog/Pages 2 0 R/X " + deep + b">>", b"<</Type/Pages/Count 0/Kids[]>>")


KINDS: tuple[Callable[[random.Random], tuple[str, bytes]], ...] = (
    truncated, flipped, noise, nulls, controls, nested, repeated, one_line, zip_bomb, climbing, html_bomb, looping_pdf,
)  # fmt: skip

NAMES = ("plan", "..", "规划", "a b", "-rf", "%2e%2e", "con", "x" * 120, "\u202egnp", "é", "$(id)", "名'\"`")


def hostile_files(folder: Path, number: int, seed: int) -> Iterator[Path]:
    """So many files in a folder, one after another, each kind in turn."""
    for index in range(number):
        chance = random.Random(f"{seed}-{index}")
        suffix, data = KINDS[index % len(KINDS)](chance)
        path = folder / f"{chance.choice(NAMES)}-{index:05}{suffix}"
        path.write_bytes(data)
        yield path


def ending(data: bytes) -> str:
    return ".docx" if data[:2] == b"PK" else ".pdf" if data[:4] == b"%PDF" else ".txt"


def docx(text: str) -> bytes:
    """The least that Word calls a document."""
    held = io.BytesIO()
    schemas = "http://schemas.openxmlformats.org"
    kind = f"{schemas}/officeDocument/2006/relationships/officeDocument"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
    members = {
        "[Content_Types].xml": f'<Types xmlns="{schemas}/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{schemas}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{kind}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{schemas}/wordprocessingml/2006/main">'
        f"<w:body>{paragraphs}</w:body></w:document>",
    }
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return held.getvalue()


def pdf(text: str) -> bytes:
    """One page; the words are in a font that has no such letters, which is hostile enough."""
    shown = text.encode("utf-16-be").hex().encode()
    stream = b"BT /F1 12 Tf 40 700 Td <" + shown + b"> Tj ET"
    return page(b"<</Length %d>>stream\n" % len(stream) + stream + b"\nendstream")


def page(stream: bytes) -> bytes:
    font = b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    one = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources" + font + b">>"
    return pdf_of(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>", one, stream)


def pdf_of(*objects: bytes) -> bytes:
    """A PDF of numbered objects, the first of them its catalogue."""
    made = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(made)
