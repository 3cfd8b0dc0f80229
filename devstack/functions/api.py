"""The Invoke API, as boto3's `lambda.invoke` speaks it."""

import json
import re
import uuid
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from devstack.functions.pool import Pool, ThrottledError
from devstack.functions.spec import ACCOUNT, FunctionSpec
from devstack.functions.url import function_url
from devstack.web import health

_ADDRESS = re.compile(
    r"(arn:aws:lambda:[a-z0-9-]+:\d{12}:function:|\d{12}:(function:)?)?(?P<name>[\w-]+)(:(?P<qualifier>[\w$-]+))?"
)


class InvokeApi:
    """Serves the declared functions to whoever invokes them by name or ARN, qualified or not."""

    def __init__(self, functions: Iterable[FunctionSpec]) -> None:
        self._pools = {spec.name: Pool(spec) for spec in functions}

    def app(self) -> Starlette:
        """The ASGI app. It prewarms environments at its start and ends them all with itself."""
        invocations = "/2015-03-31/functions/{address:path}/invocations"
        return Starlette(
            routes=[Route("/health", health), Route(invocations, self._invoke, methods=["POST"])],
            lifespan=self._lifespan,
        )

    def url(self, name: str, origins: Sequence[str]) -> Starlette:
        """The ASGI app of a function's URL, which shares its environments. It works while `app` is served."""
        return function_url(self._pools[name], origins)

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        try:
            for pool in self._pools.values():
                await pool.prewarm()
            yield
        finally:
            for pool in self._pools.values():
                await pool.close()

    async def _invoke(self, request: Request) -> Response:
        address = request.path_params["address"]
        match = _ADDRESS.fullmatch(address)
        pool = self._pools.get(match["name"]) if match else None
        if pool is None:
            return _refusal(404, "ResourceNotFoundException", f"Function not found: {_full_name(address)}")
        if request.headers.get("x-amz-invocation-type", "RequestResponse") != "RequestResponse":
            return _refusal(400, "InvalidParameterValueException", "Only RequestResponse is served here.")
        event = await request.body() or b"{}"
        if (reason := _malformed(event)) is not None:
            message = f"Could not parse request body into json: {reason}"
            return _refusal(400, "InvalidRequestContentException", message)
        return await _answer(pool, event)


async def _answer(pool: Pool, event: bytes) -> Response:
    request_id = str(uuid.uuid4())
    try:
        outcome = await pool.invoke(request_id, event)
    except ThrottledError:
        return _refusal(429, "TooManyRequestsException", "Rate Exceeded.")
    headers = {"X-Amz-Executed-Version": "$LATEST", "x-amzn-RequestId": request_id}
    if outcome.is_error:
        headers["X-Amz-Function-Error"] = "Unhandled"
    return Response(outcome.payload, media_type="application/json", headers=headers)


def _malformed(event: bytes) -> str | None:
    try:
        json.loads(event)
    except ValueError as error:
        return str(error)
    return None


def _full_name(address: str) -> str:
    return address if address.startswith("arn:") else f"arn:aws:lambda:local:{ACCOUNT}:function:{address}"


def _refusal(status: int, code: str, message: str) -> Response:
    return JSONResponse({"Type": "User", "message": message}, status_code=status, headers={"x-amzn-ErrorType": code})
