"""A graph that answers questions itself: `graph.ask("supporters", technology="储能")`."""

from __future__ import annotations

import os

from cetu.graph import dataset, store
from cetu.queries.asking import Answer, ask
from cetu.queries.resolving import Proposal, complete


class Graph(dataset.Graph):
    """A data set to read, with the question library: what `cetu.open_graph` gives."""

    @classmethod
    def over(cls, graph: dataset.Graph) -> Graph:
        """The same data set."""
        return cls(graph.store, graph.index)

    def ask(self, asked: str, /, **parameters: str | int) -> Answer:
        """The answer to a question of the library, by name, or to a SPARQL query (see `cetu.ask`)."""
        return ask(self, asked, **parameters)

    def complete(self, question: str, parameter: str, prefix: str, limit: int = 10) -> tuple[Proposal, ...]:
        """Values that a parameter of a question may take, from what was typed so far."""
        return complete(self, question, parameter, prefix, limit)


def open_graph(path: str | os.PathLike[str]) -> Graph:
    """The graph in a store, to read and to ask. StoreError where there is none or one of another version."""
    return Graph.over(store.open_graph(path))
