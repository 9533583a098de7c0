"""The index of names, written: of a whole graph at once, or plan by plan as a store grows.

A build looks at the plans that it laid or took out and at no others, so that adding one plan to a thousand costs what
one plan costs. What the thesauri hold is indexed when they change.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from cetu.graph.sounding import sounds_of
from cetu.graph.spelling import fold, sounds, words
from cetu.ontology.iri import ONTOLOGY
from cetu.ontology.terms import Cetu
from cetu.ontology.vocabularies import Rdfs, Skos

INDEX = "names.sqlite"
"""The file's name among the files of a generation."""

VERSION = "2"
"""Of what the file holds: an index of another version is written anew."""

KINDS = (
    *(Cetu.Technology, Cetu.Industry, Cetu.Region, Cetu.Institution, Cetu.Indicator, Cetu.Cluster, Cetu.Project),
    *(Cetu.Instrument, Cetu.Plan, Cetu.Task, Cetu.Document),
)
"""Classes whose things can be searched for; the first that fits is what a thing is called."""

ROLES = (
    *(Skos.prefLabel, Rdfs.label, Cetu.shortName, Skos.altLabel, Cetu.abbreviation, Skos.notation, Cetu.isoCode),
    Cetu.documentNumber,
)
"""Properties that name things, the telling ones first."""

SCHEMA = """
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, kind TEXT, label TEXT, uses INTEGER);
CREATE TABLE name (id INTEGER PRIMARY KEY, thing INTEGER, text TEXT, folded TEXT, words TEXT, sounds TEXT);
CREATE TABLE spoken (plan TEXT, thing INTEGER, PRIMARY KEY (plan, thing)) WITHOUT ROWID;
CREATE INDEX spoken_thing ON spoken (thing);
CREATE INDEX name_folded ON name (folded);
CREATE INDEX name_thing ON name (thing);
CREATE VIRTUAL TABLE word USING fts5 (
  words, sounds, content='', tokenize='unicode61 remove_diacritics 0', prefix='2 4'
);
"""

NAMED = """SELECT DISTINCT ?thing ?kind ?role ?name WHERE {{
  VALUES ?kind {{ {kinds} }} VALUES ?role {{ {roles} }} ?thing a ?kind ; ?role ?name .
}}"""

NAMED_AMONG = """SELECT DISTINCT ?thing ?kind ?role ?name WHERE {{
  {{ SELECT DISTINCT ?thing ?kind WHERE {{
    VALUES ?thing {{ {things} }} ?thing a ?kind . FILTER(?kind IN ({kinds}))
  }} }}
  {{ SELECT DISTINCT ?thing ?role ?name WHERE {{
    VALUES ?thing {{ {things} }} ?thing ?role ?name . FILTER(?role IN ({roles}))
  }} }}
}}"""
"""The same of some things: each is looked up, and nothing else."""

SPOKEN = """SELECT DISTINCT ?plan ?thing WHERE {{
  {{ {plans} ?plan cetu:mentions ?thing }} UNION {{ {plans} ?plan cetu:issuer ?thing }}
  UNION {{ {plans} ?target cetu:saidBy ?plan . ?target cetu:indicator ?thing }}
  UNION {{ {plans} ?plan a cetu:Plan . BIND(?plan AS ?thing) }}
  UNION {{ {plans} ?thing cetu:sectionOf ?plan . ?thing a cetu:Task }}
}}"""
"""What plans speak of; those asked for stand in every part, for the engine would read all parts whole otherwise."""


MANY = 500
"""Things whose names are asked for at once."""


class Queryable(Protocol):
    """Anything that answers SPARQL over the union of its graphs, cetu's prefixes known."""

    def query(self, sparql: str, /) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples: ...


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with its names, the preferred Chinese one first."""

    iri: str
    kind: str
    names: tuple[str, ...]


def index_in_memory(graph: Queryable) -> sqlite3.Connection:
    """The index of all that a graph names."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    _fill(connection, graph)
    return connection


def write_index(graph: Queryable, path: Path) -> None:
    """Write the index of all that a graph names, in the place of what the file holds."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA synchronous = OFF")  # the generation that the file belongs to counts only when whole
        _fill(connection, graph)
    finally:
        connection.close()


def update_index(graph: Queryable, path: Path, gone: Iterable[str], fresh: Iterable[str]) -> None:
    """Take plans (IRIs) out of the index and put others in, as the graph has them; the file must be there."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA synchronous = OFF")
        with connection:
            for plan in gone:
                _take_out(connection, plan)
            for plan in fresh:
                _take_out(connection, plan)
                _put_in(connection, graph, plan)
    finally:
        connection.close()


def _fill(connection: sqlite3.Connection, graph: Queryable) -> None:
    connection.executescript(SCHEMA)
    with connection:
        found = list(_named(graph))
        sounded = sounds_of([name for named in found for name in named.names])
        for named in found:
            _insert(connection, named, list(islice(sounded, len(named.names))))
        _speak(connection, _rows(graph, SPOKEN.format(plans="")))
        connection.execute("UPDATE thing SET uses = (SELECT COUNT(*) FROM spoken WHERE spoken.thing = thing.id)")


