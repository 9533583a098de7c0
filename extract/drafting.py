"""From phrases and pairs in view offsets to an Extraction in source offsets, with ids in order of place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from cetu.corpus.gaps import spelling
from cetu.corpus.plan import Plan
from cetu.extract import confidence
from cetu.extract.extraction import Entity, MentionList, Relation, Target
from cetu.extract.extraction import Span as SourceSpan
from cetu.extract.linking import link
from cetu.extract.mention import Location, Phrase, Saying
from cetu.extract.overlaps import Taken
from cetu.extract.places import Place, unsplit
from cetu.extract.relations import Pair, location_list
from cetu.extract.targetplaces import committed, scope_of
from cetu.extract.targets import Figure

BRACKET = 0.93
"""How sure a body in a bracket of responsible bodies is, before any plan is looked at."""

Span = tuple[int, int]
Key = tuple[str, int, int]


@dataclass(slots=True)
class Draft:
    """What has been found so far; `phrases` by type and view span, the surer one kept where two are the same."""

    plan: Plan
    phrases: dict[Key, Phrase] = field(default_factory=dict)
    places: dict[Span, Place] = field(default_factory=dict)
    stages: dict[Key, list[str]] = field(default_factory=dict)
    lists: dict[Span, tuple[str, int | None, tuple[Key, ...]]] = field(default_factory=dict)
    pairs: list[Pair] = field(default_factory=list)
    duties: list[tuple[Phrase, str, str]] = field(default_factory=list)
    basis: list[Phrase] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)

    def add(self, phrase: Phrase) -> None:
        """Keep a phrase; the same span and type twice is one mention, with every stage said of it."""
        key = key_of(phrase)
        known = self.phrases.get(key)
        if (
            known is None
            or (known.stage is None and phrase.stage is not None)
            or len(phrase.pieces) > len(known.pieces)
        ):
            self.phrases[key] = phrase
        if phrase.stage and phrase.stage not in self.stages.setdefault(key, []):
            self.stages[key].append(phrase.stage)

    def restage(self, key: Key, stage: str | None) -> None:
        """Give a technology another stage than its clause's verbs say."""
        self.phrases[key] = replace(self.phrases[key], stage=stage)
        self.stages[key] = [stage] if stage else []

    def add_saying(self, saying: Saying) -> None:
        """Keep a saying's phrases and its lists."""
        for phrase in (*saying.members, *([saying.head] if saying.head else []), *(c for _, c in saying.cores)):
            self.add(phrase)
        if saying.members and (len(saying.members) > 1 or saying.openness != "unmarked"):
            span = (saying.members[0].start, saying.members[-1].end)
            count = saying.count or (len(saying.members) if saying.openness == "closed" else None)
            self.lists.setdefault(span, (saying.openness, count, tuple(map(key_of, saying.members))))
        if saying.location is not None:
            self.add_location(saying.location)

    def add_location(self, where: Location) -> None:
        """Keep the list of places that governs a clause."""
        if len(where.places) < 2 and where.openness == "unmarked":
            return
        span, openness, count = location_list(where)
        count = len(where.places) if openness == "closed" else count
        self.lists.setdefault(span, (openness, count, tuple(key_of(p) for p in where.places)))


def key_of(thing: Phrase | Place) -> Key:
    """What tells one mention from another: type and view span."""
    return (thing.type if isinstance(thing, Phrase) else "Region", thing.start, thing.end)


def without_overlaps(draft: Draft) -> None:
    """Drop what overlaps a longer phrase of the same type, and pairs and lists that lose an end by it."""
    taken: dict[str, Taken] = {}
    ordered = sorted(draft.phrases, key=lambda k: (k[1] - k[2], k))
    keep = {key for key in ordered if taken.setdefault(key[0], Taken()).take(*key[1:])}
    draft.phrases = {k: p for k, p in draft.phrases.items() if k in keep}
    known = keep | {("Region", *span) for span in draft.places}
    draft.pairs = [p for p in draft.pairs if key_of(p.head) in known and key_of(p.tail) in known]
    draft.duties = [d for d in draft.duties if key_of(d[0]) in known]
    draft.lists = {
        span: (openness, count, tuple(k for k in members if k in known))
        for span, (openness, count, members) in draft.lists.items()
        if any(k in known for k in members)
    }


def entities(draft: Draft) -> tuple[tuple[Entity, ...], dict[Key, str]]:
    """Entities in order of place, and the id of each mention."""
    keys = sorted([*draft.phrases, *(("Region", a, b) for a, b in draft.places)], key=lambda k: (k[1], -k[2], k[0]))
    ids = {key: f"e{i}" for i, key in enumerate(keys, 1)}
    return tuple(_entity(draft, key, ids[key]) for key in keys), ids


