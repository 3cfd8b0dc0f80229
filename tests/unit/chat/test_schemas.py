"""The tools' schemas: what every model takes, and as strict as the inputs themselves."""

import json
from typing import Any

import pytest

from devstack.bedrock.validation.tools import check_strict, nodes
from lambdas.chat.bedrock.request import ToolSpec
from lambdas.chat.tools.registry import TOOLS, tool_specs

FIELDS: dict[str, tuple[set[str], set[str]]] = {
    "get_performances": (set(), {"genre", "keyword", "when"}),
    "get_performance_details": ({"performanceId"}, set()),
    "get_performance_schedules": ({"performanceId"}, {"when", "actor"}),
    "get_seat_grades": ({"performanceId"}, set()),
    "get_venue_info": ({"venueId"}, set()),
    "get_available_seats": ({"scheduleId", "count"}, {"grade", "seats", "budget", "needs", "options", "otherThan"}),
    "hold_seats": ({"proposalId"}, set()),
    "extend_hold": ({"holdId"}, set()),
    "cancel_hold": ({"holdId"}, set()),
    "get_my_reservations": (set(), set()),
}
EACH_TOOL = pytest.mark.parametrize("spec", tool_specs(), ids=lambda spec: spec.name)


def test_the_tools_of_the_documents_are_there() -> None:
    assert {spec.name for spec in tool_specs()} == FIELDS.keys() == TOOLS.keys()


@EACH_TOOL
def test_fields_are_those_of_the_documents(spec: ToolSpec) -> None:
    required, optional = FIELDS[spec.name]
    assert spec.schema["properties"].keys() == required | optional
    assert set(spec.schema["required"]) == required


@EACH_TOOL
def test_schemas_are_plain(spec: ToolSpec) -> None:
    words = {key for node in nodes(spec.schema) for key in node} - spec.schema["properties"].keys()
    assert words <= {
        "type",
        "properties",
        "required",
        "additionalProperties",
        "description",
        "items",
        "minimum",
        "maximum",
    }
    assert all(prop["type"] in {"string", "integer", "array"} for prop in spec.schema["properties"].values())


@EACH_TOOL
def test_schemas_are_strict(spec: ToolSpec) -> None:
    check_strict(spec.schema, spec.name)
    assert spec.schema["additionalProperties"] is False


@EACH_TOOL
def test_every_field_is_explained_in_korean(spec: ToolSpec) -> None:
    texts: list[Any] = [spec.description, *(prop.get("description") for prop in spec.schema["properties"].values())]
    assert all(text and any("가" <= character <= "힣" for character in text) for text in texts)


@EACH_TOOL
def test_no_tool_asks_who_the_person_is(spec: ToolSpec) -> None:
    assert "user" not in json.dumps(spec.schema).lower()
