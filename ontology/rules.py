"""SPARQL rules that materialise what the ontology entails of direct triples, generated from its axioms.

One CONSTRUCT query per axiom: sub-classes and members of unions, sub-properties, inverses, symmetric and transitive
properties, property chains, domains and ranges. What OWL says by disjunction (a domain that is an anonymous union)
or by existence has no rule. HermiT infers the same for these constructs; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from cetu.ontology.iri import ONTOLOGY
from cetu.ontology.thesaurus import thesaurus_path


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """`head` follows from `body`: basic graph patterns. `kind` names the axiom, `source` its term."""

    kind: str
    source: str
    head: str
    body: str

    @property
    def construct(self) -> str:
        """The rule as a query over the default graph; to be run again until it finds nothing new."""
        return f"CONSTRUCT {{ {self.head} }} WHERE {{ {self.body} }}"


@cache
def entailment_rules(*, own: bool = True) -> tuple[Rule, ...]:
    """The rules of the ontology that ships, in order; with `own` only those that conclude terms of our own."""
    graph = Graph().parse(thesaurus_path("cetu"))
    return generate(graph, own=own)


def generate(ontology: Graph, *, own: bool = False) -> tuple[Rule, ...]:
    """Rules from the axioms of an ontology, sorted; with `own` only those about terms of our own namespace."""
    steps = (_sub_classes, _unions, _sub_properties, _inverses, _characteristics, _chains, _ends)
    rules = {rule for step in steps for rule in step(ontology)}
    return tuple(sorted(rule for rule in rules if not own or f"<{ONTOLOGY}" in rule.head))


def _sub_classes(graph: Graph) -> Iterator[Rule]:
    for child, parent in graph.subject_objects(RDFS.subClassOf):
        if _named(child, parent):
            yield Rule("subclass", str(child), f"?x a {_n3(parent)} .", f"?x a {_n3(child)} .")


def _unions(graph: Graph) -> Iterator[Rule]:
    """A class that equals a union holds the members of each of its parts."""
    for whole, union in graph.subject_objects(OWL.equivalentClass):
        for parts in graph.objects(union, OWL.unionOf):
            for part in Collection(graph, parts):
                if _named(whole, part):
                    yield Rule("union", str(whole), f"?x a {_n3(whole)} .", f"?x a {_n3(part)} .")


def _sub_properties(graph: Graph) -> Iterator[Rule]:
    for child, parent in graph.subject_objects(RDFS.subPropertyOf):
        if _named(child, parent):
            yield Rule("subproperty", str(child), f"?x {_n3(parent)} ?y .", f"?x {_n3(child)} ?y .")


def _inverses(graph: Graph) -> Iterator[Rule]:
    for one, other in graph.subject_objects(OWL.inverseOf):
        if _named(one, other):
            yield Rule("inverse", str(one), f"?y {_n3(one)} ?x .", f"?x {_n3(other)} ?y .")
            yield Rule("inverse", str(one), f"?y {_n3(other)} ?x .", f"?x {_n3(one)} ?y .")


def _characteristics(graph: Graph) -> Iterator[Rule]:
    for name in graph.subjects(RDF.type, OWL.TransitiveProperty):
        p = _n3(name)
        yield Rule("transitive", str(name), f"?x {p} ?z .", f"?x {p} ?y . ?y {p} ?z .")
    for name in graph.subjects(RDF.type, OWL.SymmetricProperty):
        p = _n3(name)
        yield Rule("symmetric", str(name), f"?y {p} ?x .", f"?x {p} ?y .")


def _chains(graph: Graph) -> Iterator[Rule]:
    """Chains of two or more links: ?x p1 ?v1 . ?v1 p2 ?v2 . … ?z."""
    for name, links in graph.subject_objects(OWL.propertyChainAxiom):
        chain = list(Collection(graph, links))
        ends = ["?x", *(f"?v{i}" for i in range(1, len(chain))), "?z"]
        body = " ".join(f"{ends[i]} {_n3(link)} {ends[i + 1]} ." for i, link in enumerate(chain))
        yield Rule("chain", str(name), f"?x {_n3(name)} ?z .", body)


def _ends(graph: Graph) -> Iterator[Rule]:
    for name, place in graph.subject_objects(RDFS.domain):
        if _named(name, place):
            yield Rule("domain", str(name), f"?x a {_n3(place)} .", f"?x {_n3(name)} ?y .")
    for name in graph.subjects(RDF.type, OWL.ObjectProperty):
        for place in graph.objects(name, RDFS.range):
            if _named(name, place):
                yield Rule("range", str(name), f"?y a {_n3(place)} .", f"?x {_n3(name)} ?y .")


def _named(*terms: Node) -> bool:
    return all(isinstance(term, URIRef) for term in terms)


def _n3(term: Node) -> str:
    return f"<{term}>"
