"""Documents that a text cites: in 《》, brackets that do not match included; without brackets where the words are a
fixed name of a law, a convention or a standing catalogue, or where a number stands behind or instead of a title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from cetu.corpus.describing.naming import KINDS
from cetu.corpus.headings import DOCUMENT_NUMBER
from cetu.extract.lexicon import words

Span = tuple[int, int]

NATION = "中华人民共和国"
OPEN = re.compile(r"《+")
OTHER = re.compile(r"(?:<<|〈)(?P<name>[^<>〈〉《》\n。]{6,120})(?:>>|〉)")
NESTING = re.compile(r"关于|(?:印发|转发|批转|发布|贯彻|落实|实施|修改|执行)$")
"""In what stands before it, what lets one name in brackets be part of another (《国务院关于印发《X》的通知》)."""
LONGEST, BREAKS = 160, 3
"""Characters and line ends of the longest title; an opening bracket without its partner within them hides nothing."""
ENDS = re.compile(r"》|〉{1,2}|>{1,2}|[）)]{1,2}(?=[，、。；（(和及与的等要\n]|$)")
TITLE_END = re.compile(rf"(?:{KINDS}|法|条例|协定|公约|标准|目录|名录|纲要|规则|大纲|令|宣言|议程|本|版)$")
LAW_BEFORE = re.compile(
    r"(?:^|[\s，、；。：（“]|国家|和|与|及|或|订|定|动|彻|实|照|据|施|行|于|按|守|立|合|用|循|改|快|入|成|反|背|《)$"
)
WITH_NUMBER = re.compile(
    r"(?<![^\n。；，：、月日 ])(?P<title>[^\n。；，：、《》（）()\d]{0,60}关于(?:(?!关于)[^。；《》（）()]){4,80}?"
    r"的(?:通知|意见|函|决定|公告|批复))"
    rf"\s?[（(](?:{DOCUMENT_NUMBER.pattern})[）)]"
)
BY_NUMBER = re.compile(
    rf"(?:按照?|根据|依据|落实|执行|以|即|、|和|及)\s?(?P<number>{DOCUMENT_NUMBER.pattern})(?:文件?)?"
    r"(?=[、，。；和及等的要文规精（(])"
)
SHORT_LAW = 4
"""A law's name of fewer characters is no more than that only where nothing stands in front that belongs to it."""


def find_citations(text: str) -> list[Span]:
    """Spans of the names of cited documents, without brackets, in order, none inside another.

    >>> text = "依据《某省方案》和《关于印发〈储能规划〉的通知》，落实节约能源法、《氢能办法〉要求，按省能源局规划。"
    >>> [text[a:b] for a, b in find_citations(text)]
    ['某省方案', '关于印发〈储能规划〉的通知', '节约能源法', '氢能办法']
    """
    found = list(_bracketed(text))
    covered = [(a - 1, b + 1) for a, b in found]
    for others in (_otherwise(text), _numbered(text), _named(text)):
        more = [one for one in others if not any(a < one[1] and one[0] < b for a, b in covered)]
        found += more
        covered += more
    return sorted(found)


def _bracketed(text: str) -> Iterator[Span]:
    """Names in brackets, 《关于印发《X》的通知》 as one; one that never closes is left out."""
    at = 0
    for opening in OPEN.finditer(text):
        start = opening.end()
        if start <= at:
            continue
        end = _close(text, start)
        if end is None or not text[start:end].strip():
            continue
        yield start, end
        at = end


def _close(text: str, start: int) -> int | None:
    """Where the name that begins at `start` ends."""
    depth, breaks = 1, 0
    for at in range(start, min(len(text), start + LONGEST)):
        char = text[at]
        if char == "》":
            depth -= 1
            if depth == 0:
                return at
        elif char == "《":
            if not NESTING.search(text, start, at):
                break
            depth += 1
        elif char == "\n":
            breaks += 1
            if breaks > BREAKS:
                break
        elif char == "。":
            break
    return _mended(text, start)


def _mended(text: str, start: int) -> int | None:
    """The end of a name whose closing bracket is misprinted (《…〉, 《…>>, 《…）), where the name ends like a title."""
    for end in ENDS.finditer(text, start, min(len(text), start + LONGEST)):
        name = text[start : end.start()]
        opened = name.count("〈") - name.count("〉") if end.group()[0] == "〉" else 0
        inner = name.count("（") + name.count("(") - name.count("）") - name.count(")")
        if "。" in name or "《" in name or "\n" in name:
            return None
        if opened <= 0 and (end.group()[0] not in "）)" or inner <= 0) and TITLE_END.search(name):
            return end.start()
    return None


def _otherwise(text: str) -> Iterator[Span]:
    """Names in 〈〉 or << >> alone, where they end like a title."""
    yield from (one.span("name") for one in OTHER.finditer(text) if TITLE_END.search(one["name"]))


def _numbered(text: str) -> Iterator[Span]:
    """Titles without brackets that their number follows, and numbers instead of a title (按照国发〔2021〕4号要求)."""
    yield from (found.span("title") for found in WITH_NUMBER.finditer(text))
    yield from (found.span("number") for found in BY_NUMBER.finditer(text))


@cache
def _names() -> AhoCorasick:
    forms = sorted(words("documents"))
    return AhoCorasick([*forms, *(NATION + form for form in forms)], matchkind=MatchKind.LeftmostLongest)


def _named(text: str) -> Iterator[Span]:
    """Fixed names without brackets (推动节约能源法、电力法修订); 反电力法学会 and 物理法 are none."""
    for _, start, end in _names().find_matches_as_indexes(text):
        line = text[text.rfind("\n", 0, start) + 1 : text.find("\n", end) % (len(text) + 1)]
        if not re.search(r"[，。；、]", line):
            continue  # a title, a heading, a cell
        if end - start <= SHORT_LAW and not LAW_BEFORE.search(text[max(0, start - 2) : start]):
            continue
        if text[end : end + 1] in ("律", "院", "学", "规", "人", "治", "庭"):
            continue
        yield start, end
