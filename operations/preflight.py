"""What has to be true before a deployment, and would only be found out in the middle of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from stacks.names import web_adapter_arn
from stacks.settings import Region, Settings

if TYPE_CHECKING:
    from types_boto3_lambda import LambdaClient

LEFT_FOR_OTHERS = 100
"""Lambda refuses to reserve more than leaves this many environments to functions without a reservation."""


@dataclass(frozen=True)
class Found:
    """A region as it is: environments that may still be reserved or are ours already, and whether the layer exists."""

    reservable: int
    has_web_adapter: bool


def problems(settings: Settings, found: Mapping[str, Found]) -> list[str]:
    """Why these regions, by their names, cannot be deployed to; nothing where they can."""
    unset = [f"cdk.json: {name} still stands as it was shipped" for name in settings.placeholders()]
    wanted = sum(settings.reserved_concurrency.values())
    scarce = [
        f"{name}: reservedConcurrency asks for {wanted}, and {region.reservable} can be reserved"
        for name, region in found.items()
        if wanted > region.reservable
    ]
    missing = [
        f"{name}: version {settings.web_adapter_layer_version} of the Lambda Web Adapter's layer is not there"
        for name, region in found.items()
        if not region.has_web_adapter
    ]
    return unset + scarce + missing


def look(settings: Settings, regions: Mapping[str, Region]) -> dict[str, Found]:
    """Asks Lambda in each region. Raises botocore's exceptions where it gives no answer."""
    return {name: look_at(settings, region.aws_region, _client(region)) for name, region in regions.items()}


def look_at(settings: Settings, region: str, client: "LambdaClient") -> Found:
    """Asks Lambda in one region."""
    limits = client.get_account_settings()["AccountLimit"]
    ours = sum(_reserved(client, f"megaticket-{name}") for name in settings.reserved_concurrency)
    reservable = limits["UnreservedConcurrentExecutions"] + ours - LEFT_FOR_OTHERS
    return Found(reservable, _exists(client, web_adapter_arn(region, settings)))


def _reserved(client: "LambdaClient", function: str) -> int:
    try:
        return client.get_function_concurrency(FunctionName=function).get("ReservedConcurrentExecutions", 0)
    except client.exceptions.ResourceNotFoundException:
        return 0


def _exists(client: "LambdaClient", layer: str) -> bool:
    try:
        client.get_layer_version_by_arn(Arn=layer)
    except ClientError as error:
        if error.response["Error"]["Code"] in {"ResourceNotFoundException", "AccessDeniedException"}:
            return False
        raise
    return True


def _client(region: Region) -> "LambdaClient":
    return boto3.client("lambda", region_name=region.aws_region)


UNREACHABLE = (BotoCoreError, ClientError)
"""What asking a region raises: no credentials, no way there, no permission."""
