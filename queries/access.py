"""Who may do what over HTTP: reading for all (CORS), writing with the token only, headers that keep pages apart."""

from __future__ import annotations

from collections.abc import Iterable
from hmac import compare_digest

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cetu.queries.protocol import refuse

READS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "CONNECT"})
"""Methods that change nothing; the last two have no route and end with 405."""

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""Content-Security-Policy: nothing from another host, no script but our own files."""


class Access:
    """ASGI middleware. `token` is what a request that writes must bear (none may, without one); `asks` the paths whose
    POST only reads; `origin` which origins may read from a page of theirs, `*` for all, empty for none."""

    def __init__(self, app: ASGIApp, *, token: str = "", asks: Iterable[str] = (), origin: str = "*") -> None:
        self._app, self._token, self._asks, self._origin = app, token, frozenset(asks), origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message))
            await send(message)

        if why := self._forbidden(scope):
            await refuse(*why)(scope, receive, send_with_headers)
        else:
            await self._app(scope, receive, send_with_headers)

    def _forbidden(self, scope: Scope) -> tuple[int, str] | None:
        """Status and reason where the request writes and may not."""
        if scope["method"] in READS or (scope["method"] == "POST" and scope["path"] in self._asks):
            return None
        if not self._token:
            return 403, "this server only reads: start it with --token to let those who know the token write"
        scheme, _, said = Headers(scope=scope).get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not compare_digest(said.strip().encode(), self._token.encode()):
            return 401, "writing needs the token that the server was started with: Authorization: Bearer TOKEN"
        return None

    def _add(self, headers: MutableHeaders) -> None:
        headers["x-content-type-options"] = "nosniff"
        headers["referrer-policy"] = "no-referrer"
        headers.setdefault("content-security-policy", POLICY)
        if self._origin:
            headers["access-control-allow-origin"] = self._origin
            headers["access-control-allow-methods"] = "GET, HEAD, POST, OPTIONS"
            headers["access-control-allow-headers"] = "Accept, Content-Type"
            headers["access-control-max-age"] = "86400"
