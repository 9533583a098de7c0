"""What a plan names: cited documents, organisations of the gazetteer, and what the tagger finds beside them.

Offsets are of the view.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from cetu.corpus.plan import Plan
from cetu.extract.areas import is_no_name
from cetu.extract.citing import find_citations
from cetu.extract.coordination import ETC
from cetu.extract.extraction import OPEN_DOCUMENT
from cetu.extract.grammar import grammar_phrases
from cetu.extract.institutions import institution_spans
from cetu.extract.lexicon import at_start, pattern
from cetu.extract.mention import Phrase, Span
from cetu.extract.overlaps import Cover
from cetu.extract.phrases import is_generic, is_telling
from cetu.extract.places import Place, find_places, known_institutions
from cetu.extract.tagging import Tagged, tag_text
from cetu.extract.unquoted import find_unquoted

CLUSTER_HEAD, ANY_CLUSTER = pattern("naming.cluster_head"), pattern("naming.any_cluster")
OWN_GOVERNMENT = pattern("naming.own_government")
"""The plan's own party committee or government, said without its name, is no named body."""

COUNTED = pattern("naming.counted")
LIKELY, SURE = 0.5, 0.9
"""Probability that a name of generic words needs where one of them tells of a field (智能制造), and where none does."""

STROKE, STROKES, MEMBER = pattern("naming.stroke"), pattern("naming.strokes"), pattern("naming.member")
SUCH_AS, BESIDE = pattern("naming.such_as"), pattern("naming.beside")
NEWNESS, WHOLE_FIELD, RANK = pattern("naming.newness"), pattern("naming.whole_field"), pattern("naming.rank")
EACH = pattern("naming.each")
"""Behind it a kind of department is no body (各级科技厅)."""

RELIED_ON = pattern("naming.relied_on")
LABORATORY = pattern("naming.laboratory")
TO_BUILD, PLANNED = pattern("naming.to_build"), pattern("naming.planned")


def named_phrases(plan: Plan, text: str, places: Sequence[Place]) -> Iterator[Phrase]:
    """Cited documents, organisations of the gazetteer, and what the tagger finds beside them."""
    documents, bodies = _given(text, places)
    yield from _documents(text, documents)
    tagged = tag_text(text, grammar_phrases(plan, places, bodies, documents))
    bodies = [body for body in bodies if not _read_otherwise(body, tagged)]
    yield from _bodies(text, bodies)
    begins = {place.start: place.end for place in places}
    for whole in parted(text, tagged):
        one = _with_rank(text, quoted(text, _behind_such_as(text, _before_more(text, whole))))
        known = one.type == "Institution" and any(one.start < b and a < one.end for a, b in bodies)
        counted = one.start in begins and COUNTED.fullmatch(text, begins[one.start], one.end)  # 宁波两市
        if known or (counted and counted.group()):
            continue
        if one.type == "Region" and is_no_name(text[one.start : one.end]):
            continue
        if one.type == "Region":
            yield phrase_of("Region", one.start, one.end, "tagger", one.probability)
        elif _names(text, one):
            kept = _at_work(text, _behind_verb(text, _with_cluster_head(text, one), begins))
            yield phrase_of(kept.type, kept.start, kept.end, "tagger", kept.probability)


def _bodies(text: str, found: Sequence[Span]) -> Iterator[Phrase]:
    """Organisations, and projects where they are only to be set up (组建重庆绿色交易中心) and no one knows them yet."""
    known, planned = set(known_institutions(text)), 0
    for start, end in found:
        ordered = text[planned:start] in ("、", "和", "与") or TO_BUILD.search(text, max(0, start - 5), start)
        if ordered and (start, end) not in known and PLANNED.search(text, start, end):
            planned = end
            yield phrase_of("Project", start, end, "gazetteer.planned", 0.8)
        else:
            yield phrase_of("Institution", start, end, "gazetteer.institution", 0.95)


def parted(text: str, tagged: Sequence[Tagged]) -> Iterator[Tagged]:
    """The same, with names in quotation marks side by side apart (“互联网+”“机器人+”行动), and technologies listed at
    strokes (智慧道路/航道/港口); one stroke alone belongs to the name (石墨/树脂复合材料)."""
    begins = {(one.type, one.start): one for one in tagged}
    for one in tagged:
        if one.type == "Technology" and STROKES.fullmatch(text, one.start, one.end):
            for member in MEMBER.finditer(text, one.start, one.end):
                yield replace(one, start=member.start(), end=member.end())
            continue
        if marks := [match.end() for match in BESIDE.finditer(text, one.start, one.end)]:
            yield from (replace(one, start=a, end=b) for a, b in pairwise((one.start, *marks, one.end)))
            continue
        follows = begins.get((one.type, one.end + 1))
        stroke = STROKE.fullmatch(text, one.start, one.end)
        if stroke and follows and text[one.end] in "、/" and "/" not in text[follows.start : follows.end]:
            yield replace(one, end=stroke.end("first"))
            yield replace(one, start=stroke.start("second"))
        else:
            yield one


def _read_otherwise(body: Span, tagged: Sequence[Tagged]) -> bool:
    """Whether the tagger is sure that a body of the gazetteer is two, or part of a longer one (中国人民银行营业部)."""
    over = [one for one in tagged if one.type == "Institution" and one.start < body[1] and body[0] < one.end]
    sure = bool(over) and all(one.probability >= SURE for one in over)
    longer = len(over) == 1 and over[0].start <= body[0] and body[1] <= over[0].end and over[0].end > body[1]
    return sure and (longer or len(over) > 1)


