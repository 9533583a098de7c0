"""Triples, and literals that a store gives back as they were written.

Oxigraph keeps numbers by value: "0.50" as a decimal comes back as 0.5. So figures as printed and quotes are strings,
and decimals are written in the one form that survives.
"""

from __future__ import annotations

from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad, Triple

from cetu.ontology.vocabularies import Xsd

INTEGER, DECIMAL = NamedNode(Xsd.integer), NamedNode(Xsd.decimal)


def link(subject: str, predicate: str, target: str) -> Triple:
    """A triple of three IRIs."""
    return Triple(NamedNode(subject), NamedNode(predicate), NamedNode(target))


def say(subject: str, predicate: str, value: Literal) -> Triple:
    """A triple whose object is a literal."""
    return Triple(NamedNode(subject), NamedNode(predicate), value)


def in_graph(triple: Triple, graph: str) -> Quad:
    """The triple as a quad of a named graph."""
    return Quad(triple.subject, triple.predicate, triple.object, NamedNode(graph))


def text(value: str) -> Literal:
    """A string exactly as it stands."""
    return Literal(value)


def chinese(value: str) -> Literal:
    """A name in Chinese."""
    return Literal(value, language="zh")


def integer(value: int) -> Literal:
    return Literal(str(int(value)), datatype=INTEGER)


def decimal(value: float | int) -> Literal:
    """The number without exponent and trailing zeros.

    >>> decimal(0.50).value, decimal(100.0).value, decimal(1e-7).value
    ('0.5', '100', '0.0000001')
    """
    return Literal(format(Decimal(str(value)).normalize() + 0, "f"), datatype=DECIMAL)
