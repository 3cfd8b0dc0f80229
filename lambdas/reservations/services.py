"""The composition root of the reservations function and of the settlement: clients, stores, operations."""

from collections.abc import Callable

import boto3
from botocore.config import Config

from lambdas.reservations.provider import HttpPaymentProvider
from lambdas.reservations.settings import ReservationsSettings
from megaticket.booking.assembly import build_booking
from megaticket.booking.payments import Payments

CONFIG = Config(connect_timeout=1, read_timeout=2, retries={"mode": "standard", "total_max_attempts": 2})


def build_payments(settings: ReservationsSettings) -> Payments:
    """Bookings and the provider over one region."""
    client = boto3.client("dynamodb", region_name=settings.aws_region, config=CONFIG)
    provider = HttpPaymentProvider(settings.payment_provider_url, key_reader(settings))
    return Payments(build_booking(client, settings), provider)


def key_reader(settings: ReservationsSettings) -> Callable[[], str]:
    """Reads the provider's key from Secrets Manager, each time that it is called."""
    client = boto3.client("secretsmanager", region_name=settings.aws_region, config=CONFIG)
    return lambda: str(client.get_secret_value(SecretId=settings.payment_provider_secret_name)["SecretString"])
