"""`python -m devstack.front`: what a browser finds at the address that `make run` prints."""

import os

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route

from devstack.product import AUDIENCE, CLIENT_ID, REGION
from devstack.settings import Settings
from devstack.web import health, serve

PAGE = """<!doctype html>
<html lang="ko"><meta charset="utf-8"><title>MegaTicket</title>
<h1>MegaTicket</h1>
<p>시스템이 실행 중입니다. 새 터미널에서 아래 명령을 입력하면 상담을 시작할 수 있습니다.</p>
<pre>{command}</pre>
</html>
"""


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
    command = "make chat" if settings.port == Settings.from_environ({}).port else f"PORT={settings.port} make chat"

    async def config(_: Request) -> JSONResponse:
        return JSONResponse(configuration(settings), headers={"Cache-Control": "no-store"})

    async def page(_: Request) -> HTMLResponse:
        return HTMLResponse(PAGE.format(command=command))

    return Starlette(routes=[Route("/health", health), Route("/config.json", config), Route("/", page)])


def main() -> None:
    """Serves until SIGTERM."""
    settings = Settings.from_environ(os.environ)
    serve(front(settings), settings.port_of("front"))


if __name__ == "__main__":
    main()
