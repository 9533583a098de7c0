"""The plan in a web page: found among navigation by where the running text stands, with the files attached to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cetu.corpus.readers.source import Attachment, SourceText
from cetu.corpus.readers.text import decode_text
from cetu.ontology.errors import ReadError

LARGEST, DEEPEST = 20_000_000, 2_000
NESTING = re.compile(
    r"<(/?)(?!(?:br|hr|img|input|meta|link|p|li|td|tr|th|dd|dt|option|col|area|wbr)\b)[a-z][^>]{0,2000}?(/?)>",
    re.IGNORECASE,
)
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
SKIPPED = re.compile(
    r"script|style|noscript|iframe|template|head|nav|footer|select|button|object|svg|canvas|input|textarea"
)
BLOCKS = re.compile(
    r"address|article|aside|blockquote|body|caption|center|d[dltiv]{1,2}|fieldset|figure|form|h[1-6r]|header|li|main|ol|p|pre"
    r"|section|table|tbody|thead|tfoot|tr|ul"
)
CONTAINER = re.compile(r"address|article|body|center|dd|div|form|main|section")
CELLS = frozenset(("td", "th"))
SPACE = re.compile(r"[ \t\r\n\f]+")
PROSE = re.compile(r"[，。；：、]")
FILE = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|et|zip|rar|ofd|txt|ceb)(?:[?#]|$)", re.IGNORECASE)
SHARE = 0.8
"""The plan stands in the smallest element that holds so much of the page's running text."""
NOISE = re.compile(
    r"分享到|打印|关闭窗口|【?字体|浏览次数|责任编辑|扫一扫|上一篇|下一篇|您?当前(?:的)?位置|返回顶部|无障碍"
)
TITLES = ("meta[name=ArticleTitle]", "h1", "title")


def read_html(data: bytes, name: str) -> SourceText:
    """The running text of a page with its title, a block a line. Raises ReadError for a page without text."""
    if len(data) > LARGEST:
        raise ReadError(
            f"{name}: 网页超过 {LARGEST // 10**6} MB，请只存文字；is a web page larger than any plan: save its text"
        )
    page, encoding = _decode(data, name)
    if _depth(page) > DEEPEST:
        raise ReadError(
            f"{name}: 嵌套超过 {DEEPEST} 层，不像网页，请只存文字；"
            f"nests more than {DEEPEST} elements: it is no web page, save its text"
        )
    tree = LexborHTMLParser(page)
    body = tree.body
    if body is None:
        raise ReadError(f"{name}: 网页里没有文字；is a web page without text")
    lines = [line for line in _lines(_find_main(body)) if not (len(line) < 40 and NOISE.search(line))]
    text = "\n".join(lines)
    if not text.strip():
        raise ReadError(
            f"{name}: 网页里没有文字，可能由程序拼成，请保存看到的内容；is a web page without text: save what you see"
        )
    title = _title(tree)
    if title and _bare(title) not in _bare(text[:1500]) and _bare(lines[0]) not in _bare(title):
        text = f"{title}\n{text}"
    return SourceText(text, "html", encoding, attachments=tuple(_attachments(tree)))


def _decode(data: bytes, name: str) -> tuple[str, str]:
    """The page decoded as it says that it is, or as what it is."""
    declared = CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        codec = declared[1].decode("ascii").lower()
        codec = "gb18030" if codec in ("gb2312", "gbk", "gb18030") else codec
        try:
            return data.decode(codec), codec
        except (UnicodeDecodeError, LookupError):
            pass
    try:
        return decode_text(data, name=name)
    except ReadError:
        return data.decode("utf-8", "replace"), "utf-8"


