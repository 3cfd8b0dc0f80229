"""What a conversation has come to: where it is, what can be chosen, what is held."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from devstack.terminal.records import Action, Choice, Choices, Conversation, Hold

HOLD_TITLES = {
    "HOLD_CREATED": "✓ 좌석을 선점했습니다",
    "HOLD_REPLACED": "✓ 좌석을 바꾸어 선점했습니다",
    "HOLD_EXTENDED": "✓ 선점 시간을 늘렸습니다",
}
"""Actions that bring a hold, with what they say."""


@dataclass
class ChatState:
    """The terminal's memory. The server's is the one that counts: `/holds` reads it again."""

    conversation_id: str | None = None
    turn_id: str | None = None
    choices: tuple[Choice, ...] = ()
    holds: dict[str, Hold] = field(default_factory=dict)

    def begin_turn(self, conversation_id: str, turn_id: str) -> None:
        """The server took a message: the buttons of the answer before it are gone."""
        self.conversation_id, self.turn_id, self.choices = conversation_id, turn_id, ()

    def apply(self, action: Action) -> None:
        """Takes in what an action changes. Raises pydantic.ValidationError for one that it cannot read."""
        if action.type == "CHOICES":
            self.choices = Choices.model_validate(action.data).items
        elif action.type == "HOLD_RELEASED":
            self.holds.pop(str(action.data.get("holdId")), None)
        elif action.type in HOLD_TITLES or action.type == "DR_NOTICE":
            hold = hold_of(action.data)
            self.holds[hold.hold_id] = hold

    def restore(self, conversation: Conversation) -> None:
        """Goes on with a stored conversation: its live holds, and the buttons of its last answer."""
        self.conversation_id = conversation.conversation_id or self.conversation_id
        self.choices = _choices(conversation)
        self.holds = {hold.hold_id: hold for hold in conversation.holds}

    def take_expired(self, now: datetime) -> list[Hold]:
        """Forgets the holds whose time is over, and names them."""
        expired = [hold for hold in self.holds.values() if hold.expires_at is not None and hold.expires_at <= now]
        for hold in expired:
            del self.holds[hold.hold_id]
        return expired

    def next_expiry(self) -> datetime | None:
        """When the first hold ends."""
        return min((hold.expires_at for hold in self.holds.values() if hold.expires_at is not None), default=None)


def hold_of(data: Mapping[str, Any]) -> Hold:
    """The hold of an action's data, whether it is the data or a field of it."""
    return Hold.model_validate(data.get("hold", data))


def _choices(conversation: Conversation) -> tuple[Choice, ...]:
    """The buttons of the last answer; none where they cannot be read."""
    last = conversation.turns[-1].actions if conversation.turns else ()
    buttons = [action.data for action in last if action.type == "CHOICES"]
    try:
        return Choices.model_validate(buttons[-1]).items if buttons else ()
    except ValidationError:
        return ()
