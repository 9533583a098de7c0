"""What the reading view shows beside the text: entities, relations, targets and lists in the words of a reader."""

from __future__ import annotations

from typing import Any

from cetu.corpus.plan import Plan
from cetu.extract.extraction import Entity, Extraction, Relation, Target
from cetu.extract.linking import THESAURI
from cetu.ontology.iri import ID, segments_of
from cetu.ontology.thesaurus import ThesaurusName, read_thesaurus

VERBS = {
    "cluster_technology": "要发展",
    "region_technology": "有",
    "region_project": "有项目",
    "region_cluster": "有集群或产业",
    "institution_technology": "研究",
    "project_technology": "示范",
    "broader": "归入",
    "leads": "牵头",
    "takes_part": "参与",
    "based_on": "依据",
}
READINGS = {"each": "", "collective": "整体：没有说是其中哪一个"}
MODALITIES = {"exists": "已有", "to_build": "拟建", "strive": "争创", "support": "支持", "encourage": "鼓励"}
STAGES = {"restrict": "限制", "research": "研究", "develop": "研发", "demonstrate": "示范", "deploy": "推广"}
OPENNESS = {"open": "没有列尽（等）", "counted": "写出一部分，共{count}个", "closed": "列尽", "unmarked": ""}
COMPARATORS = {
    **{"ge": "不低于", "le": "不超过", "approx": "约", "eq": "达到", "increase": "增加", "decrease": "下降"},
    "multiple": "增至倍数",
}


def said_of(extraction: Extraction) -> frozenset[str]:
    """Ids of the entities that something is said of."""
    return frozenset(end for one in extraction.relations for end in (one.head, one.tail, one.via) if end)


def reading_data(plan: Plan, extraction: Extraction) -> dict[str, Any]:
    """What the script of the page shows, ready to print: by id what each span is, and every relation with its ends."""
    lists = {
        one.id: OPENNESS[one.openness].format(count=one.count) for one in extraction.lists if OPENNESS[one.openness]
    }
    return {
        "spans": {one.id: _entity(one) for one in extraction.entities}
        | {one.id: _target(one) for one in extraction.targets},
        "relations": [_relation(one, lists) for one in extraction.relations],
        "lists": {one.id: [lists[one.id], list(one.members)] for one in extraction.lists if one.id in lists},
        "plan": plan.document.title or plan.key,
    }


def _entity(one: Entity) -> list[Any]:
    """[type, name, further facts as lines]"""
    facts = []
    if one.stage:
        facts.append("阶段：" + "、".join(STAGES[stage] for stage in one.stages or (one.stage,)))
    if one.code:
        facts.append(f"代码：{one.code}")
    if one.parts:
        facts.append("名称由几处拼成")
    facts += [f"叙词表：{path}" for path in [thesaurus_path(one)] if path]
    facts.append(f"规则 {one.rule}，把握 {one.confidence:.2f}")
    return [one.type, one.name, facts]


def thesaurus_path(one: Entity) -> str:
    """The concept of an entity and those above it, 全钒液流电池 ‹ 液流电池 ‹ …; "" without one."""
    name: ThesaurusName | None = "regions" if one.type == "Region" else THESAURI.get(one.type)
    if not one.concept or name is None:
        return ""
    thesaurus = read_thesaurus(name)
    concept = thesaurus.get(one.concept)
    if concept is None:
        return segments_of(one.concept)[-1] if one.concept.startswith(ID) else ""
    return " ‹ ".join([concept.label, *(above.label for above in thesaurus.ancestors(one.concept)[:3])])


def _target(one: Target) -> list[Any]:
    figure = "没有写数" if one.value is None else f"{one.printed or one.value}{one.unit or ''}"
    said = f"{COMPARATORS.get(one.op or '', '')}{figure}"
    years = [f"{one.year}年" if one.year else "没有写年份"]
    years += [f"比{one.baseline_year}年"] if one.baseline_year else []
    return ["Target", one.indicator, ["，".join([*years, said]), f"规则 {one.rule}，把握 {one.confidence:.2f}"]]


def _relation(one: Relation, lists: dict[str, str]) -> list[Any]:
    """[head, verb, tail, remarks]; an end that is no entity stands as its words."""
    remarks = [
        READINGS[one.reading],
        MODALITIES.get(one.modality or "", ""),
        f"名单{lists[one.list]}" if one.list in lists else "",
        f"规则 {one.rule}，把握 {one.confidence:.2f}",
    ]
    head = "本规划" if one.head == "this" else one.head
    return [head, VERBS[one.type], one.tail, "；".join(filter(None, remarks)), one.via, one.reading == "collective"]
