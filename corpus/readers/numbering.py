"""The numbers that Word puts in front of paragraphs by counting (一、, （一）, 1.) and that its text does not hold."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HAN = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it is counted and written (%1、), and where it begins."""

    form: str
    written: str
    start: int


class Numbering:
    """Counts the paragraphs of a document list by list; holds the lists of numbering.xml and the styles."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._lists = _read_lists(numbering)
        self._styles = _read_styles(styles)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def number_of(self, paragraph: etree._Element) -> str:
        """The number in front of the next paragraph of its list, "" for one that is in none."""
        found = self._place(paragraph)
        if found is None:
            return ""
        name, depth = found
        levels = self._lists.get(name, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts[name]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        if level.form == "bullet":
            return ""
        written = re.sub(r"%(\d)", lambda m: self._written(levels, counts, int(m[1]) - 1), level.written)
        return written + (" " if written[-1:].isalnum() else "")

    def _written(self, levels: dict[int, Level], counts: dict[int, int], depth: int) -> str:
        level = levels.get(depth, Level("decimal", "", 1))
        return write_number(counts.get(depth, level.start), level.form)

    def _place(self, paragraph: etree._Element) -> tuple[str, int] | None:
        properties = paragraph.find(f"{MAIN}pPr")
        own = _num_of(properties) if properties is not None else None
        style = properties.find(f"{MAIN}pStyle") if properties is not None else None
        if own is None and style is not None:
            own = self._styles.get(style.get(f"{MAIN}val") or "")
        return None if own is None or own[0] == "0" else own


def write_number(value: int, form: str) -> str:
    """A count as Word writes it.

    >>> [write_number(12, form) for form in ("decimal", "chineseCountingThousand", "upperLetter", "lowerRoman")]
    ['12', '十二', 'L', 'xii']
    >>> write_number(3, "decimalEnclosedCircle"), write_number(120, "chineseCounting")
    ('③', '一百二十')
    """
    if form.startswith(("chinese", "japaneseCounting", "taiwaneseCounting")) or form == "ideographDigital":
        return _han(value)
    if form.startswith("decimalEnclosedCircle") and 1 <= value <= 20:
        return chr(ord("①") + value - 1)
    if form in ("upperLetter", "lowerLetter") and value >= 1:
        letters = chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letters if form == "upperLetter" else letters.lower()
    if form in ("upperRoman", "lowerRoman") and 1 <= value < 4000:
        roman = _roman(value)
        return roman if form == "upperRoman" else roman.lower()
    return "" if form == "none" else str(value)


def _han(value: int) -> str:
    if not 0 < value < 1000:
        return str(value)
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    out = HAN[hundreds] + "百" if hundreds else ""
    if tens:
        out += ("" if tens == 1 and not hundreds else HAN[tens]) + "十"
    elif hundreds and ones:
        out += "零"
    return out + (HAN[ones] if ones else "")


def _roman(value: int) -> str:
    signs = re.findall(r"[A-Z]+", "M CM D CD C XC L XL X IX V IV I")
    out = ""
    for size, sign in zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), signs, strict=True):
        out += sign * (value // size)
        value %= size
    return out


def _value(element: etree._Element | None, name: str, otherwise: str) -> str:
    found = element.find(f"{MAIN}{name}") if element is not None else None
    return otherwise if found is None else found.get(f"{MAIN}val") or otherwise


def _num_of(properties: etree._Element) -> tuple[str, int] | None:
    number = properties.find(f"{MAIN}numPr")
    if number is None or number.find(f"{MAIN}numId") is None:
        return None
    depth = _value(number, "ilvl", "0")
    return _value(number, "numId", "0"), int(depth) if depth.isdigit() else 0


def _read_lists(numbering: etree._Element | None) -> dict[str, dict[int, Level]]:
    if numbering is None:
        return {}
    abstract: dict[str, dict[int, Level]] = {}
    for one in numbering.iter(f"{MAIN}abstractNum"):
        levels: dict[int, Level] = {}
        for level in one.iterchildren(f"{MAIN}lvl"):
            depth, start = level.get(f"{MAIN}ilvl") or "0", _value(level, "start", "1")
            if depth.isdigit():
                form = _value(level, "numFmt", "decimal")
                levels[int(depth)] = Level(form, _value(level, "lvlText", ""), int(start) if start.isdigit() else 1)
        abstract[one.get(f"{MAIN}abstractNumId") or ""] = levels
    return {
        one.get(f"{MAIN}numId") or "": abstract.get(_value(one, "abstractNumId", ""), {})
        for one in numbering.iterchildren(f"{MAIN}num")
    }


def _read_styles(styles: etree._Element | None) -> dict[str, tuple[str, int]]:
    """List and level of the paragraph styles that count."""
    found: dict[str, tuple[str, int]] = {}
    for style in styles.iter(f"{MAIN}style") if styles is not None else ():
        properties = style.find(f"{MAIN}pPr")
        number = _num_of(properties) if properties is not None else None
        if number:
            found[style.get(f"{MAIN}styleId") or ""] = number
    return found