def _entity(draft: Draft, key: Key, number: str) -> Entity:
    plan = draft.plan
    start, end = plan.view.to_source(key[1], key[2])
    if key[0] == "Region":
        place = draft.places[key[1], key[2]]
        concept = place.concept
        code = concept.notation if concept is not None else None
        name = unsplit(spelling(plan.text, start, end))
        return Entity(
            number, "Region", start, end, plan.text[start:end], name, place_rule(place), place_confidence(place),
            code=code, concept=concept.iri if concept else None,
        )  # fmt: skip
    phrase = draft.phrases[key]
    spans = [plan.view.to_source(a, b) for a, b in phrase.pieces]
    name = _name(draft, phrase)
    stages = tuple(draft.stages.get(key, ()))
    parts = tuple(SourceSpan(a, b) for a, b in spans) if len(spans) > 1 else ()
    return Entity(
        number, phrase.type, start, end, plan.text[start:end], name, phrase.rule, phrase.confidence, parts,
        phrase.stage, stages, None, link(phrase.type, name, plan.document.jurisdiction),
    )  # fmt: skip


def _name(draft: Draft, phrase: Phrase) -> str:
    plan = draft.plan
    return "".join(spelling(plan.text, *plan.view.to_source(a, b)) for a, b in phrase.pieces)


def place_rule(place: Place) -> str:
    """What found a place."""
    return "gazetteer.region" if place.tagged is None else "tagger"


def place_confidence(place: Place) -> float:
    """Of a place of the gazetteer, less where its name may mean another; the tagger's of what it alone found."""
    if place.tagged is not None:
        return place.tagged
    return 0.97 if place.sure else 0.8


def mention_lists(draft: Draft, ids: dict[Key, str]) -> tuple[tuple[MentionList, ...], dict[Span, str]]:
    """Lists in order of place, and the id of each by its view span."""
    found, by_span = [], {}
    for i, (span, (openness, count, members)) in enumerate(sorted(draft.lists.items()), 1):
        start, end = draft.plan.view.to_source(*span)
        found.append(MentionList(f"l{i}", start, end, openness, count, tuple(ids[k] for k in members)))
        by_span[span] = f"l{i}"
    return tuple(found), by_span


def relations(draft: Draft, ids: dict[Key, str], lists: dict[Span, str]) -> tuple[Relation, ...]:
    """Relations in order of their evidence."""
    rows = [_relation(draft, pair, ids, lists) for pair in draft.pairs if not _of_itself(draft, pair)]
    rows += [_duty(draft, duty, ids) for duty in draft.duties]
    for document in draft.basis:
        start, end = draft.plan.view.to_source(document.start, document.end)
        tail = ids.get(key_of(document))
        if tail:
            rows.append(Relation("", "based_on", "this", tail, "basis", 0.95, (SourceSpan(start, end),)))
    rows.sort(key=lambda r: (r.evidence[0], r.type, int(r.head[1:]) if r.head != "this" else 0, r.tail))
    return tuple(Relation(f"r{i}", *(getattr(r, f) for f in Relation.__slots__[1:])) for i, r in enumerate(rows, 1))


def _of_itself(draft: Draft, pair: Pair) -> bool:
    """Whether a thing is said to be a kind of what has its own name."""
    if pair.type != "broader" or not isinstance(pair.head, Phrase):
        return False
    head, tail = (_name(draft, draft.phrases[key_of(end)]) for end in (pair.head, pair.tail))
    return head == tail


def _relation(draft: Draft, pair: Pair, ids: dict[Key, str], lists: dict[Span, str]) -> Relation:
    evidence = tuple(SourceSpan(*draft.plan.view.to_source(a, b)) for a, b in sorted(set(pair.evidence)))
    via = ids.get(key_of(pair.via)) if pair.via is not None else None
    at = lists.get(pair.list_at) if pair.list_at else None
    ends = [sure_of(draft, pair.head), sure_of(draft, pair.tail)]
    sure = confidence.relation_confidence(pair.rule, pair.confidence if pair.chance is None else pair.chance, ends)
    return Relation(
        "", pair.type, ids[key_of(pair.head)], ids[key_of(pair.tail)], pair.rule, sure, evidence,
        pair.reading, via, pair.modality, at,
    )  # fmt: skip


def sure_of(draft: Draft, end: Phrase | Place) -> float:
    """The confidence of the mention at an end of a pair."""
    return draft.phrases[key_of(end)].confidence if isinstance(end, Phrase) else place_confidence(end)


def _duty(draft: Draft, duty: tuple[Phrase, str, str], ids: dict[Key, str]) -> Relation:
    phrase, task, title = duty
    role, _, number = task.partition("|")
    start, end = draft.plan.view.to_source(phrase.start, phrase.end)
    sure = confidence.relation_confidence("bracket", BRACKET, [sure_of(draft, phrase)])
    return Relation("", role, ids[key_of(phrase)], title, "bracket", sure, (SourceSpan(start, end),), task=number)


def targets(draft: Draft) -> tuple[Target, ...]:
    """Targets in order of place."""
    found = []
    figures = committed(draft.plan, draft.figures)
    for i, f in enumerate(sorted(figures, key=lambda f: (f.start, f.end, str(f.op))), 1):
        start, end = draft.plan.view.to_source(f.start, f.end)
        found.append(
            Target(
                f"t{i}", start, end, draft.plan.text[start:end], f.indicator, f.op, f.value, f.unit, f.year,
                f.baseline_year, f.rule, 0.9, f.printed, link("Indicator", f.indicator, None),
                scope_of(draft.plan, f, draft.places),
            )
        )  # fmt: skip
    return tuple(found)
