"""Writes to the conversations table, as pure functions of what is known when they are made."""

from dataclasses import dataclass
from typing import Any

from lambdas.chat.conversation.fitting import fitted
from lambdas.chat.conversation.records import (
    LEASE_SECONDS,
    TTL_SECONDS,
    Head,
    Turn,
    head_key,
    latest_key,
    message_key,
    turn_key,
)
from lambdas.chat.conversation.state import ConversationState
from lambdas.chat.conversation.steps import Step
from megaticket.dynamo import to_item, values
from megaticket.transactions import Transaction

RUNNING = "turnCount = :number AND leaseUntil > :now"
"""The condition that a turn still has its conversation's lease."""


@dataclass(frozen=True)
class Ending:
    """What a turn that ends leaves to its conversation, and the tokens that it has used of the person's."""

    state: ConversationState
    step: Step
    history_from: int
    tokens: int


@dataclass(frozen=True)
class ConversationWrites:
    """Transactions on one table. `now` is in seconds since 1970."""

    table: str

    def begin(self, head: Head, text: str, client_message_id: str | None, now: int) -> Transaction:
        """The next turn takes the lease: nobody has begun one since the head was read, nobody has sent this message."""
        number, ttl = head.turn_count + 1, now + TTL_SECONDS
        pointer = {"conversationId": head.conversation_id, "number": number, "ttl": ttl}
        running = head.model_copy(update={"turn_count": number, "lease_until": now + LEASE_SECONDS})
        moved = self._put(head_key(head.conversation_id) | _dump(running) | {"ttl": ttl})
        moved["Put"] |= {
            "ConditionExpression": "attribute_not_exists(pk) OR turnCount = :before",
            "ExpressionAttributeValues": values(before=head.turn_count),
        }
        turn = Turn(number=number, status="running", user_text=text)
        writes = [
            moved,
            self._put(turn_key(head.conversation_id, number) | _dump(turn) | {"ttl": ttl}),
            self._put(latest_key(head.user_id) | pointer),
        ]
        if client_message_id:
            remembered = self._put(message_key(head.user_id, client_message_id) | pointer)
            remembered["Put"]["ConditionExpression"] = "attribute_not_exists(pk)"
            writes.append(remembered)
        return writes

    def progress(self, conversation_id: str, turn: Turn, state: ConversationState, now: int) -> Transaction:
        """A running turn and its state."""
        return self._save(conversation_id, turn, now, {"state": _dump(state)})

    def finish(self, conversation_id: str, turn: Turn, ending: Ending, now: int) -> Transaction:
        """A turn that has ended: its lease is free."""
        head = {
            "state": _dump(ending.state),
            "step": ending.step.value,
            "historyFrom": ending.history_from,
            "leaseUntil": 0,
            "ttl": now + TTL_SECONDS,
        }
        return self._save(conversation_id, turn, now, head)

    def stop(self, conversation_id: str, number: int, now: int) -> Transaction:
        """A turn is asked to end, while it is the one that runs."""
        update = {
            "TableName": self.table,
            "Key": to_item(head_key(conversation_id)),
            "UpdateExpression": "SET stopRequested = :number",
            "ConditionExpression": RUNNING,
            "ExpressionAttributeValues": values(number=number, now=now),
        }
        return [{"Update": update}]

    def _save(self, conversation_id: str, turn: Turn, now: int, head: dict[str, Any]) -> Transaction:
        """The turn, and attributes of its head, while the lease is this turn's."""
        update = {
            "TableName": self.table,
            "Key": to_item(head_key(conversation_id)),
            "UpdateExpression": "SET " + ", ".join(f"#{name} = :{name}" for name in head),
            "ConditionExpression": RUNNING,
            "ExpressionAttributeNames": {f"#{name}": name for name in head},
            "ExpressionAttributeValues": values(**head, number=turn.number, now=now),
        }
        item = turn_key(conversation_id, turn.number) | _dump(fitted(turn)) | {"ttl": now + TTL_SECONDS}
        return [{"Update": update}, self._put(item)]

    def _put(self, data: dict[str, Any]) -> dict[str, Any]:
        return {"Put": {"TableName": self.table, "Item": to_item(data)}}


def _dump(record: Head | Turn | ConversationState) -> dict[str, Any]:
    return record.model_dump(mode="json", by_alias=True, exclude_none=True)
