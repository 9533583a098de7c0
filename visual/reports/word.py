"""A report as a Word document: A4 across, a heading and a table a kind, head rows repeated, East Asian fonts set.

Differences are to be seen in print: struck through, bold and underlined. Tables are written as XML at once, for
python-docx takes minutes over some thousand cells.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from cetu.corpus.readers.own import CATEGORY
from cetu.visual.reports.report import Cell, Line, Report, Run, Table

BODY, HEAD = "FangSong", "SimHei"
"""仿宋 for text and 黑体 for headings, as official documents have them; Word falls back where they are missing."""
LATIN = "Times New Roman"
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML does not allow."""
TABLE_WIDTH = 26.7
"""Centimetres between the margins of an A4 page across."""
LONGEST = 500
"""Characters of a cell up to which its row stays on one page."""
LOOK = {
    "": "",
    "strong": "<w:b/>",
    "gone": '<w:strike/><w:color w:val="9C1C1C"/>',
    "new": '<w:b/><w:color w:val="0B5394"/><w:u w:val="single"/>',
    "quiet": '<w:color w:val="595959"/><w:sz w:val="16"/><w:szCs w:val="16"/>',
}
FILL = {"bad": "FBE5E1", "warn": "FFF4D6", "good": "E9F3E6"}


def to_docx(report: Report) -> bytes:
    """The document's bytes; the same report gives the same text, Word's own dates left at their default."""
    document = Document()
    document.core_properties.category = CATEGORY
    _page(document)
    _styles(document)
    title = document.add_paragraph(_clean(report.title), style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for label, value in report.facts:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{_clean(label)}：").bold = True
        paragraph.add_run(_clean(value))
    for remark in report.remarks:
        document.add_paragraph(_clean(remark), style="Quote")
    if report.marked:
        document.add_paragraph("标记：删除线为左侧独有，加粗下划线为右侧独有（或所指的原文）。", style="Quote")
    for table in report.tables:
        document.add_heading(_clean(table.title), level=1)
        if table.note:
            document.add_paragraph(_clean(table.note))
        document.element.body.insert(-1, parse_xml(_table(table)))
    document.add_paragraph(_clean(report.software), style="Quote")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _page(document: Word) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(1.8)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(footer, "PAGE")


def _field(paragraph: Paragraph, code: str) -> None:
    """A field that Word works out: the page number."""
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


def _styles(document: Word) -> None:
    """Fonts for Latin and for East Asian text, in every style that is used."""
    for name, font, size in (("Normal", BODY, 10.5), ("Title", HEAD, 20), ("Heading 1", HEAD, 14), ("Quote", BODY, 9)):
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        style.font.name = LATIN
        style.font.size = Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.font.italic = False
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), font)
        style.paragraph_format.space_after = Pt(3)
    heading = document.styles["Heading 1"]
    assert isinstance(heading, ParagraphStyle)
    heading.paragraph_format.keep_with_next = False  # LibreOffice would move the whole table with it


def _table(table: Table) -> str:
    """The table's XML: fixed widths, the head row repeated on every page, no row broken over two but long ones."""
    whole = sum(column.width for column in table.columns)
    widths = [round(TABLE_WIDTH * 567 * column.width / whole) for column in table.columns]
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    head = "".join(
        _cell((Run(column.title, "strong"),), width, "D9E2EC")
        for column, width in zip(table.columns, widths, strict=True)
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{''.join(_rows(table, widths))}</w:tbl>"
    )


def _rows(table: Table, widths: list[int]) -> Iterator[str]:
    for line in table.lines:
        cells = "".join(_cell(one.runs, width, _fill(line, one)) for one, width in zip(line.cells, widths, strict=True))
        whole = "" if max(len(one.text) for one in line.cells) > LONGEST else "<w:cantSplit/>"
        yield f"<w:tr><w:trPr>{whole}</w:trPr>{cells}</w:tr>"


def _fill(line: Line, cell: Cell) -> str:
    """The line's colour, in the cell that is bold throughout (the relation, the severity)."""
    bold = len(cell.runs) == 1 and cell.runs[0].mark == "strong"
    return FILL.get(line.tone, "") if bold else ""


def _cell(runs: tuple[Run, ...], width: int, fill: str) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    paragraphs = "".join(
        f'<w:p><w:pPr><w:spacing w:after="0"/></w:pPr>{"".join(_run(run) for run in line)}</w:p>'
        for line in _split(runs)
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{paragraphs}</w:tc>'


def _split(runs: tuple[Run, ...]) -> list[list[Run]]:
    """The runs of each line of a cell."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *rest = run.text.split("\n")
        lines[-1].append(Run(first, run.mark))
        lines.extend([Run(text, run.mark)] for text in rest)
    return lines


def _run(run: Run) -> str:
    if not run.text:
        return ""
    fonts = f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{BODY}"/>'
    look = LOOK[run.mark]
    size = "" if "w:sz" in look else '<w:sz w:val="19"/><w:szCs w:val="19"/>'
    bold, _, rest = look.partition("<w:b/>") if look.startswith("<w:b/>") else ("", "", look)
    weight = "<w:b/>" if look.startswith("<w:b/>") else bold
    order = _ordered(weight + rest + size)
    return f'<w:r><w:rPr>{fonts}{order}</w:rPr><w:t xml:space="preserve">{escape(_clean(run.text))}</w:t></w:r>'


def _ordered(properties: str) -> str:
    """Run properties in the order that the schema asks for."""
    found = re.findall(r"<w:[^>]+/>", properties)
    order = ["b", "strike", "color", "sz", "szCs", "u"]
    return "".join(sorted(found, key=lambda one: order.index(re.split(r"[ /]", one[3:])[0])))


def _clean(text: str) -> str:
    return UNFIT.sub("", text)
