"""A small JSON API beside the endpoint: search, entity, questions. `openapi.json` describes it."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from importlib import resources
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from cetu import __version__
from cetu.ontology.errors import QueryError
from cetu.ontology.iri import PREFIXES
from cetu.queries.library import question
from cetu.queries.negotiation import choose
from cetu.queries.pool import Pool, Reply
from cetu.queries.posing import FORMS, listed
from cetu.queries.protocol import STATUS, unless_gone

MOST = 200
"""Results of a search, at most."""


def problem(status: int, detail: str) -> Response:
    """An error as RFC 9457 has it."""
    said = {"type": "about:blank", "status": status, "detail": detail}
    headers = {"retry-after": "5"} if status == 503 else None
    return JSONResponse(said, status, headers=headers, media_type="application/problem+json")


def answer(reply: Reply) -> Response:
    """A worker's reply as JSON, or whatever it gave."""
    if reply.status == "ok":
        return Response(reply.body, headers={"content-type": reply.media})
    return problem(STATUS[reply.status], reply.detail)


def routes(pool: Pool) -> list[Route]:
    """The routes of the API over the pool."""

    async def call(request: Request, target: str, **arguments: Any) -> Response:
        return answer(await unless_gone(request, pool.call(target, **arguments)))

    async def search(request: Request) -> Response:
        text, limit = request.query_params.get("q", "").strip(), request.query_params.get("limit", "20")
        if not text:
            return problem(400, "say what to look for: /api/search?q=储能")
        if not limit.isascii() or not limit.isdigit() or not 1 <= int(limit) <= MOST:
            return problem(400, f"limit is a whole number from 1 to {MOST}")
        return await call(request, "cetu.queries.posing:find", text=text, limit=int(limit))

    async def entity(request: Request) -> Response:
        iri = request.query_params.get("iri", "")
        if not iri:
            return problem(400, "say which: /api/entity?iri=https://w3id.org/cetu/id/…")
        return await call(request, "cetu.queries.describing:account", iri=iri)

    async def one_question(request: Request) -> Response:
        parameters = dict(request.query_params)
        form = parameters.pop("format", _form(request.headers.get("accept", "")))
        try:
            question(request.path_params["name"])
        except QueryError as error:
            return problem(404, str(error))
        arguments = {"name": request.path_params["name"], "parameters": parameters, "form": form}
        return await call(request, "cetu.queries.posing:pose", **arguments)

    async def bound_question(request: Request) -> Response:
        arguments = {"name": request.path_params["name"], "parameters": dict(request.query_params)}
        return await call(request, "cetu.queries.posing:bound", **arguments)

    return [
        Route("/api/search", search),
        Route("/api/entity", entity),
        completion_route(call),
        Route("/api/questions", lambda _: JSONResponse(listed())),
        Route("/api/questions/{name}", one_question),
        Route("/api/questions/{name}/sparql", bound_question),
        Route("/api/prefixes", lambda _: JSONResponse(PREFIXES)),
        Route("/openapi.json", lambda request: JSONResponse(specification(str(request.base_url)))),
    ]


def completion_route(call: Callable[..., Awaitable[Response]]) -> Route:
    """The route that proposes values for a parameter of a question."""

    async def completion(request: Request) -> Response:
        asked = {name: request.query_params.get(name, "").strip() for name in ("question", "parameter", "q")}
        if missing := [name for name, value in asked.items() if not value]:
            return problem(400, f"say {missing[0]}: /api/complete?question=supporters&parameter=technology&q=chun")
        try:
            question(asked["question"]).parameter(asked["parameter"])
        except QueryError as error:
            return problem(404, str(error))
        arguments = {"name": asked["question"], "parameter": asked["parameter"], "text": asked["q"]}
        return await call(request, "cetu.queries.posing:propose", **arguments)

    return Route("/api/complete", completion)


def _form(accept: str) -> str:
    """The format that an Accept header asks for; JSON for whoever takes none."""
    by_media = {media: name for name, media in FORMS.items()}
    try:
        return by_media[choose(accept, by_media)]
    except QueryError:
        return "json"


def specification(base: str) -> dict[str, Any]:
    """The OpenAPI document, with a path for each question of the library and its parameters."""
    text = resources.files("cetu.queries").joinpath("openapi.json").read_text(encoding="utf-8")
    said: dict[str, Any] = json.loads(text)
    said["info"]["version"] = __version__
    said["servers"] = [{"url": base.rstrip("/")}]
    template = said["paths"].pop("/api/questions/{name}")["get"]
    for one in listed():
        said["paths"][f"/api/questions/{one['name']}"] = {"get": _operation(template, one)}
    return said


def _operation(template: dict[str, Any], one: dict[str, Any]) -> dict[str, Any]:
    parameters = [
        {
            "name": parameter["name"],
            "in": "query",
            "description": parameter["description"],
            "schema": {"type": parameter["type"], "default": parameter["default"]},
        }
        for parameter in one["parameters"]
    ]
    return {
        **template,
        "operationId": one["name"],
        "summary": f"{one['zh']} {one['en']}",
        "description": one["reading"],
        "parameters": [*parameters, *template["parameters"]],
    }
