"""The question library: one `.rq` file a question, its account of itself in its first comment lines.

    # zh: 谁支持某项技术，力度多大，依据哪句话？
    # en: Who supports a technology, how strongly, on which sentence?
    # read: one line or several on how to read the answer
    # param technology: words of the technology's name; empty for all
    # col technology: 技术

A parameter is a variable with one default, given to it by a VALUES block of the query, so that the file runs as it
stands in any SPARQL engine: `VALUES ?technology { "" }`. The default's type is the parameter's type. `col` gives a
column its heading in tables for people.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib import resources

from pyoxigraph import Literal

from cetu.ontology.errors import QueryError
from cetu.ontology.iri import PREFIXES

XSD = PREFIXES["xsd"]
NAME = re.compile(r"[a-z][a-z0-9-]*")
_NOTE = re.compile(r"#\s*(?P<key>zh|en|read|param|col)(?:\s+(?P<name>\w+))?:\s*(?P<text>.*)")
_DEFAULT = r"VALUES\s+\?{name}\s*\{{\s*(?P<term>{term})\s*\}}"
_TERM = r'"(?:[^"\\\n]|\\.)*"|[0-9]+'


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that whoever asks may choose. `default` is an xsd:string or an xsd:integer, and so are its values."""

    name: str
    description: str
    default: Literal

    @property
    def is_number(self) -> bool:
        return self.default.datatype.value == XSD + "integer"

    def term(self, value: str | int) -> Literal:
        """The value as a term of the parameter's type. Raises QueryError if it is no such value."""
        if not self.is_number:
            return Literal(str(value))
        try:
            return Literal(int(value))
        except ValueError as error:
            raise QueryError(f"{self.name}={value}: give a whole number, such as {self.default.value}") from error


@dataclass(frozen=True, slots=True)
class Question:
    """A question in Chinese and English, how to read its answer, and the SPARQL that asks it."""

    name: str
    zh: str
    en: str
    reading: str
    parameters: tuple[Parameter, ...]
    headings: tuple[tuple[str, str], ...]
    """Chinese heading by column."""
    sparql: str

    def bind(self, values: dict[str, str | int]) -> str:
        """The query with the values in the place of the defaults, written as terms and never as query text.

        Raises QueryError for a name that is no parameter of the question.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        if unknown := sorted(values.keys() - known.keys()):
            has = ", ".join(known) or "none"
            raise QueryError(f"{self.name} has no parameter {unknown[0]}; it has: {has}")
        query = self.sparql
        for name, value in values.items():
            block = f"VALUES ?{name} {{ {known[name].term(value)} }}"
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
        raise QueryError(f"no question {name}: try {', '.join(near)}, or see `cetu questions`")
    file = resources.files("cetu.queries").joinpath(f"{name}.rq")
    return parse_question(name, file.read_text(encoding="utf-8"))


@cache
def _names() -> tuple[str, ...]:
    folder = resources.files("cetu.queries")
    return tuple(sorted(file.name.removesuffix(".rq") for file in folder.iterdir() if file.name.endswith(".rq")))


def parse_question(name: str, text: str) -> Question:
    """A question from the text of its file. Raises QueryError where a declaration does not fit the query."""
    notes = [found for line in text.splitlines() if (found := _NOTE.match(line))]
    said = {key: " ".join(note["text"] for note in notes if note["key"] == key) for key in ("zh", "en", "read")}
    if missing := [key for key, value in said.items() if not value]:
        raise QueryError(f"{name}.rq lacks its line `# {missing[0]}: …`")
    parameters = tuple(_parameter(name, note["name"], note["text"], text) for note in notes if note["key"] == "param")
    headings = tuple((note["name"], note["text"]) for note in notes if note["key"] == "col")
    return Question(name, said["zh"], said["en"], said["read"], parameters, headings, text)


def _parameter(question_name: str, name: str, description: str, query: str) -> Parameter:
    found = _default_of(name).search(query)
    if not found:
        raise QueryError(f"{question_name}.rq declares {name} but has no default: add `VALUES ?{name} {{ … }}`")
    term = found["term"]
    default = Literal(int(term)) if term.isdigit() else Literal(term[1:-1])
    return Parameter(name, description, default)


def _default_of(name: str) -> re.Pattern[str]:
    return re.compile(_DEFAULT.format(name=re.escape(name), term=_TERM))
