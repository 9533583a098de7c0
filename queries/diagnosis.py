"""Where a SPARQL query breaks: line, column and a caret, which the parser's own message often has wrong.

Oxigraph reports the furthest place that any of its attempts reached, the length of a failed keyword included; a
missing object can be reported lines later. Here the longest run of tokens that some ending still completes is looked
for instead: the token behind it is the one that does not fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import east_asian_width

import pyoxigraph as ox

from cetu.ontology.errors import QueryError
from cetu.ontology.iri import PREFIXES

_TOKEN = re.compile(
    r"""(?P<blank>\s+|\#[^\n]*)
    | <[^<>"{}|^`\\\s]*>
    | \"{3}(?:[^\\]|\\.)*?\"{3} | '{3}(?:[^\\]|\\.)*?'{3}
    | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'
    | [?$]\w+ | @[A-Za-z-]+
    | [\w.-]*:[\w.:%-]*\w | [\w-]*:
    | \w+ | \^\^ | && | \|\| | [<>!]= | .""",
    re.VERBOSE | re.DOTALL,
)
_CLOSING = {"{": "}", "(": ")", "[": "]"}
DEEPEST = 200
"""Brackets within brackets that a query may have: an engine reads them by calling itself, and dies of thousands."""

WIDE, BEFORE = 160, 60
"""Characters of a line from which on only a part of it is shown, and how many of these stand before the place."""

_ENDINGS = (
    *("", "?z", "?z ?z", "?z ?z ?z", "{ }", "?z { }", "* { }", "BY ?z", "?z)", "1", "EXISTS { }", "WHERE { }"),
    *("AS ?q", "AS ?q) { }", "?z AS ?q) { }", "(?z AS ?q)", "?z) AS ?q) { }", ") AS ?q) { }", "(?z) AS ?q) { }"),
    *("(?z)", "(?z, ?z)", "?z, ?z)", "?z, ?z, ?z)", "ASK { }", "{ } WHERE { }", "<urn:z>", "<urn:z> { }"),
    *("<urn:z> ASK { }", ": <urn:z> ASK { }", "z: <urn:z> ASK { }"),
)
"""What may follow a run of tokens: enough of SPARQL that every sound beginning has an ending here."""

_SENTENCE = re.compile(r"[A-Z]\w* [\w ]*[a-z][\w ]*|IRI parsing failed")
_PLACE = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): ")


def describe_error(query: str, message: str, name: str) -> str:
    """What is wrong with a query, with the line it stands in and a caret under the place.

    >>> print(describe_error("ASK { ?s ?p }", "error at 1:14: expected one of LATERAL", "my.rq"))
    my.rq, line 1, column 13: } 不该在这里；does not fit here
      ASK { ?s ?p }
                  ^
    """
    told = _SENTENCE.search(message)
    if told and (place := _PLACE.match(message)):
        start, said = _token_at(query, int(place["line"]), int(place["column"])), told[0]
    else:
        start, word = _misfit(query)
        said = f"{word} 不该在这里；does not fit here" if word else "查询没有写完；the query ends too early"
    return point_at(query, start, said, name)


def point_at(query: str, start: int, said: str, name: str) -> str:
    """What is said of the place `start` characters into the query, with its line and a caret."""
    row = query.count("\n", 0, start) + 1
    return _shown(query.split("\n"), row, start - query.rfind("\n", 0, start), said, name)


def _token_at(query: str, line: int, column: int) -> int:
    """Offset of the last token that begins before a place that the parser names (it names a token's end)."""
    offset = sum(len(one) + 1 for one in query.split("\n")[: line - 1]) + column - 1
    return max((token.start() for token in _tokens(query) if token.start() < offset), default=0)


def _shown(lines: list[str], row: int, column: int, said: str, name: str) -> str:
    place, text = f"{name}, line {row}, column {column}", lines[row - 1].replace("\t", " ")
    if len(text) > WIDE:
        cut = max(0, column - 1 - BEFORE)
        text = f"{'…' if cut else ''}{text[cut : cut + WIDE]}{'…' if cut + WIDE < len(text) else ''}"
        column -= cut - bool(cut)
    indent = " " * sum(2 if east_asian_width(character) in "WF" else 1 for character in text[: column - 1])
    return f"{place}: {said}\n  {text}\n  {indent}^"


def check_nesting(query: str, name: str) -> None:
    """QueryError, with the place, where brackets nest deeper than an engine can read."""
    depth = 0
    for token in _tokens(query):
        depth += (token.group() in _CLOSING) - (token.group() in _CLOSING.values())
        if depth > DEEPEST:
            said = f"括号嵌套超过 {DEEPEST} 层，请拆开；brackets nest more than {DEEPEST} deep: take the query apart"
            raise QueryError(point_at(query, token.start(), said, name))


def _misfit(query: str) -> tuple[int, str]:
    """Offset and text of the first token that no ending can save; the end of the query if there is none."""
    store = ox.Store()
    tokens = list(_tokens(query))
    low, high = 0, len(tokens)
    while low < high:
        middle = (low + high) // 2
        end = tokens[middle].end()
        if _viable(store, query[:end]):
            low = middle + 1
        else:
            high = middle
    return (tokens[low].start(), tokens[low].group()) if low < len(tokens) else (len(query.rstrip()), "")


def _tokens(query: str) -> Iterator[re.Match[str]]:
    return (token for token in _TOKEN.finditer(query) if token["blank"] is None)


def _viable(store: ox.Store, prefix: str) -> bool:
    """Whether some ending makes a query of it. What a SELECT may project is not asked here, only the grammar."""
    closing = _open_brackets(prefix)
    for ending in _ENDINGS:
        for rest in (closing, closing[1:], closing[2:]):
            try:
                store.query(f"{prefix} {ending} {' '.join(rest)}", prefixes=PREFIXES)
                return True
            except SyntaxError as error:
                if _SENTENCE.search(str(error)):
                    return True
            except RuntimeError:
                return True
    return False


def _open_brackets(prefix: str) -> list[str]:
    """What closes the brackets that are open at the end of the prefix, innermost first."""
    closing: list[str] = []
    for token in _tokens(prefix):
        if token.group() in _CLOSING:
            closing.insert(0, _CLOSING[token.group()])
        elif closing and token.group() == closing[0]:
            closing.pop(0)
    return closing
