"""What a plan says little of: clusters named once, regions never named, targets that no task speaks of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from cetu.extract.extraction import Entity
from cetu.ontology.terms import Cetu
from cetu.ontology.thesaurus import Concept, read_thesaurus
from cetu.queries.alignment.commitments import commitments, place_name
from cetu.queries.alignment.counterparts import Outline
from cetu.queries.alignment.indicators import CHANGE
from cetu.queries.alignment.paper import Paper
from cetu.queries.alignment.wording import pairs_of
from cetu.queries.checking.findings import Finding, finding, lexicon_table, place

SPOKEN = 0.25
"""Share of an indicator's character pairs below which the tasks do not speak of it."""
PHRASE = re.compile(
    r"的|有|^[以在对]|入选|获评|成为|形成|链条|等产业集群$|个集群|^全力|^培养|^[形打建提做培推壮发][成造强升大育动展]|[高低大小多少好强]产业集群$|一批"
)
RANK = re.compile(r"^(?:国家|省|区域|世界|市|全国)(?:级|首批)?(?:先进制造业|中小企业|特色|战略性新兴|产业)+集群$")
"""What describes clusters rather than names one; what only ranks them."""
GENERAL = re.compile(
    r"单位|国内生产总值|地区生产总值|生产总值|GDP|增加值|（[^（）]*）|比例|比重|占比|总量|规模|数量|能力|水平|面积|全省|全市|全区"
    r"|累计|年均|平均|综合|总|率|强度|达到|实现"
)

EFFECTS = re.compile(r"投资(?:估算|匡算|测算|需求)|效益|(?:环境|社会)影响|影响(?:分析|评价)")
"""Headings of what the plan costs and brings: its figures are estimates, which no task has to speak of."""


def check_coverage(outline: Outline) -> Iterator[Finding]:
    """Findings of the rules cluster-once, regions-silent and target-no-task."""
    yield from _clusters(outline.paper)
    yield from _regions(outline.paper)
    yield from _targets(outline)


def _clusters(paper: Paper) -> Iterator[Finding]:
    named: dict[str, list[Entity]] = defaultdict(list)
    for one in paper.extraction.entities:
        if one.type == "Cluster" and one.name.endswith("集群") and _named(one.name) and _whole(paper, one):
            named[re.sub(r"(?:产业)?集群$", "", one.name)].append(one)
    text = "".join(paper.plan.text.split())
    for bare, found in named.items():
        if len(found) == 1 and len(bare) >= 2 and text.count(bare) == 1:
            one = found[0]
            yield finding("cluster-once", f"“{one.name}”全文只出现这一次", place(paper, one.start, one.end))


def _named(name: str) -> bool:
    """Whether the words name one cluster.

    >>> _named("绿色铝高端产业集群"), _named("省级先进制造业集群"), _named("菱镁精深加工等产业集群")
    (True, False, False)
    """
    return not PHRASE.search(name) and not RANK.search(name)


def _whole(paper: Paper, one: Entity) -> bool:
    """Whether the name stands in the text as it is, none of it put back from elsewhere in a list."""
    return "".join(paper.plan.text[one.start : one.end].split()) == "".join(one.name.split())


def _regions(paper: Paper) -> Iterator[Finding]:
    """The prefectures of a province's plan that it names nowhere, neither themselves nor a county of theirs; nothing
    where it names few or none, for then it does not go through its places."""
    own = paper.plan.document.jurisdiction or ""
    if not re.fullmatch(r"[1-9]\d0000", own):
        return
    cities = _prefectures(own)
    codes = {one.code for one in paper.extraction.entities if one.type == "Region" and one.code}
    above = {code[:4] for code in codes if code.isdigit()} | _reached(codes, cities)
    silent = [city for city in cities if (city.notation or "")[:4] not in above and not _in_text(paper, city)]
    named = len(cities) - len(silent)
    if not silent or named < 3 or named < len(cities) / 4:
        return
    names = "、".join(city.label for city in silent)
    message = f"{place_name(own)}{len(cities)}个地级行政区中，{len(silent)}个全文没有点名：{names}"
    title = next((one for one in paper.plan.sections if one.kind == "title"), None)
    start, end = (title.heading_start, title.heading_end) if title else (0, 1)
    yield finding("regions-silent", message, place(paper, start, end))


def _prefectures(own: str) -> list[Concept]:
    return [
        one
        for one in read_thesaurus("regions")
        if one.extra(Cetu.regionKind) == "prefecture"
        and (one.notation or "").startswith(own[:2])
        and not one.extra(Cetu.successor)
    ]


def _reached(codes: set[str], cities: list[Concept]) -> set[str]:
    """Prefectures that lie above a zone or belong to a named area (辽西北), by the first four digits of their codes."""
    regions = read_thesaurus("regions")
    by_iri = {city.iri: (city.notation or "")[:4] for city in cities}
    found = set()
    for code in codes:
        for one in regions.by_notation(code):
            above = (one, *regions.ancestors(one.iri))
            found |= {by_iri[it.iri] for it in above if it.iri in by_iri}
            for members in one.extras.values():
                found |= {by_iri[iri] for iri in members if iri in by_iri}
    return found


def _in_text(paper: Paper, city: Concept) -> bool:
    """Whether the city's name without 市 stands anywhere: better silent than wrong."""
    return re.sub(r"(?:市|地区|盟|.{1,4}族自治州|自治州)$", "", city.label) in paper.plan.text


def _targets(outline: Outline) -> Iterator[Finding]:
    """Targets outside the tasks of whose indicator the tasks have hardly a word; the general words of indicators (率,
    比重, 规模) count for nothing."""
    paper = outline.paper
    tasks = [outline.units[at] for at in outline.of("task")]
    if not tasks:
        return
    spans = [(paper.plan.sections[one.section].start, paper.plan.sections[one.section].end) for one in tasks]
    text = "".join(one.text for unit in outline.units for one in unit.sentences)
    seen: set[str] = set()
    for one in commitments(paper):
        inside = any(start <= one.side.start < end for start, end in spans)
        inside |= any(map(EFFECTS.search, one.side.headings))
        bare = GENERAL.sub(" ", CHANGE.sub("", one.side.name))
        wanted = set(pairs_of(bare))
        if inside or one.indicator.key in seen or not one.indicator.iri or len(wanted) < 1:
            continue
        seen.add(one.indicator.key)
        said = any(re.search(words, bare) and re.search(others, text) for words, others in lexicon_table("spokenas", 2))
        if not said and sum(pair in text for pair in wanted) < SPOKEN * len(wanted):
            message = f"目标“{one.side.name}”（{one.side.said}）：各项任务中没有提到"
            yield finding("target-no-task", message, place(paper, one.side.start, one.side.end))
