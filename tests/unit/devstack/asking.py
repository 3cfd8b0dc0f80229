"""Requests to an ASGI app without a server."""

import asyncio
from typing import Any

import httpx
from starlette.applications import Starlette


def ask(app: Starlette, method: str, path: str, **options: Any) -> httpx.Response:
    """The app's answer. `options` are those of httpx's `request`."""

    async def request() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:1234") as client:
            return await client.request(method, path, **options)

    return asyncio.run(request())
