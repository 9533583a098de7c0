"""Answers of workers as responses over HTTP, and what went wrong as a problem (RFC 9457)."""

from __future__ import annotations

from typing import Any

from starlette.responses import JSONResponse, Response


def answer(reply: Any) -> Response:
    if reply.status == "ok":
        return Response(reply.body, headers={"content-type": "application/json", "cache-control": "no-cache"})
    statuses = {"refused": 400, "syntax": 400, "missing": 404, "busy": 503, "timeout": 504}
    return problem(statuses.get(reply.status, 500), reply.detail)


def problem(status: int, detail: str) -> Response:
    return JSONResponse({"status": status, "detail": detail}, status, media_type="application/problem+json")
