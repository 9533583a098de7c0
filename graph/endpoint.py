"""A SPARQL 1.1 server behind an address: where it takes queries and updates, who we are to it, what its errors mean."""

from __future__ import annotations

import os
from collections.abc import Generator
from dataclasses import dataclass
from functools import cached_property
from time import sleep
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit
from weakref import finalize

from cetu.ontology.errors import StoreError

if TYPE_CHECKING:
    import httpx

TRIES = 5
"""How often a request is sent before a server that is away or busy counts as gone; each wait is twice the last."""

SECONDS = 600.0
"""How long a server may think about one request."""

BUSY = frozenset({429, 502, 503, 504})


def is_address(place: str | os.PathLike[str]) -> bool:
    """Whether a store is named by an address and not by a folder.

    >>> is_address("http://localhost:7878/query"), is_address("my-store")
    (True, False)
    """
    return str(place).startswith(("http://", "https://"))


@dataclass(frozen=True)
class Endpoint:
    """The server at an address, which is that of its queries. `#update=URL` behind it says where updates go, where
    that is not what the kinds of server known here would have, `#graphs=URL` where whole graphs go by Graph Store
    Protocol, `#update=URL&graphs=URL` both. `user:password@` before the host says who we are, and so does the
    environment variable CETU_STORE_TOKEN (a bearer token)."""

    address: str

    @property
    def query_address(self) -> str:
        """The address without what is only for us."""
        parts = urlsplit(self.address)
        return parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="").geturl()

    @property
    def update_address(self) -> str:
        """Where updates go.

        >>> Endpoint("http://localhost:3030/plans/query").update_address
        'http://localhost:3030/plans/update'
        >>> Endpoint("http://localhost:7200/repositories/plans").update_address
        'http://localhost:7200/repositories/plans/statements'
        >>> Endpoint("http://localhost:8890/sparql-auth").update_address
        'http://localhost:8890/sparql-auth'
        >>> Endpoint("http://localhost/a#update=http://localhost/b").update_address
        'http://localhost/b'
        """
        said, address = self._said("update"), self.query_address
        if said:
            return said
        if address.endswith("/query"):  # Oxigraph, Fuseki, Stardog
            return address.removesuffix("/query") + "/update"
        if "/repositories/" in address:  # GraphDB, RDF4J
            return address.rstrip("/") + "/statements"
        return address  # Virtuoso, Neptune, QLever

    @property
    def graph_address(self) -> str:
        """Where whole graphs go by Graph Store Protocol; empty where that is not known.

        >>> Endpoint("http://localhost:8890/sparql-auth").graph_address
        'http://localhost:8890/sparql-graph-crud-auth'
        >>> Endpoint("http://localhost:7878/query").graph_address
        ''
        """
        address = self.query_address
        virtuoso = address.endswith("/sparql-auth")
        return self._said("graphs") or (address.replace("/sparql-auth", "/sparql-graph-crud-auth") if virtuoso else "")

    def _said(self, name: str) -> str:
        return parse_qs(urlsplit(self.address).fragment).get(name, [""])[0]

    @cached_property
    def client(self) -> httpx.Client:
        """Connections that are kept as long as we are."""
        import httpx  # a tenth of a second that a folder need not spend

        parts = urlsplit(self.address)
        token = os.environ.get("CETU_STORE_TOKEN")
        known = parts.username is not None
        auth = _either(unquote(parts.username or ""), unquote(parts.password or "")) if known else None
        headers = {"authorization": f"Bearer {token}"} if token and not known else {}
        client = httpx.Client(timeout=httpx.Timeout(SECONDS, connect=10), auth=auth, headers=headers)
        finalize(self, client.close)
        return client

    def ask(self, pairs: dict[str, str | list[str]], accept: str) -> httpx.Response:
        """The answer to a query, sent as a form. StoreError where there is none, SyntaxError where the server does not
        understand it."""
        answer = self._sent(self.query_address, data=pairs, headers={"accept": accept})
        if answer.status_code == 400:
            raise SyntaxError(_line(answer))
        self._check(answer)
        if rows := answer.headers.get("x-sparql-maxrows"):
            raise StoreError(
                f"{self.query_address} 最多给 {rows} 行；sends no more rows: raise ResultSetMaxRows in virtuoso.ini"
            )
        return answer

    def update(self, update: str) -> None:
        """Do an update. StoreError where the server does not."""
        kind = {"content-type": "application/sparql-update; charset=utf-8"}
        self._check(self._sent(self.update_address, content=update.encode(), headers=kind))

    def add(self, graph: str, turtle: str) -> None:
        """Add triples to a named graph by Graph Store Protocol. StoreError where the server does not."""
        kind = {"content-type": "text/turtle; charset=utf-8"}
        self._check(self._sent(self.graph_address, params={"graph": graph}, content=turtle.encode(), headers=kind))

    def _sent(self, address: str, **request: object) -> httpx.Response:
        """The response to a POST, sent again after a pause while the server is away or says that it is busy."""
        import httpx

        for number in range(TRIES):
            try:
                answer = self.client.post(address, **request)  # type: ignore[arg-type]
                if answer.status_code not in BUSY or number == TRIES - 1:
                    return answer
            except httpx.TimeoutException as error:
                raise StoreError(
                    f"{address} 没有按时回答，请再试；has not answered in time: {error or 'try again'}"
                ) from error
            except httpx.TransportError as error:
                if number == TRIES - 1 or isinstance(error, httpx.UnsupportedProtocol):
                    raise StoreError(
                        f"{address} 连不上；cannot be reached ({error}): is the server running?"
                    ) from error
            sleep(0.1 * 2**number)
        raise AssertionError

    def _check(self, answer: httpx.Response) -> None:
        address = str(answer.request.url)
        if answer.status_code in (401, 403):
            raise StoreError(
                f"{address} 要用户名和密码；does not let us: put user:password@ before the host, "
                "or the token into CETU_STORE_TOKEN"
            )
        if answer.status_code == 404:
            raise StoreError(
                f"{address} 不是 SPARQL 端点；no SPARQL there: see docs/stores.md for the address of each server"
            )
        if answer.is_error:
            raise StoreError(f"{address} answers {answer.status_code}: {_line(answer)}")


def _either(user: str, password: str) -> httpx.Auth:
    """Basic or digest authentication, whichever the server asks for; Virtuoso asks only those who say nothing."""
    import httpx

    class Either(httpx.DigestAuth):
        basic = False

        def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
            ours, digest = httpx.BasicAuth(user, password), super().auth_flow(request)
            answer = yield next(ours.auth_flow(request)) if self.basic else next(digest)
            if answer.status_code != 401 or self.basic:
                return
            if answer.headers.get("www-authenticate", "").lower().startswith("digest"):
                yield digest.send(answer)
            else:
                self.basic = True
                yield next(ours.auth_flow(request))

    return Either(user, password)


def _line(answer: httpx.Response) -> str:
    """The first lines of what the server says, in one."""
    return " ".join(answer.text.split())[:300]
