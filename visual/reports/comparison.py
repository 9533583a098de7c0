"""Alignments as a report: a 对照表 for every kind of row, both plans side by side, differences marked."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence

from cetu.queries.alignment.rows import KINDS, Alignment, Row, Side, kind_names, relations
from cetu.visual.reports.gathering import gathered, names_of, places_of, shared_plan
from cetu.visual.reports.marking import alike, marked
from cetu.visual.reports.report import Cell, Column, Line, Report, Run, Source, Table, cell
from cetu.visual.reports.series import series_tables

TONES = {
    "good": {"same", "equal", "stricter", "stronger", "compatible", "in-corpus", "counterpart", "earlier"},
    "bad": {"looser", "conflicting", "softer", "dropped", "missing"},
    "warn": {"cannot-say", "incomparable", "other-body", "later", "number-changed", "other-name", "superseded"},
}
MARKED = {"target", "verb", "deadline", "body", "task", "entry"}
"""Kinds whose two wordings are held against each other; for the others the names say all."""
LONGEST, NAMED = 120, 44
"""Characters of a sentence that a cell shows around the words; and around a mere name."""
PLANS = 8
"""Plans that are named of those that lack something; of more the number is said."""


def comparison_report(found: Sequence[Alignment], *, together: bool = True) -> Report:
    """One pair, or a parent with many: then tables over all come first, and the others name the plan of each row.

    together: names that only one plan has stand in one line a heading, those that an open list leaves open in one a
    list, and what the parent has and some of many lack in one with their names; else every row has its line, and those
    that cannot be told a table of their own.
    """
    first = found[0]
    words = ("旧稿", "新稿") if first.purpose == "diff" else ("左侧（上级）规划", "右侧（下级）规划")
    facts = [
        (words[0], _titles([one.left.title for one in found])),
        (words[1], _titles([one.right.title for one in found])),
    ]
    counts: dict[tuple[str, str], int] = {}
    for one in found:
        for key, count in one.counts.items():
            counts[key] = counts.get(key, 0) + count
    names, called = kind_names(), relations()
    for kind in KINDS:
        said = [f"{called[relation].zh} {count}" for (of, relation), count in counts.items() if of == kind]
        if said:
            facts.append((names[kind], "，".join(said)))
    shared = shared_plan(found)
    remarks = () if shared else tuple(dict.fromkeys(remark for one in found for remark in one.remarks))
    tables = tuple(series_tables(found, shared)) if shared else ()
    tables += tuple(table for kind in KINDS for table in _tables(kind, found, names[kind], words, together=together))
    title = "两稿修改对照表" if first.purpose == "diff" else "规划对照表"
    return Report(title, tuple(facts), remarks, tables, first.software)


def _titles(titles: Sequence[str]) -> str:
    met = list(dict.fromkeys(titles))
    return f"《{met[0]}》" if len(met) == 1 else f"《{met[0]}》等{len(met)}份"


def _tables(
    kind: str, found: Sequence[Alignment], name: str, words: tuple[str, str], *, together: bool
) -> Iterator[Table]:
    """The table of a kind; where every row has its line, a further one of what cannot be told."""
    rows = _ordered([(one, row) for one in found for row in one.of(kind)], shared_plan(found))
    columns = (Column("序号", 3), Column(words[0], 17), Column(words[1], 17), Column("关系", 4), Column("说明", 13))
    unsaid = [] if together else [pair for pair in rows if pair[1].relation == "cannot-say"]
    told = [pair for pair in rows if pair[1].relation != "cannot-say"] if unsaid else rows
    for title, some in ((f"{name}对照", told), (f"{name}无法判断", unsaid)):
        lines = tuple(_lines(some, found, together=together))
        if lines:
            merged = f"，合并为{len(lines)}行" if len(lines) < len(some) else ""
            yield Table(title, f"{title}（{len(some)}条{merged}）", columns, lines)


def _ordered(rows: list[tuple[Alignment, Row]], shared: str) -> list[tuple[Alignment, Row]]:
    """What is said of one thing of the plan that all are compared with together; what only others have, after it."""
    if not shared:
        return rows
    sides = {id(row): row.left if one.left.key == shared else row.right for one, row in rows}
    return sorted(rows, key=lambda pair: side.start if (side := sides[id(pair[1])]) else sys.maxsize)


def _lines(rows: Sequence[tuple[Alignment, Row]], found: Sequence[Alignment], *, together: bool) -> Iterator[Line]:
    called, many, shared = relations(), len(found) > 1, shared_plan(found)
    titles = {party.key: party.title for one in found for party in (one.left, one.right)}
    others = {id(row): one.right.title if one.left.key == shared else one.left.title for one, row in rows}
    reasons = {id(row): one.reason(row, only=shared if many else None) for one, row in rows}
    groups = gathered([row for _, row in rows], shared) if together else [(row,) for _, row in rows]
    for number, group in enumerate(groups, 1):
        row, side = group[0], group[0].left or group[0].right
        over_plans = len(group) > 1 and side is not None and side.plan == shared
        alone = len(group) == 1 or over_plans
        left, right = _sides(row, titles, many=many) if alone else _grouped(group, titles, many=many)
        relation = cell(called[row.relation].zh, "strong")
        tone = next((tone for tone, names in TONES.items() if row.relation in names), "")
        plain = _reason(row, reasons[id(row)], len(group))
        reason = _over_plans([others[id(one)] for one in group]) if over_plans else plain
        yield Line((cell(str(number)), left, right, relation, reason), tone)


def _over_plans(titles: Sequence[str]) -> Cell:
    """Of how many of the other plans a row is said, and of which."""
    met = list(dict.fromkeys(titles))
    named = "、".join(f"《{title}》" for title in met[:PLANS]) + ("等" if len(met) > PLANS else "")
    return Cell((Run(f"{len(met)}份规划", "strong"), Run(f"：{named}")))


def _grouped(group: Sequence[Row], titles: dict[str, str], *, many: bool) -> tuple[Cell, Cell]:
    """Both cells of a group: the names on the side that has them."""
    side = group[0].left or group[0].right
    assert side is not None
    title = f"《{titles[side.plan]}》" if many else ""
    runs = (Run(names_of(group), "strong"), Run(f"\n{title}{places_of(group)}", "quiet"))
    mine = Cell(runs, _source(side, titles))
    return (mine, cell("——")) if group[0].left else (cell("——"), mine)


def _reason(row: Row, reason: str, count: int) -> Cell:
    if count > 1:
        return Cell((Run(f"{count}项：{reason}"),))
    said = {"confirmed": "（已由人确认）", "broken": "（已由人否定）"}.get(row.verdict, "")
    return Cell((Run(reason + said), Run(f"（把握{row.score:.2f}）", "quiet")))


NAMED_FIGURE = re.compile(r"[\u4e00-\u9fff]{3}")
"""Whether the words of a target say more than a figure: of 到2030年下降30% the target quotes 30% alone."""


def _sides(row: Row, titles: dict[str, str], *, many: bool) -> tuple[Cell, Cell]:
    if row.left and row.right and row.kind in MARKED and row.relation not in ("same", "equal"):
        ours, theirs = _words(row.left, row.kind), _words(row.right, row.kind)
        left, right = marked(ours, theirs) if alike(ours, theirs) else ((Run(ours),), (Run(theirs),))
        return _cell(row, row.left, left, titles, many), _cell(row, row.right, right, titles, many)
    left_cell, right_cell = (
        _cell(row, side, (Run(_words(side, row.kind)),), titles, many) if side else cell("——")
        for side in (row.left, row.right)
    )
    return left_cell, right_cell


def _words(side: Side, kind: str) -> str:
    """What is held against the other side: the words themselves, or the few that say what is compared."""
    if kind in ("task", "entry"):
        return side.name
    quote = "".join(side.quote.split()).rstrip("。：")
    bare = kind == "target" and not NAMED_FIGURE.search(quote)
    return side.said if side.said and (bare or kind in ("body", "deadline")) else quote or side.name


def _cell(row: Row, side: Side, words: tuple[Run, ...], titles: dict[str, str], many: bool) -> Cell:
    text = "".join(run.text for run in words)
    runs = [] if side.name.rstrip("。：") in text else [Run(side.name, "strong"), Run("\n")]
    runs += words
    full = row.kind in MARKED
    around = _around(side, LONGEST if full else NAMED)
    heading = side.headings[-1].strip("。：") if side.headings else ""
    if around.strip("。：") != heading and around.strip("…。：") not in text:
        runs.append(Run(f"\n{around}", "quiet"))
    runs += _alike(row, side)
    title = f"《{titles[side.plan]}》" if many else ""
    where = f"{title}第{side.line}行" + (f"，{side.headings[-1]}" if side.headings else "")
    runs.append(Run(f"\n{where}" if full or len(runs) == 1 else f"（{where}）", "quiet"))
    return Cell(tuple(runs), _source(side, titles))


def _alike(row: Row, side: Side) -> list[Run]:
    """The sentence of this plan on which a pair of tasks or entries rests most, with its line."""
    if row.kind not in ("task", "entry") or not row.matched:
        return []
    own = [one for one in row.further if one.plan == side.plan and one.start != side.start]
    return [Run(f"\n最相近的句子（第{one.line}行）：{_around(one, LONGEST)}", "quiet") for one in own[:1]]


def _around(side: Side, longest: int) -> str:
    """The sentence, its ends left out where it is long."""
    if len(side.sentence) <= longest:
        return side.sentence
    quote = "".join(side.quote.split())
    at = max(0, side.sentence.find(quote))
    start = max(0, at - longest // 3)
    end = min(len(side.sentence), max(start + longest, at + min(len(quote), longest)))
    return f"{'…' if start else ''}{side.sentence[start:end]}{'…' if end < len(side.sentence) else ''}"


def _source(side: Side, titles: dict[str, str]) -> Source:
    return Source(titles[side.plan], side.line, " > ".join(side.headings), side.sentence)
