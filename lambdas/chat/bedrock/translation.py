"""The conversation as one family of models takes it.

Messages are stored in one form for all models: a tool's result is JSON with a status. A conversation may change its model in
the middle of a tool exchange and back; whoever made a call, the request is one that the asked model takes.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lambdas.chat.bedrock.registry import Dialect
from lambdas.chat.conversation.records import Message

Block = dict[str, Any]

TOOL_USE_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
"""The narrower of the service's pattern and Claude's own, so that an id suits whichever model is asked."""

NO_TOOL_NAME = re.compile(r"[^a-zA-Z0-9_-]")
LONGEST_TOOL_NAME = 64
NOTHING = "(내용 없음)"
"""Stands for a message without content, which no model takes."""


def translated(dialect: Dialect, messages: Iterable[Message]) -> list[Message]:
    """Messages as the models of a dialect take them. The same messages always give the same bytes."""
    calls = _Calls()
    return [_message(dialect, message, calls) for message in messages]


class _Calls:
    """The ids of tool calls: made valid and unique in the conversation's order, and found again by their results."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._unanswered: list[tuple[str, str]] = []

    def forget(self) -> None:
        """A new answer begins: results to come belong to its calls alone."""
        self._unanswered = []

    def call(self, original: str) -> str:
        """The id under which a call goes out: its own, unless that is malformed or taken."""
        identifier, number = original, len(self._given)
        while identifier in self._given or not TOOL_USE_ID.fullmatch(identifier):
            number += 1
            identifier = f"call_{number}"
        self._given.add(identifier)
        self._unanswered.append((original, identifier))
        return identifier

    def result(self, original: str) -> str:
        """The id of the call that a result answers; calls that share an id are answered in their order."""
        found = next((pair for pair in self._unanswered if pair[0] == original), (original, original))
        if found in self._unanswered:
            self._unanswered.remove(found)
        return found[1]


def _message(dialect: Dialect, message: Message, calls: _Calls) -> Message:
    if message["role"] == "assistant":
        calls.forget()
    content = [taken for block in message["content"] for taken in _taken(dialect, block, calls)]
    return {"role": message["role"], "content": content or [{"text": NOTHING}]}


def _taken(dialect: Dialect, block: Block, calls: _Calls) -> Iterator[Block]:
    """A block in the dialect's form. Thoughts are left out: only the model that had them could take them back."""
    if "toolUse" in block:
        yield {"toolUse": _tool_use(block["toolUse"], calls)}
    elif "toolResult" in block:
        result = block["toolResult"]
        yield {"toolResult": {"toolUseId": calls.result(result["toolUseId"]), **_RESULTS[dialect](result)}}
    elif block.get("text", "").strip():
        yield {"text": block["text"]}


def _tool_use(use: Block, calls: _Calls) -> Block:
    name = NO_TOOL_NAME.sub("_", use["name"])[:LONGEST_TOOL_NAME] or "unknown"
    return {"toolUseId": calls.call(use["toolUseId"]), "name": name, "input": in_order(use["input"])}


def _as_json(result: Block) -> Block:
    """With JSON, which has to be an object, and a status."""
    content = [{"json": in_order(part["json"])} if "json" in part else part for part in result["content"]]
    return {"content": content or [{"text": ""}], "status": result.get("status", "success")}


def _as_text(result: Block) -> Block:
    """As text and without a status: Nova takes neither JSON nor a status back."""
    content = [{"text": text_of(part["json"])} if "json" in part else part for part in result["content"]]
    return {"content": content or [{"text": ""}]}


_RESULTS = {"anthropic": _as_json, "nova": _as_text}


def text_of(value: Any) -> str:
    """A value as JSON in one fixed form."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def in_order(value: Any) -> Any:
    """A value with its keys sorted: a table gives them back in an order of its own, which would void the cached prefix."""
    if isinstance(value, dict):
        return {key: in_order(value[key]) for key in sorted(value)}
    return [in_order(each) for each in value] if isinstance(value, list) else value
