"""A person who talks to the chat over its public HTTP interface."""

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
from httpx_sse import EventSource, connect_sse

Json = dict[str, Any]


@dataclass(frozen=True)
class Event:
    """A server-sent event. `id` is "turnId:sequence"."""

    id: str
    name: str
    data: Json


@dataclass(frozen=True)
class Answer:
    """What a request to the chat gave: the events of a turn, or an error's body."""

    status: int
    events: tuple[Event, ...] = ()
    body: Json = field(default_factory=dict)

    def named(self, name: str) -> list[Json]:
        """The data of all events of a name, in their order."""
        return [event.data for event in self.events if event.name == name]

    def actions(self, kind: str) -> list[Json]:
        """The data of all actions of a type."""
        return [action["data"] for action in self.named("action") if action["type"] == kind]

    def action(self, kind: str) -> Json:
        """The data of the one action of a type."""
        found = self.actions(kind)
        assert len(found) == 1, f"{kind} came {len(found)} times: {[event.data for event in self.events]}"
        return found[0]

    @property
    def done(self) -> Json:
        """The end of the turn, which is its last event."""
        assert self.status == 200, self.body
        assert [event.name for event in self.events].count("done") == 1
        assert self.events[-1].name == "done"
        return self.events[-1].data

    @property
    def text(self) -> str:
        """The answer as the page shows it in the end: a reset voids what was said before."""
        shown = ""
        for event in self.events:
            shown = {"text": shown + event.data.get("delta", ""), "reset": ""}.get(event.name, shown)
        return shown

    @property
    def turn_id(self) -> str:
        """The turn's id."""
        return str(self.named("start")[0]["turnId"])

    @property
    def choices(self) -> list[Json]:
        """The buttons that the turn ends with."""
        return [item for choices in self.actions("CHOICES")[-1:] for item in choices["items"]]

    @property
    def consent(self) -> Json:
        """The one button that agrees to a proposal."""
        buttons = [choice for choice in self.choices if "confirm" in choice]
        assert len(buttons) == 1, self.choices
        return buttons[0]

    @property
    def error_codes(self) -> list[str]:
        """The codes of the turn's error events, or of the HTTP error."""
        if self.status != 200:
            return [self.body["error"]["code"]]
        return [error["code"] for error in self.named("error")]


@dataclass
class Person:
    """A signed-in person with one conversation, which begins with the first message."""

    http: httpx.Client
    chat_url: str
    sub: str
    token: str
    conversation_id: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """What proves who is speaking."""
        return {"Authorization": f"Bearer {self.token}"}

    def say(self, message: str, *, at: str | None = None, **fields: Any) -> Answer:
        """A whole turn. `fields` are further fields of the body; `at` is another chat process than the usual one."""
        with self.turn(message, at=at, **fields) as (status, events):
            return Answer(status, tuple(events)) if status == 200 else self._refused(status, events)

    def press(self, choice: Json, *, at: str | None = None) -> Answer:
        """A turn by a button: it says what the button says, and confirms what it confirms."""
        return self.say(choice["message"], at=at, **{key: choice[key] for key in ("confirm",) if key in choice})

    @contextlib.contextmanager
    def turn(self, message: str, *, at: str | None = None, **fields: Any) -> Iterator[tuple[int, Iterable[Event]]]:
        """A turn whose events are read one by one: (HTTP status, events). An error's body is one event without a name."""
        body = {"message": message, **self._conversation(), **fields}
        url = f"{at or self.chat_url}/chat"
        with connect_sse(self.http, "POST", url, json=body, headers=self.headers) as source:
            yield source.response.status_code, self._events(source)

    def stop(self, turn_id: str, *, at: str | None = None) -> int:
        """Asks a running turn to end; the HTTP status."""
        url = f"{at or self.chat_url}/conversations/{self.conversation_id}/stop"
        return self.http.post(url, json={"turnId": turn_id}, headers=self.headers).status_code

    def conversation(self, *, at: str | None = None) -> Json:
        """The conversation as the page reads it back."""
        url = f"{at or self.chat_url}/conversations/{self.conversation_id}"
        answer = self.http.get(url, headers=self.headers)
        assert answer.status_code == 200, answer.text
        read: Json = answer.json()
        return read

    def _conversation(self) -> dict[str, str]:
        return {"conversationId": self.conversation_id} if self.conversation_id else {}

    def _events(self, source: EventSource) -> Iterator[Event]:
        if source.response.status_code != 200:
            source.response.read()
            yield Event("", "", source.response.json())
            return
        for sent in source.iter_sse():
            event = Event(sent.id, sent.event, sent.json())
            if event.name == "start":
                self.conversation_id = event.data["conversationId"]
            yield event

    @staticmethod
    def _refused(status: int, events: Iterable[Event]) -> Answer:
        return Answer(status, body=next(iter(events)).data)
