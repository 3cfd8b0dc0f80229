"""The composition root of the reservations function and of the settlement: clients, stores, operations."""

from collections.abc import Callable

from botocore.config import Config

from lambdas.reservations.provider import HttpPaymentProvider
from lambdas.reservations.settings import ReservationsSettings
from megaticket import sdk
from megaticket.booking.assembly import build_booking
from megaticket.booking.payments import Payments

CONFIG = Config(connect_timeout=1, read_timeout=2, retries={"mode": "standard", "total_max_attempts": 2})


def build_payments(settings: ReservationsSettings) -> Payments:
    """Bookings and the provider over one region."""
    client = sdk.client("dynamodb", settings.aws_region, CONFIG)
    provider = HttpPaymentProvider(settings.payment_provider_url, key_reader(settings))
    return Payments(build_booking(client, settings), provider)


def key_reader(settings: ReservationsSettings) -> Callable[[], str]:
    """Reads the provider's key from Secrets Manager, each time that it is called."""
    client = sdk.client("secretsmanager", settings.aws_region, CONFIG)
    return lambda: str(client.get_secret_value(SecretId=settings.payment_provider_secret_name)["SecretString"])
