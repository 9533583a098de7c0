"""Scope: which pairs a sentence, an entry or a paragraph's heading says, and whether of each or of the group.

在大连、营口等地区，建设A、B says of the group of places that A and B are built there: every pair, reading collective.
支持沈阳建设A，支持阜新建设B says A of 沈阳 and B of 阜新 only. What is forbidden gives no pair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from cetu.extract.lexicon import pattern
from cetu.extract.mention import Location, Phrase, Saying
from cetu.extract.places import Place

Span = tuple[int, int]
GROUND = ("围绕", "面向", "针对", "聚焦", "瞄准", "立足", "为", "在", "以", "subject")
HOSTED = pattern("relations.hosted")


@dataclass(frozen=True, slots=True)
class Pair:
    """A relation between phrases (or a place) in view offsets; `via` is the project between them, `chance` that the
    passage says it, where that is learned."""

    type: str
    head: Phrase | Place
    tail: Phrase
    evidence: tuple[Span, ...]
    rule: str
    confidence: float
    reading: str = "each"
    via: Phrase | None = None
    modality: str | None = None
    list_at: Span | None = None
    chance: float | None = None


def technologies(saying: Saying) -> list[Phrase]:
    """Technologies that a saying names, its closing head and those inside project names included."""
    own = [p for p in (*saying.members, saying.head) if p is not None and p.type == "Technology"]
    return own + [core for _, core in saying.cores]


def modality(saying: Saying) -> str | None:
    """How firmly a thing is to be there: exists, to_build, strive, support, encourage."""
    said = set(saying.verbs)
    if said & {"争创", "力争", "争取"}:
        return "strive"
    if said & {"鼓励", "引导"}:
        return "encourage"
    if said & {"支持"} and not said & {"建设", "打造", "创建", "新建", "建成"}:
        return "support"
    return "to_build" if said else None


def pairs_of(text: str, sayings: list[Saying], labels: tuple[Phrase, ...]) -> Iterator[Pair]:
    """Pairs of one paragraph: its sentences, and the label or heading that it stands under."""
    for saying in sayings:
        yield from _grouped(saying)
        yield from _shown(saying)
        yield from _placed(saying)
        yield from _opened(saying)
    for sentence in _sentences(sayings):
        yield from _grounded(sentence)
        yield from _developed(text, sentence)
        yield from _used(text, sentence)
        yield from _carried(sentence)
        yield from _hosted(text, sentence)
    yield from _labelled(sayings, labels)


def _sentences(sayings: list[Saying]) -> Iterator[list[Saying]]:
    numbers = sorted({s.sentence for s in sayings})
    for number in numbers:
        yield [s for s in sayings if s.sentence == number]


def _list(saying: Saying) -> Span | None:
    """Where the list of a saying stands, None for a single thing."""
    if len(saying.members) < 2 and saying.openness == "unmarked":
        return None
    return (saying.members[0].start, saying.members[-1].end) if saying.members else None


def _grouped(saying: Saying) -> Iterator[Pair]:
    """A、B等H技术: A and B are kinds of H."""
    head = saying.head
    if head is None or head.type != "Technology" or saying.stage == "restrict":
        return
    for member in saying.members:
        if member.type == "Technology":
            yield Pair("broader", member, head, _spans(member, head), "broader.head", 0.85, list_at=_list(saying))


def _shown(saying: Saying) -> Iterator[Pair]:
    """A project and the technology in its name; a 示范工程 and the members of its list."""
    for project, core in saying.cores:
        if (project.start, project.end) == (core.start, core.end) and len(project.pieces) == len(core.pieces):
            continue  # one name for both
        kind = "project_technology" if project.type == "Project" else "cluster_technology"
        yield Pair(kind, project, core, _spans(project), "project.core", 0.8, modality=modality(saying))
    if saying.head is not None and saying.head.type == "Project":
        for member in saying.members:
            if member.type == "Technology":
                yield Pair(
                    "project_technology", saying.head, member, _spans(member, saying.head), "project.list", 0.85,
                    modality=modality(saying), list_at=_list(saying),
                )  # fmt: skip


def _placed(saying: Saying) -> Iterator[Pair]:
    """What a place has: by 在…, 支持…, as subject, or because its name opens the project's name."""
    where = saying.location
    if where is None or saying.stage == "restrict":
        return
    owned = where.strict and any(p.start == where.end for p in saying.members)
    things = [p for p in (*saying.members, saying.head) if p is not None]
    reading = "collective" if len(where.places) > 1 and len(saying.members) > 1 else "each"
    at = (where.start, where.places[-1].end) if len(where.places) > 1 or where.openness != "unmarked" else None
    for place in where.places:
        for thing in things if not owned else [t for t in things if t.start >= where.end]:
            kind = {"Technology": "region_technology", "Project": "region_project", "Cluster": "region_cluster"}.get(
                thing.type
            )
            if thing.type == "Industry" and owned:
                kind = "region_cluster"
            if owned and saying.topic and kind != "region_cluster":
                continue
            if thing.type == "Industry" and set(saying.verbs) & {"发展", "培育", "打造", "建设"}:
                kind = "region_cluster"
            if kind and place.start >= thing.start and place.end <= thing.end and thing.type != "Project":
                continue
            if kind:
                via = (
                    saying.head
                    if thing.type == "Technology" and saying.head and saying.head.type == "Project"
                    else None
                )
                yield _there(kind, place, thing, saying, reading, at, via)
        shared = "collective" if len(where.places) > 1 and len(saying.cores) > 1 else reading
        for project, core in saying.cores if not saying.topic else ():
            yield _there("region_technology", place, core, saying, shared, at, project)


