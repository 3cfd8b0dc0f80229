"""Items of the conversations table as models. Keys are documented in docs/schema.md."""

from typing import Any, Literal

from lambdas.chat.conversation.state import ConversationState
from megaticket.base import StoredRecord

TTL_SECONDS = 7 * 24 * 3600
"""A conversation is kept seven days after its last turn."""

LEASE_SECONDS = 90
"""Longer than the function may run (75 s), so that a lease never ends under a living turn."""

Message = dict[str, Any]
"""A message in Converse's form: {"role", "content"}."""

TurnStatus = Literal["running", "completed", "stopped", "failed"]


class Head(StoredRecord):
    """A conversation: whose it is, what is known, and which turn runs. Times are seconds since 1970.

    `history_from` is the turn that the history for models begins with.
    """

    conversation_id: str
    user_id: str
    turn_count: int
    state: ConversationState
    step: str
    lease_until: int = 0
    stop_requested: int = 0
    history_from: int = 1

    def is_running(self, now: int) -> bool:
        """Whether the last turn still runs; a lease that has ended belongs to a turn that died."""
        return now < self.lease_until


class Turn(StoredRecord):
    """One question and its answer. `is_retold` says that models took the turns before it only when told as text."""

    number: int
    status: TurnStatus
    user_text: str
    text: str = ""
    messages: tuple[Message, ...] = ()
    actions: tuple[dict[str, Any], ...] = ()
    events: tuple[dict[str, Any], ...] = ()
    is_retold: bool = False

    @property
    def turn_id(self) -> str:
        """The id by which the page knows the turn."""
        return turn_id_of(self.number)


def turn_id_of(number: int) -> str:
    """Turn 7 of a conversation is "T000007"; ids sort as the turns ran."""
    return f"T{number:06d}"


def head_key(conversation_id: str) -> dict[str, str]:
    """The key of a conversation."""
    return {"pk": f"CONVERSATION#{conversation_id}", "sk": "HEAD"}


def turn_key(conversation_id: str, number: int) -> dict[str, str]:
    """The key of a turn."""
    return {"pk": f"CONVERSATION#{conversation_id}", "sk": f"TURN#{number:06d}"}


def message_key(user_id: str, client_message_id: str) -> dict[str, str]:
    """The key under which a client's message id is remembered, so that it never runs twice."""
    return {"pk": f"USER#{user_id}", "sk": f"MESSAGE#{client_message_id}"}


def allowance_key(user_id: str, day: str) -> dict[str, str]:
    """The key of what a person has used on a day in Korea: "2026-12-05"."""
    return {"pk": f"USER#{user_id}", "sk": f"DAY#{day}"}


def latest_key(user_id: str) -> dict[str, str]:
    """The key of the pointer to a person's latest conversation."""
    return {"pk": f"USER#{user_id}", "sk": "LATEST"}
