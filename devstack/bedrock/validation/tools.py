"""`toolConfig`: names, schemas and what each family takes of them."""

from collections.abc import Iterator, Mapping
from typing import Any

from devstack.bedrock.errors import ValidationException
from devstack.bedrock.families import Family
from devstack.bedrock.validation.shapes import (
    TOOL_NAME,
    constraint,
    model_error,
    require_keys,
    require_list,
    require_object,
    require_pattern,
)

SPEC = frozenset({"name", "description", "inputSchema", "strict"})
CHOICES = frozenset({"auto", "any", "tool"})
NOVA_SCHEMA = frozenset({"type", "properties", "required"})


def check_tools(family: Family, config: object) -> None:
    """Refuse a malformed `toolConfig`. None of it at all is fine."""
    if config is None:
        return
    fields = require_object(config, "toolConfig")
    require_keys(fields, frozenset({"tools", "toolChoice"}), "#/toolConfig")
    tools = require_list(fields.get("tools"), "toolConfig.tools")
    if not tools:
        raise constraint(tools, "toolConfig.tools", "have length greater than or equal to 1")
    names = [
        check_spec(family, tool["toolSpec"], f"toolConfig.tools.{index}.toolSpec")
        for index, tool in enumerate(tools)
        if check_tool(tool, index)
    ]
    if len(set(names)) != len(names):
        raise model_error("tools: Tool names must be unique.")
    check_choice(fields.get("toolChoice"), names)


def check_tool(tool: object, index: int) -> bool:
    """Refuse an element that is neither a tool nor a cachePoint; true for a tool."""
    fields = require_object(tool, f"toolConfig.tools.{index}")
    require_keys(fields, frozenset({"toolSpec", "cachePoint"}), f"#/toolConfig/tools/{index}")
    if len(fields) != 1:
        raise constraint(sorted(fields), f"toolConfig.tools.{index}", "have exactly one of its members set")
    return "toolSpec" in fields


def check_spec(family: Family, spec: object, path: str) -> str:
    """Refuse a tool that the family cannot use; its name."""
    fields = require_object(spec, path)
    pointer = "#/" + path.replace(".", "/")
    require_keys(fields, SPEC - ({"strict"} if family.vendor == "amazon" else set()), pointer)
    name = require_pattern(fields.get("name"), f"{path}.name", TOOL_NAME)
    if not fields.get("description", "-"):
        raise constraint("", f"{path}.description", "have length greater than or equal to 1")
    schema = require_object(fields.get("inputSchema"), f"{path}.inputSchema").get("json")
    check_schema(family, require_object(schema, f"{path}.inputSchema.json"), path)
    if fields.get("strict"):
        check_strict(schema, name)
    return name


def check_schema(family: Family, schema: Mapping[str, Any], path: str) -> None:
    """Refuse a schema that is no object's, and on Nova keys beyond three at its top level."""
    if schema.get("type") != "object":
        raise ValidationException(f"The value at {path}.inputSchema.json.type must be one of the following: object.")
    if family.vendor == "amazon":
        require_keys(schema, NOVA_SCHEMA, f"#/{path.replace('.', '/')}/inputSchema/json")


def check_strict(schema: object, name: str) -> None:
    """Refuse what a strict tool's schema may not say."""
    for node in nodes(schema):
        if node.get("type") == "object" and node.get("additionalProperties") is not False:
            raise model_error(
                f"tools.{name}: For 'object' type, 'additionalProperties' must be explicitly set to false"
            )
        if node.get("type") == "array" and "maxItems" in node:
            raise model_error(f"tools.{name}: For 'array' type, property 'maxItems' is not supported")


def nodes(schema: object) -> Iterator[Mapping[str, Any]]:
    """Every object inside a schema, itself first."""
    if isinstance(schema, Mapping):
        yield schema
    children = schema.values() if isinstance(schema, Mapping) else schema if isinstance(schema, list) else ()
    for child in children:
        yield from nodes(child)


def check_choice(choice: object, names: list[str]) -> None:
    """Refuse a toolChoice of an unknown kind or tool."""
    if choice is None:
        return
    fields = require_object(choice, "toolConfig.toolChoice")
    require_keys(fields, CHOICES, "#/toolConfig/toolChoice")
    if "tool" in fields and fields["tool"].get("name") not in names:
        raise model_error(f"Tool '{fields['tool'].get('name')}' not found in provided tools")
