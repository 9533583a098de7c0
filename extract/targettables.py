"""Targets in tables of indicators, whose rows are lines of text: name, unit, a figure for each year of the head, 约束性
or 预期性. A row is read only where every column is accounted for; else nothing is said. Offsets of the plan's own text:
the view has no spaces between columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cetu.extract.commitments import Figure
from cetu.extract.indicators import indicator_of
from cetu.extract.lexicon import pattern, words
from cetu.extract.quantities import number_of

NATURE = re.compile(r"(?:约束性|预期性|指导性)[①-⑩]?")
FIGURE = r"(?:[≥≤＞＜><]\s?)?\d[\d,]*(?:\.\d+)?\s?[%％‰]?\s?(?:及?以上|及?以下|以内|左右)?"
CELL = re.compile(rf"(?P<cell>{FIGURE}|[\[［【]{FIGURE}[\]］】]|[－—–-]{{1,2}})\s+$")
NAMED_UNIT = re.compile(r"^(?P<name>.+?)\s?（(?P<unit>[^（）\s]{1,12})）$")
WIDE = str.maketrans("０１２３４５６７８９％()\u3000\t", "0123456789%（）  ")
NUMBERED = re.compile(r"[ ]*\d{1,2}(?:\.\d{1,2})*[.．、]?\s+")
NUMBER = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})*(?:[.．、](?!\d)|\s)\s*|[①-⑳]\s?|（\d{1,2}）)?(?:其中[：:])?\s*")
HEAD = re.compile(r"指标|目标|项目|类别|分类|内容")
OF_HEAD = re.compile(r"单位|属性|性质|类型|20\d\d|目标值")
YEAR = re.compile(r"20\d\d(?=\s*年)")
MORE = re.compile(r"年均|累计|增长|增速|增量|变化|新增|增加|五年")
GROUPED = re.compile(r"(?:类别|分类|项目|领域)\s+(?:具体)?(?:指标|名称|内容)")
CHANGE = re.compile(r"(?<=.{3})(?:累计)?(?P<fall>降低|下降|减少)(?:率)?$|(?<=.{3})(?:累计)?(?:提升|提高|增长|增加)$")
PLAIN = re.compile(r"^[ ]*(?:主要)?指标(?:名称)?\s+(?P<year>20\d\d)\s*年\s*(?P<rows>\S.*)$", re.MULTILINE)
PLAIN_ROW = re.compile(rf"(?P<name>[^\d\s，。；：]{{4,40}}?)\s+(?P<cell>{FIGURE})\s*")
"""A table of two columns on one line: names, the year of the figures."""
SENTENCE = re.compile(r"[，。；：]")
FAR = 60
"""Lines above a row among which the head of its table is looked for."""
HEAD_LINES = 4
NAMES = range(2, 41)
"""Characters of a name."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table: the years of its columns in order, whether more columns follow them, whether names stand
    behind the group that they belong to."""

    years: tuple[int, ...]
    more: bool
    grouped: bool


def table_targets(text: str) -> list[Figure]:
    """The targets of all rows that are read whole. `text` is a plan's own, where the columns still stand apart.

    >>> def said(table): return [(f.indicator, f.op, f.value, f.unit, f.year) for f in table_targets(table)]
    >>> said("主要指标 2020 年 2025 年 属性\\n1 森林覆盖率（%） 42 42.5 约束性2 风电装机 万千瓦 426 ≥1003 预期性")
    [('森林覆盖率', 'eq', 42.5, '%', 2025), ('风电装机', 'ge', 1003, '万千瓦', 2025)]
    >>> said("指标 2020年 2025年 属性\\n单位GDP能耗降低（%） [17.1] 14 约束性")
    [('单位GDP能耗', 'decrease', 14, '%', 2025)]
    >>> said("指标 2020年 2025年 属性\\n绿色工厂（家） 150 预期性"), said("绿色工厂（家） 150 预期性")
    ([], [])
    """
    folded, found, last = text.translate(WIDE), list[Figure](), 0
    for nature in NATURE.finditer(folded):
        line = folded.rfind("\n", 0, nature.start()) + 1
        start, last = max(line, last), nature.end()
        whole = start > line or _begins_row(folded, line) or bool(NUMBERED.match(folded, line))
        if whole and (head := _head(folded, line)) is not None:
            found.extend(_row(folded, start, nature.start(), head))
    for table in PLAIN.finditer(folded):
        found.extend(_plain(folded, table))
    return found


def _plain(text: str, table: re.Match[str]) -> list[Figure]:
    """The targets of a table of two columns that stands on one line, none where a part of it is something else.

    >>> [(f.indicator, f.value, f.unit) for f in table_targets("指标 2025年建筑总能耗（亿吨） 11.5建筑节能率 30%")]
    [('建筑总能耗', 11.5, '亿吨'), ('建筑节能率', 30, '%')]
    """
    head, at, found = Head((int(table["year"]),), more=False, grouped=False), table.start("rows"), list[Figure]()
    while at < table.end("rows"):
        row = PLAIN_ROW.match(text, at, table.end("rows"))
        if row is None:
            return []
        found.extend(_row(text, row.start(), row.end(), head))
        at = row.end()
    return found


def _head(text: str, start: int) -> Head | None:
    """The head of the table that the row at `start` is of; None where there is none that says its years."""
    lines, stop = list[str](), start
    for _ in range(FAR):
        stop = text.rfind("\n", 0, max(0, stop - 1)) if lines else text.rfind("\n", 0, start)
        if stop < 0:
            break
        line = text[text.rfind("\n", 0, stop) + 1 : stop]
        if "。" in line:
            break
        lines.append(line)
        if HEAD.search(line) and OF_HEAD.search(line) and not NATURE.search(line) and not SENTENCE.search(line):
            below = [one for one in reversed(lines[:-1]) if one.strip()][: HEAD_LINES - 1]
            rows = next((i for i, one in enumerate(below) if NATURE.search(one)), len(below))
            said = " ".join([line, *below[:rows]])
            years = tuple(int(year) for year in YEAR.findall(said))
            return Head(years, bool(MORE.search(said)), bool(GROUPED.search(said))) if _rising(years) else None
    return None


def _rising(years: tuple[int, ...]) -> bool:
    return bool(years) and list(years) == sorted(set(years))


def _begins_row(text: str, start: int) -> bool:
    """Whether the line above ends a row or the head, so that this one has the whole of its name."""
    stop = text.rfind("\n", 0, start)
    above = text[text.rfind("\n", 0, max(0, stop)) + 1 : stop] if stop > 0 else ""
    return bool(re.search(rf"(?:{NATURE.pattern}|属性|性质|类型|年)\s*$", above))


def _row(text: str, start: int, end: int, head: Head) -> Iterator[Figure]:
    """The targets of one row: a figure for each year but the first, where there are several."""
    rest, cells = text[start:end].rstrip() + " ", list[tuple[int, int, str]]()
    while (match := CELL.search(rest)) is not None and rest[: match.start()][-1:].isspace():
        cells.insert(0, (start + match.start("cell"), start + match.end("cell"), match["cell"]))
        rest = rest[: match.start()]
    if len(cells) == len(head.years) + 1 and head.more and _adds_up([one for _, _, one in cells]):
        cells = cells[:-1]
    name, unit = _named(rest, head)
    if len(cells) != len(head.years) or len(name) not in NAMES:
        return
    for (a, b, cell), year in list(zip(cells, head.years, strict=True))[1 if len(cells) > 1 else 0 :]:
        if (figure := _figure(cell, name, unit, year)) is not None:
            at = text.find(name, start, end)
            begin = at if at >= 0 else a
            yield Figure(begin, b, *figure, "target.table")


def _adds_up(cells: list[str]) -> bool:
    """Whether the last of the cells is what the one before is more than the one before that: no year of its own."""
    numbers = [re.sub(r"[^\d.]", "", cell) for cell in cells[-3:]]
    if len(numbers) < 3 or not all(numbers):
        return False
    was, will, more = map(number_of, numbers)
    return abs(will - was - more) <= 0.011 * max(1, abs(will))


def _named(rest: str, head: Head) -> tuple[str, str | None]:
    """The name of a row and its unit, ("", None) where a part of either is not to be told."""
    said = NUMBER.sub("", rest).strip()
    unit: str | None = None
    parts = said.split()
    if len(parts) > 1 and _is_unit(parts[-1]):
        unit, parts = parts[-1], parts[:-1]
    elif bracketed := NAMED_UNIT.match(said):
        said, unit = bracketed["name"], bracketed["unit"]
        parts = said.split() if _is_unit(unit) else []
    if not parts or len(parts) > (2 if head.grouped else 1) or re.search(r"[，。；：\d]{3}|[，。；：]", parts[-1]):
        return "", None
    return parts[-1], unit


def _is_unit(word: str) -> bool:
    return word.replace("％", "%") in words("units") or bool(re.fullmatch(r"万?(?:m2|㎡|吨标准?煤/.+)", word))


def _figure(
    cell: str, name: str, unit: str | None, year: int
) -> tuple[str, str | None, float | int, str, int, None, str] | None:
    """Fields of a Figure between its span and its rule; None where the cell has no figure, no unit is told or the name
    says too little by itself (占总装机比重)."""
    number = re.search(r"\d[\d,]*(?:\.\d+)?", cell)
    own = re.search(r"[%％‰]", cell)
    unit = own.group().replace("％", "%") if own else unit.replace("％", "%") if unit else None
    change = CHANGE.search(name)
    if number is None or unit is None or name[0] == "占" or (cell[0] in "[［【" and not change):
        return None
    op, indicator = _op(cell), name.removeprefix("累计")
    if change and unit == "%":
        op, indicator = "decrease" if change["fall"] else "increase", name[: change.start()]
    elif indicator.startswith("新增"):
        op, indicator = "increase", indicator.removeprefix("新增")
    return indicator_of(indicator) or indicator, op, number_of(number.group()), unit, year, None, number[0]


def _op(cell: str) -> str:
    """The comparator of a cell, as a clause would say it."""
    if pattern("targets.least").match(cell) or "以上" in cell:
        return "ge"
    if pattern("targets.most").match(cell) or re.search("以下|以内", cell):
        return "le"
    return "approx" if "左右" in cell else "eq"
