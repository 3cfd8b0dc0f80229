"""The layers of a stack's functions."""

from aws_cdk import Stack
from aws_cdk.aws_lambda import Code, ILayerVersion, LayerVersion, Runtime
from constructs import Construct

from stacks.bundling import dependencies_code, domain_code
from stacks.function import ARCHITECTURES
from stacks.names import web_adapter_arn
from stacks.settings import Settings


def add_product_layers(scope: Construct, settings: Settings) -> list[ILayerVersion]:
    """The third-party packages and the domain, which every function uses."""
    codes = {"Dependencies": dependencies_code(settings.architecture), "Domain": domain_code()}
    return [_layer(scope, name, code, settings) for name, code in codes.items()]


def web_adapter_layer(scope: Construct, settings: Settings) -> ILayerVersion:
    """The Lambda Web Adapter, which streams what an ASGI server answers."""
    return LayerVersion.from_layer_version_arn(scope, "WebAdapter", web_adapter_arn(Stack.of(scope).region, settings))


def _layer(scope: Construct, name: str, code: Code, settings: Settings) -> ILayerVersion:
    return LayerVersion(
        scope,
        f"{name}Layer",
        code=code,
        compatible_runtimes=[Runtime.PYTHON_3_13],
        compatible_architectures=[ARCHITECTURES[settings.architecture]],
    )
