"""Who and what the two plans name: regions, clusters, projects, institutions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cetu.extract.extraction import Entity
from cetu.extract.linking import folded
from cetu.ontology.thesaurus import read_thesaurus
from cetu.queries.alignment.commitments import within
from cetu.queries.alignment.decisions import Decisions
from cetu.queries.alignment.lexicon import pattern, table
from cetu.queries.alignment.paper import Paper
from cetu.queries.alignment.rows import Row, Side
from cetu.queries.alignment.wording import best_pairs

KINDS = {"region": "Region", "cluster": "Cluster", "project": "Project", "institution": "Institution"}
WORDS = {"region": "地区", "cluster": "集群", "project": "项目", "institution": "机构"}
SAME, RELATED = 0.85, 0.6
"""Likeness of names from which clusters and projects count as the same, and as alike."""
STATUS = {"exists": "已有", "to_build": "要建", "strive": "争创", "support": "支持", "encourage": "鼓励"}


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that a plan names. key: what makes it the same in both plans; function: of an office, what it is for
    whatever the level (省科技厅 and 科技部); status: of a project, what the plan says of it."""

    key: str
    function: str
    status: str | None
    mention: Entity
    open_list: bool


def align_parties(left: Paper, right: Paper, decisions: Decisions) -> Iterator[Row]:
    """Rows of the kinds region, cluster, project and institution."""
    for kind in KINDS:
        yield from _align(kind, left, right, decisions)


def _align(kind: str, left: Paper, right: Paper, decisions: Decisions) -> Iterator[Row]:
    ours, theirs = things(left, kind), things(right, kind)
    scores: dict[tuple[int, int], float] = {}
    for i, one in enumerate(ours):
        for j, other in enumerate(theirs):
            score = _score(kind, one, other)
            if score or len(decisions):
                score = decisions.score(kind, _side(left, one), _side(right, other), score)
            if score > 0:
                scores[i, j] = score
    pairs = best_pairs(scores)
    for i, j in pairs:
        yield _pair(kind, ours[i], theirs[j], min(1.0, scores[i, j]), left, right, decisions)
    for at, one in enumerate(ours):
        if all(i != at for i, _ in pairs):
            yield _alone(kind, one, left, right, theirs, left_side=True)
    for at, one in enumerate(theirs):
        if all(j != at for _, j in pairs):
            yield _alone(kind, one, right, left, ours, left_side=False)


def things(paper: Paper, kind: str) -> list[Thing]:
    """The things of one kind that a plan names, each once, in order of place; its own jurisdiction is none."""
    statuses = _statuses(paper)
    own = {paper.plan.document.jurisdiction, "000000"}
    found: dict[str, Thing] = {}
    for one in paper.extraction.entities:
        if one.type != KINDS[kind] or (kind == "region" and one.code in own):
            continue
        key = _key(kind, one)
        listed = paper.list_of.get(one.id)
        thing = Thing(
            key,
            office(one) if kind == "institution" else "",
            statuses.get(one.name),
            one,
            listed is not None and listed.openness in ("open", "counted"),
        )
        found.setdefault(key, thing)
    return list(found.values())


def _statuses(paper: Paper) -> Mapping[str, str]:
    """What the plan says of its projects and clusters, by name: the first that it says."""
    found: dict[str, str] = {}
    for one in paper.extraction.relations:
        if one.type in ("region_project", "region_cluster") and one.modality and one.tail in paper.entities:
            found.setdefault(paper.entities[one.tail].name, one.modality)
    return found


def _key(kind: str, one: Entity) -> str:
    if kind == "region":
        return one.code or folded(one.name)
    if kind == "institution":
        return one.concept or folded(one.name)
    bare = pattern("clusterclosing" if kind == "cluster" else "projectclosing").sub("", folded(one.name))
    return bare or folded(one.name)


def office(one: Entity) -> str:
    """What an office is for, whatever its level: 科学技术 for 科技部 and 省科技厅; "" for what is no office.

    >>> entity = Entity("e1", "Institution", 0, 4, "省科技厅", "省科技厅", "", 1.0)
    >>> from dataclasses import replace
    >>> office(entity) == office(replace(entity, text="科技部", name="科技部")) != ""
    True
    """
    found = read_thesaurus("institutions").get(one.concept or "")
    bare = pattern("officeabove").sub("", found.label if found else one.name)
    closing = pattern("officeclosing").search(bare)
    if not closing or not closing.start():
        return ""
    function = bare[: closing.start()]
    for said, meant in table("offices", 2):
        function = function.replace(said, meant)
    return function


def _score(kind: str, one: Thing, other: Thing) -> float:
    if one.key == other.key:
        return 1.0
    if kind == "region":
        return 0.0
    if kind == "institution":
        return 0.8 if one.function and one.function == other.function else 0.0
    if one.key[-2:] != other.key[-2:] and kind == "project":
        return 0.0
    alike = _likeness(one.key, other.key)
    return alike if alike >= RELATED else 0.0


def _likeness(one: str, other: str) -> float:
    a, b = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _side(paper: Paper, thing: Thing) -> Side:
    one = thing.mention
    return paper.side(
        one.start,
        one.end,
        id=one.id,
        iri=paper.names.thing(one),
        name=one.name,
        said=STATUS.get(thing.status or "", ""),
    )


def _pair(kind: str, one: Thing, other: Thing, score: float, left: Paper, right: Paper, decisions: Decisions) -> Row:
    ours, theirs = _side(left, one), _side(right, other)
    relation, reason = "same", f"双方都点名{WORDS[kind]}“{theirs.name}”"
    if kind == "institution" and one.key != other.key:
        relation, reason = "related", f"职能相同、层级不同：{ours.name} / {theirs.name}"
    elif kind in ("cluster", "project") and score < SAME:
        relation, reason = "related", f"名称相近（相似{score:.2f}），是否同一{WORDS[kind]}请核对"
    elif kind in ("cluster", "project") and one.status and other.status and one.status != other.status:
        relation = "other-status"
        reason += f"，左侧{STATUS[one.status]}，右侧{STATUS[other.status]}"
    verdict = decisions.verdict(kind, ours, theirs)
    return Row(kind, relation, ours, theirs, reason, f"{kind}.name", round(score, 3), (), verdict)


def _alone(kind: str, one: Thing, mine: Paper, other: Paper, others: list[Thing], *, left_side: bool) -> Row:
    side = _side(mine, one)
    left, right = (side, None) if left_side else (None, side)
    open_ones = [thing for thing in others if thing.open_list]
    inside = within(one.mention.code or "", other.plan.document.jurisdiction or "")
    if kind == "region" and open_ones and inside:
        names = "、".join(thing.mention.name for thing in open_ones[:4])
        reason = f"《{other.title}》没有点名，但它的地区名单以“等”收尾（{names}等），不能说有没有"
        return Row(kind, "cannot-say", left, right, reason, "region.open", 0.6)
    reason = f"《{other.title}》没有点名这个{WORDS[kind]}"
    relation = "missing" if left_side else "extra"
    return Row(kind, relation, left, right, reason, f"{kind}.{relation}", 0.8)


def by_office(mentions: list[Entity]) -> dict[str, list[Entity]]:
    """Bodies by what they are for, those that are no office by their name."""
    found: dict[str, list[Entity]] = defaultdict(list)
    for one in mentions:
        found[office(one) or re.sub(r"^(?:省|市|县|区|国家)", "", folded(one.name))].append(one)
    return found
