"""Booking in one region: the function that holds seats, the web's function, the settlement of each minute."""

from typing import Any

from aws_cdk import CfnOutput, Duration, RemovalPolicy, Stack
from aws_cdk.aws_events import Rule, Schedule
from aws_cdk.aws_events_targets import LambdaFunction
from aws_cdk.aws_lambda import ILayerVersion, InvokeMode
from aws_cdk.aws_secretsmanager import ReplicaRegion, Secret
from constructs import Construct

from stacks.bundling import function_code
from stacks.environment import hold_seats_variables, reservations_variables
from stacks.exceptions import OF_THE_ROUNDS, OF_THE_SCHEDULE, OF_THE_SECRET, accept
from stacks.function import FunctionSpec, PublishedFunction
from stacks.layers import add_product_layers
from stacks.names import HOLD_SEATS, PROVIDER_SECRET, RELEASE, RESERVATIONS, SETTLEMENT
from stacks.permissions import (
    HOLD_SEATS_GRANTS,
    RESERVATIONS_GRANTS,
    SETTLEMENT_GRANTS,
    provider_key_reading,
    table_statements,
)
from stacks.settings import Region, Settings


class BookingStack(Stack):
    """Everything that writes the reservations table. `release` marks what is published together."""

    def __init__(
        self, scope: Construct, construct_id: str, *, settings: Settings, region: Region, release: str, **kwargs: Any
    ) -> None:
        super().__init__(scope, construct_id, **kwargs)
        self._settings, self._region, self._release = settings, region, release
        layers = add_product_layers(self, settings)
        self._add_hold_seats(layers)
        self._add_reservations(layers)
        self._add_settlement(layers)
        if region.aws_region == settings.home_region:
            self._add_provider_secret()

    def _add_hold_seats(self, layers: list[ILayerVersion]) -> None:
        spec = FunctionSpec(
            name=HOLD_SEATS,
            handler="lambdas.hold_seats.start.handler",
            code=function_code("hold_seats"),
            layers=layers,
            environment={**hold_seats_variables(self._settings, self._region), RELEASE: self._release},
            statements=table_statements(self, self._settings, HOLD_SEATS_GRANTS),
            timeout_seconds=10,
            reserved=self._settings.reserved_concurrency.get("hold-seats"),
        )
        PublishedFunction(self, "HoldSeats", spec, self._settings)

    def _add_reservations(self, layers: list[ILayerVersion]) -> None:
        spec = FunctionSpec(
            name=RESERVATIONS,
            handler="lambdas.reservations.handler.handler",
            code=function_code("reservations"),
            layers=layers,
            environment={**reservations_variables(self._settings, self._region), RELEASE: self._release},
            statements=[
                *table_statements(self, self._settings, RESERVATIONS_GRANTS),
                provider_key_reading(self),
            ],
            timeout_seconds=29,
            reserved=self._settings.reserved_concurrency.get("reservations"),
        )
        function = PublishedFunction(self, "Reservations", spec, self._settings)
        url = function.add_url(InvokeMode.BUFFERED, self._settings.page_origins)
        CfnOutput(self, "ReservationsUrl", value=url.url)

    def _add_settlement(self, layers: list[ILayerVersion]) -> None:
        spec = FunctionSpec(
            name=SETTLEMENT,
            handler="lambdas.reservations.settle.handler",
            code=function_code("reservations"),
            layers=layers,
            environment={**reservations_variables(self._settings, self._region), RELEASE: self._release},
            statements=[*table_statements(self, self._settings, SETTLEMENT_GRANTS), provider_key_reading(self)],
            timeout_seconds=55,
            memory_mb=512,
        )
        function = PublishedFunction(self, "Settlement", spec, self._settings)
        # A round that failed is not repeated: the next one comes within a minute and finds the same rows. The schedule hands
        # its events to Lambda's own queue, which would repeat them as well.
        function.alias.configure_async_invoke(retry_attempts=0, max_event_age=Duration.minutes(1))
        accept(function.alias, OF_THE_ROUNDS)
        target = LambdaFunction(function.alias, retry_attempts=0, max_event_age=Duration.minutes(1))
        rule = Rule(self, "EachMinute", schedule=Schedule.rate(Duration.minutes(1)), targets=[target])
        accept(rule, OF_THE_SCHEDULE)

    def _add_provider_secret(self) -> None:
        """The provider's key, made with a random text until an operator puts the real one in its place."""
        secret = Secret(
            self,
            "ProviderSecret",
            secret_name=PROVIDER_SECRET,
            description="Secret key of the payment provider",
            replica_regions=[ReplicaRegion(region=region) for region in self._settings.replica_regions],
            # But for a first deployment that fails: a secret kept from it would stand in the way of the second by its name.
            removal_policy=RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
        )
        accept(secret, OF_THE_SECRET)
