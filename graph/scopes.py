"""Which region a target holds for: the one that its clause names, else the plan's jurisdiction."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cetu.corpus.plan import Plan
from cetu.extract.extraction import Entity, Target
from cetu.graph.naming import PlanNames
from cetu.ontology.iri import mint

CHINA = mint("region", "000000")

_CLAUSE_END = re.compile(r"[，,。；;：:！？!?]")
_WHOLE_COUNTRY = re.compile(r"全国(?!平均|第|前|领先|先进|统一|范围)")


def scope_of(target: Target, plan: Plan, regions: Iterable[Entity], names: PlanNames) -> str | None:
    """IRI of the region that a target is for, of the plan's `regions`; None where it is for several, or nobody says.

    The clause runs from the last mark of punctuation to the end of the target: 辽宁非化石能源消费比重达到13.7%左右 is
    for Liaoning, 全国风电装机达到12亿千瓦 for China, 风电装机达到100万千瓦 for the plan's jurisdiction. A clause that
    names two regions is for neither alone.
    """
    before = plan.text[max(0, target.start - 60) : target.start]
    start = target.start - len(_CLAUSE_END.split(before)[-1])
    named = {names.thing(entity) for entity in regions if start <= entity.start and entity.end <= target.end}
    if _WHOLE_COUNTRY.search(plan.text[start : target.end]):
        named.add(CHINA)
    if named:
        return named.pop() if len(named) == 1 else None
    return mint("region", plan.document.jurisdiction) if plan.document.jurisdiction else None
