"""`python -m devstack.front`: what a browser finds at the address that `make run` prints."""

import os

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route

from devstack import pages
from devstack.product import AUDIENCE, CLIENT_ID, REGION
from devstack.settings import Settings
from devstack.web import health, serve


def configuration(settings: Settings) -> dict[str, object]:
    """The body of /config.json: the regions that run here and who signs people in."""
    identity = settings.url_of("identity")
    return {
        "activeRegion": REGION,
        "regions": {REGION: {"chatUrl": settings.url_of("chat"), "reservationsUrl": settings.url_of("reservations")}},
        "identity": {
            "issuer": identity,
            "clientId": CLIENT_ID,
            "audience": AUDIENCE,
            "devTokenUrl": f"{identity}/token",
        },
    }


def front(settings: Settings) -> Starlette:
    """The ASGI app."""

    async def config(_: Request) -> JSONResponse:
        return JSONResponse(configuration(settings), headers={"Cache-Control": "no-store"})

    async def home(_: Request) -> HTMLResponse:
        return HTMLResponse(pages.home(settings))

    async def payment(request: Request) -> HTMLResponse:
        return HTMLResponse(pages.payment(settings, request.path_params["hold_id"]))

    async def lost(_request: Request, _error: Exception) -> HTMLResponse:
        return HTMLResponse(pages.lost(), status_code=404)

    routes = [
        Route("/health", health),
        Route("/config.json", config),
        Route("/", home),
        Route("/pay/{hold_id}", payment),
    ]
    return Starlette(routes=routes, exception_handlers={404: lost})


def main() -> None:
    """Serves until SIGTERM."""
    settings = Settings.from_environ(os.environ)
    serve(front(settings), settings.port_of("front"))


if __name__ == "__main__":
    main()
