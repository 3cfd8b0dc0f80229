"""The HTTP face of the chat: authenticate, parse, call one thing, render."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from lambdas.chat.bodies import ApiError, parse_chat, parse_stop, read_body, without_private_numbers
from lambdas.chat.channel import replay, stream_turn
from lambdas.chat.conversation.records import Head, turn_id_of
from lambdas.chat.conversation.store import Begun, Rejected, Repeated
from lambdas.chat.conversation.view import conversation_view
from lambdas.chat.loading import load_the_rest
from lambdas.chat.protocol import ChatRequest
from lambdas.chat.services import TurnServices
from lambdas.chat.transcript import Emit
from megaticket.errors import ERRORS, ErrorCode
from megaticket.identity import IssuerUnavailableError, TokenVerifier, UnauthenticatedError
from megaticket.regions import RegionControl
from megaticket.telemetry import log_defect, logger

MAX_TURNS_SHOWN = 50


@dataclass(frozen=True)
class Api:
    """The chat's endpoints over one process's services. `control` says whether this region serves."""

    turns: TurnServices
    verifier: TokenVerifier
    control: Callable[[], RegionControl]

    def app(self) -> Starlette:
        """The ASGI application."""
        routes = [
            Route("/health", self.health),
            Route("/chat", self.chat, methods=["POST"]),
            Route("/conversations", self.latest),
            Route("/conversations/{id}", self.conversation),
            Route("/conversations/{id}/stop", self.stop, methods=["POST"]),
        ]
        handlers: dict[Any, Any] = {ApiError: _api_error, HTTPException: _http_error, Exception: _defect}
        return Starlette(routes=routes, exception_handlers=handlers)

    async def health(self, _request: Request) -> Response:
        """Says that the process serves. Who asks first is the adapter, before it passes any request on."""
        return JSONResponse({"status": "ok"}, background=BackgroundTask(load_the_rest))

    async def chat(self, request: Request) -> Response:
        """`POST /chat`: a turn as server-sent events."""
        user_id = await self._user(request)
        # Before anything keeps the message or sends it on.
        asked, notice = without_private_numbers(parse_chat(await read_body(request)))
        if not (await run_in_threadpool(self.control)).may_write():
            raise ApiError(ErrorCode.REGION_STANDBY)
        begun = await run_in_threadpool(
            self.turns.store.begin, user_id, asked.conversation_id, asked.client_message_id, asked.message
        )
        if isinstance(begun, Rejected):
            raise ApiError(begun.code, begun.turn_id, begun.retry_after_seconds)
        if isinstance(begun, Repeated):
            return _event_stream(replay(begun.head, begun.turn))
        turn_id = turn_id_of(begun.number)
        return _event_stream(stream_turn(turn_id, lambda emit: self._run_turn(begun, asked, emit, notice)))

    def _run_turn(self, begun: Begun, asked: ChatRequest, emit: Emit, notice: str | None) -> None:
        from lambdas.chat.turn import TurnRun  # noqa: PLC0415 (a start does not wait for it, see lambdas.chat.loading)

        TurnRun(self.turns, begun, asked, emit, notice).execute()

    async def latest(self, request: Request) -> Response:
        """`GET /conversations?latest=1`."""
        user_id = await self._user(request)
        if request.query_params.get("latest") != "1":
            raise ApiError(ErrorCode.INVALID_REQUEST)
        return JSONResponse(await run_in_threadpool(lambda: self._view(self.turns.store.latest(user_id))))

    async def conversation(self, request: Request) -> Response:
        """`GET /conversations/{id}`."""
        user_id = await self._user(request)
        wanted = request.path_params["id"]
        return JSONResponse(await run_in_threadpool(lambda: self._view(self.turns.store.head(user_id, wanted))))

    async def stop(self, request: Request) -> Response:
        """`POST /conversations/{id}/stop`: the running turn ends within a second; one that has ended is left alone."""
        user_id = await self._user(request)
        asked = parse_stop(await read_body(request))
        head = await run_in_threadpool(self.turns.store.head, user_id, request.path_params["id"])
        if head is None:
            raise ApiError(ErrorCode.CONVERSATION_NOT_FOUND)
        if asked.turn_id == turn_id_of(head.turn_count):
            await run_in_threadpool(self.turns.store.request_stop, head.conversation_id, head.turn_count)
        return JSONResponse({"turnId": asked.turn_id}, 202)

    async def _user(self, request: Request) -> str:
        try:
            return await run_in_threadpool(self.verifier.user_id, request.headers.get("authorization"))
        except UnauthenticatedError as error:
            logger.info("request unauthenticated", extra={"reason": str(error)})
            raise ApiError(ErrorCode.UNAUTHENTICATED) from None
        except IssuerUnavailableError:
            raise ApiError(ErrorCode.MODEL_UNAVAILABLE) from None

    def _view(self, head: Head | None) -> dict[str, Any]:
        if head is None:
            raise ApiError(ErrorCode.CONVERSATION_NOT_FOUND)
        turns = self.turns.store.turns(head.conversation_id, MAX_TURNS_SHOWN)
        booking = self.turns.tools.booking
        holds = list(filter(booking.is_live, booking.holds_of(head.user_id)))
        return conversation_view(head, turns, holds, booking.moment())


def _event_stream(events: AsyncIterator[bytes]) -> Response:
    headers = {"Cache-Control": "no-store", "Content-Type": "text/event-stream; charset=utf-8"}
    return StreamingResponse(events, headers=headers)


def _error(code: ErrorCode, status: int, turn_id: str | None = None) -> Response:
    turn = {"turnId": turn_id} if turn_id else {}
    return JSONResponse({"error": {"code": code.value, "message": ERRORS[code].message, **turn}}, status)


async def _api_error(_request: Request, error: ApiError) -> Response:
    response = _error(error.code, ERRORS[error.code].status, error.turn_id)
    if error.retry_after_seconds is not None:
        response.headers["Retry-After"] = str(error.retry_after_seconds)
    return response


async def _http_error(_request: Request, error: HTTPException) -> Response:
    """A path or a method that does not exist, in the contract's form."""
    return _error(ErrorCode.INVALID_REQUEST, error.status_code)


async def _defect(_request: Request, error: Exception) -> Response:
    log_defect("request failed", error)
    return _error(ErrorCode.MODEL_UNAVAILABLE, 503)
