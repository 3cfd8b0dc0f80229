"""Attributes come back from moto as they were stored, whether or not they take the short way."""

from typing import TYPE_CHECKING, Any

import pytest

from devstack.moto_answers import is_ready
from devstack.product import load_tables

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

TABLE = load_tables()["reservations"]["name"]
KEY: dict[str, Any] = {"pk": {"S": "좌석"}, "sk": {"S": "x"}}
READY: list[Any] = [
    {"S": ""},
    {"S": "이선좌 'S' \"N\""},
    {"N": "-12.50"},
    {"BOOL": False},
    {"NULL": True},
    {"L": []},
    {"M": {}},
    {"L": [{"M": {"S": {"N": "1"}, "M": {"L": [{"S": "a"}]}}}, {"BOOL": True}]},
]
OTHERS: list[Any] = [
    {"B": b"\x00\xff"},
    {"SS": ["a"]},
    {"NS": ["1"]},
    {"BS": [b"\x01"]},
    {"L": [{"B": b"in a list"}]},
    {"M": {"deep": {"L": [{"S": "a"}, {"M": {"bytes": {"B": b"\xfe"}}}]}}},
]


@pytest.mark.parametrize("value", READY)
def test_texts_numbers_and_flags_go_as_they_are(value: Any) -> None:
    assert is_ready(value)


@pytest.mark.parametrize("value", [*OTHERS, {}, {"S": "a", "N": "1"}, {"N": 1}, {"BOOL": "true"}, "text", None])
def test_whatever_else_takes_motos_way(value: Any) -> None:
    assert not is_ready(value)


@pytest.mark.parametrize("value", READY + OTHERS)
def test_every_answer_has_the_attribute_as_it_was_stored(dynamodb: "DynamoDBClient", value: Any) -> None:
    item = {**KEY, "value": value}
    dynamodb.put_item(TableName=TABLE, Item=item)

    assert dynamodb.get_item(TableName=TABLE, Key=KEY)["Item"] == item
    assert dynamodb.scan(TableName=TABLE)["Items"] == [item]
    found = dynamodb.query(
        TableName=TABLE, KeyConditionExpression="pk = :pk", ExpressionAttributeValues={":pk": KEY["pk"]}
    )
    assert found["Items"] == [item]
    assert dynamodb.delete_item(TableName=TABLE, Key=KEY, ReturnValues="ALL_OLD")["Attributes"] == item
