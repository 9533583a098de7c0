"""The shapes (`ontology/shapes.ttl`) as plain checks over one plan's triples, for a build of many plans.

pySHACL takes seconds for a plan, these take milliseconds. Nothing is written twice: the shapes file is compiled, and
what cannot be compiled is refused; tests hold the findings equal to pySHACL's over whole and broken graphs.
`cetu validate` and `cetu.graph.validating` go on using pySHACL.

A shape becomes a set of nodes and checks of them; a check looks at all nodes at once, column by column, and gives
those at fault with the value at fault, None where something is lacking.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

import pyoxigraph as ox

from cetu.graph.background import read_background
from cetu.graph.columns import TYPE, Columns
from cetu.graph.literals import Triple, as_triples, lexical
from cetu.graph.shapes import Constraint, Shape, read_shapes
from cetu.graph.violations import Violation
from cetu.ontology.iri import PREFIXES, shorten
from cetu.ontology.vocabularies import Rdfs, Xsd

NUMERIC = {f"<{Xsd.integer}>": re.compile(r"[+-]?\d+"), f"<{Xsd.decimal}>": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")}
PREFIXED = re.compile(r"\b([a-z]+):([A-Za-z]+)\b")

Faults = Iterable[tuple[str, str | None]]
"""Nodes at fault, each with the value at fault."""

Check = Callable[[Columns, set[str]], Faults]


def check(triples: Iterable[Triple]) -> list[Violation]:
    """What is wrong with a plan's triples, sorted; nothing where they keep every shape.

    Besides the triples the checks see types and names of what the thesauri hold, as `validate` does.
    """
    facts = Columns(triples, wanted())
    described = _described()
    for name in facts.pointed_to().intersection(described):
        facts.extend(described[name])
    found: set[Violation] = set()
    for shape, checks in compiled():
        if nodes := _targets(shape, facts):
            for constraint, look in checks:
                found.update(_violation(constraint, node, value) for node, value in look(facts, nodes))
    return sorted(found)


def _violation(constraint: Constraint, node: str, value: str | None) -> Violation:
    said = "" if value is None else lexical(value)
    message = constraint.message.replace("{?value}", said)
    return Violation(shorten(lexical(node)), constraint.place, message, shorten(said))


@cache
def _described() -> dict[str, frozenset[Triple]]:
    return {f"<{name}>": frozenset(as_triples(quads)) for name, quads in read_background().described.items()}


@cache
def compiled() -> tuple[tuple[Shape, tuple[tuple[Constraint, Check], ...]], ...]:
    """Every shape of the file with its checks."""
    return tuple((shape, tuple((one, _check(one)) for one in shape.constraints)) for shape in read_shapes())


@cache
def wanted() -> frozenset[str]:
    """The predicates that any shape looks at."""
    shapes = read_shapes()
    asked = {path for shape in shapes for one in shape.constraints for path in _paths(one)}
    return frozenset({TYPE, *asked, *(one for shape in shapes for one in (*shape.subjects_of, *shape.objects_of))})


def _paths(constraint: Constraint) -> Iterator[str]:
    yield from constraint.path
    for part in constraint.parts:
        for one in part:
            yield from _paths(one)
    if constraint.kind in ("lessThan", "lessThanOrEquals"):
        yield constraint.value
    if constraint.kind == "sparql":
        yield from _named(constraint.value)


@cache
def classes_below(kind: str) -> frozenset[str]:
    """A class (an N-Triples term) with all that lie below it in the ontology."""
    found, ahead = {kind}, [kind]
    while ahead:
        lower = _lower().get(ahead.pop(), frozenset()) - found
        found |= lower
        ahead.extend(lower)
    return frozenset(found)


@cache
def _lower() -> dict[str, frozenset[str]]:
    lower: dict[str, frozenset[str]] = {}
    for quad in read_background().quads:
        if quad.predicate.value == Rdfs.subClassOf and isinstance(quad.object, ox.NamedNode):
            lower[str(quad.object)] = lower.get(str(quad.object), frozenset()) | {str(quad.subject)}
    return lower


def _targets(shape: Shape, facts: Columns) -> set[str]:
    """The nodes that a shape looks at."""
    found = facts.of(kind for one in shape.classes for kind in classes_below(one))
    found.update(shape.nodes, *(facts[one].first for one in shape.subjects_of))
    return found.union(*(facts[one].distinct for one in shape.objects_of))


def _check(constraint: Constraint) -> Check:
    if constraint.kind == "sparql":
        return _asks(constraint.value)
    if constraint.kind == "or":
        return _none_of([[_check(one) for one in part] for part in constraint.parts])
    if constraint.kind in OF_VALUES:
        return _values(constraint, OF_VALUES[constraint.kind](constraint.value))
    return OF_NODES[constraint.kind](constraint)


def _none_of(parts: list[list[Check]]) -> Check:
    """The nodes that keep none of the alternatives."""

    def look(facts: Columns, nodes: set[str]) -> Faults:
        left = nodes
        for part in parts:
            left = {node for one in part for node, _ in one(facts, left)}
        return ((node, node) for node in left)

    return look


def _named(query: str) -> set[str]:
    """The terms that a query names with a prefix."""
    return {f"<{PREFIXES[prefix]}{name}>" for prefix, name in PREFIXED.findall(query) if prefix in PREFIXES} | {TYPE}


def _asks(query: str) -> Check:
    """A SPARQL constraint, over the triples of the predicates that it names; its `?value` is at fault."""
    names = _named(query)

    def look(facts: Columns, nodes: set[str]) -> Faults:
        store = ox.Store()
        told = (
            f"{subject} {name} {value} .\n"
            for name in names
            for subject in facts[name].first
            for value in facts[name].values(subject)
            if name != TYPE or value in names
        )
        store.load("".join(told).encode(), format=ox.RdfFormat.N_TRIPLES)
        rows = store.query(query, prefixes=PREFIXES)
        assert isinstance(rows, ox.QuerySolutions)
        values = [str(row["value"]) for row in rows]
        return ((node, value) for node in nodes for value in values)

    return look


def _values(constraint: Constraint, unfit: Callable[[Columns, frozenset[str]], Iterable[str]]) -> Check:
    """A check that every value has to keep on its own: each value is looked at once, however many nodes have it."""

    def look(facts: Columns, nodes: set[str]) -> Faults:
        if not constraint.path:  # of the nodes themselves
            return ((node, node) for node in unfit(facts, frozenset(nodes)))
        faults: list[tuple[str, str | None]] = []
        for one in constraint.path:
            if wrong := frozenset(unfit(facts, facts[one].distinct)):
                faults.extend(facts[one].pairs(wrong, nodes))
        return faults

    return look


def _each(fits: Callable[[str], bool]) -> Callable[[Columns, frozenset[str]], Iterable[str]]:
    return lambda facts, values: (value for value in values if not fits(value))


def _class(value: Any) -> Callable[[Columns, frozenset[str]], Iterable[str]]:
    kinds = classes_below(value)
    return lambda facts, values: values - facts.of(kinds)


def _datatype(value: Any) -> Callable[[str], bool]:
    return lambda one: datatype(one) == value and well_formed(one)


def _text(fits: Callable[[str], object]) -> Callable[[str], bool]:
    """Of an IRI or a literal; blank nodes have no text."""
    return lambda one: one[0] in '<"' and bool(fits(lexical(one)))


OF_VALUES: dict[str, Callable[[Any], Callable[[Columns, frozenset[str]], Iterable[str]]]] = {
    "class": _class,
    "datatype": lambda value: _each(_datatype(value)),
    "nodeKind": lambda value: _each(lambda one: one[0] == "<"),
    "in": lambda value: lambda facts, values: values - value,
    "pattern": lambda value: _each(_text(re.compile(value).search)),
    "minLength": lambda value: _each(_text(lambda told: len(told) >= value)),
    "minInclusive": lambda value: _each(lambda one: ordered(value, one, equal=True)),
    "maxInclusive": lambda value: _each(lambda one: ordered(one, value, equal=True)),
}
"""What a constraint of SHACL asks of every value: which of the values do not fit."""


def _at_least(constraint: Constraint) -> Check:
    def look(facts: Columns, nodes: set[str]) -> Faults:
        if constraint.value == 1:
            return ((node, None) for node in nodes.difference(*(facts[one].first for one in constraint.path)))
        return ((node, None) for node in nodes if _number(facts, node, constraint) < constraint.value)

    return look


def _at_most(constraint: Constraint) -> Check:
    def look(facts: Columns, nodes: set[str]) -> Faults:
        if len(constraint.path) == 1 and constraint.value == 1:
            return ((node, None) for node in nodes.intersection(facts[constraint.path[0]].several))
        return ((node, None) for node in nodes if _number(facts, node, constraint) > constraint.value)

    return look


def _number(facts: Columns, node: str, constraint: Constraint) -> int:
    return len({value for one in constraint.path for value in facts[one].values(node)})


def _qualified(constraint: Constraint) -> Check:
    """Between so many and so many values are of a class."""
    kind, low, high = constraint.value

    def look(facts: Columns, nodes: set[str]) -> Faults:
        fitting, column = facts.of(classes_below(kind)), facts[constraint.path[0]]
        for node in nodes:
            if not low <= sum(value in fitting for value in column.values(node)) <= high:
                yield node, None

    return look


def _before(*, equal: bool) -> Callable[[Constraint], Check]:
    """Every value comes before (or is equal to) every value of another property of the node."""

    def compiled_for(constraint: Constraint) -> Check:
        def look(facts: Columns, nodes: set[str]) -> Faults:
            column, others = facts[constraint.path[0]], facts[constraint.value]
            for node in nodes.intersection(column.first):
                for value in column.values(node):
                    if not all(ordered(value, other, equal=equal) for other in others.values(node)):
                        yield node, value

        return look

    return compiled_for


def _has_value(constraint: Constraint) -> Check:
    column = constraint.path[0]
    return lambda facts, nodes: ((node, None) for node in nodes if constraint.value not in facts[column].values(node))


def _one_a_language(constraint: Constraint) -> Check:
    def look(facts: Columns, nodes: set[str]) -> Faults:
        several = facts[constraint.path[0]].several
        for node in nodes.intersection(several):
            languages = [value.rpartition("@")[2].lower() for value in several[node] if value[-1] not in '">']
            if len(languages) > len(set(languages)):
                yield node, None

    return look


OF_NODES: dict[str, Callable[[Constraint], Check]] = {
    "minCount": _at_least,
    "maxCount": _at_most,
    "hasValue": _has_value,
    "lessThan": _before(equal=False),
    "lessThanOrEquals": _before(equal=True),
    "uniqueLang": _one_a_language,
    "qualified": _qualified,
}
"""What a constraint of SHACL asks of a node's values together."""


def ordered(low: str, high: str, *, equal: bool) -> bool:
    """Whether both are numbers and the first is less (or equal)."""
    first, second = number(low), number(high)
    return first is not None and second is not None and (first < second or (equal and first == second))


def datatype(term: str) -> str | None:
    """The datatype of a literal as an N-Triples term; None for an IRI and for a text in a language."""
    if term[0] != '"':
        return None
    if term[-1] == '"':
        return f"<{Xsd.string}>"
    return term[term.rindex("^^<") + 2 :] if term[-1] == ">" else None


def well_formed(term: str) -> bool:
    """Whether a number is written as one; other literals always are."""
    wanted = NUMERIC.get(datatype(term) or "")
    return wanted is None or bool(wanted.fullmatch(lexical(term)))


@lru_cache(maxsize=1 << 14)
def number(term: str) -> Decimal | None:
    """The value of a numeric literal; None for any other term."""
    return Decimal(lexical(term)) if datatype(term) in NUMERIC and well_formed(term) else None
