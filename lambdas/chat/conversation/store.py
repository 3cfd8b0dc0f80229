"""Conversations in DynamoDB: one head with state and lease, one item per turn."""

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lambdas.chat.conversation.records import (
    LEASE_SECONDS,
    TTL_SECONDS,
    Head,
    Turn,
    head_key,
    latest_key,
    message_key,
    turn_id_of,
    turn_key,
)
from lambdas.chat.conversation.state import ConversationState
from lambdas.chat.conversation.steps import Step
from megaticket.clock import Clock, epoch
from megaticket.dynamo import from_item, to_item, values
from megaticket.errors import ErrorCode
from megaticket.transactions import Transaction, TransactionWriter

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient


MAX_ID_LENGTH = 128
"""No id that we gave is longer, and DynamoDB refuses a key of more than 2 KB instead of not finding it."""


@dataclass(frozen=True)
class Begun:
    """A turn that may run now: the conversation as it was before, and this turn's number."""

    head: Head
    number: int


@dataclass(frozen=True)
class Repeated:
    """A client message that has run before, or is running: the turn that answered it."""

    head: Head
    turn: Turn


@dataclass(frozen=True)
class Rejected:
    """A turn that may not run, and why; `turn_id` is the turn in the way."""

    code: ErrorCode
    turn_id: str | None = None


class LeaseLostError(Exception):
    """The lease ended before the turn did; nothing of it was saved."""


