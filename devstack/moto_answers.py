"""Answers of moto's DynamoDB without the detour that they take: half of the time of a query goes into it.

moto looks for every member of every attribute under several names, as other services need it. An attribute that has the
form in which it is sent already goes as it is.
"""

from collections.abc import MutableMapping
from typing import Any

from moto.core.model import StructureShape
from moto.core.serialize import BaseJSONSerializer

TEXTS = frozenset({"S", "N"})
FLAGS = frozenset({"BOOL", "NULL"})

_stock = BaseJSONSerializer._serialize_type_structure  # noqa: SLF001  # nothing public lies between a table and its answer


def install() -> None:
    """Puts the short way in place."""
    BaseJSONSerializer._serialize_type_structure = _serialize  # type: ignore[assignment,method-assign]  # noqa: SLF001


def _serialize(
    serializer: BaseJSONSerializer, serialized: MutableMapping[str, Any], value: Any, shape: StructureShape, key: str
) -> None:
    if shape.name == "AttributeValue" and is_ready(value):
        serialized[key] = value
    else:
        _stock(serializer, serialized, value, shape, key)


def is_ready(value: Any) -> bool:
    """Whether an attribute has the form in which it is sent. Bytes and sets never have."""
    if not isinstance(value, dict) or len(value) != 1:
        return False
    ((kind, content),) = value.items()
    if kind == "M":
        return all(map(is_ready, content.values()))
    if kind == "L":
        return all(map(is_ready, content))
    return (kind in TEXTS and isinstance(content, str)) or (kind in FLAGS and isinstance(content, bool))
