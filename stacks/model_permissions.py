"""The statements that inference profiles need, all of them, for every call to a model to be allowed and no other.

Source: the service's page on prerequisites of inference profiles. Streaming needs InvokeModelWithResponseStream.
"""

from collections.abc import Iterable
from typing import Any

from aws_cdk import Stack
from aws_cdk.aws_iam import PolicyStatement

from stacks.models import Model

GLOBAL = "global"


def model_statements(stack: Stack, models: Iterable[Model]) -> list[PolicyStatement]:
    """What streaming from the models takes in the stack's region."""
    return [statement for model in models for statement in _statements(stack, model)]


def _statements(stack: Stack, model: Model) -> list[PolicyStatement]:
    profile = f"arn:aws:bedrock:{stack.region}:{stack.account}:inference-profile/{model.id}"
    through = {"bedrock:InferenceProfileArn": profile}
    if model.profile.geography != GLOBAL:
        regions = [_foundation_model(region, model) for region in model.profile.regions]
        return [_invoke([profile]), _invoke(regions, through)]
    here = {"aws:RequestedRegion": stack.region}
    # Where a global profile routes to is not told: the request then names no region.
    elsewhere = {"aws:RequestedRegion": "unspecified"}
    return [
        _invoke([profile], here),
        _invoke([_foundation_model(stack.region, model)], here | through),
        _invoke([_foundation_model("", model)], elsewhere | through),
    ]


def _foundation_model(region: str, model: Model) -> str:
    return f"arn:aws:bedrock:{region}::foundation-model/{model.profile.foundation_model}"


def _invoke(resources: list[str], conditions: dict[str, Any] | None = None) -> PolicyStatement:
    return PolicyStatement(
        actions=["bedrock:InvokeModelWithResponseStream"],
        resources=resources,
        conditions={"StringEquals": conditions} if conditions else None,
    )
