"""Which queries strangers may ask: an allow-list over a query's tokens, before any engine sees it.

SPARQL's terminals form a regular language, so a query is cut into tokens exactly as the grammar does; what is left
outside IRIs, strings, names and comments are keywords. Only the words of `sparql-words.txt` may stand there, so
SERVICE, LOAD and every update is refused however it is written, and so is a word that some server adds. What would be
a codepoint escape is resolved first. `FROM` may name graphs of cetu only: it leads no engine to a file or an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from cetu.ontology.errors import QueryError
from cetu.ontology.iri import ID, PREFIXES
from cetu.queries.diagnosis import check_nesting, point_at

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")

_FORBIDDEN = re.compile("SERVICE|SILENT|LOAD|INSERT|DELETE|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH|USING|INTO|DATA|DEFINE")
"""Words that are refused by name; any other word that is not allowed is an error in the query."""

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_FOREIGN = re.compile(r"(?i)(bif|sql|java|js|javascript|http://www\.openlinksw\.com/schemas/(bif|sql)):?#?")
"""Namespaces by which Virtuoso and Jena call functions of the machine they run on."""

_GLUED = re.compile(r"SERVICE|LOAD|INSERT|DELETE|CLEAR|DROP|CREATE|DEFINE|(FROM|NAMED)$")
"""What no prefix may hold: a lenient parser reads `SERVICE:x` as a keyword and a name; the grammar has one name."""

_TOKEN = re.compile(
    r"""(?P<blank>[\x20\t\r\n]+|\#[^\r\n]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>\"{3}(?:(?:\"|\"\")?(?:[^"\\]|\\.))*\"{3} | '{3}(?:(?:'|'')?(?:[^'\\]|\\.))*'{3}
               | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<variable>[?$][^\W]\w*)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:[^\W\d_](?:[\w.\u00b7-]*[\w\u00b7-])?)?:
               (?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])
                  (?:(?:[\w.:\u00b7-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*
                     (?:[\w:\u00b7-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]))?)?
             | _:\w(?:[\w.\u00b7-]*[\w\u00b7-])?)
    | (?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    | (?P<word>[A-Za-z][A-Za-z0-9_]*)
    | (?P<sign>\^\^|&&|\|\||<<\(?|\)?>>|[<>!]=|\{\||\|\}|[][(){}.,;*/|^+!?<>=~-])""",
    re.VERBOSE | re.DOTALL,
)


class Refused(QueryError):
    """A query that is well formed, perhaps, but asks for what this endpoint does not do."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A query that may run. form: one of FORMS; has_dataset: whether it says FROM itself."""

    text: str
    form: str
    has_dataset: bool


def check(query: str) -> Checked:
    """The query, if it may run. Refused where it holds a word, a function or a graph that is not allowed; QueryError
    where it is no query at all.

    >>> check("PREFIX a: <http://a/> SELECT * { ?service a:SERVICE 'LOAD' } # SERVICE").form
    'SELECT'
    >>> check("ASK { SERVICE <http://elsewhere/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    cetu.queries.guarding.Refused: query, line 1, column 7: SERVICE 不许用，这里只能读；is not allowed here
      ASK { SERVICE <http://elsewhere/> { ?s ?p ?o } }
            ^
    """
    text = _ESCAPE.sub(lambda found: _character(found[1] or found[2]), query)
    check_nesting(text, "query")
    form, dataset, before = "", False, ""
    for kind, token, place in _tokens(text):
        word = token.upper() if kind == "word" else ""
        if kind == "word" and word not in allowed_words():
            raise _unknown_word(text, place, token)
        if kind == "name" and _GLUED.search(token.partition(":")[0].upper()):
            raise Refused(
                point_at(
                    text,
                    place,
                    f"{token} 以关键字作前缀，请换一个；has a keyword for its prefix: choose another one",
                    "query",
                )
            )
        if kind in ("iri", "name") and _FOREIGN.match(token.removeprefix("<")):
            raise Refused(
                point_at(
                    text, place, f"{token} 是服务器的函数，不许用；calls a function of the server: not allowed", "query"
                )
            )
        if before in ("FROM", "FROM NAMED"):
            dataset = True
            if word != "NAMED":
                check_graph(_resolved(kind, token))
        form = form or (word if word in FORMS else "")
        before = "FROM NAMED" if before == "FROM" and word == "NAMED" else word
    if not form:
        raise QueryError("没有查询；no query: begin with SELECT, ASK, CONSTRUCT or DESCRIBE")
    return Checked(text, form, dataset)


def check_graph(iri: str) -> str:
    """The IRI of a graph that a query may read. Refused for one that is not of cetu."""
    if not iri.startswith(ID):
        raise Refused(
            f"{iri[:200]} 不是本数据集的图；is no graph of this data set: their IRIs begin with {ID}; "
            "name none to ask all"
        )
    return iri


@cache
def allowed_words() -> frozenset[str]:
    """The words of `sparql-words.txt` in capitals."""
    text = resources.files("cetu.queries").joinpath("sparql-words.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word.upper() for line in lines for word in line.split())


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """Kind, text and offset of each token. QueryError at a character that begins none."""
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if not found:
            raise QueryError(point_at(text, place, f"{text[place]} 不该在这里；does not fit here", "query"))
        if found.lastgroup and found.lastgroup != "blank":
            yield found.lastgroup, found[0], place
        place = found.end()


def _resolved(kind: str, token: str) -> str:
    """The IRI that a token after FROM names; a prefix that the query itself declares is not followed."""
    if kind == "iri":
        return token[1:-1]
    prefix, _, local = token.partition(":")
    return PREFIXES.get(prefix, "") + local if kind == "name" else token


def _unknown_word(text: str, place: int, word: str) -> QueryError:
    if _FORBIDDEN.fullmatch(word.upper()):
        return Refused(
            point_at(
                text,
                place,
                f"{word} 不许用，这里只能读；is not allowed here",
                "query",
            )
        )
    return QueryError(point_at(text, place, f"{word} 不该在这里；does not fit here", "query"))


def _character(code: str) -> str:
    number = int(code, 16)
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        raise QueryError(f"\\u{code} is no character")
    return chr(number)
