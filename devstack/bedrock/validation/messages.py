"""Roles and content blocks of the messages and of the system prompt."""

from collections.abc import Mapping
from typing import Any

from devstack.bedrock.errors import ValidationException
from devstack.bedrock.families import Family
from devstack.bedrock.validation.shapes import (
    TOOL_NAME,
    TOOL_USE_ID,
    constraint,
    require_keys,
    require_list,
    require_object,
    require_pattern,
)

BLOCKS = frozenset({"text", "toolUse", "toolResult", "cachePoint", "image", "document", "reasoningContent"})
TOOL_RESULT = frozenset({"toolUseId", "content", "status", "type"})
ROLE_OF = {"toolUse": "assistant", "toolResult": "user", "reasoningContent": "assistant"}


def check_system(system: object) -> None:
    """Refuse system blocks that are neither text nor a cachePoint, and blank text."""
    for index, block in enumerate(require_list(system, "system")):
        content = require_object(block, f"system.{index}")
        require_keys(content, frozenset({"text", "cachePoint", "guardContent"}), f"#/system/{index}")
        if "text" in content:
            check_text(content["text"], "SystemContentBlock", f"system.{index}")


def check_messages(family: Family, messages: object) -> None:
    """Refuse messages whose roles do not alternate from the user on, or whose blocks are malformed."""
    listed = require_list(messages, "messages")
    for index, message in enumerate(listed):
        check_role(index, require_object(message, f"messages.{index}"))
        content = require_list(message.get("content"), f"messages.{index}.content")
        if not content:
            raise ValidationException(
                f"The content field in the Message object at messages.{index} is empty. "
                "Add a ContentBlock object to the content field and try again."
            )
        for position, block in enumerate(content):
            check_block(family, message["role"], block, f"messages.{index}.content.{position}")
    if not listed:
        raise ValidationException("A conversation must contain at least one message. Add a message and try again.")


def check_role(index: int, message: Mapping[str, Any]) -> None:
    """Refuse a message out of turn: the user's are the even ones."""
    require_keys(message, frozenset({"role", "content"}), f"#/messages/{index}")
    role = message.get("role")
    if role not in {"user", "assistant"}:
        raise constraint(role, f"messages.{index}.role", "satisfy enum value set: [user, assistant]")
    if index == 0 and role != "user":
        raise ValidationException(
            "A conversation must start with a user message. Try again with a conversation that starts with a user message."
        )
    if role != ("user", "assistant")[index % 2]:
        raise ValidationException(
            "A conversation must alternate between user and assistant roles. "
            "Make sure the conversation alternates between user and assistant roles and try again."
        )


def check_block(family: Family, role: str, block: object, path: str) -> None:
    """Refuse a content block of an unknown kind, of the wrong role or with malformed content."""
    content = require_object(block, path)
    require_keys(content, BLOCKS, "#/" + path.replace(".", "/"))
    if len(content) != 1:
        raise constraint(sorted(content), path, "have exactly one of its members set")
    kind = next(iter(content))
    if ROLE_OF.get(kind, role) != role:
        raise ValidationException(f"The {kind} block at {path} is not allowed in a message of role {role}.")
    if kind == "text":
        check_text(content["text"], "ContentBlock", path)
    elif kind == "toolUse":
        check_tool_use(content["toolUse"], f"{path}.toolUse")
    elif kind == "toolResult":
        check_tool_result(family, content["toolResult"], f"{path}.toolResult")
    elif kind == "reasoningContent" and family.vendor == "amazon":
        raise ValidationException(f"This model doesn't support the reasoningContent field at {path}.")


def check_text(text: object, shape: str, path: str) -> None:
    """Refuse a blank text."""
    if not isinstance(text, str):
        raise constraint(text, f"{path}.text", "be a string")
    if not text.strip():
        raise ValidationException(
            f"The text field in the {shape} object at {path} is blank. Add text to the text field, and try again."
        )


def check_tool_use(block: object, path: str) -> None:
    """Refuse a replayed tool call that no model can have made."""
    call = require_object(block, path)
    require_keys(call, frozenset({"toolUseId", "name", "input", "type"}), "#/" + path.replace(".", "/"))
    require_pattern(call.get("toolUseId"), f"{path}.toolUseId", TOOL_USE_ID)
    require_pattern(call.get("name"), f"{path}.name", TOOL_NAME)
    if not isinstance(call.get("input"), Mapping):
        raise ValidationException(
            f"The format of the value at {path}.input is invalid. Provide a json object for the field and try again."
        )


def check_tool_result(family: Family, block: object, path: str) -> None:
    """Refuse a result without content, with JSON that is no object, or in a form that the family does not take."""
    result = require_object(block, path)
    pointer = "#/" + path.replace(".", "/")
    require_keys(result, TOOL_RESULT - ({"status", "type"} if family.vendor == "amazon" else set()), pointer)
    require_pattern(result.get("toolUseId"), f"{path}.toolUseId", TOOL_USE_ID)
    if result.get("status", "success") not in {"success", "error"}:
        raise constraint(result["status"], f"{path}.status", "satisfy enum value set: [success, error]")
    content = require_list(result.get("content"), f"{path}.content")
    if not content:
        raise ValidationException(
            f"The content field in the ToolResultBlock object at {path} is empty. "
            "Add a ToolResultContentBlock object to the content field and try again."
        )
    for index, item in enumerate(content):
        check_result_content(family, require_object(item, f"{path}.content.{index}"), f"{path}.content.{index}")


def check_result_content(family: Family, item: Mapping[str, Any], path: str) -> None:
    """Refuse one part of a tool's result. An empty text is taken here, unlike in a message."""
    allowed = frozenset({"text"}) if family.vendor == "amazon" else frozenset({"text", "json", "image", "document"})
    require_keys(item, allowed, "#/" + path.replace(".", "/"))
    if "json" in item and not isinstance(item["json"], Mapping):
        raise ValidationException(
            f"The format of the value at {path}.json is invalid. Provide a json object for the field and try again."
        )
    if "text" in item and not isinstance(item["text"], str):
        raise constraint(item["text"], f"{path}.text", "be a string")
