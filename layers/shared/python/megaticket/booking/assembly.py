"""Bookings put together over one client: what every function's composition root does the same way."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from megaticket.booking.control import ControlReader
from megaticket.booking.service import Booking
from megaticket.booking.store import BookingStore
from megaticket.catalog.store import CatalogStore, CatalogTables
from megaticket.clock import utc_now
from megaticket.settings import FunctionSettings

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient


def build_booking(
    client: "DynamoDBClient", settings: FunctionSettings, on_verify_retry: Callable[[], None] = lambda: None
) -> Booking:
    """The booking operations of a function over its region's tables."""
    tables = CatalogTables(
        settings.dynamodb_performances_table, settings.dynamodb_venues_table, settings.dynamodb_schedules_table
    )
    store = BookingStore(client, settings.dynamodb_reservations_table)
    return Booking(
        store=store,
        catalog=CatalogStore(client, tables, settings.catalog_cache_ttl_seconds),
        control=ControlReader(settings, store.control),
        clock=utc_now,
        on_verify_retry=on_verify_retry,
    )
