"""Tool calls and their results: each call is answered in the next message, and nothing else is."""

from collections.abc import Mapping, Sequence
from typing import Any

from devstack.bedrock.errors import ValidationException
from devstack.bedrock.families import Family
from devstack.bedrock.validation.shapes import model_error


def check_tool_pairs(family: Family, body: Mapping[str, Any]) -> None:
    """Refuse histories whose tool calls and results do not belong together."""
    messages = body["messages"]
    uses = [ids(message, "toolUse") for message in messages]
    results = [ids(message, "toolResult") for message in messages]
    if not body.get("toolConfig") and (any(uses) or any(results)):
        raise ValidationException(
            "The toolConfig field must be defined when using toolUse and toolResult content blocks."
        )
    check_unique([identifier for turn in uses for identifier in turn])
    for index, answered in enumerate(results):
        check_answers(index, uses[index - 1] if index else [], answered)
        if family.vendor == "anthropic":
            check_results_first(index, messages[index]["content"])
    if uses and uses[-1]:
        raise unanswered(len(messages), uses[-1])


def ids(message: Mapping[str, Any], kind: str) -> list[str]:
    """The toolUseIds of a message's blocks of one kind, in order."""
    return [block[kind]["toolUseId"] for block in message["content"] if kind in block]


def check_unique(identifiers: Sequence[str]) -> None:
    """Refuse a toolUseId that two calls share."""
    if len(set(identifiers)) != len(identifiers):
        raise model_error("messages: `tool_use` ids must be unique")


def check_answers(index: int, called: Sequence[str], answered: Sequence[str]) -> None:
    """Refuse calls without a result, and results without or with more than one call."""
    missing = [identifier for identifier in called if identifier not in answered]
    if missing:
        raise unanswered(index, missing)
    if len(answered) > len(called):
        raise ValidationException(
            f"The number of toolResult blocks at messages.{index}.content exceeds the number of toolUse blocks "
            "of previous turn."
        )


def unanswered(index: int, missing: Sequence[str]) -> ValidationException:
    """The error for calls that the message at `index` does not answer."""
    return ValidationException(
        f"Expected toolResult blocks at messages.{index}.content for the following Ids: {', '.join(missing)}"
    )


def check_results_first(index: int, content: Sequence[Mapping[str, Any]]) -> None:
    """Refuse other content before a toolResult: Claude takes the results first."""
    kinds = ["toolResult" in block for block in content]
    if kinds != sorted(kinds, reverse=True):
        raise model_error(
            f"messages.{index}: `tool_use` ids were found without `tool_result` blocks immediately after. "
            "`tool_result` blocks must come first in the content."
        )
