"""SPARQL 1.1 Protocol, its query operation, over HTTP: what a request asks, and what its answer looks like."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from cetu.queries.pool import Pool, Reply

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"

STATUS = {
    "syntax": 400,
    "refused": 403,
    "missing": 404,
    "unacceptable": 406,
    "large": 422,
    "memory": 500,
    "failed": 500,
    "busy": 503,
    "timeout": 504,
}
"""HTTP status by what became of a query."""


class ProtocolError(Exception):
    """A request that is none of the protocol's: its HTTP status, and a line that says what to send."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail


@dataclass(frozen=True, slots=True)
class Operation:
    """A query, the IRIs of the graphs that the request names for it, and `format` where it says one."""

    query: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    form: str = ""


async def read_operation(request: Request, most: int) -> Operation | None:
    """The operation that a request asks for; None for a GET without one, which asks what the service is.

    `most` is the size of a request in bytes. ProtocolError where it is none.
    """
    address = _pairs(request.scope["query_string"])
    if len(request.scope["query_string"]) > most:
        raise _too_large(most)
    if request.method != "POST":
        return _operation(address) if address else None
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    body = await read_body(request, most)
    if kind == FORM:
        return _operation([*address, *_pairs(body)])
    if kind == DIRECT:
        return _operation([*address, ("query", _decoded(body))])
    if kind == UPDATE:
        raise _read_only()
    raise ProtocolError(
        415, f"请换一种方式发查询；send the query as {FORM} (query=…) or as {DIRECT}; not as {kind or 'nothing'}"
    )


async def read_body(request: Request, most: int) -> bytes:
    """The body, of which no more is read than that many bytes. ProtocolError (413) where it is longer."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise _too_large(most)
    return bytes(body)


def _operation(pairs: Iterable[tuple[str, str]]) -> Operation:
    said = list(pairs)
    if any(name == "update" for name, _ in said):
        raise _read_only()
    queries = [value for name, value in said if name == "query"]
    if len(queries) != 1:
        raise ProtocolError(
            400, f"一次只能发一个查询；there are {len(queries)} queries in the request: send one, as query=…"
        )
    wished = next((value for name, value in said if name in ("format", "output") and value), "")
    default = tuple(value for name, value in said if name == "default-graph-uri" and value)
    named = tuple(value for name, value in said if name == "named-graph-uri" and value)
    return Operation(queries[0], default, named, wished)


def _pairs(data: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(data.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=100)
    except UnicodeError:
        raise ProtocolError(400, "参数不是百分号编码的 UTF-8；the parameters are not percent-encoded UTF-8") from None
    except ValueError as error:
        raise ProtocolError(400, f"参数读不了；the parameters cannot be read: {error}") from None


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProtocolError(400, f"查询不是 UTF-8；the query is no UTF-8 at byte {error.start}") from None


def _too_large(most: int) -> ProtocolError:
    return ProtocolError(
        413, f"请求太大；the request is larger than {most / 1e3:g} kB, which this service does not read"
    )


def _read_only() -> ProtocolError:
    return ProtocolError(403, "这里只能读；this endpoint only reads: put plans into the graph with `cetu build`")


async def run(pool: Pool, request: Request, operation: Operation) -> Response:
    """The answer to an operation. A client that goes away takes its query with it."""
    accept = request.headers.get("accept", "")
    asked = pool.query(operation.query, accept, default=operation.default, named=operation.named, form=operation.form)
    return respond(await unless_gone(request, asked))


async def unless_gone(request: Request, asked: Coroutine[Any, Any, Reply]) -> Reply:
    """The reply, or one that nobody reads where the client closed the connection in between."""
    query, gone = asyncio.ensure_future(asked), asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((query, gone), return_when=asyncio.FIRST_COMPLETED)
        return query.result() if query.done() else Reply("failed", "the client went away")
    finally:
        gone.cancel()
        query.cancel()


async def _gone(request: Request) -> None:
    """Wait until the client has closed the connection."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def respond(reply: Reply) -> Response:
    """A reply as HTTP: whole and with its length, so that nothing can go wrong in the middle of it."""
    if reply.status == "ok":
        charset = "; charset=utf-8" if reply.media.startswith("text/") else ""
        return Response(reply.body, headers={"content-type": reply.media + charset, "vary": "Accept"})
    return refuse(STATUS[reply.status], reply.detail)


def refuse(status: int, detail: str) -> Response:
    """An error as plain text, which a console and the editor show as it stands."""
    return PlainTextResponse(detail + "\n", status, headers={"retry-after": "5"} if status == 503 else None)
