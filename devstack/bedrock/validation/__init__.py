"""What the real service rejects, by model family. Messages have the shape that AWS gives them."""

from collections.abc import Mapping
from typing import Any

from devstack.bedrock.errors import ValidationException
from devstack.bedrock.families import family_of
from devstack.bedrock.validation.caching import check_cache_points
from devstack.bedrock.validation.inference import check_inference
from devstack.bedrock.validation.messages import check_messages, check_system
from devstack.bedrock.validation.pairing import check_tool_pairs
from devstack.bedrock.validation.tools import check_tools

__all__ = ["ValidationException", "validate"]

FIELDS = frozenset(
    {
        "messages",
        "system",
        "inferenceConfig",
        "toolConfig",
        "guardrailConfig",
        "additionalModelRequestFields",
        "promptVariables",
        "additionalModelResponseFieldPaths",
        "requestMetadata",
        "performanceConfig",
        "serviceTier",
        "outputConfig",
    }
)


def validate(model_id: str, body: Mapping[str, Any]) -> None:
    """Accept or reject a ConverseStream request.

    Args:
        model_id: a model id, inference profile id or ARN.
        body: the JSON of the request, without modelId.

    Raises:
        ValidationException: HTTP 400, with the reason.
        ResourceNotFoundException: HTTP 404, for an unknown model id.
    """
    family = family_of(model_id)
    for name in body.keys() - FIELDS:
        raise ValidationException(
            f"Malformed input request: #: extraneous key [{name}] is not permitted, "
            "please reformat your input and try again."
        )
    check_inference(family, body)
    check_system(body.get("system", []))
    check_messages(family, body.get("messages", []))
    check_tools(family, body.get("toolConfig"))
    check_tool_pairs(family, body)
    check_cache_points(family, body)
