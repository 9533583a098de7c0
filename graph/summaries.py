"""What supports are shown with: the words they rest on, and all alike supports of a plan in one line.

Worked out when a plan is built, so that a question about a thousand plans reads it instead of cutting sentences and
joining names each time. It says nothing that the supports and their evidence do not say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from cetu.graph.background import read_background
from cetu.graph.literals import Triple, integer, lexical, link, say, text
from cetu.graph.naming import digest
from cetu.ontology.terms import Cetu
from cetu.ontology.vocabularies import Oa, Rdf, Rdfs

BEFORE, AFTER = 12, 8
"""Characters of the sentence that an excerpt has before and after the words."""

LISTED = ("direct", "project", "cluster", "institution")
"""Routes that are summarised: what is inferred further, upwards in a tree, is left to whoever asks for it."""

SUMMARISED = (Cetu.Region, Cetu.Cluster)
KINDS = (*SUMMARISED, Cetu.Industry, Cetu.Institution, Cetu.Project)
"""What supporters are; those of the first two kinds are summarised."""

LADDER = (Cetu.deploy, Cetu.demonstrate, Cetu.develop, Cetu.research)
"""Stages, the furthest first."""

_BREAK = re.compile(r"\s*\n\s*")

Member = tuple[int, str, str, str]
"""Where the words of a support stand, its supporter, itself, an excerpt."""

Said = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Objects by subject and predicate, all as N-Triples terms."""


def summaries(said: Iterable[Triple], follows: Iterable[Triple], plan: str) -> Iterator[Triple]:
    """The clause of every Support of the plan (IRI), which are the strongest and in what manner, and its summaries."""
    known = _gathered(chain(said, follows))
    supports = sorted(one for one, told in known.items() if f"<{Cetu.Support}>" in told.get(f"<{Rdf.type}>", ()))
    alike: defaultdict[tuple[str, ...], list[Member]] = defaultdict(list)
    for support in supports:
        places = sorted(_places(support, known))
        if not places:
            continue
        _, start, cited, around = places[0]
        yield say(support[1:-1], Cetu.clause, text(around))
        supporter = _one(known, support, Cetu.supporter)
        for kind in _kinds(supporter, known):
            if kind in SUMMARISED and lexical(_one(known, support, Cetu.routeKind)) in LISTED:
                alike[kind, *_shared(support, known)].append((start, supporter, support, cited))
    for support in _strongest(supports, known):
        yield link(support[1:-1], Cetu.strongestOf, plan)
        stages = (f"<{stage}>" for stage in LADDER if f"<{stage}>" in _all(known, support, Cetu.stage))
        for kind in _kinds(_one(known, support, Cetu.supporter), known):
            shown = manner(kind, *_shared(support, known)[1:], next(stages, "none"))
            yield say(support[1:-1], Cetu.manner, text(shown))
    for shared, members in sorted(alike.items()):
        yield from _summary(plan, shared, members, known)


