"""The Runtime API of one environment, as AWS's runtime client and the Lambda Web Adapter speak it.

Each environment has a port of its own, so that a request left behind by a dead process can never take an event. (A path
of its own would do for the client's native part, but its report of a failed start takes host and port only.)
"""

import asyncio
from dataclasses import dataclass, field

import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from devstack.functions.spec import Outcome
from devstack.functions.streaming import MODE_HEADER, STREAMING, Stream
from devstack.settings import HOST
from devstack.web import LONGEST_FAREWELL_SECONDS, listening

VERSION = "/2018-06-01/runtime"
EXTENSIONS = "/2020-01-01/extension"


@dataclass
class Invocation:
    """An event on its way to the handler. `deadline_ms` is in milliseconds since 1970."""

    request_id: str
    event: bytes
    arn: str
    deadline_ms: int
    answer: asyncio.Future[Outcome] = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    @property
    def headers(self) -> dict[str, str]:
        """What /next says of it."""
        return {
            "Lambda-Runtime-Aws-Request-Id": self.request_id,
            "Lambda-Runtime-Deadline-Ms": str(self.deadline_ms),
            "Lambda-Runtime-Invoked-Function-Arn": self.arn,
        }


class RuntimeApi:
    """Hands invocations to one process, one at a time, and takes its answers.

    `waiting` is set once the process has loaded its handler and asks for work; `init_error` is what it reported where it
    could not.
    """

    def __init__(self) -> None:
        self.waiting = asyncio.Event()
        self.init_error: Outcome | None = None
        self._work: asyncio.Queue[Invocation | None] = asyncio.Queue()
        self._current: Invocation | None = None
        self._ending = asyncio.Event()

    async def start(self) -> str:
        """Listens on a free port and returns the address for AWS_LAMBDA_RUNTIME_API."""
        self._socket = listening(0)
        config = uvicorn.Config(
            self._app(), lifespan="off", log_config=None, access_log=False, ws="none",
            timeout_graceful_shutdown=LONGEST_FAREWELL_SECONDS,
        )  # fmt: skip
        config.load()
        self._server = uvicorn.Server(config)
        self._server.lifespan = config.lifespan_class(config)
        # startup and shutdown rather than serve: the signals belong to the server of the Invoke API
        await self._server.startup(sockets=[self._socket])
        return f"{HOST}:{self._socket.getsockname()[1]}"

    async def stop(self) -> None:
        """Ends the parked requests, if any, and frees the port."""
        self._work.put_nowait(None)
        self._ending.set()
        await self._server.shutdown(sockets=[self._socket])

    def submit(self, invocation: Invocation) -> None:
        """Gives the process its next event."""
        self._current = invocation
        self._work.put_nowait(invocation)

    def _app(self) -> Starlette:
        return Starlette(
            routes=[
                Route(f"{VERSION}/invocation/next", self._next, methods=["GET"]),
                Route(f"{VERSION}/invocation/{{request_id}}/response", self._response, methods=["POST"]),
                Route(f"{VERSION}/invocation/{{request_id}}/error", self._error, methods=["POST"]),
                Route(f"{VERSION}/init/error", self._init_error, methods=["POST"]),
                Route(f"{EXTENSIONS}/register", self._register, methods=["POST"]),
                Route(f"{EXTENSIONS}/event/next", self._extension_event, methods=["GET"]),
            ]
        )

    async def _next(self, _: Request) -> Response:
        self.waiting.set()
        invocation = await self._work.get()
        if invocation is None:
            return Response(status_code=410)
        return Response(invocation.event, media_type="application/json", headers=invocation.headers)

    async def _response(self, request: Request) -> Response:
        if request.headers.get(MODE_HEADER) == STREAMING:
            return await self._stream(request)
        return self._finish(request, Outcome(await request.body()))

    async def _stream(self, request: Request) -> Response:
        stream = Stream()
        response = self._finish(request, Outcome(b"", stream=stream))
        try:
            async for chunk in request.stream():
                stream.feed(chunk)
        except ClientDisconnect:
            stream.end(broken=True)
        else:
            stream.end()
        return response

    async def _error(self, request: Request) -> Response:
        return self._finish(request, Outcome(await request.body(), is_error=True))

    async def _init_error(self, request: Request) -> Response:
        self.init_error = Outcome(await request.body(), is_error=True)
        return _accepted()

    async def _register(self, request: Request) -> Response:
        name = request.headers["Lambda-Extension-Name"]
        return JSONResponse({"handler": name}, headers={"Lambda-Extension-Identifier": name})

    async def _extension_event(self, _: Request) -> Response:
        """Extensions that ask for no events, as the adapter, wait for the end."""
        await self._ending.wait()
        return Response(status_code=410)

    def _finish(self, request: Request, outcome: Outcome) -> Response:
        current = self._current
        if current is None or current.request_id != request.path_params["request_id"] or current.answer.done():
            message = {"errorMessage": "Invalid request ID", "errorType": "InvalidRequestID"}
            return JSONResponse(message, status_code=400)
        current.answer.set_result(outcome)
        return _accepted()


def _accepted() -> Response:
    return JSONResponse({"status": "OK"}, status_code=202)
