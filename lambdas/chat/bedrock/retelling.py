"""A conversation told as text, for one that no model takes in its own form."""

from collections.abc import Iterable, Iterator
from typing import Any

from lambdas.chat.bedrock.translation import NOTHING, text_of
from lambdas.chat.conversation.records import Message


def holds_tools(messages: Iterable[Message]) -> bool:
    """Whether there is anything to tell: without tool blocks a conversation is text already."""
    return any("text" not in block for message in messages for block in message["content"])


def retold(messages: Iterable[Message]) -> list[Message]:
    """The same conversation in alternating texts, the person's first.

    Calls and their results stand with the words of the person who caused them, not with the assistant's: a model that read
    calls as words of its own would write the next one as words, too.
    """
    told: list[Message] = []
    for role, text in _told(messages):
        if told and told[-1]["role"] == role:
            told[-1]["content"].append({"text": text})
        elif told or role == "user":
            told.append({"role": role, "content": [{"text": text}]})
    return told


def _told(messages: Iterable[Message]) -> Iterator[tuple[str, str]]:
    uses: dict[str, Any] = {}
    for message in messages:
        role, content = message["role"], message["content"]
        uses |= {block["toolUse"]["toolUseId"]: block["toolUse"] for block in content if "toolUse" in block}
        yield from (("user", _exchange(block["toolResult"], uses)) for block in content if "toolResult" in block)
        # The words before a call were never an answer.
        if not any("toolUse" in block for block in content):
            yield from ((role, block["text"]) for block in content if block.get("text", "").strip())


def _exchange(result: dict[str, Any], uses: dict[str, Any]) -> str:
    use = uses.get(result["toolUseId"], {})
    parts = [part.get("json", part.get("text", NOTHING)) for part in result["content"]]
    record = {"tool": use.get("name", ""), "input": use.get("input", {}), "result": parts}
    return f"<tool-record>\n{text_of(record)}\n</tool-record>"