def _put_in(connection: sqlite3.Connection, graph: Queryable, plan: str) -> None:
    """What one plan speaks of: things that are not known yet, and that it speaks of them."""
    spoken = list(_rows(graph, SPOKEN.format(plans=f"VALUES ?plan {{ <{plan}> }}")))
    things = {thing.value for _, thing in spoken if isinstance(thing, ox.NamedNode)}
    known = "SELECT 1 FROM thing WHERE iri = ?"
    fresh = sorted(iri for iri in things if not connection.execute(known, (iri,)).fetchone())
    for place in range(0, len(fresh), MANY):
        for named in _named(graph, fresh[place : place + MANY]):
            _insert(connection, named, [" ".join(sounds(name)) for name in named.names])
    _speak(connection, spoken)
    _count(connection, plan)


def _take_out(connection: sqlite3.Connection, plan: str) -> None:
    """What one plan speaks of: its own things altogether; shared ones stay, spoken of by one plan less."""
    spoken = "SELECT thing.id, thing.iri FROM spoken JOIN thing ON thing.id = spoken.thing WHERE plan = ?"
    things = connection.execute(spoken, (plan,)).fetchall()
    connection.execute("DELETE FROM spoken WHERE plan = ?", (plan,))
    for thing, iri in things:
        if iri == plan or iri.startswith(f"{plan}/"):
            _drop(connection, thing)
        else:
            _recount(connection, thing)


def _count(connection: sqlite3.Connection, plan: str) -> None:
    for (thing,) in connection.execute("SELECT thing FROM spoken WHERE plan = ?", (plan,)).fetchall():
        _recount(connection, thing)


def _recount(connection: sqlite3.Connection, thing: int) -> None:
    count = "(SELECT COUNT(*) FROM spoken WHERE thing = ?)"
    connection.execute(f"UPDATE thing SET uses = {count} WHERE id = ?", (thing, thing))


def _speak(connection: sqlite3.Connection, rows: Iterable[tuple[object, ...]]) -> None:
    """That plans speak of things, from rows of the two."""
    insert = "INSERT OR IGNORE INTO spoken (plan, thing) SELECT ?, id FROM thing WHERE iri = ?"
    connection.executemany(insert, ((_value(plan), _value(thing)) for plan, thing in rows))


def _insert(connection: sqlite3.Connection, named: Named, sounded: Sequence[str]) -> None:
    row = (named.iri, named.kind, named.names[0])
    thing = connection.execute("INSERT INTO thing (iri, kind, label, uses) VALUES (?, ?, ?, 0)", row).lastrowid
    for name, heard in zip(named.names, sounded, strict=True):
        spelled = (" ".join(words(fold(name))), heard)
        insert = "INSERT INTO name (thing, text, folded, words, sounds) VALUES (?, ?, ?, ?, ?)"
        entry = connection.execute(insert, (thing, name, fold(name), *spelled)).lastrowid
        connection.execute("INSERT INTO word (rowid, words, sounds) VALUES (?, ?, ?)", (entry, *spelled))


def _drop(connection: sqlite3.Connection, thing: int) -> None:
    for row in connection.execute("SELECT id, words, sounds FROM name WHERE thing = ?", (thing,)).fetchall():
        connection.execute("INSERT INTO word (word, rowid, words, sounds) VALUES ('delete', ?, ?, ?)", row)
    connection.execute("DELETE FROM name WHERE thing = ?", (thing,))
    connection.execute("DELETE FROM thing WHERE id = ?", (thing,))


def _named(graph: Queryable, things: Iterable[str] = ()) -> Iterator[Named]:
    """The things of these IRIs, all where none is given, in order of IRI."""
    if asked := " ".join(f"<{iri}>" for iri in things):
        kinds, roles = (", ".join(f"<{iri}>" for iri in terms) for terms in (KINDS, ROLES))
        rows = _rows(graph, NAMED_AMONG.format(things=asked, kinds=kinds, roles=roles))
    else:
        kinds, roles = (" ".join(f"<{iri}>" for iri in terms) for terms in (KINDS, ROLES))
        rows = _rows(graph, NAMED.format(kinds=kinds, roles=roles))
    kind_of: dict[str, int] = {}
    names: dict[str, set[tuple[int, bool, str]]] = {}
    for thing, kind, role, name in rows:
        if isinstance(thing, ox.NamedNode) and isinstance(name, ox.Literal) and name.value.strip():
            iri, rank = thing.value, KINDS.index(_value(kind))
            kind_of[iri] = min(kind_of.get(iri, rank), rank)
            english = name.language == "en"
            names.setdefault(iri, set()).add((ROLES.index(_value(role)) + 2 * english, english, name.value))
    for iri, found in sorted(names.items()):
        ordered = dict.fromkeys(name for *_, name in sorted(found))
        yield Named(iri, KINDS[kind_of[iri]].removeprefix(ONTOLOGY), tuple(ordered))


def _rows(graph: Queryable, sparql: str) -> Iterator[tuple[object, ...]]:
    found = graph.query(sparql)
    assert isinstance(found, ox.QuerySolutions)
    return (tuple(row) for row in found)


def _value(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""
