"""A function URL, which sends on what its function gives, whole or bit by bit: HTTP in front of a function, without the Invoke API."""

import uuid
from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from devstack.functions.pool import Pool, ThrottledError
from devstack.functions.url_format import MalformedAnswerError, event_of, response_of, response_of_stream

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def function_url(pool: Pool, origins: Sequence[str]) -> Starlette:
    """The ASGI app of one function's URL, open to the pages of `origins`. It answers their preflights itself."""

    async def serve(request: Request) -> Response:
        return await _answer(pool, request)

    cors = Middleware(
        CORSMiddleware,
        allow_origins=origins,
        allow_methods=["GET", "POST"],
        allow_headers=["authorization", "content-type"],
        expose_headers=["retry-after"],
    )
    return Starlette(routes=[Route("/{path:path}", serve, methods=METHODS)], middleware=[cors])


async def _answer(pool: Pool, request: Request) -> Response:
    request_id = str(uuid.uuid4())
    event = event_of(request, await request.body(), request_id)
    try:
        outcome = await pool.invoke(request_id, event)
    except ThrottledError:
        return JSONResponse({"message": "Rate Exceeded."}, 429, {"x-amzn-ErrorType": "TooManyRequestsException"})
    if outcome.is_error:
        return _bad_gateway(request_id)
    try:
        stream = outcome.stream
        response = await response_of_stream(stream) if stream else response_of(outcome.payload)
    except MalformedAnswerError:
        return _bad_gateway(request_id)
    response.headers.setdefault("x-amzn-RequestId", request_id)
    return response


def _bad_gateway(request_id: str) -> Response:
    headers = {"x-amzn-RequestId": request_id, "x-amzn-ErrorType": "InternalServerErrorException"}
    return JSONResponse({"message": "Internal Server Error"}, 502, headers)
