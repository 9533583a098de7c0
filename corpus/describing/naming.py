"""The title of a document: the plan's own where a notice sends it out, the notice's apart from it; its kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from cetu.corpus.describing.names import is_organ, read_names
from cetu.corpus.describing.places import leading_place
from cetu.corpus.describing.words import any_of
from cetu.corpus.headings import DOCUMENT_NUMBER, read_mark
from cetu.corpus.plan import Section, View

KINDS = any_of("kind")
MARKS = r"(?:[（(][^（）()]*[）)])*[》”]?"
KIND = re.compile(rf"({KINDS}){MARKS}$")
SELF = re.compile(
    r"(?:制定|编制|提出|特制定|制订|作出)(?:了)?(?:本|此|该|如下|以下)(?:工作|实施|行动|指导)?(方案|规划|意见|计划|办法|措施|细则|行动计划|决定|规定|政策措施)"
)
SENDS = r"(?:印发|转发|批转|发布|公布|下发)"
BY = r"(?:通知|函|公告|通报|决定|意见)"
NOTICE = re.compile(rf"^(?P<who>.{{0,200}}?)(?:关于)?{SENDS}(?P<sent>.{{4,140}}?)(?:的(?P<by>{BY}))?$")
QUOTED = re.compile(
    rf"^.{{0,60}}?(?:{SENDS}|出台|公开征求|征求)(?:了)?《(?P<title>[^》]{{4,140}}(?:〈[^〉]*〉[^》]*)?)》"
    r"(?:公开)?(?:征求)?(?:意见)?(?:的)?(?:公告|通告|通知|函)?$"
)
SENT = re.compile(r"(?:现将|印发了?|制定了|出台)[《〈<](?P<title>[^》〉>]{4,120}(?:〈[^〉]*〉[^》]*)?)[〉》>]")
GLUED = re.compile(rf"(?P<title>[^。，；]{{4,80}}?{KINDS})(?=(?P=title)|目录$|为[深贯全切认]|[（(][^（）()]{{2,16}}〔)")
FOLIO = re.compile(r"^.{0,16}[-—]\s?\d{1,3}\s?[-—]")
STRAY = re.compile(rf"^{any_of('stray')}+")
TABLE = re.compile(
    r"^.{0,160}(?:日\s?期\s?[\]】]?\s?[:：]?\s?\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|标\s{0,4}题\s?[:：])\s?(?=\S)"
)
"""The end of the table above a page's title (发布机构：… 成文日期：2022-05-18), where it runs on before it."""
EDITION = re.compile(rf"[（(]{any_of('edition')}[）)]$")
TWICE = re.compile(r"^(.{8,100}?)\1(?:[（(][^（）()]*\d{4}[^（）()]*(?:号[）)]?)?)?$")
SITE = re.compile(
    r"(?P<end>的(?:通知|公告|意见|函|决定|批复|通告)|方案|规划|计划|措施|办法|政策)\s?(?:-{1,3}|_+|—{1,2}|\|)\s?[^-—_|。，《》]{2,30}$"
)
"""The name of a web site that a page's title goes on with."""
ALIKE = 0.8
"""A title below a notice that shares so much with what the notice says that it sends out is that, printed in full."""
CUT = 4
"""A title below that lacks so many characters of what the notice sends out has lost its first line."""
HEAD_LINES, LONGEST_TITLE, WRAPPED = 24, 200, 5


@dataclass(frozen=True, slots=True)
class Title:
    """A document's own title, and that of the notice that sends it out; None for what the text has not."""

    own: str | None
    notice: str | None


def find_title(view: View, sections: Sequence[Section]) -> Title:
    """The titles that a text prints above its body."""
    lines = view.text.split("\n")
    section = next((one for one in sections if one.kind == "title"), None)
    printed = _with_issuers(section, view) if section else None
    notice, sent = _notice(lines)
    own = _clean(printed) if printed else None
    if own and (inner := sent_by(own)):
        own, notice = inner, notice or own
    own = own or _glued(lines)
    if sent and (own is None or not _alike(own, sent) or (sent.endswith(own) and len(sent) >= len(own) + CUT)):
        own = sent
    if own is None or own == notice:
        own, notice = sent or own, notice if sent else None
    return Title(_spaced(own or _first_line(lines)), _spaced(notice))


def kind_of(title: str | None, text: str) -> str | None:
    """What kind of document a title says that it is, or the document says of itself (制定本方案).

    >>> kind_of("储能发展实施方案（试行）", ""), kind_of(None, "为推动储能发展，特制定本规划。"), kind_of(None, "")
    ('方案', '规划', None)
    """
    if title and (kind := KIND.search(title)):
        return kind.group(1)
    said = SELF.search(text[:4000])
    return said.group(1) if said else None


