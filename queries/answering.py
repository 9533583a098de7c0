"""What a worker does with a request: check it, choose a format, ask the graph, write the answer up to a size."""

from __future__ import annotations

import io
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pyoxigraph as ox

from cetu.graph.dataset import Graph
from cetu.graph.opening import store_version
from cetu.graph.store import open_graph
from cetu.ontology.errors import CetuError
from cetu.ontology.iri import PREFIXES
from cetu.queries.describing import NotThere
from cetu.queries.diagnosis import describe_error
from cetu.queries.guarding import Checked, Refused, check, check_graph
from cetu.queries.negotiation import GRAPHS, SHORT, TABLES, NotAcceptable, choose

Reply = tuple[dict[str, Any], bytes]
READABLE = {prefix: namespace for prefix, namespace in PREFIXES.items() if prefix != "id"}


class TooLarge(CetuError):
    """An answer over the size that the service sends."""


class Answering:
    """The graph of a store as it is now: opened again when a build has finished in between."""

    def __init__(self, store: str, result: int) -> None:
        self._store, self._result = store, result
        self._graph, self._version = open_graph(store), store_version(store)

    def graph(self) -> Graph:
        """The graph that counts now."""
        version = store_version(self._store)
        if version != self._version:
            self._version, self._graph = version, open_graph(self._store)
        return self._graph

    def answer(self, request: dict[str, Any]) -> Reply:
        """The reply to a request; whatever goes wrong becomes a reply as well."""
        try:
            return self._called(request) if "target" in request else self._queried(request)
        except Refused as error:
            return _failed("refused", error)
        except NotAcceptable as error:
            return _failed("unacceptable", error)
        except TooLarge as error:
            return _failed("large", error)
        except NotThere as error:
            return _failed("missing", error)
        except CetuError as error:
            return _failed("syntax", error)
        except MemoryError:
            return _failed("memory", "the query needs more memory than a query may take: narrow it, or add LIMIT")
        except Exception as error:  # a worker lives on, whatever a request did
            return _failed("failed", f"{type(error).__name__}: {error}")

    def _called(self, request: dict[str, Any]) -> Reply:
        """What a function of ours gives: `target` is MODULE:NAME, and comes from our code, never from a client."""
        module, _, name = request["target"].partition(":")
        function: Callable[..., bytes | tuple[str, bytes]] = getattr(import_module(module), name)
        given = function(self.graph(), **request["arguments"])
        media, body = ("application/json", given) if isinstance(given, bytes) else given
        if len(body) > self._result:
            raise TooLarge(_large(self._result))
        return {"status": "ok", "type": media}, body

    def _queried(self, request: dict[str, Any]) -> Reply:
        query = check(request["query"])
        offered: dict[str, Any] = TABLES if query.form in ("SELECT", "ASK") else dict(GRAPHS)
        wished = SHORT.get(request.get("format", "").lower(), "")
        media = wished if wished in offered else choose(request.get("accept", ""), offered)
        out = _Bounded(self._result)
        found = self._found(query, request.get("default", ()), request.get("named", ()))
        if isinstance(found, ox.QueryTriples):
            prefixes = READABLE if GRAPHS[media] is not ox.RdfFormat.N_TRIPLES else None
            ox.serialize(found, out, GRAPHS[media], prefixes=prefixes)
        else:
            found.serialize(out, TABLES[media])
        return {"status": "ok", "type": media}, out.getvalue()

    def _found(self, query: Checked, default: list[str], named: list[str]) -> Any:
        """Results over the graphs that the protocol names, else those of the query, else the union of all."""
        graphs = {
            "default_graph": [ox.NamedNode(check_graph(iri)) for iri in default] or ([] if named else None),
            "named_graphs": [ox.NamedNode(check_graph(iri)) for iri in named] or ([] if default else None),
        }
        dataset: dict[str, Any] = graphs if default or named else {"use_default_graph_as_union": not query.has_dataset}
        try:
            return self.graph().store.query(query.text, prefixes=PREFIXES, **dataset)
        except SyntaxError as error:
            raise CetuError(describe_error(query.text, str(error), "query")) from error


class _Bounded(io.BytesIO):
    """Bytes in memory up to a number; TooLarge past it."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self._most:
            raise TooLarge(_large(self._most))
        return super().write(data)


def _large(most: int) -> str:
    return f"the answer is larger than {most / 1e6:g} MB, which this service does not send: add LIMIT, or ask for less"


def _failed(status: str, detail: object) -> Reply:
    return {"status": status, "detail": str(detail)}, b""
