"""Ask a graph: a question of the library by name, or any SPARQL query, and get an answer as a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from cetu.graph.dataset import Graph
from cetu.graph.remote import RemoteStore
from cetu.ontology.errors import QueryError
from cetu.queries.diagnosis import check_nesting, describe_error
from cetu.queries.library import NAME, Question, Value, question
from cetu.queries.ordering import take_order
from cetu.queries.resolving import Searchable, resolve
from cetu.queries.solutions import rows_of

if TYPE_CHECKING:
    import pandas
    import polars

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row: TypeAlias = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A table of terms (None where a row has no value), or the triples of a CONSTRUCT or DESCRIBE.

    An ASK has one column, `answer`, and one row. `question` is None for a query that is not of the library; `taken`
    says, a line each, what the things named by parameters were taken to be.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    question: Question | None = None
    triples: tuple[ox.Triple, ...] | None = None
    taken: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """What the columns are called in a table for people: in Chinese for a question of the library."""
        known = dict(self.question.headings) if self.question else {}
        return tuple(known.get(name, name) for name in self.columns)

    def records(self) -> Iterator[dict[str, str | None]]:
        """Each row as plain strings by column: the text of a literal, the IRI of a node."""
        for row in self.rows:
            yield {name: plain(term) for name, term in zip(self.columns, row, strict=True)}

    def to_pandas(self) -> pandas.DataFrame:
        """The table as a pandas frame: see `cetu.queries.frames`. Needs `pip install 'cetu[frames]'`."""
        from cetu.queries.frames import to_pandas

        return to_pandas(self)

    def to_polars(self) -> polars.DataFrame:
        """The table as a polars frame: see `cetu.queries.frames`. Needs `pip install 'cetu[frames]'`."""
        from cetu.queries.frames import to_polars

        return to_polars(self)


def ask(
    graph: Searchable | ox.Store | RemoteStore, asked: str, called: str = "query", /, **parameters: str | int
) -> Answer:
    """The answer to a question of the library, by name, or to a SPARQL query, over the union of all named graphs.

    A thing is named as people name it (`technology="CCUS"`, `region="2102"`); `Answer.taken` says what it was taken
    to be. Raises QueryError for an unknown name or parameter, for a thing that the graph does not know (with near
    names), and for a query that does not parse, with its line and a caret; `called` is what the error calls a query
    of one's own.
    """
    known: Searchable = Graph(graph) if isinstance(graph, ox.Store | RemoteStore) else graph
    if NAME.fullmatch(asked.strip()):
        return _posed(known, question(asked.strip()), parameters)
    if parameters:
        raise QueryError(
            f"自写的查询不带参数；a query of your own takes no parameters: write {next(iter(parameters))} into it"
        )
    check_nesting(asked, called)
    return _answer(known, asked, called)


def _posed(graph: Searchable, posed: Question, parameters: dict[str, str | int]) -> Answer:
    values, taken = taken_for(graph, posed, parameters)
    query, order = take_order(posed.bind(values))
    answer = _answer(graph, query, f"{posed.name}.rq")
    if order.keys:
        answer = Answer(order.columns, order.sort(answer.columns, answer.rows))
    if posed.method:
        from cetu.queries.networks import METHODS  # networkx takes a tenth of a second that most questions need not

        answer = METHODS[posed.method](answer, posed, values)
    return replace(answer, rows=_in_order(answer, posed), question=posed, taken=taken)


def taken_for(
    graph: Searchable, posed: Question, parameters: Mapping[str, str | int]
) -> tuple[dict[str, Value], tuple[str, ...]]:
    """What the parameters of a question are bound to, and a line for each that says what it was taken to mean."""
    values: dict[str, Value] = {}
    taken: list[str] = []
    for name, value in parameters.items():
        parameter = posed.parameter(name)
        if not parameter.is_thing:
            values[name] = value
        elif str(value).strip():
            found = resolve(graph, parameter, value)
            values[name] = found.nodes
            taken.append(found.note)
    return values, tuple(taken)


def _in_order(answer: Answer, posed: Question) -> tuple[Row, ...]:
    """The rows with the names in columns that the question calls sets sorted: no store promises their order."""
    if not posed.sets:
        return answer.rows
    between = {answer.columns.index(name): text for name, text in posed.sets if name in answer.columns}
    return tuple(tuple(_sorted(term, between.get(index)) for index, term in enumerate(row)) for row in answer.rows)


def _sorted(term: Term | None, between: str | None) -> Term | None:
    if between is None or not isinstance(term, ox.Literal) or between not in term.value:
        return term
    return ox.Literal(between.join(sorted(set(term.value.split(between)))))


def _answer(graph: Searchable, query: str, called: str) -> Answer:
    try:
        result = graph.query(query)
    except SyntaxError as error:
        raise QueryError(describe_error(query, str(error), called)) from error
    except RuntimeError as error:
        raise QueryError(f"这个查询算不了；the query cannot be evaluated: {error}") from error
    if isinstance(result, ox.QueryBoolean):
        return Answer(("answer",), ((ox.Literal(bool(result)),),))
    if isinstance(result, ox.QueryTriples):
        triples = tuple(sorted(result, key=str))
        return Answer(("subject", "predicate", "object"), tuple(map(_parts, triples)), None, triples)
    columns = tuple(one.value for one in result.variables)
    return Answer(columns, rows_of(result) if isinstance(result, ox.QuerySolutions) else tuple(map(tuple, result)))


def _parts(triple: ox.Triple) -> tuple[Term, ...]:
    return triple.subject, triple.predicate, triple.object


def plain(term: Term | None) -> str | None:
    """A term as a reader wants it: the text of a literal, the IRI of a node; None for no term."""
    if term is None or isinstance(term, ox.Triple):
        return None if term is None else str(term)
    return term.value
