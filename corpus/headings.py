"""How a line of a Chinese plan begins: heading numbers, boxes, items, annexes, signatures. One line at a time.

Lines are lines of the repaired view, so width is folded and stray spaces are gone; the patterns also take the
half-width brackets of lines that are not folded yet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

HAN = "[一二三四五六七八九十百〇零两]{1,4}"
NOT_NAUGHT = "(?![〇零])"
ORDINAL = rf"(?:{HAN}|\d{{1,3}})"

# Style names in the order in which Chinese documents nest them (GB/T 9704: 一、 （一） 1. （1）).
STYLES = (
    "part", "chapter", "division", "han", "han_bracket", "digit", "decimal", "digit_bracket", "digit_half", "circle",
)  # fmt: skip
NUMBER = re.compile(
    rf"(?P<part>第{ORDINAL}(?:部分|篇|编))[、:：]?|(?P<chapter>第{ORDINAL}章)[、:：]?|(?P<division>第{ORDINAL}节)[、:：]?"
    rf"|(?P<han>{HAN})[、.．]"
    rf"|(?P<han_bracket>[（(]{NOT_NAUGHT}{HAN}[）)])[、.]?"
    r"|(?P<decimal>[1-9]\d?(?:\.[1-9]\d?){1,3})(?=[、.]?\s?[\u4e00-\u9fffA-Za-z“《])(?![%％年月倍个项家万亿千百吨至到~～—-])[、.]?"
    r"|(?P<digit>\d{1,2}[.、．])(?!\d[\d.]*[%％年月倍个项家万亿千百吨至到~～—-])"
    r"|(?P<digit_bracket>[（(]\d{1,2}[）)])[、.]?"
    r"|(?P<digit_half>\d{1,2}[)）])"
    r"|(?P<circle>[①-⑳])"
)
BOX = re.compile(rf"(?P<number>专\s?[栏题]\s?(?:{HAN}|\d{{1,2}}(?:[-—.]\d{{1,2}})?)?)\s?[:：、.]?\s?")
DASH = re.compile(r"(?:—{1,3}|–{1,3}|-{2,3}|―{1,3}|─{1,3})\s?(?=[\u4e00-\u9fffA-Za-z“《])|(?:—{2,3}|-{2,3})(?=\d)")
BULLET = re.compile(r"[·•●◆■▲▪◇□★※]\s?")
ANNEX = re.compile(
    r"(?P<number>附\s?(?:件|表|录|图)\s?[\d一二三四五六七八九十]{0,3})(?:[-—]\d{1,2})?\s?(?P<mark>[:：.、]?)"
)
CONTENTS = re.compile(r"(?:\.{4,}|…{2,}|·{4,}|—{6,})\s?[-—（(]?\s?\d{0,4}\s?[-—）)]?$")
HAN_YEAR = r"[二一][〇○零Ｏ九O][〇○零一二三四五六七八九十]{2}年"
DATE = re.compile(
    rf"(?:19|20)\d\d\s?年\s?\d{{1,2}}\s?月(?:\s?\d{{1,2}}\s?日)?$|{HAN_YEAR}[一二三四五六七八九十]{{1,2}}月(?:[一二三四五六七八九十]{{1,3}}日)?$"
    r"|(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}(?:\s?\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?$"
)
DOCUMENT_NUMBER = re.compile(
    r"[^\s，。：；、（）《》]{2,20}[〔\[（(【]\s?(?:19|20)\d\d\s?[〕\]）)】]\s?第?\s?\d{1,4}\s?号"
)
END = "。！？；：…;:!?"
BRACKETED = re.compile(r"[。；！？][（(〔［\[【][^。；\n]{2,400}[）)〕］\]】]$")
CLOSERS = "”’」』》〉）)】〕］]\"'"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line begins with: `style` of its number (STYLES, "box", "dash", "bullet", "annex"), the number as
    printed, and where in the line its words begin."""

    style: str
    number: str
    words: int


