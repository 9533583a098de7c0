"""A bundle: a part of the graph as plain JSON, which the explorer adds to what it has and draws its views from.

    things     what stands at the ends of links, and what lies above it (`within`, `broader`)
    links      Statements (`said`), targets (`target`) and inferred supports (`inferred`), each with its particulars
    places     the words that links rest on, with the whole sentence around them
    sections   headings, and for tasks the responsible bodies
    plans      the plans that say so

Everything is keyed by its IRI without what all IRIs of ours begin with; terms of the ontology are local names. The
explorer joins bundles by key, so that any of them may be partial: `docs/explorer.md` describes every field.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from cetu.graph.dataset import Graph
from cetu.ontology.iri import ONTOLOGY
from cetu.visual.bundle_links import read_links
from cetu.visual.descriptions import (
    NOTHING,
    Description,
    about,
    column,
    local,
    long,
    many,
    number,
    one,
    pointing,
    short,
    valued,
)
from cetu.visual.things import describe_things

Json = dict[str, Any]

LINKS = ("Statement", "Support", "Target")
ENDS = ("subject", "object", "supporter", "technology", "indicator")
TOLD = ("title", "documentNumber", "issuedOn", "periodStart", "periodEnd", "documentLevel", "jurisdiction", "issuer")
"""What is told of a plan, properties of ours: it has thousands of mentions besides."""
FEW = 20
"""Plans that are described one by one."""
MOST = 4000
"""Links in one bundle around one thing; the strongest first."""


def plan_bundle(graph: Graph, plans: Iterable[str]) -> Json:
    """All that some plans say, by their short IRIs (`plan/liaoning-2023`)."""
    wanted = [long(plan) for plan in plans]
    links = pointing(graph, "saidBy", wanted)
    return links_bundle(graph, (link for plan in wanted for link in links.get(plan, ())), plans=wanted)


def around(graph: Graph, thing: str, most: int = MOST) -> Json:
    """Every link that touches a thing, in any plan, at most `most`; `total` says how many there are."""
    iri = long(thing)
    found = {link for end in ENDS for link in pointing(graph, end, [iri]).get(iri, ())}
    kept = _strongest(graph, found, most) if len(found) > most else found
    return links_bundle(graph, kept, more=[iri]) | {"total": len(found)}


def _strongest(graph: Graph, links: Iterable[str], most: int) -> list[str]:
    """The strongest supports, then Statements by confidence."""
    weights = dict.fromkeys(links, (0.0, 0.0))
    for at, name in enumerate(("strength", "confidence")):
        for link, value in valued(graph, name, sorted(weights)):
            weights[link] = (float(value), 0.0) if at == 0 else (weights[link][0], float(value))
    return sorted(weights, key=lambda link: (-weights[link][0], -weights[link][1], link))[:most]


def links_bundle(graph: Graph, links: Iterable[str], *, more: Iterable[str] = (), plans: Iterable[str] = ()) -> Json:
    """The bundle of these links (IRIs) with the Statements that they rest on, and of some things and plans besides."""
    found = read_links(graph, links)
    mentions = about(graph, [long(place) for link in found for place in link["places"]])
    said_by = [*plans, *(long(link["plan"]) for link in found)]
    sections = _sections(graph, said_by, whole=bool(tuple(plans)), needed=_section_needs(found, mentions))
    ends = [long(end) for link in found for end in (*link["s"], link["o"], link.get("via"), link.get("scope")) if end]
    bodies = [long(duty["body"]) for section in sections for duty in section.get("duties", ())]
    things = describe_things(graph, [*ends, *bodies, *more, *said_by])
    return {
        "things": things,
        "links": found,
        "places": _places(mentions),
        "sections": sections,
        "plans": read_plans(graph, said_by),
    }


def read_plans(graph: Graph, iris: Iterable[str]) -> list[Json]:
    """Plans with title, period, jurisdiction, issuers and number, in order of title."""
    wanted = [short(iri) for iri in dict.fromkeys(iris)]
    said = _told(graph, wanted)
    pointed = {value for one in said.values() for key in ("jurisdiction", "issuer") for value in one.get(key, ())}
    names = about(graph, sorted(map(long, pointed)))
    told = [_plan(plan, said[plan], names) for plan in wanted if said[plan]]
    return sorted(told, key=lambda plan: (plan["title"], plan["id"]))


def _told(graph: Graph, plans: Collection[str]) -> dict[str, dict[str, list[str]]]:
    """Values by name of what is told of plans: of few plan by plan, of many by walking along what all plans have."""
    if len(plans) <= FEW:
        described = about(graph, map(long, plans))
        return {plan: {name: many(described.get(long(plan), NOTHING), name) for name in TOLD} for plan in plans}
    columns = {name: column(graph, ONTOLOGY + name) for name in TOLD}
    return {plan: {name: found[plan] for name, found in columns.items() if plan in found} for plan in plans}


def _plan(plan: str, said: Mapping[str, Sequence[str]], names: Mapping[str, Description]) -> Json:
    def first(name: str) -> str | None:
        return next(iter(said.get(name, ())), None)

    region = first("jurisdiction")
    fields = {
        "id": plan,
        "title": first("title") or plan,
        "number": first("documentNumber"),
        "issued": first("issuedOn"),
        "from": _year(first("periodStart")),
        "to": _year(first("periodEnd")),
        "level": first("documentLevel"),
        "region": region,
        "regionName": _name(names, region) if region else None,
        "issuers": [_name(names, issuer) for issuer in said.get("issuer", ())],
    }
    return {name: value for name, value in fields.items() if value not in (None, [])}


def _year(text: str | None) -> int | None:
    return None if text is None else int(text)


def _name(names: Mapping[str, Description], thing: str) -> str:
    return one(names.get(long(thing), NOTHING), "label") or thing.rsplit("/", 1)[-1]


def _places(mentions: Mapping[str, Description]) -> list[Json]:
    """Places by their mentions, start and end in code points of the source text, `at` where the sentence begins."""
    told = []
    for iri, said in mentions.items():
        start, _, end = iri.rsplit("/", 1)[-1].partition("-")
        place = {
            "id": short(iri),
            "start": int(start),
            "end": int(end),
            "at": number(said, "sentenceStart") or 0,
            "sentence": one(said, "sentence") or one(said, "quote") or "",
            "section": one(said, "inSection"),
        }
        if pages := sorted(int(page) for page in many(said, "page")):
            place["page"] = pages[0]
        told.append(place)
    return told


def _section_needs(links: Iterable[Json], mentions: Mapping[str, Description]) -> set[str]:
    needed = {link["section"] for link in links if link.get("section")}
    return {long(one) for one in needed.union(*(many(said, "inSection") for said in mentions.values()))}


def _sections(graph: Graph, plans: Iterable[str], *, whole: bool, needed: set[str]) -> list[Json]:
    """Sections of whole plans, or only those needed and the ones above them."""
    if whole:
        needed = needed.union(*pointing(graph, "sectionOf", plans).values())
    found = dict(about(graph, sorted(needed)))
    level = set(found)
    while level:
        above = {long(name) for iri in level for name in many(found[iri], "subsectionOf")} - set(found)
        fresh = about(graph, sorted(above))
        found |= fresh
        level = set(fresh)
    duties = about(graph, [node.value for said in found.values() for node in said.get("hasResponsibility", ())])
    told = [_section(iri, said, duties) for iri, said in found.items()]
    return sorted(told, key=lambda section: (section["plan"], section["order"], section["id"]))


def _section(iri: str, said: Description, duties: Mapping[str, Description]) -> Json:
    kinds = {local(kind.value) for kind in said.get("type", ())}
    who = [duties[node.value] for node in said.get("hasResponsibility", ()) if node.value in duties]
    fields = {
        "id": short(iri),
        "plan": one(said, "sectionOf"),
        "order": number(said, "order") or 0,
        "number": one(said, "number"),
        "heading": one(said, "heading"),
        "above": one(said, "subsectionOf"),
        "task": True if "Task" in kinds else None,
        "duties": [{"body": one(duty, "body"), "role": one(duty, "role")} for duty in who] or None,
    }
    return {name: value for name, value in fields.items() if value is not None}
