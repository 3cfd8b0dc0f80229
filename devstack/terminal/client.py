"""The chat's HTTP interface: configuration, token, messages as server-sent events, conversations."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from httpx_sse import SSEError, connect_sse
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel

from devstack.terminal.errors import ChatError, ConnectionLostError, refusal, unreachable
from devstack.terminal.events import Done, Event, parse_event
from devstack.terminal.records import Conversation

QUIET_SECONDS = 45.0
"""How long a stream may send nothing, not even a ping, before it counts as broken."""


class Message(BaseModel):
    """What a person says. `client_message_id` makes sending it twice harmless."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel, populate_by_name=True)

    message: str
    client_message_id: str
    conversation_id: str | None = None
    confirm: str | None = None


class DevToken(httpx.Auth):
    """Signs requests with a token of the development issuer; a 401 fetches a new one, once per request."""

    def __init__(self, url: str, user: str) -> None:
        self._url = url
        self._user = user
        self._token: str | None = None

    def sync_auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Sends `request` with the token. Only the token's own response is read here: the others may stream."""
        if self._token is None:
            self._token = yield from self._fetch()
        request.headers["Authorization"] = f"Bearer {self._token}"
        response = yield request
        if response.status_code == httpx.codes.UNAUTHORIZED:
            self._token = yield from self._fetch()
            request.headers["Authorization"] = f"Bearer {self._token}"
            yield request

    def _fetch(self) -> Generator[httpx.Request, httpx.Response, str]:
        response = yield httpx.Request("POST", self._url, json={"sub": self._user})
        response.read()
        try:
            return str(response.raise_for_status().json()["access_token"])
        except (httpx.HTTPStatusError, ValueError, LookupError) as error:
            raise ChatError("NO_TOKEN", f"개발용 토큰을 받지 못했습니다 ({self._url}).") from error


class ChatClient:
    """One person's access to the chat. Every method raises ChatError with words for the person."""

    def __init__(self, http: httpx.Client, front: str, user: str) -> None:
        """Reads the front's configuration. `http` stays the caller's to close."""
        self._http = http
        config = self._json("GET", f"{front}/config.json")
        try:
            self._chat_url = str(config["regions"][config["activeRegion"]]["chatUrl"]).rstrip("/")
            self._auth = DevToken(config["identity"]["devTokenUrl"], user)
        except (LookupError, TypeError) as error:
            message = f"{front}/config.json 을 읽을 수 없습니다."
            raise ChatError("BAD_CONFIG", message, "이 포트를 다른 프로그램이 쓰고 있는지 확인해 주세요.") from error

    def send(self, message: Message) -> Iterator[Event]:
        """The events of the answer as they arrive, the last one Done. Raises ConnectionLostError without one."""
        body = message.model_dump(by_alias=True, exclude_none=True)
        with (
            _translated(self._chat_url),
            connect_sse(self._http, "POST", f"{self._chat_url}/chat", json=body, auth=self._auth) as source,
        ):
            _check(source.response)
            for sse in source.iter_sse():
                event = parse_event(sse.event, sse.data)
                if event is not None:
                    yield event
                if isinstance(event, Done):
                    return
        raise ConnectionLostError

    def latest(self) -> Conversation | None:
        """The person's last conversation; None where there is none."""
        try:
            found = self._conversation("/conversations?latest=1")
        except ChatError as error:
            if error.code == "CONVERSATION_NOT_FOUND":
                return None
            raise
        return found if found.conversation_id else None

    def conversation(self, conversation_id: str) -> Conversation:
        """A conversation as the server has it now."""
        return self._conversation(f"/conversations/{conversation_id}")

    def stop(self, conversation_id: str, turn_id: str) -> None:
        """Asks the server to end a running turn."""
        url = f"{self._chat_url}/conversations/{conversation_id}/stop"
        with _translated(self._chat_url):
            _check(self._http.post(url, json={"turnId": turn_id}, auth=self._auth))

    def _conversation(self, path: str) -> Conversation:
        try:
            return Conversation.model_validate(self._json("GET", self._chat_url + path, auth=self._auth))
        except ValidationError as error:
            raise ChatError("BAD_RESPONSE", "대화를 읽을 수 없습니다.") from error

    def _json(self, method: str, url: str, auth: httpx.Auth | None = None) -> Any:
        with _translated(url):
            response = self._http.request(method, url, auth=auth)
            _check(response)
            return response.json()


def new_http() -> httpx.Client:
    """An HTTP client for the loopback: no proxy of the environment, patience for a quiet stream."""
    return httpx.Client(trust_env=False, timeout=httpx.Timeout(10.0, read=QUIET_SECONDS))


def _check(response: httpx.Response) -> None:
    if not response.is_success:
        response.read()
        raise refusal(response)


@contextmanager
def _translated(url: str) -> Iterator[None]:
    """Turns the library's errors into the person's."""
    try:
        yield
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        raise unreachable(url) from error
    except (SSEError, ValueError) as error:  # before TransportError: an SSEError is one
        raise ChatError("BAD_RESPONSE", "서버의 답을 읽을 수 없습니다.") from error
    except httpx.TransportError as error:
        raise ConnectionLostError from error
