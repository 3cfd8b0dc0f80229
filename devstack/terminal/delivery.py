"""One message's events, each shown once, across one lost connection."""

from collections.abc import Callable, Iterator

from devstack.terminal.errors import ChatError, ConnectionLostError
from devstack.terminal.events import Event, Reset, Start, TextDelta, Tool
from devstack.terminal.records import Action

POLL_SECONDS = 1.0
POLLS = 75
"""A turn whose connection broke goes on at the server; its deadline is 60 seconds."""

Send = Callable[[], Iterator[Event]]
Pause = Callable[[float], None]


class Seen:
    """What the person has been shown of this turn."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.started = False
        self.text = ""
        self.actions: set[str] = set()

    def note(self, event: Event) -> Event:
        """Remembers `event` and hands it on."""
        match event:
            case Start():
                self.started = True
            case TextDelta(delta=delta):
                self.text += delta
            case Reset():
                self.text = ""
            case Action(action_id=action_id):
                self.actions.add(action_id)
        return event

    def rest_of(self, replay: Iterator[Event]) -> Iterator[Event]:
        """What is new in a replay of the finished turn.

        Texts are compared as a whole, not by event id, so that a replay may join deltas. They come before
        whatever ends the stream.
        """
        text = ""
        for event in replay:
            match event:
                case Start() | Tool():
                    continue
                case TextDelta(delta=delta):
                    text += delta
                case Reset():
                    text = ""
                case Action(action_id=action_id):
                    if not action_id or action_id not in self.actions:
                        yield event
                case _:
                    yield from self._catch_up(text)
                    yield event

    def _catch_up(self, text: str) -> Iterator[Event]:
        if not text.startswith(self.text):
            yield self.note(Reset(reason="interrupted"))
        if len(text) > len(self.text):
            yield self.note(TextDelta(delta=text[len(self.text) :]))


def deliver(send: Send, pause: Pause) -> Iterator[Event]:
    """The events of `send()`; if it breaks, once more with what was shown left out.

    Raises ChatError as `send` does; ConnectionLostError if the second connection breaks too.
    """
    seen = Seen()
    try:
        for event in send():
            yield seen.note(event)
    except ConnectionLostError:
        yield Tool(name="reconnect", status="started", label="끊긴 연결을 다시 잇는 중")
        replay = _send_again(send, pause)
        yield from seen.rest_of(replay) if seen.started else replay


def _send_again(send: Send, pause: Pause) -> Iterator[Event]:
    """The server replays a turn once it has ended; until then it answers TURN_IN_PROGRESS."""
    for left in reversed(range(POLLS)):
        try:
            yield from send()
        except ChatError as error:
            if error.code != "TURN_IN_PROGRESS" or not left:
                raise
            pause(POLL_SECONDS)
        else:
            return
