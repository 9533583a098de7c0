"""What the explorer shows of many plans, over HTTP: the views that the server picks, and how far it has read."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from cetu.graph.judgements import judgements_of
from cetu.visual.explorer_answers import Answers
from cetu.visual.explorer_replies import answer, problem
from cetu.visual.overview import Overview


def overview_routes(answers: Answers) -> list[Route]:
    async def overview(request: Request) -> Response:
        """What one view shows of the whole graph, under a filter."""
        try:
            asked = {**ASKED, **json.loads(await request.body())}
            view, rows, filter = asked["view"], min(int(asked["rows"]), 400), dict(asked["filter"])
        except (ValueError, TypeError):
            return problem(400, 'ask with {"view": "matrix", "columns": "Region", "rows": 40, "filter": {}}')
        try:
            whole = (await answers.overview()).without(await _judged_wrong(answers))
        except RuntimeError as error:
            return problem(504, str(error))
        if view == "flow":
            return await _flow(answers, whole, filter, rows)
        asks = {
            "matrix": lambda: whole.matrix(filter, str(asked["columns"]), rows),
            "map": lambda: whole.map(filter, str(asked["by"]), str(asked["technology"])),
            "timeline": lambda: whole.timeline(filter, str(asked["indicator"])),
            "start": whole.start,
            "supported": lambda: whole.supported(filter),
        }
        if view not in asks:
            return problem(400, f"no view {view}; there is {', '.join(asks)}, flow")
        return JSONResponse(await asyncio.to_thread(asks[view]))

    async def progress(_: Request) -> Response:
        """How much of the overview has been read, of how much."""
        return JSONResponse(answers.gathered, headers={"cache-control": "no-store"})

    return [Route("/explorer/overview", overview, methods=["POST"]), Route("/explorer/progress", progress)]


ASKED = {"view": "", "columns": "Region", "rows": 40, "by": "technologies", "technology": "", "indicator": "",
         "filter": {}}  # fmt: skip
"""What may be asked of an overview, as it is where nothing is said."""


async def _judged_wrong(answers: Answers) -> frozenset[str]:
    """Ids of links that were judged wrong, and of supports that rest on them."""
    wrong = sorted(one["statement"] for one in counting(answers.store) if one["verdict"] == "wrong")
    if not wrong:
        return frozenset()
    reply = await answers.call("resting", statements=wrong)
    return frozenset((*wrong, *json.loads(reply.body))) if reply.status == "ok" else frozenset(wrong)


async def _flow(answers: Answers, whole: Overview, filter: dict[str, Any], most: int) -> Response:
    """The links of a flow with all that they rest on."""
    ids, totals = await asyncio.to_thread(lambda: (whole.flow(filter, most), whole.flow_totals(filter, most)))
    reply = await answers.call("links", links=ids)
    return answer(reply) if reply.status != "ok" else JSONResponse({**json.loads(reply.body), **totals})


def counting(store: str) -> list[dict[str, str]]:
    """The judgements that count."""
    return [one.as_json() for one in judgements_of(store).values()]
