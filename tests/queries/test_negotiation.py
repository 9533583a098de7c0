"""Which format a client gets."""

from __future__ import annotations

import pytest

from cetu.queries.negotiation import GRAPHS, TABLES, NotAcceptable, choose

CHOSEN = [
    ("", "application/sparql-results+json"),
    ("*/*", "application/sparql-results+json"),
    ("text/csv", "text/csv"),
    ("TEXT/CSV ; Q=0.5", "text/csv"),
    ("application/sparql-results+xml, */*;q=0.1", "application/sparql-results+xml"),
    ("text/csv;q=0.5, text/tab-separated-values;q=0.6", "text/tab-separated-values"),
    ("text/*", "text/xml"),
    ("application/*;q=0.2, text/csv;q=0.3", "text/csv"),
    ("application/json;q=0, */*", "application/sparql-results+json"),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/xml"),
    ("application/sparql-results+json;charset=utf-8;q=0.4, text/csv;q=nonsense", "text/csv"),
]


@pytest.mark.parametrize(("accept", "media"), CHOSEN)
def test_the_best_of_what_is_offered_is_chosen(accept: str, media: str) -> None:
    assert choose(accept, TABLES) == media


@pytest.mark.parametrize("accept", ["image/png", "text/turtle", "*/*;q=0", "application/sparql-results+json;q=0"])
def test_what_cannot_be_had_is_said(accept: str) -> None:
    with pytest.raises(NotAcceptable, match="there is application/sparql-results\\+json"):
        choose(accept, TABLES)


def test_a_graph_is_turtle_unless_asked_otherwise() -> None:
    assert choose("*/*", GRAPHS) == "text/turtle"
    assert choose("application/ld+json", GRAPHS) == "application/ld+json"
