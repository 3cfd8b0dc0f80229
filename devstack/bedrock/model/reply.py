"""What the model answers: a text, tool calls, or a text before tool calls."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ToolCall:
    """A tool's name and its input."""

    name: str
    input: Mapping[str, Any]


@dataclass(frozen=True)
class Reply:
    """One answer. With calls, the text is the words before them."""

    text: str
    calls: tuple[ToolCall, ...] = ()
