"""How the parts of the stack that are ASGI apps are served."""

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse

from devstack.settings import HOST

LONGEST_FAREWELL_SECONDS = 1
"""An open connection does not keep a part from ending."""


def serve(app: Starlette, port: int) -> None:
    """Serves an app on the loopback until SIGTERM or SIGINT."""
    uvicorn.run(
        app, host=HOST, port=port, log_level="warning", timeout_graceful_shutdown=LONGEST_FAREWELL_SECONDS, ws="none"
    )


async def health(_: Request) -> JSONResponse:
    """The route by which the supervisor sees that a part is up."""
    return JSONResponse({"status": "ok"})
