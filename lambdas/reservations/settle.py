"""The settlement's function: once a minute, everything left open at the provider is asked for and finished."""

from collections.abc import Callable
from functools import cache
from typing import Any

from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from lambdas.reservations.services import build_payments
from lambdas.reservations.settings import ReservationsSettings
from megaticket.booking.settlement import Settlement
from megaticket.telemetry import BOOKING_NAMESPACE, emit

Settle = Callable[[], dict[str, int]]


def make_handler(settlement: Settlement) -> Settle:
    """The function over a given settlement. What is still open afterwards is counted for the alarms."""

    def settle() -> dict[str, int]:
        report = settlement.run()
        emit(
            BOOKING_NAMESPACE,
            {
                "PaymentUnsettledCount": (MetricUnit.Count, report.unsettled),
                "RefundDueCount": (MetricUnit.Count, report.refunds_due),
            },
        )
        return {"unsettled": report.unsettled, "refundsDue": report.refunds_due}

    return settle


@cache
def _composed() -> Settle:
    return make_handler(Settlement(build_payments(ReservationsSettings())))


def handler(_event: dict[str, Any], _context: LambdaContext) -> dict[str, int]:
    """Lambda's entry, called by the schedule."""
    return _composed()()
