"""Between plain Python data and DynamoDB's typed attributes, for the low-level client."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

type_serializer = TypeSerializer()
type_deserializer = TypeDeserializer()

Item = dict[str, Any]
"""A DynamoDB item in the low-level form: {"pk": {"S": "..."}, ...}."""


def to_item(data: Mapping[str, Any]) -> Item:
    """Plain data as a DynamoDB item. Floats become numbers, None is left out at the top level."""
    return {key: type_serializer.serialize(_storable(value)) for key, value in data.items() if value is not None}


def from_item(item: Mapping[str, Any]) -> dict[str, Any]:
    """A DynamoDB item as plain data. Whole numbers become int, others float."""
    return {key: _plain(value) for key, value in item.items()}


def values(**data: Any) -> Item:
    """Expression attribute values: now=5 gives {":now": {"N": "5"}}."""
    return {f":{key}": type_serializer.serialize(_storable(value)) for key, value in data.items()}


def _storable(value: Any) -> Any:
    if isinstance(value, float):
        return Decimal(str(value))
    if isinstance(value, Mapping):
        return {key: _storable(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_storable(inner) for inner in value]
    return value


def _plain(value: Any) -> Any:
    """An attribute as plain data. boto3 makes a Decimal of every number, which takes most of the time of a read."""
    ((kind, content),) = value.items()
    if kind == "S":
        return content
    if kind == "N":
        return _number(content)
    if kind == "M":
        return {key: _plain(inner) for key, inner in content.items()}
    if kind == "L":
        return [_plain(inner) for inner in content]
    return type_deserializer.deserialize(value)


def _number(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        return int(number) if (number := Decimal(text)) == number.to_integral_value() else float(number)
