"""The command that serves a graph."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from cetu import console
from cetu.cli_graph import From
from cetu.cli_plans import PLACE
from cetu.ontology.errors import StoreError

if TYPE_CHECKING:
    from cetu.queries.serving import Service

LOCAL = ("127.0.0.1", "::1", "localhost")


def serve(
    store: From = PLACE,
    host: Annotated[str, typer.Option(help="监听地址 Address to listen at; 0.0.0.0 for every one.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="端口，0 为任一空闲 Port; 0 for any that is free.")
    ] = 8360,
    timeout: Annotated[float, typer.Option(help="每个查询的秒数 Seconds a query may take.")] = 30.0,
    memory: Annotated[int, typer.Option(help="每个查询的内存 MB Memory a query may take, in MB.")] = 1000,
    result: Annotated[int, typer.Option(help="答案的大小 MB Size of an answer, in MB.")] = 50,
    queries: Annotated[int, typer.Option(help="同时进行的查询数 Queries that run at once.")] = 16,
    token: Annotated[
        str, typer.Option(help="写入须带的口令 Token that writing needs (or CETU_TOKEN); without it, nothing writes.")
    ] = os.environ.get("CETU_TOKEN", ""),
    origin: Annotated[str, typer.Option(help="可跨域读取的来源 Origins that may read (CORS); '' for none.")] = "*",
) -> None:
    """打开探索界面和查询服务。 Serve the graph: explorer, SPARQL endpoint, pages, JSON API.

    \b
    例 Example:
      cetu serve
      cetu serve --from my-store --port 8080 --timeout 60
    """
    from cetu.graph.opening import store_version
    from cetu.queries.pool import Limits
    from cetu.queries.serving import Service
    from cetu.visual.explorer_answers import CALLS
    from cetu.visual.explorer_routes import POSTS, Explorer

    limits = Limits(seconds=timeout, memory=memory * 10**6, result=result * 10**6, running=queries)
    explorer = Explorer(partial(store_version, store), writable=bool(token) and "://" not in store)
    run(Service(store, limits, token, origin, explorer.routes, POSTS, explorer.begin, (CALLS,)), host, port)


def run(service: Service, host: str, port: int) -> None:
    """Serve until interrupted. StoreError where there is no graph or the address is taken."""
    import uvicorn

    from cetu.graph.store import open_graph
    from cetu.queries.serving import application

    open_graph(service.store)  # says what is wrong before a worker would
    listener = listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    console.say(f"http://{shown}:{listener.getsockname()[1]}/")
    if host not in LOCAL:
        console.warn("cetu: 其他机器也能访问 other machines can reach this server")
    config = uvicorn.Config(application(service), log_level="warning", access_log=False, timeout_keep_alive=30)
    with suppress(KeyboardInterrupt):  # Ctrl-C is how a server is ended
        uvicorn.Server(config).run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. StoreError where the address is taken or none of this machine's.

    It says that it is TCP: asyncio sends small answers at once only for a socket that does, else 40 ms later.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise StoreError(
            f"{host}:{port} 不能用，请换一个 --port 或 --host；cannot listen at {host}:{port}: "
            f"{console.reason(error)}; choose another --port"
        ) from error
    return listener


COMMANDS = (serve,)
