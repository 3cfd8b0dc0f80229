"""The memory table answers as moto does: the same booking requests to both, and the same items and reasons come back."""

import random
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from megaticket.booking.keys import hold_key, limit_key, seat_key, section_partition, user_partition
from megaticket.booking.models import HeldSeat, Hold, HoldState
from megaticket.booking.store import TAKEN_ATTRIBUTES, TAKEN_NAMES
from megaticket.booking.transactions import (
    approve_transaction,
    cancel_transaction,
    confirm_transaction,
    decline_transaction,
    hold_transaction,
    release_transaction,
    replace_transaction,
    retime_transaction,
    start_transaction,
    unconfirmable_transaction,
)
from megaticket.booking.transitions import Moment
from megaticket.dynamo import values
from megaticket.regions import RegionControl
from megaticket.transactions import Transaction
from tests.doubles.memory_table import MemoryTable
from tests.unit.megaticket.stage import NOW, SCHEDULE_ID, SETTINGS

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

TABLE = SETTINGS.dynamodb_reservations_table
SEOUL, TOKYO = "ap-northeast-2", "ap-northeast-1"
SEATS = tuple(HeldSeat(seat_id=f"1F-B-1-{n}", label=f"{n}번", grade="VIP석", price=150_000) for n in range(1, 4))
USERS = ("alice", "bob")
HOLDS = tuple(f"H{number:025X}" for number in range(4))
CONTROLS = (RegionControl(SEOUL), RegionControl(TOKYO, "dr", True, NOW + 300, NOW + 200))


def random_hold(rng: random.Random) -> Hold:
    """A hold that may or may not fit to what is stored."""
    number = rng.randrange(len(HOLDS))
    return Hold(
        hold_id=HOLDS[number],
        user_id=USERS[number % 2],
        schedule_id=SCHEDULE_ID,
        performance_title="별의 정원",
        venue_name="가람홀",
        starts_at=NOW,
        seats=tuple(rng.sample(SEATS, rng.randint(1, 2))),
        subtotal=300_000,
        booking_fee=4_000,
        total_price=304_000,
        state=rng.choice(list(HoldState)),
        created_at=f"2026-11-23T07:00:0{number}Z",
        expires_at=NOW + rng.choice((0, 250, 600)),
        holding_created_at=NOW + rng.choice((0, 400)),
        region=rng.choice((SEOUL, TOKYO)),
        writer_epoch=0,
        version=rng.choice((1, 1, 2, 3)),
        payment_key=rng.choice((None, "key-1")),
        cancelled_refund=rng.choice((None, 0, 1000)),
    )


def random_transaction(rng: random.Random) -> Transaction:
    """Any change of the table, with a moment at which it may or may not be allowed."""
    hold, before = random_hold(rng), random_hold(rng)
    before = before.model_copy(update={"hold_id": hold.hold_id, "user_id": hold.user_id})
    moment = Moment(NOW + rng.choice((0, 251, 606, 1300)), rng.choice(CONTROLS))
    own = hold.seats[:1]
    built: list[Transaction] = [
        hold_transaction(TABLE, hold, 3, moment),
        hold_transaction(TABLE, hold.model_copy(update={"version": 1}), 3, moment),
        replace_transaction(TABLE, before, hold, 3, moment),
        retime_transaction(TABLE, hold),
        start_transaction(TABLE, hold, 3),
        approve_transaction(TABLE, hold, 3, moment),
        decline_transaction(TABLE, hold),
        confirm_transaction(TABLE, hold, 3, moment),
        unconfirmable_transaction(TABLE, hold, own, own_limit=rng.random() < 0.5, moment=moment),
        release_transaction(TABLE, hold, own, own_limit=rng.random() < 0.5),
        cancel_transaction(TABLE, hold, moment),
    ]
    return rng.choice(built)


