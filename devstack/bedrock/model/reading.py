"""A request read as a conversation: turns of words, tool calls and their results, and the context of the last one."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

CONTEXT = re.compile(r"\s*<context>(.*?)</context>", re.DOTALL)


@dataclass
class CallRecord:
    """A tool call of the conversation. `result` is empty while it is unanswered."""

    name: str
    input: Mapping[str, Any]
    result: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Turn:
    """What a person said, which tools were called on it and what was answered last."""

    words: str
    calls: list[CallRecord] = field(default_factory=list)
    answer: str = ""


@dataclass(frozen=True)
class Tool:
    """An offered tool: what it says of itself and the fields of its input."""

    description: str
    properties: Mapping[str, Any]


@dataclass(frozen=True)
class Conversation:
    """Everything that the model knows. There is nothing else."""

    system: str
    tools: Mapping[str, Tool]
    turns: Sequence[Turn]
    context: Mapping[str, Any] | None

    @property
    def instructed(self) -> bool:
        """Whether the request says who the assistant is and where the conversation stands."""
        return bool(self.system.strip()) and self.context is not None

    @property
    def words(self) -> str:
        """What the person says now."""
        return self.turns[-1].words if self.turns else ""

    def unsaid(self) -> "Conversation":
        """The conversation without the last words."""
        return replace(self, turns=[*self.turns[:-1], Turn("")])

    def unread(self) -> "Conversation":
        """The conversation before the last words, and before the server read anything from them."""
        return replace(self.unsaid(), context=None)

    @cached_property
    def facts(self) -> Mapping[str, Any]:
        """The context, empty where there is none."""
        return self.context or {}


def read_request(body: Mapping[str, Any]) -> Conversation:
    """The conversation of a valid ConverseStream request."""
    turns, context = read_messages(body["messages"])
    specs = [tool["toolSpec"] for tool in (body.get("toolConfig") or {}).get("tools", []) if "toolSpec" in tool]
    return Conversation(
        system="\n".join(block.get("text", "") for block in body.get("system", [])),
        tools={spec["name"]: read_tool(spec) for spec in specs},
        turns=turns,
        context=context,
    )


def read_tool(spec: Mapping[str, Any]) -> Tool:
    """An offered tool."""
    return Tool(spec.get("description", ""), spec["inputSchema"]["json"].get("properties", {}))


def read_messages(messages: Sequence[Mapping[str, Any]]) -> tuple[list[Turn], Mapping[str, Any] | None]:
    """The turns of the messages, and the context of the last turn."""
    turns: list[Turn] = []
    calls: dict[str, CallRecord] = {}
    context: Mapping[str, Any] | None = None
    for message in messages:
        if message["role"] == "user":
            answered = answer_calls(message["content"], calls)
            given, words = split_texts(message["content"], answered)
            context = given if words else given or context
            turns.extend([Turn(words)] if words else [])
        elif turns:
            turns[-1].calls.extend(new_calls(message["content"], calls))
            turns[-1].answer = "\n".join(block["text"] for block in message["content"] if "text" in block)
    return turns, context


def split_texts(content: Sequence[Mapping[str, Any]], answers: bool) -> tuple[Mapping[str, Any] | None, str]:
    """(context, words) of a user message.

    Words are the last text; a context stands before them. Alone, it counts only where the message answers tool calls:
    a person who types <context> gives none.
    """
    texts = [block["text"] for block in content if "text" in block]
    if answers and len(texts) == 1 and CONTEXT.match(texts[0]):
        return read_context(texts[0]), ""
    given = next((read_context(text) for text in texts[:-1] if CONTEXT.match(text)), None)
    return given, texts[-1].strip() if texts else ""


def read_context(text: str) -> Mapping[str, Any] | None:
    """The JSON of a context block, None where it is none."""
    found = CONTEXT.match(text)
    return parse_object(found[1]) if found else None


def answer_calls(content: Sequence[Mapping[str, Any]], calls: Mapping[str, CallRecord]) -> bool:
    """Put each result of a user message to its call; whether there was any."""
    results = [block["toolResult"] for block in content if "toolResult" in block]
    for result in results:
        if result["toolUseId"] in calls:
            calls[result["toolUseId"]].result = read_result(result["content"])
    return bool(results)


def new_calls(content: Sequence[Mapping[str, Any]], calls: dict[str, CallRecord]) -> Iterator[CallRecord]:
    """The calls of an assistant's message, also kept by id."""
    for use in (block["toolUse"] for block in content if "toolUse" in block):
        calls[use["toolUseId"]] = CallRecord(use["name"], use["input"])
        yield calls[use["toolUseId"]]


def read_result(content: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """A tool's result, sent as JSON or as text that is JSON."""
    for item in content:
        data = item.get("json") or parse_object(item.get("text", ""))
        if isinstance(data, Mapping):
            return data
    return {}


def proposals_of(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A result's proposals, each as a result of its own."""
    offered = [result["proposal"]] if "proposal" in result else result.get("options", [])
    return [{**result, "proposal": proposal} for proposal in offered]


def parse_object(text: str) -> Mapping[str, Any] | None:
    """A JSON object, None for anything else."""
    try:
        data = json.loads(text)
    except ValueError:
        return None
    return data if isinstance(data, Mapping) else None
