"""The question library: one `.rq` file a question, its account of itself in its first comment lines.

    # group: 支撑 support
    # zh: 谁支持某项技术，力度多大，依据哪句话？
    # en: Who supports a technology, how strongly, on which sentence?
    # read: one line or several on how to read the answer
    # param technology (technology): a technology by any of its names; empty for all
    # param least (integer): the least strength
    # set places: 、
    # by: communities
    # col technology: 技术

A file runs as it stands in any SPARQL engine, and then asks about everything. A value takes one of two places:

- a thing of the graph (`technology`, `region`, … : see KINDS) the place of a comment line of the query,
  `# VALUES ?t { technology }`, which becomes a VALUES block of the IRIs that were meant; what follows on the line
  (patterns that only narrow) counts with it, and so does the opening of a sub-select before it: two of these, one for
  each thing that may be named, keep an engine from trying every pair of what the names mean;
  A column that is written `{ SELECT ?row ?plan WHERE { ?row cetu:saidBy ?plan } }` on a line, which an engine reads
  whole and joins, then becomes its pattern, which it looks up for the few rows that are left; so does one that begins
  with `{ SELECT DISTINCT ?row WHERE { … } }`, all rows that there can be. One that names its variables the other way
  round (`SELECT ?plan ?row`) is read whole always, for what no parameter narrows; a line that ends in `# whole` is
  left out, such as those that begin and end a sub-select which works something out once for all rows. A `class` of
  things leaves too many rows for that: beside it alone columns are read whole;
- a text or a number the place of the default in `VALUES ?least { 1 }`; the default's type is the parameter's type.

`col` gives a column its heading in tables for people, in the order of the columns. `set` says that a column joins
names whose order means nothing: they are sorted, so that every store gives the same answer. `by` names the function
of `cetu.queries.networks` that works the answer out with networkx from what the query gives.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib import resources

from pyoxigraph import Literal, NamedNode

from cetu.ontology.errors import QueryError
from cetu.ontology.iri import PREFIXES

XSD = PREFIXES["xsd"]
NAME = re.compile(r"[a-z][a-z0-9-]*")
KINDS: dict[str, tuple[str, ...]] = {
    "technology": ("Technology",),
    "region": ("Region",),
    "institution": ("Institution",),
    "indicator": ("Indicator",),
    "plan": ("Plan",),
    "actor": ("Cluster", "Industry"),
    "supporter": ("Region", "Cluster", "Industry", "Institution", "Project"),
    "thing": ("Technology", "Region", "Cluster", "Industry", "Institution", "Project"),
    "class": (),
}
"""Kinds of parameters that mean things of the graph, with the classes that the things are of; `class` is one of the
five kinds of supporter itself."""

Value = str | int | tuple[NamedNode, ...]

_NOTE = re.compile(
    r"#\s*(?P<key>group|zh|en|read|param|set|by|col)(?:\s+(?P<name>\w+))?(?:\s+\((?P<kind>\w+)\))?:\s*(?P<text>.*)"
)
_TERM = r'"(?:[^"\\\n]|\\.)*"|[0-9]+'
_DEFAULT = r"VALUES\s+\?{name}\s*\{{\s*(?P<term>{term})\s*\}}"
_PLACE = (
    r"#\s*(?P<before>(?:\{{ SELECT [^\n#]*?\{{ )?)VALUES\s+(?P<variable>\?\w+)\s*\{{\s*{name}\s*\}}(?P<more>[^\n]*)"
)

_COLUMN = re.compile(
    r"\{ SELECT (?P<row>\?\w+) (?P<value>\?\w+) WHERE \{ (?:\{ SELECT DISTINCT (?P=row) WHERE \{ [^{}\n]* \} \} )?"
    r"(?P<pattern>(?P=row) \w+:\w+ (?P=value)) \} \}"
)
"""A sub-select that says the same as the one pattern that it ends with."""

_WHOLE = re.compile(r"[^\n]*# whole\n")
"""A line that serves only where all is asked."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that whoever asks may choose.

    kind: "text", "integer", or one of KINDS. `default` is an xsd:string or an xsd:integer; "" where everything is
    asked about unless a thing is named.
    """

    name: str
    kind: str
    description: str
    default: Literal

    @property
    def is_number(self) -> bool:
        return self.kind == "integer"

    @property
    def is_thing(self) -> bool:
        return self.kind in KINDS

    def term(self, value: str | int) -> Literal:
        """The value of a text or a number as a term. Raises QueryError if it is no such value."""
        if not self.is_number:
            return Literal(str(value))
        try:
            return Literal(int(value))
        except ValueError as error:
            raise QueryError(
                f"{self.name}={value}：要一个整数；give a whole number, such as {self.default.value}"
            ) from error


@dataclass(frozen=True, slots=True)
class Question:
    """A question in Chinese and English, how to read its answer, and the SPARQL that asks it."""

    name: str
    group: str
    zh: str
    en: str
    reading: str
    parameters: tuple[Parameter, ...]
    headings: tuple[tuple[str, str], ...]
    """Chinese heading by column."""
    sets: tuple[tuple[str, str], ...]
    """Columns that join names in no order, with what stands between the names."""
    method: str
    """Function of `cetu.queries.networks` that works out the answer; "" where the query itself gives it."""
    sparql: str

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name. Raises QueryError if there is none."""
        for one in self.parameters:
            if one.name == name:
                return one
        has = ", ".join(one.name for one in self.parameters) or "none"
        raise QueryError(f"没有参数 {name}；{self.name} has no parameter {name}; it has: {has}")

    def bind(self, values: Mapping[str, Value]) -> str:
        """The query with the values in their places, written as terms and never as query text.

        A thing is given as the IRIs that are meant (`cetu.queries.resolving` finds them by name). Raises QueryError
        for a name that is no parameter of the question.
        """
        query = self.sparql
        if any(isinstance(value, tuple) and self.parameter(name).kind != "class" for name, value in values.items()):
            query = _COLUMN.sub(r"{ \g<pattern> }", _WHOLE.sub("", query))
        for name, value in sorted(values.items()):
            parameter = self.parameter(name)
            if isinstance(value, tuple):
                nodes = " ".join(map(str, value))
                query = _place_of(name).sub(lambda found, nodes=nodes: _narrowing(found, nodes), query)  # type: ignore[misc]
            elif parameter.is_thing:
                raise QueryError(f"{name}={value}: find the IRIs first, with cetu.queries.resolving.resolve")
            else:
                block = f"VALUES ?{name} {{ {parameter.term(value)} }}"
                query = _default_of(name).sub(lambda _, block=block: block, query, count=1)  # type: ignore[misc]
        return query


