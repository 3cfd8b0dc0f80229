"""ASGI applications over real HTTP, on a free loopback port."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

PATIENCE_SECONDS = 20


class Stage:
    """A server that outlives tests, since starting and ending one takes longer than most; `app` is on it now."""

    def __init__(self) -> None:
        self.app: ASGIApp | None = None
        self.url = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.app is not None
        await self.app(scope, receive, send)


@contextmanager
def serving(stage: Stage) -> Iterator[Stage]:
    """The stage on a free loopback port."""
    config = uvicorn.Config(stage, log_config=None, lifespan="off", ws="none", timeout_graceful_shutdown=1)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            stage.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
            yield stage
        finally:
            server.should_exit = True
            thread.join(PATIENCE_SECONDS)
