"""moto as the stack serves it: one request at a time, whatever the connections do."""

import io
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.parse import urlsplit

import pytest
from types_boto3_dynamodb import DynamoDBClient

from devstack.dynamodb import OneAtATime
from devstack.product import load_tables
from devstack.tables import create_tables
from tests.integration.devstack.helpers import dynamodb_client, serving

BUYERS = 12
ROUNDS = 25
SEATS = load_tables()["reservations"]["name"]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving("devstack.dynamodb", "dynamodb") as url:
        yield url


@pytest.fixture(scope="module")
def client(url: str) -> Iterator[DynamoDBClient]:
    with dynamodb_client(url) as client:
        create_tables(client, load_tables())
        yield client


def test_the_tables_are_as_the_product_describes_them(client: DynamoDBClient) -> None:
    tables = load_tables()
    assert set(client.list_tables()["TableNames"]) == {table["name"] for table in tables.values()}
    for table in tables.values():
        made = client.describe_table(TableName=table["name"])["Table"]
        keys = {key["KeyType"]: key["AttributeName"] for key in made["KeySchema"]}
        assert keys == {"HASH": table["partitionKey"], "RANGE": table["sortKey"]}
        assert made["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
        assert {index["IndexName"] for index in made.get("GlobalSecondaryIndexes", [])} == set(table["indexes"])


def test_the_index_of_a_persons_holds_projects_everything(client: DynamoDBClient) -> None:
    (index,) = client.describe_table(TableName=SEATS)["Table"]["GlobalSecondaryIndexes"]
    assert [key["AttributeName"] for key in index["KeySchema"]] == ["userId", "createdAt"]
    assert index["Projection"] == {"ProjectionType": "ALL"}


def test_time_to_live_is_on_where_it_is_declared(client: DynamoDBClient) -> None:
    for table in load_tables().values():
        found = client.describe_time_to_live(TableName=table["name"])["TimeToLiveDescription"]
        expected = "ENABLED" if "timeToLive" in table else "DISABLED"
        assert found["TimeToLiveStatus"] == expected
        assert found.get("AttributeName") == table.get("timeToLive")


@pytest.mark.parametrize("sent", [b"", b'{"TransactItems": ['])
def test_half_a_request_of_a_client_that_has_ended_is_none(sent: bytes) -> None:
    statuses: list[str] = []
    environ = {
        "PATH_INFO": "/",
        "CONTENT_LENGTH": "400",
        "HTTP_X_AMZ_TARGET": "DynamoDB_20120810.TransactWriteItems",
        "wsgi.input": io.BytesIO(sent),
    }

    def moto(*_: object) -> list[bytes]:
        raise AssertionError("half a request has reached the tables")

    assert list(OneAtATime(moto)(environ, lambda status, *_: statuses.append(status))) == []  # type: ignore[arg-type]
    assert statuses == ["400 Bad Request"]


def update_wins(client: DynamoDBClient, seat: str, buyer: int) -> bool:
    try:
        client.update_item(
            TableName=SEATS,
            Key={"pk": {"S": seat}, "sk": {"S": "SEAT"}},
            UpdateExpression="SET buyer = :buyer",
            ConditionExpression="attribute_not_exists(buyer)",
            ExpressionAttributeValues={":buyer": {"N": str(buyer)}},
        )
    except client.exceptions.ConditionalCheckFailedException:
        return False
    return True


def transaction_wins(client: DynamoDBClient, seat: str, buyer: int) -> bool:
    """Takes two seats at once, or none."""
    puts = [
        {
            "TableName": SEATS,
            "Item": {"pk": {"S": seat}, "sk": {"S": place}, "buyer": {"N": str(buyer)}},
            "ConditionExpression": "attribute_not_exists(pk)",
        }
        for place in ("LEFT", "RIGHT")
    ]
    try:
        client.transact_write_items(TransactItems=[{"Put": put} for put in puts])  # type: ignore[typeddict-item]
    except client.exceptions.TransactionCanceledException:
        return False
    return True


ATTEMPTS = {"update": update_wins, "transaction": transaction_wins}


@pytest.mark.parametrize("kind", ATTEMPTS)
def test_of_many_buyers_of_a_seat_exactly_one_wins(client: DynamoDBClient, kind: str) -> None:
    start = Barrier(BUYERS)

    def buy(seat: str, buyer: int) -> bool:
        start.wait()
        return ATTEMPTS[kind](client, seat, buyer)

    with ThreadPoolExecutor(BUYERS) as threads:
        for number in range(ROUNDS):
            seat = f"{kind}#{number}"
            won = list(threads.map(buy, [seat] * BUYERS, range(BUYERS)))
            items = client.query(
                TableName=SEATS,
                KeyConditionExpression="pk = :pk",
                ExpressionAttributeValues={":pk": {"S": seat}},
                ConsistentRead=True,
            )["Items"]
            assert won.count(True) == 1
            assert {item["buyer"]["N"] for item in items} == {str(won.index(True))}


def test_connections_that_idle_or_send_slowly_block_nobody(client: DynamoDBClient, url: str) -> None:
    address = urlsplit(url)
    with (
        socket.create_connection((address.hostname, address.port)) as idle,
        socket.create_connection((address.hostname, address.port)) as slow,
    ):
        idle.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        assert idle.recv(1024).startswith(b"HTTP/1.1 200")
        slow.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
        assert client.list_tables()["TableNames"]
