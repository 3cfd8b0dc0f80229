"""Small checks that the other rules are made of."""

import re
from collections.abc import Mapping
from typing import Any

from devstack.bedrock.errors import ValidationException

TOOL_NAME = "[a-zA-Z0-9_-]+"
TOOL_USE_ID = "[a-zA-Z0-9_.:-]+"
LONGEST_NAME = 64


def constraint(value: object, path: str, rule: str) -> ValidationException:
    """The error for a value that breaks its declared shape."""
    return ValidationException(
        f"1 validation error detected: Value '{value}' at '{path}' failed to satisfy constraint: Member must {rule}"
    )


def require_object(value: object, path: str) -> Mapping[str, Any]:
    """The value as an object, or the service's error."""
    if not isinstance(value, Mapping):
        raise constraint(value, path, "be an object")
    return value


def require_list(value: object, path: str) -> list[Any]:
    """The value as a list, or the service's error."""
    if not isinstance(value, list):
        raise constraint(value, path, "be a list")
    return value


def require_pattern(value: object, path: str, pattern: str) -> str:
    """A name of 1 to 64 characters of the pattern, or the service's error."""
    if not isinstance(value, str) or not re.fullmatch(pattern, value):
        raise constraint(value, path, f"satisfy regular expression pattern: {pattern}")
    if len(value) > LONGEST_NAME:
        raise constraint(value, path, f"have length less than or equal to {LONGEST_NAME}")
    return value


def require_keys(value: Mapping[str, Any], allowed: frozenset[str], pointer: str) -> None:
    """Refuse keys that the shape does not have. `pointer` is a JSON pointer such as "#/messages/0"."""
    for key in value.keys() - allowed:
        raise extraneous(key, pointer)


def extraneous(key: str, pointer: str) -> ValidationException:
    """The error for a key that is not permitted at a JSON pointer."""
    return ValidationException(
        f"Malformed input request: {pointer}: extraneous key [{key}] is not permitted, "
        "please reformat your input and try again."
    )


def model_error(reason: str) -> ValidationException:
    """An error that the model itself reports, passed on by the service."""
    return ValidationException(f"The model returned the following errors: {reason}")
