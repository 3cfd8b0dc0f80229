"""Transactions on DynamoDB: what may pass is retried within a budget, a failed condition never."""

import random
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as BotoConnectionError

from megaticket.dynamo import from_item

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

RETRY_BUDGET_SECONDS = 3.0
FIRST_PAUSE_SECONDS = 0.05

PASSING_CODES = frozenset(
    {
        "TransactionInProgressException",
        "ProvisionedThroughputExceededException",
        "ThrottlingException",
        "RequestLimitExceeded",
        "LimitExceededException",
        "InternalServerError",
        "ServiceUnavailable",
    }
)
FAILED = "ConditionalCheckFailed"
PASSING_REASONS = frozenset({"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})

Answer = TypeVar("Answer")

Transaction = list[dict[str, Any]]
"""TransactItems in the low-level form."""


@dataclass(frozen=True)
class FailedCondition:
    """A condition of a transaction that did not hold: its position, and the item that stood in the way."""

    position: int
    item: dict[str, Any] | None


class TransactionWriter:
    """Runs transactions. Safe to share between threads."""

    def __init__(
        self,
        client: "DynamoDBClient",
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._sleep = sleep
        self._monotonic = monotonic

    def write(self, transaction: Transaction) -> list[FailedCondition]:
        """Runs a transaction; faults that may pass are retried with jitter within 3 s.

        Returns:
            The conditions that failed; an empty list when everything was written.

        Raises:
            ClientError, BotoCoreError: a fault that did not pass within the budget.
        """
        # One token for the whole attempt: an answer that was lost is then given again, not written again.
        token = str(uuid.uuid4())
        try:
            self._retried(
                lambda: self._client.transact_write_items(TransactItems=transaction, ClientRequestToken=token)  # type: ignore[arg-type]
            )
        except ClientError as error:
            failed = _failed_conditions(error)
            if failed:
                return failed
            raise
        return []

    def read(self, gets: Transaction) -> list[dict[str, Any]]:
        """Reads items as they are at one moment, {} where there is none; faults that may pass are retried as well.

        Raises:
            ClientError, BotoCoreError: a fault that did not pass within the budget.
        """
        answer = self._retried(lambda: self._client.transact_get_items(TransactItems=gets))  # type: ignore[arg-type]
        return [from_item(response.get("Item", {})) for response in answer["Responses"]]

    def _retried(self, run: Callable[[], Answer]) -> Answer:
        deadline = self._monotonic() + RETRY_BUDGET_SECONDS
        ceiling = FIRST_PAUSE_SECONDS
        while True:
            try:
                return run()
            except (ClientError, BotoCoreError) as error:
                pause = random.uniform(0, ceiling)
                if not _may_pass(error) or self._monotonic() + pause >= deadline:
                    raise
            self._sleep(pause)
            ceiling *= 2


def _failed_conditions(error: ClientError | BotoCoreError) -> list[FailedCondition]:
    return [
        FailedCondition(position, from_item(reason["Item"]) if reason.get("Item") else None)
        for position, reason in enumerate(_cancellation_reasons(error))
        if reason.get("Code") == FAILED
    ]


def _may_pass(error: ClientError | BotoCoreError) -> bool:
    if not isinstance(error, ClientError):
        return isinstance(error, (BotoConnectionError, HTTPClientError))
    reasons = {reason.get("Code") for reason in _cancellation_reasons(error)}
    if FAILED in reasons:
        return False
    return error.response["Error"]["Code"] in PASSING_CODES or not reasons.isdisjoint(PASSING_REASONS)


def _cancellation_reasons(error: ClientError | BotoCoreError) -> list[dict[str, Any]]:
    # botocore's own errors have a `response` too, which is None
    answer: dict[str, Any] = dict(error.response) if isinstance(error, ClientError) else {}
    reasons: list[dict[str, Any]] = answer.get("CancellationReasons", [])
    return reasons
