"""Where cachePoints may stand, how many, and what they may hold."""

from collections.abc import Iterator, Mapping
from typing import Any

from devstack.bedrock.families import Family
from devstack.bedrock.validation.shapes import constraint, extraneous, model_error, require_keys, require_object

MOST_CACHE_POINTS = 4


def check_cache_points(family: Family, body: Mapping[str, Any]) -> None:
    """Refuse cachePoints that are too many, malformed or in a place where the family takes none."""
    points = list(cache_points(body))
    for path, point, previous in points:
        check_point(family, path, point)
        if previous is None:
            raise model_error(f"{path}: a cachePoint must follow the content that it closes")
        if family.vendor == "amazon" and "toolResult" in previous:
            raise extraneous("cachePoint", "#/" + path.replace(".", "/"))
    if len(points) > MOST_CACHE_POINTS:
        raise model_error(
            f"A maximum of {MOST_CACHE_POINTS} blocks with cache_control may be provided. Found {len(points)}."
        )


def cache_points(body: Mapping[str, Any]) -> Iterator[tuple[str, object, Mapping[str, Any] | None]]:
    """(path, cachePoint, the element before it) of every cachePoint in the request."""
    places = {"toolConfig.tools": (body.get("toolConfig") or {}).get("tools", []), "system": body.get("system", [])}
    for index, message in enumerate(body["messages"]):
        places[f"messages.{index}.content"] = message["content"]
    for place, elements in places.items():
        for index, element in enumerate(elements):
            if "cachePoint" in element:
                yield f"{place}.{index}", element["cachePoint"], elements[index - 1] if index else None


def check_point(family: Family, path: str, point: object) -> None:
    """Refuse a malformed cachePoint, a `ttl` where the family has none, and on Nova any in the tools."""
    pointer = "#/" + path.replace(".", "/")
    if path.startswith("toolConfig") and not family.cache_in_tools:
        raise extraneous("cachePoint", pointer)
    fields = require_object(point, path)
    require_keys(fields, frozenset({"type", "ttl"} if family.vendor == "anthropic" else {"type"}), pointer)
    if fields.get("type") != "default":
        raise constraint(fields.get("type"), f"{path}.cachePoint.type", "satisfy enum value set: [default]")
    if fields.get("ttl", "5m") not in {"5m", "1h"}:
        raise constraint(fields["ttl"], f"{path}.cachePoint.ttl", "satisfy enum value set: [5m, 1h]")
