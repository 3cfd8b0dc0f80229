"""Requests to ConverseStream, as pure functions: one dialect per family of models."""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lambdas.chat.bedrock.registry import Model
from lambdas.chat.conversation.records import Message

CACHE_POINT = {"cachePoint": {"type": "default"}}


@dataclass(frozen=True)
class ToolSpec:
    """A tool as models see it. `schema` is a JSON schema of an object."""

    name: str
    description: str
    schema: dict[str, Any]


@dataclass(frozen=True)
class Prompt:
    """What a model is asked.

    Attributes:
        base: the system prompt, the same bytes in every request.
        tools: the same in every request.
        history: the stored messages, oldest first.
        current: this turn's messages: the person's, then tool calls and their results.
    """

    base: str
    tools: Sequence[ToolSpec]
    history: Sequence[Message]
    current: Sequence[Message]


def build_request(model: Model, prompt: Prompt) -> dict[str, Any]:
    """The arguments of `converse_stream` for one model."""
    messages = [_message(model, message) for message in (*prompt.history, *prompt.current)]
    tools = [_tool(model, tool) for tool in prompt.tools]
    system: list[dict[str, Any]] = [{"text": prompt.base}]
    if estimate_tokens(json.dumps(tools, ensure_ascii=False) + prompt.base) >= model.caching.minimum_tokens:
        # The order of a prefix is tools, system, messages: this point covers the tools as well.
        system.append(CACHE_POINT)
        if prompt.history:
            _close_prefix(messages[len(prompt.history) - 1])
    request: dict[str, Any] = {
        "modelId": model.id,
        "system": system,
        "messages": messages,
        "toolConfig": {"tools": tools},
        "inferenceConfig": {"maxTokens": model.max_tokens, **model.sampling},
    }
    if model.additional_fields:
        request["additionalModelRequestFields"] = model.additional_fields
    return request


def estimate_tokens(text: str) -> int:
    """About how many tokens a text costs: one a Korean character, one for four ASCII characters."""
    ascii_length = sum(character < "\x80" for character in text)
    return len(text) - ascii_length + math.ceil(ascii_length / 4)


def _close_prefix(message: Message) -> None:
    message["content"] = [*message["content"], CACHE_POINT]


def _tool(model: Model, tool: ToolSpec) -> dict[str, Any]:
    kept = {"type", "properties", "required"} if model.dialect == "nova" else tool.schema.keys()
    schema = {key: value for key, value in tool.schema.items() if key in kept}
    return {"toolSpec": {"name": tool.name, "description": tool.description, "inputSchema": {"json": schema}}}


def _message(model: Model, message: Message) -> Message:
    content: Iterable[dict[str, Any]] = message["content"]
    if model.dialect == "nova":
        content = map(_nova_block, content)
    return {"role": message["role"], "content": list(content)}


def _nova_block(block: dict[str, Any]) -> dict[str, Any]:
    """Nova takes tool results as text and without a status."""
    result = block.get("toolResult")
    if result is None:
        return block
    texts = [
        {"text": json.dumps(part["json"], ensure_ascii=False)} if "json" in part else part for part in result["content"]
    ]
    return {"toolResult": {"toolUseId": result["toolUseId"], "content": texts}}
