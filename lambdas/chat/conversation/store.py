"""Conversations in DynamoDB: one head with state and lease, one item per turn."""

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lambdas.chat.conversation.allowance import Allowance, settlement
from lambdas.chat.conversation.records import (
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
from lambdas.chat.conversation.writes import ConversationWrites, Ending
from megaticket.clock import Clock, epoch
from megaticket.dynamo import from_item, to_item, values
from megaticket.errors import ErrorCode
from megaticket.transactions import FailedCondition, Transaction, TransactionWriter

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient


_ALLOWANCE_POSITION = 0

MAX_ID_LENGTH = 128
"""No id that we gave is longer, and DynamoDB refuses a key of more than 2 KB instead of not finding it."""


@dataclass(frozen=True)
class Begun:
    """A turn that may run now: the conversation as it was before, this turn's number, and when it began (since 1970)."""

    head: Head
    number: int
    at: int


@dataclass(frozen=True)
class Repeated:
    """A client message that has run before, or is running: the turn that answered it."""

    head: Head
    turn: Turn


@dataclass(frozen=True)
class Rejected:
    """A turn that may not run, and why; `turn_id` is the turn in the way, or there are seconds to wait."""

    code: ErrorCode
    turn_id: str | None = None
    retry_after_seconds: int | None = None


class LeaseLostError(Exception):
    """The lease ended before the turn did; nothing of it was saved."""


_DEFAULT_ALLOWANCE = Allowance()


class ConversationStore:
    """The conversations table. Safe to share between threads. Database faults leave as botocore exceptions."""

    def __init__(
        self, client: "DynamoDBClient", table: str, clock: Clock, allowance: Allowance = _DEFAULT_ALLOWANCE
    ) -> None:
        self._client = client
        self._table = table
        self._clock = clock
        self._allowance = allowance
        self._write = TransactionWriter(client).write
        self._writes = ConversationWrites(table)

    def begin(
        self, user_id: str, conversation_id: str | None, client_message_id: str | None, text: str
    ) -> Begun | Repeated | Rejected:
        """Takes the conversation's lease for a new turn, or says what the message is instead.

        A turn that is rejected leaves nothing behind; a message that has run before is found whatever its person has used.
        """
        if client_message_id:
            repeated = self._repeated(user_id, client_message_id)
            if repeated:
                return repeated
        head = self._head_to_run(user_id, conversation_id)
        if isinstance(head, Rejected):
            return head
        begun = Begun(head, head.turn_count + 1, self._now())
        failed = self._write(
            [
                self._allowance.admission(self._table, user_id, begun.at),
                *self._writes.begin(head, text, client_message_id, begun.at),
            ]
        )
        if not failed:
            return begun
        repeated = self._repeated(user_id, client_message_id) if client_message_id else None
        return repeated or self._rejection(begun, failed)

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

    def past_turns(self, begun: Begun) -> list[Turn]:
        """The turns before this one from which its history is made, oldest first, without what only a page needs."""
        first, last = begun.head.history_from, begun.number - 1
        if first > last:
            return []
        first_key, last_key = (turn_key(begun.head.conversation_id, number) for number in (first, last))
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND sk BETWEEN :first AND :last",
            ProjectionExpression="#number, #status, userText, #text, messages, isRetold",
            ExpressionAttributeNames={"#number": "number", "#status": "status", "#text": "text"},
            ExpressionAttributeValues=values(pk=first_key["pk"], first=first_key["sk"], last=last_key["sk"]),
            ConsistentRead=True,
        )
        return [Turn.model_validate(from_item(item)) for page in pages for item in page["Items"]]

    def save_progress(self, conversation_id: str, turn: Turn, state: ConversationState) -> None:
        """Saves a running turn after a tool has written, so that a crash loses no hold. Raises LeaseLostError."""
        self._save(conversation_id, turn, self._writes.progress(conversation_id, turn, state, self._now()))

    def finish(self, begun: Begun, turn: Turn, ending: Ending) -> None:
        """Saves a turn that has ended, gives the lease back and settles what was used. Raises LeaseLostError."""
        head = begun.head
        writes = self._writes.finish(head.conversation_id, turn, ending, self._now())
        writes.append(settlement(self._table, head.user_id, begun.at, ending.tokens))
        self._save(head.conversation_id, turn, writes)

    def request_stop(self, conversation_id: str, number: int) -> None:
        """Asks a turn to end, while it is the one that runs; what does not run is left alone."""
        self._write(self._writes.stop(conversation_id, number, self._now()))

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

    def _rejection(self, begun: Begun, failed: list[FailedCondition]) -> Rejected:
        """Why a turn could not begin: somebody was faster in this conversation, or the person has used too much."""
        item = failed[0].item
        if [condition.position for condition in failed] != [_ALLOWANCE_POSITION] or item is None:
            return Rejected(ErrorCode.TURN_IN_PROGRESS, turn_id_of(begun.number))
        exceeded = self._allowance.exceeded(item, begun.at)
        return Rejected(exceeded.code, retry_after_seconds=exceeded.retry_after_seconds)

    def _save(self, conversation_id: str, turn: Turn, writes: Transaction) -> None:
        if self._write(writes):
            raise LeaseLostError(f"{conversation_id} {turn.turn_id}")

    def _get(self, key: dict[str, str]) -> dict[str, Any] | None:
        item = self._client.get_item(TableName=self._table, Key=to_item(key), ConsistentRead=True).get("Item")
        return from_item(item) if item else None

    def _now(self) -> int:
        return epoch(self._clock())
