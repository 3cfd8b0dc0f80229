"""Requests to ConverseStream, as pure functions."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lambdas.chat.bedrock.failures import Mending
from lambdas.chat.bedrock.registry import Caching, Model
from lambdas.chat.bedrock.retelling import holds_tools, retold
from lambdas.chat.bedrock.translation import translated
from lambdas.chat.conversation.records import Message

STRICT_WORDS = frozenset({"type", "properties", "required", "additionalProperties", "description", "items", "enum"})
"""What the schema of a strict tool may say; bounds of numbers and lengths are refused."""

NOVA_WORDS = frozenset({"type", "properties", "required"})
"""What Nova takes at the top of a tool's schema."""


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
        is_retold: whether the conversation is told as text, because no model took it in its own form.
        drops_history: whether earlier turns are left out, because no model took them in any form.
    """

    base: str
    tools: Sequence[ToolSpec]
    history: Sequence[Message]
    current: Sequence[Message]
    is_retold: bool = False
    drops_history: bool = False

    def mendings(self) -> Iterator[tuple[Mending, "Prompt"]]:
        """The same question for models that have refused it: after a conversation told as text, then after none.

        The tools stay on offer. What changes nothing is left out.
        """
        told = replace(self, history=retold(self.history), current=retold(self.current), is_retold=True)
        if holds_tools((*self.history, *self.current)):
            yield "HistoryRetold", told
        if self.history:
            yield "HistoryDropped", replace(told, history=(), drops_history=True)


def build_request(model: Model, prompt: Prompt) -> dict[str, Any]:
    """The arguments of `converse_stream` for one model."""
    tools = [_tool(model, tool) for tool in prompt.tools]
    messages = translated(model.dialect, (*prompt.history, *prompt.current))
    system: list[dict[str, Any]] = [{"text": prompt.base}]
    _close_prefixes(model.caching, tools, system, messages[: len(prompt.history)])
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
    ascii_length = len(text.encode("ascii", "ignore"))
    return len(text) - ascii_length + -(-ascii_length // 4)


def _close_prefixes(
    caching: Caching, tools: list[dict[str, Any]], system: list[dict[str, Any]], history: list[Message]
) -> None:
    """Sets checkpoints after the base, which covers the tools, and after the last stored turns, where the prefix is long enough.

    More than one turn's end is closed because a prefix is found again at a checkpoint, or only a few blocks before one: this
    request writes at its last turn's end and reads what the request before it wrote at the end before that.
    """
    length = _tokens(tools) + _tokens(system)
    ends = [system] if "system" in caching.places and length >= caching.minimum_tokens else []
    closable = []
    for message in history if "messages" in caching.places else ():
        # Counting stops once the prefix is long enough.
        length += _tokens(message["content"]) if length < caching.minimum_tokens else 0
        if length >= caching.minimum_tokens and _ends_turn(message):
            closable.append(message["content"])
    point = {"cachePoint": {"type": "default", **({"ttl": caching.ttl} if caching.ttl else {})}}
    room = caching.most_points - len(ends)
    for end in ends + closable[max(0, len(closable) - room) :]:
        end.append(point)


def _tokens(blocks: list[dict[str, Any]]) -> int:
    return estimate_tokens(json.dumps(blocks, ensure_ascii=False))


def _ends_turn(message: Message) -> bool:
    """Whether a message is a turn's last. It ends with text, as Nova wants it before a checkpoint."""
    return message["role"] == "assistant" and all("text" in block for block in message["content"])


def _tool(model: Model, tool: ToolSpec) -> dict[str, Any]:
    kept = NOVA_WORDS if model.dialect == "nova" else tool.schema.keys()
    schema = {key: value for key, value in tool.schema.items() if key in kept}
    spec = {"name": tool.name, "description": tool.description, "inputSchema": {"json": schema}}
    return {"toolSpec": spec | {"strict": True} if model.strict_tools and _can_be_strict(schema) else spec}


def _can_be_strict(schema: dict[str, Any]) -> bool:
    """Whether a schema says nothing that is refused of a strict tool."""
    inner = [*schema.get("properties", {}).values(), *filter(None, [schema.get("items")])]
    is_closed = schema.get("type") != "object" or schema.get("additionalProperties") is False
    return is_closed and schema.keys() <= STRICT_WORDS and all(map(_can_be_strict, inner))