def _opened(saying: Saying) -> Iterator[Pair]:
    """沈阳全国智能建造试点城市: the place that opens a project's name has it, and the technology that it shows."""
    for place, phrase in saying.named:
        kind = "region_project" if phrase.type == "Project" else "region_cluster"
        spans = ((place.start, place.end), (phrase.start, phrase.end))
        yield Pair(kind, place, phrase, spans, "place.name", 0.9, modality=modality(saying))
        for project, core in saying.cores:
            if project == phrase:
                yield Pair(
                    "region_technology", place, core, spans, "place.name", 0.8, via=project, modality=modality(saying)
                )


def _there(
    kind: str, place: Place, thing: Phrase, saying: Saying, reading: str, at: Span | None, via: Phrase | None
) -> Pair:
    evidence = ((place.start, place.end), (thing.start, thing.end))
    rule = f"place.{'in' if saying.location and saying.location.strict else 'actor'}"
    return Pair(kind, place, thing, evidence, rule, 0.85, reading, via, modality(saying), at)


def _grounded(sentence: list[Saying]) -> Iterator[Pair]:
    """围绕A、B等产业集群…攻克X、Y: A and B as a group are to have X and Y."""
    grounds = [(s, p) for s in sentence if s.topic in GROUND for p in s.members if p.type in ("Cluster", "Industry")]
    for ground, industry in grounds:
        count = sum(p.type in ("Cluster", "Industry") for p in ground.members)
        for saying in sentence:
            within = ground.start <= saying.start < _until(ground, sentence)
            if saying.topic or not within or saying.stage == "restrict":
                continue
            for technology in technologies(saying):
                yield Pair(
                    "cluster_technology", industry, technology, _spans(industry, technology), "ground", 0.6,
                    "collective" if count > 1 else "each", list_at=_list(ground),
                )  # fmt: skip


def _until(ground: Saying, sentence: list[Saying]) -> float:
    """Where the next topic of the same kind begins, which ends this one (在X行业推广A，在Y行业推广B)."""
    return min((s.start for s in sentence if s.topic == ground.topic and s.start > ground.start), default=float("inf"))


DEVELOPING = {"发展", "培育", "壮大", "打造", "推动", "推进", "促进", "加快", "做大做强", "做强", "提升"}
WHOLE = pattern("relations.whole")
USE = pattern("relations.use")
USED = pattern("relations.used")


def _developed(text: str, sentence: list[Saying]) -> Iterator[Pair]:
    """大力发展循环农业，提升秸秆综合利用水平: what follows is for the one sector that the sentence begins with."""
    if len(sentence) < 2 or sentence[0].topic or not set(sentence[0].verbs) & DEVELOPING:
        return
    first = sentence[0]
    sectors = [p for p in first.members if p.type in ("Cluster", "Industry")]
    if len(sectors) != 1 or len(first.members) != 1 or first.openness != "unmarked":
        return
    if not WHOLE.match(text, sectors[0].end):
        return  # 培育绿色制造服务供应商: what is developed is another thing
    for saying in sentence[1:]:
        if saying.topic or saying.stage == "restrict" or saying.start == first.start:
            continue
        if any(p.type in ("Cluster", "Industry") for p in saying.members):
            return
        for technology in technologies(saying):
            yield Pair(
                "cluster_technology", sectors[0], technology, _spans(sectors[0], technology), "developed", 0.6,
                list_at=_list(saying),
            )  # fmt: skip


