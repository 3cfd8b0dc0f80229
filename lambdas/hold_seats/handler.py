"""The hold-seats function: parses a command, calls one booking operation, renders the answer."""

import time
from collections.abc import Callable
from functools import cache
from typing import Any

from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext
from botocore.config import Config
from pydantic import ValidationError

from megaticket import sdk
from megaticket.booking.assembly import build_booking
from megaticket.booking.models import Hold, HoldState
from megaticket.booking.service import Booking
from megaticket.booking.transitions import HoldRequest, Replacement
from megaticket.clock import epoch
from megaticket.contracts import (
    COMMAND,
    Command,
    ExtendCommand,
    HoldCommand,
    ReleaseCommand,
    ReplaceCommand,
    hold_view,
)
from megaticket.errors import ErrorCode, Refusal
from megaticket.settings import FunctionSettings
from megaticket.telemetry import BOOKING_NAMESPACE, emit, logger

Handler = Callable[[dict[str, Any]], dict[str, Any]]


def compose(settings: FunctionSettings) -> Booking:
    """The composition root: one client, and the operations over it."""
    # The transactions own the retries of writes; botocore's would multiply them.
    config = Config(connect_timeout=1, read_timeout=2, retries={"mode": "standard", "total_max_attempts": 2})
    client = sdk.client("dynamodb", settings.aws_region, config)
    return build_booking(client, settings, lambda: emit(BOOKING_NAMESPACE, {"VerifyRetryCount": (MetricUnit.Count, 1)}))


def make_handler(booking: Booking) -> Handler:
    """The function over given operations. A fault it cannot answer leaves as an exception: a function error."""

    def handle(event: dict[str, Any]) -> dict[str, Any]:
        try:
            command = COMMAND.validate_python(event)
        except ValidationError as error:
            logger.warning("command refused", extra={"fields": [".".join(map(str, e["loc"])) for e in error.errors()]})
            refusal = Refusal(ErrorCode.INVALID_REQUEST)
            _count_refusal(refusal)
            return _render(refusal, booking)
        started = time.monotonic()
        outcome = _run(command, booking)
        _count(command, outcome, (time.monotonic() - started) * 1000)
        return _render(outcome, booking)

    return handle


def _run(command: Command, booking: Booking) -> Hold | Refusal:
    match command:
        case HoldCommand(user_id=user_id, schedule_id=schedule_id, seat_ids=seats, expected_total=total):
            return booking.hold(HoldRequest(user_id, schedule_id, seats, total, command.request_id))
        case ReplaceCommand(user_id=user_id, hold_id=hold_id, seat_ids=seats, expected_total=total):
            return booking.replace(user_id, hold_id, Replacement(seats, total, command.request_id))
        case ExtendCommand(user_id=user_id, hold_id=hold_id):
            return booking.extend(user_id, hold_id, command.request_id)
        case ReleaseCommand(user_id=user_id, hold_id=hold_id):
            return booking.release(user_id, hold_id)


def _render(outcome: Hold | Refusal, booking: Booking) -> dict[str, Any]:
    if isinstance(outcome, Refusal):
        return {"ok": False, "error": outcome.as_json()}
    return {"ok": True, "hold": hold_view(outcome, epoch(booking.clock()))}


def _count(command: Command, outcome: Hold | Refusal, milliseconds: float) -> None:
    if isinstance(outcome, Refusal):
        _count_refusal(outcome)
    elif isinstance(command, HoldCommand) and outcome.state == HoldState.HOLDING:
        emit(
            BOOKING_NAMESPACE,
            {"HoldCount": (MetricUnit.Count, 1), "HoldLatency": (MetricUnit.Milliseconds, milliseconds)},
        )


def _count_refusal(refusal: Refusal) -> None:
    emit(BOOKING_NAMESPACE, {"HoldRefusedCount": (MetricUnit.Count, 1)}, [{"Code": refusal.code.value}])


@cache
def _composed() -> Handler:
    return make_handler(compose(FunctionSettings()))


def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Lambda's entry. The composition root runs at the first event of a process and is kept."""
    return _composed()(event)
