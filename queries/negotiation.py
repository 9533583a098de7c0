"""Content negotiation: which of the formats on offer a client's Accept header asks for (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from cetu.ontology.errors import QueryError

TABLES: dict[str, ox.QueryResultsFormat] = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
"""Formats of a SELECT or ASK; the first is for clients that take anything."""

GRAPHS: dict[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/x-turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/xml": ox.RdfFormat.RDF_XML,
    "text/n3": ox.RdfFormat.N3,
}
"""Formats of a CONSTRUCT or DESCRIBE."""

SHORT: dict[str, str] = {
    "json": "application/json",
    "xml": "application/xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
    "json-ld": "application/ld+json",
    "rdf": "application/rdf+xml",
}
"""What `format=` may say in the place of the header, for the address bar of a browser."""


class NotAcceptable(QueryError):
    """None of the formats on offer is one that the client takes."""


def choose(accept: str, offered: Sequence[str] | Mapping[str, object]) -> str:
    """The media type on offer that the header likes best; among equals the one that is offered first.

    >>> choose("text/html, text/csv;q=0.9, */*;q=0.1", TABLES)
    'text/csv'
    >>> choose("", TABLES)
    'application/sparql-results+json'

    Raises NotAcceptable where it likes none.
    """
    ranges = [_parsed(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    names = list(offered)
    best = max(names, key=lambda name: (_quality(name, ranges), -names.index(name)))
    if not _quality(best, ranges):
        raise NotAcceptable(f"no format for Accept: {accept[:200]}; there is {', '.join(names)}")
    return best


def _parsed(part: str) -> tuple[str, float]:
    """A media range and its quality; a quality that cannot be read counts as none said."""
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = next((value[2:] for value in parameters if value.startswith("q=")), "1")
    try:
        return media, min(1.0, max(0.0, float(quality)))
    except ValueError:
        return media, 1.0


def _quality(name: str, ranges: Sequence[tuple[str, float]]) -> float:
    """What the most specific range that covers the media type says."""
    fitting = [one for one in ranges if one[0] in (name, f"{name.split('/')[0]}/*", "*/*")]
    return max(fitting, key=lambda one: (one[0] == name, one[0] != "*/*"))[1] if fitting else 0.0
