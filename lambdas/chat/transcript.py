"""What a turn has said and done so far: sent as it happens, kept for whoever asks again."""

from typing import Any, Literal, Protocol

from lambdas.chat.conversation.records import Message, Turn, TurnStatus
from lambdas.chat.protocol import Action, Event, error_event
from megaticket.errors import ErrorCode


class Emit(Protocol):
    """Sends events, in order."""

    def __call__(self, *events: Event) -> None: ...


class Transcript:
    """The events of one turn. Stored events are what a repeat needs: texts joined, voided ones dropped."""

    def __init__(self, number: int, user_text: str, emit: Emit) -> None:
        self._number = number
        self._user_text = user_text
        self._emit = emit
        self._kept: list[Event] = []
        self._words: list[str] = []
        self._actions: list[dict[str, Any]] = []
        self.has_error = False

    @property
    def text(self) -> str:
        """The answer so far."""
        self._join()
        return "".join(event.data["delta"] for event in self._kept if event.name == "text")

    def start(self, conversation_id: str, turn_id: str) -> None:
        """The turn is under way; sent before any model is asked."""
        self._send(Event("start", {"conversationId": conversation_id, "turnId": turn_id}))

    def say(self, *pieces: str) -> None:
        """More words of the answer, an event for each piece."""
        self._emit(*[Event("text", {"delta": piece}) for piece in pieces])
        self._words += pieces

    def reset(self, reason: Literal["preamble", "interrupted", "corrected"]) -> None:
        """The words so far are void; actions stand."""
        self._emit(Event("reset", {"reason": reason}))
        self._words.clear()
        self._kept = [event for event in self._kept if event.name != "text"]

    def tool(self, name: str, status: Literal["started", "finished", "failed"], label: str) -> None:
        """A tool's progress, for the person waiting."""
        self._send(Event("tool", {"name": name, "status": status, "label": label}))

    def act(self, action: Action) -> None:
        """Something for the page to draw."""
        data = action.as_json(f"A{self._number}-{len(self._actions) + 1}")
        self._actions.append(data)
        self._send(Event("action", data))

    def fail(self, code: ErrorCode) -> None:
        """The turn ends with an error."""
        self.has_error = True
        self._send(error_event(code))

    def done(self, data: dict[str, Any]) -> Event:
        """Keeps the last event and gives it back: it is sent only once the turn is saved."""
        event = Event("done", data)
        self._keep(event)
        return event

    def as_turn(self, status: TurnStatus, messages: list[Message]) -> Turn:
        """The turn as it is stored."""
        self._join()
        return Turn(
            number=self._number,
            status=status,
            user_text=self._user_text,
            text=self.text,
            messages=tuple(messages),
            actions=tuple(self._actions),
            events=tuple({"name": event.name, "data": event.data} for event in self._kept),
        )

    def _send(self, event: Event) -> None:
        self._emit(event)
        self._keep(event)

    def _keep(self, event: Event) -> None:
        self._join()
        self._kept.append(event)

    def _join(self) -> None:
        """Words that follow each other are kept as one event."""
        if not self._words:
            return
        if self._kept and self._kept[-1].name == "text":
            self._words.insert(0, self._kept.pop().data["delta"])
        self._kept.append(Event("text", {"delta": "".join(self._words)}))
        self._words.clear()
