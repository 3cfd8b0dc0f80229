"""Sampling, output length and the model's own extra fields."""

from collections.abc import Mapping
from typing import Any

from devstack.bedrock.errors import ValidationException
from devstack.bedrock.families import Family
from devstack.bedrock.validation.shapes import constraint, model_error, require_keys, require_list, require_object

FIELDS = frozenset({"maxTokens", "temperature", "topP", "stopSequences"})
WIRE_NAMES = {"temperature": "temperature", "topP": "top_p"}


def check_inference(family: Family, body: Mapping[str, Any]) -> None:
    """Refuse an `inferenceConfig` that the family does not take."""
    config = require_object(body.get("inferenceConfig", {}), "inferenceConfig")
    extra = require_object(body.get("additionalModelRequestFields", {}), "additionalModelRequestFields")
    require_keys(config, FIELDS, "#/inferenceConfig")
    check_length(family, config)
    check_sampling(family, config, extra)
    if "stopSequences" in config:
        require_list(config["stopSequences"], "inferenceConfig.stopSequences")


def check_length(family: Family, config: Mapping[str, Any]) -> None:
    """Refuse an output limit that is none, or above the model's."""
    limit = config.get("maxTokens", 1)
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 1:
        raise constraint(limit, "inferenceConfig.maxTokens", "have value greater than or equal to 1")
    if limit > family.max_output_tokens:
        raise ValidationException(
            f"The maximum tokens you requested exceeds the model limit of {family.max_output_tokens}. "
            f"Try again with a maximum tokens value that is lower than {family.max_output_tokens}."
        )


def check_sampling(family: Family, config: Mapping[str, Any], extra: Mapping[str, Any]) -> None:
    """Refuse sampling fields that are out of range, unknown to the family or exclude each other."""
    given = [name for name, wire in WIRE_NAMES.items() if name in config or wire in extra]
    for name in given:
        value = config.get(name, 0)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
            raise constraint(value, f"inferenceConfig.{name}", "have value between 0 and 1")
        if name not in family.sampling:
            raise model_error(f"`{WIRE_NAMES[name]}` is not supported by this model.")
    if family.sampling_exclusive and len(given) > 1:
        raise model_error("`temperature` and `top_p` cannot both be specified for this model. Please use only one.")
