"""Triples as N-Triples terms, and literals that a store gives back as they were written.

A plan has ten thousand triples, so they are plain strings until something asks for more: a term is written as N-Triples
writes it, a triple is three of them, and a line of N-Quads is one `join` away.

Oxigraph keeps numbers by value: "0.50" as a decimal comes back as 0.5. So figures as printed and quotes are strings,
and decimals are written in the one form that survives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

import pyoxigraph as ox

from cetu.ontology.errors import ShapeError
from cetu.ontology.vocabularies import Xsd

Triple = tuple[str, str, str]
"""Subject, predicate and object as N-Triples terms."""

INTEGER, DECIMAL = f"^^<{Xsd.integer}>", f"^^<{Xsd.decimal}>"

_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f]')
_ESCAPES = {"\t": r"\t", "\b": r"\b", "\n": r"\n", "\r": r"\r", "\f": r"\f", '"': r"\"", "\\": r"\\"}
_UNESCAPE = re.compile(r'\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([tbnrf"\'\\]))')
_PLAIN = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_NO_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\\ud800-\udfff]')


def link(subject: str, predicate: str, target: str) -> Triple:
    """A triple of three IRIs."""
    return f"<{subject}>", f"<{predicate}>", f"<{target}>"


def say(subject: str, predicate: str, value: str) -> Triple:
    """A triple whose object is a literal, as `text`, `chinese`, `integer` and `decimal` give it."""
    return f"<{subject}>", f"<{predicate}>", value


def text(value: str) -> str:
    r"""A string exactly as it stands.

    >>> text('他说"是"')
    '"他说\\"是\\""'
    """
    return f'"{_ESCAPED.sub(_escape, value)}"'


def chinese(value: str) -> str:
    """A name in Chinese."""
    return f"{text(value)}@zh"


@lru_cache(maxsize=4096)
def integer(value: int) -> str:
    return f'"{int(value)}"{INTEGER}'


@lru_cache(maxsize=4096)
def decimal(value: float | int) -> str:
    """The number without exponent and trailing zeros.

    >>> [decimal(number).partition("^")[0] for number in (0.50, 100.0, 1e-7)]
    ['"0.5"', '"100"', '"0.0000001"']
    """
    return f'"{format(Decimal(str(value)).normalize() + 0, "f")}"{DECIMAL}'


def lines(triples: Iterable[Triple], graph: str) -> list[str]:
    """The N-Quads lines of triples in the graph of that IRI, in their order. ShapeError for an IRI that is none."""
    kept = tuple(triples)
    for iri in {f"<{graph}>", *(one[0] for one in kept), *(one[2] for one in kept if one[2][0] == "<")}:
        if _NO_IRI.search(iri, 1, len(iri) - 1):
            raise ShapeError(f"{iri} is no IRI: percent-encode what RFC 3987 forbids")
    end = f" <{graph}> .\n"
    return [f"{subject} {predicate} {value}{end}" for subject, predicate, value in kept]


def triples_of(data: bytes) -> Iterator[Triple]:
    """The triples of N-Triples as Oxigraph writes it: one a line, one space between terms, none in an IRI."""
    for line in data.decode().split("\n")[:-1]:
        subject, predicate, value = line[:-2].split(" ", 2)
        yield subject, predicate, value


def as_triples(quads: Iterable[ox.Quad]) -> set[Triple]:
    """The triples of Oxigraph's quads."""
    return {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads}


def as_quads(nquads: Iterable[str]) -> list[ox.Quad]:
    """Oxigraph's quads of N-Quads lines, in their order."""
    return list(ox.parse("".join(nquads).encode(), format=ox.RdfFormat.N_QUADS))


def in_graph(triple: Triple, graph: str) -> ox.Quad:
    """The triple as Oxigraph's quad of a named graph."""
    return as_quads(lines([triple], graph))[0]


def lexical(term: str) -> str:
    r"""A term's own characters: an IRI's, a literal's without quotes, language and datatype.

    >>> lexical('<https://example.org/a>'), lexical(text('他说"是"')), lexical(integer(7))
    ('https://example.org/a', '他说"是"', '7')
    """
    if term[0] == "<":
        return term[1:-1]
    if term[0] != '"':
        return term.removeprefix("_:")
    inside = term[1 : term.rindex('"')]
    return _UNESCAPE.sub(_unescape, inside) if "\\" in inside else inside


def _unescape(found: re.Match[str]) -> str:
    code = found.group(1) or found.group(2)
    return chr(int(code, 16)) if code else _PLAIN.get(found.group(3), found.group(3))


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"
