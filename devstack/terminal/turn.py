"""Plays the events of one answer on the screen."""

from collections.abc import Callable, Iterable
from datetime import datetime

from pydantic import ValidationError

from devstack.terminal.actions import action_card, pay_links
from devstack.terminal.cards import choices_card, hold_card
from devstack.terminal.events import Done, Event, Reset, Start, TextDelta, Tool, TurnError
from devstack.terminal.records import Action
from devstack.terminal.screen import Screen
from devstack.terminal.state import ChatState

Clock = Callable[[], datetime]


class TurnPlayer:
    """Shows events and keeps what they leave behind in `state`."""

    def __init__(self, screen: Screen, state: ChatState, front: str, clock: Clock) -> None:
        """`front` makes the links absolute."""
        self._screen = screen
        self._state = state
        self._front = front
        self._clock = clock

    def play(self, events: Iterable[Event], on_start: Callable[[], None]) -> None:
        """Shows an answer to its end. Raises what `events` raises, with the screen left in order."""
        self._screen.begin()
        self._screen.waiting()
        try:
            for event in events:
                self._show(event)
                if isinstance(event, Start):
                    on_start()
        finally:
            self._state.turn_id = None
            self._screen.close()
        self.offer_choices()

    def show_holds(self) -> None:
        """A card for each live hold, with the time that is left now."""
        for hold in self._state.holds.values():
            self._screen.card(hold_card(hold, self._front, self._clock()))

    def offer_choices(self) -> None:
        """The buttons come last, next to the prompt."""
        if self._state.choices:
            self._screen.card(choices_card(self._state.choices))

    def draw(self, action: Action) -> None:
        """Draws an action and takes it in; one that cannot be read is left out."""
        try:
            card = action_card(action, self._state.holds, self._front, self._clock())
            self._state.apply(action)
        except ValidationError:
            return
        if card is not None:
            self._screen.card(card)
            for link in pay_links(action):
                self._screen.linked(link)

    def _show(self, event: Event) -> None:
        match event:
            case Start():
                self._state.begin_turn(event.conversation_id, event.turn_id)
            case TextDelta():
                self._screen.text(event.delta)
            case Reset():
                self._screen.reset(event.reason)
            case Tool():
                self._screen.progress(event.status, event.label or event.name)
            case Action():
                self.draw(event)
            case TurnError():
                self._tell(event)
            case Done():
                self._end(event)

    def _tell(self, error: TurnError) -> None:
        self._screen.note("! " + (error.message or "답변을 만들지 못했습니다."), "bold red")
        self._screen.note("  " + retry_text(error))

    def _end(self, done: Done) -> None:
        if done.stop_reason == "stopped":
            self._screen.note("  답변을 멈추었습니다. 이미 선점된 좌석은 그대로입니다 (/holds).")
        if done.is_fallback:
            self._screen.note("  예비 모델이 답했습니다.")


def retry_text(error: TurnError) -> str:
    """Whether and when to try again."""
    if not error.retryable:
        return "같은 말을 다시 보내도 되지 않습니다. 다르게 말씀해 주세요."
    wait = f"{error.retry_after_seconds:.0f}초 뒤에 " if error.retry_after_seconds else ""
    return f"{wait}같은 말을 다시 보내 주세요."
