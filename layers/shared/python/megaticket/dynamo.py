"""Between plain Python data and DynamoDB's typed attributes, for the low-level client."""

from collections.abc import Mapping
from decimal import Clamped, Context, Decimal, Inexact, Overflow, Rounded, Underflow
from typing import Any

NUMBERS = Context(prec=38, Emin=-128, Emax=126, traps=[Clamped, Inexact, Overflow, Rounded, Underflow])
"""The numbers that DynamoDB keeps as they are: it rounds others, or refuses them."""

Item = dict[str, Any]
"""A DynamoDB item in the low-level form: {"pk": {"S": "..."}, ...}."""


def to_item(data: Mapping[str, Any]) -> Item:
    """Plain data as a DynamoDB item. Floats become numbers, None is left out at the top level."""
    return {key: _attribute(value) for key, value in data.items() if value is not None}


def from_item(item: Mapping[str, Any]) -> dict[str, Any]:
    """A DynamoDB item as plain data. Whole numbers become int, others float."""
    return {key: _plain(value) for key, value in item.items()}


def values(**data: Any) -> Item:
    """Expression attribute values: now=5 gives {":now": {"N": "5"}}."""
    return {f":{key}": _attribute(value) for key, value in data.items()}


def _attribute(value: Any) -> dict[str, Any]:
    match value:
        case None:
            return {"NULL": True}
        case bool():
            return {"BOOL": value}
        case int() | float() | Decimal():
            return {"N": _number(value)}
        case str():
            return {"S": value}
        case Mapping():
            return {"M": {key: _attribute(inner) for key, inner in value.items()}}
        case list() | tuple():
            return {"L": list(map(_attribute, value))}
        case _:
            raise TypeError(f"no attribute holds a {type(value).__name__}")


def _number(value: float | Decimal) -> str:
    # A float as it is written: 0.1, not what its bits stand for.
    number = NUMBERS.create_decimal(str(value) if isinstance(value, float) else value)
    if not number.is_finite():
        raise TypeError("no attribute holds a number without end")
    return str(number)


def _plain(attribute: Mapping[str, Any]) -> Any:
    ((kind, value),) = attribute.items()
    match kind:
        case "S" | "BOOL":
            return value
        case "N":
            number = NUMBERS.create_decimal(value)
            return int(number) if number == number.to_integral_value() else float(number)
        case "M":
            return from_item(value)
        case "L":
            return list(map(_plain, value))
        case "NULL":
            return None
        case _:
            raise TypeError(f"attributes of the type {kind} are not kept here")
