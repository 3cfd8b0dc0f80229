"""A chat server that says what a test tells it to."""

import asyncio
import json
import signal
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

Frame = tuple[str, dict[str, Any]]

CUT: Frame = ("cut", {})
"""In a script: the connection breaks here."""
INTERRUPT: Frame = ("interrupt", {})
"""In a script: the person presses Ctrl-C here."""
WAIT_FOR_STOP: Frame = ("wait", {})
"""In a script: the turn goes on until it is stopped."""

Answer = Callable[["ScriptedServer"], Response]


def events(*frames: Frame) -> Answer:
    """An answer of server-sent events."""

    def answer(server: "ScriptedServer") -> Response:
        return StreamingResponse(_stream(server, frames), media_type="text/event-stream")

    return answer


def refuses(status: int, body: object, headers: dict[str, str] | None = None) -> Answer:
    """An answer that is an error."""
    return lambda _: JSONResponse(body, status_code=status, headers=headers)


def start(turn: str = "t1") -> Frame:
    return "start", {"conversationId": "c1", "turnId": turn}


def text(delta: str) -> Frame:
    return "text", {"delta": delta}


def action(kind: str, data: dict[str, Any], action_id: str = "a1") -> Frame:
    return "action", {"actionId": action_id, "type": kind, "data": data}


def done(**fields: Any) -> Frame:
    return "done", {"step": "GREETING", "model": "m", "isFallback": False, "stopReason": "end_turn"} | fields


async def _stream(server: "ScriptedServer", frames: tuple[Frame, ...]) -> AsyncIterator[str]:
    for number, frame in enumerate(frames):
        if frame == CUT:
            raise ConnectionResetError
        if frame == INTERRUPT:
            await asyncio.sleep(0.05)  # the client is then waiting for the next event, as it does for a person
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
        elif frame == WAIT_FOR_STOP:
            await asyncio.to_thread(server.stopped.wait, 10)
        else:
            name, data = frame
            yield f": ping\n\nid: t1:{number}\nevent: {name}\ndata: {json.dumps(data)}\n\n"


@dataclass
class ScriptedServer:
    """What it answers, and what it was asked."""

    url: str
    answers: list[Answer] = field(default_factory=list)
    conversation: dict[str, Any] | None = None
    messages: list[dict[str, Any]] = field(default_factory=list)
    authorizations: list[str] = field(default_factory=list)
    users: list[str] = field(default_factory=list)
    stops: list[dict[str, Any]] = field(default_factory=list)
    stopped: Event = field(default_factory=Event)

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/config.json", self._config),
                Route("/token", self._token, methods=["POST"]),
                Route("/chat", self._chat, methods=["POST"]),
                Route("/conversations", self._conversation),
                Route("/conversations/{id}", self._conversation),
                Route("/conversations/{id}/stop", self._stop, methods=["POST"]),
            ]
        )

    async def _config(self, _: Request) -> Response:
        identity = {"devTokenUrl": f"{self.url}/token"}
        return JSONResponse(
            {"activeRegion": "seoul", "regions": {"seoul": {"chatUrl": self.url}}, "identity": identity}
        )

    async def _token(self, request: Request) -> Response:
        self.users.append((await request.json())["sub"])
        return JSONResponse({"access_token": f"token-{len(self.users)}"})

    async def _chat(self, request: Request) -> Response:
        self.authorizations.append(request.headers["authorization"])
        self.messages.append(await request.json())
        return self.answers.pop(0)(self)

    async def _conversation(self, _: Request) -> Response:
        if self.conversation is None:
            error = {"code": "CONVERSATION_NOT_FOUND", "message": "대화를 찾을 수 없습니다."}
            return JSONResponse({"error": error}, status_code=404)
        return JSONResponse(self.conversation)

    async def _stop(self, request: Request) -> Response:
        self.stops.append(await request.json() | {"conversationId": request.path_params["id"]})
        self.stopped.set()
        return Response(status_code=202)
