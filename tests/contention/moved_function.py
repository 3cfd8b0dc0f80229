"""The hold-seats function composed as in the product, but for the clock: AWS's would take an hour to end a few holds.

With WITHOUT_SEAT_CONDITIONS it takes seats whoever has them: a negative control of the whole run.
"""

import os
from dataclasses import replace
from functools import cache
from typing import Any

from lambdas.hold_seats.handler import Handler, compose, make_handler
from megaticket.booking.store import BookingStore
from megaticket.settings import FunctionSettings
from megaticket.transactions import FailedCondition, Transaction
from tests.contention.clock import MovedClock
from tests.contention.requests import controls


@cache
def _composed() -> Handler:
    booking = replace(compose(FunctionSettings()), clock=MovedClock.from_environ(os.environ))
    if os.environ.get("WITHOUT_SEAT_CONDITIONS"):
        _leave_out_seat_conditions(booking.store)
    return make_handler(booking)


def _leave_out_seat_conditions(store: BookingStore) -> None:
    write = store.write
    left_out = [control for control in controls() if control.write == "Put SCHEDULE" and control.rest is None]

    def weakened(transaction: Transaction) -> list[FailedCondition]:
        for control in left_out:
            transaction = control.weaken(transaction)
        return write(transaction)

    store.write = weakened


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Lambda's entry."""
    return _composed()(event)
