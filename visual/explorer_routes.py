"""The explorer over HTTP: its pages at `/` and `/query`, and the JSON that they ask for under `/explorer/`.

An `Explorer` is what `cetu serve` mounts beside its endpoint. Answers come from the workers of the pool; the index of
labels is kept here, for all of them, and made anew when the store has another version.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from cetu import visual
from cetu.graph.judgements import CORRECTING, add_judgement, judgement, judgements_path
from cetu.visual.explorer_answers import Answers, HasAnswers
from cetu.visual.explorer_calls import REPORTS
from cetu.visual.explorer_replies import answer, problem
from cetu.visual.graph_layout import lay_out
from cetu.visual.overview_routes import counting, overview_routes

DIST = Path(visual.__file__).parent / "dist"
LARGEST = 8000
"""Things that are laid out at once."""
RESOLVED = 5000
"""Names resolved at once."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
EDITOR_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
"""The editor's library writes style attributes; no script but our own files runs there either."""

POSTS = ("/explorer/overview", "/explorer/layout", "/explorer/between", "/explorer/named", "/explorer/links")
"""Paths that take long questions by POST and only read."""

Endpoint = Callable[[Request], Awaitable[Response]]


class Explorer:
    """What is mounted. `version` changes when the graph does; `writable`: whether a token lets one judge."""

    def __init__(self, version: Callable[[], object], *, writable: bool = False) -> None:
        self._version, self._writable = version, writable
        self._answers: Answers | None = None

    def routes(self, pool: HasAnswers) -> list[Route]:
        """Pages, files and JSON."""
        answers = self._answers = Answers(pool, self._version)
        layout = Route("/explorer/layout", _layout, methods=["POST"])
        more = (*_name_routes(answers), *overview_routes(answers), layout)
        judging = _judging_routes(answers, self._writable)
        return [*_pages(answers), *judging, *_graph_routes(answers), *_align_routes(answers), *more]

    def begin(self) -> None:
        """Work out what an explorer asks first, before anybody does."""
        if self._answers:
            self._answers.prepare()


def _pages(answers: Answers) -> list[Route]:
    def page(name: str, policy: str) -> Endpoint:
        async def send(_: Request) -> Response:
            if name == "index.html":
                answers.prepare()
            headers = {"content-security-policy": policy, "cache-control": "no-cache"}
            return FileResponse(DIST / name, headers=headers)

        return send

    files = [
        path.name
        for path in sorted(DIST.glob("*"))
        if path.suffix in (".js", ".css", ".svg", ".html", ".woff2", ".ttf")
    ]
    named = {"/": "index.html", "/query": "query.html"} | {f"/{name}": name for name in files}
    return [Route(path, page(name, EDITOR_POLICY if "query" in name else POLICY)) for path, name in named.items()]


def _judging_routes(answers: Answers, writable: bool) -> list[Route]:
    async def summary(_: Request) -> Response:
        reply = await answers.call("summary")
        if reply.status != "ok":
            return answer(reply)
        return JSONResponse({**json.loads(reply.body), "writable": writable, "judgements": counting(answers.store)})

    async def judge(request: Request) -> Response:
        """Write a judgement down (the token is asked for before this); all that count are the answer."""
        try:
            said = judgement({**json.loads(await request.body()), "on": date.today().isoformat()})
        except (ValueError, TypeError) as error:
            return problem(400, f"no judgement: {error}")
        ends = [end for end in (said.subject, said.object) if end]
        corrected = [name for name in said.as_json() if name in CORRECTING]
        reply = await answers.call("judgeable", statement=said.statement, ends=ends, corrected=corrected)
        if reply.status != "ok":
            return answer(reply)
        add_judgement(judgements_path(answers.store), said)
        return JSONResponse(counting(answers.store))

    return [Route("/explorer/summary", summary), Route("/explorer/judgements", judge, methods=["POST"])]


def _graph_routes(answers: Answers) -> list[Route]:
    async def plans(request: Request) -> Response:
        return answer(await answers.call("plans", plans=request.query_params.getlist("plan")))

    async def around(request: Request) -> Response:
        return answer(await answers.call("around", thing=request.query_params.get("thing", "")))

    async def path(request: Request) -> Response:
        ends = {name: request.query_params.get(name, "") for name in ("start", "end")}
        return answer(await answers.call("path", **ends))

    async def text(request: Request) -> Response:
        return answer(await answers.call("text", plan=request.query_params.get("plan", "")))

    async def between(request: Request) -> Response:
        return answer(await answers.call("between", things=_strings(await request.body())))

    async def links(request: Request) -> Response:
        return answer(await answers.call("links", links=_strings(await request.body())))

    return [
        Route("/explorer/plans", plans),
        Route("/explorer/around", around),
        Route("/explorer/path", path),
        Route("/explorer/text", text),
        Route("/explorer/between", between, methods=["POST"]),
        Route("/explorer/links", links, methods=["POST"]),
    ]


def _align_routes(answers: Answers) -> list[Route]:
    async def align(request: Request) -> Response:
        return answer(await answers.call("facing", **_pair(request)))

    async def report(request: Request) -> Response:
        suffix = f".{request.path_params['suffix']}"
        if suffix not in REPORTS:
            return problem(404, f"no report {suffix}; there is {', '.join(REPORTS)}")
        reply = await answers.call("report", **_pair(request), suffix=suffix)
        if reply.status != "ok":
            return answer(reply)
        named = {"content-disposition": f'attachment; filename="alignment{suffix}"'}
        return Response(reply.body, media_type=reply.media, headers=named)

    return [Route("/explorer/align", align), Route("/explorer/align.{suffix}", report)]


def _pair(request: Request) -> dict[str, str]:
    return {side: request.query_params.get(side, "") for side in ("left", "right")}


def _name_routes(answers: Answers) -> list[Route]:
    async def search(request: Request) -> Response:
        words = request.query_params.get("q", "")[:200]
        return answer(await answers.ask("search", words=words, kinds=request.query_params.getlist("kind")))

    async def named(request: Request) -> Response:
        """Things by their exact labels: what names in an answer stand for."""
        return answer(await answers.ask("named", labels=_strings(await request.body())[:RESOLVED]))

    return [Route("/explorer/search", search), Route("/explorer/named", named, methods=["POST"])]


async def _layout(request: Request) -> Response:
    """Places of `count` things tied by `edges` (pairs of numbers)."""
    try:
        asked = json.loads(await request.body())
        count, edges = int(asked["count"]), [(int(start), int(end)) for start, end in asked["edges"]]
    except (ValueError, KeyError, TypeError):
        return problem(400, 'ask with {"count": 3, "edges": [[0, 1], [1, 2]]}')
    if not 0 <= count <= LARGEST or any(not 0 <= end < count for edge in edges for end in edge):
        return problem(400, f"from 0 to {LARGEST} things can be laid out, and edges join these")
    return JSONResponse(await asyncio.to_thread(lay_out, count, edges))


def _strings(body: bytes) -> list[str]:
    try:
        said = json.loads(body)
    except ValueError:
        return []
    return [one for one in said if isinstance(one, str)] if isinstance(said, list) else []
