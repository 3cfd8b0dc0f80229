"""How the parts of the stack that are ASGI apps are served."""

import socket
from collections.abc import Mapping

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from devstack.settings import HOST

LONGEST_FAREWELL_SECONDS = 1
"""An open connection does not keep a part from ending."""


def serve(app: Starlette, port: int) -> None:
    """Serves an app on the loopback until SIGTERM or SIGINT."""
    uvicorn.run(
        app, host=HOST, port=port, log_level="warning", timeout_graceful_shutdown=LONGEST_FAREWELL_SECONDS, ws="none"
    )


def serve_together(apps: Mapping[int, Starlette]) -> None:
    """Serves the apps of one process, each at its port, until SIGTERM or SIGINT. The first one's lifespan holds for all."""
    first = next(iter(apps))

    async def by_port(scope: Scope, receive: Receive, send: Send) -> None:
        port = scope["server"][1] if scope["type"] == "http" else first
        await apps[port](scope, receive, send)

    config = uvicorn.Config(by_port, log_level="warning", timeout_graceful_shutdown=LONGEST_FAREWELL_SECONDS, ws="none")
    uvicorn.Server(config).run([listening(port) for port in apps])


def listening(port: int) -> socket.socket:
    """A socket on the loopback; port 0 takes a free one."""
    # named as TCP, asyncio turns off Nagle's delay, which would cost 80 ms per invocation
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind((HOST, port))
    return server


async def health(_: Request) -> JSONResponse:
    """The route by which the supervisor sees that a part is up."""
    return JSONResponse({"status": "ok"})