def read_mark(line: str) -> Mark | None:
    """The number, box word, dash or annex word that a line begins with, or None.

    >>> read_mark("（二）强化攻关。研发飞轮储能。")
    Mark(style='han_bracket', number='（二）', words=3)
    >>> read_mark("专栏 1：储能技术")
    Mark(style='box', number='专栏 1', words=5)
    >>> read_mark("1.2亿元投资用于储能。"), read_mark("2025.")
    (None, None)
    """
    if not line:
        return None
    first = line[0]
    if first == "专":
        box = BOX.match(line)
        return _box(line, box) if box else None
    if first == "附":
        annex = ANNEX.match(line)
        return _annex(line, annex) if annex else None
    if first in "—–-―─":
        dash = DASH.match(line)
        return Mark("dash", dash.group(), dash.end()) if dash else None
    number = NUMBER.match(line)
    if number and number.lastgroup:
        return Mark(number.lastgroup, number.group(number.lastgroup), _skip(line, number.end()))
    bullet = BULLET.match(line)
    return Mark("bullet", bullet.group(), bullet.end()) if bullet else None


def _skip(line: str, at: int) -> int:
    while at < len(line) and line[at] in " 、\u3000":
        at += 1
    return at


def _box(line: str, box: re.Match[str]) -> Mark | None:
    number = box.group("number")
    bare = number in ("专栏", "专 栏", "专题", "专 题")
    if bare and (number.startswith("专题") or "题" in number or box.end() == box.end("number") or len(line) > 40):
        return None
    if len(line) - box.end() > 60 and "。" in line:
        return None
    return Mark("box", number, box.end())


def _annex(line: str, annex: re.Match[str]) -> Mark | None:
    """附件1, 附件：X: not 附件中的…, which is running text."""
    rest = line[annex.end() :]
    if len(line) > 60 or "。" in rest:
        return None
    bare = not annex.group("mark") and annex.group("number")[-1] in "件表录图"
    if bare and rest and not line[annex.end("number")].isspace():
        return None
    return Mark("annex", annex.group("number"), annex.end())


def is_date(line: str) -> bool:
    """Whether the line is a date alone, as under a signature."""
    return len(line) <= 20 and bool(DATE.match(line.strip("（）()")))


def is_contents(line: str) -> bool:
    """Whether the line belongs to a table of contents (dots, then a page number).

    >>> is_contents("（一）指导思想 .................... 8"), is_contents("（一）指导思想")
    (True, False)
    """
    return bool(CONTENTS.search(line)) or line.replace(" ", "") in ("目录", "目次") or _is_filler(line)


def _is_filler(line: str) -> bool:
    """Whether a line is one mark over and over, as the dots that a PDF drew with a font of its own."""
    return len(line) >= 5 and line == line[0] * len(line) and not line[0].isalnum()


def ends_sentence(line: str) -> bool:
    """Whether the line closes with a mark that ends a sentence or opens a list, behind closing quotes if need be.

    >>> [ends_sentence(line) for line in ("强化“硬科技”企业。", "推进“带土移植”", "发展储能。（省科技厅负责）")]
    [True, False, True]
    """
    bare = line.rstrip(CLOSERS)
    return (bool(bare) and bare[-1] in END) or (line[-1:] in CLOSERS and bool(BRACKETED.search(line)))


FIGURES = re.compile(r"\d[\d.,%—\-–]*(?=\s|$|[^\d\s年月日个项家万亿千百])")


def is_row(line: str) -> bool:
    """Whether a line is a row of a table: three figures or more without a clause, or a third of it figures.

    >>> is_row("二、风电（万千瓦）580 500 1080 589.4"), is_row("二、2030年前碳达峰十大行动")
    (True, False)
    """
    if "，" in line or "。" in line or len(line) > 80:
        return False
    figures = FIGURES.findall(line)
    return len(figures) >= 3 or (len(figures) >= 2 and 3 * sum(map(len, figures)) >= len(line))


ZH_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


def count(number: str) -> int | None:
    """The number that a heading's mark counts to.

    >>> count("（十二）"), count("3."), count("②"), count("二十、"), count("——")
    (12, 3, 2, 20, None)
    """
    digits = re.search(r"\d+(?!.*\d)", number)
    if digits:
        return int(digits.group())
    if number and "①" <= number[0] <= "⑳":
        return ord(number[0]) - ord("①") + 1
    han = re.search(HAN, number)
    if not han:
        return None
    words = han.group()
    if "十" in words:
        tens, _, ones = words.rpartition("十")
        return ZH_DIGITS.get(tens, 1) * 10 + ZH_DIGITS.get(ones, 0)
    return ZH_DIGITS.get(words[-1])
