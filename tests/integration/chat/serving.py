"""A person's page at the chat over real HTTP."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from httpx_sse import ServerSentEvent, connect_sse

from tests.integration.chat.world import USER, World
from tests.unit.chat.tokens import token

PATIENCE_SECONDS = 20


@dataclass
class Browser:
    """A person's page."""

    http: httpx.Client
    world: World
    user: str = USER
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        bearer = token(sub=self.user)
        self.world.private |= {bearer, self.user}
        self.headers = {"Authorization": f"Bearer {bearer}"}

    def post(self, path: str, body: Mapping[str, Any] | bytes) -> httpx.Response:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.http.post(path, content=content, headers=self.headers)

    def get(self, path: str) -> httpx.Response:
        return self.http.get(path, headers=self.headers)

    def say(self, message: str, **fields: Any) -> list[ServerSentEvent]:
        """A whole turn, from start to done."""
        with self.stream(message, **fields) as events:
            return list(events)

    @contextmanager
    def stream(self, message: str, **fields: Any) -> Iterator[Iterator[ServerSentEvent]]:
        """A turn's events as they come; leaving closes the connection."""
        self.world.private.add(message)
        body = {"message": message, **fields}
        with connect_sse(self.http, "POST", "/chat", json=body, headers=self.headers) as source:
            assert source.response.status_code == 200, source.response.read()
            yield source.iter_sse()


def eventually(what: Callable[[], object]) -> None:
    """Waits until `what` is true."""
    pause = threading.Event()
    for _ in range(PATIENCE_SECONDS * 50):
        if what():
            return
        pause.wait(0.02)
    raise AssertionError("it never came")


def refused(response: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The error of an answer, which has the contract's form and a Korean sentence."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"].startswith("application/json")
    body = response.json()
    assert body.keys() == {"error"}
    error: dict[str, Any] = body["error"]
    assert error.keys() - {"turnId"} == {"code", "message"}
    assert error["code"] == code
    assert any("가" <= character <= "힣" for character in error["message"])
    return error