def questions() -> tuple[Question, ...]:
    """Every question of the library in the order of their names."""
    return tuple(question(name) for name in _names())


@cache
def question(name: str) -> Question:
    """The question of that name. Raises QueryError with the nearest names if there is none."""
    if name not in _names():
        near = get_close_matches(name, _names(), n=3, cutoff=0.5) or _names()
        raise QueryError(f"没有问题 {name}；no question {name}: try {', '.join(near)}, or see `cetu questions`")
    file = resources.files("cetu.queries").joinpath(f"{name}.rq")
    return parse_question(name, file.read_text(encoding="utf-8"))


@cache
def _names() -> tuple[str, ...]:
    folder = resources.files("cetu.queries")
    return tuple(sorted(file.name.removesuffix(".rq") for file in folder.iterdir() if file.name.endswith(".rq")))


def parse_question(name: str, text: str) -> Question:
    """A question from the text of its file. Raises QueryError where a declaration does not fit the query."""
    notes = [found for line in text.splitlines() if (found := _NOTE.match(line))]
    needed = ("group", "zh", "en", "read")
    said = {key: " ".join(note["text"] for note in notes if note["key"] == key) for key in needed}
    if missing := [key for key, value in said.items() if not value]:
        raise QueryError(f"{name}.rq lacks its line `# {missing[0]}: …`")
    pairs = {
        key: tuple((note["name"] or "", note["text"]) for note in notes if note["key"] == key)
        for key in ("col", "set", "by")
    }
    method = pairs["by"][0][1] if pairs["by"] else ""
    parameters = tuple(_parameter(name, note, text) for note in notes if note["key"] == "param")
    return Question(
        *(name, said["group"], said["zh"], said["en"], said["read"], parameters, pairs["col"], pairs["set"]),
        *(method, text),
    )


def _parameter(question_name: str, note: re.Match[str], query: str) -> Parameter:
    name, kind = note["name"], note["kind"]
    if kind in KINDS:
        if not _place_of(name).search(query):
            raise QueryError(f"{question_name}.rq has no place for {name}: add `# VALUES ?variable {{ {name} }}`")
        return Parameter(name, kind, note["text"], Literal(""))
    found = _default_of(name).search(query)
    if not found:
        raise QueryError(f"{question_name}.rq declares {name} but has no default: add `VALUES ?{name} {{ … }}`")
    term = found["term"]
    default = Literal(int(term)) if term.isdigit() else Literal(term[1:-1])
    fits = "integer" if term.isdigit() else "text"
    if kind not in (None, fits):
        raise QueryError(f"{question_name}.rq: {name} is {fits} by its default, not {kind}: one of {', '.join(KINDS)}")
    return Parameter(name, fits, note["text"], default)


def _narrowing(place: re.Match[str], nodes: str) -> str:
    """What stands for the comment line of a thing: its VALUES block, and what of a query the line has around it."""
    return f"{place['before']}VALUES {place['variable']} {{ {nodes} }}{place['more']}"


@cache
def _default_of(name: str) -> re.Pattern[str]:
    return re.compile(_DEFAULT.format(name=re.escape(name), term=_TERM))


@cache
def _place_of(name: str) -> re.Pattern[str]:
    return re.compile(_PLACE.format(name=re.escape(name)))
