"""The text of a DOCX: paragraphs, tables and boxes in order, with the numbers that Word counts by itself.

Pages are those that Word noted when it last laid the document out; a file that was never laid out has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from cetu.corpus.pages import Page, Pages, Run
from cetu.corpus.readers.files import open_pack, read_entry
from cetu.corpus.readers.numbering import Numbering
from cetu.corpus.readers.source import SourceText
from cetu.ontology.errors import ReadError

MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
PARSER = {"resolve_entities": False, "no_network": True, "huge_tree": False, "recover": True}
LEFT_OUT = frozenset(("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "footnoteReference", "commentReference"))
SHORT = 60
"""A row whose cells are all shorter is written as a row; in any other each cell's paragraphs stand alone."""


@dataclass(slots=True)
class _Writer:
    pieces: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    length: int = 0
    page: int = 1

    def add(self, line: str) -> None:
        if not line.strip():
            return
        if self.pieces:
            self.pieces.append("\n")
            self.length += 1
        self.runs.append(Run(self.length, self.length + len(line), self.page, None))
        self.pieces.append(line)
        self.length += len(line)


def read_docx(data: bytes, name: str) -> SourceText:
    """The text of a DOCX. Raises ReadError for one that is broken, locked or empty."""
    with open_pack(data, name) as pack:
        body = _part(read_entry(pack, "word/document.xml", name), name)
        counts = Numbering(_optional(pack, "word/numbering.xml", name), _optional(pack, "word/styles.xml", name))
    writer = _Writer()
    for line in _blocks(body, counts, writer):
        writer.add(line)
    text = "".join(writer.pieces)
    if not text.strip():
        raise ReadError(
            f"{name}: Word 文件里没有文字，如果是页面图片，请存为 PDF；"
            f"is a Word file without text: if it holds pictures, save it as PDF"
        )
    pages = Pages(tuple(Page(n, 0.0, 0.0) for n in range(1, writer.page + 1)), tuple(writer.runs))
    return SourceText(text, "docx", pages=pages if writer.page > 1 else None)


def _part(data: bytes, name: str) -> etree._Element:
    # A strict OOXML file differs in its namespace only.
    data = data.replace(STRICT[1:-1].encode(), MAIN[1:-1].encode())
    root = etree.fromstring(data, etree.XMLParser(**PARSER))
    if root is None:
        raise ReadError(
            f"{name}: Word 文件损坏，请在 Word 中打开后另存；"
            f"is a broken Word file: open it in Word and save it once more"
        )
    return root


def _optional(pack: object, part: str, name: str) -> etree._Element | None:
    import zipfile

    assert isinstance(pack, zipfile.ZipFile)
    return _part(read_entry(pack, part, name), name) if part in pack.namelist() else None


def _blocks(parent: etree._Element, counts: Numbering, writer: _Writer) -> Iterator[str]:
    """The lines of the paragraphs and tables below an element, in order, without going down a level for each box."""
    stack = [iter(parent)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif element.tag == f"{MAIN}p":
            yield from _paragraph(element, counts, writer)
        elif element.tag == f"{MAIN}tr":
            row = _row(element)
            if row is None:
                stack.append(iter(element))
            else:
                yield row
        elif isinstance(element.tag, str) and element.tag != CHOICE and element.tag.rpartition("}")[2] not in LEFT_OUT:
            stack.append(iter(element))


def _paragraph(paragraph: etree._Element, counts: Numbering, writer: _Writer) -> Iterator[str]:
    """A paragraph's lines, with its number in front, then those of the boxes that hang on it."""
    boxes: list[etree._Element] = []
    words = "".join(_words(paragraph, boxes, writer))
    for number, line in enumerate(words.split("\n")):
        yield (counts.number_of(paragraph) if number == 0 and words.strip() else "") + line
    for box in boxes:
        yield from _blocks(box, counts, writer)


def _words(paragraph: etree._Element, boxes: list[etree._Element], writer: _Writer) -> Iterator[str]:
    stack = [iter(paragraph)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
            continue
        if not isinstance(element.tag, str):
            continue
        name = element.tag.rpartition("}")[2]
        if element.tag == CHOICE or name in LEFT_OUT:
            continue
        if name == "txbxContent":
            boxes.append(element)
        elif name == "t":
            yield element.text or ""
        elif name in ("tab", "ptab"):
            yield "\t"
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "lastRenderedPageBreak" or (name == "br" and element.get(f"{MAIN}type") == "page"):
            writer.page += name == "lastRenderedPageBreak"
            yield "\n" if name == "br" else ""
        elif name in ("br", "cr"):
            yield "\n"
        else:
            stack.append(iter(element))


def _row(row: etree._Element) -> str | None:
    """A row of short cells as one line, its cells parted by tabs; None for a row that holds paragraphs."""
    cells = []
    for cell in row.iterchildren(f"{MAIN}tc"):
        paragraphs = ["".join(t.text or "" for t in p.iter(f"{MAIN}t")).strip() for p in cell.iter(f"{MAIN}p")]
        paragraphs = [words for words in paragraphs if words]
        if len(paragraphs) > 1 or any(len(words) > SHORT for words in paragraphs):
            return None
        cells.append(paragraphs[0] if paragraphs else "")
    return "\t".join(cells) if len(cells) > 1 else None