class ConversationStore:
    """The conversations table. Safe to share between threads. Database faults leave as botocore exceptions."""

    def __init__(self, client: "DynamoDBClient", table: str, clock: Clock) -> None:
        self._client = client
        self._table = table
        self._clock = clock
        self._write = TransactionWriter(client).write

    def begin(
        self, user_id: str, conversation_id: str | None, client_message_id: str | None, text: str
    ) -> Begun | Repeated | Rejected:
        """Takes the conversation's lease for a new turn, or says what the message is instead."""
        if client_message_id:
            repeated = self._repeated(user_id, client_message_id)
            if repeated:
                return repeated
        head = self._head_to_run(user_id, conversation_id)
        if isinstance(head, Rejected):
            return head
        begun = Begun(head, head.turn_count + 1)
        if not self._write(self._begin_writes(begun, client_message_id, text)):
            return begun
        # Somebody was faster: the same message twice at once, or another one in this conversation.
        repeated = self._repeated(user_id, client_message_id) if client_message_id else None
        return repeated or Rejected(ErrorCode.TURN_IN_PROGRESS, turn_id_of(begun.number))

    def head(self, user_id: str, conversation_id: str) -> Head | None:
        """A person's conversation, read strongly; None also for another person's."""
        if len(conversation_id) > MAX_ID_LENGTH:
            return None
        data = self._get(head_key(conversation_id))
        head = Head.model_validate(data) if data else None
        return head if head and head.user_id == user_id else None

    def latest(self, user_id: str) -> Head | None:
        """The conversation that a person spoke in last."""
        pointer = self._get(latest_key(user_id))
        return self.head(user_id, str(pointer["conversationId"])) if pointer else None

    def turns(self, conversation_id: str, limit: int) -> list[Turn]:
        """The last `limit` turns, oldest first."""
        answer = self._client.query(
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :turn)",
            ExpressionAttributeValues=values(pk=head_key(conversation_id)["pk"], turn="TURN#"),
            ConsistentRead=True,
            ScanIndexForward=False,
            Limit=limit,
        )
        return [Turn.model_validate(from_item(item)) for item in reversed(answer["Items"])]

    def save_progress(self, conversation_id: str, turn: Turn, state: ConversationState) -> None:
        """Saves a running turn after a tool has written, so that a crash loses no hold. Raises LeaseLostError."""
        update = {
            "UpdateExpression": "SET #state = :state",
            "ExpressionAttributeValues": values(state=_dump(state)),
        }
        self._save(conversation_id, turn, update)

    def finish(self, conversation_id: str, turn: Turn, state: ConversationState, step: Step) -> None:
        """Saves a turn that has ended and gives the lease back. Raises LeaseLostError."""
        update = {
            "UpdateExpression": "SET #state = :state, step = :step, leaseUntil = :free, #ttl = :ttl",
            "ExpressionAttributeValues": values(
                state=_dump(state), step=step.value, free=0, ttl=self._now() + TTL_SECONDS
            ),
        }
        self._save(conversation_id, turn, update)

    def request_stop(self, conversation_id: str, number: int) -> None:
        """Asks the running turn to end; a turn that has ended is left alone."""
        update = {
            "TableName": self._table,
            "Key": to_item(head_key(conversation_id)),
            "UpdateExpression": "SET stopRequested = :number",
            "ConditionExpression": "attribute_exists(pk)",
            "ExpressionAttributeValues": values(number=number),
        }
        self._write([{"Update": update}])

    def stop_requested(self, conversation_id: str, number: int) -> bool:
        """Whether the running turn was asked to end."""
        data = self._get(head_key(conversation_id))
        return data is not None and data.get("stopRequested") == number

    def _head_to_run(self, user_id: str, conversation_id: str | None) -> Head | Rejected:
        if conversation_id is None:
            return Head(
                conversation_id=uuid.uuid4().hex,
                user_id=user_id,
                turn_count=0,
                state=ConversationState(),
                step=Step.GREETING.value,
            )
        head = self.head(user_id, conversation_id)
        if head is None:
            return Rejected(ErrorCode.CONVERSATION_NOT_FOUND)
        if head.is_running(self._now()):
            return Rejected(ErrorCode.TURN_IN_PROGRESS, turn_id_of(head.turn_count))
        return head

    def _repeated(self, user_id: str, client_message_id: str) -> Repeated | Rejected | None:
        found = self._get(message_key(user_id, client_message_id))
        head = self.head(user_id, str(found["conversationId"])) if found else None
        if not found or head is None:
            return None
        number = int(found["number"])
        if head.turn_count == number and head.is_running(self._now()):
            return Rejected(ErrorCode.TURN_IN_PROGRESS, turn_id_of(number))
        turn = self._get(turn_key(head.conversation_id, number))
        return Repeated(head, Turn.model_validate(turn)) if turn else None

    def _begin_writes(self, begun: Begun, client_message_id: str | None, text: str) -> Transaction:
        head, number, now = begun.head, begun.number, self._now()
        ttl = now + TTL_SECONDS
        pointer = {"conversationId": head.conversation_id, "number": number, "ttl": ttl}
        running = head.model_copy(update={"turn_count": number, "lease_until": now + LEASE_SECONDS})
        turn = Turn(number=number, status="running", user_text=text)
        writes = [
            {
                "Put": {
                    "TableName": self._table,
                    "Item": to_item(head_key(head.conversation_id) | _dump(running) | {"ttl": ttl}),
                    # The count moves with every turn: nobody has begun one since the head was read.
                    "ConditionExpression": "attribute_not_exists(pk) OR turnCount = :before",
                    "ExpressionAttributeValues": values(before=head.turn_count),
                }
            },
            self._put(turn_key(head.conversation_id, number) | _dump(turn) | {"ttl": ttl}),
            self._put(latest_key(head.user_id) | pointer),
        ]
        if client_message_id:
            remembered = self._put(message_key(head.user_id, client_message_id) | pointer)
            remembered["Put"]["ConditionExpression"] = "attribute_not_exists(pk)"
            writes.append(remembered)
        return writes

    def _save(self, conversation_id: str, turn: Turn, head_update: dict[str, Any]) -> None:
        now = self._now()
        bound = head_update["ExpressionAttributeValues"] | values(number=turn.number, now=now)
        names = {"#state": "state"} | ({"#ttl": "ttl"} if "#ttl" in head_update["UpdateExpression"] else {})
        failed = self._write(
            [
                {
                    "Update": {
                        "TableName": self._table,
                        "Key": to_item(head_key(conversation_id)),
                        "UpdateExpression": head_update["UpdateExpression"],
                        "ConditionExpression": "turnCount = :number AND leaseUntil > :now",
                        "ExpressionAttributeNames": names,
                        "ExpressionAttributeValues": bound,
                    }
                },
                self._put(turn_key(conversation_id, turn.number) | _dump(turn) | {"ttl": now + TTL_SECONDS}),
            ]
        )
        if failed:
            raise LeaseLostError(f"{conversation_id} {turn.turn_id}")

    def _put(self, data: dict[str, Any]) -> dict[str, Any]:
        return {"Put": {"TableName": self._table, "Item": to_item(data)}}

    def _get(self, key: dict[str, str]) -> dict[str, Any] | None:
        item = self._client.get_item(TableName=self._table, Key=to_item(key), ConsistentRead=True).get("Item")
        return from_item(item) if item else None

    def _now(self) -> int:
        return epoch(self._clock())


def _dump(record: Head | Turn | ConversationState) -> dict[str, Any]:
    return record.model_dump(mode="json", by_alias=True, exclude_none=True)