def _names(text: str, one: Tagged) -> bool:
    """Whether what the tagger found is a name, and not generic words or a kind of department."""
    said = text[one.start : one.end]
    kind = one.type == "Institution" and EACH.search(text[max(0, one.start - 2) : one.start])
    if kind or OWN_GOVERNMENT.fullmatch(said) or (one.type == "Cluster" and ANY_CLUSTER.fullmatch(said)):
        return False
    least = LIKELY if is_telling(said, one.type) else SURE
    return not is_generic(said) or one.probability >= least


def _documents(text: str, given: Sequence[Span]) -> Iterator[Phrase]:
    """Cited documents, and those named without brackets where no bracket is around them."""
    bracketed = [(a, b) for a, b in given if text[a - 1 : a] == "《"]
    unquoted = {
        span: is_cited
        for span, is_cited in find_unquoted(text).items()
        if not any(a < span[1] and span[0] < b for a, b in bracketed)
    }
    yield from (cited(text, a, b) for a, b in given if not any(c <= a and b <= d for c, d in unquoted))
    for (start, end), is_cited in unquoted.items():
        yield phrase_of("Document", start, end, "unquoted.document" if is_cited else OPEN_DOCUMENT, 0.7)


def quoted(text: str, one: Tagged) -> Tagged:
    """A name without the quotation marks around it, or with the one that it lacks (近零碳”示范园区)."""
    start, end = one.start, one.end
    opening, closing = text.count("“", start, end), text.count("”", start, end)
    if text[start] == "“" and (opening > closing or (opening == closing == 1 and text[end - 1] == "”")):
        start += 1
    elif opening < closing and text[end - 1] != "”" and text[start - 1 : start] == "“":
        start -= 1
    if text[end - 1] == "”" and closing > text.count("“", start, end):
        end -= 1
    return replace(one, start=start, end=end) if start < end else one


def _before_more(text: str, one: Tagged) -> Tagged:
    """The last member of a list without the 等 and the head behind it (减污降碳等中试基地 is 减污降碳 in its list)."""
    if text[one.start - 1 : one.start] not in ("、", "和", "与", "及"):
        return one
    more = next((at for at in range(one.start + 2, one.end - 1) if ETC.match(text, at) and text[at] == "等"), None)
    return replace(one, end=more) if more else one


def _with_rank(text: str, one: Tagged) -> Tagged:
    """A name with the word before it that it needs: 新一代 of a whole field (新一代储能技术), the rank of a project in
    quotation marks (国家“无废城市”建设试点)."""
    wide = one.type == "Technology" and WHOLE_FIELD.fullmatch(text, one.start, one.end)
    need = NEWNESS if wide else RANK if one.type == "Project" and text[one.start] == "“" else None
    ahead = need.search(text[max(0, one.start - 4) : one.start]) if need else None
    return replace(one, start=one.start - len(ahead.group())) if ahead else one


def _behind_such_as(text: str, one: Tagged) -> Tagged:
    """A name without the 如 or 例如 that opens its list (推广节能技术，如永磁电机)."""
    such = SUCH_AS.match(text, one.start, one.end)
    opens = one.start == 0 or text[one.start - 1] in "，：（(。；"
    return replace(one, start=such.end()) if such and opens and such.end() < one.end - 1 else one


def _behind_verb(text: str, one: Tagged, places: Mapping[int, int]) -> Tagged:
    """A name without the place and the verb that it begins with (酒泉建设风光储基地 is 风光储基地 in 酒泉)."""
    counted = COUNTED.match(text, places.get(one.start, one.end), one.end)
    verb = at_start("verbs").match(text, counted.end() if counted else one.end, one.end)
    return replace(one, start=verb.end()) if verb and verb.end() < one.end - 1 else one


def _at_work(text: str, one: Tagged) -> Tagged:
    """依托X实验室: a laboratory that is relied on is an organisation, nothing to be built."""
    relied = one.type == "Project" and RELIED_ON.search(text[max(0, one.start - 4) : one.start])
    return replace(one, type="Institution") if relied and LABORATORY.search(text[one.start : one.end]) else one


def _with_cluster_head(text: str, one: Tagged) -> Tagged:
    """A sector or cluster with the 产业集群 or 产业链 that stands right behind it (钢铁产业集群); a project that is one
    (数据中心集群)."""
    if one.type == "Project" and text.endswith("集群", one.start, one.end):
        return replace(one, type="Cluster")
    head = CLUSTER_HEAD.match(text, one.end) if one.type in ("Industry", "Cluster") else None
    return replace(one, type="Cluster", end=head.end()) if head else one


def _given(text: str, places: Sequence[Place]) -> tuple[list[Span], list[Span]]:
    """Cited documents, and organisations that stand in none of them."""
    documents = find_citations(text)
    bodies = institution_spans(text, list(places))
    cover = Cover(documents)
    return documents, [s for s in bodies if not cover.holds(*s)]


def grammar_of(plan: Plan) -> list[tuple[str, int, int]]:
    """What the grammar finds in a plan: what the tagger looks at, and learns from."""
    places = find_places(plan.view.text, plan.document.jurisdiction)
    documents, bodies = _given(plan.view.text, places)
    return grammar_phrases(plan, places, bodies, documents)


def cited(text: str, start: int, end: int) -> Phrase:
    """A cited document; one without brackets is less sure."""
    bracketed = text[start - 1 : start] == "《"
    rule, confidence = ("brackets.document", 0.97) if bracketed else ("named.document", 0.85)
    return phrase_of("Document", start, end, rule, confidence)


def phrase_of(kind: str, start: int, end: int, rule: str, confidence: float) -> Phrase:
    return Phrase(kind, start, end, ((start, end),), None, rule, confidence)