def _used(text: str, sentence: list[Saying]) -> Iterator[Pair]:
    """推动A、B在X、Y等领域的应用: A and B are used in X and Y."""
    for before, saying in pairwise(sentence):
        sectors = [p for p in saying.members if p.type in ("Cluster", "Industry")]
        found = technologies(before)
        if not sectors or not found or saying.stage == "restrict" or before.stage == "restrict":
            continue
        between = text[max(p.end for p in found) : sectors[0].start]
        if USE.fullmatch(between) and USED.match(text, sectors[-1].end):
            for sector in sectors:
                for technology in found:
                    yield Pair(
                        "cluster_technology", sector, technology, _spans(sector, technology), "used", 0.7,
                        "collective" if len(sectors) > 1 and len(found) > 1 else "each", list_at=_list(before),
                    )  # fmt: skip


def _carried(sentence: list[Saying]) -> Iterator[Pair]:
    """依托X，开展Y; 聚焦Y，支持X建设Z: the organisation works on it."""
    carriers = [
        (s, p) for s in sentence if s.topic in ("依托", "依靠", "actor") for p in s.members if p.type == "Institution"
    ]
    for ground, carrier in carriers:
        for saying in sentence:
            within = ground.start <= saying.start < _until(ground, sentence)
            ordered = not saying.topic and within and saying.stage != "restrict"
            topical = ground.topic == "actor" and saying.topic in GROUND and saying.start < ground.start
            if not ordered and not topical:
                continue
            found = technologies(saying)
            for technology in found:
                yield Pair(
                    "institution_technology", carrier, technology, _spans(carrier, technology),
                    "carried" if ordered else "carried.topic", 0.8 if ordered else 0.7,
                    "collective" if len(ground.members) > 1 and len(found) > 1 else "each",
                )  # fmt: skip


def _hosted(text: str, sentence: list[Saying]) -> Iterator[Pair]:
    """聚焦A、B等领域建设X实验室: the laboratory is for A and B."""
    topics = [t for s in sentence if s.topic in GROUND for t in technologies(s)]
    for saying in sentence:
        if saying.topic:
            continue
        for project in saying.members:
            if project.type == "Project" and HOSTED.search("".join(text[a:b] for a, b in project.pieces)):
                for technology in topics:
                    yield Pair(
                        "project_technology", project, technology, _spans(project, technology), "project.topic", 0.65
                    )


def _labelled(sayings: list[Saying], labels: tuple[Phrase, ...]) -> Iterator[Pair]:
    """A box entry's or paragraph's label over the technologies that it introduces."""
    for saying in sayings:
        if saying.stage == "restrict":
            continue
        found = [t for t in technologies(saying)]
        if saying.head is not None and saying.head.type == "Project":
            found = []
        for label in labels:
            for technology in found:
                if label.type == "Technology" and not saying.topic:
                    yield Pair(
                        "broader",
                        technology,
                        label,
                        _spans(technology, label),
                        "broader.label",
                        0.85,
                        list_at=_list(saying),
                    )
                elif label.type == "Project" and not saying.topic:
                    yield Pair(
                        "project_technology", label, technology, _spans(label, technology), "label.project", 0.7,
                        list_at=_list(saying),
                    )  # fmt: skip
                elif label.type in ("Cluster", "Industry") and not saying.topic:
                    reading = "collective" if len(labels) > 1 else "each"
                    yield Pair(
                        "cluster_technology", label, technology, _spans(label, technology), "label", 0.85, reading
                    )


def _spans(*phrases: Phrase) -> tuple[Span, ...]:
    return tuple((p.start, p.end) for p in phrases)


def unique(pairs: Iterable[Pair]) -> list[Pair]:
    """Pairs without repeats of the same ends at the same place, the first rule wins; nothing is under itself."""
    seen: dict[tuple[object, ...], Pair] = {}
    for pair in pairs:
        same = isinstance(pair.head, Phrase) and (pair.head.start, pair.head.end) == (pair.tail.start, pair.tail.end)
        if same and pair.type == "broader":
            continue
        key = (pair.type, pair.head.start, pair.head.end, pair.tail.type, pair.tail.start, pair.tail.end)
        seen.setdefault(key, pair)
    return list(seen.values())


def location_list(where: Location) -> tuple[Span, str, int | None]:
    """Span, openness and count of a list of places."""
    return (where.start, where.places[-1].end), where.openness, where.count
