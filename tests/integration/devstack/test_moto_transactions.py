"""moto as the devstack serves it: a refused transaction leaves nothing behind, a repeated one writes once."""

import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from devstack.product import load_tables
from devstack.tables import create_tables
from tests.integration.devstack.helpers import dynamodb_client, serving

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

TABLE = load_tables()["reservations"]


@pytest.fixture(scope="module")
def client() -> Iterator["DynamoDBClient"]:
    with serving("devstack.dynamodb", "dynamodb") as url, dynamodb_client(url) as client:
        create_tables(client, {"reservations": TABLE})
        yield client


def key(name: str) -> dict[str, Any]:
    return {"pk": {"S": name}, "sk": {"S": "x"}}


def put(name: str, value: int, condition: str | None = None) -> Any:
    item = {"TableName": TABLE["name"], "Item": {**key(name), "value": {"N": str(value)}}}
    return {"Put": item | ({"ConditionExpression": condition} if condition else {})}


def add(name: str, amount: int) -> Any:
    return {
        "Update": {
            "TableName": TABLE["name"],
            "Key": key(name),
            "UpdateExpression": "ADD #value :amount",
            "ExpressionAttributeNames": {"#value": "value"},
            "ExpressionAttributeValues": {":amount": {"N": str(amount)}},
        }
    }


def delete(name: str) -> Any:
    return {"Delete": {"TableName": TABLE["name"], "Key": key(name)}}


def rows(client: "DynamoDBClient") -> list[Any]:
    found: list[Any] = client.scan(TableName=TABLE["name"])["Items"]
    return sorted(found, key=lambda item: item["pk"]["S"])


def test_a_refused_transaction_leaves_every_item_as_it_was(client: "DynamoDBClient") -> None:
    client.transact_write_items(TransactItems=[put("kept", 1), put("removed", 2)])
    before = rows(client)

    with pytest.raises(client.exceptions.TransactionCanceledException):
        client.transact_write_items(
            TransactItems=[add("kept", 5), delete("removed"), put("new", 3), put("taken", 4, "attribute_exists(pk)")]
        )

    assert rows(client) == before


def test_a_repeated_transaction_writes_once(client: "DynamoDBClient") -> None:
    token = str(uuid.uuid4())
    client.transact_write_items(TransactItems=[put("counted", 0)])

    for _ in range(3):
        client.transact_write_items(TransactItems=[add("counted", 1)], ClientRequestToken=token)

    assert client.get_item(TableName=TABLE["name"], Key=key("counted"))["Item"]["value"] == {"N": "1"}


def test_a_refused_transaction_may_be_tried_again_with_its_token(client: "DynamoDBClient") -> None:
    token = str(uuid.uuid4())
    wanting = [put("second", 2, "attribute_exists(pk)")]
    with pytest.raises(client.exceptions.TransactionCanceledException):
        client.transact_write_items(TransactItems=wanting, ClientRequestToken=token)
    client.transact_write_items(TransactItems=[put("second", 1)])

    client.transact_write_items(TransactItems=wanting, ClientRequestToken=token)

    assert client.get_item(TableName=TABLE["name"], Key=key("second"))["Item"]["value"] == {"N": "2"}
