"""One process's way to every booking operation, with a record of each attempt.

Holding, replacing, extending and releasing go through the Invoke API to the function under AWS's runtime client. Paying
goes to `Payments` in this process, over HTTP to the provider: as the web's function does, without its routing.
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from megaticket.booking.models import Hold, HoldState, hold_id_of
from megaticket.booking.payment_transitions import Payment
from megaticket.booking.payments import PaymentLostError, Payments
from megaticket.booking.provider import ProviderUnknownError
from megaticket.booking.service import ContendedError, HoldLostError
from megaticket.errors import Refusal
from tests.contention.arena import MOVED_HOLD_SEATS
from tests.contention.clock import MovedClock
from tests.contention.history import FOREVER, Attempt
from tests.unit.megaticket.stage import SCHEDULE_ID

if TYPE_CHECKING:
    from types_boto3_lambda import LambdaClient

Answer = tuple[str, tuple[str, ...], float, int]
"""Code, the hold's seats, its end, its total."""

SWITCH_SECONDS = 1.0
"""So long before the clock begins to run the product's own function, whose clock cannot, is left alone."""

FAULTS = (ClientError, BotoCoreError, ContendedError, PaymentLostError, HoldLostError, ProviderUnknownError)


class Desk:
    """Operations for any person, and what came of them. For one thread."""

    def __init__(
        self, actor: str, clock: MovedClock, functions: "LambdaClient", product: str, payments: Payments
    ) -> None:
        self.history: list[Attempt] = []
        self.faults: list[str] = []
        self.payments = payments
        self.clock = clock
        self._actor = actor
        self._functions = functions
        self._product = product

    def hold(self, user: str, request: str, seats: tuple[str, ...], total: int) -> Answer:
        """Holds seats."""
        event = {"action": "hold", "userId": user, "scheduleId": SCHEDULE_ID, "seatIds": seats, "expectedTotal": total}
        return self._invoked(event, hold_id_of(user, request), request)

    def replace(self, user: str, hold_id: str, request: str, seats: tuple[str, ...], total: int) -> Answer:
        """Other seats for a hold."""
        event = {"action": "replace", "userId": user, "holdId": hold_id, "seatIds": seats, "expectedTotal": total}
        return self._invoked(event, hold_id, request)

    def extend(self, user: str, hold_id: str, request: str) -> Answer:
        """More time."""
        return self._invoked({"action": "extend", "userId": user, "holdId": hold_id}, hold_id, request)

    def release(self, user: str, hold_id: str, request: str) -> Answer:
        """Seats back."""
        return self._invoked({"action": "release", "userId": user, "holdId": hold_id}, hold_id, request)

    def start(self, user: str, hold_id: str) -> Answer:
        """To the provider's page."""
        return self._paid("start", user, hold_id, lambda: self.payments.start(user, hold_id))

    def abandon(self, user: str, hold_id: str) -> Answer:
        """Back from it."""
        return self._paid("abandon", user, hold_id, lambda: self.payments.abandon(user, hold_id))

    def confirm(self, user: str, hold_id: str, payment: Payment) -> Answer:
        """Pays."""
        return self._paid("confirm", user, hold_id, lambda: self.payments.confirm(user, hold_id, payment))

    def cancel(self, user: str, hold_id: str, refund: int) -> Answer:
        """Gives tickets back."""
        return self._paid("cancel", user, hold_id, lambda: self.payments.cancel(user, hold_id, refund))

    def _invoked(self, event: dict[str, Any], hold_id: str, request: str) -> Answer:
        real = self.clock.elapsed < self.clock.quiet - SWITCH_SECONDS
        name = self._product if real else MOVED_HOLD_SEATS
        payload = json.dumps(event | {"requestId": request}).encode()

        def call() -> Answer:
            answer = self._functions.invoke(FunctionName=name, Payload=payload)
            with answer["Payload"] as stream:
                body = json.loads(stream.read())
            if answer.get("FunctionError"):
                return self._fault(f"{body.get('errorType')}: {body.get('errorMessage')}")
            return _viewed(body, event["action"])

        return self._recorded(event["action"], event["userId"], hold_id, tuple(event.get("seatIds", ())), call)

    def _paid(self, operation: str, user: str, hold_id: str, act: Callable[[], Hold | Refusal]) -> Answer:
        return self._recorded(operation, user, hold_id, (), lambda: _outcome(act()))

    def _recorded(
        self, operation: str, user: str, hold_id: str, wanted: tuple[str, ...], call: Callable[[], Answer]
    ) -> Answer:
        start = self.clock.seconds()
        try:
            answer = call()
        except FAULTS as error:
            answer = self._fault(f"{type(error).__name__}: {error}")
        code, seats, expires_at, _ = answer
        end = self.clock.seconds()
        self.history.append(
            Attempt(self._actor, operation, start, end, user, hold_id, code, seats or wanted, expires_at)
        )
        return answer

    def _fault(self, text: str) -> Answer:
        self.faults.append(text)
        return "FAULT", (), 0, 0


def _viewed(body: dict[str, Any], action: str) -> Answer:
    if not body["ok"]:
        return body["error"]["code"], (), 0, 0
    hold = body["hold"]
    ends = 0.0 if action == "release" else datetime.fromisoformat(hold["expiresAt"]).timestamp()
    return "OK", tuple(seat["seatId"] for seat in hold["seats"]), ends, hold["totalPrice"]


def _outcome(outcome: Hold | Refusal) -> Answer:
    if isinstance(outcome, Refusal):
        return outcome.code.value, (), 0, 0
    seats = tuple(seat.seat_id for seat in outcome.seats)
    if outcome.state == HoldState.CANCELLED:
        return "OK", seats, 0, outcome.total_price
    ends = FOREVER if outcome.state == HoldState.CONFIRMED else float(outcome.seats_expire_at)
    return "OK", seats, ends, outcome.total_price