def _with_issuers(section: Section, view: View) -> str:
    """The title with the lines of names that stand right above a title that begins with 关于."""
    title = section.title
    if not title.startswith(("关于", "印发", "贯彻", "推动", "加快", "关于")) or "》" in title[:1]:
        return title
    start, _ = view.from_source(section.start, section.heading_end)
    above = view.text[:start].rstrip("\n").split("\n") if start else []
    names: list[str] = []
    for line in reversed(above[-6:]):
        if not line or not read_names(line):
            break
        names.insert(0, line)
    return "".join(names) + title if title.startswith(("关于", "印发", "贯彻")) else title


def _clean(title: str) -> str | None:
    """Without what runs on before it, the edition behind it, and brackets around the whole of it."""
    title = TABLE.sub("", title)
    title = SITE.sub(r"\g<end>", STRAY.sub("", FOLIO.sub("", title)).strip())
    title = TWICE.sub(r"\1", EDITION.sub("", title))
    if title.startswith("《") and title.endswith("》") and "》" not in title[:-1]:
        title = title[1:-1]
    return title or None


def sent_by(title: str) -> str | None:
    """What a notice, a headline or a call for comments names as the document that it is about.

    >>> sent_by("关于印发《储能方案（2022—2025年）》的通知"), sent_by("某省政府办公厅印发《储能规划》")
    ('储能方案（2022—2025年）', '储能规划')
    >>> sent_by("关于组织开展氢能试点工作的通知"), sent_by("关于公开征求《某市储能规划（征求意见稿）》意见的公告")
    (None, '某市储能规划（征求意见稿）')
    """
    if quoted := QUOTED.match(title):
        return quoted["title"]
    notice = NOTICE.match(title)
    if not notice or not notice["by"]:
        return None
    return _own_words(notice["sent"])


def _own_words(sent: str) -> str | None:
    """The title of what is sent, without brackets and without the names in front of what is passed on (转发)."""
    sent = sent.strip()
    if quoted := re.fullmatch(r"(?P<who>[^《]{0,60})[《〈<](?P<title>.+?)[》〉>）]", sent):
        sent = quoted["title"]
    elif "关于" in sent[2:] and (who := sent[: sent.index("关于")]) and _all_organs(who):
        sent = sent[len(who) :]
    return sent if KIND.search(sent) else None


def _all_organs(who: str) -> bool:
    return bool(read_names(who)) or is_organ(who.removesuffix("等部门"))


def _spaced(title: str | None) -> str | None:
    """The names in front of a title parted by a space where nothing parts them (国家发展改革委 国家能源局关于…)."""
    who = title.split("关于", 1)[0] if title and "关于" in title else ""
    names = read_names(who) if who and "、" not in who else []
    return " ".join(names) + title[len(who) :] if title and len(names) > 1 and "".join(names) == who else title


def _first_line(lines: Sequence[str]) -> str | None:
    """A first line that reads like a title though no word of a kind closes it: it begins with a place, a year, a
    five-year plan or another document, and the text begins below it."""
    line, below = lines[0], "".join(lines[1:2])
    if not 6 <= len(line) <= 60 or re.search(r"[，。；：！？]$|[。；：]", line) or read_mark(line) or read_names(line):
        return None
    opens = re.match(r"《|[“\"]?十[一二三四五六]五|(?:19|20)\d\d年", line) or leading_place(line)
    return line if opens and (len(below) > 60 or read_mark(below)) else None


def _notice(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """Title of the notice above a plan, and that of the plan as the notice names it."""
    head = [line for line in lines[:HEAD_LINES] if line]
    head = [SITE.sub(r"\g<end>", line) for line in head]
    for number, line in enumerate(head):
        if not re.search(rf"关于|{SENDS}", line) or line.startswith(("现将", "根据", "为")) or "。" in line:
            continue
        for size in range(1, WRAPPED):
            title = _clean("".join(head[number : number + size])) or ""
            title = DOCUMENT_NUMBER.sub("", title).removesuffix("（）").removesuffix("()")
            if len(title) > LONGEST_TITLE:
                break
            if re.search(r"的(?:通知|函)$", title):
                half = len(title) // 2
                title = title[:half] if title[:half] == title[half:] else title
                return (title, sent) if (sent := sent_by(title)) else (None, None)
    return None, None


def _glued(lines: Sequence[str]) -> str | None:
    """A title with the first words of the text run on behind it, or that only a covering letter names."""
    for line in lines[: HEAD_LINES + 6]:
        if found := GLUED.match(line) or SENT.search(line[:400]):
            return _clean(found["title"])
    return None


def _alike(own: str, sent: str) -> bool:
    bare, other = (re.sub(r"[（(][^（）()]*[）)]|\W", "", one) for one in (own, sent))
    if bare in other or other in bare:
        return True
    return SequenceMatcher(None, bare, other, autojunk=False).ratio() >= ALIKE