def reads() -> list[tuple[str, dict[str, Any]]]:
    """Every shape of read that the store has."""
    keys = [limit_key(USERS[0], SCHEDULE_ID), *(hold_key(hold) for hold in HOLDS)]
    keys += [seat_key(SCHEDULE_ID, seat) for seat in SEATS]
    index = {
        "IndexName": "userId-index",
        "KeyConditionExpression": "userId = :user",
        "ExpressionAttributeValues": values(user=USERS[0]),
        "ScanIndexForward": False,
    }
    taken = {
        "KeyConditionExpression": "pk = :pk",
        "ExpressionAttributeValues": values(pk=section_partition(SCHEDULE_ID, "1F-B")),
        "ProjectionExpression": TAKEN_ATTRIBUTES,
        "ExpressionAttributeNames": TAKEN_NAMES,
    }
    limits = {"KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": values(pk=user_partition(USERS[1]))}
    queries = [("query", {"TableName": TABLE, **query}) for query in (index, taken, limits)]
    gets = [("get_item", {"TableName": TABLE, "Key": key, "ConsistentRead": True}) for key in keys]
    together = {"TransactItems": [{"Get": {"TableName": TABLE, "Key": key}} for key in keys]}
    return [*queries, *gets, ("transact_get_items", together)]


def written(client: Any, transaction: Transaction) -> list[dict[str, Any]] | str:
    """[] for a success, the reasons of a cancellation, or the code of another error."""
    try:
        client.transact_write_items(TransactItems=transaction)
    except ClientError as error:
        answer: dict[str, Any] = dict(error.response)
        reasons = answer.get("CancellationReasons")
        if reasons is None:
            return str(answer["Error"]["Code"])
        return [{key: reason[key] for key in ("Code", "Item") if key in reason} for reason in reasons]
    return []


def read(client: Any, operation: str, request: dict[str, Any]) -> Any:
    answer = getattr(client, operation)(**request)
    return {key: answer[key] for key in ("Item", "Items", "Responses") if key in answer}


def test_the_memory_table_answers_as_moto_does(dynamodb: "DynamoDBClient") -> None:
    rng, memory = random.Random(20261123), MemoryTable()
    seen: set[str] = set()
    for number in range(220):
        transaction = random_transaction(rng)
        wanted = written(dynamodb, transaction)

        assert written(memory, transaction) == wanted, transaction
        seen.update([wanted] if isinstance(wanted, str) else [reason["Code"] for reason in wanted] or ["written"])
        if number % 10 == 0:
            for operation, request in reads():
                assert read(memory, operation, request) == read(dynamodb, operation, request), request
    assert {"written", "ConditionalCheckFailed", "None"} <= seen
    items = {str(item["pk"]) + str(item["sk"]): item for item in dynamodb.scan(TableName=TABLE)["Items"]}
    assert items == {str(item["pk"]) + str(item["sk"]): item for item in memory.scan(TableName=TABLE)["Items"]}
    assert len(items) >= 10


def test_a_token_writes_once_and_belongs_to_one_request() -> None:
    memory = MemoryTable()
    add = {
        "Update": {
            "TableName": TABLE,
            "Key": limit_key("alice", SCHEDULE_ID),
            "UpdateExpression": "ADD sold :count",
            "ExpressionAttributeValues": values(count=1),
        }
    }
    other = {"Delete": {"TableName": TABLE, "Key": limit_key("bob", SCHEDULE_ID)}}
    for _ in range(2):
        memory.transact_write_items(TransactItems=[add], ClientRequestToken="token")

    assert memory.scan(TableName=TABLE)["Items"][0]["sold"] == {"N": "1"}
    with pytest.raises(ClientError, match="IdempotentParameterMismatch"):
        memory.transact_write_items(TransactItems=[add, other], ClientRequestToken="token")


def test_what_the_double_does_not_know_is_an_error() -> None:
    memory = MemoryTable()
    odd = {"TableName": TABLE, "Key": limit_key("alice", SCHEDULE_ID), "ConditionExpression": "size(sold) > :n"}
    bound = {"ExpressionAttributeValues": values(n=1)}

    with pytest.raises(ValueError, match="size"):
        memory.transact_write_items(TransactItems=[{"Delete": odd | bound}])
