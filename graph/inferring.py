"""What follows from the Statements of one plan: who supports which technology, by which route and how strongly.

The rules are the SPARQL files in `rules/`, each with its meaning in Chinese and English at its head; here is only the
order they are applied in. A route runs within one plan, so the rules see one plan's triples, and of the thesauri the
links that lead up from what it names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from cetu.graph.literals import Triple, as_quads, as_triples, chinese, lines, say, triples_of
from cetu.ontology.iri import PREFIXES
from cetu.ontology.terms import Cetu
from cetu.ontology.vocabularies import Rdf, Rdfs

RULES = Path(__file__).parent / "rules"

ROUTES = ("direct", "via", "project", "cluster", "institution")
QUALITIES = ("reading", "coverage", "stage", "strength")
BROADER = ("grouped", "narrower")
LARGER = ("within",)
TRIPLES = ("supports",)

TYPE, LIST_MEMBER, REFERS_TO = f"<{Rdf.type}>", f"<{Cetu.listMember}>", f"<{Cetu.refersTo}>"
SUPPORTER, TECHNOLOGY, LABEL = f"<{Cetu.supporter}>", f"<{Cetu.technology}>", f"<{Rdfs.label}>"

Links = Mapping[str, tuple[Triple, ...]]
"""What the thesauri say of broader technologies, of regions within regions and of the seats of institutions, by
subject (an N-Triples term)."""


@cache
def rule(name: str) -> str:
    """The SPARQL CONSTRUCT of a rule."""
    return (RULES / f"{name}.rq").read_text(encoding="utf-8")


@cache
def asked() -> frozenset[str]:
    """The predicates and classes that the rules name, as N-Triples terms: a fifth of a plan's triples have one."""
    said = "\n".join(re.sub(r"#.*", "", rule(path.stem)) for path in RULES.glob("*.rq"))
    names = re.findall(r"\b([a-z]+):([A-Za-z]+)\b", said)
    return frozenset({TYPE, *(f"<{PREFIXES[prefix]}{name}>" for prefix, name in names)})


def infer(quads: Iterable[ox.Quad], links: Iterable[ox.Quad], graph: str) -> tuple[ox.Quad, ...]:
    """The quads of one plan's inferred graph (IRI `graph`), in order, from quads of its content and evidence."""
    follows = inferred(as_triples(quads), by_subject(as_triples(links)))
    return tuple(as_quads(sorted(lines(follows, graph))))


def by_subject(triples: Iterable[Triple]) -> dict[str, tuple[Triple, ...]]:
    """Triples gathered by their subject, in order."""
    gathered: defaultdict[str, list[Triple]] = defaultdict(list)
    for triple in sorted(triples):
        gathered[triple[0]].append(triple)
    return {subject: tuple(found) for subject, found in gathered.items()}


def inferred(triples: Iterable[Triple], links: Links, rejected: frozenset[str] = frozenset()) -> set[Triple]:
    """The triples that follow from one plan's content and evidence, but for supports that are `rejected`."""
    seen = _seen(triples)
    work = _Work(seen | _upwards({triple[2] for triple in seen}, links), rejected)
    if not work.apply(ROUTES):
        return set()
    work.apply(QUALITIES)
    while sum([work.apply((name,)) and work.apply(QUALITIES) for name in BROADER]):
        pass
    if work.apply(LARGER):
        work.apply(QUALITIES)
    work.apply(TRIPLES)
    return work.found


def unnamed(said: Iterable[Triple], follows: Iterable[Triple], labels: Mapping[str, str]) -> list[Triple]:
    """What the ends of Supports are called that the plan has no words for, in order: the city that an institution lies
    in, a province, a wider technology. labels: the names of the thesauri by IRI, which all of these are in."""
    ends = {value for _, predicate, value in follows if predicate in (SUPPORTER, TECHNOLOGY)}
    named = {thing for thing, predicate, _ in said if predicate == LABEL}
    return [say(end[1:-1], Rdfs.label, chinese(labels[end[1:-1]])) for end in sorted(ends - named)]


def _seen(triples: Iterable[Triple]) -> set[Triple]:
    """What the rules can ask of a plan: of types only those that they name, of mentions only what lists name."""
    kept = [one for one in triples if one[1] in asked() and (one[1] != TYPE or one[2] in asked())]
    listed = {one[2] for one in kept if one[1] == LIST_MEMBER}
    return {one for one in kept if one[1] != REFERS_TO or one[0] in listed}


def _upwards(named: Iterable[str], links: Links) -> set[Triple]:
    """The links that lead on from what is named, and from where they lead."""
    found: set[Triple] = set()
    ahead, met = list(named), set(named)
    while ahead:
        for triple in links.get(ahead.pop(), ()):
            found.add(triple)
            if triple[2] not in met:
                met.add(triple[2])
                ahead.append(triple[2])
    return found


class _Work:
    """A store in memory that rules add to; `found` is what they added."""

    def __init__(self, triples: Iterable[Triple], rejected: frozenset[str]) -> None:
        self.rejected = rejected
        self.store = ox.Store()
        self.found: set[Triple] = set()
        self._load("".join(f"{s} {p} {o} .\n" for s, p, o in triples).encode())

    def apply(self, names: Iterable[str]) -> int:
        """Apply rules one after another; how many new triples they gave."""
        before = len(self.found)
        for name in names:
            found = self.store.query(rule(name), prefixes=PREFIXES)
            assert isinstance(found, ox.QueryTriples)
            said = found.serialize(format=ox.RdfFormat.N_TRIPLES) or b""
            fresh = set(triples_of(said))
            if self.rejected:
                fresh = {one for one in fresh if one[0][1:-1].partition("/step/")[0] not in self.rejected}
                said = "".join(f"{s} {p} {o} .\n" for s, p, o in fresh).encode()
            self.found.update(fresh)
            self._load(said)
        return len(self.found) - before

    def _load(self, data: bytes) -> None:
        self.store.load(data, format=ox.RdfFormat.N_TRIPLES)
