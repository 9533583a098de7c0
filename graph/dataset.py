"""A graph to read: SPARQL over the union of all named graphs, quads, plans, an rdflib view."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from cetu.graph.labels import Hit, LabelIndex
from cetu.graph.naming import NAMES_GRAPH
from cetu.graph.quad_store import QuadStore
from cetu.graph.remote import RemoteStore
from cetu.ontology.iri import PREFIXES
from cetu.ontology.terms import Cetu
from cetu.ontology.vocabularies import Rdf

if TYPE_CHECKING:
    import rdflib

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Graph:
    """A data set that is not written any more. `open_graph` gives one from a store, `Graph.of` one in memory."""

    def __init__(self, store: QuadStore, index: Path | None = None) -> None:
        """`index` is the file of the index of names; without it the index is made in memory when it is asked for."""
        self.store = store
        self.index = index

    @classmethod
    def of(cls, quads: Iterable[ox.Quad]) -> Graph:
        """A graph in memory."""
        store = ox.Store()
        store.extend(list(quads))
        return cls(store)

    def __len__(self) -> int:
        return len(self.store)

    def __iter__(self) -> Iterator[ox.Quad]:
        return iter(self.store)

    def query(self, sparql: str, values: Mapping[str, Term] | None = None) -> Results:
        """The answer to a SPARQL query over the union of all named graphs; cetu's prefixes are known.

        `values` binds variables that the query projects, by name. Raises SyntaxError where the query does not parse.
        """
        bound = {ox.Variable(name): term for name, term in (values or {}).items()}
        return self.store.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True, substitutions=bound)

    def select(self, sparql: str, values: Mapping[str, Term] | None = None) -> ox.QuerySolutions:
        """The rows of a SELECT; TypeError for another kind of query."""
        found = self.query(sparql, values)
        if not isinstance(found, ox.QuerySolutions):
            raise TypeError("not a SELECT query")
        return found

    @cached_property
    def labels(self) -> LabelIndex:
        """The index of all names."""
        if self.index is not None and self.index.exists():
            try:
                return LabelIndex.opened(self.index)
            except sqlite3.Error:
                pass  # a damaged index is made anew: the graph itself has all that is in it
        return LabelIndex.of(self)

    def search(self, text: str, *, kinds: Sequence[str] = (), limit: int = 20) -> list[Hit]:
        """Things with a name that holds the text, in any language, by pinyin, first letters or code; of the `kinds`
        (local names of classes, such as "Technology"). The likeliest first."""
        return self.labels.search(text, kinds, limit)

    def graphs(self) -> tuple[str, ...]:
        """IRIs of the named graphs, sorted."""
        return tuple(sorted(str(graph.value) for graph in self.store.named_graphs()))

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """The quads of one named graph, or all."""
        return self.store.quads_for_pattern(None, None, None, ox.NamedNode(graph) if graph else None)

    def match(
        self,
        subject: ox.NamedNode | ox.BlankNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: Term | None = None,
    ) -> Iterator[ox.Quad]:
        """The quads of all graphs that fit; None fits everything."""
        return self.store.quads_for_pattern(subject, predicate, object, None)

    def quads_of_plan(self, plan: str) -> Iterator[ox.Quad]:
        """The quads of a plan's own graphs, and what the things that they point to are and are called."""
        named = ox.NamedNode(NAMES_GRAPH)
        pointed: set[ox.NamedNode] = set()
        for graph in self.graphs():
            if graph.startswith(f"{plan}/graph/"):
                for quad in self.quads(graph):
                    if isinstance(quad.object, ox.NamedNode):
                        pointed.add(quad.object)
                    yield quad
        for node in sorted(pointed, key=str):
            yield from self.store.quads_for_pattern(node, None, None, named)

    def plans(self) -> tuple[str, ...]:
        """IRIs of the plans that the graph holds, sorted."""
        found = self.store.quads_for_pattern(None, ox.NamedNode(Rdf.type), ox.NamedNode(Cetu.Plan), None)
        return tuple(sorted({quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode)}))

    def as_rdflib(self) -> rdflib.Graph:
        """The same graph behind rdflib's API, with Oxigraph or the server answering."""
        import rdflib  # half a second that most commands need not spend
        from oxrdflib import OxigraphStore
        from rdflib.plugins.stores.sparqlstore import SPARQLStore

        view: rdflib.Graph
        if isinstance(self.store, ox.Store):
            view = rdflib.Dataset(store=OxigraphStore(store=self.store), default_union=True)
        elif isinstance(self.store, RemoteStore):
            address = self.store.endpoint.query_address.replace("/sparql-auth", "/sparql")  # rdflib knows no digest
            view = rdflib.Graph(store=SPARQLStore(address, returnFormat="json", params={"union-default-graph": "true"}))
        else:
            raise TypeError(f"rdflib cannot read a {type(self.store).__name__}")
        for prefix, namespace in PREFIXES.items():
            view.bind(prefix, namespace)
        return view
