"""Plans made into files of every kind, as tests need them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from html import escape
from pathlib import Path

from docx import Document
from docx.shared import Pt
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}-某省人民政府</title>
<meta name="ArticleTitle" content="{title}"><script>var x = "一、脚本";</script></head><body>
<div class="top"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li></ul></div>
<div class="path">您当前位置：<a href="/">首页</a> &gt; 正文</div>
<div class="main"><div class="left"><ul>{links}</ul></div>
<div class="article"><div class="TRS_Editor">{body}</div></div>
<div class="attachment">附件：<a href="./P0202301.docx">1.重点任务清单.docx</a>
<a href="/f/2.pdf">2.指标表</a></div></div>
<div class="foot"><p>主办单位：某省人民政府办公厅</p><p>地址：某市某路1号，邮编：100000。</p></div>
</body></html>"""


def as_html(lines: Sequence[str], *, charset: str = "utf-8") -> bytes:
    """A page as government sites publish it: navigation, a list of other news, the plan, attachments, a foot."""
    body = "".join(f'<p style="text-indent:2em"><span>{escape(line)}</span></p>\n' for line in lines)
    links = "".join(f'<li><a href="/{n}.html">某某部门召开第{n}次会议部署工作</a></li>' for n in range(30))
    return PAGE.format(charset=charset, title=escape(lines[0]), links=links, body=body).encode(charset)


def as_docx(lines: Sequence[str]) -> bytes:
    """A Word file with a paragraph a line."""
    document = Document()
    document.styles["Normal"].font.size = Pt(12)
    for line in lines:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_pdf(lines: Sequence[str], *, titles: int = 1) -> bytes:
    """A PDF set as offices set it: a centred title, paragraphs with an indent of two characters, a running head and
    page numbers like — 3 —."""
    text = ParagraphStyle("text", fontName=FONT, fontSize=14, leading=24, firstLineIndent=28, wordWrap="CJK")
    head = ParagraphStyle("head", fontName=FONT, fontSize=18, leading=30, alignment=1, wordWrap="CJK")

    def margins(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawString(90, 800, "某省人民政府公报 2023年第5期")
        canvas.drawCentredString(300, 40, f"— {document.page} —")

    stream = io.BytesIO()
    document = SimpleDocTemplate(stream, pagesize=A4, leftMargin=80, rightMargin=80, topMargin=80, bottomMargin=80)
    story = [Paragraph(escape(line), head if n < titles else text) for n, line in enumerate(lines)]
    document.build(story, onFirstPage=margins, onLaterPages=margins)
    return stream.getvalue()


def write(folder: Path, name: str, data: bytes) -> Path:
    """The file, written."""
    path = folder / name
    path.write_bytes(data)
    return path
