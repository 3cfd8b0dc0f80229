"""Transactions are retried where the fault may pass, within three seconds, and never on a failed condition."""

from typing import TYPE_CHECKING, Any, cast

import pytest
from botocore.exceptions import (
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ParamValidationError,
    ReadTimeoutError,
)

from megaticket.transactions import RETRY_BUDGET_SECONDS, FailedCondition, TransactionWriter
from tests.unit.megaticket.stage import FakeTime

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

TRANSACTION: list[dict[str, Any]] = [{"Put": {"TableName": "table", "Item": {}}}]
URL = "http://127.0.0.1:1"


def refused(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": ""}}, "TransactWriteItems")


def cancelled(*reasons: dict[str, Any] | str) -> ClientError:
    listed = [{"Code": reason} if isinstance(reason, str) else reason for reason in reasons]
    answer: Any = {"Error": {"Code": "TransactionCanceledException", "Message": ""}, "CancellationReasons": listed}
    return ClientError(answer, "TransactWriteItems")


class ScriptedClient:
    """Answers with the given faults in their order, then with success. Each answer takes `seconds`."""

    def __init__(self, time: FakeTime, *faults: Exception, seconds: float = 0.0, forever: bool = False) -> None:
        self.time = time
        self.faults = list(faults)
        self.seconds = seconds
        self.forever = forever
        self.requests: list[dict[str, Any]] = []

    def transact_write_items(self, **request: Any) -> dict[str, Any]:
        self.requests.append(request)
        self.time.pass_by(self.seconds)
        if self.faults:
            raise self.faults[0] if self.forever else self.faults.pop(0)
        return {}


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


def write(client: ScriptedClient) -> list[FailedCondition]:
    time = client.time
    return TransactionWriter(cast("DynamoDBClient", client), time.pass_by, time.monotonic).write(TRANSACTION)


PASSING = {
    "a conflict with another transaction": cancelled("None", "TransactionConflict"),
    "a throttled item": cancelled("ThrottlingError", "None"),
    "a full partition": cancelled("ProvisionedThroughputExceeded"),
    "the same token still running": refused("TransactionInProgressException"),
    "a throttled request": refused("ThrottlingException"),
    "a throttled table": refused("ProvisionedThroughputExceededException"),
    "a throttled account": refused("RequestLimitExceeded"),
    "an internal error": refused("InternalServerError"),
    "nobody there": EndpointConnectionError(endpoint_url=URL),
    "no connection in time": ConnectTimeoutError(endpoint_url=URL),
    "an answer that was lost": ReadTimeoutError(endpoint_url=URL),
}


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING.keys())
def test_what_may_pass_is_tried_again(time: FakeTime, fault: Exception) -> None:
    client = ScriptedClient(time, fault, fault)

    assert write(client) == []
    assert len(client.requests) == 3


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING.keys())
def test_what_does_not_pass_leaves_within_the_budget(time: FakeTime, fault: Exception) -> None:
    client = ScriptedClient(time, fault, forever=True)

    with pytest.raises(type(fault)):
        write(client)

    assert time.seconds <= RETRY_BUDGET_SECONDS == 3.0
    assert len(client.requests) > 3


def test_a_slow_database_is_not_asked_beyond_the_budget(time: FakeTime) -> None:
    client = ScriptedClient(time, refused("InternalServerError"), seconds=2.0, forever=True)

    with pytest.raises(ClientError):
        write(client)

    assert len(client.requests) == 2


def test_every_try_is_the_same_request_with_the_same_token(time: FakeTime) -> None:
    client = ScriptedClient(time, PASSING["an answer that was lost"], PASSING["nobody there"])
    write(client)

    first = client.requests[0]
    assert all(request == first for request in client.requests)
    assert first["TransactItems"] == TRANSACTION
    assert len(first["ClientRequestToken"]) == 36


def test_every_attempt_has_its_own_token(time: FakeTime) -> None:
    client = ScriptedClient(time)
    write(client)
    write(client)

    assert len({request["ClientRequestToken"] for request in client.requests}) == 2


def test_a_failed_condition_is_an_answer_and_is_not_tried_again(time: FakeTime) -> None:
    owner = {"Code": "ConditionalCheckFailed", "Item": {"holdId": {"S": "H1"}, "expiresAt": {"N": "7"}}}
    client = ScriptedClient(time, cancelled("None", owner, "ConditionalCheckFailed"))

    assert write(client) == [FailedCondition(1, {"holdId": "H1", "expiresAt": 7}), FailedCondition(2, None)]
    assert len(client.requests) == 1
    assert time.seconds == 0


def test_a_failed_condition_beside_a_conflict_is_not_tried_again(time: FakeTime) -> None:
    client = ScriptedClient(time, cancelled("TransactionConflict", "ConditionalCheckFailed"))

    assert write(client) == [FailedCondition(1, None)]
    assert len(client.requests) == 1


@pytest.mark.parametrize(
    "fault",
    [
        refused("ValidationException"),
        refused("AccessDeniedException"),
        refused("ResourceNotFoundException"),
        refused("IdempotentParameterMismatchException"),
        cancelled("ValidationError"),
        cancelled("ItemCollectionSizeLimitExceeded"),
        ParamValidationError(report="wrong"),
    ],
)
def test_a_defect_leaves_at_once(time: FakeTime, fault: Exception) -> None:
    client = ScriptedClient(time, fault)

    with pytest.raises(type(fault)):
        write(client)

    assert len(client.requests) == 1
