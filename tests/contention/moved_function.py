"""The hold-seats function composed as in the product, but for the clock: AWS's would take an hour to end a few holds."""

import os
from dataclasses import replace
from functools import cache
from typing import Any

from lambdas.hold_seats.handler import Handler, compose, make_handler
from megaticket.settings import FunctionSettings
from tests.contention.clock import MovedClock


@cache
def _composed() -> Handler:
    return make_handler(replace(compose(FunctionSettings()), clock=MovedClock.from_environ(os.environ)))


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Lambda's entry."""
    return _composed()(event)
