"""The web application: endpoint, JSON API, pages of things, descriptions, and whatever else is mounted on it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import escape
from importlib import resources
from string import Template

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from cetu.graph.opening import store_version
from cetu.queries import description, json_api
from cetu.queries.access import Access
from cetu.queries.describing import iri_of
from cetu.queries.library import Question, questions
from cetu.queries.negotiation import GRAPHS, SHORT, NotAcceptable, choose
from cetu.queries.pool import Limits, Pool
from cetu.queries.protocol import ProtocolError, read_operation, refuse, respond, run, unless_gone

HTML = "text/html"


@dataclass(frozen=True, slots=True)
class Service:
    """What to serve. store: folder or address; token: what writing needs, empty where nothing may be written;
    origin: which pages may read (CORS); more: further routes over the pool, asked before our own, so that an explorer
    can stand at `/` and an editor at `/query`; asks: paths of theirs whose POST only reads; begin: called in the event
    loop when the workers are there; loads: modules that workers load before anybody asks."""

    store: str
    limits: Limits = field(default_factory=Limits)
    token: str = ""
    origin: str = "*"
    more: Callable[[Pool], Sequence[BaseRoute]] = lambda pool: ()
    asks: tuple[str, ...] = ()
    begin: Callable[[], None] = lambda: None
    loads: tuple[str, ...] = ()


def application(service: Service) -> Starlette:
    """The ASGI application; its workers live from its start to its end."""
    pool = Pool(service.store, service.limits, service.loads)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with pool:
            service.begin()
            yield

    more = list(service.more(pool))
    routes = [*more, *sparql_routes(pool), *json_api.routes(pool), *page_routes(pool, more)]
    access = Middleware(Access, token=service.token, asks=("/sparql", *service.asks), origin=service.origin)
    return Starlette(routes=routes, middleware=[access], lifespan=lifespan)


def sparql_routes(pool: Pool) -> list[Route]:
    """The endpoint and its data set's description."""
    counted: dict[tuple[int, int], bytes] = {}

    async def sparql(request: Request) -> Response:
        try:
            operation = await read_operation(request, pool.limits.request)
        except ProtocolError as error:
            return refuse(error.status, error.detail)
        return await run(pool, request, operation) if operation else _described(request, description.service)

    async def dataset(request: Request) -> Response:
        version = store_version(pool.store)
        if version not in counted:
            reply = await pool.call("cetu.queries.description:count")
            counted.clear()
            counted[version] = reply.body  # empty where counting took too long: then there are no figures
        return _described(request, lambda base, media: description.dataset(base, counted.get(version), media))

    async def options(_: Request) -> Response:
        return Response(status_code=204, headers={"allow": "GET, HEAD, POST, OPTIONS"})

    return [
        Route("/sparql", options, methods=["OPTIONS"]),
        Route("/sparql", sparql, methods=["GET", "POST"]),
        Route("/dataset", dataset),
        Route("/.well-known/void", lambda _: RedirectResponse("/dataset", 303)),
    ]


def page_routes(pool: Pool, more: Sequence[BaseRoute]) -> list[Route]:
    """Things and the ontology under their IRIs' paths; a page of welcome where nothing else stands at `/`."""

    async def thing(request: Request) -> Response:
        raw = request.scope.get("raw_path", b"").decode("ascii", "replace")
        try:
            iri = iri_of(raw)
            media = SHORT.get(request.query_params.get("format", "")) or choose(
                request.headers.get("accept", ""), [HTML, *GRAPHS]
            )
        except NotAcceptable as error:
            return refuse(406, str(error))
        except ValueError as error:
            return refuse(404, str(error))
        if media == HTML:
            return respond(await unless_gone(request, pool.call("cetu.queries.describing:page", iri=iri)))
        if media not in GRAPHS:
            return refuse(406, f"no format {media} here; there is {', '.join(GRAPHS)}")
        return respond(await unless_gone(request, pool.call("cetu.queries.describing:describe", iri=iri, media=media)))

    async def welcome(request: Request) -> Response:
        return HTMLResponse(_welcome(_base(request), more))

    async def look(_: Request) -> Response:
        css = resources.files("cetu.queries").joinpath("page.css").read_bytes()
        return Response(css, headers={"content-type": "text/css; charset=utf-8", "cache-control": "max-age=3600"})

    return [
        Route("/", welcome),
        Route("/page.css", look),
        Route("/id/{rest:path}", thing),
        Route("/ontology", thing),
    ]


def _described(request: Request, write: Callable[[str, str], bytes]) -> Response:
    """A description in the format that the client likes best; Turtle for a browser."""
    try:
        media = SHORT.get(request.query_params.get("format", ""), "") or choose(
            request.headers.get("accept", ""), GRAPHS
        )
    except NotAcceptable as error:
        return refuse(406, str(error))
    return Response(write(_base(request), media), headers={"content-type": media, "vary": "Accept"})


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _welcome(base: str, more: Sequence[BaseRoute]) -> str:
    paths = {path for one in more if (path := getattr(one, "path", ""))}
    links = [("/query", "查询编辑器 Query editor")] if "/query" in paths else []
    links += [("/sparql", "SPARQL"), ("/dataset", "数据集 Data set"), ("/ontology", "本体 Ontology")]
    links += [("/api/questions", "问题库 Questions (JSON)"), ("/openapi.json", "OpenAPI")]
    shown = " · ".join(f'<a href="{path}">{name}</a>' for path, name in links)
    asked = "".join(map(_entry, questions()))
    template = Template(resources.files("cetu.queries").joinpath("welcome.html").read_text(encoding="utf-8"))
    return template.substitute(base=escape(base), links=f"<p>{shown}</p>", questions=asked)


def _entry(one: Question) -> str:
    link = f'<a href="/api/questions/{one.name}?format=csv">{one.name}</a>'
    return f"<dt>{link}</dt><dd>{escape(one.zh)}<br>{escape(one.en)}</dd>\n"
