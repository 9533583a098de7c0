"""Ask a graph: a question of the library by name, or any SPARQL query, and get an answer as a value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import pyoxigraph as ox

from cetu.graph.quad_store import QuadStore
from cetu.ontology.errors import QueryError
from cetu.ontology.iri import PREFIXES
from cetu.queries.diagnosis import describe_error
from cetu.queries.library import NAME, Question, question
from cetu.queries.soundness import refuse_unsound

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class HasStore(Protocol):
    """What can be asked: anything that holds an Oxigraph store."""

    @property
    def store(self) -> QuadStore: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """A table of terms (None where a row has no value), or the triples of a CONSTRUCT or DESCRIBE.

    An ASK has one column, `answer`, and one row. `question` is None for a query that is not of the library.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    question: Question | None = None
    triples: tuple[ox.Triple, ...] | None = None

    @property
    def headings(self) -> tuple[str, ...]:
        """What the columns are called in a table for people: in Chinese for a question of the library."""
        known = dict(self.question.headings) if self.question else {}
        return tuple(known.get(name, name) for name in self.columns)

    def records(self) -> Iterator[dict[str, str | None]]:
        """Each row as plain strings by column: the text of a literal, the IRI of a node."""
        for row in self.rows:
            yield {name: plain(term) for name, term in zip(self.columns, row, strict=True)}


def ask(graph: HasStore | ox.Store, asked: str, called: str = "query", /, **parameters: str | int) -> Answer:
    """The answer to a question of the library, by name, or to a SPARQL query, over the union of all named graphs.

    Parameters bind as typed terms (`technology="储能"`). Raises QueryError for an unknown name or parameter, and for
    a query that does not parse, with its line and a caret; `called` is what the error calls a query of one's own.
    """
    store: QuadStore = graph if isinstance(graph, ox.Store) else graph.store
    if NAME.fullmatch(asked.strip()):
        posed = question(asked.strip())
        refuse_unsound(store, posed.name)
        return _answer(store, posed.bind(parameters), f"{posed.name}.rq", posed)
    if parameters:
        raise QueryError(f"a query of your own takes no parameters: write {next(iter(parameters))} into it")
    return _answer(store, asked, called, None)


def _answer(store: QuadStore, query: str, called: str, posed: Question | None) -> Answer:
    try:
        result = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise QueryError(describe_error(query, str(error), called)) from error
    except RuntimeError as error:
        raise QueryError(f"the query cannot be evaluated: {error}") from error
    if isinstance(result, ox.QueryBoolean):
        return Answer(("answer",), ((ox.Literal(bool(result)),),), posed)
    if isinstance(result, ox.QueryTriples):
        triples = tuple(sorted(result, key=str))
        return Answer(("subject", "predicate", "object"), tuple(map(_parts, triples)), posed, triples)
    return Answer(tuple(one.value for one in result.variables), tuple(tuple(row) for row in result), posed)


def _parts(triple: ox.Triple) -> tuple[Term, ...]:
    return triple.subject, triple.predicate, triple.object


def plain(term: Term | None) -> str | None:
    """A term as a reader wants it: the text of a literal, the IRI of a node; None for no term."""
    if term is None or isinstance(term, ox.Triple):
        return None if term is None else str(term)
    return term.value
