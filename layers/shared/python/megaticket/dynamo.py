"""Between plain Python data and DynamoDB's typed attributes, for the low-level client."""

from collections.abc import Callable, Mapping
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
            return {"N": _number_text(value)}
        case str():
            return {"S": value}
        case Mapping():
            return {"M": {key: _attribute(inner) for key, inner in value.items()}}
        case list() | tuple():
            return {"L": list(map(_attribute, value))}
        case _:
            raise TypeError(f"no attribute holds a {type(value).__name__}")


def _number_text(value: float | Decimal) -> str:
    # A float as it is written: 0.1, not what its bits stand for.
    number = NUMBERS.create_decimal(str(value) if isinstance(value, float) else value)
    if not number.is_finite():
        raise TypeError("no attribute holds a number without end")
    return str(number)


def _plain(value: Any) -> Any:
    """An attribute as plain data. A Decimal of every number would take most of the time of a read."""
    ((kind, content),) = value.items()
    if kind == "S":
        return content
    if kind == "N":
        return _number(content)
    if kind == "M":
        return {key: _plain(inner) for key, inner in content.items()}
    if kind == "L":
        return [_plain(inner) for inner in content]
    try:
        return _OTHERS[kind](content)
    except KeyError:
        raise TypeError(f"{kind} is no kind of attribute") from None


def _number(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        return int(number) if (number := Decimal(text)) == number.to_integral_value() else float(number)


_OTHERS: dict[str, Callable[[Any], Any]] = {
    "BOOL": bool,
    "NULL": lambda _: None,
    "B": bytes,
    "SS": set,
    "BS": set,
    "NS": lambda texts: set(map(_number, texts)),
}