def _gathered(triples: Iterable[Triple]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Each subject's objects by predicate, in order."""
    found: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for subject, predicate, value in triples:
        found[subject][predicate].add(value)
    return {one: {name: tuple(sorted(values)) for name, values in told.items()} for one, told in found.items()}


def _all(known: Said, node: str, predicate: str) -> tuple[str, ...]:
    return known.get(node, {}).get(f"<{predicate}>", ())


def _one(known: Said, node: str, predicate: str) -> str:
    """The one object, the first in order where there are several, "" where there is none."""
    return next(iter(_all(known, node, predicate)), "")


def _kinds(supporter: str, known: Said) -> list[str]:
    """What the supporter is: as the plan says, else as the thesauri do (a province of which only a city is named)."""
    described = read_background().described.get(supporter[1:-1], ())
    types = _all(known, supporter, Rdf.type) or {
        str(one.object) for one in described if one.predicate.value == Rdf.type
    }
    return [kind for kind in KINDS if f"<{kind}>" in types]


def manner(kind: str, strength: str, *rest: str) -> str:
    """How something supports, in a word each, strength and kind first; given as an IRI and N-Triples terms.

    >>> manner("https://w3id.org/cetu#Region", '"4"', '"direct"', "<https://w3id.org/cetu#each>")
    '4 Region direct each'
    """
    return " ".join(lexical(one).rpartition("#")[2] for one in (strength, kind, *rest))


def _strongest(supports: Iterable[str], known: Said) -> Iterable[str]:
    """For each supporter and technology the strongest of the supports, the last in order where several are."""
    best: dict[tuple[str, str], tuple[int, str]] = {}
    for support in supports:
        pair = _one(known, support, Cetu.supporter), _one(known, support, Cetu.technology)
        rated = int(lexical(_one(known, support, Cetu.strength))), support
        best[pair] = max(best.get(pair, rated), rated)
    return (support for _, support in best.values())


def _shared(support: str, known: Said) -> tuple[str, ...]:
    """What supports of one summary have in common."""
    wanted = (Cetu.technology, Cetu.strength, Cetu.routeKind, Cetu.reading, Cetu.coverage)
    return tuple(_one(known, support, name) for name in wanted)


def _places(support: str, known: Said) -> Iterator[tuple[int, int, str, str]]:
    """For each place of the support's first step: a rank, the offset of its words, an excerpt around them, and the
    clause that they stand in. First come words for what is said, last those for whom it is said of."""
    for step in _all(known, support, Cetu.step):
        if lexical(_one(known, step, Cetu.order) or integer(0)) != "1":
            continue
        statement = _one(known, step, Cetu.statement)
        meant, by = _all(known, statement, Cetu.object), _all(known, statement, Cetu.subject)
        for place in _all(known, statement, Cetu.evidence):
            sentence = lexical(_one(known, place, Cetu.sentence))
            starts = [one for node in _all(known, place, Oa.hasSelector) for one in _all(known, node, Oa.start)]
            start = int(lexical(starts[0]))
            at = start - int(lexical(_one(known, place, Cetu.sentenceStart)))
            cited = excerpt(sentence, at, lexical(_one(known, place, Cetu.quote)))
            named = set(_all(known, place, Cetu.refersTo))
            rank = 0 if named.intersection(meant) else 2 if named.intersection(by) else 1
            yield rank, start, cited, clause(sentence, at)


def excerpt(sentence: str, at: int, quote: str) -> str:
    """The words at that place of the sentence in 【】, with a few before and after.

    >>> excerpt("在大连、营口、阜新、盘锦建设百万千瓦级海上风电\\n示范工程。", 19, "海上风电")
    '…阜新、盘锦建设百万千瓦级【海上风电】示范工程。…'
    """
    head = "…" if at > BEFORE else ""
    before, after = sentence[max(0, at - BEFORE) : at], sentence[at + len(quote) : at + len(quote) + AFTER]
    return _BREAK.sub("", f"{head}{before}【{quote}】{after}…")


def clause(sentence: str, at: int) -> str:
    """The part of the sentence between semicolons that holds the place.

    >>> clause("研发储能；推广热泵；限制小锅炉。", 7)
    '推广热泵'
    """
    first, last = sentence.rfind("；", 0, at) + 1, sentence.find("；", at)
    return _BREAK.sub("", sentence[first : last if last >= 0 else None])


def _summary(plan: str, shared: tuple[str, ...], members: list[Member], known: Said) -> Iterator[Triple]:
    """One summary: what its supports have in common, who supports, and the excerpt that stands first in the text."""
    kind, technology, *how = shared
    node = f"{plan}/summary/{digest(*shared)}"
    yield link(node, Rdf.type, Cetu.SupportSummary)
    yield link(node, Cetu.summaryPlan, plan)
    yield link(node, Cetu.summaryTechnology, lexical(technology))
    yield say(node, Cetu.summaryManner, text(manner(kind, *how)))
    names = sorted({lexical(_one(known, supporter, Rdfs.label)) for _, supporter, _, _ in members})
    yield say(node, Cetu.supporterNames, text("；".join(names)))
    yield say(node, Cetu.excerpt, text(min(members)[3]))
    for _, supporter, support, _ in members:
        yield link(node, Cetu.summarySupporter, lexical(supporter))
        yield link(node, Cetu.summaryOf, lexical(support))
