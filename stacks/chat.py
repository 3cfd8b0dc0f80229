"""The chat in one region: one function behind a streaming address."""

from typing import Any

from aws_cdk import CfnOutput, Stack
from aws_cdk.aws_iam import PolicyStatement
from aws_cdk.aws_lambda import InvokeMode
from constructs import Construct

from stacks.bundling import function_code
from stacks.environment import chat_variables
from stacks.function import FunctionSpec, PublishedFunction
from stacks.layers import add_product_layers, web_adapter_layer
from stacks.model_permissions import model_statements
from stacks.models import chosen_models
from stacks.names import CHAT, RELEASE
from stacks.permissions import CHAT_GRANTS, hold_seats_invocation, table_statements
from stacks.settings import Region, Settings

TIMEOUT_SECONDS = 75
"""A turn ends by itself at 60 s and its lease at 90 s: a turn that Lambda ends must not outlive its lease."""


class ChatStack(Stack):
    """The function that talks. It reads, writes conversations, and books by calling hold-seats alone."""

    def __init__(
        self, scope: Construct, construct_id: str, *, settings: Settings, region: Region, release: str, **kwargs: Any
    ) -> None:
        super().__init__(scope, construct_id, **kwargs)
        spec = FunctionSpec(
            name=CHAT,
            handler="run.sh",
            code=function_code("chat"),
            layers=[*add_product_layers(self, settings), web_adapter_layer(self, settings)],
            environment={**chat_variables(settings, region), RELEASE: release},
            statements=self._statements(settings),
            timeout_seconds=TIMEOUT_SECONDS,
            reserved=settings.reserved_concurrency.get("chat"),
        )
        function = PublishedFunction(self, "Chat", spec, settings)
        url = function.add_url(InvokeMode.RESPONSE_STREAM, settings.page_origins)
        CfnOutput(self, "ChatUrl", value=url.url)

    def _statements(self, settings: Settings) -> list[PolicyStatement]:
        return [
            *table_statements(self, settings, CHAT_GRANTS),
            hold_seats_invocation(self),
            *model_statements(self, chosen_models(settings)),
        ]
