"""One plan compared with many, over all: how each plan stands, and how all of them stand to each target."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from cetu.queries.alignment.rows import Alignment, Party, Side, relations
from cetu.queries.alignment.series import standings, sums
from cetu.visual.reports.report import Cell, Column, Line, Run, Source, Table, cell

COUNTED = (
    ("指标 双方都有", "target", ()),
    ("指标 更严", "target", ("stricter",)),
    ("指标 更松", "target", ("looser",)),
    ("指标 冲突", "target", ("conflicting",)),
    ("任务 对应", "task", ("counterpart",)),
    ("任务 部分 对应", "task", ("partial",)),
    ("任务 未见", "task", ("missing",)),
    ("技术 相同", "technology", ("same", "moved-stage")),
    ("技术 上下位", "technology", ("narrower", "broader")),
    ("技术 未见", "technology", ("missing",)),
    ("技术 无法 判断", "technology", ("cannot-say",)),
    ("技术 新增", "technology", ("extra",)),
)
"""Columns of numbers: head, kind of rows, relations that count; without any, rows that both plans have."""

GROUPS = (
    ("更严", ("stricter",)),
    ("一致、相容", ("equal", "compatible")),
    ("更松、冲突", ("looser", "conflicting")),
    ("其他", ("part", "rests-on", "other-year", "incomparable")),
)
PLACE = re.compile(r"(.{2,7}?)(?:维吾尔|壮族|回族)?(?:省|自治区|自治州|市|县|区)")
"""The place at the head of an issuer's name, without what kind of place it is."""
NAMED = 12
"""Plans that a cell names; of more it says how many."""


def series_tables(found: Sequence[Alignment], shared: str) -> Iterable[Table]:
    """A line a plan; where the shared plan is the one above, a line for each of its targets, too."""
    yield _plans(found, shared)
    if found[0].left.key == shared and any(one.of("target") for one in found):
        yield _targets(found)


def _plans(found: Sequence[Alignment], shared: str) -> Table:
    columns = (
        Column("规划", 20),
        *(Column(head, 4) for head, _, _ in COUNTED),
        Column("说明", 20),
    )
    lines = []
    for one in found:
        other = one.left if one.right.key == shared else one.right
        numbers = (cell(str(_count(one, kind, names))) for _, kind, names in COUNTED)
        lines.append(Line((cell(_whose(other)), *numbers, cell("\n".join(one.remarks)))))
    return Table("各规划", f"各规划（{len(found)}份）", columns, tuple(lines), "每份规划一行，各类条数；可排序、筛选")


def _whose(plan: Party) -> str:
    """The title, with who issued the plan where the title does not say whose it is (关于…的若干措施).

    >>> _whose(Party("a", "关于加快绿色发展的若干措施", ("江西省人民政府",), None, "", ()))
    '关于加快绿色发展的若干措施（江西省人民政府）'
    >>> _whose(Party("a", "江西省绿色发展规划", ("江西省人民政府",), None, "", ()))
    '江西省绿色发展规划'
    """
    issuer = next(iter(plan.issuers), "")
    place = PLACE.match(issuer)
    return f"{plan.title}（{issuer}）" if issuer and (place[1] if place else issuer) not in plan.title else plan.title


def _count(found: Alignment, kind: str, names: Sequence[str]) -> int:
    return sum(row.relation in names if names else row.matched for row in found.of(kind))


def _targets(found: Sequence[Alignment]) -> Table:
    called = relations()
    totals = {row.left: row.reason for row in sums(found)}
    columns = (
        Column("指标", 16),
        *(Column(head, 13) for head, _ in GROUPS),
        Column("未见", 3),
        Column("合计", 12),
    )
    lines = []
    for one in standings(found):
        by = Counter(relation for relation, _, _ in one.plans)
        zh = {name: called[name].zh if len(names) > 1 else "" for _, names in GROUPS for name in names}
        cells = [_named([(zh[r], title, said) for r, title, said in one.plans if r in names]) for _, names in GROUPS]
        total = cell(totals.get(one.whole, ""))
        lines.append(Line((_whole(one.whole, found[0].left.title), *cells, cell(str(by["missing"])), total)))
    title = f"《{found[0].left.title}》各项指标（{len(lines)}项）"
    return Table("指标汇总", title, columns, tuple(lines), "每项指标一行：各份规划更严、一致、更松，还是没有写")


def _whole(side: Side, title: str) -> Cell:
    """A target of the plan above, with its sentence behind."""
    source = Source(title, side.line, " > ".join(side.headings), side.sentence)
    return Cell((Run(side.name, "strong"), Run(f"\n{side.said}")), source)


def _named(plans: Sequence[tuple[str, str, str]]) -> Cell:
    """The plans of one group, how many, and what each says."""
    if not plans:
        return cell("")
    said = "\n".join(f"{title}：{said}{f'（{word}）' if word else ''}" for word, title, said in plans[:NAMED])
    more = f"\n等{len(plans)}份" if len(plans) > NAMED else ""
    return Cell((Run(f"{len(plans)}份", "strong"), Run(f"\n{said}{more}")))