def _depth(page: str) -> int:
    """How many elements stand in each other at most; the parser takes the square of the time for more."""
    depth = deepest = 0
    for tag in NESTING.finditer(page):
        if tag[1]:
            depth = max(0, depth - 1)
        elif not tag[2]:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def _walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Every node below `root` in document order, elements twice: when they open (True) and when they close."""
    node: LexborNode | None = root.child
    while node is not None:
        tag = node.tag or ""
        skip = SKIPPED.fullmatch(tag) is not None
        if not skip:
            yield node, True
        below = None if skip else node.child
        if below is not None:
            node = below
            continue
        while node is not None:
            if not SKIPPED.fullmatch(node.tag or ""):
                yield node, False
            if node.next is not None:
                node = node.next
                break
            node = node.parent
            if node is None or node.mem_id == root.mem_id:
                return


def _find_main(body: LexborNode) -> LexborNode:
    """The smallest element that holds most of the running text outside links."""
    sums: list[int] = [0]
    open_: list[LexborNode] = [body]
    found: list[tuple[int, int, LexborNode]] = []
    in_link = 0
    for node, opening in _walk(body):
        tag = node.tag or ""
        if tag == "-text":
            if opening and not in_link:
                sums[-1] += _prose(node.text_content or "")
        elif opening:
            open_.append(node)
            sums.append(0)
            in_link += tag == "a"
        elif len(open_) > 1:
            amount = sums.pop()
            found.append((amount, len(open_), open_.pop()))
            sums[-1] += amount
            in_link -= tag == "a"
    total = sum(sums)
    deepest = max((one for one in found if one[0] >= SHARE * total and total), key=lambda one: one[1], default=None)
    return _widened(deepest[2]) if deepest else body


def _widened(node: LexborNode) -> LexborNode:
    """The container of a piece of running text: of a paragraph its parent, of a cell without paragraphs its table."""
    while node.parent is not None and not CONTAINER.fullmatch(node.tag or ""):
        if (node.tag or "") in CELLS and node.css_first("p, div, br, table") is not None:
            break
        node = node.parent
    return node


def _prose(text: str) -> int:
    """Characters of running text: of pieces with a mark of a sentence, or long enough to be one's half."""
    bare = SPACE.sub("", text)
    return len(bare) if PROSE.search(bare) or len(bare) >= 20 else 0


def _lines(root: LexborNode) -> Iterator[str]:
    """The text of an element, a block or a row of a table a line."""
    pieces: list[str] = []
    for node, opening in _walk(root):
        tag = node.tag or ""
        if tag == "-text" and opening:
            pieces.append(SPACE.sub(" ", node.text_content or ""))
        elif BLOCKS.fullmatch(tag) or tag == "br":
            if tag == "br" and not opening:
                continue
            yield from _line(pieces)
        elif tag in CELLS and not opening:
            pieces.append("\t")
    yield from _line(pieces)


def _line(pieces: list[str]) -> Iterator[str]:
    line = "".join(pieces).strip(" \t")
    pieces.clear()
    if line.strip("\u3000\u00a0\u200b\ufeff "):
        yield line


def _title(tree: LexborHTMLParser) -> str | None:
    for selector in TITLES:
        node = tree.css_first(selector)
        if node is None:
            continue
        said = node.attributes.get("content") if node.tag == "meta" else node.text(deep=True)
        said = SPACE.sub(" ", said or "").strip(" 【】")
        if selector == "title":
            said = re.split(r"】?\s*[-_|—]+\s*", said)[0].strip(" 【】")
        if len(said) >= 6:
            return re.sub(r"[（(][^（）()]*[〔\[]\d{4}[〕\]]\s*\d+\s*号[）)]$", "", said)
    return None


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _attachments(tree: LexborHTMLParser) -> Iterator[Attachment]:
    """Links to files, each once, in order."""
    seen: set[str] = set()
    for link in tree.css("a[href]"):
        address = (link.attributes.get("href") or "").strip()
        label = SPACE.sub(" ", link.text(deep=True)).strip()
        is_file = FILE.search(address) or FILE.search(label)
        if is_file and address not in seen and not address.startswith("javascript"):
            seen.add(address)
            yield Attachment(label or address.rsplit("/", 1)[-1], address)
